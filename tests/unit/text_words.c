/* Where the words of a title end. */
#include "text/words.h"

#include "base/text.h"
#include "tap.h"

/* Titles of forms, with "|" where a line may end. */
static const char *const titles[] = {
	"项目|支出|绩效|目标表",
	"预算|绩效|信息|公开",
	"新时代|文明|实践",
	/* What the dictionary does not know ends with one character. */
	"岳阳楼区|财政局",
	"基础|数据表",
	/* Characters beyond U+FFFF are one each. */
	"𠀀|项目|支出",
};

int
main(void)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
		struct text out = text_make(arena);
		uint32_t scalars[32];
		bool within[32];
		size_t count = 0;
		size_t length;
		uint32_t scalar;

		for (const char *s = titles[i]; (length = text_utf8_next(s, &scalar)) > 0;
		     s += length)
			if (scalar != '|')
				scalars[count++] = scalar;
		ok(words_find(arena, scalars, count, within), "words of %s", titles[i]);
		for (size_t j = 0; j < count; j++) {
			text_add_char(&out, scalars[j]);
			text_add_str(&out, within[j] || j + 1 == count ? "" : "|");
		}
		is_str(out.data, titles[i], "  are those");
	}
	ok(words_find(arena, NULL, 0, NULL), "no text has none");
	ok(words_is_han(0x9879) && !words_is_han('a') && !words_is_han(0x3002),
	   "項 is one, a and 。 are not");
	arena_free(arena);
	return done_testing();
}
