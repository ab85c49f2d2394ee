/*
 * Marks for the desk: where a printed value stands in the document, what it is, and
 * which turns of loops a row belongs to; in a form that is to be filled in also where
 * one types, what each place is called and what it takes. Never in public.
 */
#include "html/html_internal.h"

#include <string.h>

#include "template/bind_path.h"
#include "template/place_input.h"

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

/* The texts among which one is chosen, as a JSON array. */
static void
add_choices(struct html_page *page, const struct place *place)
{
	struct text json = text_make(page->cx->arena);
	const struct json *choices;
	struct shape shape;

	if (!place_shape(place, &shape) || shape.field != NULL)
		return;
	choices = schema_choices(shape.schema);
	if (choices == NULL || place->piece->filter_count > 0)
		return;
	json_each(choice, choices)
	{
		text_add_str(&json, json.length == 0 ? "[" : ",");
		text_add_json(&json, json_string(choice));
	}
	text_add_str(&json, "]");
	html_out_attribute(page->out, "data-choices", json.data);
}

/* One types where a value of the document stands. */
static void
add_entry(struct html_page *page, const struct place *place, const char *text)
{
	bool is_box = place->piece->filter_count == 1 && filter_is_box(place->piece->filters[0]);

	html_out_attribute(page->out, "aria-label", place_words(place));
	html_out_attribute(page->out, "tabindex", "0");
	html_out_attribute(page->out, "role", is_box ? "checkbox" : "textbox");
	if (is_box)
		html_out_attribute(page->out, "aria-checked",
		                   text_starts_with(text, "□") || *text == '\0' ? "false" : "true");
	add_choices(page, place);
}

void
html_mark_value(struct html_page *page, const struct place *place, const char *text)
{
	html_out_attribute(page->out, "data-place", place_pointer(place));
	html_out_attribute(page->out, "data-type", type_of(place));
	html_out_attribute(page->out, "data-binding", place->piece->literal);
	if (page->is_entry && place_input_is_open(place))
		add_entry(page, place, text);
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

/* Does a cell print that member of the turn's item? */
static bool
prints_member(const struct cell *cell, const struct bind_turn *turn, const char *member)
{
	for (const struct paragraph *p = cell->paragraphs; p != NULL; p = p->next)
		for (const struct span *span = p->spans; span != NULL; span = span->next) {
			const struct bind_path *path = place_is_fixed(&span->place)
			                                       ? NULL
			                                       : bind_piece_path(span->place.piece);
			const char *step = path == NULL ? NULL : bind_path_step(path, 0);

			if (step != NULL && bind_path_slot(path) == (int)turn->slot &&
			    strcmp(step, member) == 0)
				return true;
		}
	return false;
}

/* An item may be added where the row has a cell for everything that one must have. */
static bool
has_cells(const struct block *block, unsigned row, const struct bind_turn *turn)
{
	struct shape item;

	if (!shape_items(bind_path_shape(turn->list), &item))
		return false;
	json_each(name, schema_required(item.schema))
	{
		unsigned column = 0;

		if (place_is_marked(turn, json_string(name)))
			continue;
		while (column < block->column_count &&
		       !prints_member(block->grid[(size_t)row * block->column_count + column], turn,
		                      json_string(name)))
			column++;
		if (column == block->column_count)
			return false;
	}
	return true;
}

/* What an item that is added is made with, where it must say something to be of the loop. */
static void
add_marks(struct text *json, const struct bind_turn *turn)
{
	struct place_mark marks[PLACE_MARKS_MAX];
	unsigned count = place_marks(turn, marks);
	struct text said = text_make(turn->scope->arena);

	for (unsigned i = 0; i < count; i++) {
		const struct place_mark *mark = &marks[i];
		const struct json *value = mark->group == NULL
		                                   ? NULL
		                                   : json_member(mark->group->item, mark->member);

		if (mark->group != NULL && value == NULL)
			continue;
		text_add_str(&said, said.length == 0 ? "" : ",");
		text_add_json(&said, mark->member);
		text_add_str(&said, ":");
		if (value != NULL)
			json_add(&said, value);
		else if (mark->type == JSON_STRING)
			text_add_json(&said, mark->value);
		else
			text_add_str(&said, mark->value);
	}
	if (said.length > 0)
		text_add_fmt(json, ",\"item\":{%s}", said.data);
}

/* Where the items of a group are in its list. */
static void
add_group(struct text *json, const struct bind_turn *turn)
{
	for (size_t i = 0; i < turn->group.count; i++) {
		struct bind_turn of = { .outer = turn->outer,
			                .scope = turn->scope,
			                .item = turn->group.items[i] };
		unsigned index;

		if (place_index(&of, &index))
			text_add_fmt(json, i == 0 ? ",\"group\":[%u" : ",%u", index);
	}
	if (turn->group.count > 0)
		text_add_str(json, "]");
}

/* What a turn is called: a group by what its items have alike. */
static const char *
words_of(const struct bind_turn *turn)
{
	const char *name = turn->by == NULL ? NULL : json_string(json_member(turn->item, turn->by));

	return name == NULL || *name == '\0' ? place_words_of(turn, turn->item)
	                                     : arena_printf(turn->scope->arena, "整组“%s”", name);
}

/* A row in the making. */
struct marking {
	struct text json;
	bool is_entry;
	const struct block *block;
	unsigned row;
};

/* Is it a loop over cells of the row, and not one that the row stands in? */
static bool
is_across(const struct marking *marking, const struct bind_turn *turn)
{
	const struct bind_turn *of_row = marking->block->rows[marking->row].turn;

	while (of_row != NULL && of_row != turn)
		of_row = of_row->outer;
	return of_row == NULL;
}

/* A list whose items stand in the columns of another one: it has more or fewer with that. */
static bool
is_beside(const struct marking *marking, const struct bind_turn *turn)
{
	return turn->outer != NULL && turn->outer->serial == turn->serial &&
	       is_across(marking, turn);
}

/* The turns from the outermost on. */
static void
add_turns(struct marking *marking, const struct bind_turn *turn)
{
	struct text *json = &marking->json;
	unsigned index;
	bool grows;

	if (turn == NULL || turn->list == NULL)
		return;
	add_turns(marking, turn->outer);
	text_add_str(json, json->length == 0 ? "[{\"list\":" : ",{\"list\":");
	text_add_json(json, place_list(turn));
	if (place_index(turn, &index))
		text_add_fmt(json, ",\"index\":%u", index);
	grows = place_may_grow(turn) && has_cells(marking->block, marking->row, turn) &&
	        !is_beside(marking, turn);
	text_add_str(json, grows ? ",\"grows\":true" : ",\"grows\":false");
	if (is_across(marking, turn))
		text_add_str(json, is_beside(marking, turn) ? ",\"across\":true,\"beside\":true"
		                                            : ",\"across\":true");
	if (grows)
		add_marks(json, turn);
	add_group(json, turn);
	if (marking->is_entry && turn->item != NULL) {
		text_add_str(json, ",\"words\":");
		text_add_json(json, words_of(turn));
	}
	text_add_str(json, "}");
}

void
html_mark_row(struct html_page *page, const struct block *block, unsigned row)
{
	struct marking marking = { text_make(page->cx->arena), page->is_entry, block, row };

	add_turns(&marking, turn_of(block, row));
	if (marking.json.length == 0)
		return;
	text_add_str(&marking.json, "]");
	html_out_attribute(page->out, "data-turns", marking.json.data);
}
