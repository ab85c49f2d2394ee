#include "base/sink.h"

static enum err
append(struct ctx *cx, void *user, const void *bytes, size_t length)
{
	(void)cx;
	text_add(user, bytes, length);
	return ERR_OK;
}

struct sink
sink_text(struct text *out)
{
	return (struct sink){ append, out };
}
