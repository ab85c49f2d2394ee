/* Paths of templates, walked on a document. */
#include <stdio.h>
#include <string.h>

#include "template/bind_path_internal.h"

/* Is the text one of those that commas part? */
static bool
is_among(const char *text, const char *texts)
{
	size_t length = strlen(text);

	for (;; texts++) {
		size_t part = strcspn(texts, ",");

		if (part == length && memcmp(texts, text, length) == 0)
			return true;
		texts += part;
		if (*texts == '\0')
			return false;
	}
}

bool
bind_path_is_text(const struct json *value, const char *texts)
{
	char number[24];

	if (value == NULL)
		return false;
	switch (json_type(value)) {
	case JSON_STRING: return is_among(json_string(value), texts);
	case JSON_INTEGER:
		snprintf(number, sizeof number, "%ld", json_integer(value, 0));
		return is_among(number, texts);
	case JSON_BOOLEAN: return is_among(json_is_true(value) ? "true" : "false", texts);
	default: return false;
	}
}

/* Does the item pass the step's selectors? `passed` counts, for each, what came to it. */
static bool
is_selected(const struct step *step, const struct json *item, unsigned long *passed)
{
	for (unsigned i = 0; i < step->selector_count; i++) {
		const struct selector *selector = &step->selectors[i];

		if (selector->member == NULL
		            ? ++passed[i] != selector->position
		            : bind_path_is_text(json_member(item, selector->member),
		                                selector->values) == selector->is_not)
			return false;
	}
	return true;
}

/* A walk along a path; it ends when `visit` returns false. */
struct walk {
	const struct bind_path *path;
	bool (*visit)(void *user, const struct json *value);
	void *user;
};

static bool walk_from(const struct walk *walk, unsigned index, const struct json *value);

static bool
walk_item(const struct walk *walk, unsigned index, const struct json *item, unsigned long *passed)
{
	return !is_selected(&walk->path->steps[index], item, passed) ||
	       walk_from(walk, index + 1, item);
}

/* Go on from a value to where the path leads from step `index` on. */
static bool
walk_from(const struct walk *walk, unsigned index, const struct json *value)
{
	unsigned long passed[SELECTORS_MAX] = { 0 };

	if (index == walk->path->step_count)
		return walk->visit(walk->user, value);
	value = json_member(value, walk->path->steps[index].name);
	if (value == NULL)
		return true;
	if (!walk->path->steps[index].is_list)
		return walk_from(walk, index + 1, value);
	json_each(item, value) if (!walk_item(walk, index, item, passed)) return false;
	return true;
}

void
bind_path_visit(const struct bind_path *path, const struct bind_scope *scope,
                bool (*visit)(void *user, const struct json *value), void *user)
{
	struct walk walk = { path, visit, user };
	unsigned long passed[SELECTORS_MAX] = { 0 };
	const struct bind_items *group;

	if (path->step_count == 0 || path->steps[0].name != NULL) {
		walk_from(&walk, 0, path->slot < 0 ? scope->root : scope->slots[path->slot]->item);
		return;
	}
	group = &scope->slots[path->slot]->group;
	for (size_t i = 0; i < group->count; i++)
		if (!walk_item(&walk, 0, group->items[i], passed))
			return;
}

static bool
keep_first(void *user, const struct json *value)
{
	const struct json **first = user;

	*first = value;
	return false;
}

static const struct json *
member_of(const struct bind_path *path, const struct json *value)
{
	for (unsigned i = 0; i < path->step_count; i++)
		value = json_member(value, path->steps[i].name);
	return value;
}

const struct json *
bind_find(const struct bind_path *path, const struct bind_scope *scope)
{
	const struct json *value = NULL;

	if (!path->is_plain) {
		bind_path_visit(path, scope, keep_first, &value);
		return value;
	}
	return member_of(path, path->slot < 0 ? scope->root : scope->slots[path->slot]->item);
}

bool
bind_path_differs(const struct bind_path *path, const struct bind_scope *scope)
{
	const struct bind_items *group = path->slot < 0 || !path->is_plain
	                                         ? NULL
	                                         : &scope->slots[path->slot]->group;

	for (size_t i = 1; group != NULL && i < group->count; i++) {
		const struct json *first = member_of(path, group->items[0]);
		const struct json *other = member_of(path, group->items[i]);

		if ((first == NULL) != (other == NULL) ||
		    (first != NULL && !json_equal(first, other)))
			return true;
	}
	return false;
}

struct collecting {
	struct arena *arena;
	struct bind_items list;
	size_t capacity;
};

static bool
collect(void *user, const struct json *value)
{
	struct collecting *collecting = user;
	struct bind_items *list = &collecting->list;

	list->items = arena_grow(collecting->arena, list->items, list->count, &collecting->capacity,
	                         sizeof *list->items);
	list->items[list->count++] = value;
	return true;
}

struct bind_items
bind_list(struct arena *arena, const struct bind_path *path, const struct bind_scope *scope)
{
	struct collecting collecting = { .arena = arena };

	bind_path_visit(path, scope, collect, &collecting);
	return collecting.list;
}

/* A walk that also tells where nothing is. */
struct spot_walk {
	struct arena *arena;
	const struct bind_path *path;
	bool (*visit)(void *user, const void *at, const char *rest);
	void *user;
};

/* The names of the steps from `index` on; NULL when a list is among them, whose items nobody has. */
static const char *
rest_of(const struct spot_walk *walk, unsigned index)
{
	struct text rest = text_make(walk->arena);

	for (unsigned i = index; i < walk->path->step_count; i++) {
		if (walk->path->steps[i].is_list)
			return NULL;
		text_add_fmt(&rest, "%s%s", i > index ? "/" : "", walk->path->steps[i].name);
	}
	return rest.data;
}

static bool
tell_absent(const struct spot_walk *walk, unsigned index, const void *at)
{
	const char *rest = rest_of(walk, index);

	return rest == NULL || walk->visit(walk->user, at, rest);
}

static bool
spots_from(const struct spot_walk *walk, unsigned index, const struct json *value)
{
	const struct step *step = &walk->path->steps[index];
	unsigned long passed[SELECTORS_MAX] = { 0 };
	const struct json *member;

	if (index == walk->path->step_count)
		return walk->visit(walk->user, value, "");
	member = json_member(value, step->name);
	if (member == NULL)
		return tell_absent(walk, index, value);
	if (!step->is_list)
		return spots_from(walk, index + 1, member);
	json_each(item, member) if (is_selected(step, item, passed) &&
	                            !spots_from(walk, index + 1, item)) return false;
	return true;
}

void
bind_path_visit_spots(struct arena *arena, const struct bind_path *path,
                      const struct bind_scope *scope,
                      bool (*visit)(void *user, const void *at, const char *rest), void *user)
{
	const struct spot_walk walk = { arena, path, visit, user };
	const struct bind_turn *turn = path->slot < 0 ? &scope->document : scope->slots[path->slot];
	unsigned long passed[SELECTORS_MAX] = { 0 };

	if (path->step_count > 0 && path->steps[0].name == NULL) {
		for (size_t i = 0; i < turn->group.count; i++)
			if (is_selected(&path->steps[0], turn->group.items[i], passed) &&
			    !spots_from(&walk, 1, turn->group.items[i]))
				return;
	} else if (path->slot >= 0 && turn->item == NULL) {
		tell_absent(&walk, 0, turn);
	} else {
		spots_from(&walk, 0, path->slot < 0 ? scope->root : turn->item);
	}
}

/* The first item that passes the step's selectors, or NULL. */
static const struct json *
first_item(const struct step *step, const struct json *items)
{
	unsigned long passed[SELECTORS_MAX] = { 0 };

	json_each(item, items) if (is_selected(step, item, passed)) return item;
	return NULL;
}

/* Does a step go from a list into its items? At the end of a path only when it selects some. */
static bool
takes_item(const struct bind_path *path, unsigned index)
{
	return path->steps[index].is_list &&
	       (index + 1 < path->step_count || path->steps[index].selector_count > 0);
}

struct bind_reach
bind_path_reach(const struct bind_path *path, const struct bind_scope *scope)
{
	const struct bind_turn *turn = path->slot < 0 ? NULL : scope->slots[path->slot];
	struct bind_reach reach = { NULL, turn, path->step_count, false };
	bool is_group = path->step_count > 0 && path->steps[0].name == NULL;
	bool is_list = bind_path_ends_in_list(path) && !takes_item(path, path->step_count - 1);

	/* Of a list its first item would be found. */
	if (!is_list)
		reach.value = bind_find(path, scope);
	if (reach.value != NULL)
		return reach;
	reach.value = turn == NULL ? scope->root : turn->item;
	for (reach.steps = is_group; reach.steps < path->step_count; reach.steps++) {
		const struct step *step = &path->steps[reach.steps];
		const struct json *value = json_member(reach.value, step->name);

		if (value == NULL)
			break;
		reach.value = value;
		if (!takes_item(path, reach.steps))
			continue;
		value = first_item(step, reach.value);
		reach.lacks_item = value == NULL;
		if (value == NULL) {
			reach.steps++;
			break;
		}
		reach.value = value;
	}
	return reach;
}

void
bind_path_rest(const struct bind_path *path, struct bind_reach reach,
               void (*add)(void *user, const char *name), void *user)
{
	if (reach.lacks_item)
		add(user, NULL);
	for (unsigned i = reach.steps; i < path->step_count; i++) {
		add(user, path->steps[i].name);
		if (takes_item(path, i) && path->steps[i].name != NULL)
			add(user, NULL);
	}
}

struct shape
bind_path_shape(const struct bind_path *path)
{
	return path->shape;
}

bool
bind_path_is_member(const struct bind_path *path)
{
	return path->is_plain && path->slot < 0;
}

/* Does the step select by position, so that one item is left? */
static bool
takes_one(const struct step *step)
{
	for (unsigned i = 0; i < step->selector_count; i++)
		if (step->selectors[i].member == NULL)
			return true;
	return false;
}

/* Is what the items have to say for it known: one member, one value? */
static bool
is_plain_choice(const struct selector *selector)
{
	return selector->member != NULL && !selector->is_not && *selector->values != '\0' &&
	       strchr(selector->values, ',') == NULL;
}

bool
bind_path_is_open_list(const struct bind_path *path, bool is_beside)
{
	const struct step *last;

	if (!bind_path_ends_in_list(path) || bind_path_is_of_group(path))
		return false;
	for (unsigned i = 0; i + 1 < path->step_count && !is_beside; i++)
		if (path->steps[i].is_list && !takes_one(&path->steps[i]))
			return false;
	last = &path->steps[path->step_count - 1];
	for (unsigned i = 0; i < last->selector_count; i++)
		if (!is_plain_choice(&last->selectors[i]))
			return false;
	return last->name != NULL;
}

bool
bind_path_choice(const struct bind_path *path, unsigned index, const char **member,
                 const char **value)
{
	const struct step *last = &path->steps[path->step_count - 1];

	if (index >= last->selector_count)
		return false;
	*member = last->selectors[index].member;
	*value = last->selectors[index].values;
	return true;
}

bool
bind_path_is_of_group(const struct bind_path *path)
{
	return path->step_count == 1 && path->steps[0].name == NULL &&
	       path->steps[0].selector_count == 0;
}

bool
bind_path_chooses(const struct bind_path *path)
{
	return path->step_count > 0 && path->steps[path->step_count - 1].selector_count > 0;
}

bool
bind_path_ends_in_list(const struct bind_path *path)
{
	return path->step_count > 0 && path->steps[path->step_count - 1].is_list;
}

int
bind_path_slot(const struct bind_path *path)
{
	return path->slot;
}

const char *
bind_path_step(const struct bind_path *path, unsigned index)
{
	return index < path->step_count ? path->steps[index].name : NULL;
}

const char *
bind_source(const struct bind_path *path)
{
	return path->source;
}
