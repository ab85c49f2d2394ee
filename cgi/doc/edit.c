#include "doc/edit.h"

#include <stdlib.h>
#include <string.h>

static void
append(struct edit *parent, struct edit *child)
{
	child->parent = parent;
	if (parent->last == NULL)
		parent->first = child;
	else
		parent->last->next = child;
	parent->last = child;
}

/* Trees are no deeper than JSON_DEPTH_MAX. */
static struct edit *
copy(struct edit_tree *tree, const struct json *value, bool is_member)
{
	struct edit *edit = arena_alloc(tree->arena, sizeof *edit);

	edit->source = value;
	edit->type = json_type(value);
	edit->name = is_member ? json_name(value) : NULL;
	tree->sorted[tree->count++] = edit;
	if (edit->type == JSON_OBJECT || edit->type == JSON_ARRAY)
		json_each(child, value) append(edit, copy(tree, child, edit->type == JSON_OBJECT));
	return edit;
}

static int
by_source(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)(*(struct edit *const *)a)->source;
	uintptr_t right = (uintptr_t)(*(struct edit *const *)b)->source;

	return left < right ? -1 : left > right;
}

struct edit_tree *
edit_new(struct arena *arena, const struct json *document)
{
	struct edit_tree *tree = arena_alloc(arena, sizeof *tree);

	tree->arena = arena;
	tree->sorted = arena_array(arena, json_size(document), sizeof *tree->sorted);
	tree->root = copy(tree, document, false);
	qsort(tree->sorted, tree->count, sizeof *tree->sorted, by_source);
	return tree;
}

struct edit *
edit_find(const struct edit_tree *tree, const struct json *value)
{
	const struct edit wanted = { .source = value };
	const struct edit *key = &wanted;
	struct edit **found = bsearch(&key, tree->sorted, tree->count, sizeof *tree->sorted,
	                              by_source);

	return found == NULL ? NULL : *found;
}

struct edit *
edit_member(const struct edit *object, const char *name)
{
	for (struct edit *member = object->first; member != NULL; member = member->next)
		if (member->name != NULL && strcmp(member->name, name) == 0)
			return member;
	return NULL;
}

struct edit *
edit_make(struct edit_tree *tree, struct edit *object, const char *name, enum json_type type)
{
	struct edit *member = edit_member(object, name);

	if (member == NULL) {
		member = arena_alloc(tree->arena, sizeof *member);
		member->name = name;
		member->type = type;
		append(object, member);
	}
	member->is_gone = false;
	return member;
}

struct edit *
edit_add_item(struct edit_tree *tree, struct edit *list, struct edit *before)
{
	struct edit *item = arena_alloc(tree->arena, sizeof *item);

	item->type = JSON_OBJECT;
	if (before == NULL || before == list->last) {
		append(list, item);
		return item;
	}
	item->parent = list;
	item->next = before->next;
	before->next = item;
	return item;
}

struct edit *
edit_add_first(struct edit_tree *tree, struct edit *list)
{
	struct edit *item = arena_alloc(tree->arena, sizeof *item);

	item->type = JSON_OBJECT;
	item->parent = list;
	item->next = list->first;
	list->first = item;
	if (list->last == NULL)
		list->last = item;
	return item;
}

void
edit_replace(const struct edit_tree *tree, struct edit *edit, const struct json *value)
{
	const struct edit *root = edit_new(tree->arena, value)->root;

	edit->source = value;
	edit->type = root->type;
	edit->text = NULL;
	edit->is_gone = false;
	edit->first = root->first;
	edit->last = root->last;
	for (struct edit *child = edit->first; child != NULL; child = child->next)
		child->parent = edit;
}

static void
write_value(struct text *out, const struct edit *edit)
{
	bool is_object = edit->type == JSON_OBJECT;
	const char *comma = "";

	if (edit->type == JSON_STRING) {
		text_add_json(out, edit->text != NULL ? edit->text : json_string(edit->source));
		return;
	}
	if (!is_object && edit->type != JSON_ARRAY) {
		if (edit->text != NULL)
			text_add_str(out, edit->text);
		else
			json_add_scalar(out, edit->source);
		return;
	}
	text_add_str(out, is_object ? "{" : "[");
	for (const struct edit *child = edit->first; child != NULL; child = child->next) {
		if (child->is_gone)
			continue;
		text_add_str(out, comma);
		comma = ",";
		if (is_object) {
			text_add_json(out, child->name);
			text_add_str(out, ":");
		}
		write_value(out, child);
	}
	text_add_str(out, is_object ? "}" : "]");
}

void
edit_write(const struct edit_tree *tree, struct text *out)
{
	write_value(out, tree->root);
}
