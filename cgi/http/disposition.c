#include "http/disposition.h"

#include <string.h>

#include "base/text.h"
#include "http/percent.h"

/* File systems take 255 bytes; browsers add " (1)" and the like. */
#define NAME_BYTES_MAX 200

/* The name without what Windows or Unix refuse in file names. */
static const char *
clean(struct arena *arena, const char *name)
{
	struct text out = text_make(arena);
	uint32_t scalar;
	size_t length;

	while ((length = text_utf8_next(name, &scalar)) > 0 &&
	       out.length + length <= NAME_BYTES_MAX) {
		if (scalar < 0x20 || scalar == 0x7F)
			text_add_char(&out, ' ');
		else if (scalar < 0x80 && strchr("/\\:*?\"<>|", (int)scalar) != NULL)
			text_add_char(&out, '_');
		else
			text_add(&out, name, length);
		name += length;
	}
	return out.data;
}

const char *
disposition_inline(struct arena *arena, const char *plain, const char *name, const char *suffix)
{
	struct text out = text_make(arena);

	text_add_fmt(&out, "inline; filename=\"%s%s\"; filename*=UTF-8''", plain, suffix);
	percent_encode(&out, clean(arena, name));
	percent_encode(&out, suffix);
	return out.data;
}
