/*
 * The desk: the API of the staff, and what its handlers have at hand.
 *
 * A request is one transaction of a connection of gongkai_desk, in whose name an account
 * acts: desk_route.c begins it, finds out who that is, asks what the route demands, calls
 * the handler, notes all of it in the trail and commits, or takes all back. A handler
 * commits nothing itself.
 *
 * There are two guards, and each holds alone. Here desk_must() compares the grants of the
 * account; in the database policies of rows and functions ask again, by the secret of the
 * session, whatever C believes.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "base/config.h"
#include "db/acting.h"
#include "doc/json.h"
#include "page/page.h"

/* A name in a path that is of no other kind: of an account, 1 to 64 characters. */
#define DESK_API "/api/v1/staff"

/* A change, with all that the rules check then, may take longer than what the public reads. */
#define DESK_TIMEOUT_MS 20000

/* Pairs of braces in a pattern. */
#define DESK_NAMES_MAX 2

/* What lives as long as the worker. */
struct desk {
	struct page page; /* its connection is one of gongkai_desk */
	const struct config *config;
};

/* In the order of the table of roles; DESK_READER is whoever has any. */
enum desk_role {
	DESK_READER,
	DESK_EDITOR,
	DESK_REVIEWER,
	DESK_PUBLISHER,
	DESK_ADMINISTRATOR,
	DESK_LOGGED_IN, /* whatever the grants */
	DESK_ANYBODY, /* whoever is logged in, and also one who has still to change the password */
	DESK_NOBODY   /* needs no login */
};

struct desk_grant {
	enum desk_role role;
	const char *department; /* the beginning of the codes of departments; "" is the country */
};

struct desk_route;

/* One request. */
struct desk_call {
	const struct desk *desk;
	struct connection *db;
	const struct request *request;
	const struct desk_route *route;
	/*
	 * For the calls of page/: the address, the face of a route with a subject, the
	 * parameters of the query. Its route is NULL.
	 */
	struct page_call page;
	const char *names[DESK_NAMES_MAX]; /* what stood for the braces */
	const char *department;            /* of the draft of a route below /drafts/{id} */
	const char *document;              /* the draft that desk_write_lock() holds, as JSON */
	const struct json *body;           /* of a route with DESK_JSON */
	const char *secret;                /* of the session or token; NULL without */
	const char *device;                /* the browser's own; desk_login_place() finds it */
	struct acting acting;              /* account is NULL without */
	const struct desk_grant *grants;
	size_t grant_count;
	/*
	 * For the trail: what it was about where that is not names[0], and what else is to be
	 * known. Of several drafts each has an entry of its own. A handler sets them.
	 */
	const char *target;
	const char *detail;
	const char *const *targets;
	size_t target_count;
	int retry_after_s; /* what a refusal tells the client to wait; 0: as usual */
	const char *kept;  /* by desk_once() in place of the body, where that has a secret */
};

typedef enum err (*desk_handler)(struct ctx *cx, struct desk_call *call, struct response *response);

enum desk_body {
	DESK_NONE, /* a body is an error */
	DESK_JSON, /* application/json or a type that ends in +json, parsed */
	DESK_RAW   /* anything: the handler reads it with input_read() */
};

/* Whether what succeeds is for the trail; what is refused always is, where somebody asks. */
enum desk_noting {
	DESK_NOTED,
	DESK_QUIET, /* lists, oneself, presence; or the database has noted it */
	/* Parts of a draft, which pages look at again and again: the first time in an hour, unless the draft was read. */
	DESK_GLANCE
};

/*
 * A route. In braces stands what a value must be: `{id}` a report's identifier, `{number}`
 * digits, `{name}` a login name, `{year}`, else a code. A route with a subject has the faces that show it under its suffixes
 * (`.pdf`, …), and none at the bare address.
 */
struct desk_route {
	enum request_method method;
	const char *pattern; /* behind DESK_API; NULL ends the table */
	desk_handler handler;
	enum desk_role role; /* must be had somewhere; where, the handler asks by desk_must() */
	enum desk_body body;
	enum face_subject subject;  /* FACE_ANSWER: no faces */
	const struct param *params; /* NULL: none */
	enum desk_noting noting;
	bool settles; /* commits also when it fails, as logins do */
};

extern const struct desk_route desk_route_list[];

/*
 * The routes by number, from 1, for what is counted of each: in the arena
 * `GET /api/v1/staff/drafts/{id}`, all faces together; after them /healthz and /readyz.
 * NULL where there is none.
 */
const char *desk_route_name(struct arena *arena, unsigned number);

/* Answer a request; a transport_handler whose `user` is a struct desk. */
void desk_answer(void *user, struct ctx *cx, char *const *environment, struct response *response);

/* Read the grants of the account that acts into the call. */
MUST_USE enum err desk_grants(struct ctx *cx, struct desk_call *call);

/* May the account do that in the department? NULL: somewhere. */
bool desk_may(const struct desk_call *call, enum desk_role role, const char *department);

/*
 * The beginnings of the codes of the departments where the account has a role (DESK_READER: any),
 * as a JSON array, for lists, which the database restricts by itself, too.
 */
const char *desk_reach(struct arena *arena, const struct desk_call *call, enum desk_role role);

/* The same as ERR_RIGHT. */
MUST_USE enum err desk_must(struct ctx *cx, const struct desk_call *call, enum desk_role role,
                            const char *department);

/* The name of a role, as the database has it, and back; DESK_NOBODY for what is none. */
const char *desk_role_name(enum desk_role role);
enum desk_role desk_role_find(const char *name);

/*
 * A string of a JSON object: ERR_INPUT with its pointer when it is of another type, or
 * missing though `required`. Then *out is NULL where it is not there.
 */
MUST_USE enum err desk_string(struct ctx *cx, const struct json *object, const char *name,
                              bool required, const char **out);

/* ERR_INPUT when an object has other members than those, up to NULL: nothing is assigned unseen. */
MUST_USE enum err desk_only(struct ctx *cx, const struct json *object, const char *const *names);

/* What `step` says of a part of the body, with the pointer of that part before its pointer. */
MUST_USE enum err desk_within(struct ctx *cx, const char *place, enum err step);

/* Answer with JSON, which is never kept by caches. */
void desk_json(struct ctx *cx, int status, const char *body, struct response *response);

/* What the client must send as X-Gongkai-Token: made of the session's secret. */
const char *desk_token(struct arena *arena, const char *secret);

/* Give the browser the secret of a session; NULL takes it away. */
void desk_cookie(struct ctx *cx, const struct request *request, const char *secret,
                 struct response *response);

/*
 * The secret of the browser itself: NULL when it brings none. It opens nothing; a browser that has
 * come in with an account shows by it that it need not wait for what others try with that account.
 */
const char *desk_device(struct arena *arena, const struct request *request);

/* Give the browser that secret, for a year from now. */
void desk_device_cookie(struct ctx *cx, const struct request *request, const char *device,
                        struct response *response);

/* The secret that a request brings, or NULL. `*is_bearer` when it came as a bearer token. */
const char *desk_secret(struct arena *arena, const struct request *request, bool *is_bearer);

/*
 * ERR_RIGHT when a request that changes something may have been made by another site:
 * the origin must be ours, and the token that of the session (NULL: none yet).
 */
MUST_USE enum err desk_same_site(struct ctx *cx, const struct request *request, const char *secret);

#endif
