#include "sheet/blank.h"

#include <ctype.h>
#include <string.h>

#include "doc/edit.h"

/* What the server adds to a document is none of its contents. */
static void
clear_added(struct edit *root, const struct schema *schema)
{
	for (struct edit *member = root->first; member != NULL; member = member->next)
		if (schema_is_read_only(schema, member->name))
			member->is_gone = true;
}

/* Numbers and days are those of one year. */
static bool
is_yearly_field(const struct bind_field *fields, const char *name)
{
	static const char *const types[] = { "amount", "integer", "decimal", "date" };

	while (fields != NULL && strcmp(fields->name, name) != 0)
		fields = fields->next;
	for (size_t i = 0; fields != NULL && i < sizeof types / sizeof types[0]; i++)
		if (strcmp(fields->type, types[i]) == 0)
			return true;
	return false;
}

static void
clear_fields(struct edit *object, const struct bind_field *fields)
{
	for (struct edit *member = object->first; member != NULL; member = member->next)
		if (is_yearly_field(fields, member->name))
			member->is_gone = true;
}

static void
clear_items(struct edit *list, const struct bind_list *declared)
{
	for (struct edit *item = list->first; item != NULL; item = item->next) {
		struct edit *children = edit_member(item, "children");

		clear_fields(item, declared->fields);
		if (children != NULL && declared->children != NULL)
			clear_items(children, declared->children);
	}
}

/* What all items of a list of every document have in this form. */
static void
clear_own_fields(const struct edit *list, const struct bind_field *fields)
{
	for (struct edit *item = list == NULL ? NULL : list->first; item != NULL; item = item->next) {
		struct edit *extra = edit_member(item, "extra");

		if (extra != NULL)
			clear_fields(extra, fields);
		clear_own_fields(edit_member(item, "children"), fields);
	}
}

/* What the template declares. */
static void
clear_declared(const struct edit *root, const struct template *template)
{
	struct edit *extra = edit_member(root, "extra");
	const struct edit *lists = edit_member(root, "lists");
	const struct shape_world world = template_world(template, NULL);

	if (extra != NULL)
		clear_fields(extra, template_fields(template));
	clear_own_fields(edit_member(root, "funds"), world.fund_fields);
	clear_own_fields(edit_member(root, "indicators"), world.indicator_fields);
	for (const struct bind_list *list = template_lists(template); list != NULL && lists != NULL;
	     list = list->next) {
		struct edit *items = edit_member(lists, list->name);

		if (items != NULL)
			clear_items(items, list);
	}
}

/* What the schema of all documents marks. */
static void
clear_value(struct edit *value, const struct schema *schema)
{
	for (struct edit *child = value->first; child != NULL && schema != NULL; child = child->next)
		if (value->type == JSON_ARRAY)
			clear_value(child, schema_items(schema));
		else if (schema_is_yearly(schema, child->name))
			child->is_gone = true;
		else
			clear_value(child, schema_member(schema, child->name));
}

/* Does a text end with a hint how the form is to be filled in: （一个专项一行）? Rule TEXT-02 calls it an error. */
static const char *
hint_of(const char *text)
{
	static const char *const begins[] = { "（一个", "（一项" };
	static const char *const counts[] = { "一行", "一张", "一份" };
	const char *hint = NULL;

	for (size_t i = 0; i < sizeof begins / sizeof begins[0] && hint == NULL; i++)
		hint = strstr(text, begins[i]);
	if (hint == NULL || !text_ends_with(hint, "）"))
		return NULL;
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
		if (strstr(hint, counts[i]) != NULL)
			return hint;
	return NULL;
}

/* What was left of the form's hints in the labels of rows is none of what a new one begins with. */
static void
clear_hints(struct arena *arena, struct edit *value)
{
	for (struct edit *child = value->first; child != NULL; child = child->next) {
		const char *text = child->source == NULL || child->type != JSON_STRING
		                           ? NULL
		                           : json_string(child->source);
		const char *hint = text == NULL ? NULL : hint_of(text);

		if (hint != NULL && hint > text)
			child->text = arena_strndup(arena, text, (size_t)(hint - text));
		clear_hints(arena, child);
	}
}

/* The members that say which row it is. */
static const char *const frame[] = { "kind",    "label",  "depth", "section", "level",
	                             "heading", "run_in", "title", "form" };

/* What a group of rows is called, and counts. */
static const char *const group[] = { "code", "name", "set", "weight" };

/* What a row that is known by its kind counts: the share of the funds in the points. */
static const char *const counted[] = { "weight" };

static bool
is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool
is_framed(const struct edit *item)
{
	for (const struct edit *member = item->first; member != NULL; member = member->next)
		if (is_among(member->name, frame, sizeof frame / sizeof frame[0]))
			return true;
	return false;
}

/* In a list that a template declares a name is a department's own: a county, a unit below it. */
static bool
is_group(const struct edit *item, const struct schema *schema)
{
	const struct edit *children = edit_member(item, "children");

	return children != NULL && children->first != NULL && schema != NULL &&
	       schema_label(schema, "name") != NULL;
}

static void clear_own(struct edit *object, const struct schema *schema);

static const char *
said_in(const struct edit *item, const char *name)
{
	const struct edit *member = edit_member(item, name);

	return member == NULL ? NULL : json_string(member->source);
}

/*
 * Does the row only say that there may be more rows, or is it a heading that says something
 * itself (（一）队伍力量不足。)? Whoever has more adds them.
 */
static bool
is_of_others(const struct edit *item)
{
	const char *kind = said_in(item, "kind");
	const char *heading = said_in(item, "heading");
	const struct edit *run_in = edit_member(item, "run_in");

	return (kind != NULL && strcmp(kind, "filler") == 0) ||
	       (heading != NULL && text_ends_with(heading, "。")) ||
	       (run_in != NULL && json_is_true(run_in->source));
}

/* Of rows that are a department's own, one is left, without its contents. */
static void
clear_own_items(struct edit *list, const struct schema *schema)
{
	bool is_first = true;

	for (struct edit *item = list->first; item != NULL; item = item->next) {
		bool is_own = item->type != JSON_OBJECT ||
		              (!is_framed(item) && !is_group(item, schema));

		item->is_gone = is_of_others(item) ||
		                (is_own && (!is_first || item->type != JSON_OBJECT));
		is_first = is_first && !is_own;
		if (item->type == JSON_OBJECT)
			clear_own(item, schema);
	}
}

static bool
is_empty(const struct edit *object)
{
	for (const struct edit *member = object->first; member != NULL; member = member->next)
		if (!member->is_gone)
			return false;
	return true;
}

static bool
is_required(const struct schema *schema, const char *name)
{
	const struct json *required = schema == NULL ? NULL : schema_required(schema);

	for (const struct json *one = required == NULL ? NULL : json_first(required); one != NULL;
	     one = json_next(one))
		if (strcmp(json_string(one), name) == 0)
			return true;
	return false;
}

static void
clear_own(struct edit *object, const struct schema *schema)
{
	bool has_rows = is_group(object, schema);
	bool has_kind = edit_member(object, "kind") != NULL;

	for (struct edit *member = object->first; member != NULL; member = member->next) {
		const struct schema *own = schema == NULL ? NULL
		                                          : schema_member(schema, member->name);

		if (member->type == JSON_OBJECT) {
			clear_own(member, own);
			member->is_gone = is_empty(member) && !is_required(schema, member->name);
		} else if (member->type == JSON_ARRAY) {
			clear_own_items(member, own == NULL ? NULL : schema_items(own));
		} else {
			member->is_gone = !is_among(member->name, frame,
			                            sizeof frame / sizeof frame[0]) &&
			                  !(has_rows && is_among(member->name, group,
			                                         sizeof group / sizeof group[0])) &&
			                  !(has_kind && is_among(member->name, counted,
			                                         sizeof counted / sizeof counted[0]));
		}
	}
}

/* Put another value in the place of a member, or take it out. */
static void
set_member(struct edit_tree *tree, const char *name, const struct json *value)
{
	struct edit *member = edit_make(tree, tree->root, name, JSON_OBJECT);

	if (value == NULL)
		member->is_gone = true;
	else
		edit_replace(tree, member, value);
}

/* Of what is not known yet its code, if it has one. */
static void
set_code(struct edit_tree *tree, const char *name, const char *code)
{
	struct edit *member;

	if (code == NULL)
		return;
	member = edit_make(tree, tree->root, name, JSON_OBJECT);
	member->first = member->last = NULL;
	edit_make(tree, member, "code", JSON_STRING)->text = code;
}

static void
set_year(struct edit_tree *tree, long year)
{
	edit_make(tree, tree->root, "year", JSON_INTEGER)->text = arena_printf(tree->arena, "%ld",
	                                                                       year);
}

void
blank_begin(struct arena *arena, const struct json *model, const struct schema *schema,
            const struct template *template, const struct blank_owner *owner, long year,
            struct text *out)
{
	struct edit_tree *tree = edit_new(arena, model);

	clear_own(tree->root, schema);
	clear_added(tree->root, schema);
	clear_hints(arena, tree->root);
	edit_make(tree, tree->root, "form", JSON_STRING)->text = template_id(template);
	edit_make(tree, tree->root, "title", JSON_STRING)->text = template_name(template);
	set_member(tree, "region", owner->region);
	set_member(tree, "department", owner->department);
	set_member(tree, "project", owner->project);
	if (owner->department == NULL)
		set_code(tree, "department", owner->department_code);
	set_code(tree, "project", owner->project_code);
	set_year(tree, year);
	edit_write(tree, out);
}

/* 2023年度某部门自评报告 is that of 2024 the next time. */
static void
renew_title(struct edit_tree *tree, const struct json *document, long year)
{
	const char *title = json_string(json_member(document, "title"));
	const char *old = arena_printf(tree->arena, "%ld",
	                               json_integer(json_member(document, "year"), 0));
	struct text text = text_make(tree->arena);

	for (size_t i = 0; title != NULL && title[i] != '\0'; i++)
		if (text_starts_with(title + i, old) &&
		    text_starts_with(title + i + strlen(old), "年") &&
		    (i == 0 || !isdigit((unsigned char)title[i - 1]))) {
			text_add_fmt(&text, "%ld", year);
			i += strlen(old) - 1;
		} else {
			text_add(&text, title + i, 1);
		}
	if (title != NULL)
		edit_make(tree, tree->root, "title", JSON_STRING)->text = text.data;
}

void
blank_write(struct arena *arena, const struct json *document, const struct schema *schema,
            const struct template *template, long year, struct text *out)
{
	struct edit_tree *tree = edit_new(arena, document);

	clear_added(tree->root, schema);
	clear_value(tree->root, schema);
	clear_declared(tree->root, template);
	clear_hints(arena, tree->root);
	renew_title(tree, document, year);
	set_year(tree, year);
	edit_write(tree, out);
}
