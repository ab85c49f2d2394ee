/* Tables: each block of boxes is a table, with the blocks of one frame around them. */
#include <string.h>

#include "html/html_internal.h"
#include "html/html_style.h"

/*
 * A block in writing. HTML has no rows and columns in which no cell begins: they
 * are left out of it, and spans do not count them.
 */
struct writing {
	struct html_page *page;
	const struct table *table;
	const struct block *block;
	bool *begins_row;
	bool *begins_column;
};

/* A rule of boxes as 0 to 3: none, thin, medium, thick. */
static unsigned
rule_step(int mpt)
{
	return mpt <= 0 ? 0 : mpt <= 500 ? 1 : mpt <= 1000 ? 2 : 3;
}

/* Is there a cell of data from that place on, to the right in the rows of a label or below it? */
static bool
has_data(const struct block *block, unsigned row, unsigned rows, unsigned column, unsigned columns)
{
	for (unsigned r = row; r < row + rows; r++)
		for (unsigned c = column; c < column + columns; c++)
			if (!block->grid[(size_t)r * block->column_count + c]->is_label)
				return true;
	return false;
}

/* Of what a label is the header; NULL where there is nothing to be a header of. */
static const char *
scope_of(const struct block *block, const struct cell *cell)
{
	unsigned right = cell->column + cell->column_span;
	unsigned below = cell->row + cell->row_span;

	if (!cell->is_label || html_text_is_empty(cell->paragraphs))
		return NULL;
	if (has_data(block, cell->row, cell->row_span, right, block->column_count - right))
		return "row";
	if (has_data(block, below, block->row_count - below, cell->column, cell->column_span))
		return "col";
	return NULL;
}

static void
find_begins(struct writing *writing)
{
	const struct block *block = writing->block;
	struct arena *arena = writing->page->cx->arena;

	writing->begins_row = arena_array(arena, block->row_count, sizeof(bool));
	writing->begins_column = arena_array(arena, block->column_count, sizeof(bool));
	for (unsigned row = 0; row < block->row_count; row++)
		for (unsigned column = 0; column < block->column_count; column++)
			if (box_cell(block, row, column) != NULL)
				writing->begins_row[row] = writing->begins_column[column] = true;
}

static unsigned
count_begins(const bool *begins, unsigned first, unsigned span)
{
	unsigned count = 0;

	for (unsigned i = first; i < first + span; i++)
		count += begins[i] ? 1 : 0;
	return count;
}

static void
add_span(struct text *out, const char *name, unsigned span)
{
	if (span > 1)
		text_add_fmt(out, " %s=\"%u\"", name, span);
}

static void
add_borders(struct text *out, const struct borders *borders)
{
	const struct {
		char side;
		int mpt;
	} sides[] = { { 't', borders->top_mpt },
		      { 'r', borders->right_mpt },
		      { 'b', borders->bottom_mpt },
		      { 'l', borders->left_mpt } };

	for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++)
		if (sides[i].mpt != BORDER_OF_TABLE)
			text_add_fmt(out, " b%c%u", sides[i].side, rule_step(sides[i].mpt));
}

/* Is all of it vertical? */
static bool
is_vertical(const struct cell *cell)
{
	for (const struct paragraph *p = cell->paragraphs; p != NULL; p = p->next)
		if (!p->style->vertical)
			return false;
	return cell->style->vertical;
}

static void
add_cell_classes(struct text *out, const struct cell *cell)
{
	html_text_classes(out, cell->style, cell->paragraphs);
	if (cell->is_label)
		text_add_str(out, " label");
	if (is_vertical(cell))
		text_add_str(out, " v");
	if (cell->style->valign != VALIGN_MIDDLE)
		text_add_str(out, cell->style->valign == VALIGN_TOP ? " vt" : " vb");
	if (cell->borders != NULL)
		add_borders(out, cell->borders);
}

/* One paragraph in the cell's style stands in the cell itself; writing mode needs a box of its own. */
static void
write_content(struct html_page *page, const struct cell *cell)
{
	const struct paragraph *first = cell->paragraphs;

	if (first == NULL)
		return;
	if (is_vertical(cell))
		text_add_str(page->out, "<div>");
	if (first->next == NULL && first->style == cell->style)
		html_text_spans(page, first);
	else
		html_text_paragraphs(page, is_vertical(cell) ? "span" : "p", first);
	if (is_vertical(cell))
		text_add_str(page->out, "</div>");
}

static void
write_cell(struct writing *writing, const struct cell *cell)
{
	struct text *out = writing->page->out;
	const char *scope = scope_of(writing->block, cell);

	text_add_str(out, scope == NULL ? "<td class=\"" : "<th class=\"");
	add_cell_classes(out, cell);
	text_add_str(out, "\"");
	add_span(out, "colspan",
	         count_begins(writing->begins_column, cell->column, cell->column_span));
	add_span(out, "rowspan", count_begins(writing->begins_row, cell->row, cell->row_span));
	if (scope != NULL)
		text_add_fmt(out, " scope=\"%s\"", scope);
	text_add_str(out, ">");
	write_content(writing->page, cell);
	text_add_str(out, scope == NULL ? "</td>" : "</th>");
}

static void
write_row(struct writing *writing, unsigned row)
{
	const struct block *block = writing->block;
	struct text *out = writing->page->out;
	int height_mpt = block->rows[row].min_height_mpt;

	text_add_str(out, "<tr");
	if (height_mpt > 0)
		text_add_fmt(out, " class=\"h%u\"", html_width_height(height_mpt));
	if (writing->page->is_marked)
		html_mark_row(writing->page, block, row);
	text_add_str(out, ">");
	for (unsigned column = 0; column < block->column_count; column++) {
		const struct cell *cell = box_cell(block, row, column);

		if (cell != NULL)
			write_cell(writing, cell);
	}
	text_add_str(out, "</tr>\n");
}

/*
 * The rows that a page break repeats. None when a cell goes on from them into the
 * others, which HTML does not let it, or when there are no others.
 */
static unsigned
head_rows(const struct block *block)
{
	unsigned count = 0;

	while (count < block->row_count && block->rows[count].is_head)
		count++;
	if (count == block->row_count)
		return 0;
	for (unsigned column = 0; count > 0 && column < block->column_count; column++) {
		const struct cell *above =
			block->grid[(size_t)(count - 1) * block->column_count + column];

		if (above->row + above->row_span > count)
			return 0;
	}
	return count;
}

/* What the first label of a block says, or the title of the form. */
static const char *
caption_of(const struct html_page *page, const struct block *block)
{
	struct text text = text_make(page->cx->arena);

	for (unsigned i = 0; i < block->row_count * block->column_count; i++) {
		const struct cell *cell = block->grid[i];

		if (!cell->is_label || html_text_is_empty(cell->paragraphs))
			continue;
		for (const struct paragraph *p = cell->paragraphs; p != NULL; p = p->next)
			for (const struct span *span = p->spans; span != NULL; span = span->next)
				text_add_str(&text, span->text);
		return text.data;
	}
	return page->form->title;
}

/* A column that is left out gives its width to the one before. */
static void
write_columns(const struct writing *writing, const struct html_widths *widths)
{
	struct text *out = writing->page->out;
	unsigned count = writing->block->column_count;

	text_add_str(out, "<colgroup>");
	for (unsigned i = 0; i < count;) {
		unsigned paper = 0;
		unsigned narrow = 0;

		do {
			paper += widths->paper[i];
			narrow += widths->narrow[i];
		} while (++i < count && !writing->begins_column[i]);
		text_add_fmt(out, "<col class=\"w%u p%u\">", paper, narrow);
	}
	text_add_str(out, "</colgroup>\n");
}

static void
write_block(struct writing *writing, const struct html_widths *widths)
{
	struct text *out = writing->page->out;
	const struct block *block = writing->block;
	unsigned heads = head_rows(block);

	text_add_fmt(out, "<table class=\"g%u e%u%s%s\">\n<caption>",
	             rule_step(writing->table->border_mpt), rule_step(writing->table->frame_mpt),
	             block == writing->table->blocks ? " first" : "",
	             block->next == NULL ? " last" : "");
	html_out_escape(out, caption_of(writing->page, block));
	text_add_str(out, "</caption>\n");
	write_columns(writing, widths);
	text_add_str(out, heads > 0 ? "<thead>\n" : "<tbody>\n");
	for (unsigned row = 0; row < block->row_count; row++) {
		if (row == heads && heads > 0)
			text_add_str(out, "</thead>\n<tbody>\n");
		if (writing->begins_row[row])
			write_row(writing, row);
	}
	text_add_str(out, "</tbody>\n</table>\n");
}

/* A least width as the style sheet knows it. */
static unsigned
width_step(unsigned ems)
{
	unsigned step = ems <= HTML_FINE ? ems : (ems + HTML_STEP - 1) / HTML_STEP * HTML_STEP;

	return step > HTML_WIDEST ? HTML_WIDEST : step;
}

static bool
may_scroll(const struct html_widths *widths)
{
	return widths->least_paper >= HTML_DESK || widths->least_narrow >= HTML_HAND;
}

/*
 * The frame around a block. Where it may be too narrow on some screen it scrolls,
 * can be reached by keyboard, and says so.
 */
static void
open_frame(struct writing *writing, const struct html_widths *widths)
{
	struct text *out = writing->page->out;

	if (!may_scroll(widths)) {
		text_add_str(out, "<div class=\"frame\">\n");
		return;
	}
	text_add_str(out, "<section class=\"frame");
	if (widths->least_narrow >= HTML_HAND)
		text_add_fmt(out, " n n%u", width_step(widths->least_narrow));
	if (widths->least_paper >= HTML_DESK)
		text_add_fmt(out, " m m%u", width_step(widths->least_paper));
	text_add_fmt(out, "\" tabindex=\"0\" aria-label=\"宽表 %u：", ++writing->page->frames);
	html_out_escape(out, caption_of(writing->page, writing->block));
	text_add_str(out, "（可左右滚动）\">\n<p class=\"hint\">表格较宽，可左右滚动查看</p>\n");
}

static void
write_frame(struct writing *writing)
{
	struct html_widths widths = html_width_find(writing->page->cx->arena, writing->block);

	find_begins(writing);
	open_frame(writing, &widths);
	write_block(writing, &widths);
	text_add_str(writing->page->out, may_scroll(&widths) ? "</section>\n" : "</div>\n");
}

void
html_table_write(struct html_page *page, const struct table *table)
{
	struct writing writing = { .page = page, .table = table };

	page->is_in_table = true;
	for (writing.block = table->blocks; writing.block != NULL;
	     writing.block = writing.block->next)
		write_frame(&writing);
	page->is_in_table = false;
}
