/* The words of a text, by ICU's dictionary of Chinese. */
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utf16.h>

#include "typeset/line_internal.h"

/* Opened once, by the first title that needs it: reading the dictionary takes 10 ms. */
static UBreakIterator *words;

/* The text in UTF-16. */
static UChar *
to_utf16(struct arena *arena, const struct line_text *text, int32_t *length)
{
	UChar *units = arena_array(arena, 2 * text->count + 1, sizeof *units);

	*length = 0;
	for (size_t i = 0; i < text->count; i++)
		U16_APPEND_UNSAFE(units, *length, text->atoms[i].scalar);
	return units;
}

/* A word of one character is rather the end of one that the dictionary does not know: 岳阳楼区, 数据表. */
static bool
is_end(const struct line_text *text, size_t first, size_t end)
{
	return end - first == 1 && line_is_han(text->atoms[first].scalar);
}

/* No line ends within a word. */
static void
join(struct line_text *text, size_t first, size_t end)
{
	for (size_t i = first; i + 1 < end; i++)
		if (text->breaks[i] == LINE_MAY)
			text->breaks[i] = LINE_NOT;
	if (first > 0 && is_end(text, first, end) && text->breaks[first - 1] == LINE_MAY)
		text->breaks[first - 1] = LINE_NOT;
}

static enum err
find_words(struct ctx *cx, struct line_text *text)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t length;
	UChar *units = to_utf16(cx->arena, text, &length);
	int32_t unit = 0;
	size_t first = 0;

	if (words == NULL)
		words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
	if (U_SUCCESS(status))
		ubrk_setText(words, units, length, &status);
	if (U_FAILURE(status))
		return err_set(cx, ERR_INTERNAL, "ICU finds no words: %s", u_errorName(status));
	for (int32_t next = ubrk_next(words); next != UBRK_DONE; next = ubrk_next(words)) {
		size_t end = first;

		for (; unit < next; end++)
			U16_FWD_1(units, unit, length);
		join(text, first, end);
		first = end;
	}
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
