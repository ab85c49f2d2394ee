#include "sheet/plan.h"

#include <string.h>

#include "sheet/columns.h"
#include "sheet/measure.h"
#include "sheet/plan_internal.h"

/* A table on its way into the sheet. */
struct placing {
	struct planning *planning;
	const struct table *table;
	const struct block *block;
	const unsigned *lines; /* grid lines of the block's columns */
	unsigned first_row;
};

static struct plan_row *
add_row(struct planning *planning, struct plan_row row)
{
	planning->rows = arena_grow(planning->cx->arena, planning->rows, planning->row_count,
	                            &planning->row_capacity, sizeof *planning->rows);
	planning->rows[planning->row_count] = row;
	return &planning->rows[planning->row_count++];
}

static struct plan_cell *
add_cell(struct planning *planning, unsigned row, unsigned from, unsigned to)
{
	struct plan_cell *cell = arena_alloc(planning->cx->arena, sizeof *cell);

	cell->row = row;
	cell->column = from;
	cell->row_span = 1;
	cell->column_span = to - from;
	*planning->tail = cell;
	planning->tail = &cell->next;
	planning->cell_count++;
	return cell;
}

/* Append a part; lines of one value are one. */
static void
add_part(struct arena *arena, struct plan_cell *cell, struct plan_part **last, struct place place,
         const char *gap, const char *text)
{
	struct plan_part *part = *last;

	if (part != NULL && !place_is_fixed(&place) && part->place.piece == place.piece &&
	    part->place.turn == place.turn) {
		part->text = arena_printf(arena, "%s%s%s", part->text, gap, text);
		return;
	}
	if (*gap != '\0') {
		add_part(arena, cell, last, (struct place){ 0 }, "", gap);
		part = *last;
	}
	*last = arena_alloc(arena, sizeof **last);
	(*last)->place = place;
	(*last)->text = text;
	if (part == NULL)
		cell->parts = *last;
	else
		part->next = *last;
}

/* As Excel counts them. */
static size_t
utf16_length(const char *s)
{
	size_t units = 0;

	for (; *s != '\0'; s++)
		if (((unsigned char)*s & 0xC0) != 0x80)
			units += (unsigned char)*s >= 0xF0 ? 2U : 1U;
	return units;
}

/* What a cell says, and of which parts. */
static enum err
say(struct ctx *cx, struct plan_cell *cell, const struct paragraph *paragraphs)
{
	struct plan_part *last = NULL;
	struct text all = text_make(cx->arena);

	cell->paragraphs = paragraphs;
	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next) {
		const char *gap = p == paragraphs ? "" : "\n";

		text_add_str(&all, gap);
		for (const struct span *span = p->spans; span != NULL; span = span->next) {
			text_add_str(&all, span->text);
			add_part(cx->arena, cell, &last, span->place, gap, span->text);
			gap = "";
		}
		if (*gap != '\0')
			add_part(cx->arena, cell, &last, (struct place){ 0 }, "", gap);
	}
	cell->text = all.data;
	if (utf16_length(all.data) <= PLAN_TEXT_MAX)
		return ERR_OK;
	return err_set_field(cx, ERR_TOO_LARGE, place_pointer(&cell->parts->place),
	                     "%s有 %zu 个字，表格文件的一格最多 %d 个",
	                     place_words(&cell->parts->place), utf16_length(all.data),
	                     PLAN_TEXT_MAX);
}

static int
line_height(const struct style *style)
{
	int leading = style->leading > PLAN_LEADING_MIN ? style->leading : PLAN_LEADING_MIN;

	return (int)((long)style->size_mpt * leading / 1000);
}

/* How high its text is; vertical text is as high as it has characters. */
static int
height_of(struct plan_cell *cell, int width_mpt)
{
	const struct style *style = cell->style;
	int room = width_mpt - 2 * (style->padding_x_mpt > PLAN_PADDING_MPT ? style->padding_x_mpt
	                                                                    : PLAN_PADDING_MPT);

	cell->line_count = measure_lines(cell->paragraphs, room);
	if (style->vertical)
		return (int)measure_characters(cell->paragraphs) * line_height(style) +
		       2 * style->padding_y_mpt;
	return (int)cell->line_count * line_height(style) + 2 * style->padding_y_mpt;
}

/* Text that stands on the page itself, over columns of the grid. */
static enum err
place_text(struct planning *planning, const struct paragraph *paragraphs, unsigned row,
           unsigned from, unsigned to)
{
	const struct columns *columns = &planning->columns;
	struct plan_cell *cell = add_cell(planning, row, from, to);
	int width = columns->edges_mpt[to] - columns->edges_mpt[from];
	int height;

	cell->style = paragraphs->style;
	TRY(say(planning->cx, cell, paragraphs));
	height = height_of(cell, width);
	if (planning->rows[row].height_mpt < height)
		planning->rows[row].height_mpt = height;
	return ERR_OK;
}

static enum err
place_tabs(struct planning *planning, const struct item *item, unsigned row)
{
	int starts[4];
	unsigned from = 0;

	columns_of_tabs(&item->tabs, planning->width_mpt, starts);
	for (int i = 0; i < 3; i++) {
		unsigned to = columns_nearest(&planning->columns, starts[i + 1]);

		if (i == 2 || to > planning->text_columns)
			to = planning->text_columns;
		if (item->tabs.parts[i] == NULL || to <= from)
			continue;
		TRY(place_text(planning, item->tabs.parts[i], row, from, to));
		from = to;
	}
	return ERR_OK;
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

/* What a cell says of its side, or the table. */
static int
side_of(const struct cell *cell, unsigned side, int fallback_mpt)
{
	const struct borders *b = cell->borders;
	int says;

	if (b == NULL)
		return fallback_mpt;
	says = side == 0   ? b->top_mpt
	       : side == 1 ? b->right_mpt
	       : side == 2 ? b->bottom_mpt
	                   : b->left_mpt;
	return says == BORDER_OF_TABLE ? fallback_mpt : says;
}

/* The cell beside it on one side, within its block; NULL at the block's edge. */
static const struct cell *
neighbour(const struct block *block, const struct cell *cell, unsigned side)
{
	unsigned row = cell->row;
	unsigned column = cell->column;

	if (side == 0)
		row--;
	else if (side == 1)
		column += cell->column_span;
	else if (side == 2)
		row += cell->row_span;
	else
		column--;
	/* What is left of 0 is beyond every count. */
	if (row >= block->row_count || column >= block->column_count)
		return NULL;
	return block->grid[row * block->column_count + column];
}

/* The rules around a cell: of two neighbours the stronger one, the frame at the table's edges. */
static void
rule(const struct placing *placing, const struct cell *cell, struct plan_cell *out)
{
	const struct table *table = placing->table;

	for (unsigned side = 0; side < 4; side++) {
		const struct cell *beside = neighbour(placing->block, cell, side);
		bool is_outer = beside == NULL &&
		                (side % 2 == 1 || (side == 0 && placing->block == table->blocks) ||
		                 (side == 2 && placing->block->next == NULL));
		int own = is_outer ? table->frame_mpt : table->border_mpt;

		out->borders_mpt[side] = side_of(cell, side, own);
		if (beside != NULL)
			out->borders_mpt[side] = larger(out->borders_mpt[side],
			                                side_of(beside, (side + 2) % 4, own));
	}
}

static enum err
place_cell(const struct placing *placing, const struct cell *cell)
{
	struct planning *planning = placing->planning;
	unsigned from = placing->lines[cell->column];
	unsigned to = placing->lines[cell->column + cell->column_span];
	struct plan_cell *out = add_cell(planning, placing->first_row + cell->row, from, to);
	int height;

	out->row_span = cell->row_span;
	out->style = cell->style;
	out->is_label = cell->is_label;
	TRY(say(planning->cx, out, cell->paragraphs));
	rule(placing, cell, out);
	height = height_of(out, planning->columns.edges_mpt[to] - planning->columns.edges_mpt[from]);
	if (out->row_span == 1)
		planning->rows[out->row].height_mpt = larger(planning->rows[out->row].height_mpt,
		                                             height);
	return ERR_OK;
}

/* Rows that a cell spans are high enough for it together; the last one grows. */
static void
stretch(struct planning *planning, const struct plan_cell *from)
{
	for (const struct plan_cell *cell = from; cell != NULL; cell = cell->next) {
		const int *edges = planning->columns.edges_mpt;
		struct plan_cell copy = *cell;
		int missing = height_of(&copy, edges[cell->column + cell->column_span] -
		                                       edges[cell->column]);

		for (unsigned i = 0; i < cell->row_span; i++)
			missing -= planning->rows[cell->row + i].height_mpt;
		if (missing > 0)
			planning->rows[cell->row + cell->row_span - 1].height_mpt += missing;
	}
}

static enum err
place_block(struct placing *placing)
{
	struct planning *planning = placing->planning;
	const struct block *block = placing->block;
	struct plan_cell **before = planning->tail;

	placing->first_row = planning->row_count;
	for (unsigned i = 0; i < block->row_count; i++)
		add_row(planning,
		        (struct plan_row){ .turn = block->rows[i].turn,
		                           .height_mpt = larger(block->rows[i].min_height_mpt,
		                                                PLAN_ROW_MIN_MPT),
		                           .is_head = block->rows[i].is_head });
	for (unsigned i = 0; i < block->row_count * block->column_count; i++) {
		const struct cell *cell = block->grid[i];

		if (cell->row == i / block->column_count && cell->column == i % block->column_count)
			TRY(place_cell(placing, cell));
	}
	stretch(planning, *before);
	return ERR_OK;
}

static enum err
place_table(struct planning *planning, const struct item *item)
{
	struct placing placing = { .planning = planning, .table = item->table };

	for (const struct block *block = item->table->blocks; block != NULL; block = block->next) {
		unsigned *lines = arena_array(planning->cx->arena, block->column_count + 1U,
		                              sizeof *lines);

		columns_find_all(&planning->columns, block, planning->width_mpt, lines);
		placing.block = block;
		placing.lines = lines;
		if (block->is_open && block->label_columns > 0)
			planning->label_columns = lines[block->label_columns];
		TRY(place_block(&placing));
	}
	return ERR_OK;
}

static enum err
place_item(struct planning *planning, const struct item *item)
{
	unsigned row = planning->row_count;

	if (item->kind == ITEM_TABLE)
		return place_table(planning, item);
	add_row(planning,
	        (struct plan_row){ .turn = item->turn,
	                           .height_mpt = item->kind == ITEM_SPACE ? item->height_mpt : 0 });
	if (item->kind == ITEM_SPACE)
		return ERR_OK;
	if (item->kind == ITEM_TABS)
		return place_tabs(planning, item, row);
	return place_text(planning, item->paragraphs, row, 0, planning->text_columns);
}

/* Rows that are higher than Excel's may be become several. */
static void
divide_rows(struct planning *planning, struct plan_sheet *sheet)
{
	struct plan_row *rows = planning->rows;
	unsigned count = planning->row_count;
	unsigned *starts = arena_array(planning->cx->arena, count + 1U, sizeof *starts);

	planning->rows = NULL;
	planning->row_count = 0;
	planning->row_capacity = 0;
	for (unsigned i = 0; i < count; i++) {
		int parts = (rows[i].height_mpt + PLAN_ROW_MAX_MPT - 1) / PLAN_ROW_MAX_MPT;

		starts[i] = planning->row_count;
		parts = parts < 1 ? 1 : parts;
		rows[i].height_mpt /= parts;
		for (int j = 0; j < parts; j++)
			add_row(planning, rows[i])->is_continued = j > 0;
	}
	starts[count] = planning->row_count;
	for (struct plan_cell *cell = sheet->cells; cell != NULL; cell = cell->next) {
		unsigned end = starts[cell->row + cell->row_span];

		cell->row = starts[cell->row];
		cell->row_span = end - cell->row;
	}
	sheet->rows = planning->rows;
	sheet->row_count = planning->row_count;
}

static enum err
plan_section(struct ctx *cx, const struct section *section, struct plan_sheet *sheet)
{
	const struct page_format *page = &section->page;
	struct planning planning = { .cx = cx, .tail = &sheet->cells };

	planning.width_mpt = page->width_mpt - page->left_mpt - page->right_mpt;
	planning.columns = columns_of(cx->arena, section, planning.width_mpt);
	planning.text_columns = columns_nearest(&planning.columns, planning.width_mpt);
	for (const struct item *item = section->items; item != NULL; item = item->next)
		TRY(place_item(&planning, item));
	sheet->section = section;
	sheet->column_count = planning.columns.count;
	sheet->label_columns = planning.label_columns;
	sheet->cell_count = planning.cell_count;
	sheet->widths_mpt = arena_array(cx->arena, planning.columns.count, sizeof(int));
	for (unsigned i = 0; i < planning.columns.count; i++)
		sheet->widths_mpt[i] = planning.columns.edges_mpt[i + 1] -
		                       planning.columns.edges_mpt[i];
	divide_rows(&planning, sheet);
	return ERR_OK;
}

enum err
plan_form(struct ctx *cx, const struct form *form, const char *name, struct plan_sheet **out)
{
	*out = NULL;
	for (const struct section *section = form->sections; section != NULL;
	     section = section->next) {
		*out = arena_alloc(cx->arena, sizeof **out);
		(*out)->name = name;
		TRY(plan_section(cx, section, *out));
		out = &(*out)->next;
	}
	return ERR_OK;
}
