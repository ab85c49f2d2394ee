#include "sheet/cells.h"

#include <stdlib.h>
#include <string.h>

#include "doc/typed.h"

static enum err
check(struct ctx *cx, const struct plan_cell *cell, lxw_error error)
{
	if (error == LXW_NO_ERROR)
		return ERR_OK;
	return err_set(cx, ERR_INTERNAL, "row %u, column %u: %s", cell->row, cell->column,
	               lxw_strerror(error));
}

/* What the public will not have is struck, but where it is typed. */
static unsigned
looks_of(const struct book *book, const struct span *span)
{
	return span->looks | (span->is_internal && !book->is_to_fill ? LOOK_STRUCK : 0U);
}

/* The font of a span and the look of its text. */
static struct look
look_of_span(const struct book *book, const struct paragraph *paragraph, const struct span *span)
{
	return (struct look){ .number_format = "",
		              .font = span->font,
		              .looks = looks_of(book, span),
		              .size_mpt = paragraph->style->size_mpt,
		              .is_font = true };
}

static bool
is_plain(const struct book *book, const struct plan_cell *cell)
{
	font_choice font = FONT_CHOICE(cell->style->role, cell->style->bold);

	for (const struct paragraph *p = cell->paragraphs; p != NULL; p = p->next)
		for (const struct span *span = p->spans; span != NULL; span = span->next)
			if (*span->text != '\0' && (span->font != font || looks_of(book, span) != 0))
				return false;
	return true;
}

/* The one font of a text that has one, whatever the cell's style is. */
static const struct span *
only_font(const struct book *book, const struct plan_cell *cell)
{
	const struct span *only = NULL;

	for (const struct paragraph *p = cell->paragraphs; p != NULL; p = p->next)
		for (const struct span *span = p->spans; span != NULL; span = span->next) {
			if (*span->text == '\0')
				continue;
			if (only != NULL && (only->font != span->font ||
			                     looks_of(book, only) != looks_of(book, span)))
				return NULL;
			only = only == NULL ? span : only;
		}
	return only;
}

struct fragments {
	struct book *book;
	lxw_rich_string_tuple *items;
	lxw_rich_string_tuple **list;
	size_t count;
	size_t capacity;
};

static void
add_fragment(struct fragments *fragments, const struct look *look, const char *text)
{
	struct arena *arena = fragments->book->cx->arena;
	lxw_format *format = look_format(&fragments->book->looks, look);
	lxw_rich_string_tuple *last = fragments->count == 0
	                                      ? NULL
	                                      : &fragments->items[fragments->count - 1];

	if (last != NULL && last->format == format) {
		last->string = arena_printf(arena, "%s%s", last->string, text);
		return;
	}
	fragments->items = arena_grow(arena, fragments->items, fragments->count,
	                              &fragments->capacity, sizeof *fragments->items);
	fragments->items[fragments->count++] = (lxw_rich_string_tuple){ format,
		                                                        book_text(arena, text) };
}

/* Text of more than one look. A line feed looks as what is before it. */
static lxw_error
write_rich(struct book *book, lxw_worksheet *sheet, const struct plan_cell *cell, lxw_format *format)
{
	struct fragments fragments = { .book = book };
	struct look look = { .number_format = "",
		             .font = FONT_CHOICE(cell->style->role, cell->style->bold),
		             .size_mpt = cell->style->size_mpt,
		             .is_font = true };

	for (const struct paragraph *p = cell->paragraphs; p != NULL; p = p->next) {
		if (p != cell->paragraphs)
			add_fragment(&fragments, &look, "\n");
		for (const struct span *span = p->spans; span != NULL; span = span->next) {
			if (*span->text == '\0')
				continue;
			look = look_of_span(book, p, span);
			add_fragment(&fragments, &look, span->text);
		}
	}
	fragments.list = arena_array(book->cx->arena, fragments.count + 1, sizeof *fragments.list);
	for (size_t i = 0; i < fragments.count; i++)
		fragments.list[i] = &fragments.items[i];
	return worksheet_write_rich_string(sheet, book->origin + cell->row,
	                                   (lxw_col_t)(book->origin + cell->column), fragments.list,
	                                   format);
}

/* With the result that programs show that do not compute. */
static lxw_error
write_formula(struct book *book, lxw_worksheet *sheet, const struct plan_cell *cell,
              lxw_format *format)
{
	const char *formula = arena_printf(book->cx->arena, "=%s", cell->formula);
	lxw_col_t column = (lxw_col_t)(book->origin + cell->column);

	if (*cell->number != '\0')
		return worksheet_write_formula_num(sheet, book->origin + cell->row, column, formula,
		                                   format, strtod(cell->number, NULL));
	return worksheet_write_formula_str(sheet, book->origin + cell->row, column, formula, format,
	                                   cell->text);
}

static lxw_error
write_value(struct book *book, lxw_worksheet *sheet, const struct plan_cell *cell,
            lxw_format *format)
{
	lxw_col_t column = (lxw_col_t)(book->origin + cell->column);

	if (cell->formula != NULL)
		return write_formula(book, sheet, cell, format);
	if (*cell->number != '\0' && cell->kind == PLAN_NUMBER)
		return worksheet_write_number(sheet, book->origin + cell->row, column,
		                              strtod(cell->number, NULL), format);
	if (*cell->number != '\0')
		return worksheet_write_number(sheet, book->origin + cell->row, column,
		                              (double)typed_day_number(cell->number), format);
	if (*cell->text == '\0')
		return worksheet_write_blank(sheet, book->origin + cell->row, column, format);
	if (is_plain(book, cell) || only_font(book, cell) != NULL)
		return worksheet_write_string(sheet, book->origin + cell->row, column,
		                              book_text(book->cx->arena, cell->text), format);
	return write_rich(book, sheet, cell, format);
}

enum err
cells_write(struct book *book, lxw_worksheet *sheet, const struct plan_cell *cell)
{
	struct look look = look_of_cell(cell);
	const struct span *only = only_font(book, cell);
	lxw_row_t row = book->origin + cell->row;
	lxw_col_t column = (lxw_col_t)(book->origin + cell->column);
	lxw_format *format;

	if (only != NULL) {
		look.font = only->font;
		look.looks = looks_of(book, only);
	}
	format = look_format(&book->looks, &look);
	if (cell->row_span * cell->column_span > 1)
		TRY(check(book->cx, cell,
		          worksheet_merge_range(sheet, row, column, row + cell->row_span - 1,
		                                (lxw_col_t)(column + cell->column_span - 1), "",
		                                format)));
	return check(book->cx, cell, write_value(book, sheet, cell, format));
}
