#include "typeset/qr.h"

#include <limits.h>
#include <string.h>

#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"

#define CODE "0000-0000-0000-01ZV"

/* Two pages of A6, with a margin of 20 mm at the foot. */
static struct layout
lay_out(struct arena *arena, enum verify_pages verify, const char *code, const char *site)
{
	struct form *form = boxes_empty_form(arena, 10);

	form->sections->page.width_mpt = 297638;
	form->sections->page.right_mpt = 30000;
	form->sections->page.height_mpt = 90000;
	form->sections->page.bottom_mpt = 56693;
	boxes_add_text(arena, form, "一\n二\n三\n四\n五\n六");
	form->verify = verify;
	form->code = code;
	form->site = site;
	return boxes_layout(arena, form);
}

static unsigned
count_rules(const struct page *page)
{
	unsigned count = 0;

	for (const struct rule *rule = page->rules; rule != NULL; rule = rule->next)
		count++;
	return count;
}

static void
check_pages(struct arena *arena)
{
	struct layout last = lay_out(arena, VERIFY_LAST, CODE, "https://x.example");
	struct layout every = lay_out(arena, VERIFY_EVERY, CODE, "https://x.example");
	struct layout nowhere = lay_out(arena, VERIFY_NOWHERE, CODE, "https://x.example");
	struct layout draft = lay_out(arena, VERIFY_EVERY, NULL, "https://x.example");
	struct layout siteless = lay_out(arena, VERIFY_EVERY, CODE, NULL);

	ok(last.page_count == 2, "two pages");
	ok(count_rules(last.pages) == 0 && count_rules(last.pages->next) > 100, "on the last page");
	ok(strstr(boxes_said(arena, last.pages), "验证码 " CODE) != NULL,
	   "the code is in words, too");
	ok(strstr(boxes_said(arena, last.pages), "x.example/v") != NULL,
	   "and where it is asked for");
	ok(count_rules(every.pages) == count_rules(every.pages->next), "on every page");
	ok(count_rules(nowhere.pages->next) == 0, "nowhere, where the template does not want it");
	ok(count_rules(draft.pages->next) == 0, "a draft has none");
	ok(count_rules(siteless.pages->next) == 0, "nor what has no site");
}

/*
 * https://x.example/v/ and 16 signs are 36 bytes: version 3 at level M has 42 (ISO/IEC 18004,
 * table 7), and 29 modules a side. The pattern at its corner has 7, then none, then more.
 */
static void
check_modules(struct arena *arena)
{
	struct layout layout = lay_out(arena, VERIFY_LAST, CODE, "https://x.example");
	const struct rule *first = layout.pages->next->rules;
	const struct rule *last = first;
	int module = first->width_mpt;
	int right = 0;
	int bottom = 0;

	for (const struct rule *rule = first; rule != NULL; rule = rule->next) {
		right = rule->x1_mpt > right ? rule->x1_mpt : right;
		bottom = rule->y1_mpt > bottom ? rule->y1_mpt : bottom;
		last = rule;
	}
	is_int(module, 13 * 2835 / 29, "13 mm for 29 modules");
	is_int(first->x1_mpt - first->x0_mpt + module, 7 * module + 20, "the corner begins with 7");
	is_int(right + module / 2 - 10, 297638 - 30000, "it ends at the right margin");
	ok(bottom - first->y0_mpt == 28 * module && last->y0_mpt == bottom, "and has 29 rows");
	ok(first->y0_mpt - module / 2 >= 90000 - 56693 && bottom + module / 2 < 90000 - 12000,
	   "within the margin, and where printers print (a sixth of an inch off the edge)");
}

/* On an odd page whose number stands at the right, the code begins at the left margin. */
static void
check_side(struct arena *arena)
{
	struct form *form = boxes_empty_form(arena, 10);
	struct layout layout;
	int left = INT_MAX;

	form->sections->page.width_mpt = 297638;
	form->sections->page.left_mpt = 30000;
	form->sections->page.height_mpt = 400000;
	form->sections->page.bottom_mpt = 56693;
	form->sections->page.is_footer_outer = true;
	boxes_add_text(arena, form, "一");
	form->verify = VERIFY_LAST;
	form->code = CODE;
	form->site = "https://x.example";
	layout = boxes_layout(arena, form);
	for (const struct rule *rule = layout.pages->rules; rule != NULL; rule = rule->next)
		left = rule->x0_mpt < left ? rule->x0_mpt : left;
	is_int(left, 30000 + 13 * 2835 / 29 / 2 - 10, "the code makes room for the number");
	ok(boxes_find(arena, layout.pages, "验证码")->x_mpt > left, "its words stand beside it");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_pages(arena);
	check_modules(arena);
	check_side(arena);
	arena_free(arena);
	return done_testing();
}
