/* Filling a form with a document: texts, loops, conditions, columns, sections. */
#include "tests/unit/filled.h"

#include "template/node.h"

#define SECTIONS(body)                                                                             \
	"<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\"><page footer=\"{page}\"/>"         \
	"<page name=\"wide\" orientation=\"landscape\"/><page name=\"cover\"/>" body "</form>"
#define COUNTY_FORM(body)                                                                              \
	"<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\">\n"                                    \
	"<list name=\"counties\" label=\"县\"><field name=\"name\" type=\"text\" label=\"名\"/>\n"   \
	"<list name=\"children\" label=\"项\"><field name=\"amount\" type=\"amount\" label=\"额\"/>" \
	"</list></list>\n<page/>" body "</form>"
#define COUNTIES(rows) COUNTY_FORM("<table columns=\"4 6*lists.counties\">" rows "</table>")
#define COLUMNS_10 "1 1 1 1 1 1 1 1 1 1 "
#define COLUMNS_50 COLUMNS_10 COLUMNS_10 COLUMNS_10 COLUMNS_10 COLUMNS_10
#define COLUMNS_100 COLUMNS_50 COLUMNS_50

#define TWO_COUNTIES                                                                               \
	WITH("\"lists\":{\"counties\":[{\"name\":\"甲\",\"children\":[{\"amount\":\"5.00\"}]},"   \
	     "{\"name\":\"乙\",\"children\":[{\"amount\":\"-\"}]}]}")
#define GROUPS(rows)                                                                                   \
	"<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\"><list name=\"rows\" label=\"行\">"    \
	"<field name=\"unit\" type=\"text\" label=\"单位\"/><field name=\"amount\" type=\"amount\" " \
	"label=\"额\"/></list><page/><table columns=\"1 1\">" rows "</table></form>"
#define EACH_FUND "<each of=\"funds\" as=\"f\">"

static const struct filled_case forms_filled[] = {
	/* Text. */
	{ "headings, paragraphs, lines, space",
	  FORM("<title>{title}</title><subtitle>（{year}年度）</subtitle>"
	       "<line><left>单位：</left><right>{department.name}</right></line>"
	       "<space height=\"1mm\"/><p>正文</p><p/>"),
	  PLAIN, "# 表\n（2024年度）\n[单位：||部]\n~ 2835\n正文\n\n" },
	{ "white space with a line feed is layout", FORM("<p>\n  一\n\t二 三\n  <b> 四 </b>\n</p>"),
	  PLAIN, "一二 三_ 四 _\n" },
	{ "a wide space is text", FORM("<p>总　　分\n</p>"), PLAIN, "总　　分\n" },
	{ "new lines", FORM("<p>a<br/>b<br/>\n<br/>c</p>"), PLAIN, "a/b//c\n" },
	{ "bold to the end of <b>", FORM("<p>a<b>b{year}<b>c</b>d</b>e</p>"), PLAIN,
	  "a_b__2024__c__d_e\n" },
	{ "braces", FORM("<p>{{{year}}}</p>"), PLAIN, "{2024}\n" },
	{ "comments and CDATA", FORM("<p>a<!-- {x} -->b<![CDATA[<{year}>]]></p>"), PLAIN,
	  "ab<2024>\n" },
	{ "references to characters", FORM("<p>&lt;&#x4e2d;&#123;&#123;&gt;</p>"), PLAIN, "<中{>\n" },
	{ "markup in the data is what it means",
	  FORM("<p>[{texts.goal}]</p><p when=\"texts.note\">x</p>"),
	  WITH("\"texts\":{\"goal\":\"<b>{year}</b>&amp;<p style='text-align:right'>一</p>二<5%\",\"note\":\"<p></p>\"}"),
	  "[_{year}_&/》一/二<5%]\n" },
	{ "looks of the data, beside the emphasis of the template",
	  FORM("<p>{texts.goal}<b>{texts.note}</b></p>"),
	  WITH("\"texts\":{\"goal\":\"a<sup>b<u>c</u></sup><sub>d</sub><s>e\\nf</s>g\",\"note\":\"h<u>i</u>\"}"),
	  "a(1:b)(5:c)(2:d)(8:e)/(8:f)g_h_(4:_i_)\n" },
	{ "filters take the text without the look",
	  FORM("<p>{texts.goal|suffix:。}{texts.note|blank:无}</p>"),
	  WITH("\"texts\":{\"goal\":\"<b>一</b>&lt;\",\"note\":\"<p></p>\"}"), "一<。无\n" },
	{ "markup that cannot be printed", FORM("<p>{texts.goal}</p>"),
	  WITH("\"texts\":{\"goal\":\"<img src='x'>\"}"),
	  "! /texts/goal: 绩效目标：图片 <img> 不能排印，请删去，或在 alt 里写明文字（在开头）"
	  "（模板写作 {texts.goal}）" },
	{ "a formula that is not known", FORM("<p>{texts.goal}</p>"),
	  WITH("\"texts\":{\"goal\":\"$\\\\foo$\"}"),
	  "! /texts/goal: 绩效目标：“$”之后的公式命令“\\foo”不认识，请改写成文字或符号（模板写作 {texts.goal}）" },
	{ "line feeds in the data", FORM("<p>[{texts.goal}]</p>"),
	  WITH("\"texts\":{\"goal\":\"一\\n二\\n\\n三\"}"), "[一/二//三]\n" },
	{ "CR LF in the data", FORM("<p>[{texts.goal}]</p>"),
	  WITH("\"texts\":{\"goal\":\"一\\r\\n二\\r\\n\\r\\n三\\r\\n\"}"), "[一/二//三/]\n" },
	{ "CR alone", FORM("<p>[{texts.goal}]</p>"), WITH("\"texts\":{\"goal\":\"一\\r二\\r\"}"),
	  "[一/二/]\n" },
	/* What the public edition of a draft will not have. */
	{ "words that will be masked", FORM("<p>{texts.goal}。何某</p>"),
	  WITH("\"masked\":[\"13812345678\",\"何某某\",\"何某\"],\"texts\":{\"goal\":"
	       "\"由何某某（何某）接13812345678\"}"),
	  "由<何某某>（<何某>）接<13812345678>。何某\n" },
	{ "no piece of a longer number, and none of a word that is cut by looks",
	  FORM("<p>{texts.goal}</p>"),
	  WITH("\"masked\":[\"123\",\"何某\"],\"texts\":{\"goal\":"
	       "\"a123、123b、1.123、123.5、123-4、-123、123。123<b>何</b>某\"}"),
	  "a123、123b、1.123、123.5、123-4、-123、<123>。<123>_何_某\n" },
	{ "a text that is the word alone, and one with looks",
	  FORM("<p>{texts.goal}；{texts.note}</p>"),
	  WITH("\"masked\":[\"何某\"],\"texts\":{\"goal\":\"何某\",\"note\":\"<u>问何某去</u>\"}"),
	  "<何某>；(4:问)<(4:何某)>(4:去)\n" },
	{ "what is published has it no more, whatever it says", FORM("<p>{texts.goal}</p>"),
	  WITH("\"masked\":[\"何某\"],\"published\":{\"revision\":1,\"at\":\"2025-02-11T00:00:00Z\"},"
	       "\"texts\":{\"goal\":\"何某\"}"),
	  "何某\n" },
	/* Absent, empty and conditions. */
	{ "absent and empty",
	  FORM("<p>{texts.goal|absent:-}{texts.note|absent:-}{texts.goal|blank:无}</p>"),
	  WITH("\"texts\":{\"goal\":\"\"}"), "-无\n" },
	{ "when and unless",
	  FORM("<p when=\"funds\">有</p><p unless=\"funds\">本单位无</p>"
	       "<p when=\"texts.goal\">x</p><p unless=\"texts.goal\">无目标</p>"),
	  WITH("\"funds\":[],\"texts\":{\"goal\":\"\"}"), "本单位无\n无目标\n" },
	{ "when there is a value",
	  FORM("<p when=\"funds\">有</p><p unless=\"funds\">本单位无</p>"
	       "<p when=\"texts.goal\" unless=\"texts.note\">x</p>"),
	  WITH("\"funds\":[" FUND("a", "") "],\"texts\":{\"goal\":\"y\"}"), "有\nx\n" },
	{ "both conditions must hold", FORM("<p when=\"title\" unless=\"year\">x</p><p>y</p>"),
	  PLAIN, "y\n" },
	{ "a new line when", FORM("<p>a<br when=\"texts.goal\"/>b<br when=\"year\"/>c</p>"), PLAIN,
	  "ab/c\n" },
	/* Loops. */
	{ "paragraphs", FORM(EACH_FUND "<p>{f.label}</p></each>"),
	  WITH("\"funds\":[" FUND("a", "") "," FUND("b", "") "]"), "a\nb\n" },
	{ "no list", FORM(EACH_FUND "<p>{f.label}</p></each><p>x</p>"), PLAIN, "x\n" },
	{ "at least twice",
	  FORM("<each of=\"funds\" as=\"f\" min=\"2\"><p>{f.label|absent:-}</p></each>"),
	  WITH("\"funds\":[" FUND("a", "") "]"), "a\n-\n" },
	{ "more than the least",
	  FORM("<each of=\"funds\" as=\"f\" min=\"1\"><p>{f.label|absent:-}</p></each>"),
	  WITH("\"funds\":[" FUND("a", "") "," FUND("b", "") "]"), "a\nb\n" },
	{ "a condition on a loop, and in it",
	  FORM("<each of=\"funds\" as=\"f\" when=\"year\"><p unless=\"f.score\">{f.label}</p></each>"
	       "<each of=\"funds\" as=\"f\" unless=\"year\"><p>x</p></each>"),
	  WITH("\"funds\":[" FUND("a", ",\"score\":\"0\"") "," FUND("b", "") "]"), "b\n" },
	{ "what surrounds a loop is within reach",
	  FORM("<each of=\"indicators\" as=\"i\"><each of=\"i.children\" as=\"j\">"
	       "<p>{i.name}{j.name}{year}</p></each></each>"),
	  TREE_OF_TWO, "Aa2024\nAb2024\nAa2024\n" },
	/* Tables. */
	{ "rows, spans, labels",
	  FORM("<table columns=\"1 1 1\"><head><row><label rowspan=\"2\">a</label>"
	       "<label colspan=\"2\">b</label></row><row><label>c</label><label>d</label></row></head>"
	       "<row><cell>1</cell><cell>2<br/>3</cell><cell/></row>"
	       "<row keep=\"with-previous\"><label colspan=\"3\">e</label></row></table>"),
	  PLAIN, "{\n=\nH:*a|*b|<\nH:^|*c|*d\n1|2/3|\nK:*e|<|<\n}\n" },
	{ "a row that keeps with the next, also from a loop; but not with the next block's",
	  FORM("<table><block columns=\"1\">" EACH_FUND "<row keep=\"with-next\"><cell>a</cell></row>"
	       "<row><cell>b</cell></row></each><row keep=\"with-next\"><cell>c</cell></row></block>"
	       "<block columns=\"1\"><row><cell>d</cell></row></block></table>"),
	  WITH("\"funds\":[" FUND("a", "") "," FUND("b", "") "]"),
	  "{\n=\na\nK:b\na\nK:b\nc\n=\nd\n}\n" },
	{ "blocks that vanish",
	  FORM("<table><block columns=\"1\" when=\"funds\"><row><cell>a</cell></row></block>"
	       "<block columns=\"1 1\"><row><cell>b</cell><cell>c</cell></row></block>"
	       "<block columns=\"1\">" EACH_FUND "<row><cell>d</cell></row></each></block></table>"),
	  PLAIN, "{\n=\nb|c\n}\n" },
	{ "a table without rows vanishes",
	  FORM("<p>x</p><table columns=\"1\">" EACH_FUND "<row><cell>a</cell></row></each></table>"),
	  PLAIN, "x\n" },
	{ "rows with opposite conditions",
	  TABLE("<row when=\"funds\"><cell>a</cell><cell>b</cell></row>"
	        "<row unless=\"funds\"><cell colspan=\"2\">无</cell></row>"),
	  PLAIN, "{\n=\n无|<\n}\n" },
	{ "cells with opposite conditions",
	  TABLE("<row><label>a</label><cell when=\"funds\">b</cell><cell unless=\"funds\">无</cell></row>"),
	  PLAIN, "{\n=\n*a|无\n}\n" },
	{ "a loop over cells",
	  FORM("<table columns=\"1 1\">" EACH_FUND
	       "<row><label>{f.label}</label><cell indent=\"{f.depth}\">{f.executed|yuan:trim:group}</cell>"
	       "</row></each></table>"),
	  WITH("\"funds\":[" FUND("a", ",\"executed\":\"196876.30\"") "," FUND(
		  "b", ",\"executed\":\"\"") "," FUND("c", "") "]"),
	  "{\n=\n*a|196,876.3\n*b|\n*c|\n}\n" },
	/* Sections and headings. */
	{ "sections with pages of their own, and what stands outside",
	  SECTIONS("<p>a</p><section page=\"wide\"><p>b</p></section><section page=\"cover\" numbered=\"no\">"
	           "<p>c</p></section><p>d</p><p>e</p><section><p>f</p></section>"),
	  PLAIN,
	  "§ 595x842 footer\na\n§ 842x595\nb\n§ 595x842 unnumbered\nc\n§ 595x842 footer\nd\ne\n"
	  "§ 595x842 footer\nf\n" },
	{ "a section that is not shown, and one that says nothing, take no page",
	  SECTIONS("<section page=\"wide\" when=\"funds\"><p>a</p></section>"
	           "<section page=\"wide\">" EACH_FUND "<p>b</p></each></section><p>c</p>"),
	  PLAIN, "c\n" },
	{ "nothing at all is a page", FORM("<p when=\"funds\">a</p>"), PLAIN, "" },
	{ "headings of three levels", FORM("<title>a</title><h1>b</h1><h2>{year}</h2><h3>d</h3>"),
	  PLAIN, "# a\n## b\n### 2024\n#### d\n" },
	{ "a heading that opens its paragraph",
	  FORM("<each of=\"chapters\" as=\"c\"><h2 unless=\"c.run_in=true\">{c.heading}</h2>"
	       "<p><span font=\"kai\" when=\"c.run_in=true\">{c.heading}</span>{c.body}</p></each>"),
	  WITH("\"chapters\":[{\"level\":2,\"heading\":\"（一）职能。\",\"run_in\":true,\"body\":\"x\"},"
	       "{\"level\":2,\"heading\":\"（二）\",\"body\":\"y\"}]"),
	  "楷（一）职能。楷x\n### （二）\ny\n" },
	{ "spans within spans",
	  FORM("<p>a<span bold=\"yes\">b<span font=\"kai\">c</span><span bold=\"no\">d</span></span>"
	       "<b unless=\"year=2024\">e</b><span when=\"title\">f</span></p>"),
	  PLAIN, "a_b_楷_c_楷df\n" },
	/* Conditions on values, items that are chosen. */
	{ "rows by the value of a member",
	  TABLE(EACH_FUND "<row when=\"f.kind=total\"><label>{f.label}</label><cell/></row>"
	                  "<row unless=\"f.kind=total\"><cell>{f.label}</cell><cell/></row></each>"),
	  WITH("\"funds\":[{\"kind\":\"total\",\"label\":\"a\",\"depth\":0}," FUND("b", "") "]"),
	  "{\n=\n*a|\nb|\n}\n" },
	{ "items that are chosen",
	  FORM("<each of=\"funds[depth!=1]\" as=\"f\"><p>{f.label}</p></each><p>{funds[kind=other].label}</p>"),
	  WITH("\"funds\":[{\"kind\":\"total\",\"label\":\"a\",\"depth\":0}," FUND("b", "") "]"),
	  "a\nb\n" },
	/* Columns from the data. */
	{ "a column for each item",
	  COUNTIES("<row><label>项</label><each of=\"lists.counties\" as=\"c\"><label>{c.name}</label></each></row>"
	           "<each of=\"lists.counties\" as=\"r\"><row><cell>{r.name}</cell>"
	           "<each of=\"lists.counties\" as=\"c\"><cell>{c.children[1].amount|yuan:0}</cell></each></row></each>"),
	  TWO_COUNTIES, "{\n=\n*项|*甲|*乙\n甲|5|-\n乙|5|-\n}\n" },
	{ "no item, no column",
	  COUNTIES("<row><label>项</label><each of=\"lists.counties\" as=\"c\">"
	           "<label>{c.name}</label></each></row>"),
	  PLAIN, "{\n=\n*项\n}\n" },
	{ "two columns for each",
	  COUNTY_FORM("<table columns=\"(6 5)*lists.counties 3\"><row><each of=\"lists.counties\" as=\"c\">"
	              "<label>{c.name}</label><cell>x</cell></each><cell>y</cell></row></table>"),
	  TWO_COUNTIES, "{\n=\n*甲|x|*乙|x|y\n}\n" },
	{ "a label over as many columns as there are items",
	  COUNTIES("<row><label rowspan=\"2\">项</label><label colspan=\"{count(lists.counties)}\">县</label></row>"
	           "<row><each of=\"lists.counties\" as=\"c\"><label>{number(c)}{c.name}</label></each></row>"),
	  TWO_COUNTIES, "{\n=\n*项|*县|<\n^|*1甲|*2乙\n}\n" },
	{ "over none",
	  COUNTIES("<row><label>项</label><label colspan=\"{count(lists.counties)}\">县</label></row>"),
	  PLAIN, "{\n=\n*项\n}\n" },
	{ "over what is no number",
	  COUNTIES("<row><label>项</label><label colspan=\"{title}\">县</label></row>"), TWO_COUNTIES,
	  "! /title: 标题：列数（colspan）是“表”，应为不大于 1000 的整数（模板第 4 行）" },
	/* Two lists side by side, and groups. */
	{ "two lists side by side, the shorter one with empty cells",
	  FORM("<table columns=\"1 1 1\"><each of=\"funds[depth=1]\" as=\"a\" with=\"funds[depth=2]\" with-as=\"b\">"
	       "<row><cell>{number(b)}</cell><cell>{a.label|absent:-}</cell><cell>{b.label|absent:-}</cell></row></each></table>"),
	  WITH("\"funds\":[" FUND("a", "") ",{\"kind\":\"other\",\"label\":\"b\",\"depth\":2},"
	                                   "{\"kind\":\"other\",\"label\":\"c\",\"depth\":2}]"),
	  "{\n=\n1|a|b\n2|-|c\n}\n" },
	{ "the first one longer",
	  FORM("<each of=\"funds[depth=1]\" as=\"a\" with=\"funds[depth=2]\" with-as=\"b\">"
	       "<p>{a.label}{b.label|absent:-}</p></each>"),
	  WITH("\"funds\":[" FUND("a", "") "," FUND("b", "") "]"), "a-\nb-\n" },
	{ "groups of a flat list, with subtotals",
	  GROUPS("<each of=\"lists.rows\" as=\"g\" by=\"unit\"><each of=\"g.items\" as=\"r\"><row>"
	         "<label merge=\"g\">{number(g)|chinese}、{g.unit}</label><cell>{r.amount|yuan}</cell></row></each>"
	         "<row><label>小计</label><cell>{sum(g.items.amount)|yuan} {count(g.items)}</cell></row></each>"
	         "<row><label>合计</label><cell>{sum(lists.rows.amount)|yuan}</cell></row>"),
	  WITH("\"lists\":{\"rows\":[{\"unit\":\"乙\",\"amount\":\"1.5\"},{\"unit\":\"甲\",\"amount\":\"2\"},"
	       "{\"unit\":\"乙\",\"amount\":\"-\"},{\"amount\":\"4\"},{\"unit\":\"乙\",\"amount\":\"8\"}]}"),
	  "{\n=\n*一、乙|1.50\n^|-\n^|8.00\n*小计|9.50 3\n*二、甲|2.00\n*小计|2.00 1\n*三、|4.00\n*小计|4.00 1\n"
	  "*合计|15.50\n}\n" },
	{ "groups of nothing",
	  GROUPS("<each of=\"lists.rows\" as=\"g\" by=\"unit\"><row><cell>{g.unit}</cell>"
	         "<cell>{g.items[1].amount}</cell></row></each>"),
	  PLAIN, "" },
	{ "too many columns",
	  COUNTY_FORM(
		  "\n<table columns=\"(" COLUMNS_100 COLUMNS_100 COLUMNS_100 COLUMNS_100 COLUMNS_100
		  "1)*lists.counties\"><row><each of=\"lists.counties\" as=\"c\"><cell colspan=\"501\"/></each>"
		  "</row></table>"),
	  TWO_COUNTIES, "! -: 模板第 5 行：数据使列数超过 1000，请把一部分列放到另一个表" },
	/* Documents that do not fit. */
	{ "a value that is no number", FORM("<p>{title|yuan}</p>"), PLAIN,
	  "! /title: 标题：“表”不是十进制数（模板写作 {title|yuan}）" },
	{ "an indent that is no number", TABLE("\n<row><cell indent=\"{title}\"/><cell/></row>"),
	  PLAIN, "! /title: 标题：缩进是“表”，应为数，如 1.5（模板第 5 行）" },
	{ "a row that does not fit for this document",
	  TABLE("<row><cell/>\n<cell when=\"year\"/><cell unless=\"funds\"/></row>"), PLAIN,
	  "! -: 模板第 4 行：这一行的单元格多于 2 列" },
};

/* Rows that fit no document are found when the template is loaded. */
static void
check_trial(struct ctx *cx, const struct forms *forms)
{
	static const struct {
		const char *name;
		const char *xml;
		const char *reason;
	} trials[] = {
		{ "a good row", TABLE("<row><cell/><cell/></row>"), NULL },
		{ "a row that is too short", TABLE("<row><cell/></row>"),
		  "模板第 4 行：这一行的第 2 列（共 2 列）没有单元格" },
		{ "a row that is too long", TABLE("\n<row><cell/><cell colspan=\"2\"/></row>"),
		  "模板第 5 行：这一行的单元格多于 2 列" },
		{ "one in a loop", TABLE(EACH_FUND "\n<row><cell/></row></each>"), "模板第 5 行" },
		{ "one under a condition", TABLE("<row when=\"funds\"><cell/></row>"),
		  "模板第 4 行" },
		{ "the second turn of a loop that must turn twice",
		  TABLE("<each of=\"funds\" as=\"f\" min=\"2\">\n<row><cell rowspan=\"2\"/><cell/></row></each>"),
		  "模板第 5 行" },
		{ "cells of opposite conditions",
		  TABLE("<row><cell/><cell when=\"funds\"/><cell unless=\"funds\"/></row>"), NULL },
		{ "filters have nothing to refuse", FORM("<p>{title|yuan}{title|date:年月日}</p>"),
		  NULL },
		{ "a bound indent", TABLE("<row><cell indent=\"{year}\"/><cell/></row>"), NULL },
		{ "loops without end",
		  FORM("<each of=\"indicators\" as=\"a\" min=\"200\"><each of=\"a.children\" as=\"b\" min=\"200\">\n"
		       "<each of=\"b.children\" as=\"c\" min=\"200\"><p/></each></each></each>"),
		  "循环多于 300000 次" },
		{ "rows without end",
		  TABLE("<each of=\"indicators\" as=\"a\" min=\"200\"><each of=\"a.children\" as=\"b\" min=\"200\">"
		        "<row><cell/><cell/></row><row><cell/><cell/></row><row><cell/><cell/></row>"
		        "<row><cell/><cell/></row><row><cell/><cell/></row><row><cell/><cell/></row></each></each>"),
		  "一个表多于 200000 行" },
	};

	for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
		struct template *template;
		enum err status;

		if (forms_compile(cx, forms, trials[i].xml, &template) != ERR_OK) {
			ok(false, "%s: %s", trials[i].name, cx->faults->what);
			continue;
		}
		status = fill_try(cx, template, &(bool){ false });
		if (!ok((status == ERR_OK) == (trials[i].reason == NULL) &&
		                (status == ERR_OK || strstr(cx->reason, trials[i].reason) != NULL),
		        "trial: %s", trials[i].name))
			printf("# %s\n", status == ERR_OK ? "no error" : cx->reason);
		arena_free(template->arena);
	}
}

/* Spans name their field, cells have their look, and the form says what it is. */
static void
check_details(struct ctx *cx, const struct forms *forms)
{
	static const char xml[] =
		"<form id=\"X1\" name=\"表式\" version=\"1\" title=\"{title}：{project.name|blank:无}\">\n"
		"<page header=\"{year}\" footer=\"{page}\"/><line align=\"left\" bold=\"yes\">"
		"<right>{title}</right></line><table columns=\"1 3\" frame=\"thick\" border=\"none\">"
		"<row height=\"10pt\"><cell indent=\"{year}\">x{title}</cell><cell indent=\"{project.name}\" "
		"font=\"kai\"/></row></table></form>";
	struct template *template;
	const struct json *json;
	const struct table *table;
	const struct cell *const *cells;
	struct form *form;

	if (forms_compile(cx, forms, xml, &template) != ERR_OK ||
	    json_parse(cx, "d",
	               WITH("\"published\":{\"revision\":1,\"at\":\"2025-02-11T00:00:00Z\"}"),
	               strlen(WITH("\"published\":{\"revision\":1,\"at\":\"2025-02-11T00:00:00Z\"}")),
	               &json) != ERR_OK)
		abort();
	is_int(fill_document(cx, template, json, &form), ERR_OK, "an indent of 2024 ems");
	is_str(print_faults(cx), "! /year: 年度：缩进是“2024”，应为数，如 1.5（模板第 2 行）",
	       "is a fault");
	ctx_clear(cx);
	template->body->next->children->children->children->indent = NULL;
	is_int(fill_document(cx, template, json, &form), ERR_OK, "without it");
	is_str(form->title, "表：无", "its title");
	is_str(form->subject, "表式", "its subject is the form's name");
	is_str(form->author, "部", "its author the department");
	is_str(form->created_at, "2025-02-11T00:00:00Z", "its time that of publication");
	is_int(form->sections->header->kind, PIECE_BINDING, "its header is bound");
	is_int(form->sections->footer->kind, PIECE_PAGE, "its footer has a page number");
	is_int(form->sections->items->tabs.parts[2]->style->align, ALIGN_RIGHT,
	       "the right part of a line");
	is_int(form->sections->items->tabs.parts[2]->spans->font, FONT_CHOICE(FONT_SONG, true),
	       "is bold");
	table = form->sections->items->next->table;
	ok(table->frame_mpt == 1500 && table->border_mpt == 0, "frame and border");
	ok(table->blocks->shares[0] == 1000 && table->blocks->shares[1] == 3000, "columns");
	is_int(table->blocks->rows[0].min_height_mpt, 10000, "a row's height");
	cells = (const struct cell *const *)table->blocks->grid;
	ok(place_is_fixed(&cells[0]->paragraphs->spans->place), "fixed text is the template's");
	is_str(place_pointer(&cells[0]->paragraphs->spans->next->place), "/title",
	       "bound text has its place");
	is_int(cells[1]->style->indent, 0, "an absent indent is none");
	is_int(cells[1]->style->role, FONT_KAI, "and changes nothing else");
	arena_free(template->arena);
}

/* Does the filled form of a sample have these rows, in this order? */
static void
has_rows(struct ctx *cx, const struct forms *forms, const char *form, const char *sample,
         const char *const *rows)
{
	struct template *template;
	struct text file;
	const char *rest;

	*cx = ctx_make(cx->arena);
	if (compile_template(cx, forms->vocabulary, forms->schema,
	                     arena_printf(cx->arena, TREE "/templates/%s.xml", form),
	                     &template) != ERR_OK ||
	    fill_try(cx, template, &(bool){ false }) != ERR_OK ||
	    text_read_file(cx, arena_printf(cx->arena, TREE "/sql/sample/%s.json", sample), 1000000,
	                   &file) != ERR_OK)
		abort();
	rest = filled(cx, template, file.data);
	for (; *rows != NULL; rows++) {
		const char *found = strstr(rest, *rows);

		ok(found != NULL, "%s: %.*s", sample, (int)strcspn(*rows, "\n"), *rows);
		rest = found == NULL ? rest : found + strlen(*rows);
	}
	arena_free(template->arena);
}

/* The rows as the seeds print them. */
static const char *const e1_rows[] = {
	"# 项目支出绩效目标自评表\n（2024年度）\n[单位（盖章）：||填报日期：20250211]\n",
	"*项目名称|定额公用经费|<|<|<|<\n",
	"*主管部门及代码|[197]中共黔南州委社会工作部|<|*实施单位|中共黔南州委社会工作部|<\n",
	"*项目资金/（元）|*资金来源|*年初预算数|*全年预算数（A）|*全年执行数（B）|*分值|*执行率|*得分\n",
	"^|*年度资金总额：|0|200,000|196,876.3|10|98.44|9.84\n",
	"^|*财政拨款：|0|200,000|196,876.3|-|-|-\n",
	"^|*本级安排：|0|200,000|196,876.3|-|-|-\n",
	"^|*其中：上级补助：|0|0|0|-|-|-\n",
	"^|*其他：|0|0|0|-|-|-\n",
	"*年度/总体/目标|*预期目标|*实际完成情况\n^|目标1：保障部机关高效运转；",
	"H:*绩效指标|*一级指标|*二级指标|*三级指标|",
	"^|*产出指标/(50分)|*数量指标|*水电通讯等保障|≥9次|9次|5|5||\n",
	"^|^|^|*工作调研等|≥30次|35次|5|5||\n",
	"^|^|*质量指标|*办公用品等|强效益|达成预期指标|5|5||\n",
	"^|^|^|*项目或定额成本控制率|＝100%|100%|3|3||\n",
	"^|*效益指标/(30分)|*社会效益指标|*全州性社会组织党建工、",
	"^|*满意度指标/(10分)|*满意度指标|*各县市党委社会工作部门和全州性社会组织等满意度|≥90%|90%|10|10||\n",
	"K:*总　　分|<|<|<|<|<|100|99.84||\n",
	"*自评/结论|优。",
	"~ 5669\n[联系人：<何某>||]\n",
	NULL,
};

static const char *const t1_rows[] = {
	"# 预算项目绩效目标表\n",
	"*项目名称|党员志愿服务工作经费|*项目编码|52270022P004296102284\n",
	"H:*一级指标|*二级指标|**三级指标|*指标值|<|<|*备注/（指标解释等）|*指标值说明/（评分标准等）\n"
	"H:^|^|^|**符号|**值|*计量单位|^|^\n",
	"*产出指标|*数量指标|*抓好机关“志愿服务”工作|定性|党员志愿服务等志愿活动≥1次||",
	"^|*成本指标|*项目或定额成本控制率|=|100|%|项目或定额成本控制率|\n",
	"^|^|*开展活动场地布置、租用车辆，配备购买志愿者必要物资|≤|2.73|万元||\n",
	"*满意度指标|*满意度指标|*州直机关党组织及党员的满意度|=|100|%||\n",
	NULL,
};

static const char *const t2_rows[] = {
	"# 部门项目支出预算绩效目标表\n（2024年度）\n",
	"*项目属性|0101-一年期项目|*项目期限|2024 年 1-12 月\n",
	"*项目资金/（万元）|*年度资金总额：|50\n^|*其中：财政拨款|50\n^|*其他资金|\n",
	"*绩效指标|*1-产出指标|*11-数量指标/（必填 硬性指标）|*参与“爱国卫生日”活动，齐心协力整治环境“脏、乱、差”|≥95%\n",
	"^|^|^|*群众对文明城市创建知晓率|80%\n^|^|*12-质量指标/（必填）|",
	"^|*2-效益指标|*21-经济效益|*|\n^|^|*22-社会效益/（必填）|",
	"^|^|*23-生态效益|*|\n",
	"^|*3-满意度指标|*31-服务对象满意度/（必填）|*对文明城市创建工作的满意度|≥95%\n",
	NULL,
};

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct forms forms = forms_open(&cx);

	filled_check(&cx, &forms, forms_filled, sizeof forms_filled / sizeof forms_filled[0]);
	check_trial(&cx, &forms);
	check_details(&cx, &forms);
	has_rows(&cx, &forms, "E1", "s2-01", e1_rows);
	has_rows(&cx, &forms, "T1", "s1-01", t1_rows);
	has_rows(&cx, &forms, "T2", "s4-01", t2_rows);
	forms_close(&forms);
	arena_free(arena);
	return done_testing();
}
