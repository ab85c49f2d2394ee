/*
 * A request as the web server hands it over (RFC 3875 names), checked before
 * anything looks at it. Its strings live in the arena of the context.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/err.h"

#define REQUEST_PATH_MAX 1024
#define REQUEST_QUERY_MAX 4096
#define REQUEST_HEADERS_MAX 16384

/* The field that err_set_field() names when the headers are too long. */
#define REQUEST_FIELD_HEADERS "headers"
/* … when a login comes too early. */
#define REQUEST_FIELD_LOGIN "login"
#define REQUEST_FIELD_DESK "desk"

/* From REQUEST_POST on they change something. */
enum request_method {
	REQUEST_GET,
	REQUEST_HEAD,
	REQUEST_OPTIONS,
	REQUEST_POST,
	REQUEST_PUT,
	REQUEST_PATCH,
	REQUEST_DELETE,
	REQUEST_OTHER
};

struct request {
	enum request_method method;
	const char *target; /* as sent, path and query; the path alone from a plain CGI server */
	const char *path;   /* decoded */
	const char *query;  /* as sent; "" if there is none */
	/* The web server keeps answers by their address, and wants to know how it is spelt. */
	bool wants_spelling;
	bool is_dear;    /* and then makes the answer under its one spelling only */
	bool wants_page; /* a person reads: what goes wrong is told as a page */
	bool may_defer; /* what takes long may be done after the answer (RFC 7240, respond-async) */
	/* Headers; NULL if not sent. */
	const char *content_type;
	const char *idempotency_key;
	const char *accept;
	const char *accept_language;
	const char *if_match;
	const char *if_none_match;
	const char *if_modified_since;
	const char *if_unmodified_since;
	const char *authorization;
	const char *cookie;
	const char *host;
	const char *origin;
	const char *sec_fetch_site;
	const char *x_gongkai_token;
	/* What the web server says: the client's address, "" if unknown, and whether the way is encrypted. */
	const char *address;
	bool is_secure;
	const char *sign_on; /* whom the web server has found it to be, or NULL */
};

/* As the request line has it. */
const char *request_method_name(enum request_method method);

/* The value of a variable of the web server, or NULL. */
const char *request_variable(char *const *environment, const char *name);

/*
 * The identifier under which the request is logged: the web server's, if it is
 * 8 to 64 letters, digits, hyphens or underscores, else a new one.
 */
const char *request_id(struct arena *arena, char *const *environment);

/* Read and check. ERR_INPUT for a malformed path, ERR_TOO_LONG past a limit. */
MUST_USE enum err request_read(struct ctx *cx, char *const *environment, struct request *request);

#endif
