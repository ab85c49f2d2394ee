#include "pdf/metadata.h"

#include "tests/unit/inflated.h"
#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

/* Both forms, one after the other. */
static const char *
said(struct arena *arena, const struct document_info *info)
{
	struct ctx cx = ctx_make(arena);
	struct object_doc *doc = arena_alloc(arena, sizeof *doc);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);

	if (object_open(&cx, file, doc) != ERR_OK)
		return cx.reason;
	metadata_write_info(doc, info);
	metadata_write_xmp(file, info);
	return sunk_close(file, &bytes);
}

static void
has(const char *file, const char *piece, const char *name)
{
	ok(strstr(file, piece) != NULL, "%s", name);
}

static void
check_all(struct arena *arena)
{
	const char *file = said(arena, &(struct document_info){
					       .title = "项目表",
					       .author = "财政局",
					       .subject = "绩效",
					       .keywords = "A, B",
					       .created_at = "2025-02-11T08:09:10+08:00" });

	has(file, "/Title <FEFF987976EE8868>", "the title");
	has(file, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">项目表</rdf:li>", "  twice");
	has(file, "/Author <FEFF8D22653F5C40>", "the author");
	has(file, "<dc:creator><rdf:Seq><rdf:li>财政局</rdf:li>", "  twice");
	has(file, "/Subject <FEFF7EE96548>", "the subject");
	has(file, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">绩效</rdf:li>",
	    "  twice");
	has(file, "/Keywords <FEFF0041002C00200042>", "the keywords");
	has(file, "<pdf:Keywords>A, B</pdf:Keywords>", "  twice");
	has(file, "/Creator (gongkai)", "the program");
	has(file, "<xmp:CreatorTool>gongkai</xmp:CreatorTool>", "  twice");
	has(file, "/Producer (gongkai)", "again");
	has(file, "<pdf:Producer>gongkai</pdf:Producer>", "  twice");
	has(file, "/CreationDate (D:20250211080910+08'00')", "the time of publication");
	has(file, "<xmp:CreateDate>2025-02-11T08:09:10+08:00</xmp:CreateDate>", "  twice");
	has(file, "/ModDate (D:20250211080910+08'00')", "and no other");
	has(file, "<xmp:ModifyDate>2025-02-11T08:09:10+08:00</xmp:ModifyDate>", "  twice");
	has(file, "<pdfaid:part>1</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>",
	    "PDF/A-1, level A");
}

static void
check_texts(struct arena *arena)
{
	const char *file = said(arena, &(struct document_info){ .title = "<a> & \"b\"",
	                                                        .author = " \t\n",
	                                                        .subject = "\1甲 \n\t乙\x7f ",
	                                                        .keywords = "丙\xef\xbf\xbe" });

	has(file, ">&lt;a&gt; &amp; \"b\"</rdf:li>", "what is markup in XML is escaped");
	has(file, "/Title <FEFF003C0061003E00200026002000220062", "  and stays in PDF");
	ok(strstr(file, "/Author") == NULL && strstr(file, "dc:creator>") == NULL,
	   "white space is nothing");
	has(file, ">甲 乙</rdf:li>", "white space and controls are one space");
	has(file, "/Subject <FEFF753200204E59>", "  twice");
	has(file, "<pdf:Keywords>丙\xef\xbf\xbd</pdf:Keywords>", "noncharacters are replaced");
	has(file, "/Keywords <FEFF4E19FFFD>", "  twice");
}

static const struct {
	const char *time;
	const char *pdf;
	const char *xmp;
} times[] = {
	{ "2025-02-11T00:09:10Z", "(D:20250211000910Z)", ">2025-02-11T00:09:10Z<" },
	{ "2025-02-11T00:09:10.123456+00:00", "(D:20250211000910+00'00')",
	  ">2025-02-11T00:09:10+00:00<" },
	{ "2025-02-11T00:09:10-03:30", "(D:20250211000910-03'30')", ">2025-02-11T00:09:10-03:30<" },
};

static const char *const no_times[] = {
	NULL,
	"",
	"tomorrow",
	"2025-02-11",
	"2025-02-11T00:09:10",
	"2025-02-11T00:09:10+8",
	"2025-02-11T00:09:10Z ",
	"2025-02-1xT00:09:10Z",
};

static void
check_times(struct arena *arena)
{
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
		const char *file = said(arena, &(struct document_info){
						       .title = "题", .created_at = times[i].time });

		has(file, times[i].pdf, times[i].time);
		has(file, times[i].xmp, "  twice");
	}
	for (size_t i = 0; i < sizeof no_times / sizeof no_times[0]; i++) {
		const char *file = said(arena, &(struct document_info){
						       .title = "题", .created_at = no_times[i] });

		ok(strstr(file, "Date") == NULL, "no time, no date: %s",
		   no_times[i] == NULL ? "NULL" : no_times[i]);
	}
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_all(arena);
	check_texts(arena);
	check_times(arena);
	arena_free(arena);
	return done_testing();
}
