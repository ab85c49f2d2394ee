#include "doc/json_merge.h"

#include "doc/json_merge_internal.h"
#include "doc/json_pointer.h"

const char *const json_merge_names[] = { "code", "id",      "form",  "kind", "label",
	                                 "name", "heading", "title", NULL };

/* NULL is what is not there. */
static bool
is_same(const struct json *a, const struct json *b)
{
	return a == NULL || b == NULL ? a == b : json_equal(a, b);
}

/* Only one has changed it, or both the same: then that stands, or nothing. */
static bool
is_settled(const struct json *base, const struct json *mine, const struct json *theirs,
           const struct json **out)
{
	bool is_theirs = is_same(mine, theirs) || is_same(base, mine);
	bool is_mine = !is_theirs && is_same(base, theirs);

	*out = is_theirs ? theirs : is_mine ? mine : NULL;
	return is_theirs || is_mine;
}

static bool
are(enum json_type type, const struct json *base, const struct json *mine, const struct json *theirs)
{
	return base != NULL && mine != NULL && theirs != NULL && json_type(base) == type &&
	       json_type(mine) == type && json_type(theirs) == type;
}

/* One is where both have added it. */
static bool
are_objects(const struct json *base, const struct json *mine, const struct json *theirs)
{
	return base == NULL ? are(JSON_OBJECT, mine, mine, theirs)
	                    : are(JSON_OBJECT, base, mine, theirs);
}

void
json_merge_conflict(struct merging *merging, enum json_conflict_kind kind, const char *pointer,
                    const char *row)
{
	struct json_conflict *conflict = arena_alloc(merging->arena, sizeof *conflict);

	*conflict = (struct json_conflict){ .pointer = pointer, .kind = kind, .row = row };
	*merging->end = conflict;
	merging->end = &conflict->next;
}

/* Is a row called by the same name in all three? One that has none can be any. */
static bool
is_one_row(const struct json *base, const struct json *mine, const struct json *theirs)
{
	bool is_named = false;

	for (const char *const *name = json_merge_names; *name != NULL; name++) {
		const struct json *called = json_member(base, *name);

		if (!is_same(called, json_member(mine, *name)) ||
		    !is_same(called, json_member(theirs, *name)))
			return false;
		is_named = is_named || json_string(called) != NULL;
	}
	return is_named;
}

/* Are the rows of all three the same ones, in their order? */
static bool
are_same_rows(const struct json *base, const struct json *mine, const struct json *theirs)
{
	const struct json *other_mine = json_first(mine);
	const struct json *other_theirs = json_first(theirs);

	if (json_count(base) != json_count(mine) || json_count(base) != json_count(theirs))
		return false;
	json_each(row, base)
	{
		if (!is_same(row, other_mine) && !is_same(row, other_theirs) &&
		    !is_one_row(row, other_mine, other_theirs))
			return false;
		other_mine = json_next(other_mine);
		other_theirs = json_next(other_theirs);
	}
	return true;
}

static void
add_in_place(struct merging *merging, const char *pointer, const struct json *base,
             const struct json *mine, const struct json *theirs)
{
	size_t i = 0;

	mine = json_first(mine);
	theirs = json_first(theirs);
	json_each(row, base)
	{
		text_add_str(merging->out, i == 0 ? "[" : ",");
		json_merge_add(merging, arena_printf(merging->arena, "%s/%zu", pointer, i), row,
		               mine, theirs);
		mine = json_next(mine);
		theirs = json_next(theirs);
		i++;
	}
	text_add_str(merging->out, i == 0 ? "[]" : "]");
}

/* A member that is not there in the end is left out. */
static void
add_member(struct merging *merging, const char *pointer, const char *name, const struct json *base,
           const struct json *mine, const struct json *theirs)
{
	struct text below = text_make(merging->arena);
	const struct json *settled;

	base = base == NULL ? NULL : json_member(base, name);
	mine = json_member(mine, name);
	theirs = json_member(theirs, name);
	text_add_str(&below, pointer);
	json_pointer_add(&below, name);
	if (is_settled(base, mine, theirs, &settled) && settled == NULL)
		return;
	if (settled == NULL && theirs == NULL) {
		json_merge_conflict(merging, JSON_CONFLICT_VALUE, below.data, NULL);
		return;
	}
	text_add_str(merging->out, merging->out->data[merging->out->length - 1] == '{' ? "" : ",");
	text_add_json(merging->out, name);
	text_add_str(merging->out, ":");
	json_merge_add(merging, below.data, base, mine, theirs);
}

static void
add_members(struct merging *merging, const char *pointer, const struct json *base,
            const struct json *mine, const struct json *theirs)
{
	text_add_str(merging->out, "{");
	json_each(member, theirs)
		add_member(merging, pointer, json_name(member), base, mine, theirs);
	json_each(member, mine) if (json_member(theirs, json_name(member)) == NULL)
		add_member(merging, pointer, json_name(member), base, mine, theirs);
	text_add_str(merging->out, "}");
}

/* A list that both have changed. */
static void
add_list(struct merging *merging, const char *pointer, const struct json *base,
         const struct json *mine, const struct json *theirs)
{
	if (json_merge_rows(merging, pointer, base, mine, theirs))
		return;
	if (are_same_rows(base, mine, theirs)) {
		add_in_place(merging, pointer, base, mine, theirs);
		return;
	}
	json_merge_conflict(merging, JSON_CONFLICT_ROWS, pointer, NULL);
	json_add(merging->out, theirs);
}

void
json_merge_add(struct merging *merging, const char *pointer, const struct json *base,
               const struct json *mine, const struct json *theirs)
{
	const struct json *settled;

	if (is_settled(base, mine, theirs, &settled)) {
		json_add(merging->out, settled);
	} else if (are_objects(base, mine, theirs)) {
		add_members(merging, pointer, base, mine, theirs);
	} else if (are(JSON_ARRAY, base, mine, theirs)) {
		add_list(merging, pointer, base, mine, theirs);
	} else {
		json_merge_conflict(merging, JSON_CONFLICT_VALUE, pointer, NULL);
		json_add(merging->out, theirs);
	}
}

void
json_merge(struct arena *arena, const struct json *base, const struct json *mine,
           const struct json *theirs, struct text *out, struct json_conflict **conflicts)
{
	struct merging merging = { .arena = arena, .out = out, .end = conflicts };

	*conflicts = NULL;
	json_merge_add(&merging, "", base, mine, theirs);
}
