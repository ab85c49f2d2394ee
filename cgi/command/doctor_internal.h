/* The findings of `gongkai doctor`, shared by what looks at the database and what looks at the machine. */
#ifndef COMMAND_DOCTOR_INTERNAL_H
#define COMMAND_DOCTOR_INTERNAL_H

#include "command/command.h"
#include "db/connection.h"

enum doctor_state { DOCTOR_GOOD, DOCTOR_BAD, DOCTOR_UNSEEN };

struct doctor {
	struct command_line *line;
	struct renderer *renderer; /* NULL: its parts are told of as faults */
	const char *url;           /* of nginx, or NULL */
	const char *nginx;         /* its settings, or NULL for its own */
	const char *certificate;
	const char *security;
	bool is_owner; /* the database is seen as its owner sees it */
	bool is_json;
	struct text json; /* what was found so far */
	size_t bad;
};

/* Tell one finding. The cure is told when it is not good; it may be NULL. */
void doctor_tell(struct doctor *doctor, enum doctor_state state, const char *what, const char *cure,
                 const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Rights, versions, templates, clock, replication, a page. */
void doctor_database(struct doctor *doctor);

/* The keys of one-time codes, as the file has them and as `db` wants them. */
MUST_USE enum err doctor_code(struct doctor *doctor, struct ctx *cx, struct connection *db);

/* The versions of the libraries. */
void doctor_libraries(struct doctor *doctor);

/* Disks, keys, certificate, security.txt. */
void doctor_machine(struct doctor *doctor);

/* Those of the server and the desk, and whether they answer. */
void doctor_socket(struct doctor *doctor);

/* What nginx answers, and what it says of its settings. */
void doctor_nginx(struct doctor *doctor);

#endif
