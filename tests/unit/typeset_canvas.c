#include "typeset/canvas.h"

#include "tests/unit/tap.h"

/* A canvas that notes its calls, and fails at the call of a given number. */
struct noting {
	struct canvas canvas;
	char calls[32];
	size_t count;
	size_t fails_at;
};

static enum err
note(struct canvas *canvas, char call)
{
	struct noting *noting = (struct noting *)canvas;

	noting->calls[noting->count++] = call;
	return noting->count == noting->fails_at ? ERR_INTERNAL : ERR_OK;
}

static enum err
begin_page(struct canvas *canvas, const struct page *page)
{
	return note(canvas, page->width_mpt == 100 && page->height_mpt == 200 ? '[' : '?');
}

static enum err
draw_rule(struct canvas *canvas, const struct rule *rule)
{
	return note(canvas, (char)rule->width_mpt);
}

static enum err
draw_text(struct canvas *canvas, const struct text_run *run)
{
	return note(canvas, (char)run->size_mpt);
}

static enum err
end_page(struct canvas *canvas)
{
	return note(canvas, ']');
}

int
main(void)
{
	static const struct canvas_ops ops = { begin_page, draw_rule, draw_text, end_page };
	struct rule second_rule = { .width_mpt = 'b' };
	struct rule first_rule = { .next = &second_rule, .width_mpt = 'a' };
	struct text_run second_run = { .size_mpt = 'y' };
	struct text_run first_run = { .next = &second_run, .size_mpt = 'x' };
	struct page last = { .width_mpt = 100, .height_mpt = 200 };
	struct page page = { .next = &last,
		             .width_mpt = 100,
		             .height_mpt = 200,
		             .runs = &first_run,
		             .rules = &first_rule };
	struct noting noting = { .canvas = { &ops } };

	is_int(canvas_draw(&noting.canvas, &page), ERR_OK, "two pages");
	is_str(noting.calls, "[abxy][]", "each page: its rules, then its texts, in their order");
	for (size_t i = 1; i <= 8; i++) {
		noting = (struct noting){ .canvas = { &ops }, .fails_at = i };
		is_int(canvas_draw(&noting.canvas, &page), ERR_INTERNAL, "a failing call");
		is_int((long long)noting.count, (long long)i, "  ends the drawing");
	}
	return done_testing();
}
