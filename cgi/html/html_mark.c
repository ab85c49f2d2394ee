/*
 * Marks for the desk: where a printed value stands in the document, what it is, and
 * which turns of loops a row belongs to. Never in public.
 */
#include "html/html_internal.h"

#include "template/place.h"

/* The type as a template declares it, or as the schema names it. */
static const char *
type_of(const struct place *place)
{
	struct shape shape;

	if (!place_shape(place, &shape))
		return "computed";
	if (shape.field != NULL)
		return shape.field->type;
	return schema_kind(shape.schema);
}

void
html_mark_value(struct html_page *page, const struct place *place)
{
	html_out_attribute(page->out, "data-place", place_pointer(place));
	html_out_attribute(page->out, "data-type", type_of(place));
	html_out_attribute(page->out, "data-binding", place->piece->literal);
}

/* The turn of the innermost loop around what stands in the cells that begin in a row. */
static const struct bind_turn *
turn_of(const struct block *block, unsigned row)
{
	const struct bind_turn *found = NULL;
	unsigned serial = 0;

	for (unsigned column = 0; column < block->column_count; column++) {
		const struct cell *cell = box_cell(block, row, column);
		const struct paragraph *p = cell == NULL ? NULL : cell->paragraphs;

		for (; p != NULL; p = p->next)
			for (const struct span *span = p->spans; span != NULL; span = span->next)
				if (span->place.turn != NULL && span->place.turn->serial > serial) {
					found = span->place.turn;
					serial = found->serial;
				}
	}
	return found;
}

/* The turns from the outermost on. */
static void
add_turns(struct text *json, const struct bind_turn *turn)
{
	unsigned index;

	if (turn == NULL || turn->list == NULL)
		return;
	add_turns(json, turn->outer);
	text_add_str(json, json->length == 0 ? "[{\"list\":" : ",{\"list\":");
	text_add_json(json, place_list(turn));
	if (place_index(turn, &index))
		text_add_fmt(json, ",\"index\":%u", index);
	text_add_str(json, place_may_grow(turn) ? ",\"grows\":true}" : ",\"grows\":false}");
}

void
html_mark_row(struct html_page *page, const struct block *block, unsigned row)
{
	struct text json = text_make(page->cx->arena);

	add_turns(&json, turn_of(block, row));
	if (json.length == 0)
		return;
	text_add_str(&json, "]");
	html_out_attribute(page->out, "data-turns", json.data);
}
