#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"
#include "typeset/table.h"

#define ROWS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* The rules of pages, each as "h y x0-x1 width" or "v x y0-y1 width" in points and tenths. */
static const char *
rules_of(struct arena *arena, const struct form *form)
{
	struct text out = text_make(arena);

	for (const struct page *page = boxes_layout(arena, form).pages; page != NULL;
	     page = page->next) {
		for (const struct rule *rule = page->rules; rule != NULL; rule = rule->next) {
			bool is_flat = rule->y0_mpt == rule->y1_mpt;

			text_add_fmt(&out, "%s%d %d-%d %.1f\n", is_flat ? "h" : "v",
			             (is_flat ? rule->y0_mpt : rule->x0_mpt) / 1000,
			             (is_flat ? rule->x0_mpt : rule->y0_mpt) / 1000,
			             (is_flat ? rule->x1_mpt : rule->y1_mpt) / 1000,
			             rule->width_mpt / 1000.0);
		}
		text_add_str(&out, page->next == NULL ? "" : "/\n");
	}
	return out.data;
}

/* Nothing said: rules of 0.5 pt in a frame of 1 pt. */
static struct borders *
borders_of(struct arena *arena, struct block *block, unsigned row, unsigned column)
{
	struct borders *borders = arena_alloc(arena, sizeof *borders);

	*borders = (struct borders){ BORDER_OF_TABLE, BORDER_OF_TABLE, BORDER_OF_TABLE,
		                     BORDER_OF_TABLE };
	block->grid[row * block->column_count + column]->borders = borders;
	return borders;
}

static void
check_inside(struct arena *arena)
{
	struct block *block = boxes_block(arena, &boxes_plain, ROWS("甲|乙", "丙|丁"));
	const struct form *form = boxes_form(arena, block, 100000, 100000);
	static const char frame[] = "h0 0-100 1.0\nh20 0-100 1.0\nv0 0-20 1.0\nv100 0-20 1.0\n";

	is_str(rules_of(arena, form), arena_printf(arena, "h10 0-100 0.5\nv50 0-20 0.5\n%s", frame),
	       "the table's rules");
	borders_of(arena, block, 0, 0)->bottom_mpt = 2000;
	is_str(rules_of(arena, form),
	       arena_printf(arena, "h10 0-50 2.0\nh10 50-100 0.5\nv50 0-20 0.5\n%s", frame),
	       "a thicker rule below a cell");
	borders_of(arena, block, 0, 0)->right_mpt = 0;
	is_str(rules_of(arena, form), arena_printf(arena, "h10 0-100 0.5\nv50 0-20 0.5\n%s", frame),
	       "no rule on one side: the neighbour's stands");
	borders_of(arena, block, 0, 1)->left_mpt = 0;
	is_str(rules_of(arena, form), arena_printf(arena, "h10 0-100 0.5\nv50 10-20 0.5\n%s", frame),
	       "no rule on both: none stands");
}

static void
check_edge(struct arena *arena)
{
	struct block *block = boxes_block(arena, &boxes_plain, ROWS("甲|乙", "丙|丁", "戊|己"));
	const struct form *form = boxes_form(arena, block, 100000, 100000);

	borders_of(arena, block, 0, 1)->top_mpt = 0;
	borders_of(arena, block, 1, 0)->left_mpt = 2000;
	borders_of(arena, block, 2, 1)->bottom_mpt = 500;
	borders_of(arena, block, 1, 1)->right_mpt = 0;
	is_str(rules_of(arena, form),
	       "h10 0-100 0.5\nh20 0-100 0.5\nv50 0-30 0.5\n"
	       "v0 0-10 1.0\nv0 10-20 2.0\nv100 0-10 1.0\n"
	       "h0 0-50 1.0\nh30 0-50 1.0\nh30 50-100 0.5\nv0 20-30 1.0\nv100 20-30 1.0\n",
	       "at the edge, a cell that says so goes before the frame");
}

static void
check_breaks(struct arena *arena)
{
	struct block *block = boxes_block(arena, &boxes_plain, ROWS("甲|乙", "^|丁", "戊|己"));
	struct form *form = boxes_form(arena, block, 100000, 10000);
	struct borders *cut = borders_of(arena, block, 0, 0);

	form->sections->items->table->frame_mpt = 0;
	is_str(rules_of(arena, form),
	       "v50 0-10 0.5\nh10 0-100 0.5\n/\nv50 0-10 0.5\nh0 0-100 0.5\nh10 0-100 0.5\n/\n"
	       "v50 0-10 0.5\nh0 0-100 0.5\n",
	       "without a frame, a page break closes the cells and the table's ends are open");
	form->sections->items->table->frame_mpt = 1000;
	cut->top_mpt = 0;
	cut->bottom_mpt = 0;
	is_str(rules_of(arena, form),
	       "v50 0-10 0.5\nh0 50-100 1.0\nh10 0-100 1.0\nv0 0-10 1.0\nv100 0-10 1.0\n/\n"
	       "v50 0-10 0.5\nh0 0-100 1.0\nh10 0-100 1.0\nv0 0-10 1.0\nv100 0-10 1.0\n/\n"
	       "v50 0-10 0.5\nh0 0-100 1.0\nh10 0-100 1.0\nv0 0-10 1.0\nv100 0-10 1.0\n",
	       "what a cell says of its end does not count where it is cut");
}

static void
check_blocks(struct arena *arena)
{
	struct block *above = boxes_block(arena, &boxes_plain, ROWS("甲|乙"));
	struct block *below = boxes_block(arena, &boxes_plain, ROWS("一|二|三|四"));
	const struct form *form = boxes_form(arena, above, 100000, 100000);

	above->next = below;
	borders_of(arena, above, 0, 0)->bottom_mpt = 0;
	borders_of(arena, below, 0, 0)->top_mpt = 0;
	borders_of(arena, below, 0, 2)->top_mpt = 3000;
	is_str(rules_of(arena, form),
	       "v50 0-10 0.5\nh10 25-50 0.5\nh10 50-75 3.0\nh10 75-100 0.5\n"
	       "v25 10-20 0.5\nv50 10-20 0.5\nv75 10-20 0.5\n"
	       "h0 0-100 1.0\nh20 0-100 1.0\nv0 0-20 1.0\nv100 0-20 1.0\n",
	       "between blocks too the stronger of both sides counts");
}

int
main(void)
{
	struct arena *arena = arena_new();

	layout_init();
	check_inside(arena);
	check_edge(arena);
	check_breaks(arena);
	check_blocks(arena);
	arena_free(arena);
	return done_testing();
}
