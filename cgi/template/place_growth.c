/* Whether a loop may have more items, and what they have to say to be in it. */
#include <string.h>

#include "template/bind_path.h"
#include "template/place.h"

/* The group whose items the turn is one of. */
static const struct bind_turn *
group_of(const struct bind_turn *turn)
{
	int slot = bind_path_slot(turn->list);

	while ((int)turn->slot != slot)
		turn = turn->outer;
	return turn;
}

bool
place_may_grow(const struct bind_turn *turn)
{
	while (turn->list != NULL && bind_path_is_of_group(turn->list))
		turn = group_of(turn);
	return turn->list != NULL && bind_path_is_open_list(turn->list, turn->item != NULL);
}

static enum json_type
type_of(const struct bind_turn *turn, const char *member)
{
	struct ctx inner = ctx_make(turn->scope->arena);
	struct shape item;
	struct shape shape;

	if (turn->scope->world == NULL || !shape_items(bind_path_shape(turn->list), &item) ||
	    shape_member(&inner, turn->scope->world, member, item, member, &shape) != ERR_OK ||
	    shape.field != NULL || schema_is_string(shape.schema))
		return JSON_STRING;
	if (schema_is_object(shape.schema))
		return JSON_OBJECT;
	return schema_is_boolean(shape.schema) ? JSON_BOOLEAN : JSON_INTEGER;
}

static bool
has_mark(const struct place_mark *marks, unsigned count, const char *member)
{
	while (count > 0)
		if (strcmp(marks[--count].member, member) == 0)
			return true;
	return false;
}

/* A line below a total is one of its parts, and any other is like the one above it. */
static const char *
greater(const struct bind_turn *turn, const char *member)
{
	long own = json_integer(json_member(turn->item, member), 0);
	const struct json *next = turn->item == NULL ? NULL : json_next(turn->item);
	long below = json_integer(json_member(next, member), 0);

	return arena_printf(turn->scope->arena, "%ld", below > own ? below : own);
}

/* What the schema knows of an item that is added. */
static unsigned
add_known(const struct bind_turn *turn, struct place_mark *marks, unsigned count)
{
	struct shape item;

	if (!shape_items(bind_path_shape(turn->list), &item))
		return count;
	json_each(name, schema_required(item.schema))
	{
		const char *member = json_string(name);
		const char *added = schema_added(item.schema, member);

		if (added == NULL || count == PLACE_MARKS_MAX || has_mark(marks, count, member))
			continue;
		marks[count++] = (struct place_mark){ member,
			                              *added == '\0' ? greater(turn, member) : added,
			                              NULL, type_of(turn, member) };
	}
	return count;
}

bool
place_is_marked(const struct bind_turn *turn, const char *member)
{
	struct place_mark marks[PLACE_MARKS_MAX];
	unsigned count = place_marks(turn, marks);

	return has_mark(marks, count, member);
}

unsigned
place_marks(const struct bind_turn *turn, struct place_mark marks[PLACE_MARKS_MAX])
{
	unsigned count = 0;

	while (bind_path_is_of_group(turn->list) && count < PLACE_MARKS_MAX) {
		turn = group_of(turn);
		marks[count++] = (struct place_mark){ turn->by, NULL, turn,
			                              type_of(turn, turn->by) };
	}
	for (unsigned i = 0; count < PLACE_MARKS_MAX; i++) {
		struct place_mark *mark = &marks[count];

		*mark = (struct place_mark){ 0 };
		if (!bind_path_choice(turn->list, i, &mark->member, &mark->value))
			break;
		mark->type = type_of(turn, mark->member);
		count++;
	}
	return add_known(turn, marks, count);
}
