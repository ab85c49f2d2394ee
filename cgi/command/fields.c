#include "command/fields.h"

#include <string.h>

#include "doc/fraction.h"
#include "doc/json_pointer.h"
#include "doc/schema.h"
#include "template/filter.h"

/* Of indicators. */
#define LEVELS 4

/* Where the check stands: what faults are told of, and the pointer so far. */
struct checking {
	struct ctx *cx;
	const char *path;
	const char *form;
	struct shape_world world; /* what the template declares */
};

static const struct bind_field *
find_field(const struct bind_field *fields, const char *name)
{
	while (fields != NULL && strcmp(fields->name, name) != 0)
		fields = fields->next;
	return fields;
}

/* A decimal number with at most so many digits before and behind the point. */
static bool
is_number(const char *s, size_t digits, size_t places)
{
	size_t before;
	size_t behind;

	s += *s == '-' ? 1 : 0;
	before = strspn(s, "0123456789");
	if (before == 0 || before > digits || (before > 1 && *s == '0'))
		return false;
	s += before;
	if (*s == '\0')
		return true;
	behind = strspn(s + 1, "0123456789");
	return *s == '.' && behind > 0 && behind <= places && s[1 + behind] == '\0';
}

/* Where a number does not apply, forms have a dash. */
static bool
is_amount(const char *s)
{
	return filter_is_dash(s) || is_number(s, 16, 2);
}

static bool
is_integer(const char *s)
{
	return filter_is_dash(s) || is_number(s, 18, 0);
}

static bool
is_decimal(const char *s)
{
	return filter_is_dash(s) || is_number(s, 18, 10);
}

static bool
is_boolean(const char *s)
{
	return strcmp(s, "true") == 0 || strcmp(s, "false") == 0;
}

/* The types of fields; a text is anything. An empty value is one of every type. */
static const struct {
	const char *name;
	bool (*is)(const char *s);
	const char *expected;
} types[] = {
	{ "amount", is_amount,
	  "金额：以元为单位的数，没有千位分隔，至多两位小数，如 196876.30；不适用时为 - 或 —" },
	{ "integer", is_integer, "整数，至多 18 位，如 42；不适用时为 - 或 —" },
	{ "decimal", is_decimal, "数，没有千位分隔，至多十位小数，如 98.44；不适用时为 - 或 —" },
	{ "date", schema_is_date, "日期，如 2025-02-11" },
	{ "boolean", is_boolean, "“true”（是）或“false”（否）" },
};

static void
undeclared(struct checking *checking, const char *pointer, const char *name, const char *near,
           const char *cure)
{
	struct arena *arena = checking->cx->arena;

	err_add_fault(checking->cx, arena_printf(arena, "%s: %s", checking->path, pointer),
	              "表式 %s 的模板没有声明“%s”%s；请删去，或在模板中加 %s", checking->form, name,
	              near == NULL ? "" : arena_printf(arena, "，是不是“%s”", near), cure);
}

/* What is no string the schema has told of. */
static void
check_type(struct checking *checking, const char *pointer, const struct json *value,
           const struct bind_field *field)
{
	struct ctx *cx = checking->cx;
	const char *text = json_string(value);

	for (size_t i = 0; text != NULL && *text != '\0' && i < sizeof types / sizeof types[0]; i++)
		if (strcmp(types[i].name, field->type) == 0 && !types[i].is(text))
			err_add_fault(cx, arena_printf(cx->arena, "%s: %s", checking->path, pointer),
			              "%s：是“%s”，应为%s", field->label,
			              text_utf8_shorten(cx->arena, text, 40), types[i].expected);
}

static void
check_fields(struct checking *checking, const char *pointer, const struct json *object,
             const struct bind_field *fields, const struct bind_list *children)
{
	struct arena *arena = checking->cx->arena;

	json_each(member, object)
	{
		const char *name = json_name(member);
		const struct bind_field *field = find_field(fields, name);
		struct text place = text_make(arena);

		if (children != NULL && strcmp(children->name, name) == 0)
			continue;
		text_add_str(&place, pointer);
		json_pointer_add(&place, name);
		if (field != NULL)
			check_type(checking, place.data, member, field);
		else
			undeclared(checking, place.data, name, shape_suggest(fields, children, name),
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
			undeclared(checking, pointer, name, shape_suggest(NULL, declared, name),
			           arena_printf(checking->cx->arena, "<list name=\"%s\">", name));
		else
			check_items(checking, pointer, member, list);
	}
}

/* What lines of funds have in this form only. */
static void
check_funds(struct checking *checking, const struct json *funds)
{
	unsigned index = 0;

	json_each(fund, funds)
		check_fields(checking, arena_printf(checking->cx->arena, "/funds/%u/extra", index++),
	                     json_member(fund, "extra"), checking->world.fund_fields, NULL);
}

/* Does a range go from the lesser to the greater? What is no number the schema has told of. */
static bool
rises(struct ctx *cx, const char *range, const char *upper)
{
	struct ctx inner = ctx_make(cx->arena);
	struct fraction *from;
	struct fraction *to;

	return fraction_parse(&inner, arena_strndup(inner.arena, range, (size_t)(upper - 1 - range)),
	                      &from) != ERR_OK ||
	       fraction_parse(&inner, upper, &to) != ERR_OK || fraction_compare(from, to) < 0;
}

/* Only the first level says its set. */
static void
check_indicator(struct checking *checking, const char *pointer, const struct json *indicator,
                bool is_first)
{
	struct ctx *cx = checking->cx;
	const char *weight = json_string(json_member(indicator, "weight"));
	const char *upper;

	if (weight != NULL && filter_is_range(weight, &upper) && !rises(cx, weight, upper))
		err_add_fault(cx, arena_printf(cx->arena, "%s: %s/weight", checking->path, pointer),
		              "是“%s”，范围应从小到大，如 0-20", weight);
	if (!is_first && json_member(indicator, "set") != NULL)
		err_add_fault(cx, arena_printf(cx->arena, "%s: %s/set", checking->path, pointer),
		              "指标组只写在一级指标上，请删去");
	check_fields(checking, arena_printf(cx->arena, "%s/extra", pointer),
	             json_member(indicator, "extra"), checking->world.indicator_fields, NULL);
}

static void
check_indicators(struct checking *checking, const char *pointer, const struct json *indicators,
                 int level)
{
	struct arena *arena = checking->cx->arena;
	unsigned index = 0;

	json_each(indicator, indicators)
	{
		const char *place = arena_printf(arena, "%s/%u", pointer, index++);

		check_indicator(checking, place, indicator, level == 1);
		place = arena_printf(arena, "%s/children", place);
		if (level < LEVELS)
			check_indicators(checking, place, json_member(indicator, "children"),
			                 level + 1);
		else if (json_first(json_member(indicator, "children")) != NULL)
			err_add_fault(checking->cx,
			              arena_printf(arena, "%s: %s", checking->path, place),
			              "指标多于四级，请并到第四级");
	}
}

/* Each section of base data stands once. */
static void
check_sections(const struct checking *checking, const struct json *sections)
{
	struct ctx *cx = checking->cx;
	unsigned index = 0;

	json_each(section, sections)
	{
		const char *name = json_string(json_member(section, "section"));

		json_each(other, sections)
		{
			const char *before = json_string(json_member(other, "section"));

			if (other == section || name == NULL || before == NULL)
				break;
			if (strcmp(name, before) == 0) {
				err_add_fault(cx,
				              arena_printf(cx->arena, "%s: /base_data/%u/section",
				                           checking->path, index),
				              "栏目“%s”出现了两次，请并成一个", name);
				break;
			}
		}
		index++;
	}
}

/* Has a document fields that only a template declares? */
static bool
has_own(const struct json *document)
{
	json_each(fund, json_member(document, "funds")) if (json_first(json_member(fund, "extra")) !=
	                                                    NULL) return true;
	return json_first(json_member(document, "extra")) != NULL ||
	       json_first(json_member(document, "lists")) != NULL;
}

void
fields_check(struct ctx *cx, const char *path, const struct json *document,
             const struct template *template)
{
	const char *form = json_string(json_member(document, "form"));
	struct checking checking = { cx, path, form == NULL ? "" : form,
		                     template_world(template, NULL) };

	if (template == NULL && has_own(document)) {
		err_add_fault(cx, path, "表式 %s 没有模板，不知道它有哪些专用字段；请先放入模板",
		              checking.form);
		return;
	}
	check_fields(&checking, "/extra", json_member(document, "extra"), checking.world.fields,
	             NULL);
	check_lists(&checking, json_member(document, "lists"), checking.world.lists);
	check_funds(&checking, json_member(document, "funds"));
	check_indicators(&checking, "/indicators", json_member(document, "indicators"), 1);
	check_sections(&checking, json_member(document, "base_data"));
}

/* Declared names are plain words, which need no escapes. */
static void
add_types(struct text *out, const struct bind_field *fields, const struct bind_list *lists,
          const char *comma)
{
	text_add_str(out, *comma == '\0' ? "{" : "");
	for (; fields != NULL; fields = fields->next, comma = ",")
		text_add_fmt(out, "%s\"%s\":\"%s\"", comma, fields->name, fields->type);
	for (; lists != NULL; lists = lists->next, comma = ",") {
		text_add_fmt(out, "%s\"%s\":", comma, lists->name);
		add_types(out, lists->fields, lists->children, "");
	}
	text_add_str(out, "}");
}

const char *
fields_types(struct ctx *cx, const struct template *template)
{
	const struct shape_world world = template_world(template, NULL);
	struct text out = text_make(cx->arena);

	text_add_str(&out, "{\"/funds\":");
	add_types(&out, world.fund_fields, NULL, "");
	text_add_str(&out, ",\"/indicators\":");
	add_types(&out, world.indicator_fields, NULL, "");
	add_types(&out, world.fields, world.lists, ",");
	return out.data;
}
