#include "text/words.h"

#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utf16.h>

/* Opened once, by the first title that needs it: reading the dictionary takes 10 ms. */
static UBreakIterator *words;

bool
words_is_han(uint32_t scalar)
{
	return (scalar >= 0x3400 && scalar <= 0x9fff) || (scalar >= 0x20000 && scalar <= 0x3fffd);
}

static UChar *
to_utf16(struct arena *arena, const uint32_t *scalars, size_t count, int32_t *length)
{
	UChar *units = arena_array(arena, 2 * count + 1, sizeof *units);

	*length = 0;
	for (size_t i = 0; i < count; i++)
		U16_APPEND_UNSAFE(units, *length, scalars[i]);
	return units;
}

static void
mark_word(const uint32_t *scalars, size_t first, size_t end, bool *within)
{
	for (size_t i = first; i + 1 < end; i++)
		within[i] = true;
	if (first > 0 && end - first == 1 && words_is_han(scalars[first]))
		within[first - 1] = true;
}

bool
words_find(struct arena *arena, const uint32_t *scalars, size_t count, bool *within)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t length;
	UChar *units = to_utf16(arena, scalars, count, &length);
	int32_t unit = 0;
	size_t first = 0;

	if (count == 0)
		return true;
	if (words == NULL)
		words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
	if (U_SUCCESS(status))
		ubrk_setText(words, units, length, &status);
	if (U_FAILURE(status))
		return false;
	memset(within, 0, count * sizeof *within);
	for (int32_t next = ubrk_next(words); next != UBRK_DONE; next = ubrk_next(words)) {
		size_t end = first;

		for (; unit < next; end++)
			U16_FWD_1(units, unit, length);
		mark_word(scalars, first, end, within);
		first = end;
	}
	return true;
}
