/* The words of a text, by ICU's dictionary of Chinese. */
#include <string.h>

#include "typeset/line_internal.h"

static enum err
find_words(struct ctx *cx, struct line_text *text)
{
	bool *within = arena_array(cx->arena, text->count + 1, sizeof *within);

	if (!words_find(cx->arena, line_scalars(cx->arena, text), text->count, within))
		return err_set(cx, ERR_INTERNAL, "ICU finds no words");
	for (size_t i = 0; i < text->count; i++)
		if (within[i] && text->breaks[i] == LINE_MAY)
			text->breaks[i] = LINE_NOT;
	return ERR_OK;
}

enum err
line_words(struct ctx *cx, struct line_text *text)
{
	if (text->kept != NULL && text->kept->words != NULL) {
		memcpy(text->breaks, text->kept->words, text->count);
		return ERR_OK;
	}
	TRY(find_words(cx, text));
	if (text->kept != NULL) {
		text->kept->words = arena_alloc(cx->arena, text->count + 1);
		memcpy(text->kept->words, text->breaks, text->count);
	}
	return ERR_OK;
}
