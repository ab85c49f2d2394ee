#include "command/fields.h"

#include <string.h>

/* Where the check stands: what faults are told of, and the pointer so far. */
struct checking {
	struct ctx *cx;
	const char *path;
	const char *form;
};

static bool
is_declared(const struct bind_field *fields, const char *name)
{
	while (fields != NULL && strcmp(fields->name, name) != 0)
		fields = fields->next;
	return fields != NULL;
}

static void
undeclared(struct checking *checking, const char *pointer, const char *name, const char *cure)
{
	err_add_fault(checking->cx,
	              arena_printf(checking->cx->arena, "%s: %s", checking->path, pointer),
	              "表式 %s 的模板没有声明“%s”；请删去，或在模板中加 %s", checking->form, name,
	              cure);
}

static void
check_fields(struct checking *checking, const char *pointer, const struct json *object,
             const struct bind_field *fields, const struct bind_list *children)
{
	struct arena *arena = checking->cx->arena;

	json_each(member, object)
	{
		const char *name = json_name(member);

		if (is_declared(fields, name) ||
		    (children != NULL && strcmp(children->name, name) == 0))
			continue;
		undeclared(checking, arena_printf(arena, "%s/%s", pointer, name), name,
		           strcmp(name, "children") == 0
		                   ? "<list name=\"children\">"
		                   : arena_printf(arena, "<field name=\"%s\">", name));
	}
}

static void
check_items(struct checking *checking, const char *pointer, const struct json *items,
            const struct bind_list *list)
{
	unsigned index = 0;

	json_each(item, items)
	{
		const char *place = arena_printf(checking->cx->arena, "%s/%u", pointer, index++);

		check_fields(checking, place, item, list->fields, list->children);
		if (list->children != NULL)
			check_items(checking,
			            arena_printf(checking->cx->arena, "%s/children", place),
			            json_member(item, "children"), list->children);
	}
}

static void
check_lists(struct checking *checking, const struct json *lists, const struct bind_list *declared)
{
	json_each(member, lists)
	{
		const char *name = json_name(member);
		const char *pointer = arena_printf(checking->cx->arena, "/lists/%s", name);
		const struct bind_list *list = declared;

		while (list != NULL && strcmp(list->name, name) != 0)
			list = list->next;
		if (list == NULL)
			undeclared(checking, pointer, name,
			           arena_printf(checking->cx->arena, "<list name=\"%s\">", name));
		else
			check_items(checking, pointer, member, list);
	}
}

void
fields_check(struct ctx *cx, const char *path, const struct json *document,
             const struct template *template)
{
	const char *form = json_string(json_member(document, "form"));
	struct checking checking = { cx, path, form == NULL ? "" : form };
	const struct json *extra = json_member(document, "extra");
	const struct json *lists = json_member(document, "lists");

	if (template == NULL) {
		if (json_first(extra) != NULL || json_first(lists) != NULL)
			err_add_fault(cx, path,
			              "表式 %s 没有模板，不知道它有哪些专用字段；请先放入模板",
			              checking.form);
		return;
	}
	check_fields(&checking, "/extra", extra, template_fields(template), NULL);
	check_lists(&checking, lists, template_lists(template));
}

/* Declared names are plain words, which need no escapes. */
static void
add_types(struct text *out, const struct bind_field *fields, const struct bind_list *lists)
{
	const char *comma = "";

	text_add_str(out, "{");
	for (; fields != NULL; fields = fields->next, comma = ",")
		text_add_fmt(out, "%s\"%s\":\"%s\"", comma, fields->name, fields->type);
	for (; lists != NULL; lists = lists->next, comma = ",") {
		text_add_fmt(out, "%s\"%s\":", comma, lists->name);
		add_types(out, lists->fields, lists->children);
	}
	text_add_str(out, "}");
}

const char *
fields_types(struct ctx *cx, const struct template *template)
{
	struct text types = text_make(cx->arena);

	if (template == NULL)
		return "{}";
	add_types(&types, template_fields(template), template_lists(template));
	return types.data;
}
