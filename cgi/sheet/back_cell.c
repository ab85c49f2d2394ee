/* Cells that came back: which of them were changed, and what of the document that changes. */
#include <string.h>

#include "doc/typed.h"
#include "sheet/back_internal.h"
#include "template/bind_path.h"
#include "template/place_input.h"

/* Characters of a text that a fault shows. */
#define SHOWN_MAX 40

/* A cell at work. */
struct reading {
	const struct back_sheet *sheet;
	const struct plan_cell *cell;
	const struct taken_cell *taken;
	const struct back_target *target;
	unsigned row;
	unsigned column;
	const char *text; /* as it is shown */
};

/* Ends of lines are those of the document. */
static const char *
with_line_feeds(struct arena *arena, const char *text)
{
	struct text out;

	if (strchr(text, '\r') == NULL)
		return text;
	out = text_make(arena);
	for (; *text != '\0'; text++)
		if (*text != '\r')
			text_add(&out, text, 1);
		else if (text[1] != '\n')
			text_add_str(&out, "\n");
	return out.data;
}

static const char *
shorten(const struct reading *reading, const char *text)
{
	return text_utf8_shorten(reading->sheet->back->cx->arena, text, SHOWN_MAX);
}

static bool
is_same_number(struct arena *arena, const char *a, const char *b)
{
	const char *left = typed_binary(arena, a);
	const char *right = typed_binary(arena, b);

	return left != NULL && right != NULL && strcmp(left, right) == 0;
}

/* Does the cell say what was written into it? */
static bool
is_unchanged(const struct reading *reading)
{
	const struct plan_cell *cell = reading->cell;
	struct arena *arena = reading->sheet->back->cx->arena;
	const char *number = cell->number;

	if (*number != '\0' && reading->taken != NULL && reading->taken->kind == TAKEN_NUMBER) {
		bool is_late = reading->sheet->back->book.is_from_1904;

		if (cell->kind == PLAN_DATE)
			number = arena_printf(arena, "%ld",
			                      typed_day_number(number) - (is_late ? 1462 : 0));
		return is_same_number(arena, reading->taken->text, number);
	}
	return strcmp(reading->text, cell->text) == 0 && *number == '\0';
}

/* Where a value goes: the value that is there, or the object and the names from it. */
struct goal {
	struct edit *there;
	struct edit *object;
	const char *names[8];
	unsigned count;
	bool is_impossible; /* an item that the document does not have */
};

static void
add_name(void *user, const char *name)
{
	struct goal *goal = user;

	if (name == NULL || goal->count == sizeof goal->names / sizeof goal->names[0])
		goal->is_impossible = true;
	else
		goal->names[goal->count++] = name;
}

/* The rest of the way in the copy, as far as it is there: other cells may have made some of it. */
static void
follow(struct goal *goal)
{
	unsigned i = 0;

	for (; goal->object != NULL && i < goal->count; i++) {
		struct edit *member = edit_member(goal->object, goal->names[i]);

		if (member == NULL)
			break;
		if (i + 1 == goal->count)
			goal->there = member;
		else
			goal->object = member;
	}
	if (goal->there == NULL) {
		memmove(goal->names, goal->names + i, (goal->count - i) * sizeof *goal->names);
		goal->count -= i;
	}
}

static struct goal
goal_of(const struct reading *reading, const struct place *place)
{
	struct back *back = reading->sheet->back;
	const struct bind_path *path = bind_piece_path(place->piece);
	int slot = bind_path_slot(path);
	struct bind_scope scope = place_scope(place->turn);
	struct bind_reach reach = { 0 };
	struct goal goal = { 0 };

	if (reading->target != NULL && slot >= 0 && reading->target->items[slot] != NULL) {
		goal.object = reading->target->items[slot];
	} else {
		reach = bind_path_reach(path, &scope);
		if (reach.value != NULL)
			goal.object = edit_find(back->tree, reach.value);
		else if (reach.turn != NULL)
			goal.object = back_item(back, reach.turn);
	}
	bind_path_rest(path, reach, add_name, &goal);
	goal.is_impossible = goal.is_impossible || goal.object == NULL;
	if (goal.count == 0)
		goal.there = goal.object;
	else
		follow(&goal);
	return goal;
}

const char *
back_said(struct arena *arena, const struct edit *edit)
{
	struct text out = text_make(arena);

	if (edit->text != NULL)
		return edit->text;
	if (edit->type == JSON_STRING)
		return json_string(edit->source);
	json_add_scalar(&out, edit->source);
	return out.data;
}

static bool
says_the_same(struct arena *arena, const struct edit *edit, const char *value)
{
	const char *said = back_said(arena, edit);
	bool is_percent;
	int places;

	if (strcmp(said, value) == 0)
		return true;
	if (typed_number(arena, said, &is_percent) == NULL ||
	    typed_number(arena, value, &is_percent) == NULL || strlen(said) > 1 + strlen(value) + 20)
		return false;
	/* A code that differs by a zero is another one: only what has a point is the same. */
	if (strchr(said, '.') == NULL && strchr(value, '.') == NULL)
		return false;
	places = typed_places(said) > typed_places(value) ? typed_places(said) : typed_places(value);
	return strcmp(typed_round(arena, said, places), typed_round(arena, value, places)) == 0;
}

/* A box of one value among several: without its tick it says nothing of the others. */
static bool
is_box(const struct place *place)
{
	return place->piece->filter_count > 0 &&
	       filter_is_box(place->piece->filters[place->piece->filter_count - 1]);
}

/* Two cells may show one value: both may not change it to different ones. */
static bool
is_contradiction(const struct reading *reading, const struct place *place, const struct edit *edit,
                 const char *value)
{
	struct arena *arena = reading->sheet->back->cx->arena;
	bool is_empty = edit->is_gone || (edit->text != NULL && *edit->text == '\0');
	bool was_unticked = is_box(place) && is_empty;
	bool differs = edit->changed_at != NULL && !was_unticked &&
	               (value == NULL ? !edit->is_gone : !says_the_same(arena, edit, value));

	if (differs)
		back_fault(reading->sheet, reading->row, reading->column,
		           "%s：与 %s 是同一项内容，填的却不同；请改成一样",
		           shorten(reading, reading->text), edit->changed_at);
	return differs;
}

/* An emptied cell: an empty text where there may be one, else nothing. */
static void
empty(struct edit *edit, const struct place *place)
{
	if (place_input_takes_empty(place))
		edit->text = "";
	else
		edit->is_gone = true;
}

static void
set_goal(const struct reading *reading, const struct place *place, struct goal goal,
         const char *value)
{
	struct back *back = reading->sheet->back;

	if (goal.is_impossible) {
		if (value != NULL)
			back_fault(reading->sheet, reading->row, reading->column,
			           "%s：文档没有这一项，这里不能填“%s”", place_words(place),
			           shorten(reading, reading->text));
		return;
	}
	if (goal.there == NULL && value == NULL)
		return;
	for (unsigned i = 0; goal.there == NULL; i++) {
		bool is_last = i + 1 == goal.count;
		struct edit *made = edit_make(back->tree, goal.object, goal.names[i],
		                              is_last ? place_input_type(place) : JSON_OBJECT);

		goal.there = is_last ? made : NULL;
		goal.object = made;
	}
	if (value == NULL && is_box(place) && goal.there->changed_at != NULL)
		return;
	if (is_contradiction(reading, place, goal.there, value))
		return;
	if (value == NULL)
		empty(goal.there, place);
	else if ((goal.there->text == NULL && goal.there->source == NULL) ||
	         !says_the_same(back->cx->arena, goal.there, value))
		goal.there->text = value;
	if (value != NULL)
		goal.there->is_gone = false;
	goal.there->changed_at = back_cell_name(reading->sheet, reading->row, reading->column);
}

/* What is printed once for a group is a member of each of its items. */
static void
set(const struct reading *reading, const struct place *place, const char *value)
{
	const struct bind_path *path = bind_piece_path(place->piece);
	const struct edit_tree *tree = reading->sheet->back->tree;
	struct bind_scope scope = place_scope(place->turn);
	int slot = bind_path_slot(path);
	const struct bind_turn *turn = slot < 0 ? NULL : scope.slots[slot];
	struct bind_reach reach = { 0 };

	set_goal(reading, place, goal_of(reading, place), value);
	if (turn == NULL || bind_path_step(path, 0) == NULL ||
	    (reading->target != NULL && reading->target->items[slot] != NULL))
		return;
	for (size_t i = 1; i < turn->group.count; i++) {
		struct goal goal = { .object = edit_find(tree, turn->group.items[i]) };

		bind_path_rest(path, reach, add_name, &goal);
		if (goal.is_impossible)
			return;
		follow(&goal);
		set_goal(reading, place, goal, value);
	}
}

static void
not_understood(const struct reading *reading, const struct place *place, const char *expected)
{
	const char *words = place_words(place);

	back_fault(reading->sheet, reading->row, reading->column, "%s%s是“%s”，应为%s", words,
	           *words == '\0' ? "" : "：", shorten(reading, reading->text),
	           expected == NULL ? "别的内容" : expected);
}

static void
not_like_before(const struct reading *reading)
{
	const char *before = shorten(reading, reading->cell->text);

	back_fault(reading->sheet, reading->row, reading->column,
	           "是“%s”，分不清其中各项内容；应照原来的写法%s%s%s",
	           shorten(reading, reading->text), *before == '\0' ? "" : "，如“", before,
	           *before == '\0' ? "" : "”");
}

/* The one part that is to be filled in, when there is no other. */
static const struct plan_part *
only_open(const struct plan_cell *cell)
{
	const struct plan_part *only = NULL;

	for (const struct plan_part *part = cell->parts; part != NULL; part = part->next)
		if (place_input_is_open(&part->place)) {
			if (only != NULL)
				return NULL;
			only = part;
		}
	return only;
}

static void
read_only(const struct reading *reading, const struct plan_part *part)
{
	struct arena *arena = reading->sheet->back->cx->arena;
	bool is_whole = part == reading->cell->parts && part->next == NULL;
	const char *text = is_whole ? reading->text
	                            : back_without_words(arena, reading->cell, part,
	                                                 reading->target != NULL, reading->text);
	const char *expected = NULL;
	const char *value;

	if (text == NULL) {
		not_like_before(reading);
		return;
	}
	if (reading->target == NULL && !is_whole && strcmp(text, part->text) == 0)
		return;
	/* A number stands for itself, not for the words around it. */
	if (!back_value(reading->sheet->back, &part->place,
	                reading->taken != NULL && is_whole ? reading->taken : NULL, text, &value,
	                &expected))
		not_understood(reading, &part->place, expected);
	else
		set(reading, &part->place, value);
}

/* Is the part a box of the same value? */
static bool
is_box_of(const struct plan_part *part, const char *pointer)
{
	return place_input_is_open(&part->place) && is_box(&part->place) &&
	       strcmp(place_pointer(&part->place), pointer) == 0;
}

/* Is there a box of the same value before it in the cell? */
static bool
is_further_box(const struct plan_cell *cell, const struct plan_part *part)
{
	const char *pointer = place_pointer(&part->place);

	for (const struct plan_part *before = cell->parts; before != part; before = before->next)
		if (is_box_of(before, pointer))
			return true;
	return false;
}

/* What the boxes of a value say together, from the first on: which one is ticked. */
static void
read_boxes(const struct reading *reading, const struct plan_part *first, const char *const *texts)
{
	const char *pointer = place_pointer(&first->place);
	bool is_changed = reading->target != NULL;
	const char *chosen = NULL;

	for (const struct plan_part *part = first; part != NULL; part = part->next) {
		const char *value = NULL;
		const char *expected;
		bool is_of = is_box_of(part, pointer);

		if (is_of &&
		    back_value(reading->sheet->back, &part->place, NULL, *texts, &value, &expected))
			is_changed = is_changed || strcmp(*texts, part->text) != 0;
		if (value != NULL && chosen != NULL && strcmp(value, chosen) != 0) {
			back_fault(reading->sheet, reading->row, reading->column,
			           "是“%s”，勾选互相矛盾；请只勾选一格",
			           shorten(reading, reading->text));
			return;
		}
		chosen = value != NULL ? value : chosen;
		texts += place_input_is_open(&part->place) ? 1 : 0;
	}
	if (is_changed)
		set(reading, &first->place, chosen);
}

static void
read_part(const struct reading *reading, const struct plan_part *part, const char *const *text)
{
	const char *expected;
	const char *value;

	if (is_box(&part->place)) {
		if (!is_further_box(reading->cell, part))
			read_boxes(reading, part, text);
		return;
	}
	if (reading->target == NULL && strcmp(*text, part->text) == 0)
		return;
	if (back_value(reading->sheet->back, &part->place, NULL, *text, &value, &expected))
		set(reading, &part->place, value);
}

static void
read_several(const struct reading *reading)
{
	const char *texts[BACK_PARTS_MAX];
	unsigned i = 0;

	if (!back_split(reading->sheet->back, reading->cell, reading->target != NULL, reading->text,
	                texts)) {
		not_like_before(reading);
		return;
	}
	for (const struct plan_part *part = reading->cell->parts; part != NULL; part = part->next)
		if (place_input_is_open(&part->place))
			read_part(reading, part, &texts[i++]);
}

static bool
is_computed(const struct plan_cell *cell)
{
	for (const struct plan_part *part = cell->parts; part != NULL; part = part->next)
		if (bind_piece_is_computed(part->place.piece))
			return true;
	return false;
}

/* Nothing is to be filled in there. */
static void
read_fixed(const struct reading *reading)
{
	if (is_computed(reading->cell) && reading->taken != NULL && reading->taken->has_formula)
		return;
	back_fault(reading->sheet, reading->row, reading->column,
	           is_computed(reading->cell) ? "是“%s”，这一格是计算出来的，不能填写；原来是“%s”"
	                                      : "是“%s”，这一格不能填写；应为“%s”",
	           shorten(reading, reading->text), shorten(reading, reading->cell->text));
}

void
back_cell(const struct back_sheet *sheet, const struct plan_cell *cell, unsigned row,
          unsigned column, const struct taken_cell *taken, const struct back_target *target)
{
	struct reading reading = { sheet, cell, taken, target, row, column, "" };
	const struct plan_part *only;

	if (taken != NULL)
		reading.text = with_line_feeds(sheet->back->cx->arena,
		                               back_shown(sheet->back, taken));
	if (taken != NULL && taken->has_formula && !taken->has_value && cell->is_input) {
		back_fault(sheet, row, column,
		           "公式没有算出的值，请用 Excel、WPS 或 LibreOffice 打开并保存一次");
		return;
	}
	if (target == NULL && is_unchanged(&reading))
		return;
	if (!cell->is_input) {
		read_fixed(&reading);
		return;
	}
	only = only_open(cell);
	if (only != NULL)
		read_only(&reading, only);
	else
		read_several(&reading);
}
