/*
 * HTML, references and LaTeX in data. Decoded text is shown with its marks: ‹b›, ‹u›,
 * ‹s›, ‹^›, ‹_›, ‹bu› … before what is bold, underlined, struck, raised, lowered, ‹›
 * before what is none of it, ‹left› ‹center› ‹right› ‹justify› before a line.
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
	{ "<b>重点</b>工作", "‹b›重点‹›工作" },
	{ "a <strong>b</strong>\nc", "a ‹b›b\n‹›c" },
	{ "  <i>a</i>  b", "  a  b" },
	{ "<B>a</B><Span style=\"color:red\">b</SPAN>", "‹b›a‹›b" },
	{ "<span style='font-weight: bold'>a</span>b", "‹b›a‹›b" },
	{ "<a href=\"list.html?a=1&b=2\">甲</a><font color=red>乙</font>", "甲乙" },
	{ "m<sup>2</sup>、CO<sub>2</sub>、x<sup>n</sup>", "m²、CO₂、xⁿ" },
	{ "<o:p>a</o:p><st1:date w:st=\"on\">b</st1:date>", "ab" },
	{ "<b>a", "‹b›a" },
	{ "a</b>c", "ac" },
	{ "<b><i>a</b>c</i>", "‹b›a‹›c" },
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
	{ "<p> 甲 乙 </p>", "甲 乙" },
	{ "<p>甲\n乙\n c</p>", "甲乙 c" },
	{ "<p>甲&nbsp;&nbsp;乙&emsp;丙</p>", "甲\u00a0\u00a0乙\u3000丙" },
	{ "<p></p><p> </p>", "" },
	{ "<h1>题</h1>文", "‹b›题\n‹›文" },
	{ "<p style=\"text-align: center;\">中</p>左", "‹center›中\n左" },
	{ "<div align=right>甲<br>乙<p align=\"left\">丙</p></div>",
	  "‹right›甲\n‹right›乙\n‹left›丙" },
	{ "<center>中</center><p style='margin:0;TEXT-ALIGN:justify'>文</p>",
	  "‹center›中\n‹justify›文" },
	{ "<ul><li>甲</li><li>乙</li></ul>", "• 甲\n• 乙" },
	{ "<p>有：</p><ol><li>甲<li>乙<ol><li>丙</ol><li>丁</ol>",
	  "有：\n1. 甲\n2. 乙\n　1. 丙\n3. 丁" },
	{ "<li>甲</li>", "• 甲" },
	{ "<table><tr><td>甲</td><td>乙</td></tr><tr><th>丙</th><td nowrap>丁</td></tr></table>",
	  "甲　乙\n丙　丁" },
	{ "<html><head><title>x</title></head><body>甲</body></html>", "甲" },
	{ "a<section>b</section>c", "a\nb\nc" },
	{ "<details><summary>a</summary>b</details><ruby>c<rt>d</rt></ruby>", "a\nb\nc（d）" },
	/* What vanishes. */
	{ "甲<script>if (a<b) alert('x')</script>乙", "甲乙" },
	{ "<style>.x{display:none}</style>甲", "甲" },
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
	{ "&#0;&#1;&#xFFFF;&#xFDD0;&#xD800;&#9999999;&#12345678;a", NULL },
	{ "&lpar;甲&rpar; &le;5 &NotEqualTilde;&fjlig;&nbsp;", "(甲) ≤5 ≂̸fj\u00a0" },
	{ "&#150;&#x85;&#176;C", "–…°C" },
	{ "&#8805 95%，&#60 5", "≥ 95%，< 5" },
	{ "list?a=1&copy=2&amp=3", NULL },
	{ "&dollar;x^2&dollar; &#36;x^2&#36; &bsol;geq &#92;geq", "$x^2$ $x^2$ \\geq \\geq" },
	{ "&#60;b&#62;甲&#38;lt;", "<b>甲&lt;" },
	{ "甲&#10;乙&#13;&#10;丙&#32;&#9;丁", "甲\n乙\n丙 \t丁" },
	{ "<p>甲&#10;&#32;&#32;乙</p>", "甲\n  乙" },
	{ "&#128512;", "😀" },
	/* Looks. */
	{ "预算<del>100</del><ins>200</ins>万元", "预算‹s›100‹u›200‹›万元" },
	{ "<s>甲</s><strike>乙</strike><u>丙</u>", "‹s›甲乙‹u›丙" },
	{ "<b>甲<u>乙<sup>丙</sup></u></b>丁", "‹b›甲‹bu›乙‹bu^›丙‹›丁" },
	{ "<b style=\"font-weight:normal\">正</b>常", "正常" },
	{ "<b>甲<span style=\"font-weight:400\">乙</span>丙</b>", "‹b›甲‹›乙‹b›丙" },
	{ "<span style=\"font: bold 12pt 宋体\">甲</span>", "‹b›甲" },
	{ "<span style=\"text-decoration: underline line-through\">甲</span>", "‹us›甲" },
	{ "<u style=\"text-decoration:none\">甲</u><u>乙<i style=\"text-decoration:none\">丙</i></u>",
	  "甲‹u›乙丙" },
	{ "<p><u>甲</u> <u>乙</u></p>", "‹u›甲‹› ‹u›乙" },
	{ "10<sup>−3</sup>", "10⁻³" },
	{ "10<sup>−3.5</sup>、H<sub>max</sub>", "10‹^›−3.5‹›、H‹_›max" },
	{ "3×10<sup>8 </sup>元", "3×10⁸ 元" },
	{ "某市<sup>注1</sup>", "某市‹^›注1" },
	{ "a<span style=\"vertical-align:super\">b</span><sup style=\"vertical-align:baseline\">c</sup>",
	  "a‹^›b‹›c" },
	{ "2<sup>2<sup>3</sup></sup>", "2‹^›2^(3)" },
	{ "<sub>1<b>2</b></sub>", "₁‹b›₂" },
	{ "<q>甲<q>乙</q></q>", "“甲‘乙’”" },
	/* What is hidden. */
	{ "结论<span style=\"display:none\">（勿公开）</span>良好", "结论良好" },
	{ "甲<i style=\"visibility: hidden\">乙<b style=\"visibility:visible\">丙</b></i>",
	  "甲‹b›丙" },
	{ "<p hidden>甲</p>乙<template><b>丙</b></template>", "乙" },
	{ "<span style=\"FONT-SIZE: 0pt\">甲<b style=\"font-size:9pt\">乙</b></span>", "‹b›乙" },
	{ "甲<span style='mso-hide:all'>乙</span><span style=\"opacity:0\">丙</span>", "甲" },
	{ "<div style=\"display:none\"><img src=a></div>甲<input type=hidden value=1>", "甲" },
	{ "<span style=\"display:none\">甲<b>乙</b></span>丙", "丙" },
	{ "<td style=\"background:#00f;color:#fff\">甲</td>", "甲" },
	{ "<span style=\"background:white;color:black\">甲</span>", "甲" },
	{ "<p style=\"color:rgb(222,222,222)\">甲</p>", "甲" },
	/* Lists. */
	{ "<ol start=\"3\"><li>丙</li><li>丁</li></ol>", "3. 丙\n4. 丁" },
	{ "<ol reversed><li>甲</li></ol>", "1. 甲" },
	{ "<ol reversed><li>甲<li>乙<li>丙</ol>", "3. 甲\n2. 乙\n1. 丙" },
	{ "<ol type=a start=26><li>甲<li>乙</ol>", "z. 甲\naa. 乙" },
	{ "<ol type=I><li>甲<li value=9>乙<li>丙</ol>", "I. 甲\nIX. 乙\nX. 丙" },
	{ "<ol style=\"list-style-type:cjk-ideographic\" start=10><li>甲<li>乙<li value=205>丙</ol>",
	  "十、甲\n十一、乙\n二百零五、丙" },
	{ "<ul style=\"list-style:none\"><li>甲<li>乙</ul>", "甲\n乙" },
	{ "<ol><li><p>甲</p><p>乙</p></li><li><p>丙</p></li></ol>", "1. 甲\n乙\n2. 丙" },
	{ "<ul><li>甲<ul><li>乙<ol><li>丙</ol></ul></ul>", "• 甲\n　• 乙\n　　1. 丙" },
	/* Tables. */
	{ "<table><tr><td><p>甲</p></td><td><p>乙</p><p>丙</p></td></tr><tr><td></td><td>1</td>"
	  "<td></td><td>2</td></tr></table>后",
	  "甲　乙 丙\n　1　　2\n后" },
	{ "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n乙" },
	{ "前<table align=center><caption>表</caption><tr><td align=right>甲</td></tr></table>",
	  "前\n表\n‹right›甲" },
	/* White space. */
	{ "<pre>\n甲  乙\n\n 丙</pre>丁", "甲  乙\n\n 丙\n丁" },
	{ "<p style=\"white-space:pre-line\">甲 \n  乙   c</p>", "甲\n乙 c" },
	{ "<p>甲</p><p><br></p><p>乙</p>", "甲\n\n乙" },
	{ "<![CDATA[甲<b>&乙]]>丙", "甲<b>&乙丙" },
	{ "<![CDATA[甲", NULL },
	/* Fonts of signs. */
	{ "<span style='font-family:Wingdings'>l<span style='font:7pt \"Times New Roman\"'>&nbsp; "
	  "</span></span>甲",
	  "●\u00a0 甲" },
	{ "<font face=\"Symbol\">a&sup3;5</font><font face='Wingdings 2'>R\u00a3</font>", "α≥5☑□" },
	/* Escaped once too often. */
	{ "&lt;p&gt;甲&lt;/p&gt;", "甲" },
	{ "&amp;lt;b&amp;gt;甲&amp;amp;nbsp;", "‹b›甲\u00a0" },
	{ "a &lt; b &amp;&amp; c", "a < b && c" },
	{ "&amp;amp;amp;amp;amp;amp;ge;5", "≥5" },
	/* Formulas. */
	{ "$\\geq 95\\%$", "≥95%" },
	{ "完成率$\\ge95\\%$，误差$\\le 5$", "完成率≥95%，误差≤5" },
	{ "\\(a \\times b \\div 2\\)", "a×b÷2" },
	{ "\\[x \\neq y\\]", "x≠y" },
	{ "$$m^2$$", "m²" },
	{ "$m^{2}$、$CO_{2}$、$x^{10}$、$a_{max}$、$x^{n+1}$", "m²、CO₂、x¹⁰、a‹_›max‹›、xⁿ⁺¹" },
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
	/* Raised within raised; of several characters; in other formulas. */
	{ "$x^{a^{b}}$", "x‹^›a^(b)" },
	{ "$\\frac{x^2}{y_{甲}}$", "x²/y‹_›甲" },
	{ "<b>$10^{-3}$</b>、$e^{-x/2}$", "‹b›10⁻³‹›、e‹^›-x/2" },
};

static const struct {
	const char *text;
	const char *reason;
} refused[] = {
	{ "甲<script>乙", "<script> 没有结束，请删去" },
	{ "甲<style>p{}", "<style> 没有结束，请删去" },
	{ "甲<!-- 乙", "注释 <!-- 没有结束，请删去" },
	{ "<img src=\"a.png\">", "图片 <img> 不能排印，请删去，或在 alt 里写明文字" },
	{ "<p><input type=checkbox checked></p>",
	  "输入框 <input> 不能排印，请改成文字，如 □、☑（在开头）" },
	{ "$\\foo$", "“$”之后的公式命令“\\foo”不认识，请改写成文字或符号" },
	{ "$\\begin{array}a\\end{array}$", "“$”之后的公式命令“\\begin”不认识" },
	{ "\\(\\nosuch\\)", "“\\(”之后的公式命令“\\nosuch”不认识" },
	{ "<p><svg><text>甲</text></svg></p>", "图形 <svg> 不能排印，请改成文字" },
	{ "甲\x01<b>乙</b>", "“甲[U+0001]<b>乙</b>”里的 U+0001 是控制字符，请删去" },
	{ "<b>\xef\xbf\xbe</b>", "里的 U+FFFE 是 Unicode 的非字符，请删去" },
	{ "\uFDD0&lt;", "里的 U+FDD0 是 Unicode 的非字符，请删去" },
	{ "&#129;", "里的 U+0081 是控制字符，请删去" },
	/* What cannot be printed, by name and with its place. */
	{ "<iframe src=\"//x\" allowfullscreen></iframe>尾",
	  "嵌入的网页 <iframe> 不能排印，请改成文字（在开头）" },
	{ "<p>见图：<video controls src=a.mp4></video></p>",
	  "视频 <video> 不能排印，请改成文字（在“见图：”之后）" },
	{ "甲<select><option>乙</select>", "下拉框 <select> 不能排印" },
	{ "<textarea>甲</textarea>", "输入框 <textarea> 不能排印" },
	{ "<object data=a></object>", "嵌入的对象 <object> 不能排印" },
	{ "<math><mi>x</mi></math>", "MathML 公式 <math> 不能排印" },
	{ "<v:imagedata src=\"a.png\"/>", "图片 <v:imagedata> 不能排印" },
	{ "一二三四五六七八九十一二<img src=a>", "（在“三四五六七八九十一二”之后）" },
	{ "<span style=\"display:none\">甲", "<span> 没有结束，请删去" },
	{ "<template>甲", "<template> 没有结束，请删去" },
	{ "公开<span style=\"color:#fff\">内部</span>",
	  "“公开”之后的文字是白色，纸上看不见；不公开请删去，要公开请去掉颜色" },
	{ "<font color=white>甲</font>", "开头的文字是白色" },
	{ "<p style=\"color: rgb(255, 255, 255)\">甲</p>", "文字是白色" },
	{ "甲<span style=\"font-family:Wingdings\">\u00a3</span>",
	  "“甲”之后有符号字体（Wingdings 之类）的第 163 号符号" },
	{ "<style>.x { display : none }</style>甲<i class=x>乙</i>",
	  "样式表 <style> 里有隐藏的规则" },
	{ "<font face=Webdings>a</font>", "第 97 号符号，含义不明" },
	/* Private signs. */
	{ "完成\uf0a3一项", "“完成[U+F0A3]一项”里的 U+F0A3 是含义不明的私用符号" },
	{ "甲\ufffc乙", "图片或对象留下的占位符，请删去，或改用文字说明" },
	{ "<b>甲</b>&#xf0a3;", "里的 U+F0A3 是含义不明的私用符号" },
};

/* Marks as something to read. */
static const char *
shown(struct arena *arena, const char *s)
{
	static const char *const sides[] = { "‹left›", "‹center›", "‹right›", "‹justify›" };
	struct text out = text_make(arena);

	for (; *s != '\0'; s += mark_at(s) != 0 ? MARK_LENGTH : 1) {
		unsigned mark = mark_at(s);

		if (mark == 0) {
			text_add(&out, s, 1);
		} else if (mark_gives_looks(mark)) {
			text_add_str(&out, "‹");
			for (unsigned i = 0; i < 5; i++)
				if ((mark_looks(mark) & 1U << i) != 0)
					text_add(&out, &"bus^_"[i], 1);
			text_add_str(&out, "›");
		} else {
			text_add_str(&out, sides[mark - MARK_LEFT]);
		}
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

static size_t
count_of(const char *s, const char *word)
{
	size_t count = 0;

	for (; (s = strstr(s, word)) != NULL; s += strlen(word))
		count++;
	return count;
}

/*
 * Random pieces of markup: every word that stands outside of markup is there as
 * often. Not in order: HTML puts what stands in a table beside its cells before it.
 */
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
		"<del>",
		"</del>",
		"<q>",
		"</q>",
		"<style>b</style>",
		"<u hidden></u>",
		"\n",
		" ",
	};
	static const char *const words[] = { "甲", "乙", "丙", "<丁", "A&B", "℃", "￥" };
	size_t lost = 0;

	for (int round = 0; round < 3000; round++) {
		struct text text = text_make(arena);
		struct ctx cx = ctx_make(arena);
		unsigned said[7] = { 0 };
		const char *out;
		bool has_marks;

		for (unsigned i = next_random(30); i > 0; i--) {
			unsigned word = next_random(7);

			text_add_str(&text, pieces[next_random(sizeof pieces / sizeof pieces[0])]);
			text_add_str(&text, words[word]);
			said[word]++;
		}
		if (markup_decode(&cx, text.data, &out, &has_marks) != ERR_OK) {
			printf("# %s\n", cx.reason);
			lost++;
			continue;
		}
		for (unsigned i = 0; i < 7; i++)
			if (count_of(markup_plain(arena, out), words[i]) != said[i] && lost++ < 3)
				printf("# %s\n# gives %s\n", text.data, shown(arena, out));
	}
	is_int((long long)lost, 0, "3,000 random texts lose no word");
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
