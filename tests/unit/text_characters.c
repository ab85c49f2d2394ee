/* Line ends, spaces, signs and what has no width, by the tables of Unicode and of the fonts. */
#include "text/characters.h"

#include <stdio.h>

#include "tests/unit/tap.h"

static const struct {
	const char *text;
	const char *out; /* NULL: as it is */
} texts[] = {
	{ "普通文字，“引号”——（括号）\n\t\u3000\u00a0", NULL },
	{ "𠂇𬬻 ᠮᠣᠩᠭᠣᠯ ئۇيغۇر བོད་ ꆈꌠ", NULL },
	{ "葛\U000E0100", NULL },
	/* Line ends. */
	{ "一\u2028二\u2029三\x0b"
	  "四\x0c"
	  "五\xc2\x85"
	  "六",
	  "一\n二\n三\n四\n五\n六" },
	{ "一\r\n二\r三\n\r四\r", "一\n二\n三\n\n四\n" },
	/* Spaces. */
	{ "5\u202f000\u2007元", "5\u00a0000\u00a0元" },
	{ "a\u2000b\u2002c\u2004d\u2009e\u200af\u205fg\u1680h", "a b c d e f g h" },
	{ "甲\u2003乙\u2001丙", "甲\u3000乙\u3000丙" },
	{ "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", NULL },
	/* No width. */
	{ "\ufeff甲\u200b乙\u2060丙\u00ad丁\u180b", "甲乙丙丁\u180b" },
	{ "ภาษา\u200bไทย", NULL },
	{ "a\u200db\u200c", "ab" },
	{ "می\u200cخواهم", NULL },
	{ "\u200e甲\u202e乙\u202c\u2066丙\u2069", "甲乙丙" },
	{ "甲\u2067ئۇيغۇر\u2069\u202e", "甲\u2067ئۇيغۇر\u2069" },
	{ "☑\ufe0f", "☑" },
	{ "甲\U000E0041\U000E007F", "甲" },
	/* Windows-1252 in place of C1 controls. */
	{ "\xc2\x93"
	  "甲\xc2\x94"
	  " \xc2\x96"
	  " \xc2\x80"
	  "",
	  "“甲” – €" },
	/* Signs of office programs. */
	{ "\uf06c 一项 \uf0fc 完成 ✔", "● 一项 ✓ 完成 ✔" },
	{ "\uf0b7\uf0a7\uf06e\uf075\uf0d8\uf0e0\uf0fe\uf0a8", "•▪■◆➢→☑□" },
	{ "\uf0b3\uf0b4\uf0b1\uf0b0\uf061\uf06d\uf044", "≥×±°αμΔ" },
	{ "\uf081\uf08a", "①⑩" },
	/* What an agency may have in fonts of its own. */
	{ "\ue000\uf8ff\U00100000", "\ue000\uf8ff\U00100000" },
	/* Characters that Unicode has got since. */
	{ "\ue863\ue76c\ue7c7\ue7f3\ue864\ue816", "䶮€ḿ⿻龻𠂇" },
};

static const struct {
	const char *text;
	const char *reason;
} refused[] = {
	{ "甲\x01乙", "“甲[U+0001]乙”里的 U+0001 是控制字符，请删去" },
	{ "\x7f", "U+007F" },
	{ "\xc2\x81"
	  "",
	  "U+0081" },
	{ "甲\uf0a3", "“甲[U+F0A3]”里的 U+F0A3 是含义不明的私用符号，请换成通用的字符，如 √、□、≤" },
	{ "\uf052", "U+F052" },
	{ "\uf01f", "U+F01F" },
	{ "前一行\n在\uf0a3后\n又一行", "“在[U+F0A3]后”" },
	{ "一二三四五六七八九十甲\uf0a3乙二三四五六七八九十一",
	  "“二三四五六七八九十甲[U+F0A3]乙二三四五六七八九十”" },
	{ "\ufffc", "图片或对象留下的占位符" },
	{ "\ufdd0", " Unicode 的非字符" },
};

int
main(void)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *out;

		is_int(characters_are_clean(texts[i].text),
		       texts[i].out == NULL && strstr(texts[i].text, "\u202f") == NULL &&
		               strstr(texts[i].text, "\u200b") == NULL &&
		               strstr(texts[i].text, "\u200c") == NULL,
		       texts[i].text);
		if (characters_clean(&cx, texts[i].text, &out) != ERR_OK)
			out = cx.reason;
		is_str(out, texts[i].out == NULL ? texts[i].text : texts[i].out, "  prints");
	}
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *out;
		enum err status = characters_check(&cx, refused[i].text);

		if (status == ERR_OK)
			status = characters_clean(&cx, refused[i].text, &out);
		ok(status == ERR_INPUT && strstr(cx.reason, refused[i].reason) != NULL,
		   "refused: %s", refused[i].reason);
		if (status == ERR_INPUT && strstr(cx.reason, refused[i].reason) == NULL)
			printf("# %s\n", cx.reason);
	}
	arena_free(arena);
	return done_testing();
}
