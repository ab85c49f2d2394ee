/* A page of one paragraph in given fonts, for the tests of pdf/. */
#ifndef TESTS_UNIT_PAGES_H
#define TESTS_UNIT_PAGES_H

#include "tests/unit/boxes.h"

static const struct style pages_style = { .size_mpt = 10000, .leading = 1500 };

/* A page of 200 by 100 pt with the text in its corner, and a rule. NULL when it cannot be set. */
static inline struct page *
pages_make(struct ctx *cx, struct fonts *fonts, const char *text)
{
	struct page *page = arena_alloc(cx->arena, sizeof *page);
	struct rule *rule = arena_alloc(cx->arena, sizeof *rule);
	struct lines lines = { 0 };

	*rule = (struct rule){ NULL, 0, 50250, 200000, 50250, 500 };
	page->width_mpt = 200000;
	page->height_mpt = 100000;
	page->run_tail = &page->runs;
	page->rules = rule;
	if (line_break(cx, fonts, boxes_paragraphs(cx->arena, &pages_style, text), 200000,
	               &lines) != ERR_OK)
		return NULL;
	for (size_t i = 0; i < lines.count; i++)
		line_draw(cx->arena, page, &lines.lines[i], 0, (int)i * 15000, 200000);
	return page;
}

#endif
