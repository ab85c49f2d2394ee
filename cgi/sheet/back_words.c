/* A text of one value to be filled in, and what stands around it. */
#include <string.h>

#include "doc/typed.h"
#include "sheet/back_internal.h"

/* What stands on one side of the part that is to be filled in. */
struct side {
	struct text text;
	struct text lead; /* before the first value of the document on that side */
	struct text tail; /* behind the last one */
	bool is_fixed;    /* it has a value of the document */
};

static struct side
side_make(struct arena *arena)
{
	return (struct side){ .text = text_make(arena),
		              .lead = text_make(arena),
		              .tail = text_make(arena) };
}

static void
add_side(struct side *side, const struct plan_part *part)
{
	bool is_words = place_is_fixed(&part->place);

	text_add_str(&side->text, part->text);
	side->is_fixed = side->is_fixed || (*part->text != '\0' && !is_words);
	if (!is_words)
		side->tail = text_make(side->text.arena);
	else if (side->is_fixed)
		text_add_str(&side->tail, part->text);
	else
		text_add_str(&side->lead, part->text);
}

/* In a new row nobody knows yet what the other values will be: the words beside them are looked for. */
static const char *
between(struct arena *arena, const struct side *before, const struct side *behind, const char *text)
{
	const char *start = before->tail.length == 0 ? NULL : strstr(text, before->tail.data);
	const char *end;

	if (before->is_fixed && start != NULL)
		text = start + before->tail.length;
	else
		text += typed_says(text, before->text.data);
	end = behind->lead.length == 0 ? NULL : strstr(text, behind->lead.data);
	return end == NULL ? text : arena_strndup(arena, text, (size_t)(end - text));
}

const char *
back_without_words(struct arena *arena, const struct plan_cell *cell, const struct plan_part *open,
                   bool is_new, const char *text)
{
	struct side before = side_make(arena);
	struct side behind = side_make(arena);
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
	if (is_new && (before.is_fixed || behind.is_fixed))
		return between(arena, &before, &behind, text);
	said = typed_says(text, before.text.data);
	text += said;
	value = typed_before(arena, text, behind.text.data);
	if ((said == 0 && before.is_fixed) || (value == NULL && behind.is_fixed))
		return NULL;
	return value == NULL ? text : value;
}
