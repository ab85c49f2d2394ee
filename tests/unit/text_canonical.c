/* The canonical form of texts: what it is, that it says the same, and that it is its own. */
#include "text/canonical.h"

#include <stdio.h>

#include "tests/unit/tap.h"
#include "text/markup.h"

static const struct {
	const char *text;
	const char *canonical; /* NULL: the text itself */
} texts[] = {
	/* What is what it says. */
	{ "", NULL },
	{ "总目标：完成率≥95%，“两新”——见附件。\n第二段　有空格  和\t制表符", NULL },
	{ "完成率<5%，A&B，$100，a\\b", NULL },
	{ "若 a<b 且 c>d &nosuch", NULL },
	{ "<b>粗</b><u>下划</u><s>删</s>x<sup>a</sup>y<sub>b</sub>", NULL },
	{ "<p style=\"text-align:center\">中</p>\n左", NULL },
	{ "10⁻³ m² CO₂ ①", NULL },
	/* What becomes plain. */
	{ "<p>甲</p><p>乙</p>", "甲\n乙" },
	{ "A&amp;B", "A&B" },
	{ "$\\geq 95\\%$", "≥95%" },
	{ "结论<span style=\"display:none\">（勿公开）</span>良好<!-- 内部 -->", "结论良好" },
	{ "一\u2028二\r\n三\u200b\ufeff", "一\n二\n三" },
	{ "\uf0fc 完成", "✓ 完成" },
	{ "<i>甲</i><a href=x>乙</a>", "甲乙" },
	/* Looks. */
	{ "<strong>甲<ins>乙</ins></strong><del>丙</del>", "<b>甲<u>乙</u></b><s>丙</s>" },
	{ "<u>甲<b>乙</b></u>", "<u>甲</u><b><u>乙</u></b>" },
	{ "<b>甲\n乙</b>\n丙", "<b>甲\n乙\n</b>丙" },
	{ "a$^{b/c}$", "a<sup>b/c</sup>" },
	/* Aligned lines. */
	{ "<div align=right>甲<br>乙</div>丙<br>丁",
	  "<p style=\"text-align:right\">甲</p>\n<p style=\"text-align:right\">乙</p>\n丙&#10;丁" },
	{ "<center>甲</center><p><br></p><b>乙</b>",
	  "<p style=\"text-align:center\">甲</p>\n&#10;<b>乙</b>" },
	{ "<center><pre>甲  乙\t丙 </pre></center>",
	  "<p style=\"text-align:center\">甲 &#32;乙&#9;丙&#32;</p>" },
	{ "<p align=justify><b>甲</p><p>乙</b></p>",
	  "<p style=\"text-align:justify\"><b>甲</b></p>\n<b>乙</b>" },
	/* What would be read as markup. */
	{ "&#60;b&#62;粗&#60;/b&#62; A&amp;B", "&#60;b>粗&#60;/b> A&#38;B" },
	{ "&#38;lt;", "&#38;lt;" },
	{ "&#36;x^2&#36;", "&#36;x^2&#36;" },
	{ "<b>&bsol;geq</b>", "<b>&#92;geq</b>" },
};

static void
check_texts(struct arena *arena)
{
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *expected = texts[i].canonical == NULL ? texts[i].text
		                                                  : texts[i].canonical;
		const char *out;

		if (canonical_text(&cx, texts[i].text, &out) != ERR_OK)
			out = cx.reason;
		is_str(out, expected, texts[i].text);
		if (texts[i].canonical == NULL)
			ok(out == texts[i].text, "  it is not copied");
	}
}

static unsigned random_state = 4711;

static unsigned
next_random(unsigned below)
{
	random_state = random_state * 1103515245U + 12345U;
	return (random_state >> 16) % below;
}

/* Does the canonical form of a text say the same, and is it its own? */
static bool
holds(struct arena *arena, const char *text, const char **canonical)
{
	struct ctx cx = ctx_make(arena);
	const char *meant;
	const char *said;
	const char *again;
	bool has_marks;

	*canonical = "";
	if (markup_decode(&cx, text, &meant, &has_marks) != ERR_OK)
		return canonical_text(&cx, text, canonical) != ERR_OK;
	return canonical_text(&cx, text, canonical) == ERR_OK &&
	       markup_decode(&cx, *canonical, &said, &has_marks) == ERR_OK &&
	       strcmp(said, meant) == 0 && canonical_text(&cx, *canonical, &again) == ERR_OK &&
	       strcmp(again, *canonical) == 0;
}

static void
check_random(struct arena *arena)
{
	static const char *const pieces[] = {
		"<b>",
		"</b>",
		"<u>",
		"</u>",
		"<del>",
		"</del>",
		"<sup>",
		"</sup>",
		"<sub>",
		"</sub>",
		"<p>",
		"<p align=center>",
		"</p>",
		"<br>",
		"<div align=right>",
		"</div>",
		"<ol>",
		"</ol>",
		"<ul>",
		"</ul>",
		"<li>",
		"<table>",
		"</table>",
		"<tr>",
		"<td>",
		"<td align=center>",
		"<pre>",
		"</pre>",
		"<q>",
		"</q>",
		"<h1>",
		"</h1>",
		"<i hidden>x</i>",
		"&lt;",
		"&amp;",
		"&#60;",
		"&#38;",
		"&#36;",
		"&#92;",
		"&#32;",
		"&#10;",
		"&#9;",
		"&nbsp;",
		"&lt;b&gt;",
		"$x^2$",
		"$",
		"\\geq",
		"\\",
		"$\\displaystyle$",
		"$x^{甲}$",
		"<",
		"&",
		"b>",
		"lt;",
		"#60;",
		"\n",
		" ",
		"  ",
		"\t",
		"\r\n",
		"\u2028",
		"\u200b",
		"\u202f",
		"\uf0b7",
		"甲",
		"乙",
		"a",
		"1",
		"<center>",
		"</center>",
		"<span style=\"white-space:pre\">",
		"</span>",
	};
	size_t lost = 0;

	for (int round = 0; round < 5000; round++) {
		struct text text = text_make(arena);
		const char *canonical;

		for (unsigned i = next_random(25); i > 0; i--)
			text_add_str(&text, pieces[next_random(sizeof pieces / sizeof pieces[0])]);
		if (!holds(arena, text.data, &canonical) && lost++ < 3)
			printf("# %s\n# canonical %s\n", text.data, canonical);
	}
	is_int((long long)lost, 0, "5,000 random texts mean what their canonical forms mean");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const char *out;

	check_texts(arena);
	ok(canonical_text(&cx, "<iframe></iframe>", &out) == ERR_INPUT && cx.reason != NULL,
	   "what cannot be printed has none");
	check_random(arena);
	arena_free(arena);
	return done_testing();
}
