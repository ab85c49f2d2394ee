/* What a text says without its marks. tests/db/plain.sql has the same cases for SQL. */
#include "text/mark.h"

#include "text/markup.h"
#include "tap.h"

static const struct {
	const char *text;
	const char *plain;
} texts[] = {
	{ "<b>重点</b>、<u>难点</u>", "重点、难点" },
	{ "预算<s>100</s>200万元", "预算〔删去：100〕200万元" },
	{ "<s>一<b>二</b></s>三<b><s>四</s></b>", "〔删去：一二〕三〔删去：四〕" },
	{ "<s>一\n二</s>", "〔删去：一\n二〕" },
	{ "10<sup>3.5</sup>与a<sub>甲1</sub>", "10^(3.5)与a_(甲1)" },
	{ "<s>10<sup>2.5</sup></s>件", "〔删去：10^(2.5)〕件" },
	{ "注<sup>甲</sup>", "注甲" },
};

int
main(void)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *decoded = "";
		bool has_marks;

		is_int(markup_decode(&cx, texts[i].text, &decoded, &has_marks), ERR_OK,
		       texts[i].text);
		is_str(mark_plain(arena, decoded), texts[i].plain, "  says");
	}
	arena_free(arena);
	return done_testing();
}
