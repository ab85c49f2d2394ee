/*
 * HTML, entities and LaTeX in data. Decoded text is shown with its marks: `«` and
 * `»` around what is bold, `‹left› ‹center› ‹right› ‹justify›` before a line.
 */
#include "text/markup.h"

#include <unistd.h>

#include "tests/unit/tap.h"

static const struct {
	const char *text;
	const char *out; /* NULL: as it is */
} texts[] = {
	/* What is no markup. */
	{ "", NULL },
	{ "总目标：完成率", NULL },
	{ "完成率<5%", NULL },
	{ "A&B", NULL },
	{ "若a<b 且 c>d", NULL },
	{ "a<b and c>d", NULL },
	{ "<项目> <<办法>> <", NULL },
	{ "< b>x</ b>", NULL },
	{ "1<2>1", NULL },
	{ "<5 或 >10", NULL },
	{ "x</5>", NULL },
	{ "&nosuch; &; & &#; &#x; AT&T", NULL },
	{ "<b", NULL },
	{ "<b \"x>", NULL },
	{ "\xEF\xBC\x9A<5", NULL },
	/* Inline elements. White space is text, and a line feed ends a line. */
	{ "<b>重点</b>工作", "«重点»工作" },
	{ "a <strong>b</strong>\nc", "a «b»\nc" },
	{ "  <i>a</i>  b", "  a  b" },
	{ "<B>a</B><Span style=\"color:red\">b</SPAN>", "«a»b" },
	{ "<span style='font-weight: bold'>a</span>b", "«a»b" },
	{ "<a href=\"list.html?a=1&b=2\">甲</a><font color=red>乙</font>", "甲乙" },
	{ "m<sup>2</sup>、CO<sub>2</sub>、x<sup>n</sup>", "m²、CO₂、xn" },
	{ "<o:p>a</o:p><st1:date w:st=\"on\">b</st1:date>", "ab" },
	{ "<b>a", "«a" },
	{ "a</b>c", "ac" },
	{ "<b><i>a</b>c</i>", "«a»c" },
	/* Blocks. */
	{ "<p>甲</p><p>乙</p>", "甲\n乙" },
	{ "<p>甲</p>\n  <p>乙</p>\n", "甲\n乙" },
	{ "甲<br>乙<br/>丙<BR />丁", "甲\n乙\n丙\n丁" },
	{ "甲<br><br>乙", "甲\n\n乙" },
	{ "<br>甲<br>", "甲" },
	{ "<p>甲<br></p><p>乙</p>", "甲\n乙" },
	{ "<div><div><p>甲</p></div></div>乙", "甲\n乙" },
	{ "<p>目标1：\n  保障</p>", "目标1：保障" },
	{ "<p>two\n  words</p>", "two words" },
	{ "<p> 甲 乙 </p>", "甲乙" },
	{ "<p>甲&nbsp;&nbsp;乙&emsp;丙</p>", "甲\u00a0\u00a0乙\u3000丙" },
	{ "<p></p><p> </p>", "" },
	{ "<h1>题</h1>文", "«题\n»文" },
	{ "<p style=\"text-align: center;\">中</p>左", "‹center›中\n左" },
	{ "<div align=right>甲<br>乙<p align=\"left\">丙</p></div>",
	  "‹right›甲\n‹right›乙\n‹left›丙" },
	{ "<center>中</center><p style='margin:0;TEXT-ALIGN:justify'>文</p>",
	  "‹center›中\n‹justify›文" },
	{ "<ul><li>甲</li><li>乙</li></ul>", "• 甲\n• 乙" },
	{ "<p>有：</p><ol><li>甲<li>乙<ol><li>丙</ol><li>丁</ol>",
	  "有：\n1. 甲\n2. 乙\n1. 丙\n3. 丁" },
	{ "<li>甲</li>", "• 甲" },
	{ "<table><tr><td>甲</td><td>乙</td></tr><tr><th>丙</th><td nowrap>丁</td></tr></table>",
	  "甲 乙\n丙 丁" },
	{ "<html><head><title>x</title></head><body>甲</body></html>", "甲" },
	{ "a<section>b</section>c", "a\nb\nc" },
	{ "<details><summary>a</summary>b</details><ruby>c<rt>d</rt></ruby>", "a\nb\ncd" },
	/* What vanishes. */
	{ "甲<script>if (a<b) alert('x')</script>乙", "甲乙" },
	{ "<style>p { color: red }</style>甲<!-- 注释 <p> -->乙", "甲乙" },
	{ "<!DOCTYPE html><?xml version=\"1.0\"?><![if !x]>甲<![endif]>", "甲" },
	{ "<meta charset=\"gb2312\">甲<link href=x>", "甲" },
	{ "<img src=\"a.png\" alt=\"图\">甲", "图甲" },
	/* Entities. */
	{ "&lt;5%&gt;", "<5%>" },
	{ "A&amp;B", "A&B" },
	{ "&ge;95%&times;2&#8451;&#x2103;", "≥95%×2℃℃" },
	{ "&ldquo;甲&rdquo;&mdash;乙", "“甲”—乙" },
	{ "a&nbspb", NULL },
	{ "a&nbsp b&lt 5", "a\u00a0 b< 5" },
	{ "&#0;&#1;&#xFFFF;&#xD800;&#9999999;&#12345678;a", NULL },
	{ "&#128512;", "😀" },
	/* Escaped once too often. */
	{ "&lt;p&gt;甲&lt;/p&gt;", "甲" },
	{ "&amp;lt;b&amp;gt;甲&amp;amp;nbsp;", "«甲\u00a0" },
	{ "a &lt; b &amp;&amp; c", "a < b && c" },
	/* Formulas. */
	{ "$\\geq 95\\%$", "≥95%" },
	{ "完成率$\\ge95\\%$，误差$\\le 5$", "完成率≥95%，误差≤5" },
	{ "\\(a \\times b \\div 2\\)", "a×b÷2" },
	{ "\\[x \\neq y\\]", "x≠y" },
	{ "$$m^2$$", "m²" },
	{ "$m^{2}$、$CO_{2}$、$x^{10}$、$a_{max}$、$x^{n+1}$", "m²、CO₂、x¹⁰、a_max、x^(n+1)" },
	{ "$25^\\circ C$", "25°C" },
	{ "$\\frac{a}{b}$ $\\frac{a+b}{c}$ $\\frac{\\frac{1}{2}}{x\\times y}$",
	  "a/b (a+b)/c (1/2)/(x×y)" },
	{ "$\\text{完成 率} \\approx 90\\%$", "完成 率≈90%" },
	{ "$\\mathrm{km}\\cdot h$ $\\sqrt{2}$ $\\sqrt{ab}$", "km·h √2 √(ab)" },
	{ "$5\\sim 10$", "5～10" },
	{ "$\\left(a\\right)$", "(a)" },
	{ "$A$ 与 $B$", "A 与 B" },
	{ "$a < b$", "a<b" },
	{ "$a &lt; b$", "a<b" },
	{ "<p>$\\geq 1$</p>", "≥1" },
	{ "$a}b$", "ab" },
	{ "$\\{a\\}$", "{a}" },
	{ "$\\ 甲\\乙\\&nbsp;x$", " 甲乙\u00a0x" },
	/* No formulas. */
	{ "$100", NULL },
	{ "$100 和 $200", NULL },
	{ "收 $100，支 $50", NULL },
	{ "$100-$50", NULL },
	{ "a$", NULL },
	{ "$ a $", NULL },
	{ "$收入$", NULL },
	{ "$$", NULL },
	{ "$a\nb$", NULL },
	{ "C:\\path\\to\\file", NULL },
	{ "\\\\server\\share", NULL },
	{ "a\\b \\", NULL },
	{ "a\\$b\\$ c", NULL },
	{ "a\\$ $x^2$ b\\$ $y^2$", "a\\$ x² b\\$ y²" },
	/* Commands outside of formulas. */
	{ "\\geq 95\\%", "≥ 95%" },
	{ "5\\times3", "5×3" },
	{ "\\frac{1}{2}", "1/2" },
	{ "\\frac", NULL },
	{ "\\geqx", NULL },
	{ "\\$5", "$5" },
	{ "D:\\data\\to, a/\\times", NULL },
};

static const struct {
	const char *text;
	const char *reason;
} refused[] = {
	{ "甲<script>乙", "<script> 没有结束，请删去" },
	{ "甲<style>p{}", "<style> 没有结束，请删去" },
	{ "甲<!-- 乙", "注释 <!-- 没有结束，请删去" },
	{ "<img src=\"a.png\">", "图片 <img> 不能排印，请删去，或在 alt 里写明文字" },
	{ "<p><input type=checkbox checked></p>", "<input> 不能排印，请改成文字" },
	{ "$\\foo$", "公式里的命令“\\foo”不认识，请改写成文字或符号" },
	{ "$\\begin{array}a\\end{array}$", "公式里的命令“\\begin”不认识" },
	{ "\\(\\nosuch\\)", "公式里的命令“\\nosuch”不认识" },
	{ "<p><svg><text>甲</text></svg></p>", "<svg> 不能排印，请改成文字" },
	{ "甲\x01<b>乙</b>", "文字里有控制字符 U+0001，请删去" },
	{ "<b>\xef\xbf\xbe</b>", "文字里有控制字符 U+FFFE，请删去" },
	{ "&#xFDD0;", "文字里有 Unicode 的非字符，请删去" },
	{ "\uFDD0&lt;", "文字里有 Unicode 的非字符，请删去" },
};

/* Marks as something to read. */
static const char *
shown(struct arena *arena, const char *s)
{
	static const char *const marks[] = { "«", "»", "‹left›", "‹center›", "‹right›", "‹justify›" };
	struct text out = text_make(arena);

	while (*s != '\0') {
		unsigned mark = markup_mark_at(s);

		if (mark != 0)
			text_add_str(&out, marks[mark - MARKUP_BOLD]);
		else
			text_add(&out, s, 1);
		s += mark != 0 ? MARKUP_MARK_LENGTH : 1;
	}
	return out.data;
}

static void
check_texts(struct arena *arena)
{
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		const char *expected = texts[i].out == NULL ? texts[i].text : texts[i].out;
		struct ctx cx = ctx_make(arena);
		const char *out = NULL;
		bool has_marks;

		if (markup_decode(&cx, texts[i].text, &out, &has_marks) != ERR_OK)
			out = cx.reason;
		is_str(shown(arena, out), expected, texts[i].text);
	}
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *out;
		bool has_marks;

		if (!ok(markup_decode(&cx, refused[i].text, &out, &has_marks) == ERR_INPUT &&
		                strstr(cx.reason, refused[i].reason) != NULL,
		        "%s: %s", refused[i].text, refused[i].reason))
			printf("# %s\n", cx.reason == NULL ? shown(arena, out) : cx.reason);
	}
}

/* As long as a text of a document can be, and malicious: it comes to an end, with a text or a refusal. */
static void
check_attacks(struct arena *arena)
{
	static const char *const pieces[] = {
		"<b>",     "<p>",      "<div>",   "<ul><li>",   "<table><tr><td>",
		"</b>",    "<br>",     "&amp;",   "&lt;b&gt;",  "$\\frac{",
		"\\text{", "<!--x-->", "<p",      "<",          "$",
		"{",       "^{",       "<b></p>", "<a><table>", "<font><p></font>",
		"a\\$"
	};

	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
		struct text text = text_make(arena);
		struct ctx cx = ctx_make(arena);
		const char *out;
		bool has_marks;
		enum err status;

		text_add_str(&text, pieces[i][0] == '{' || pieces[i][0] == '^' ? "$\\a" : "");
		while (text.length < 300000)
			text_add_str(&text, pieces[i]);
		alarm(20);
		status = markup_decode(&cx, text.data, &out, &has_marks);
		alarm(0);
		ok(status == ERR_OK || cx.reason != NULL, "300,000 bytes of %s: %s", pieces[i],
		   status == ERR_OK ? "decoded" : cx.reason);
	}
}

static unsigned random_state = 12345;

static unsigned
next_random(unsigned below)
{
	random_state = random_state * 1103515245U + 12345U;
	return (random_state >> 16) % below;
}

/* Random pieces of markup: every character that stands outside of markup is there, in order. */
static void
check_random(struct arena *arena)
{
	static const char *const pieces[] = {
		"<b>",
		"</b>",
		"<p align=right>",
		"</p>",
		"<br>",
		"<ul>",
		"<li>",
		"</ul>",
		"<div>",
		"</div>",
		"<table>",
		"<tr>",
		"<td>",
		"</table>",
		"<i>",
		"</i>",
		"<ol>",
		"</ol>",
		"<center>",
		"</center>",
		"<h2>",
		"</h2>",
		"<sup>",
		"</sup>",
		"<!--a-->",
		"<style>b</style>",
		"\n",
		" ",
	};
	static const char *const words[] = { "甲", "乙", "丙", "<丁", "A&B", "℃", "￥" };
	size_t lost = 0;

	for (int round = 0; round < 3000; round++) {
		struct text text = text_make(arena);
		struct text said = text_make(arena);
		struct text got = text_make(arena);
		struct ctx cx = ctx_make(arena);
		const char *out;
		bool has_marks;

		for (unsigned i = next_random(30); i > 0; i--) {
			const char *word = words[next_random(7)];

			text_add_str(&text, pieces[next_random(sizeof pieces / sizeof pieces[0])]);
			text_add_str(&text, word);
			text_add_str(&said, word);
		}
		if (markup_decode(&cx, text.data, &out, &has_marks) != ERR_OK) {
			printf("# %s\n", cx.reason);
			lost++;
			continue;
		}
		/* The marks of lists and spaces are not of the words. */
		for (const char *s = markup_plain(arena, out); *s != '\0';) {
			size_t skip = strncmp(s, "• ", 4) == 0 ? 4 : *s == ' ' || *s == '\n';

			if (skip == 0 && *s >= '0' && *s <= '9')
				skip = strspn(s, "0123456789.");
			if (skip == 0)
				text_add(&got, s, 1);
			s += skip == 0 ? 1 : skip;
		}
		if (strcmp(got.data, said.data) != 0 && lost++ < 3)
			printf("# %s\n# gives %s\n", text.data, shown(arena, out));
	}
	is_int((long long)lost, 0, "3,000 random texts lose no character");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_texts(arena);
	check_attacks(arena);
	check_random(arena);
	arena_free(arena);
	return done_testing();
}
