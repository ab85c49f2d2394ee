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

static enum err
begin_page(struct canvas *canvas, const struct page *page)
{
	struct trace *trace = (struct trace *)canvas;

	text_add_fmt(trace->out, "page %u", ++trace->page);
	add_length(trace->out, page->width_mpt);
	add_length(trace->out, page->height_mpt);
	text_add_str(trace->out, "\n");
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
	struct trace *trace = (struct trace *)canvas;

	text_add_fmt(trace->out, "text %s", font_face_name(trace->fonts, run->face));
	add_length(trace->out, run->size_mpt);
	add_length(trace->out, run->x_mpt);
	add_length(trace->out, run->baseline_mpt);
	if (run->spacing_mpt != 0) {
		text_add_str(trace->out, " +");
		add_length(trace->out, run->spacing_mpt);
	}
	text_add_str(trace->out, " ");
	for (size_t i = 0; i < run->count; i++)
		text_add_char(trace->out, run->glyphs[i].scalar);
	text_add_str(trace->out, "\n");
	return ERR_OK;
}

static enum err
end_page(struct canvas *canvas)
{
	(void)canvas;
	return ERR_OK;
}

enum err
trace_pages(const struct fonts *fonts, const struct page *pages, struct text *out)
{
	static const struct canvas_ops ops = { begin_page, draw_rule, draw_text, end_page };
	struct trace trace = { .canvas = { &ops }, .fonts = fonts, .out = out };

	return canvas_draw(&trace.canvas, pages);
}
