/*
 * A table of random choices. Whatever the table: each character of
 * each cell stands on the pages once, or once on each page if it is a label or
 * a head; nothing stands outside its cell, its table or its page; what must not
 * be parted is together; the layout ends, and a second one is the same.
 *
 * Each cell's characters are its own: character i of cell n is FIRST + n * CHARS + i.
 * All of them are ideographs, so that lines may break everywhere.
 */
#ifndef TESTS_UNIT_TABLE_TRIAL_H
#define TESTS_UNIT_TABLE_TRIAL_H

#include "tests/unit/boxes.h"
#include "tests/unit/upright.h"
#include "typeset/table_internal.h"
#include "typeset/trace.h"

#define FIRST 0x20000U
#define CHARS 64
#define CELLS 600
#define COLUMNS 6
#define ROWS 40
#define PAGES 400

/* A number below `limit`: whoever includes this makes the choices. */
static unsigned below(unsigned limit);

/* What was made, and what was found of it on the pages. */
struct trial {
	struct arena *arena;
	struct form *form;
	struct block *block;
	struct style styles[4];
	unsigned cell_count;
	const struct cell *cells[CELLS];
	unsigned lengths[CELLS];
	unsigned page_count;
	unsigned char placed[CELLS][PAGES][CHARS];
	unsigned marks; /* times that （续） stands there */
	const char *fault;
};

static void
fault(struct trial *trial, const char *what)
{
	if (trial->fault == NULL)
		trial->fault = what;
}

static const char *
make_text(struct trial *trial, unsigned cell)
{
	unsigned length = below(4) == 0 ? below(CHARS) : below(8);
	struct text text = text_make(trial->arena);

	for (unsigned i = 0; i < length; i++)
		text_add_char(&text, FIRST + cell * CHARS + i);
	trial->lengths[cell] = length;
	return text.data;
}

static bool
is_free(const struct block *block, unsigned row, unsigned column, unsigned rows, unsigned columns)
{
	for (unsigned i = row; i < row + rows; i++)
		for (unsigned j = column; j < column + columns; j++)
			if (i >= block->row_count || j >= block->column_count ||
			    block->grid[i * block->column_count + j] != NULL)
				return false;
	return true;
}

static void
make_cell(struct trial *trial, unsigned row, unsigned column)
{
	struct block *block = trial->block;
	unsigned number = trial->cell_count++;
	const struct style *style = &trial->styles[below(4)];
	struct cell *cell = boxes_cell(trial->arena, style, make_text(trial, number), row, column);
	unsigned rows = below(3) == 0 ? 1 + below(9) : 1;
	unsigned columns = below(5) == 0 ? 1 + below(3) : 1;

	while (!is_free(block, row, column, rows, columns)) {
		if (rows > 1)
			rows--;
		else
			columns--;
	}
	cell->is_label = below(2) == 0;
	cell->row_span = rows;
	cell->column_span = columns;
	for (unsigned i = row; i < row + rows; i++)
		for (unsigned j = column; j < column + columns; j++)
			block->grid[i * block->column_count + j] = cell;
	trial->cells[number] = cell;
}

static void
make_block(struct trial *trial)
{
	struct block *block = arena_alloc(trial->arena, sizeof *block);
	unsigned heads = below(3);
	int *shares;

	trial->block = block;
	block->column_count = 1 + below(COLUMNS);
	block->row_count = 1 + below(ROWS);
	block->rows = arena_array(trial->arena, block->row_count, sizeof *block->rows);
	block->grid = arena_array(trial->arena, (size_t)block->row_count * block->column_count,
	                          sizeof(struct cell *));
	block->shares = shares = arena_array(trial->arena, block->column_count, sizeof *shares);
	for (unsigned i = 0; i < block->column_count; i++)
		shares[i] = (int)(1 + below(3));
	for (unsigned i = 0; i < block->row_count; i++) {
		block->rows[i].is_head = i < heads;
		block->rows[i].keeps_with_previous = below(6) == 0;
		block->rows[i].min_height_mpt = below(8) == 0 ? (int)below(60000) : 0;
	}
	for (unsigned i = 0; i < block->row_count; i++)
		for (unsigned j = 0; j < block->column_count; j++)
			if (block->grid[i * block->column_count + j] == NULL)
				make_cell(trial, i, j);
}

static void
make_styles(struct trial *trial)
{
	for (unsigned i = 0; i < 4; i++) {
		trial->styles[i] = boxes_plain;
		trial->styles[i].size_mpt = (int)(6000 + below(4) * 1500);
		trial->styles[i].leading = (int)(1000 + below(3) * 250);
		trial->styles[i].padding_x_mpt = (int)below(3) * 1000;
		trial->styles[i].padding_y_mpt = (int)below(3) * 1000;
		trial->styles[i].align = (enum align)below(4);
		trial->styles[i].valign = (enum valign)below(3);
		trial->styles[i].vertical = below(6) == 0;
	}
}

/* Up to nine lines above the table, so that it does not begin at the top of a page. */
static void
add_text_above(struct trial *trial)
{
	static const char text[] = "上\n上\n上\n上\n上\n上\n上\n上\n上";
	struct item *item = arena_alloc(trial->arena, sizeof *item);
	unsigned lines = below(10);

	if (lines == 0)
		return;
	item->kind = ITEM_PARAGRAPH;
	item->paragraphs = boxes_paragraphs(trial->arena, &boxes_plain,
	                                    text + sizeof text - 1 - (lines * 4 - 1));
	item->next = trial->form->sections->items;
	trial->form->sections->items = item;
}

static void
make_trial(struct trial *trial)
{
	make_styles(trial);
	make_block(trial);
	trial->form = boxes_form(trial->arena, trial->block, 300000,
	                         (int)(60000 + below(400) * 1000));
	add_text_above(trial);
	trial->form->sections->page.top_mpt = 7000;
	trial->form->sections->page.bottom_mpt = 9000;
	trial->form->sections->page.left_mpt = 11000;
	trial->form->sections->page.right_mpt = 13000;
}

/* Is a page between its margins, or at least the part that the glyph takes? */
static bool
is_on_page(const struct trial *trial, int left, int top, int right, int bottom)
{
	const struct page_format *format = &trial->form->sections->page;

	return left >= format->left_mpt && right <= format->width_mpt - format->right_mpt &&
	       top >= format->top_mpt && bottom <= format->height_mpt - format->bottom_mpt;
}

static bool
is_crossed(const struct page *page, int left, int top, int right, int bottom)
{
	for (const struct rule *rule = page->rules; rule != NULL; rule = rule->next)
		if (rule->x0_mpt < right && rule->x1_mpt > left && rule->y0_mpt < bottom &&
		    rule->y1_mpt > top)
			return true;
	return false;
}

/* Rounding: a width is the sum of rounded advances. */
#define SLACK 20

static void
count_glyph(struct trial *trial, const struct page *page, const struct text_run *run, int x_mpt,
            uint32_t scalar, int advance_mpt)
{
	int top = run->baseline_mpt - run->size_mpt * 88 / 100;
	unsigned number = (scalar - FIRST) / CHARS;

	if (!is_on_page(trial, x_mpt, top, x_mpt + advance_mpt - SLACK, top + run->size_mpt - SLACK))
		fault(trial, "a character outside the margins");
	if (is_crossed(page, x_mpt + SLACK, top + SLACK, x_mpt + advance_mpt - SLACK,
	               top + run->size_mpt - SLACK))
		fault(trial, "a rule through a character");
	if (scalar < FIRST)
		trial->marks += scalar == U'续' ? 1 : 0;
	else if (number >= trial->cell_count || trial->page_count >= PAGES)
		fault(trial, "a character that no cell has");
	else
		trial->placed[number][trial->page_count][(scalar - FIRST) % CHARS]++;
}

static void
count_run(struct trial *trial, const struct page *page, const struct text_run *turned)
{
	const struct text_run same = upright(turned);
	const struct text_run *run = &same;
	int x = run->x_mpt;

	for (size_t i = 0; i < run->count; i++) {
		int advance = run->glyphs[i].advance * run->size_mpt / 1000;

		count_glyph(trial, page, run, x, run->glyphs[i].scalar, advance);
		x += advance + run->spacing_mpt;
	}
}

/* Two texts never share a place. */
static void
check_overlap(struct trial *trial, const struct page *page)
{
	for (const struct text_run *run = page->runs; run != NULL; run = run->next)
		for (const struct text_run *next = run->next; next != NULL; next = next->next) {
			struct text_run a = upright(run);
			struct text_run b = upright(next);
			int top_a = a.baseline_mpt - a.size_mpt * 88 / 100;
			int top_b = b.baseline_mpt - b.size_mpt * 88 / 100;
			int wide_a = (int)a.count * (a.size_mpt + a.spacing_mpt) - a.spacing_mpt;
			int wide_b = (int)b.count * (b.size_mpt + b.spacing_mpt) - b.spacing_mpt;

			if (a.x_mpt + SLACK < b.x_mpt + wide_b &&
			    b.x_mpt + SLACK < a.x_mpt + wide_a &&
			    top_a + SLACK < top_b + b.size_mpt && top_b + SLACK < top_a + a.size_mpt)
				fault(trial, "a text over another");
		}
}

static void
count_pages(struct trial *trial, const struct page *pages)
{
	for (const struct page *page = pages; page != NULL; page = page->next) {
		for (const struct text_run *run = page->runs; run != NULL; run = run->next)
			count_run(trial, page, run);
		check_overlap(trial, page);
		if (page->runs == NULL && page != pages && trial->page_count + 1 >= PAGES)
			fault(trial, "too many pages");
		trial->page_count++;
	}
}

static unsigned
times_on_page(const struct trial *trial, unsigned cell, unsigned page)
{
	unsigned times = 0;

	for (unsigned i = 0; i < trial->lengths[cell]; i++)
		times += trial->placed[cell][page][i];
	return times;
}

/* A cell whose text is repeated stands whole on each page where it stands at all. */
static bool
is_whole_each_time(const struct trial *trial, unsigned cell)
{
	bool stands = false;

	for (unsigned page = 0; page < trial->page_count; page++) {
		unsigned times = times_on_page(trial, cell, page);

		for (unsigned i = 0; i < trial->lengths[cell]; i++)
			if (trial->placed[cell][page][i] != (times > 0 ? 1 : 0))
				return false;
		stands = stands || times > 0;
	}
	return stands || trial->lengths[cell] == 0;
}

/* Other text: each character once, and in order over the pages. */
static bool
is_placed_once(const struct trial *trial, unsigned cell)
{
	unsigned next = 0;

	for (unsigned page = 0; page < trial->page_count; page++)
		for (unsigned i = 0; i < trial->lengths[cell]; i++) {
			if (trial->placed[cell][page][i] == 0)
				continue;
			if (trial->placed[cell][page][i] > 1 || i != next)
				return false;
			next++;
		}
	return next == trial->lengths[cell];
}

static unsigned
pages_with(const struct trial *trial, unsigned cell)
{
	unsigned pages = 0;

	for (unsigned page = 0; page < trial->page_count; page++)
		pages += times_on_page(trial, cell, page) > 0 ? 1 : 0;
	return pages;
}

static void
check_cells(struct trial *trial)
{
	for (unsigned i = 0; i < trial->cell_count; i++) {
		const struct cell *cell = trial->cells[i];
		bool may_repeat = cell->is_label || cell->row_span > 1 ||
		                  trial->block->rows[cell->row].is_head;

		if (!is_placed_once(trial, i) && !(may_repeat && is_whole_each_time(trial, i)))
			fault(trial, may_repeat ? "a label neither whole nor once"
			                        : "a character lost, repeated or out of order");
	}
}

/* Does a merged cell end in the row that goes on from an earlier page? What it has left may be long. */
static bool
ends_long_cell(const struct trial *trial, unsigned row)
{
	for (unsigned i = 0; i < trial->cell_count; i++) {
		const struct cell *cell = trial->cells[i];

		if (cell->row_span > 1 && cell->row + cell->row_span == row + 1 &&
		    pages_with(trial, i) > 1)
			return true;
	}
	return false;
}

/* A row that fits on a page below the head stands on one. */
static void
check_splits(struct trial *trial, const struct laid_block *laid, int room_mpt)
{
	for (unsigned i = 0; i < trial->cell_count; i++) {
		const struct cell *cell = trial->cells[i];

		if (cell->row_span == 1 && !trial->block->rows[cell->row].is_head &&
		    laid->heights[cell->row] <= room_mpt && pages_with(trial, i) > 1 &&
		    !ends_long_cell(trial, cell->row))
			fault(trial, "a row that fits on a page is split");
	}
}

/* No page ends with a head that leaves room for rows. */
static void
check_heads(struct trial *trial, const struct laid_block *laid, const struct page *pages,
            int head_mpt)
{
	int page_mpt = trial->form->sections->page.height_mpt - 7000 - 9000;

	if (head_mpt == 0 || head_mpt > page_mpt / 2)
		return;
	/* A row without text of its own may have no height. */
	for (unsigned row = 0; row < trial->block->row_count; row++)
		if (laid->heights[row] == 0)
			return;
	for (const struct page *page = pages; page->next != NULL; page = page->next) {
		int lowest = 0;

		for (const struct rule *rule = page->rules; rule != NULL; rule = rule->next)
			lowest = rule->y1_mpt > lowest ? rule->y1_mpt : lowest;
		if (lowest > 0 && lowest - 7000 <= head_mpt)
			fault(trial, "a head alone on its page");
	}
}

/* What may be parted depends on heights, as the layout measures them. */
static void
check_breaks(struct trial *trial, const struct page *pages)
{
	struct ctx cx = ctx_make(trial->arena);
	struct fonts *fonts = font_fixed();
	struct flow flow = { .cx = &cx, .fonts = fonts, .format = &trial->form->sections->page };
	struct laid_block *laid;
	int head = 0;

	if (table_measure(&flow, trial->block, &laid) != ERR_OK)
		fault(trial, cx.reason);
	for (unsigned row = 0; row < trial->block->row_count && trial->block->rows[row].is_head;
	     row++)
		head += laid->heights[row];
	check_splits(trial, laid, flow_height(&flow) - head);
	check_heads(trial, laid, pages, head);
	font_free(fonts);
}

static const char *
trace_of(struct arena *arena, struct page *pages)
{
	struct fonts *fonts = font_fixed();
	struct text out = text_make(arena);

	if (trace_layout(fonts, &(struct layout){ .pages = pages }, &out) != ERR_OK)
		text_add_str(&out, "failed");
	font_free(fonts);
	return out.data;
}

static struct page *
lay_out(struct trial *trial)
{
	struct ctx cx = ctx_make(trial->arena);
	struct fonts *fonts = font_fixed();
	struct layout layout = { 0 };

	if (layout_form(&cx, fonts, trial->form, &layout) != ERR_OK)
		fault(trial, cx.reason);
	font_free(fonts);
	return layout.pages;
}

static void
run_trial(struct trial *trial)
{
	struct page *pages = lay_out(trial);

	if (pages == NULL)
		return;
	count_pages(trial, pages);
	if (trial->page_count > PAGES)
		return;
	check_cells(trial);
	check_breaks(trial, pages);
	if (strcmp(trace_of(trial->arena, pages), trace_of(trial->arena, lay_out(trial))) != 0)
		fault(trial, "a second layout is another");
}

#endif
