/* What the vocabulary of templates.rng makes of a file: structure, not values. */
#include "template/vocabulary.h"

#include <libxml/parser.h>

#include "tests/unit/forms.h"
#include "tests/unit/tap.h"

#define PRINTING                                                                                      \
	"style, font, size, bold, align, valign, orientation, indent, first-indent, leading, break, " \
	"padding, when, unless"
#define README "；这里可以写什么，见 templates/README.md"
#define FORM_ORDER                                                                                                                        \
	"：不该在这里：<form> 里依次写 field、list、funds、indicators，至少一个 page、至多一个 verify、style、" \
	"要印的内容" README
#define ORDER "：不该在这里，次序或个数不对" README

/* A file and its faults as "line: what", in order. */
static const struct {
	const char *name;
	const char *xml;
	const char *faults[4];
} files[] = {
	{ "the least form", FORM("<p/>\n"), { NULL } },
	{ "all elements",
	  "<form id=\"X1\" name=\"表\" version=\"1\" title=\"t\" subject=\"s\">\n"
	  "<field name=\"a\" type=\"date\" label=\"b\"/><page size=\"A3\" orientation=\"landscape\"\n"
	  "margin=\"1cm\" header=\"h\" footer=\"f\"/><style name=\"a\" bold=\"yes\"/>\n"
	  "<title>x</title><subtitle>x</subtitle><p>x<br/>y<b>z<br when=\"year\"/></b></p>\n"
	  "<line><left>a</left><center>b</center><right>c</right></line><space height=\"1mm\"/>\n"
	  "<table><block columns=\"1\"><head><row><label/></row></head><row><cell/></row>\n"
	  "<each of=\"funds\" as=\"a\" min=\"1\" when=\"year\"><row keep=\"with-previous\"\n"
	  "height=\"1mm\" unless=\"year\"><cell colspan=\"1\" rowspan=\"1\" merge=\"a\"/></row>\n"
	  "</each></block></table><each of=\"funds\" as=\"a\"><p/></each></form>",
	  { NULL } },
	{ "comments and CDATA are harmless",
	  FORM("<p>a<!-- b --><![CDATA[<c>]]></p><?php d?>\n"),
	  { NULL } },
	/* Elements. */
	{ "another root", "<table/>", { "1: 最外层元素应为 <form>" } },
	{ "an unknown element",
	  FORM("\n<paragraph>x</paragraph>"),
	  { "4: <paragraph> 不能放在 <form> 里，那里可以放：field, list, funds, indicators, page, verify, style, section, title, subtitle, h1, h2, h3, p, "
	    "line, space, table, each" } },
	{ "an element in the wrong place",
	  TABLE("<cell>x</cell>\n<row><label/><p/></row>\n"),
	  { "4: <cell> 不能放在 <table> 里，那里可以放：head, row, each",
	    "5: <p> 不能放在 <row> 里，那里可以放：label, cell" } },
	{ "nothing may stand in it",
	  FORM("<space height=\"1mm\"><b/></space>"),
	  { "3: <b> 不能放在 <space> 里，那里可以放：（无）" } },
	{ "names have their case", FORM("<P/>"), { "3: <P> 不能放在 <form> 里" } },
	/* Text. */
	{ "text in a row",
	  TABLE("<row>单元格<cell/><cell/></row>"),
	  { "4: <row> 里不能直接写文字“单元格”，那里可以放：label, cell" } },
	{ "text in a line",
	  FORM("<line>\n单位：一\n二</line>"),
	  { "4: <line> 里不能直接写文字“单位：一”，那里可以放：left, center, right" } },
	{ "a long text",
	  TABLE("<row>x一二三四五六七八九十一二三四五六七八九十<cell/></row>"),
	  { "4: <row> 里不能直接写文字“x一二三四五六七八九十一二三四五六七八九”，" } },
	/* Attributes. */
	{ "an unknown attribute",
	  FORM("<p colour=\"red\" Style=\"x\">x</p>"),
	  { "3: <p> 没有属性“colour”，可以有：" PRINTING,
	    "3: <p> 没有属性“Style”，是不是“style”？可以有：" PRINTING } },
	{ "an attribute of another namespace",
	  FORM("<p xml:space=\"preserve\" xmlns:y=\"urn:y\"\n y:style=\"z\">x</p>"),
	  { "4: <p> 没有属性“space”，可以有：" PRINTING,
	    "4: <p> 没有属性“style”，可以有：" PRINTING } },
	{ "a missing attribute",
	  FORM("<space/>\n<table><block><row><cell/></row></block></table>\n"
	       "<each><p/></each>"),
	  { "3: <space> 缺少属性“height”", "4: <block> 缺少属性“columns”", "5: <each> 缺少属性“of”",
	    "5: <each> 缺少属性“as”" } },
	{ "those of the form",
	  "<form>\n<page/><p/></form>",
	  { "1: <form> 缺少属性“id”", "1: <form> 缺少属性“name”", "1: <form> 缺少属性“version”",
	    "1: <form> 缺少属性“title”" } },
	{ "those of a field",
	  "<form id=\"X1\" name=\"a\" version=\"1\" title=\"t\">\n<field type=\"number\"/>\n"
	  "<page/><p/></form>",
	  { "2: <field> 缺少属性“name”",
	    "2: <field type>：是“number”，应为其中之一：text, amount, integer, decimal, date, "
	    "boolean",
	    "2: <field> 缺少属性“label”" } },
	/* Values. */
	{ "words",
	  FORM("<p font=\"Song\" bold=\"true\">x</p>\n<p align=\"middle\"/>\n<p valign=\"center\"/>"),
	  { "3: <p font>：是“Song”，是不是“song”？应为其中之一：song, hei, kai, fangsong",
	    "3: <p bold>：是“true”，应为其中之一：yes, no",
	    "4: <p align>：是“middle”，应为其中之一：left, center, right, justify",
	    "5: <p valign>：是“center”，应为其中之一：top, middle, bottom" } },
	{ "one name, two vocabularies",
	  "<form id=\"X1\" name=\"a\" version=\"1\" title=\"t\">\n"
	  "<page size=\"A5\" orientation=\"vertical\"/>\n<p orientation=\"portrait\"/></form>",
	  { "2: <page size>：是“A5”，应为其中之一：A4, A3",
	    "2: <page orientation>：是“vertical”，应为其中之一：portrait, landscape",
	    "3: <p orientation>：是“portrait”，应为其中之一：horizontal, vertical" } },
	{ "rules",
	  FORM("<table columns=\"1\" border=\"1pt\"\nframe=\"bold\"><row keep=\"yes\"><cell/></row>"
	       "</table>"),
	  { "4: <table border>：是“1pt”，应为其中之一：none, thin, medium, thick",
	    "4: <table frame>：是“bold”，应为其中之一：none, thin, medium, thick",
	    "4: <row keep>：是“yes”，应为其中之一：with-previous" } },
	{ "the identifier of a form",
	  "<form id=\"e1\" name=\"a\" version=\"1\" title=\"t\"><page/><p/></form>",
	  { "1: <form id>：是“e1”，应为大写字母开头，大写字母和数字至多 16 个，如 E1" } },
	{ "a long one",
	  "<form id=\"E1234567890123456\" name=\"a\" version=\"1\" title=\"t\"><page/><p/></form>",
	  { "1: <form id>：是“E1234567890123456”，应为大写字母开头" } },
	/* Order and number, which is left to the schema. */
	{ "no page",
	  "<form id=\"X1\" name=\"a\" version=\"1\" title=\"t\">\n<p/></form>",
	  { "2: <p>" FORM_ORDER } },
	{ "a page behind the text", FORM("<p/>\n<page/>"), { "4: <page>" FORM_ORDER } },
	{ "attributes that go together",
	  FORM("<p/>\n<each of=\"funds\" as=\"a\" with=\"funds\"><p/></each>"),
	  { "4: <each>：有的属性要一起写，如 with 和 with-as" README } },
	{ "a section in a section",
	  FORM("<section>\n<section><p/></section></section>"),
	  { "4: <section> 不能放在 <section> 里" } },
	{ "a list without fields",
	  "<form id=\"X1\" name=\"a\" version=\"1\" title=\"t\">\n<list name=\"a\" label=\"b\"/>\n"
	  "<page/><p/></form>",
	  { "2: <list>：里面还缺少元素，可以放：field, list" README } },
	{ "names that cannot be bound",
	  "<form id=\"X1\" name=\"a\" version=\"1\" title=\"t\">\n"
	  "<field name=\"a-b\" type=\"text\" label=\"b\"/><page/><p/></form>",
	  { "2: <field name>：是“a-b”，应为小写字母开头的小写字母、数字和下划线" } },
	{ "a style behind the text", FORM("<p/>\n<style name=\"a\"/>"), { "4: <style>" FORM_ORDER } },
	{ "nothing to print",
	  FORM(""),
	  { "1: <form>：里面还缺少元素，可以放：field, list, funds, indicators, page, verify, style, section, title, subtitle, h1, h2, h3, p, line, space, table, each" README } },
	{ "a row without cells",
	  TABLE("<row><cell/><cell/></row>\n<row>\n</row>\n"),
	  { "5: <row>：里面还缺少元素，可以放：label, cell, each" README } },
	{ "a loop without content",
	  FORM("<each of=\"funds\" as=\"a\"/>"),
	  { "3: <each>：里面还缺少元素" } },
	{ "text in a table",
	  TABLE("<each of=\"funds\" as=\"a\">\n<p/></each>"),
	  { "5: <p> 不能放在 <each> 里，那里可以放：each, block, head, row" } },
	{ "rows in the text",
	  FORM("<each of=\"funds\" as=\"a\">\n<row><cell/></row></each>"),
	  { "4: <row> 不能放在 <each> 里，那里可以放：title, subtitle, h1, h2, h3, p, line, "
	    "space, table, each" } },
	{ "rows and blocks",
	  TABLE("<row><cell/><cell/></row>\n<block columns=\"1\"><row><cell/></row></block>"),
	  { "5: <block> 不能放在 <table> 里，那里可以放：head, row, each" } },
	{ "two left parts",
	  FORM("<line><left/>\n<left/></line>"),
	  { "4: <left>：不该在这里：<line> 里依次写 left、center、right，各至多一个" README } },
	{ "another namespace", FORM("<y:p xmlns:y=\"urn:y\"/>"), { "3: <p>" ORDER } },
	/* Entities: text of nowhere. */
	{ "an entity",
	  "<!DOCTYPE form [<!ENTITY a \"b\">]>\n" FORM("<p>&a;</p>"),
	  { "1: 不能有 <!DOCTYPE> 和实体，请直接写出文字" } },
	{ "a document type", "<!DOCTYPE form>\n" FORM("<p/>"), { "1: 不能有 <!DOCTYPE>" } },
};

static enum err
check(struct ctx *cx, const struct vocabulary *vocabulary, const char *xml)
{
	xmlDocPtr document = xmlReadMemory(xml, (int)strlen(xml), "f", NULL, XML_PARSE_BIG_LINES);
	enum err status;

	*cx = ctx_make(cx->arena);
	if (document == NULL)
		return err_set(cx, ERR_INTERNAL, "the test is no XML");
	status = vocabulary_check(cx, vocabulary, "f", document);
	xmlFreeDoc(document);
	return status;
}

static void
check_file(struct ctx *cx, const struct vocabulary *vocabulary, size_t i)
{
	enum err status = check(cx, vocabulary, files[i].xml);
	const struct fault *fault = cx->faults;
	size_t count = 0;

	for (; count < 4 && files[i].faults[count] != NULL; count++) {
		const char *expected = files[i].faults[count];
		const char *got = fault == NULL ? "none"
		                                : arena_printf(cx->arena, "%s: %s",
		                                               fault->place + 2, fault->what);

		if (!ok(strncmp(got, expected, strlen(expected)) == 0, "%s: %s", files[i].name,
		        expected))
			printf("# got: %s\n", got);
		fault = fault == NULL ? NULL : fault->next;
	}
	ok(status == (count == 0 ? ERR_OK : ERR_INPUT) && cx->fault_count == count,
	   "%s: %zu faults", files[i].name, count);
	if (fault != NULL)
		printf("# also: %s: %s\n", fault->place, fault->what);
}

/* A schema that cannot be read is told by name. */
static void
check_load(struct ctx *cx)
{
	static const char *const schemas[] = { "", "<grammar", "<grammar/>", "<x/>" };
	char path[] = "/tmp/gongkai-rng-XXXXXX";
	struct vocabulary *vocabulary = NULL;
	int fd = mkstemp(path);

	close(fd);
	for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
		*cx = ctx_make(cx->arena);
		forms_write(path, schemas[i], strlen(schemas[i]));
		is_int(vocabulary_load(cx, path, &vocabulary), ERR_INPUT, "no schema");
		is_str(cx->reason,
		       arena_printf(cx->arena,
		                    "%s：读不出模板的语法；它和模板放在一起，请从 gongkai 自带的模板文件夹复制",
		                    path),
		       "is told so");
	}
	unlink(path);
	*cx = ctx_make(cx->arena);
	is_int(vocabulary_load(cx, path, &vocabulary), ERR_INPUT, "no file");
	ok(strstr(cx->reason, path) != NULL, "is told by name");
	vocabulary_free(NULL);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct forms forms = forms_open(&cx);

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		check_file(&cx, forms.vocabulary, i);
	check_load(&cx);
	forms_close(&forms);
	arena_free(arena);
	return done_testing();
}
