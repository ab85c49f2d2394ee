#include "sheet/sheet.h"

#include <string.h>

#include "render/set.h"
#include "sheet/book_contents.h"
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

/* A set being written: its documents are read twice, for what they say of themselves and for all. */
struct set {
	struct book *book;
	const struct renderer *renderer;
	const struct set_order *order;
	struct contents_part *parts;
	const char **sheets; /* the name of each part's first one */
	const char *newest;  /* time of a document */
};

/* What a part is, and how it is called. */
static enum err
read_part(struct set *set, struct ctx *cx, size_t index)
{
	const struct set_source *source = set->order->source;
	const struct json *json;
	struct text document;
	const char *title;

	TRY(source->read(cx, source->user, index, &document));
	TRY(renderer_title(cx, set->renderer, document.data, document.length, &title));
	TRY(json_parse(cx, "文档", document.data, document.length, &json));
	set->parts[index] = contents_read(set->book->cx->arena, json, title);
	return ERR_OK;
}

static enum err
fill_part(struct set *set, struct ctx *cx, size_t index, struct form **form)
{
	const struct set_source *source = set->order->source;
	struct text document;

	TRY(source->read(cx, source->user, index, &document));
	TRY(contents_relabel(cx, set->parts, source->count, index, &document));
	return renderer_fill(cx, set->renderer, document.data, document.length, form);
}

/* What the file says of itself is that of the newest document. */
static enum err
add_part(struct set *set, struct ctx *cx, size_t index)
{
	const struct set_order *order = set->order;
	struct book *book = set->book;
	struct form *form;

	TRY(fill_part(set, cx, index, &form));
	if (form->created_at != NULL &&
	    (set->newest == NULL || strcmp(form->created_at, set->newest) > 0)) {
		set->newest = form->created_at;
		book_describe(book, order->title, form, set->newest);
	} else if (index == 0) {
		book_describe(book, order->title, form, NULL);
	}
	form->holder = order->holder;
	book->first_sheet = NULL;
	TRY(add_form(book, form, NULL));
	set->sheets[index] = book->first_sheet;
	if (order->source->progress != NULL)
		order->source->progress(order->source->user, index + 1, order->source->count);
	return ERR_OK;
}

/* One step for each part; what fails is told with the part's place. */
static enum err
each_part(struct set *set, enum err (*step)(struct set *, struct ctx *, size_t))
{
	struct ctx *cx = set->book->cx;

	for (size_t i = 0; i < set->order->source->count; i++) {
		struct ctx inner = ctx_make(cx->arena);
		enum err status;

		inner.deadline_ms = cx->deadline_ms;
		status = step(set, &inner, i);
		if (status != ERR_OK)
			return set_fail(cx, i, set->parts[i].title, &inner, status);
	}
	return ERR_OK;
}

static enum err
add_parts(struct set *set)
{
	const struct set_order *order = set->order;
	bool has_contents = order->source->count > SET_CONTENTS_ABOVE;
	struct book_contents contents = { .title = order->title,
		                          .parts = set->parts,
		                          .sheets = set->sheets,
		                          .count = order->source->count };

	TRY(each_part(set, read_part));
	if (has_contents)
		TRY(book_contents_begin(set->book, &contents));
	TRY(each_part(set, add_part));
	return has_contents ? book_contents_fill(set->book, &contents) : ERR_OK;
}

enum err
sheet_set_write(struct ctx *cx, const struct renderer *renderer, const struct set_order *order,
                const struct sink *sink)
{
	const size_t count = order->source->count;
	struct book book;
	struct set set = { .book = &book,
		           .renderer = renderer,
		           .order = order,
		           .parts = arena_array(cx->arena, count, sizeof *set.parts),
		           .sheets = arena_array(cx->arena, count, sizeof *set.sheets) };
	struct text out;
	enum err status;
	enum err closed;

	TRY(book_open(cx, false, &book));
	status = add_parts(&set);
	closed = book_close(&book, &out);
	TRY(status);
	TRY(closed);
	return sink->write(cx, sink->user, out.data, out.length);
}
