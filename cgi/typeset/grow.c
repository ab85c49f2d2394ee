#include "typeset/grow.h"

#include "typeset/content.h"
#include "typeset/item.h"

/* Sizes are tried in such steps, in thousandths. */
#define STEP 25

/* Trials beside the one as it is: each lays the section out. */
#define TRIALS_MAX 2

/* What is then left is shared by the rows, above and below their text: so much of its size at most. */
#define PADDING_MAX 300

/* A style of the form, and the place that it is named at. */
struct named {
	struct named *next;
	const struct style **at;
	const struct style *style;
};

struct growing {
	const struct flow *flow;
	const struct section *section;
	int height_mpt; /* of the page, but for what else is to stand on it */
	struct named *names;
	struct named *scaled; /* at: the new style */
	int rows;
};

/* What a trial came to. */
struct result {
	bool fits; /* on one page, without a fault */
	int used_mpt;
	struct flow_cells cells;
};

static void
add_name(struct growing *growing, const struct style **at)
{
	struct named *named = arena_alloc(growing->flow->cx->arena, sizeof *named);

	*named = (struct named){ growing->names, at, *at };
	growing->names = named;
}

static void
add_cell(struct growing *growing, struct cell *cell)
{
	add_name(growing, &cell->style);
	for (struct paragraph *paragraph = cell->paragraphs; paragraph != NULL;
	     paragraph = paragraph->next)
		add_name(growing, &paragraph->style);
}

/* The height of a row that has one line only. */
static long long
least_height(const struct block *block, unsigned row)
{
	const struct style *style = block->grid[(size_t)row * block->column_count]->style;
	long long line = (long long)style->size_mpt * style->leading / 1000 +
	                 2LL * style->padding_y_mpt;

	return line > block->rows[row].min_height_mpt ? line : block->rows[row].min_height_mpt;
}

/* The styles of all cells; false when their rows have no room on one page anyway. */
static bool
find_names(struct growing *growing, const struct table *table, long long *room_mpt)
{
	for (const struct block *block = table->blocks; block != NULL; block = block->next)
		for (unsigned row = 0; row < block->row_count; row++) {
			growing->rows++;
			*room_mpt -= least_height(block, row);
			if (*room_mpt < 0)
				return false;
			for (unsigned column = 0; column < block->column_count; column++)
				if (box_cell(block, row, column) != NULL)
					add_cell(growing,
					         block->grid[(size_t)row * block->column_count +
					                     column]);
		}
	return true;
}

/* How the styles of the tables change. */
struct change {
	int size; /* thousandths */
	int padding_mpt;
};

static struct style *
scaled_copy(struct growing *growing, const struct style *style, struct change change)
{
	struct style *copy = arena_alloc(growing->flow->cx->arena, sizeof *copy);
	int most;

	*copy = *style;
	copy->size_mpt = (int)((long long)style->size_mpt * change.size / 1000);
	copy->padding_y_mpt = (int)((long long)style->padding_y_mpt * change.size / 1000);
	most = copy->size_mpt * PADDING_MAX / 1000;
	copy->padding_y_mpt += change.padding_mpt < most ? change.padding_mpt : most;
	return copy;
}

/* One copy of each style, however many cells have it. */
static const struct style *
scale(struct growing *growing, const struct style *style, struct change change)
{
	struct named *found = growing->scaled;

	while (found != NULL && found->style != style)
		found = found->next;
	if (found == NULL) {
		const struct style **at = arena_alloc(growing->flow->cx->arena, sizeof *at);

		found = arena_alloc(growing->flow->cx->arena, sizeof *found);
		*at = scaled_copy(growing, style, change);
		*found = (struct named){ growing->scaled, at, style };
		growing->scaled = found;
	}
	return *found->at;
}

static void
set_all(struct growing *growing, struct change change)
{
	growing->scaled = NULL;
	for (const struct named *named = growing->names; named != NULL; named = named->next)
		*named->at = scale(growing, named->style, change);
}

/* Lay the section out on pages that nobody sees. */
static struct result
try(struct growing *growing, int size)
{
	struct ctx inner = ctx_make(growing->flow->cx->arena);
	struct bookmark *bookmarks = NULL;
	struct flow flow = { .cx = &inner,
		             .fonts = growing->flow->fonts,
		             .format = growing->flow->format,
		             .bookmark_tail = &bookmarks };
	bool fits;

	inner.deadline_ms = growing->flow->cx->deadline_ms;
	flow.structure = content_group(inner.arena, NULL, STRUCTURE_DOCUMENT);
	set_all(growing, (struct change){ size, 0 });
	fits = flow_next_page(&flow) == ERR_OK &&
	       item_place_all(&flow, growing->section->items) == ERR_OK && inner.faults == NULL &&
	       flow.page_count == 1 && flow.y_mpt - flow.format->top_mpt <= growing->height_mpt;
	return (struct result){ fits, flow.y_mpt - flow.format->top_mpt, flow.cells };
}

/* So much larger than it is a text might be: as the room is, up to a bound. */
static int
guess(int room_mpt, int used_mpt, int most)
{
	long long size = used_mpt > 0 ? 1000LL * room_mpt / used_mpt : most;

	return size < most ? (int)size : most;
}

/* Has each text in its cell the room that it has at its size: no more lines, where it is short or a label? */
static bool
is_as_good(const struct result *result, const struct result *plain)
{
	return result->fits && result->cells.smaller <= plain->cells.smaller &&
	       result->cells.single >= plain->cells.single &&
	       result->cells.label_lines <= plain->cells.label_lines;
}

/* The largest size that is tried and has room: all that the page has, then half of it. */
static int
find_size(struct growing *growing, struct result *best)
{
	struct result plain = *best;
	int more = guess(growing->height_mpt, plain.used_mpt, growing->section->page.grow) - 1000;

	for (unsigned trial = 0; trial < TRIALS_MAX && more >= STEP; trial++, more /= 2) {
		int size = 1000 + more / STEP * STEP;
		struct result result = try(growing, size);

		if (is_as_good(&result, &plain)) {
			*best = result;
			return size;
		}
	}
	return 1000;
}

void
grow_section(const struct flow *flow, const struct section *section, int reserved_mpt)
{
	struct growing growing = { .flow = flow,
		                   .section = section,
		                   .height_mpt = flow_height(flow) - reserved_mpt };
	long long room = growing.height_mpt;
	struct change change = { 1000, 0 };
	struct result best;

	for (const struct item *item = section->items; item != NULL; item = item->next)
		if (item->kind == ITEM_TABLE && !find_names(&growing, item->table, &room))
			return;
	if (growing.names == NULL)
		return;
	best = try(&growing, 1000);
	if (best.fits) {
		change.size = find_size(&growing, &best);
		change.padding_mpt = (growing.height_mpt - best.used_mpt) / (2 * growing.rows);
	}
	set_all(&growing, change);
}
