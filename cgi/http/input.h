/*
 * The body of a request. It is not read before somebody asks for it, so that who may
 * not send it costs no memory.
 */
#ifndef HTTP_INPUT_H
#define HTTP_INPUT_H

#include "base/text.h"

/* The field that err_set_field() names when the body is too large. */
#define INPUT_FIELD "body"

/* Where a transport has the body; `cx->input` of a request. */
struct input {
	/* Read up to `size` bytes; fewer only at the end, or when the peer stops. */
	int (*read)(void *stream, char *bytes, int size);
	void *stream;
	const char *length; /* CONTENT_LENGTH; NULL or "" when there is no body */
};

/*
 * Read the body into the arena, all of it: empty when there is none. ERR_TOO_LONG,
 * before anything is read, when it has more than `limit` bytes; ERR_INPUT when it
 * does not come to its end.
 */
MUST_USE enum err input_read(struct ctx *cx, size_t limit, struct text *out);

#endif
