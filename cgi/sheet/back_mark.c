/* What an item that was added has to say to be where its row stands. */
#include <string.h>

#include "sheet/back_internal.h"

/* The value of the mark; of a group as its items have it now. */
static const char *
value_of(struct back *back, const struct place_mark *mark)
{
	const struct edit *item;
	const struct edit *member;

	if (mark->group == NULL)
		return mark->value;
	item = back_item(back, mark->group);
	member = item == NULL ? NULL : edit_member(item, mark->member);
	return member == NULL || member->is_gone ? NULL : back_said(back->arena, member);
}

void
back_mark(struct back *back, const struct bind_turn *turn, struct edit *item)
{
	struct place_mark marks[PLACE_MARKS_MAX];
	unsigned count = place_marks(turn, marks);

	for (unsigned i = 0; i < count; i++) {
		const char *value = value_of(back, &marks[i]);

		if (value != NULL)
			edit_make(back->tree, item, marks[i].member, marks[i].type)->text = value;
	}
}
