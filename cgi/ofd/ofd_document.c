#include "ofd/ofd_document.h"

#include "base/meter.h"
#include "ofd/ofd_outline.h"
#include "ofd/ofd_painter.h"

#define PRODUCER "gongkai"
#define ID_DIGITS 32

struct ofd_document {
	struct ctx *cx;
	struct ofd_package *package;
	struct ofd_painter *painter;
	struct ofd_fonts *fonts;
	struct ofd_outline outline;
	ofd_um first_page[4]; /* its box, and that of pages that have none */
};

enum err
ofd_document_open(struct ctx *cx, const struct fonts *fonts, struct ofd_document **out)
{
	struct ofd_document *document = arena_alloc(cx->arena, sizeof *document);

	document->cx = cx;
	document->outline.arena = cx->arena;
	TRY(ofd_package_open(cx, &document->package));
	document->painter = ofd_painter_new(cx, document->package);
	document->fonts = ofd_font_new(cx, fonts, document->package, &document->painter->last_id);
	document->painter->text.fonts = document->fonts;
	*out = document;
	return ERR_OK;
}

static void
expect_runs(struct ofd_document *document, const struct text_run *run)
{
	for (; run != NULL; run = run->next)
		ofd_font_expect(document->fonts, run);
}

void
ofd_document_expect(struct ofd_document *document, const struct layout *layout)
{
	for (const struct page *page = layout->pages; page != NULL; page = page->next) {
		expect_runs(document, page->watermark);
		expect_runs(document, page->runs);
	}
}

/* The layout's bookmarks. A part's own takes the place of its titles, and has what is below them. */
static void
add_bookmarks(struct ofd_document *document, const struct layout *layout, const unsigned *ids,
              const char *part)
{
	const struct bookmark *start = layout->start;

	if (part != NULL && layout->pages != NULL)
		ofd_outline_add(&document->outline, part, 1, ids[start == NULL ? 0 : start->page],
		                start == NULL ? 0 : ofd_xml_um(start->y_mpt));
	for (const struct bookmark *bookmark = layout->bookmarks; bookmark != NULL;
	     bookmark = bookmark->next)
		if (part == NULL || bookmark->level > 1)
			ofd_outline_add(&document->outline, bookmark->title, bookmark->level,
			                ids[bookmark->page], ofd_xml_um(bookmark->y_mpt));
}

enum err
ofd_document_add(struct ofd_document *document, const struct layout *layout, const char *part)
{
	struct ofd_painter *painter = document->painter;
	bool is_first = painter->page_count == 0;

	ofd_document_expect(document, layout);
	TRY(ofd_font_settle(document->fonts));
	painter->ids = arena_array(document->cx->arena, layout->page_count, sizeof(unsigned));
	painter->index = 0;
	TRY(canvas_draw(&painter->canvas, layout->pages));
	if (is_first && layout->pages != NULL) {
		document->first_page[2] = ofd_xml_um(layout->pages->width_mpt);
		document->first_page[3] = ofd_xml_um(layout->pages->height_mpt);
	}
	add_bookmarks(document, layout, painter->ids, part);
	meter_add(METER_PAGES, layout->page_count);
	return ERR_OK;
}

static enum err
add_part(struct ofd_document *document, const char *name, const struct text *part)
{
	return ofd_package_add(document->package, name, part->data, part->length);
}

static enum err
write_resources(struct ofd_document *document)
{
	struct text out = text_make(document->cx->arena);

	ofd_xml_begin(&out, "Res");
	text_add_str(&out, " BaseLoc=\"Res\">\n<ofd:Fonts>\n");
	ofd_font_resources(document->fonts, &out);
	text_add_str(&out, "</ofd:Fonts>\n</ofd:Res>\n");
	return add_part(document, "Doc_0/PublicRes.xml", &out);
}

static enum err
write_root(struct ofd_document *document)
{
	struct text out = text_make(document->cx->arena);

	ofd_xml_begin(&out, "Document");
	text_add_str(&out, ">\n<ofd:CommonData><ofd:MaxUnitID>");
	text_add_number(&out, document->painter->last_id);
	text_add_str(&out, "</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>");
	ofd_xml_lengths(&out, document->first_page, 4);
	text_add_str(&out, "</ofd:PhysicalBox></ofd:PageArea>"
	                   "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>\n"
	                   "<ofd:Pages>\n");
	text_add(&out, document->painter->list.data, document->painter->list.length);
	text_add_str(&out, "</ofd:Pages>\n");
	ofd_outline_write(&document->outline, &out);
	text_add_str(&out, "<ofd:VPreferences>");
	if (document->outline.count > 1)
		text_add_str(&out, "<ofd:PageMode>UseOutlines</ofd:PageMode>");
	text_add_str(&out, "<ofd:TabDisplay>DocTitle</ofd:TabDisplay></ofd:VPreferences>\n"
	                   "</ofd:Document>\n");
	return add_part(document, "Doc_0/Document.xml", &out);
}

static void
add_info(struct text *out, const char *name, const char *value)
{
	ofd_xml_element(out, name, info_clean(out->arena, value));
}

/* Dates have no time of day here. */
static void
add_dates(struct text *out, const char *created_at)
{
	const char *day;

	if (info_zone(created_at) == NULL)
		return;
	day = arena_printf(out->arena, "%.10s", created_at);
	ofd_xml_element(out, "CreationDate", day);
	ofd_xml_element(out, "ModDate", day);
}

/* Where it comes from: what is published under which address, and in which revision. */
static void
add_origin(struct text *out, const struct document_info *info)
{
	if (info->identifier == NULL || info->revision == 0)
		return;
	text_add_str(out, "<ofd:CustomDatas><ofd:CustomData Name=\"文件编号\">");
	ofd_xml_text(out, info->identifier);
	text_add_fmt(out,
	             "</ofd:CustomData><ofd:CustomData Name=\"修订\">%ld</ofd:CustomData></ofd:CustomDatas>",
	             info->revision);
}

/* What sets the file apart from others: all its parts, and what it says of itself. */
static const char *
identity_of(struct ofd_document *document, const struct text *info)
{
	const char *digest = ofd_package_digest(document->package, info->data);

	return arena_printf(document->cx->arena, "%.*s", ID_DIGITS, digest);
}

static enum err
write_entry(struct ofd_document *document, const struct document_info *info)
{
	struct text said = text_make(document->cx->arena);
	struct text out = text_make(document->cx->arena);
	const char *keywords = info_clean(document->cx->arena, info->keywords);

	add_info(&said, "Title", info->title);
	add_info(&said, "Author", info->author);
	add_info(&said, "Subject", info->subject);
	add_dates(&said, info->created_at);
	if (keywords != NULL) {
		text_add_str(&said, "<ofd:Keywords>");
		ofd_xml_element(&said, "Keyword", keywords);
		text_add_str(&said, "</ofd:Keywords>");
	}
	ofd_xml_element(&said, "Creator", PRODUCER);
	add_origin(&said, info);
	ofd_xml_begin(&out, "OFD");
	text_add_str(&out, " Version=\"1.0\" DocType=\"OFD\">\n<ofd:DocBody><ofd:DocInfo>");
	ofd_xml_element(&out, "DocID", identity_of(document, &said));
	text_add(&out, said.data, said.length);
	text_add_str(&out, "</ofd:DocInfo>\n<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
	                   "</ofd:DocBody>\n</ofd:OFD>\n");
	return add_part(document, "OFD.xml", &out);
}

enum err
ofd_document_close(struct ofd_document *document, const struct document_info *info,
                   const struct sink *sink)
{
	TRY(write_resources(document));
	TRY(write_root(document));
	TRY(write_entry(document, info));
	return ofd_package_close(document->package, sink);
}
