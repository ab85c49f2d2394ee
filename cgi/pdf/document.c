#include "pdf/document.h"

#include <hpdf_doc.h>
#include <hpdf_info.h>
#include <hpdf_pages.h>
#include <stdio.h>
#include <string.h>

#include "pdf/font.h"
#include "pdf/object.h"

struct pdf_canvas {
	struct canvas canvas;
	struct object_doc *doc;
	struct font_use *fonts;
	HPDF_Page page;
	struct text content; /* of the page */
	int height_mpt;
	int rule_width_mpt; /* the graphics state's */
	unsigned face;
	int size_mpt;
};

/* A length as an exact decimal of points, without zeros at its end, and a space. */
static void
add_length(struct text *out, int mpt)
{
	char digits[16];
	char *at = digits + sizeof digits;
	unsigned left = mpt < 0 ? 0U - (unsigned)mpt : (unsigned)mpt;
	bool is_fraction = false;

	*--at = ' ';
	for (int place = 0; place < 3; place++, left /= 10)
		if (is_fraction || left % 10 != 0) {
			*--at = (char)('0' + left % 10);
			is_fraction = true;
		}
	if (is_fraction)
		*--at = '.';
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (mpt < 0)
		*--at = '-';
	text_add(out, at, (size_t)(digits + sizeof digits - at));
}

static struct pdf_canvas *
canvas_of(struct canvas *canvas)
{
	return (struct pdf_canvas *)canvas;
}

static enum err
begin_page(struct canvas *base, const struct page *page)
{
	struct pdf_canvas *canvas = canvas_of(base);

	canvas->page = HPDF_AddPage(canvas->doc->doc);
	TRY(object_check(canvas->doc));
	HPDF_Page_SetWidth(canvas->page, (HPDF_REAL)page->width_mpt / 1000);
	HPDF_Page_SetHeight(canvas->page, (HPDF_REAL)page->height_mpt / 1000);
	text_clear(&canvas->content);
	text_add_str(&canvas->content, "2 J\n");
	canvas->height_mpt = page->height_mpt;
	canvas->rule_width_mpt = -1;
	canvas->size_mpt = -1;
	return ERR_OK;
}

static enum err
draw_rule(struct canvas *base, const struct rule *rule)
{
	struct pdf_canvas *canvas = canvas_of(base);
	struct text *out = &canvas->content;

	if (rule->width_mpt != canvas->rule_width_mpt) {
		canvas->rule_width_mpt = rule->width_mpt;
		add_length(out, rule->width_mpt);
		text_add_str(out, "w\n");
	}
	add_length(out, rule->x0_mpt);
	add_length(out, canvas->height_mpt - rule->y0_mpt);
	text_add_str(out, "m ");
	add_length(out, rule->x1_mpt);
	add_length(out, canvas->height_mpt - rule->y1_mpt);
	text_add_str(out, "l S\n");
	return ERR_OK;
}

static void
set_font(struct pdf_canvas *canvas, const struct text_run *run)
{
	const char *resource = font_use_run(canvas->fonts, run);

	if (run->face == canvas->face && run->size_mpt == canvas->size_mpt)
		return;
	canvas->face = run->face;
	canvas->size_mpt = run->size_mpt;
	text_add_fmt(&canvas->content, "/%s ", resource);
	add_length(&canvas->content, run->size_mpt);
	text_add_str(&canvas->content, "Tf ");
}

/* A glyph that extraction would take for another character says which it is. */
static void
add_marked_glyph(struct text *out, const struct placed_glyph *glyph)
{
	text_add_str(out, "> Tj /Span <</ActualText <FEFF");
	object_add_hex_utf16(out, glyph->scalar);
	text_add_str(out, ">>> BDC <");
	object_add_hex16(out, glyph->gid);
	text_add_str(out, "> Tj EMC <");
}

static void
add_glyphs(struct text *out, const struct font_use *fonts, const struct text_run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		const struct placed_glyph *glyph = &run->glyphs[i];

		if (font_use_scalar(fonts, run->face, glyph->gid) == glyph->scalar)
			object_add_hex16(out, glyph->gid);
		else
			add_marked_glyph(out, glyph);
	}
}

static enum err
draw_text(struct canvas *base, const struct text_run *run)
{
	struct pdf_canvas *canvas = canvas_of(base);
	struct text *out = &canvas->content;

	text_add_str(out, "BT ");
	set_font(canvas, run);
	if (run->spacing_mpt != 0) {
		add_length(out, run->spacing_mpt);
		text_add_str(out, "Tc ");
	}
	add_length(out, run->x_mpt);
	add_length(out, canvas->height_mpt - run->baseline_mpt);
	text_add_str(out, "Td <");
	add_glyphs(out, canvas->fonts, run);
	text_add_str(out, run->spacing_mpt != 0 ? "> Tj 0 Tc ET\n" : "> Tj ET\n");
	return ERR_OK;
}

static enum err
end_page(struct canvas *base)
{
	struct pdf_canvas *canvas = canvas_of(base);
	HPDF_PageAttr attr = canvas->page->attr;

	font_use_resources(canvas->fonts, HPDF_Page_GetInheritableItem(canvas->page, "Resources",
	                                                               HPDF_OCLASS_DICT));
	object_fill_stream(canvas->doc, OBJECT_SMALL, attr->contents, attr->stream,
	                   canvas->content.data, canvas->content.length);
	return object_check(canvas->doc);
}

/* An RFC 3339 time as libharu wants it; fractions of a second are left out. */
static bool
read_time(const char *s, HPDF_Date *date)
{
	int used;

	memset(date, 0, sizeof *date);
	if (sscanf(s, "%4d-%2d-%2dT%2d:%2d:%2d%n", &date->year, &date->month, &date->day,
	           &date->hour, &date->minutes, &date->seconds, &used) < 6)
		return false;
	s += used;
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	date->ind = *s;
	if (*s == 'Z')
		return true;
	return (*s == '+' || *s == '-') &&
	       sscanf(s + 1, "%2d:%2d", &date->off_hour, &date->off_minutes) == 2;
}

static void
add_info(struct object_doc *doc, const struct document_info *info)
{
	HPDF_Dict dict = doc->doc->info;
	HPDF_Dict viewer = HPDF_Dict_New(doc->doc->mmgr);
	HPDF_Date date;

	object_add_text(doc, dict, "Title", info->title);
	if (info->author != NULL)
		object_add_text(doc, dict, "Author", info->author);
	if (info->subject != NULL)
		object_add_text(doc, dict, "Subject", info->subject);
	HPDF_Dict_Add(dict, "Creator", HPDF_String_New(doc->doc->mmgr, "gongkai", NULL));
	if (info->created_at != NULL && read_time(info->created_at, &date)) {
		HPDF_SetInfoDateAttr(doc->doc, HPDF_INFO_CREATION_DATE, date);
		HPDF_SetInfoDateAttr(doc->doc, HPDF_INFO_MOD_DATE, date);
	}
	HPDF_Dict_Add(doc->doc->catalog, "Lang", HPDF_String_New(doc->doc->mmgr, "zh-CN", NULL));
	HPDF_Dict_Add(doc->doc->catalog, "ViewerPreferences", viewer);
	HPDF_Dict_AddBoolean(viewer, "DisplayDocTitle", HPDF_TRUE);
}

enum err
document_write(struct ctx *cx, const struct fonts *fonts, const struct layout *layout,
               const struct document_info *info, struct text *out)
{
	static const struct canvas_ops ops = { begin_page, draw_rule, draw_text, end_page };
	struct object_doc *doc = arena_alloc(cx->arena, sizeof *doc);
	struct pdf_canvas canvas = { .canvas = { &ops }, .doc = doc };

	TRY(object_open(cx, doc));
	canvas.fonts = font_use_new(doc, fonts);
	canvas.content = text_make(cx->arena);
	TRY(canvas_draw(&canvas.canvas, layout->pages));
	TRY(font_use_embed(canvas.fonts));
	add_info(doc, info);
	return object_save(doc, out);
}
