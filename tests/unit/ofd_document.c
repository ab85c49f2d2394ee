#include "ofd/ofd_document.h"

#include "tests/unit/manifest.h"
#include "tests/unit/pages.h"
#include "tests/unit/tap.h"
#include "tests/unit/unzipped.h"

static struct fonts *fonts;

static const struct document_info untitled = { .title = "题" };

static struct layout
layout_of(struct arena *arena, const char *text)
{
	struct ctx *cx = arena_alloc(arena, sizeof *cx);

	*cx = ctx_make(arena);
	return (struct layout){ .pages = pages_make(cx, fonts, text), .page_count = 1 };
}

static struct text
close_file(struct ofd_document *document, struct arena *arena, const struct document_info *info)
{
	struct text out = text_make(arena);
	struct sink sink = sink_text(&out);

	is_int(ofd_document_close(document, info, &sink), ERR_OK, "a file");
	return out;
}

static struct text
file_of(struct arena *arena, struct layout *layout, const struct document_info *info)
{
	struct ctx *cx = arena_alloc(arena, sizeof *cx);
	struct ofd_document *document;

	*cx = ctx_make(arena);
	if (ofd_document_open(cx, fonts, &document) != ERR_OK ||
	    ofd_document_add(document, layout, NULL) != ERR_OK)
		printf("# %s\n", cx->reason);
	return close_file(document, arena, info);
}

static void
has(struct arena *arena, const struct text *file, const char *part, const char *piece,
    const char *name)
{
	struct text text = unzipped(arena, file, part);

	if (!ok(strstr(text.data, piece) != NULL, "%s", name))
		printf("# %s\n", text.data);
}

#define PAGE "Doc_0/Pages/Page_0/Content.xml"
#define ROOT "Doc_0/Document.xml"

/* A page of 200 by 100 pt, a rule 0.5 pt wide at 50.25 pt (17.727 mm), half of it beyond its ends. */
static void
check_page(struct arena *arena)
{
	struct rule thick = { NULL, 5000, 0, 5000, 100000, 1000 };
	struct rule level = { &thick, 0, 20000, 200000, 20000, 500 };
	struct layout layout = layout_of(arena, "甲");
	struct text file;

	layout.pages->rules->next = &level;
	file = file_of(arena, &layout, &untitled);
	has(arena, &file, PAGE,
	    "<ofd:Area><ofd:PhysicalBox>0 0 70.556 35.278</ofd:PhysicalBox></ofd:Area>\n"
	    "<ofd:Content><ofd:Layer Type=\"Body\" ID=\"2\">\n"
	    "<ofd:PathObject ID=\"3\" Boundary=\"0 0 70.556 35.278\" LineWidth=\"0.176\">"
	    "<ofd:AbbreviatedData>M -0.088 17.727 L 70.644 17.727 M -0.088 7.056 L 70.644 7.056"
	    "</ofd:AbbreviatedData></ofd:PathObject>\n"
	    "<ofd:PathObject ID=\"4\" Boundary=\"0 0 70.556 35.278\" LineWidth=\"0.353\">"
	    "<ofd:AbbreviatedData>M 1.764 -0.176 L 1.764 35.454</ofd:AbbreviatedData>"
	    "</ofd:PathObject>\n"
	    "<ofd:TextObject ID=\"5\" ",
	    "rules of one width are one path, and then comes the text");
	has(arena, &file, PAGE, ">甲</ofd:TextCode></ofd:TextObject>\n</ofd:Layer></ofd:Content>",
	    "which is real");
	has(arena, &file, ROOT,
	    "<ofd:MaxUnitID>6</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 70.556 35.278</"
	    "ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
	    "what is common");
	has(arena, &file, ROOT, "<ofd:Page ID=\"6\" BaseLoc=\"Pages/Page_0/Content.xml\"/>",
	    "the page");
	ok(strstr(unzipped(arena, &file, ROOT).data, "Outlines") == NULL,
	   "no bookmarks, no outline");
	has(arena, &file, "Doc_0/PublicRes.xml", "<ofd:Font ID=\"1\" ", "one font");
	has(arena, &file, "OFD.xml", "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>", "the root");
}

/* A watermark is in the layer behind; its letters are in the fonts, too. */
static void
check_watermark(struct arena *arena)
{
	struct layout layout = layout_of(arena, "甲");
	struct layout other = layout_of(arena, "乙");
	struct text file;

	layout.pages->watermark = other.pages->runs;
	file = file_of(arena, &layout, &untitled);
	has(arena, &file, PAGE,
	    "<ofd:Content><ofd:Layer Type=\"Background\" ID=\"2\">\n"
	    "<ofd:TextObject ID=\"3\" Boundary=\"0 0 70.556 35.278\" CTM=",
	    "a watermark lies behind");
	has(arena, &file, PAGE,
	    ">乙</ofd:TextCode></ofd:TextObject>\n</ofd:Layer>\n<ofd:Layer "
	    "Type=\"Body\" ID=\"4\">",
	    "and all else in front");
}

static void
check_info(struct arena *arena)
{
	struct document_info info = { .title = " 甲<乙>\n丙 ",
		                      .author = "财政局",
		                      .subject = "自评表",
		                      .keywords = "甲县, 2024年度",
		                      .created_at = "2024-05-06T23:08:09-02:00",
		                      .identifier = "e1-2024-1",
		                      .revision = 2 };
	struct layout layout = layout_of(arena, "甲");
	struct text file = file_of(arena, &layout, &info);
	struct text again = file_of(arena, &layout, &info);
	struct text other;

	has(arena, &file, "OFD.xml",
	    "</ofd:DocID><ofd:Title>甲&lt;乙&gt; 丙</ofd:Title><ofd:Author>财政局</ofd:Author>"
	    "<ofd:Subject>自评表</ofd:Subject><ofd:CreationDate>2024-05-06</ofd:CreationDate>"
	    "<ofd:ModDate>2024-05-06</ofd:ModDate><ofd:Keywords><ofd:Keyword>甲县, 2024年度</"
	    "ofd:Keyword></ofd:Keywords><ofd:Creator>gongkai</ofd:Creator>"
	    "<ofd:CustomDatas><ofd:CustomData Name=\"文件编号\">e1-2024-1</ofd:CustomData>"
	    "<ofd:CustomData Name=\"修订\">2</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>",
	    "what it says of itself");
	ok(file.length == again.length && memcmp(file.data, again.data, file.length) == 0,
	   "the same bytes again");
	info.created_at = "yesterday";
	info.author = NULL;
	other = file_of(arena, &layout, &info);
	ok(strstr(unzipped(arena, &other, "OFD.xml").data, "Date") == NULL, "no time, no dates");
	info.revision = 0;
	again = file_of(arena, &layout, &info);
	ok(strstr(unzipped(arena, &again, "OFD.xml").data, "CustomData") == NULL,
	   "a draft has no address");
	ok(strcmp(unzipped(arena, &file, "OFD.xml").data,
	          unzipped(arena, &other, "OFD.xml").data) != 0,
	   "another file has another identifier");
}

/* Parts that were told share fonts; what was not told has fonts of its own. */
static void
check_parts(struct arena *arena)
{
	struct layout first = layout_of(arena, "甲");
	struct layout second = layout_of(arena, "乙");
	struct layout third = layout_of(arena, "丙");
	struct bookmark below = { NULL, "二", 2, 0, 72000 };
	struct bookmark own = { &below, "一", 1, 0, 0 };
	struct ctx cx = ctx_make(arena);
	struct ofd_document *document;
	struct text file;

	first.bookmarks = &own;
	if (ofd_document_open(&cx, fonts, &document) != ERR_OK)
		return;
	ofd_document_expect(document, &first);
	ofd_document_expect(document, &second);
	is_int(ofd_document_add(document, &first, "第一份"), ERR_OK, "a part");
	is_int(ofd_document_add(document, &second, "第二份"), ERR_OK, "another");
	is_int(ofd_document_add(document, &third, "第三份"), ERR_OK, "one that was not told");
	file = close_file(document, arena, &untitled);
	has(arena, &file, "Doc_0/Pages/Page_1/Content.xml", " Font=\"1\" ", "the font is shared");
	has(arena, &file, "Doc_0/Pages/Page_2/Content.xml", " Font=\"10\" ", "but for the last");
	ok(unzipped(arena, &file, "Doc_0/Res/font_2.otf").length > 0 &&
	           unzipped(arena, &file, "Doc_0/Res/font_3.otf").length == 0,
	   "two fonts");
	has(arena, &file, ROOT,
	    "<ofd:OutlineElem Title=\"第一份\"><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto>"
	    "<ofd:Dest Type=\"XYZ\" PageID=\"5\" Left=\"0\" Top=\"0\"/></ofd:Goto></ofd:Action>"
	    "</ofd:Actions><ofd:OutlineElem Title=\"二\">",
	    "a part stands in the place of its title");
	has(arena, &file, ROOT, "PageID=\"5\" Left=\"0\" Top=\"25.4\"", "what is below leads to it");
	has(arena, &file, ROOT, "<ofd:PageMode>UseOutlines</ofd:PageMode>",
	    "and the outline is shown");
}

/* The time for the pages is over. */
static void
check_deadline(struct arena *arena)
{
	struct layout layout = layout_of(arena, "甲");
	struct ctx cx = ctx_make(arena);
	struct ofd_document *document;

	cx.deadline_ms = 1;
	is_int(ofd_document_open(&cx, fonts, &document), ERR_OK, "a file");
	is_int(ofd_document_add(document, &layout, NULL), ERR_UNAVAILABLE, "that takes too long");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	layout_init();
	if (!ok(font_load(&cx, MANIFEST_REAL, false, &fonts) == ERR_OK, "the fonts load"))
		return done_testing();
	check_page(arena);
	check_watermark(arena);
	check_info(arena);
	check_parts(arena);
	check_deadline(arena);
	font_free(fonts);
	arena_free(arena);
	return done_testing();
}
