/* A text of one value to be filled in, and what stands around it. */
#include "doc/typed.h"
#include "sheet/back_internal.h"

/* What stands on one side of the part that is to be filled in. */
struct side {
	struct text text;
	bool is_fixed; /* it has a value of the document */
};

static void
add_side(struct side *side, const struct plan_part *part)
{
	text_add_str(&side->text, part->text);
	side->is_fixed = side->is_fixed || (*part->text != '\0' && !place_is_fixed(&part->place));
}

const char *
back_without_words(struct arena *arena, const struct plan_cell *cell, const struct plan_part *open,
                   const char *text)
{
	struct side before = { .text = text_make(arena) };
	struct side behind = { .text = text_make(arena) };
	struct side *side = &before;
	const char *value;
	size_t said;

	if (*text == '\0')
		return text;
	for (const struct plan_part *part = cell->parts; part != NULL; part = part->next)
		if (part == open)
			side = &behind;
		else
			add_side(side, part);
	said = typed_says(text, before.text.data);
	text += said;
	value = typed_before(arena, text, behind.text.data);
	if ((said == 0 && before.is_fixed) || (value == NULL && behind.is_fixed))
		return NULL;
	return value == NULL ? text : value;
}
