#include "typeset/trace.h"

#include <stdlib.h>

struct trace {
	struct canvas canvas;
	const struct fonts *fonts;
	struct text *out;
	unsigned page;
};

static void
add_length(struct text *out, int mpt)
{
	text_add_fmt(out, " %s%d.%03d", mpt < 0 ? "-" : "", abs(mpt) / 1000, abs(mpt) % 1000);
}

/* Where a glyph stands, if that is not where the one before it ends. */
static void
add_place(struct text *out, const struct text_run *run, size_t i)
{
	const struct glyph_place *place = &run->places[i];
	int expected = i == 0 ? 0
	                      : run->places[i - 1].x_mpt +
	                                (int)((long long)run->glyphs[i - 1].advance *
	                                      run->size_mpt / 1000);

	if (place->x_mpt == expected && place->y_mpt == 0)
		return;
	text_add_fmt(out, " @%zu", i);
	add_length(out, place->x_mpt);
	if (place->y_mpt != 0)
		add_length(out, place->y_mpt);
}

/* What a run says. */
static void
add_text(struct text *out, const struct text_run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		unsigned count;
		const uint32_t *scalars = canvas_says(run, i, &count);

		for (unsigned c = 0; c < count; c++)
			text_add_char(out, scalars[c]);
	}
}

static void
add_run(struct trace *trace, const char *kind, const struct text_run *run)
{
	text_add_fmt(trace->out, "%s %s", kind, font_face_name(trace->fonts, run->face));
	add_length(trace->out, run->size_mpt);
	add_length(trace->out, run->x_mpt);
	add_length(trace->out, run->baseline_mpt);
	if (run->spacing_mpt != 0) {
		text_add_str(trace->out, " +");
		add_length(trace->out, run->spacing_mpt);
	}
	if (run->is_turned)
		text_add_str(trace->out, " turned");
	for (size_t i = 0; run->places != NULL && i < run->count; i++)
		add_place(trace->out, run, i);
	text_add_str(trace->out, " ");
	add_text(trace->out, run);
	text_add_str(trace->out, "\n");
}

static enum err
begin_page(struct canvas *canvas, const struct page *page)
{
	struct trace *trace = (struct trace *)canvas;

	text_add_fmt(trace->out, "page %u", ++trace->page);
	add_length(trace->out, page->width_mpt);
	add_length(trace->out, page->height_mpt);
	text_add_str(trace->out, "\n");
	for (const struct text_run *run = page->watermark; run != NULL; run = run->next)
		add_run(trace, "watermark", run);
	return ERR_OK;
}

static enum err
draw_rule(struct canvas *canvas, const struct rule *rule)
{
	struct trace *trace = (struct trace *)canvas;

	text_add_str(trace->out, rule->y0_mpt == rule->y1_mpt ? "h" : "v");
	add_length(trace->out, rule->x0_mpt);
	add_length(trace->out, rule->y0_mpt);
	add_length(trace->out, rule->y0_mpt == rule->y1_mpt ? rule->x1_mpt : rule->y1_mpt);
	add_length(trace->out, rule->width_mpt);
	text_add_str(trace->out, "\n");
	return ERR_OK;
}

static enum err
draw_text(struct canvas *canvas, const struct text_run *run)
{
	add_run((struct trace *)canvas, "text", run);
	return ERR_OK;
}

static enum err
end_page(struct canvas *canvas)
{
	(void)canvas;
	return ERR_OK;
}

static void
add_bookmarks(struct text *out, const struct bookmark *bookmarks)
{
	for (const struct bookmark *bookmark = bookmarks; bookmark != NULL;
	     bookmark = bookmark->next) {
		text_add_fmt(out, "bookmark %u %u", bookmark->level, bookmark->page + 1);
		add_length(out, bookmark->y_mpt);
		text_add_fmt(out, " %s\n", bookmark->title);
	}
}

/* Number the elements in reading order; returns the last number. */
static unsigned
number_all(struct structure *element, unsigned number)
{
	element->number = ++number;
	for (struct structure *child = element->children; child != NULL; child = child->next)
		number = number_all(child, number);
	return number;
}

/* What the runs of each element say, by its number. */
static struct text *
collect_texts(struct arena *arena, const struct layout *layout, unsigned count)
{
	struct text *texts = arena_array(arena, count + 1, sizeof *texts);

	for (unsigned i = 0; i <= count; i++)
		texts[i] = text_make(arena);
	for (const struct page *page = layout->pages; page != NULL; page = page->next)
		for (const struct text_run *run = page->runs; run != NULL; run = run->next)
			if (run->structure != NULL)
				add_text(&texts[run->structure->number], run);
	return texts;
}

/* A name as PDF has it, with the span and the scope of a cell: `TH2x1↓`. */
static void
add_name(struct text *out, const struct structure *element)
{
	static const char *const names[] = { "Document", "Part", "H",  "P",   "Table",
		                             "TR",       "TH",   "TD", "TOC", "TOCI" };
	static const char *const scopes[] = {
		[SCOPE_ROW] = "→", [SCOPE_COLUMN] = "↓", [SCOPE_BOTH] = "→↓"
	};

	text_add_str(out, names[element->kind]);
	if (element->kind == STRUCTURE_HEADING)
		text_add_fmt(out, "%u", element->level);
	if (element->column_span > 1 || element->row_span > 1)
		text_add_fmt(out, "%ux%u", element->column_span, element->row_span);
	if (element->kind == STRUCTURE_HEADER)
		text_add_str(out, scopes[element->scope]);
}

static void
add_structure(struct text *out, const struct structure *element, const struct text *texts,
              unsigned depth)
{
	bool is_cell = element->kind == STRUCTURE_HEADER || element->kind == STRUCTURE_DATA;

	if (is_cell)
		text_add_str(out, " | ");
	else
		text_add_fmt(out, "%*s", (int)depth * 2, "");
	add_name(out, element);
	if (texts[element->number].length > 0)
		text_add_fmt(out, " %s", texts[element->number].data);
	if (!is_cell && element->kind != STRUCTURE_ROW)
		text_add_str(out, "\n");
	for (const struct structure *child = element->children; child != NULL; child = child->next)
		add_structure(out, child, texts, depth + 1);
	if (element->kind == STRUCTURE_ROW)
		text_add_str(out, "\n");
}

enum err
trace_layout(const struct fonts *fonts, const struct layout *layout, struct text *out)
{
	static const struct canvas_ops ops = { begin_page, draw_rule, draw_text, end_page };
	struct trace trace = { .canvas = { &ops }, .fonts = fonts, .out = out };

	TRY(canvas_draw(&trace.canvas, layout->pages));
	add_bookmarks(out, layout->bookmarks);
	if (layout->structure != NULL) {
		unsigned count = number_all(layout->structure, 0);

		add_structure(out, layout->structure, collect_texts(out->arena, layout, count), 0);
	}
	return ERR_OK;
}
