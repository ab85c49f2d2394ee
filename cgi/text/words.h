/* Where the words of a Chinese text end, by ICU's dictionary: titles break there. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/arena.h"
#include "base/err.h"

/* A Chinese character. */
bool words_is_han(uint32_t scalar);

/*
 * Find behind which characters of a text no line of a title ends: `within[i]`, those within a
 * word. A word of one character belongs to the one before: it is rather the end of one that the
 * dictionary does not know, 岳阳楼区, 数据表. False when ICU has no dictionary.
 */
MUST_USE bool words_find(struct arena *arena, const uint32_t *scalars, size_t count, bool *within);

#endif
