#include "template/shape.h"

#include <string.h>

#include "base/near.h"
#include "base/text.h"

struct shape
shape_root(const struct shape_world *world)
{
	return (struct shape){ .schema = world->root };
}

static const struct bind_field *
find_field(const struct bind_field *fields, const char *name)
{
	while (fields != NULL && strcmp(fields->name, name) != 0)
		fields = fields->next;
	return fields;
}

static const struct bind_list *
find_list(const struct bind_list *lists, const char *name)
{
	while (lists != NULL && strcmp(lists->name, name) != 0)
		lists = lists->next;
	return lists;
}

const char *
shape_suggest(const struct bind_field *fields, const struct bind_list *lists, const char *name)
{
	struct near near = near_to(name);

	for (; fields != NULL; fields = fields->next)
		near_try(&near, fields->name);
	for (; lists != NULL; lists = lists->next)
		near_try(&near, lists->name);
	return near.best;
}

/* What may have been meant, as a question; else "". */
static const char *
question(struct arena *arena, const char *near)
{
	return near == NULL ? "" : arena_printf(arena, "是不是“%s”？不是就", near);
}

/* The fields that are declared for an object, and where; false when it is no `extra`. */
static bool
fields_of(const struct shape_world *world, const struct schema *schema,
          const struct bind_field **fields, const char **within)
{
	const struct schema *root = world->root;
	const struct schema *fund = schema_items(schema_member(root, "funds"));
	const struct schema *indicator = schema_items(schema_member(root, "indicators"));

	*within = "";
	*fields = world->fields;
	if (schema == NULL || schema == schema_member(root, "extra"))
		return schema != NULL;
	*within = "在 <funds> 里";
	*fields = world->fund_fields;
	if (schema == schema_member(fund, "extra"))
		return true;
	*within = "在 <indicators> 里";
	*fields = world->indicator_fields;
	return schema == schema_member(indicator, "extra");
}

static enum err
undeclared_field(struct ctx *cx, const struct bind_field *fields, const char *within,
                 const char *source, const char *name)
{
	return err_set(cx, ERR_INPUT,
	               "{%s}：字段“%s”没有声明，%s请%s加 <field name=\"%s\" type=… label=…/>",
	               source, name, question(cx->arena, shape_suggest(fields, NULL, name)), within,
	               name);
}

static enum err
undeclared_list(struct ctx *cx, const struct bind_list *lists, const char *source, const char *name)
{
	return err_set(cx, ERR_INPUT, "{%s}：列表“%s”没有声明，%s请加 <list name=\"%s\" label=…>",
	               source, name, question(cx->arena, shape_suggest(NULL, lists, name)), name);
}

/* Is it a field that the form has of its own, so that only `extra` is missing? */
static bool
is_own_field(const struct shape_world *world, struct shape shape, const char *name)
{
	const struct schema *extra = shape.is_group_items ? NULL
	                                                  : schema_member(shape.schema, "extra");
	const struct bind_field *fields;
	const char *within;

	return extra != NULL && fields_of(world, extra, &fields, &within) &&
	       find_field(fields, name) != NULL;
}

static enum err
unknown(struct ctx *cx, const struct shape_world *world, const char *source, struct shape shape,
        const char *name)
{
	const char *near = schema_suggest(shape.schema, name);
	struct text known = text_make(cx->arena);

	if (is_own_field(world, shape, name))
		return err_set(cx, ERR_INPUT, "{%s}：“%s”是这个表式专用的字段，请写 extra.%s",
		               source, name, name);
	if (near != NULL)
		return err_set(cx, ERR_INPUT, "{%s}：文档在这里没有“%s”，是不是“%s”？", source,
		               name, near);
	schema_add_names(shape.is_group_items ? NULL : shape.schema, &known);
	if (known.length == 0)
		return err_set(cx, ERR_INPUT, "{%s}：没有“%s”，它前面的是值，没有成员", source,
		               name);
	return err_set(cx, ERR_INPUT, "{%s}：文档在这里没有“%s”，可以有的是：%s", source, name,
	               known.data);
}

/* A member of an item of a declared list. */
static enum err
declared_member(struct ctx *cx, const char *source, struct shape shape, const char *name,
                struct shape *out)
{
	out->list = NULL;
	out->field = find_field(shape.list->fields, name);
	if (out->field != NULL)
		return ERR_OK;
	out->list = find_list(shape.list->children, name);
	if (out->list != NULL)
		return ERR_OK;
	if (strcmp(name, "children") == 0)
		return undeclared_list(cx, NULL, source, name);
	return err_set(cx, ERR_INPUT,
	               "{%s}：字段“%s”没有声明，%s请在 <list name=\"%s\"> 里加 <field name=\"%s\" "
	               "type=… label=…/>",
	               source, name,
	               question(cx->arena,
	                        shape_suggest(shape.list->fields, shape.list->children, name)),
	               shape.list->name, name);
}

/* Of a group its items, and what they all have alike: bind.c sees to it that they do. */
static enum err
group_member(struct ctx *cx, const struct shape_world *world, const char *source,
             struct shape shape, const char *name, struct shape *out)
{
	struct shape item = { .schema = shape.schema,
		              .list = shape.list,
		              .is_read_only = shape.is_read_only };

	if (strcmp(name, "items") != 0) {
		TRY(shape_member(cx, world, source, item, name, out));
		if (!shape_items(*out, &item))
			return ERR_OK;
		return err_set(cx, ERR_INPUT, "{%s}：“%s”是各项自己的列表，一组没有；请写 items.%s",
		               source, name, name);
	}
	*out = item;
	out->is_group_items = true;
	return ERR_OK;
}

enum err
shape_member(struct ctx *cx, const struct shape_world *world, const char *source,
             struct shape shape, const char *name, struct shape *out)
{
	const struct schema *lists = schema_member(world->root, "lists");
	const struct bind_field *fields;
	const char *within;

	if (shape.group_by != NULL)
		return group_member(cx, world, source, shape, name, out);
	*out = (struct shape){ .schema = schema_member(shape.schema, name),
		               .is_read_only = shape.is_read_only ||
		                               schema_is_read_only(shape.schema, name) };
	if (shape.is_group_items || out->schema == NULL)
		return unknown(cx, world, source, shape, name);
	if (fields_of(world, shape.schema, &fields, &within)) {
		out->field = find_field(fields, name);
		return out->field == NULL ? undeclared_field(cx, fields, within, source, name)
		                          : ERR_OK;
	}
	if (shape.list != NULL)
		return declared_member(cx, source, shape, name, out);
	if (lists != NULL && shape.schema == lists) {
		out->list = find_list(world->lists, name);
		if (out->list == NULL)
			return undeclared_list(cx, world->lists, source, name);
	}
	return ERR_OK;
}

static const char *
declared_label(const struct bind_field *fields, const struct bind_list *lists, const char *name)
{
	const struct bind_list *list = find_list(lists, name);

	if (list != NULL)
		return list->label;
	fields = find_field(fields, name);
	return fields == NULL ? NULL : fields->label;
}

const char *
shape_label(const struct shape_world *world, struct shape shape, const char *name)
{
	const struct bind_field *fields;
	const char *within;

	if (shape.schema == NULL)
		return NULL;
	if (shape.list != NULL)
		return declared_label(shape.list->fields, shape.list->children, name);
	if (fields_of(world, shape.schema, &fields, &within))
		return declared_label(fields, NULL, name);
	if (shape.schema == schema_member(world->root, "lists"))
		return declared_label(NULL, world->lists, name);
	return schema_label(shape.schema, name);
}

bool
shape_items(struct shape shape, struct shape *item)
{
	*item = (struct shape){ .schema = shape.is_group_items ? shape.schema
		                                               : schema_items(shape.schema),
		                .list = shape.list,
		                .is_read_only = shape.is_read_only };
	return item->schema != NULL;
}

bool
shape_is_text(struct shape shape)
{
	return shape.group_by == NULL && !shape.is_group_items &&
	       (schema_is_text(shape.schema) || schema_is_boolean(shape.schema));
}

bool
shape_is_boolean(struct shape shape)
{
	return shape.field == NULL ? schema_is_boolean(shape.schema)
	                           : strcmp(shape.field->type, "boolean") == 0;
}

const char *
shape_cure(struct shape shape)
{
	struct shape item;

	if (shape.group_by != NULL || (!shape.is_group_items && schema_is_object(shape.schema)))
		return "对象，请用点号写到它的成员";
	if (shape_items(shape, &item))
		return "列表，请用 <each> 逐项来印";
	return "不能印的值";
}

static enum err
check_text(struct ctx *cx, const char *source, struct shape shape, const char *name,
           const char *text)
{
	const char *near = schema_suggest(shape.schema, text);
	struct text known = text_make(cx->arena);

	if (shape_is_boolean(shape) && strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		return err_set(cx, ERR_INPUT, "%s：“%s”没有值“%s”，应为 true 或 false", source,
		               name, text);
	if (schema_allows(shape.schema, text))
		return ERR_OK;
	if (near != NULL)
		return err_set(cx, ERR_INPUT, "%s：“%s”没有值“%s”，是不是“%s”？", source, name,
		               text, near);
	json_each(choice, schema_choices(shape.schema))
		text_add_fmt(&known, "%s%s", known.length > 0 ? ", " : "", json_string(choice));
	if (known.length > 0)
		return err_set(cx, ERR_INPUT, "%s：“%s”没有值“%s”，应为其中之一：%s", source, name,
		               text, known.data);
	return err_set(cx, ERR_INPUT, "%s：“%s”没有值“%s”，应为整数", source, name, text);
}

enum err
shape_check_values(struct ctx *cx, const char *source, struct shape shape, const char *name,
                   const char *texts)
{
	char *rest = arena_strdup(cx->arena, texts);
	struct shape item;
	char *text;

	if (shape.group_by != NULL || schema_is_object(shape.schema) || shape_items(shape, &item))
		return err_set(cx, ERR_INPUT, "%s：“%s”不是文字，不能比较", source, name);
	if (*texts == '=' || *texts == '\'' || *texts == '"')
		return err_set(cx, ERR_INPUT, "%s：比较只写一个等号，值不加引号，如 %s=%.*s",
		               source, name, (int)strcspn(texts + strspn(texts, "='\" "), "'\""),
		               texts + strspn(texts, "='\" "));
	while ((text = strsep(&rest, ",")) != NULL)
		TRY(check_text(cx, source, shape, name, text));
	return ERR_OK;
}
