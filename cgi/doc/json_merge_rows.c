/*
 * Rows of a list that two people have changed, known by their names: those of one side in their
 * order, with what the other has filled in, taken out and added.
 */
#include <stdlib.h>
#include <string.h>

#include "doc/json_merge_internal.h"

#define NONE SIZE_MAX

struct name {
	const char *text;
	size_t index;
};

/* A list with the names of its rows, and these in their order. */
struct side {
	size_t count;
	const struct json **rows;
	const char **names;
	struct name *sorted;
	bool is_mine;
};

struct weaving {
	struct merging *merging;
	const char *pointer;
	struct side base;
	struct side lead;
	struct side other;
};

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->text, ((const struct name *)b)->text);
}

/* All that a row is called by; NULL where that is nothing. */
static const char *
full_name(struct arena *arena, const struct json *row)
{
	struct text out = text_make(arena);
	bool is_named = false;

	for (const char *const *name = json_merge_names; *name != NULL; name++) {
		const char *text = json_string(json_member(row, *name));

		is_named = is_named || (text != NULL && *text != '\0');
		text_add_fmt(&out, "%s\n", text == NULL ? "" : text);
	}
	return is_named ? out.data : NULL;
}

/* False: two rows are called the same, or one nothing. */
static bool
read_side(struct arena *arena, const struct json *list, bool is_mine, struct side *out)
{
	size_t count = json_count(list);
	size_t i = 0;

	*out = (struct side){ .count = count,
		              .rows = arena_array(arena, count + 1, sizeof *out->rows),
		              .names = arena_array(arena, count + 1, sizeof *out->names),
		              .sorted = arena_array(arena, count + 1, sizeof *out->sorted),
		              .is_mine = is_mine };
	json_each(row, list)
	{
		out->rows[i] = row;
		out->names[i] = json_type(row) == JSON_OBJECT ? full_name(arena, row) : NULL;
		if (out->names[i] == NULL)
			return false;
		out->sorted[i] = (struct name){ out->names[i], i };
		i++;
	}
	qsort(out->sorted, count, sizeof *out->sorted, compare_names);
	for (i = 1; i < count; i++)
		if (compare_names(&out->sorted[i - 1], &out->sorted[i]) == 0)
			return false;
	return true;
}

static size_t
place_of(const struct side *side, const char *name)
{
	const struct name wanted = { name, 0 };
	const struct name *found = side->count == 0 ? NULL
	                                            : bsearch(&wanted, side->sorted, side->count,
	                                                      sizeof wanted, compare_names);

	return found == NULL ? NONE : found->index;
}

/* Are the rows that stayed in the order that they had? */
static bool
is_in_order(const struct side *base, const struct side *side)
{
	size_t last = 0;

	for (size_t i = 0; i < side->count; i++) {
		size_t at = place_of(base, side->names[i]);

		if (at == NONE)
			continue;
		if (at < last)
			return false;
		last = at;
	}
	return true;
}

static bool
has_added(const struct weaving *weaving, const struct side *side, const struct side *other)
{
	for (size_t i = 0; i < side->count; i++)
		if (place_of(&weaving->base, side->names[i]) == NONE &&
		    place_of(other, side->names[i]) == NONE)
			return true;
	return false;
}

/* A row that is in neither may be called otherwise by each of the two. */
static bool
is_ambiguous(const struct weaving *weaving)
{
	const struct side *base = &weaving->base;

	if (!has_added(weaving, &weaving->lead, &weaving->other) ||
	    !has_added(weaving, &weaving->other, &weaving->lead))
		return false;
	for (size_t i = 0; i < base->count; i++)
		if (place_of(&weaving->lead, base->names[i]) == NONE &&
		    place_of(&weaving->other, base->names[i]) == NONE)
			return true;
	return false;
}

static void
separate(struct text *out)
{
	text_add_str(out, out->data[out->length - 1] == '[' ? "" : ",");
}

static const char *
place(const struct weaving *weaving, size_t index)
{
	return arena_printf(weaving->merging->arena, "%s/%zu", weaving->pointer, index);
}

/* The name of a row that people know it by. */
static const char *
short_name(const struct json *row)
{
	const char *text = NULL;

	for (const char *const *name = json_merge_names; *name != NULL; name++)
		if (json_string(json_member(row, *name)) != NULL)
			text = json_string(json_member(row, *name));
	return text;
}

/* A row that is in one alone: added there, or taken out by the other. */
static void
add_single(struct weaving *weaving, const struct side *side, size_t i)
{
	struct merging *merging = weaving->merging;
	const struct json *row = side->rows[i];
	size_t was = place_of(&weaving->base, side->names[i]);

	if (was != NONE && json_equal(weaving->base.rows[was], row))
		return;
	if (was != NONE)
		json_merge_conflict(merging,
		                    side->is_mine ? JSON_CONFLICT_TAKEN_BY_THEM
		                                  : JSON_CONFLICT_TAKEN_BY_ME,
		                    side->is_mine ? place(weaving, i) : weaving->pointer,
		                    short_name(row));
	separate(merging->out);
	json_add(merging->out, row);
}

/* What stands in the other from there on, up to a row that is in both. */
static void
follow(struct weaving *weaving, size_t from)
{
	const struct side *other = &weaving->other;

	for (size_t i = from; i < other->count && place_of(&weaving->lead, other->names[i]) == NONE;
	     i++)
		add_single(weaving, other, i);
}

static void
weave(struct weaving *weaving)
{
	const struct side *lead = &weaving->lead;
	const struct side *other = &weaving->other;

	text_add_str(weaving->merging->out, "[");
	follow(weaving, 0);
	for (size_t i = 0; i < lead->count; i++) {
		size_t at = place_of(other, lead->names[i]);
		size_t was = place_of(&weaving->base, lead->names[i]);

		if (at == NONE) {
			add_single(weaving, lead, i);
			continue;
		}
		separate(weaving->merging->out);
		json_merge_add(weaving->merging, place(weaving, lead->is_mine ? i : at),
		               was == NONE ? NULL : weaving->base.rows[was],
		               lead->is_mine ? lead->rows[i] : other->rows[at],
		               lead->is_mine ? other->rows[at] : lead->rows[i]);
		follow(weaving, at + 1);
	}
	text_add_str(weaving->merging->out, "]");
}

bool
json_merge_rows(struct merging *merging, const char *pointer, const struct json *base,
                const struct json *mine, const struct json *theirs)
{
	struct weaving weaving = { .merging = merging, .pointer = pointer };
	struct arena *arena = merging->arena;

	if (!read_side(arena, base, false, &weaving.base) ||
	    !read_side(arena, mine, true, &weaving.other) ||
	    !read_side(arena, theirs, false, &weaving.lead) || is_ambiguous(&weaving))
		return false;
	/* Theirs lead, unless I alone have moved some. */
	if (!is_in_order(&weaving.base, &weaving.other)) {
		struct side theirs_too = weaving.lead;

		if (!is_in_order(&weaving.base, &weaving.lead))
			return false;
		weaving.lead = weaving.other;
		weaving.other = theirs_too;
	}
	weave(&weaving);
	return true;
}
