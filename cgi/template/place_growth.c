/* Whether a loop may have more items, and what they have to say to be in it. */
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
	return turn->list != NULL && bind_path_is_open_list(turn->list);
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
	return schema_is_boolean(shape.schema) ? JSON_BOOLEAN : JSON_INTEGER;
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
	return count;
}
