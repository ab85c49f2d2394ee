#include "typeset/canvas.h"

static enum err
draw_page(struct canvas *canvas, const struct page *page)
{
	TRY(canvas->ops->begin_page(canvas, page));
	for (const struct rule *rule = page->rules; rule != NULL; rule = rule->next)
		TRY(canvas->ops->rule(canvas, rule));
	for (const struct text_run *run = page->runs; run != NULL; run = run->next)
		TRY(canvas->ops->text(canvas, run));
	return canvas->ops->end_page(canvas);
}

enum err
canvas_draw(struct canvas *canvas, const struct page *pages)
{
	for (const struct page *page = pages; page != NULL; page = page->next)
		TRY(draw_page(canvas, page));
	return ERR_OK;
}
