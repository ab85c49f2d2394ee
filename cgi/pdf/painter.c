#include "pdf/painter.h"

#include "pdf/painter_place.h"

/* The sine of 45 degrees, in millionths. */
#define SINE_45 707107

/* What is open when it is no element: drawing that the layout adds, or what pages repeat. */
static const char layout_artifact[] = "/Artifact <</Type/Layout>>BDC\n";
static const char page_artifact[] = "/Artifact <</Type/Pagination>>BDC\n";

static struct painter *
painter_of(struct canvas *canvas)
{
	return (struct painter *)canvas;
}

static void
close_piece(struct painter *painter)
{
	if (painter->open != NULL)
		text_add_str(&painter->text, "EMC\n");
	painter->open = NULL;
}

static void
open_artifact(struct painter *painter, const char *artifact)
{
	if (painter->open == artifact)
		return;
	close_piece(painter);
	text_add_str(&painter->text, artifact);
	painter->open = artifact;
}

static void
open_element(struct painter *painter, const struct structure *element)
{
	if (painter->open == element)
		return;
	close_piece(painter);
	text_add_str(&painter->text, "/");
	text_add_str(&painter->text, tags_name(element));
	text_add_str(&painter->text, " <</MCID ");
	text_add_number(&painter->text, tags_mark(painter->tags, element));
	text_add_str(&painter->text, ">>BDC\n");
	painter->open = element;
}

static void
add_points(struct text *out, long mpt)
{
	text_add_thousandths(out, mpt);
	text_add(out, " ", 1);
}

static enum err
draw_rule(struct canvas *base, const struct rule *rule)
{
	struct painter *painter = painter_of(base);
	struct text *out = &painter->text;

	open_artifact(painter, layout_artifact);
	if (rule->width_mpt != painter->rule_width_mpt) {
		painter->rule_width_mpt = rule->width_mpt;
		add_points(out, rule->width_mpt);
		text_add_str(out, "w\n");
	}
	add_points(out, rule->x0_mpt);
	add_points(out, painter->page->height_mpt - rule->y0_mpt);
	text_add_str(out, "m ");
	add_points(out, rule->x1_mpt);
	add_points(out, painter->page->height_mpt - rule->y1_mpt);
	text_add_str(out, "l S\n");
	return ERR_OK;
}

static void
set_font(struct painter *painter, const struct text_run *run)
{
	const char *resource = font_use_run(painter->fonts, run);

	if (run->face == painter->face && run->size_mpt == painter->size_mpt)
		return;
	painter->face = run->face;
	painter->size_mpt = run->size_mpt;
	text_add_str(&painter->text, "/");
	text_add_str(&painter->text, resource);
	text_add_str(&painter->text, " ");
	add_points(&painter->text, run->size_mpt);
	text_add_str(&painter->text, "Tf ");
}

/* A glyph that extraction would take for another character says which it is. */
static void
add_marked_glyph(struct text *out, const struct placed_glyph *glyph)
{
	text_add_str(out, "> Tj /Span <</ActualText <FEFF");
	file_add_hex_utf16(out, glyph->scalar);
	text_add_str(out, ">>> BDC <");
	file_add_hex16(out, glyph->gid);
	text_add_str(out, "> Tj EMC <");
}

static void
add_glyphs(struct text *out, const struct font_use *fonts, const struct text_run *run)
{
	text_add_str(out, "<");
	for (size_t i = 0; i < run->count; i++) {
		const struct placed_glyph *glyph = &run->glyphs[i];

		if (font_use_says(fonts, run->face, glyph->gid, &glyph->scalar, 1))
			file_add_hex16(out, glyph->gid);
		else
			add_marked_glyph(out, glyph);
	}
	text_add_str(out, "> Tj ");
}

static void
add_run(struct painter *painter, const struct text_run *run)
{
	struct text *out = &painter->text;

	text_add_str(out, "BT ");
	set_font(painter, run);
	if (run->spacing_mpt != 0) {
		add_points(out, run->spacing_mpt);
		text_add_str(out, "Tc ");
	}
	if (run->is_turned)
		text_add_str(out, "0 -1 1 0 ");
	add_points(out, run->x_mpt);
	add_points(out, painter->page->height_mpt - run->baseline_mpt);
	text_add_str(out, run->is_turned ? "Tm " : "Td ");
	if (run->places == NULL)
		add_glyphs(out, painter->fonts, run);
	else if (run->count > 0)
		painter_place(out, painter->fonts, run);
	text_add_str(out, run->spacing_mpt != 0 ? "0 Tc ET\n" : "ET\n");
}

static enum err
draw_text(struct canvas *base, const struct text_run *run)
{
	struct painter *painter = painter_of(base);

	if (run->structure == NULL)
		open_artifact(painter, page_artifact);
	else
		open_element(painter, run->structure);
	add_run(painter, run);
	return ERR_OK;
}

/*
 * The watermark lies below everything, turned by 45 degrees about the centre
 * of the page: PDF/A-1 has no transparency.
 */
static void
draw_watermark(struct painter *painter, const struct page *page)
{
	struct text *out = &painter->text;
	long x = page->width_mpt / 2;
	long y = page->height_mpt / 2;

	open_artifact(painter, page_artifact);
	text_add_str(out, "q .707107 .707107 -.707107 .707107 ");
	add_points(out, (long)(x - (int64_t)SINE_45 * (x - y) / 1000000));
	add_points(out, (long)(y - (int64_t)SINE_45 * (x + y) / 1000000));
	text_add_str(out, "cm .88 g\n");
	for (const struct text_run *run = page->watermark; run != NULL; run = run->next)
		add_run(painter, run);
	text_add_str(out, "Q\n");
	painter->size_mpt = -1;
}

static enum err
begin_page(struct canvas *base, const struct page *page)
{
	struct painter *painter = painter_of(base);

	TRY(ctx_in_time(painter->file->cx));
	painter->page = page;
	painter->rule_width_mpt = -1;
	painter->size_mpt = -1;
	painter->open = NULL;
	painter->objects[painter->index] = file_number(painter->file);
	tags_begin_page(painter->tags, painter->objects[painter->index]);
	text_clear(&painter->text);
	text_add_str(&painter->text, "2 J\n");
	if (page->watermark != NULL)
		draw_watermark(painter, page);
	return ERR_OK;
}

static void
write_page(struct painter *painter, unsigned stream, size_t key)
{
	unsigned number = painter->objects[painter->index++];
	struct text *out = &painter->file->out;
	unsigned parent = page_tree_add(painter->pages, number);

	file_begin(painter->file, number);
	text_add_str(out, "<</Type/Page/Parent ");
	file_add_ref(out, parent);
	text_add_str(out, "/MediaBox[0 0 ");
	add_points(out, painter->page->width_mpt);
	text_add_thousandths(out, painter->page->height_mpt);
	text_add_str(out, "]/Contents ");
	file_add_ref(out, stream);
	text_add_str(out, "/StructParents ");
	text_add_number(out, key);
	text_add_str(out, ">>");
	file_end(painter->file);
}

static enum err
end_page(struct canvas *base)
{
	struct painter *painter = painter_of(base);
	unsigned stream = file_number(painter->file);
	size_t key;

	close_piece(painter);
	file_stream(painter->file, stream, FILE_SMALL, painter->text.data, painter->text.length);
	TRY(tags_end_page(painter->tags, &key));
	write_page(painter, stream, key);
	return file_check(painter->file);
}

struct painter
painter_make(struct file *file, struct font_use *fonts, struct tags *tags, struct page_tree *pages,
             struct arena *scratch, size_t page_count)
{
	static const struct canvas_ops ops = { begin_page, draw_rule, draw_text, end_page };

	return (struct painter){ .canvas = { &ops },
		                 .file = file,
		                 .fonts = fonts,
		                 .tags = tags,
		                 .pages = pages,
		                 .text = text_make(scratch),
		                 .objects = arena_array(scratch, page_count, sizeof(unsigned)) };
}
