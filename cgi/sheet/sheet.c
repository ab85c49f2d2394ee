#include "sheet/sheet.h"

#include <string.h>

#include "render/set.h"
#include "sheet/book.h"
#include "sheet/entry.h"
#include "sheet/fill.h"
#include "sheet/formula.h"
#include "sheet/plan.h"
#include "sheet/value.h"

static enum err
add_form(struct book *book, const struct form *form, const struct order *order)
{
	struct values values = { .cx = book->cx, .is_to_fill = book->is_to_fill };
	struct plan_sheet *sheets;

	TRY(plan_form(book->cx, form, form->name, &sheets));
	for (struct plan_sheet *sheet = sheets; sheet != NULL; sheet = sheet->next)
		for (struct plan_cell *cell = sheet->cells; cell != NULL; cell = cell->next)
			value_set(&values, cell);
	formula_set(&values, sheets, book->origin);
	if (book->is_to_fill)
		entry_set(sheets);
	for (struct plan_sheet *sheet = sheets; sheet != NULL; sheet = sheet->next) {
		TRY(book_add(book, sheet, form));
		if (book->is_to_fill)
			fill_sheet(book, &values, sheet);
	}
	if (book->is_to_fill && order != NULL)
		fill_note(book, sheets, order->document, order->length);
	return ERR_OK;
}

static enum err
add_document(struct book *book, const struct renderer *renderer, const struct order *order)
{
	struct form *form;

	TRY(renderer_fill(book->cx, renderer, order->document, order->length, &form));
	form->holder = order->holder;
	book_describe(book, form->title, form, form->created_at);
	return add_form(book, form, order);
}

static enum err
write_one(struct ctx *cx, const struct renderer *renderer, const struct order *order,
          bool is_to_fill, struct text *out)
{
	struct book book;
	enum err status;
	enum err closed;

	TRY(book_open(cx, is_to_fill, &book));
	status = add_document(&book, renderer, order);
	closed = book_close(&book, out);
	return status == ERR_OK ? closed : status;
}

enum err
sheet_write(struct ctx *cx, const struct renderer *renderer, const struct order *order,
            struct text *out)
{
	return write_one(cx, renderer, order, false, out);
}

enum err
sheet_write_to_fill(struct ctx *cx, const struct renderer *renderer, const struct order *order,
                    struct text *out)
{
	return write_one(cx, renderer, order, true, out);
}

/* Documents are made one by one; what the file says of itself is that of the newest. */
static enum err
add_part(struct book *book, const struct renderer *renderer, const struct set_order *order,
         size_t index, const char **newest)
{
	struct ctx inner = ctx_make(book->cx->arena);
	struct form *form = NULL;
	struct text document;
	enum err status = order->source->read(&inner, order->source->user, index, &document);

	inner.deadline_ms = book->cx->deadline_ms;
	if (status == ERR_OK)
		status = renderer_fill(&inner, renderer, document.data, document.length, &form);
	if (status != ERR_OK)
		return set_fail(book->cx, index, form == NULL ? NULL : form->title, &inner, status);
	if (form->created_at != NULL && (*newest == NULL || strcmp(form->created_at, *newest) > 0)) {
		*newest = form->created_at;
		book_describe(book, order->title, form, *newest);
	} else if (index == 0) {
		book_describe(book, order->title, form, NULL);
	}
	form->holder = order->holder;
	TRY(add_form(book, form, NULL));
	if (order->source->progress != NULL)
		order->source->progress(order->source->user, index + 1, order->source->count);
	return ERR_OK;
}

enum err
sheet_set_write(struct ctx *cx, const struct renderer *renderer, const struct set_order *order,
                const struct sink *sink)
{
	const char *newest = NULL;
	struct book book;
	struct text out;
	enum err status;
	enum err closed;

	TRY(book_open(cx, false, &book));
	status = ERR_OK;
	for (size_t i = 0; i < order->source->count && status == ERR_OK; i++)
		status = add_part(&book, renderer, order, i, &newest);
	closed = book_close(&book, &out);
	TRY(status);
	TRY(closed);
	return sink->write(cx, sink->user, out.data, out.length);
}
