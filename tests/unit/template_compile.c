/*
 * Templates whose values are wrong: each fault with its line, its element and
 * the cure; and files that are an attack.
 */
#include "template/compile.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/unit/forms.h"
#include "tests/unit/tap.h"

#define PAGE(attributes)                                                                           \
	"<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\">\n<page " attributes                \
	"/>\n<p/></form>"
#define EACH(of) "<each of=\"" of "\" as=\"a\">"
#define NESTED(content)                                                                            \
	EACH("indicators")                                                                         \
	EACH("a.children")                                                                         \
	EACH("a.children")                                                                         \
	EACH("a.children")                                                                         \
	EACH("a.children")                                                                         \
	EACH("a.children")                                                                         \
	EACH("a.children")                                                                         \
	EACH("a.children")                                                                         \
	content "</each></each></each></each></each></each></each></each>"
#define COLUMNS_8 "1 1 1 1 1 1 1 1 "
#define COLUMNS_40 COLUMNS_8 COLUMNS_8 COLUMNS_8 COLUMNS_8 COLUMNS_8
#define COLUMNS_200 COLUMNS_40 COLUMNS_40 COLUMNS_40 COLUMNS_40 COLUMNS_40
#define COLUMNS_1000 COLUMNS_200 COLUMNS_200 COLUMNS_200 COLUMNS_200 COLUMNS_200

/* A file and the beginnings of its faults as "line: what", in order; none: it compiles. */
static const struct {
	const char *name;
	const char *xml;
	const char *faults[6];
} files[] = {
	/* Not XML. */
	{ "no XML", "form", { "1: 不合 XML 语法：这里应有元素 <form>" } },
	{ "a tag left open",
	  FORM("<p>\n"),
	  { "4: 不合 XML 语法：第 3 行的 <p> 没有结束，就有了 </form>" } },
	{ "the last tag left open",
	  "<form>\n<p/>\n",
	  { "3: 不合 XML 语法：第 1 行的 <form> 没有结束" } },
	{ "an unknown entity",
	  FORM("<p>&nbsp;</p>"),
	  { "3: 不合 XML 语法：没有实体 &nbsp;，请直接写出文字" } },
	{ "no UTF-8", FORM("<p>\xff</p>"), { "3: 不是 UTF-8，请把文件另存为 UTF-8" } },
	{ "a bare &",
	  FORM("<p>a & b</p>"),
	  { "3: 不合 XML 语法：这里应有名字；文字里的 < 写作 &lt;，& 写作 &amp;" } },
	{ "a bare <", FORM("<p>a < b</p>"), { "3: 不合 XML 语法：这里应有名字" } },
	{ "& without semicolon", FORM("<p>&lt a</p>"), { "3: 不合 XML 语法：& 应写作 &amp;" } },
	{ "a value without quotes",
	  FORM("<p size=9pt/>"),
	  { "3: 不合 XML 语法：属性的值应放在引号里" } },
	{ "a name without value",
	  FORM("<p bold/>"),
	  { "3: 不合 XML 语法：属性“bold”没有值，应写作 bold=\"…\"" } },
	{ "two forms", FORM("<p/>") "<form/>", { "3: 不合 XML 语法：</form> 之后还有多余的内容" } },
	{ "a control character", FORM("<p>\x01</p>"), { "3: 不合 XML 语法：有 XML 不许的控制字符" } },
	{ "an attribute twice",
	  FORM("<p size=\"9pt\" size=\"9pt\"/>"),
	  { "3: 不合 XML 语法：属性“size”写了两次，请删去一个" } },
	{ "an undeclared namespace",
	  FORM("<x:p/>"),
	  { "3: 不合 XML 语法：“p”前面的前缀“x”没有声明，请删去前缀" } },
	/* Not the vocabulary: see template_vocabulary.c. */
	{ "an unknown element", FORM("<x/>"), { "3: <x> 不能放在 <form> 里" } },
	/* Looks. */
	{ "a size",
	  FORM("<p size=\"五号\"/>\n<p size=\"1pt\"/>\n<title size=\"201pt\"/>"),
	  { "3: <p size>：是“五号”，应为长度，如 12pt、3.5mm 或 1cm",
	    "4: <p size>：是“1pt”，应在 2pt 至 200pt 之间",
	    "5: <title size>：是“201pt”，应在 2pt 至 200pt 之间" } },
	{ "the rest of a look",
	  TABLE("<row><cell leading=\"12pt\"/>\n<label padding=\"1\"\nfirst-indent=\"2em\"/></row>\n"),
	  { "4: <cell leading>：是“12pt”，应为数，如 1.5",
	    "6: <label padding>：是“1”，应为长度，如 12pt、3.5mm 或 1cm",
	    "6: <label first-indent>：是“2em”，应为数，如 1.5" } },
	{ "a leading",
	  FORM("<p leading=\"0.7\"/>"),
	  { "3: <p leading>：是“0.7”，应为字号的 0.8 至 5 倍" } },
	{ "an indent",
	  FORM("<p indent=\"x\"/>\n<p indent=\"{yaer}\"/>\n<p indent=\"{year\"/>"),
	  { "3: <p indent>：是“x”，应为数，如 1.5",
	    "4: <p indent>：{yaer}：文档在这里没有“yaer”，是不是“year”？",
	    "5: <p indent>：“{year”缺少右花括号" } },
	{ "a style that is not there",
	  FORM("<p style=\"amount\"/>"),
	  { "3: <p style>：模板里没有 <style name=\"amount\">" } },
	{ "faults in a style are told where it stands, once",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\">\n<page/>\n"
	  "<style name=\"a\" size=\"9\"/>\n<style name=\"b\" indent=\"{year}\"/>\n"
	  "<style name=\"b\"/>\n<p style=\"a\"/><p style=\"a\"/></form>",
	  { "3: <style size>：是“9”，应为长度", "4: <style indent>：这里不能绑定，请写在 <cell> 上",
	    "5: <style name>：同名的 <style> 已经有了，请并成一个" } },
	/* Numbers. */
	{ "spans",
	  TABLE("<row><cell colspan=\"2x\"/>\n<cell colspan=\"1001\"/>\n<cell rowspan=\"201\"/>\n"
	        "<cell rowspan=\"-1\"/>\n<cell colspan=\"0\"/>\n<cell rowspan=\"0\"/></row>"),
	  { "4: <cell colspan>：是“2x”，应为不大于 1000 的整数",
	    "5: <cell colspan>：是“1001”，应为不大于 1000 的整数",
	    "6: <cell rowspan>：是“201”，应为不大于 200 的整数",
	    "7: <cell rowspan>：是“-1”，应为不大于 200 的整数",
	    "8: <cell>：colspan 和 rowspan 从 1 起", "9: <cell>：colspan 和 rowspan 从 1 起" } },
	{ "a span of more digits than a number has",
	  TABLE("<row><cell colspan=\"18446744073709551617\"/></row>"),
	  { "4: <cell colspan>：是“18446744073709551617”，应为不大于 1000 的整数" } },
	{ "turns",
	  FORM("<each of=\"funds\" as=\"a\" min=\"201\"><p/></each>\n"
	       "<each of=\"funds\" as=\"a\" min=\"\"><p/></each>"),
	  { "3: <each min>：是“201”，应为不大于 200 的整数",
	    "4: <each min>：是“”，应为不大于 200 的整数" } },
	{ "heights",
	  FORM("<space height=\"2\"/>\n<table columns=\"1\"><row height=\"-1mm\"><cell/></row></table>"),
	  { "3: <space height>：是“2”，应为长度", "4: <row height>：是“-1mm”，应为长度" } },
	{ "columns",
	  FORM("<table><row><cell/></row></table>\n<table columns=\"\"><row><cell/></row></table>\n"
	       "<table columns=\"1 x\"><row><cell/></row></table>\n"
	       "<table columns=\"1 0\"><row><cell/></row></table>\n"
	       "<table><block columns=\"-1\"><row><cell/></row></block></table>\n"
	       "<table columns=\"" COLUMNS_1000 "1\"><row><cell/></row></table>"),
	  { "3: <table columns>：缺少各列的相对宽度，如 \"1 2 4\"",
	    "4: <table columns>：缺少各列的相对宽度",
	    "5: <table columns>：应为不多于 1000 个正数，即各列的相对宽度",
	    "6: <table columns>：应为不多于 1000 个正数",
	    "7: <block columns>：应为不多于 1000 个正数",
	    "8: <table columns>：应为不多于 1000 个正数" } },
	{ "columns of a table that has blocks",
	  FORM("<table columns=\"1 2\" label-columns=\"1\">\n"
	       "<block columns=\"1\"><row><cell/></row></block></table>"),
	  { "3: <table columns>：表里是 <block>，请写在各个 <block> 上",
	    "3: <table label-columns>：表里是 <block>" } },
	{ "1000 columns, with blanks to spare",
	  FORM("<table columns=\" " COLUMNS_1000 "\"><row><cell colspan=\"9\"/><cell colspan=\"991\"/>"
	       "</row></table>"),
	  { NULL } },
	{ "label columns, and what stands again",
	  FORM("<table columns=\"1\" label-columns=\"x\"><row><cell repeat=\"no\"/></row></table>\n"
	       "<table><block columns=\"1 1\" label-columns=\"1001\"><row><label repeat=\"yes\"/>"
	       "<cell repeat=\"on\"/></row></block></table>"),
	  { "4: <cell repeat>：是“on”，应为其中之一：yes, no",
	    "3: <table label-columns>：是“x”，应为不大于 1000 的整数" } },
	{ "columns for the items of a list",
	  FORM("<table columns=\"6*fonds\"><row><cell/></row></table>\n"
	       "<table columns=\"(6 5\"><row><cell/></row></table>\n"
	       "<table columns=\"(6 5)\"><row><cell/></row></table>\n"
	       "<table columns=\"(6 x)*funds\"><row><cell/></row></table>\n"
	       "<table columns=\"6*title\"><row><cell/></row></table>\n"
	       "<table columns=\"1 *funds\"><row><cell colspan=\"2\"/></row></table>"),
	  { "3: <table columns>：{fonds}：文档在这里没有“fonds”，是不是“funds”？",
	    "4: <table columns>：应为不多于 1000 个正数",
	    "5: <table columns>：应为不多于 1000 个正数",
	    "6: <table columns>：应为不多于 1000 个正数",
	    "7: <table columns>：“title”不是列表，不能循环" } },
	/* Pages. */
	{ "pages of one name, and sections of none",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\"><page name=\"a\"/>\n<page name=\"a\"/>\n"
	  "<page/>\n<section page=\"b\"><p/></section><section page=\"a\"><p/></section><section><p/></section>"
	  "</form>",
	  { "2: <page name>：同名的 <page> 已经有了，请改名",
	    "3: <page>：只有第一个 <page> 可以没有 name",
	    "4: <section page>：模板里没有 <page name=\"b\">" } },
	{ "a margin",
	  PAGE("margin=\"1\""),
	  { "2: <page margin>：是“1”，应为 1 至 4 个带单位的长度（如 20mm）：上、右、下、左" } },
	{ "five margins",
	  PAGE("margin=\"1mm 1mm 1mm 1mm 1mm\""),
	  { "2: <page margin>：是“1mm 1mm 1mm 1mm 1mm”，应为 1 至 4 个带单位的长度" } },
	{ "nothing left between the margins",
	  PAGE("margin=\"93mm\""),
	  { "2: <page margin>：留给版心的不足一英寸" } },
	{ "an inch left", PAGE("margin=\"92mm\""), { NULL } },
	{ "nothing left in height",
	  PAGE("margin=\"15cm 1mm\""),
	  { "2: <page margin>：留给版心的不足一英寸" } },
	{ "header and footer",
	  PAGE("header=\"{pag}\" footer=\"{titel} {page}\""),
	  { "2: <page header>：{pag}：文档在这里没有“pag”",
	    "2: <page footer>：{titel}：文档在这里没有“titel”，是不是“title”？" } },
	{ "page numbers in them", PAGE("header=\"{pages}\" footer=\"— {page} —\""), { NULL } },
	{ "a title of members and filters of text",
	  "<form id=\"X1\" name=\"表\" version=\"1\" "
	  "title=\"{year}{filled_on|date:年月}{project.name|blank:无}\"><page/><p/></form>",
	  { NULL } },
	{ "a title from a list",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"{funds[1].label}\"><page/><p/></form>",
	  { "1: <form title>：{funds[1].label} 不能用在标题里，标题里只能有列表之外的成员" } },
	{ "a title with a filter of numbers",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"{year|chinese}\"><page/><p/></form>",
	  { "1: <form title>：{year|chinese} 不能用在标题里" } },
	{ "a title that computes",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"{year + 1}\"><page/><p/></form>",
	  { "1: <form title>：{year + 1} 不能用在标题里" } },
	{ "page numbers elsewhere",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"{page}\">\n<page/>\n<p>{pages}</p></form>",
	  { "1: <form title>：{page} 只能用在页眉和页脚", "3: <p>：{pages} 只能用在页眉和页脚" } },
	/* Bindings. */
	{ "in text, wherever it stands",
	  FORM("<p>{titel}</p>\n<p>x<b>{yaer}</b></p>\n<line><left>{fundz}</left></line>\n"
	       "<table columns=\"1\"><row>\n<cell>{year|numbr}</cell></row></table>"),
	  { "3: <p>：{titel}：文档在这里没有“titel”，是不是“title”？",
	    "4: <b>：{yaer}：文档在这里没有“yaer”，是不是“year”？",
	    "5: <left>：{fundz}：文档在这里没有“fundz”，是不是“funds”？",
	    "7: <cell>：没有过滤器“numbr”，是不是“number”？应为其中之一：number," } },
	{ "kinds of values",
	  FORM("<p>{funds}</p>\n<p>{project}</p>\n" EACH("chapters") "<p>{a}{a.run_in}</p></each>\n"
	                                                             "<p>{year</p>"),
	  { "3: <p>：{funds} 不是文字而是列表，请用 <each> 逐项来印",
	    "4: <p>：{project} 不是文字而是对象，请用点号写到它的成员",
	    "5: <p>：{a} 不是文字而是对象，请用点号写到它的成员",
	    "6: <p>：“{year”缺少右花括号；要印花括号请写 {{" } },
	{ "conditions",
	  FORM("<p when=\"titel\"/>\n<p unless=\"fund\"/>\n<p>x<br when=\"{year}\"/></p>\n"
	       "<table columns=\"1\"><row unless=\"extra.a\"><cell/></row></table>"),
	  { "3: <p when>：{titel}：文档在这里没有“titel”，是不是“title”？",
	    "4: <p unless>：{fund}：文档在这里没有“fund”，是不是“funds”？",
	    "5: <br when>：{{year}}：文档在这里没有“{year}”",
	    "6: <row unless>：{extra.a}：字段“a”没有声明，请加 <field name=\"a\"" } },
	{ "values in conditions",
	  FORM("<p when=\"funds[kind=totl]\"/>\n<p unless=\"year!=x\"/>\n<p><span when=\"titel=1\"/></p>\n"
	       "<each of=\"funds[knd=total]\" as=\"f\"><p/></each>"),
	  { "3: <p when>：{funds[kind=totl]}：“kind”没有值“totl”，是不是“total”？",
	    "4: <p unless>：“year!=x”：“year”没有值“x”，应为整数",
	    "5: <span when>：{titel}：文档在这里没有“titel”，是不是“title”？",
	    "6: <each of>：{funds[knd=total]}：文档在这里没有“knd”，是不是“kind”？" } },
	{ "loops",
	  FORM(EACH("title") "<p/></each>\n" EACH("fonds") "<p/></each>\n" EACH(
		  "project") "<p/></each>"),
	  { "3: <each of>：“title”不是列表，不能循环",
	    "4: <each of>：{fonds}：文档在这里没有“fonds”，是不是“funds”？",
	    "5: <each of>：“project”不是列表，不能循环" } },
	{ "loops over two lists, and over groups",
	  FORM("<each of=\"funds\" as=\"a\" with=\"fonds\" with-as=\"b\"><p/></each>\n"
	       "<each of=\"funds\" as=\"a\" by=\"knd\"><p/></each>\n"
	       "<each of=\"indicators\" as=\"a\" by=\"children\"><p/></each>\n"
	       "<each of=\"funds\" as=\"a\" by=\"kind\"><p>{a.kind}{a.items[1].label}{a.label}{a.lbel}</p></each>\n"
	       "<each of=\"funds\" as=\"a\" by=\"kind\"><p>{a.items}</p></each>"),
	  { "3: <each with>：{fonds}：文档在这里没有“fonds”，是不是“funds”？",
	    "4: <each by>：{funds}：文档在这里没有“knd”，是不是“kind”？",
	    "5: <each by>：不是文字，不能按它分组",
	    "6: <p>：{a.lbel}：文档在这里没有“lbel”，是不是“label”？",
	    "7: <p>：{a.items} 不是文字而是列表，请用 <each> 逐项来印" } },
	{ "merging by text within no loop",
	  TABLE("<row><cell merge=\"text:a\"/><cell/></row>"),
	  { "4: <cell merge>：“a”不是循环变量，应为某个 <each> 的 as" } },
	{ "merging from outside of a loop by its variable",
	  TABLE("<row><cell merge=\"a\"/><cell/></row>\n<each of=\"funds\" as=\"a\"><row><cell merge=\"a\"/><cell/></row></each>"),
	  { "4: <cell merge>：“a”是一个循环的变量，这个单元格不在那个循环里" } },
	{ "a list in a sum, and a field without extra",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"{title}\"><funds><field name=\"why\" type=\"text\" label=\"原因\"/></funds><page/>\n"
	  "<p>{sum(funds)}</p>\n<p>{funds[1].why}</p></form>",
	  { "2: <p>：{funds}：“funds”是列表，请用点号写到各项的数，如 funds.amount",
	    "3: <p>：{funds[1].why}：“why”是这个表式专用的字段，请写 extra.why" } },
	{ "a loop variable ends with its loop",
	  FORM(EACH("funds") "<p>{a.label}</p></each>\n<p>{a.label}</p>"),
	  { "4: <p>：{a.label}：文档在这里没有“a”" } },
	{ "eight loops", FORM(NESTED("<p>{a.name}</p>")), { NULL } },
	{ "nine loops",
	  FORM(NESTED("\n" EACH("a.children") "<p/></each>")),
	  { "4: <each>：循环嵌套多于 8 层" } },
	{ "fields",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"{extra.a}\">\n"
	  "<field name=\"a\" type=\"text\" label=\"x\"/>\n<field name=\"a\" type=\"date\" label=\"y\"/>\n"
	  "<page/>\n<p>{extra.a}{extra.b}</p></form>",
	  { "3: <field name>：同名的 <field> 已经有了，请删去一个",
	    "5: <p>：{extra.b}：字段“b”没有声明，请加 <field name=\"b\" type=… label=…/>" } },
	{ "lists",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\"><list name=\"a\" label=\"x\">\n"
	  "<field name=\"b\" type=\"text\" label=\"x\"/><field name=\"b\" type=\"date\" label=\"y\"/></list>\n"
	  "<list name=\"a\" label=\"x\"><field name=\"b\" type=\"text\" label=\"x\"/>"
	  "<list name=\"c\" label=\"x\"><field name=\"b\" type=\"text\" label=\"x\"/></list></list><page/>\n"
	  "<p>{lists.b[1].b}</p></form>",
	  { "2: <field name>：同名的 <field> 已经有了，请删去一个",
	    "3: <list name>：同名的 <list> 已经有了，请删去一个",
	    "3: <list>：列表里的列表只能有一个，名为 children",
	    "4: <p>：{lists.b[1].b}：列表“b”没有声明，请加 <list name=\"b\" label=…>" } },
};

static void
check_file(struct ctx *cx, const struct forms *forms, size_t i)
{
	struct template *template = NULL;
	enum err status = forms_compile(cx, forms, files[i].xml, &template);
	const struct fault *fault = cx->faults;
	bool is_syntax;
	size_t count = 0;

	for (; count < 6 && files[i].faults[count] != NULL; count++) {
		const char *expected = files[i].faults[count];
		const char *got = fault == NULL
		                          ? "none"
		                          : arena_printf(cx->arena, "%s: %s",
		                                         fault->place + strlen(forms->path) + 1,
		                                         fault->what);

		if (!ok(strncmp(got, expected, strlen(expected)) == 0, "%s: %s", files[i].name,
		        expected))
			printf("# got: %s\n", got);
		fault = fault == NULL ? NULL : fault->next;
	}
	/* A fault of syntax has others in its train. */
	is_syntax = count > 0 && strstr(files[i].faults[0], "不合 XML") != NULL;
	if (!ok(status == (count == 0 ? ERR_OK : ERR_INPUT) &&
	                (cx->fault_count == count || is_syntax),
	        "%s: %zu faults", files[i].name, count))
		printf("# %zu faults, also %s\n", cx->fault_count,
		       fault == NULL ? "-" : fault->what);
	if (status == ERR_OK)
		arena_free(template->arena);
}

/* The look of a cell is that of its element, of the style of that name, of its style, its own. */
static void
check_looks(struct ctx *cx, const struct forms *forms)
{
	struct template *template;
	const struct node *cell;

	if (forms_compile(cx, forms,
	                  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\" subject=\"s\">"
	                  "<page size=\"A3\" orientation=\"landscape\" margin=\"1cm 2.5cm 3cm\"/>"
	                  "<style name=\"cell\" size=\"9pt\" align=\"right\" font=\"kai\"/>"
	                  "<style name=\"short\" align=\"center\" leading=\"1.5\"/>"
	                  "<style name=\"footer\" size=\"8pt\"/><table columns=\"1 2.5\"><row>"
	                  "<cell style=\"short\" leading=\"2\"/><label/></row></table><title/></form>",
	                  &template) != ERR_OK)
		abort();
	cell = template->body->children->children->children;
	is_int(cell->style.valign, VALIGN_MIDDLE, "from the element: in the middle");
	is_int(cell->style.size_mpt, 9000, "from the style named like it: 9pt");
	is_int(cell->style.role, FONT_KAI, "and the font");
	is_int(cell->style.align, ALIGN_CENTER, "from its style: centred");
	is_int(cell->style.leading, 2000, "its own: leading");
	is_int(cell->next->style.role, FONT_HEI, "a label is not a cell");
	is_int(template->body->next->style.role, FONT_SONG, "a title is in bold Song");
	is_int(template->body->next->style.align, ALIGN_CENTER, "and centred");
	is_int(template->marginal.size_mpt, 8000, "the footer's style");
	is_int(template->pages->format.width_mpt, 1190551, "A3 across: 420 mm");
	is_int(template->pages->format.height_mpt, 841890, "by 297");
	is_int(template->pages->format.top_mpt, 28346, "margins: above 1 cm");
	is_int(template->pages->format.right_mpt, 70866, "right 2.5");
	is_int(template->pages->format.bottom_mpt, 85039, "below 3");
	is_int(template->pages->format.left_mpt, 70866, "left as right");
	is_int(template->body->children->columns->shares[1], 2500, "columns are relative");
	is_int(template->body->border_mpt, 500, "thin rules");
	is_str(template->subject, "s", "a subject");
	arena_free(template->arena);
}

/* Headings, what is kept together, and the rules of cells. */
static void
check_keeps_and_borders(struct ctx *cx, const struct forms *forms)
{
	struct template *template;
	const struct node *node;
	const struct node *cells;

	if (forms_compile(cx, forms,
	                  FORM("<h1/><subtitle/><p keep=\"with-next\"/><line keep=\"with-previous\"/>"
	                       "<table columns=\"1 1 1\" keep=\"with-next\"><row border=\"thick\" "
	                       "border-top=\"none\"><cell/><cell border=\"thin\"/>"
	                       "<label border-left=\"medium\"/></row><row keep=\"with-previous\"><cell/>"
	                       "<cell border-bottom=\"none\"/><cell/></row></table>"),
	                  &template) != ERR_OK)
		abort();
	node = template->body;
	is_int(node->level, 2, "a chapter's heading is of the second level");
	is_int(node->style.size_mpt, 16000, "16 pt");
	is_int((long)node->style.size_mpt * node->style.leading / 1000, 28000, "on lines of 28 pt");
	is_int(node->style.first_indent, 2000, "two characters in");
	ok(node->keeps_with_next && !node->keeps_with_previous, "a heading keeps with the text");
	ok(node->next->keeps_with_next, "so does a subtitle");
	ok(node->next->next->keeps_with_next, "and a paragraph that says so");
	ok(node->next->next->next->keeps_with_previous, "a line keeps with what is before");
	node = node->next->next->next->next;
	ok(node->keeps_with_next && !node->keeps_with_previous, "a table with what follows");
	cells = node->children->children->children;
	is_int(cells->borders->left_mpt, 1500, "a row's rules are those of its cells");
	is_int(cells->borders->top_mpt, 0, "side by side");
	is_int(cells->next->borders->top_mpt, 500, "a cell's own go over them");
	is_int(cells->next->next->borders->left_mpt, 1000, "each side for itself");
	is_int(cells->next->next->borders->top_mpt, 0, "the others stay");
	cells = node->children->children->next->children;
	ok(cells->borders == NULL, "nothing said, nothing changed");
	ok(node->children->children->next->keeps_with_previous, "a row keeps with the previous one");
	is_int(cells->next->borders->bottom_mpt, 0, "one side");
	is_int(cells->next->borders->top_mpt, BORDER_OF_TABLE, "the others as the table has them");
	arena_free(template->arena);
}

static const char *
repeat(struct arena *arena, const char *first, const char *s, size_t count, const char *last)
{
	struct text text = text_make(arena);

	text_add_str(&text, first);
	for (size_t i = 0; i < count; i++)
		text_add_str(&text, s);
	text_add_str(&text, last);
	return text.data;
}

/* A file that must be refused quickly, with this in its first fault or reason. */
static void
is_harmless(struct ctx *cx, const struct forms *forms, const char *xml, const char *expected,
            const char *name)
{
	struct template *template;
	enum err status;
	const char *what;

	alarm(30);
	status = forms_compile(cx, forms, xml, &template);
	what = cx->faults == NULL ? cx->reason : cx->faults->what;
	if (!ok(status != ERR_OK && strstr(what, expected) != NULL, "%s", name))
		printf("# %s\n", what);
	alarm(0);
}

static void
check_nesting(struct ctx *cx, const struct forms *forms)
{
	struct arena *arena = cx->arena;
	struct template *template;
	const char *deep = repeat(arena, FORM_HEAD "<p>", "<b>", 200,
	                          repeat(arena, "x", "</b>", 200, "</p></form>"));

	if (ok(forms_compile(cx, forms, deep, &template) == ERR_OK, "200 levels of <b>"))
		arena_free(template->arena);
	is_harmless(cx, forms, repeat(arena, FORM_HEAD "<p>", "<b>", 400000, ""), "嵌套太深",
	            "400,000 levels");
	is_harmless(cx, forms, repeat(arena, "", "<form>", 400000, ""), "嵌套太深", "of <form>");
	is_harmless(cx, forms, repeat(arena, FORM_HEAD, "<x/>", 500000, "</form>"),
	            "<x> 不能放在 <form> 里", "half a million faults");
	is_int((long long)cx->fault_count, FAULTS_MAX, "end at the limit");
}

static void
check_large(struct ctx *cx, const struct forms *forms)
{
	struct arena *arena = cx->arena;
	struct template *template;
	size_t mega = 3000000;

	if (ok(forms_compile(cx, forms, repeat(arena, FORM_HEAD "<p>", "字", mega / 3, "</p></form>"),
	                     &template) == ERR_OK,
	       "three million bytes of text"))
		arena_free(template->arena);
	is_harmless(cx, forms,
	            repeat(arena, "<form id=\"", "A", mega,
	                   "\" name=\"\" version=\"\" "
	                   "title=\"\"><page/><p/></form>"),
	            "<form id>", "a long identifier");
	is_harmless(cx, forms, repeat(arena, FORM_HEAD "<p size=\"", "1", mega, "pt\"/></form>"),
	            "<p size>", "a long size");
	is_harmless(cx, forms,
	            repeat(arena, FORM_HEAD "<table columns=\"", "1 ", mega / 2,
	                   "\"><row><cell/></row></table></form>"),
	            "应为不多于 1000 个正数", "a million columns");
	is_harmless(cx, forms, repeat(arena, FORM_HEAD "<p>", "{year", mega / 5, "</p></form>"),
	            "缺少右花括号", "braces without end");
	is_harmless(cx, forms, repeat(arena, FORM_HEAD "<p>{year", ".a", mega / 2, "}</p></form>"),
	            "没有“a”", "a path of a million segments");
	is_harmless(cx, forms,
	            repeat(arena, FORM_HEAD "<p>{year", "|number", mega / 7, "}</p></form>"),
	            "过滤器多于 8 个", "a chain of filters");
	is_harmless(cx, forms, repeat(arena, FORM_HEAD "<p ", "x", mega, "=\"\"/></form>"), "",
	            "a long name");
	is_harmless(cx, forms, repeat(arena, FORM_HEAD "<p>", "x", 4 * 1024 * 1024, "</p></form>"),
	            "大于 4194304 字节", "a file that is too large");
}

/* Ten entities of ten of the one before: a billion in the end. */
static const char *
laughs(struct arena *arena, const char *form)
{
	struct text text = text_make(arena);

	text_add_str(&text, "<!DOCTYPE form [<!ENTITY a0 \"ha\">");
	for (int i = 1; i <= 9; i++) {
		text_add_fmt(&text, "<!ENTITY a%d \"", i);
		for (int j = 0; j < 10; j++)
			text_add_fmt(&text, "&a%d;", i - 1);
		text_add_str(&text, "\">");
	}
	text_add_fmt(&text, "]>%s", form);
	return text.data;
}

/*
 * Entities are not expanded, and what is outside is not read: it is a pipe
 * here, and whoever opens it waits until the alarm.
 */
static void
check_entities(struct ctx *cx, const struct forms *forms)
{
	struct arena *arena = cx->arena;
	const char *pipe_path = arena_printf(arena, "%s.pipe", forms->path);
	struct rusage before;
	struct rusage after;

	if (mkfifo(pipe_path, 0600) != 0)
		abort();
	getrusage(RUSAGE_SELF, &before);
	is_harmless(cx, forms, laughs(arena, FORM("<p>&a9;</p>")), "", "a billion laughs in text");
	is_harmless(cx, forms, laughs(arena, FORM("<p style=\"&a9;\"/>")), "", "in an attribute");
	is_harmless(cx, forms, laughs(arena, FORM("<p>&a1;</p>")), "不能有 <!DOCTYPE> 和实体",
	            "ten");
	getrusage(RUSAGE_SELF, &after);
	ok(after.ru_maxrss - before.ru_maxrss < 100 * 1024, "take no memory: %ld KiB",
	   after.ru_maxrss - before.ru_maxrss);
	is_harmless(cx, forms,
	            arena_printf(arena, "<!DOCTYPE form SYSTEM \"%s\">" FORM("<p/>"), pipe_path),
	            "不能有 <!DOCTYPE> 和实体", "a document type from outside");
	is_harmless(cx, forms,
	            arena_printf(arena,
	                         "<!DOCTYPE form [<!ENTITY e SYSTEM \"%s\">]>" FORM("<p>&e;</p>"),
	                         pipe_path),
	            "不能有 <!DOCTYPE> 和实体", "an entity from outside");
	is_harmless(cx, forms,
	            arena_printf(arena,
	                         "<!DOCTYPE form [<!ENTITY %% e SYSTEM \"%s\"> %%e;]>" FORM("<p/>"),
	                         pipe_path),
	            "不能有 <!DOCTYPE> 和实体", "a parameter entity from outside");
	is_harmless(cx, forms,
	            arena_printf(arena,
	                         FORM("<p><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" "
	                              "href=\"%s\"/></p>"),
	                         pipe_path),
	            "<include> 不能放在 <p> 里", "an inclusion");
	unlink(pipe_path);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct forms forms = forms_open(&cx);

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		check_file(&cx, &forms, i);
	check_looks(&cx, &forms);
	check_keeps_and_borders(&cx, &forms);
	check_entities(&cx, &forms);
	check_nesting(&cx, &forms);
	check_large(&cx, &forms);
	forms_close(&forms);
	arena_free(arena);
	return done_testing();
}
