#include "http/disposition.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "http/percent.h"

/* File systems take 255 bytes; browsers add " (1)" and the like. */
#define NAME_BYTES_MAX 200

/*
 * Controls, and the marks that turn the direction of what follows (UAX #9), by
 * which a name could show another extension than it has.
 */
static bool
is_control(uint32_t scalar)
{
	return scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0) || scalar == 0x061C ||
	       scalar == 0x200E || scalar == 0x200F || (scalar >= 0x202A && scalar <= 0x202E) ||
	       (scalar >= 0x2066 && scalar <= 0x2069);
}

const char *
disposition_name(struct arena *arena, const char *name)
{
	struct text out = text_make(arena);
	uint32_t scalar;
	size_t length;

	while ((length = text_utf8_next(name, &scalar)) > 0 &&
	       out.length + length <= NAME_BYTES_MAX) {
		if (is_control(scalar))
			text_add_char(&out, ' ');
		else if (scalar < 0x80 && strchr("/\\:*?\"<>|", (int)scalar) != NULL)
			text_add_char(&out, '_');
		else
			text_add(&out, name, length);
		name += length;
	}
	return out.data;
}

static const char *
disposition(struct arena *arena, const char *type, const char *plain, const char *name,
            const char *suffix)
{
	struct text out = text_make(arena);

	text_add_fmt(&out, "%s; filename=\"%s%s\"; filename*=UTF-8''", type, plain, suffix);
	percent_encode(&out, disposition_name(arena, name));
	percent_encode(&out, suffix);
	return out.data;
}

const char *
disposition_inline(struct arena *arena, const char *plain, const char *name, const char *suffix)
{
	return disposition(arena, "inline", plain, name, suffix);
}

const char *
disposition_attachment(struct arena *arena, const char *plain, const char *name, const char *suffix)
{
	return disposition(arena, "attachment", plain, name, suffix);
}
