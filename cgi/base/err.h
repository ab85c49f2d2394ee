/*
 * Errors: what went wrong, told once by whoever found it.
 *
 * A function that can fail returns `enum err` and leaves its result through
 * its last argument. The kinds are few, one per reaction of the caller.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define MUST_USE __attribute__((warn_unused_result))

enum err {
	ERR_OK = 0,
	ERR_INPUT,         /* the request or the file is wrong: mend it and come again */
	ERR_NOT_FOUND,     /* there is no such thing, or it may not be seen */
	ERR_GONE,          /* it was there and was withdrawn */
	ERR_LOGIN,         /* nobody has logged in, or the session is over */
	ERR_RIGHT,         /* whoever has logged in may not do that */
	ERR_METHOD,        /* the resource does not answer this method */
	ERR_ACCEPT,        /* the resource has no form that the client takes */
	ERR_CONDITION,     /* what the client made a condition is not so */
	ERR_UNCONDITIONED, /* the client has to make a condition: it may not overwrite blindly */
	ERR_MEDIA,         /* the body is of a kind that is not taken here */
	ERR_DOCUMENT,      /* the document in the body has faults: they are told in `faults` */
	ERR_TOO_LONG,      /* a limit on the size of the request was passed */
	ERR_TOO_LARGE,     /* a limit on the size of the answer was passed */
	ERR_CONFLICT,      /* the data contradicts what is stored */
	ERR_CROWDED,       /* the client asks for too much at once: try again later */
	ERR_UNAVAILABLE,   /* something we need is away: try again later */
	ERR_INTERNAL       /* a fault of ours */
};

#define TRY(call)                                                                                  \
	do {                                                                                       \
		enum err try_err_ = (call);                                                        \
		if (try_err_ != ERR_OK)                                                            \
			return try_err_;                                                           \
	} while (0)

/* One fault in a file: where it is, what was found and what was expected. */
struct fault {
	struct fault *next;
	const char *place; /* file:line, or file and JSON pointer */
	const char *what;
};

/*
 * The context of one unit of work: a request, or a command. `arena` holds all
 * that the work allocates. `kind`, `reason` and `field` are set by the first
 * err_set(); `faults` collects what a checker found, in order.
 */
struct input;

struct ctx {
	struct arena *arena;
	const struct input *input; /* the body of the request (http/input.h), or NULL */
	const char *request_id;
	bool english;        /* the reader of `reason` prefers English to Chinese */
	enum err refusal;    /* the transport has no place for the request: only say so */
	int64_t deadline_ms; /* of clock_now_ms(), when rendering gives up; 0: never */
	enum err kind;
	const char *reason;
	const char *field; /* the parameter or place that `reason` is about, or NULL */
	bool sums_up;      /* `reason` is that of err_faults(): the faults say it all */
	struct fault *faults;
	struct fault *last_fault;
	size_t fault_count;
};

/* A context whose memory is `arena`, without any error. */
struct ctx ctx_make(struct arena *arena);

/*
 * What is said to a reader, in the language of the reader. Both texts are
 * formats for the same arguments.
 */
const char *ctx_say(const struct ctx *cx, const char *chinese, const char *english)
	__attribute__((format_arg(2), format_arg(3)));

/*
 * ERR_UNAVAILABLE when the deadline has passed. Loops whose length a document
 * decides ask it at each turn; it costs some nanoseconds.
 */
MUST_USE enum err ctx_in_time(struct ctx *cx);

/* Forget errors and faults; the arena and the language stay as they are. */
void ctx_clear(struct ctx *cx);

/*
 * Record why the work failed and return `kind`, so that a failing function can
 * end with `return err_set(cx, ERR_INPUT, "...")`. The first call wins.
 */
enum err err_set(struct ctx *cx, enum err kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* As err_set(), and name the parameter or path that is wrong. */
enum err err_set_field(struct ctx *cx, enum err kind, const char *field, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Add a fault of a file under check; the check goes on, so that all faults are
 * told at once. After `FAULTS_MAX` the rest is only counted.
 */
#define FAULTS_MAX 200
void err_add_fault(struct ctx *cx, const char *place, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* As err_add_fault(), unless the same is told of the place already. */
void err_add_fault_once(struct ctx *cx, const char *place, const char *what);

/*
 * ERR_INPUT with the first of the faults that were added since there were
 * `before`, and the number of the others; ERR_OK when none was.
 */
MUST_USE enum err err_faults(struct ctx *cx, size_t before);

/*
 * What the system says with an error number, in the reader's words and with the cure
 * where there is one; in the system's own for what nobody meets. Valid until the next call.
 */
const char *err_system(int number);

/* A word for the kind, for logs. */
const char *err_name(enum err kind);

#endif
