/* A character that no font has: where it is told. */
#include <string.h>

#include "base/log.h"
#include "typeset/line_internal.h"

/* Characters on either side of a missing one that a fault shows. */
#define AROUND 8

static const char *
words_before(struct arena *arena, const char *text, const char *at)
{
	const char *s = at;

	for (unsigned count = 0; s > text && count < AROUND; count++)
		do
			s--;
		while (s > text && ((unsigned char)*s & 0xc0) == 0x80);
	return arena_printf(arena, "%s%.*s", s > text ? "……" : "", (int)(at - s), s);
}

void
line_missing_glyph(struct ctx *cx, struct fonts *fonts, const struct span *span, const char *at,
                   struct glyph *mark)
{
	struct arena *arena = cx->arena;
	uint32_t scalar = 0;
	size_t length = text_utf8_next(at, &scalar);
	const char *character = scalar < ' ' ? "" : arena_strndup(arena, at, length);

	if (font_mark(fonts, span->font, mark)) {
		log_event(LOG_WARNING, cx->request_id, "%s: no font has U+%04X %s, marked",
		          place_pointer(&span->place), (unsigned)scalar, character);
		return;
	}
	*mark = (struct glyph){ .advance = 1000 };
	/* The same character again in the same text is the same fault. */
	if (cx->fault_count < FAULTS_MAX &&
	    memmem(span->text, (size_t)(at - span->text), at, length) != NULL)
		return;
	place_add_fault(cx, &span->place,
	                arena_printf(arena,
	                             "“%s%s%s”里，没有字体有 U+%04X %s 这个字；"
	                             "请改字，或在 fonts/manifest.json 中加入字体",
	                             words_before(arena, span->text, at), character,
	                             text_utf8_shorten(arena, at + length, AROUND),
	                             (unsigned)scalar, character));
}
