/*
 * Where the bytes of something large go while it is made.
 */
#ifndef BASE_SINK_H
#define BASE_SINK_H

#include "base/text.h"

/* Takes the bytes of a file, in order. */
struct sink {
	enum err (*write)(struct ctx *cx, void *user, const void *bytes, size_t length);
	void *user;
};

/* One that appends to a text, which somebody has made. */
struct sink sink_text(struct text *out);

#endif
