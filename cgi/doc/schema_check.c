#include <ctype.h>
#include <string.h>

#include "base/near.h"
#include "doc/json_pointer.h"
#include "doc/schema_internal.h"

/* Characters of a value that a fault shows. */
#define SHOWN_MAX 40

struct check {
	struct ctx *cx;
	const char *name;
	size_t faults_before;
};

static void check_value(struct check *check, const struct schema *schema, const char *pointer,
                        const struct json *value);

static const char *
place(struct check *check, const char *pointer)
{
	return arena_printf(check->cx->arena, "%s: %s", check->name,
	                    *pointer == '\0' ? "/" : pointer);
}

/* A value as an error shows it: whole when short, else its beginning. */
static const char *
shown(struct check *check, const char *s)
{
	return arena_printf(check->cx->arena, "“%s”",
	                    text_utf8_shorten(check->cx->arena, s, SHOWN_MAX));
}

static bool
is_choice(const struct json *choices, const char *s)
{
	json_each(choice, choices) if (strcmp(json_string(choice), s) == 0) return true;
	return false;
}

static const char *
choice_list(struct check *check, const struct json *choices)
{
	struct text list = text_make(check->cx->arena);

	json_each(choice, choices)
		text_add_fmt(&list, "%s%s", list.length > 0 ? ", " : "", json_string(choice));
	return list.data;
}

/* What may have been meant by a misspelt choice, as a question; else "". */
static const char *
question(struct check *check, const struct json *choices, const char *s)
{
	struct near near = near_to(s);

	json_each(choice, choices) near_try(&near, json_string(choice));
	return near.best == NULL ? "" : arena_printf(check->cx->arena, "是不是“%s”？", near.best);
}

bool
schema_is_date(const char *s)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year;
	int month;
	int day;

	if (strlen(s) != 10 || s[4] != '-' || s[7] != '-')
		return false;
	for (int i = 0; i < 10; i++)
		if (i != 4 && i != 7 && !isdigit((unsigned char)s[i]))
			return false;
	year = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + s[3] - '0';
	month = (s[5] - '0') * 10 + s[6] - '0';
	day = (s[8] - '0') * 10 + s[9] - '0';
	if (month < 1 || month > 12 || day < 1)
		return false;
	if (month == 2 && day == 29)
		return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day <= days[month - 1];
}

static void
check_string(struct check *check, const struct schema *schema, const char *pointer, const char *s)
{
	long length = (long)text_utf8_count(s);

	if (length < schema->min && length == 0)
		err_add_fault(check->cx, place(check, pointer), "是空的，至少要有 %ld 个字",
		              schema->min);
	else if (length < schema->min)
		err_add_fault(check->cx, place(check, pointer), "有 %ld 个字，至少要有 %ld 个",
		              length, schema->min);
	else if (length > schema->max)
		err_add_fault(check->cx, place(check, pointer), "有 %ld 个字，最多 %ld 个", length,
		              schema->max);
	else if (schema->choices != NULL && !is_choice(schema->choices, s))
		err_add_fault(check->cx, place(check, pointer), "是%s，%s应为其中之一：%s",
		              shown(check, s), question(check, schema->choices, s),
		              choice_list(check, schema->choices));
	else if (schema->pattern != NULL && regexec(schema->pattern, s, 0, NULL, 0) != 0)
		err_add_fault(check->cx, place(check, pointer), "是%s，应为%s", shown(check, s),
		              schema->expected);
	else if (schema->is_date && !schema_is_date(s))
		err_add_fault(check->cx, place(check, pointer), "是%s，应为日期，如 2025-02-11",
		              shown(check, s));
}

static void
check_integer(struct check *check, const struct schema *schema, const char *pointer, long value)
{
	if (value < schema->min || value > schema->max)
		err_add_fault(check->cx, place(check, pointer), "是 %ld，应在 %ld 至 %ld 之间",
		              value, schema->min, schema->max);
}

static void
check_count(struct check *check, const struct schema *schema, const char *pointer, size_t count)
{
	if ((long)count > schema->max)
		err_add_fault(check->cx, place(check, pointer), "有 %zu 项，最多 %ld 项", count,
		              schema->max);
	else if ((long)count < schema->min)
		err_add_fault(check->cx, place(check, pointer), "有 %zu 项，至少 %ld 项", count,
		              schema->min);
}

static void
check_unknown(struct check *check, const struct schema *schema, const char *pointer,
              const char *name)
{
	const char *near = schema_suggest(schema, name);
	struct text known = text_make(check->cx->arena);

	schema_add_names(schema, &known);
	if (near != NULL)
		err_add_fault(check->cx, place(check, pointer), "没有这个成员，是不是“%s”？", near);
	else if (schema_member(schema, "extra") != NULL)
		err_add_fault(check->cx, place(check, pointer),
		              "没有这个成员，请删去；表式专用的字段写在 extra 里；可以有的是：%s",
		              known.data);
	else
		err_add_fault(check->cx, place(check, pointer),
		              "没有这个成员，请删去；可以有的是：%s", known.data);
}

/* The JSON pointer of a member. */
static const char *
member_pointer(struct check *check, const char *pointer, const char *name)
{
	struct text out = text_make(check->cx->arena);

	text_add_str(&out, pointer);
	json_pointer_add(&out, name);
	return out.data;
}

/* A required member that is absent, at its own place, by what staff call it. */
static void
add_missing(struct check *check, const struct schema *schema, const char *pointer, const char *name)
{
	const char *label = schema_label(schema, name);

	err_add_fault(check->cx, place(check, member_pointer(check, pointer, name)), "“%s”还没有填",
	              label == NULL || *label == '\0' ? name : label);
}

static void
check_object(struct check *check, const struct schema *schema, const char *pointer,
             const struct json *value)
{
	check_count(check, schema, pointer, json_count(value));
	json_each(required, schema->required) if (json_member(value, json_string(required)) == NULL)
		add_missing(check, schema, pointer, json_string(required));
	json_each(member, value)
	{
		const char *name = json_name(member);
		const char *at = member_pointer(check, pointer, name);
		const struct schema *inner = schema_member(schema, name);

		if (inner == NULL)
			check_unknown(check, schema, at, name);
		else
			check_value(check, inner, at, member);
	}
}

static void
check_array(struct check *check, const struct schema *schema, const char *pointer,
            const struct json *value)
{
	size_t index = 0;

	check_count(check, schema, pointer, json_count(value));
	json_each(item, value)
		check_value(check, schema->items,
	                    arena_printf(check->cx->arena, "%s/%zu", pointer, index++), item);
}

/* What a type is called by people who do not know JSON well. */
static const char *
type_words(enum json_type type)
{
	static const char *const words[] = {
		[JSON_NULL] = "空值 null", [JSON_BOOLEAN] = "真假值", [JSON_INTEGER] = "整数",
		[JSON_NUMBER] = "小数",    [JSON_STRING] = "文字",    [JSON_ARRAY] = "列表",
		[JSON_OBJECT] = "对象",
	};

	return words[type];
}

/* What to write instead of a value that is no string but might be one. */
static const char *
string_cure(enum json_type type)
{
	if (type == JSON_INTEGER || type == JSON_NUMBER)
		return "（数字要写在引号里，才不会丢失位数）";
	return type == JSON_BOOLEAN ? "（真假值要写在引号里：\"true\" 或 \"false\"）" : "";
}

/* How a value of the type that is wanted is written. */
static const char *
type_cure(struct check *check, const struct schema *schema, enum json_type type)
{
	struct text known = text_make(check->cx->arena);

	if (type == JSON_NULL)
		return "；没有内容的，请删去这个成员";
	switch (schema->type) {
	case JSON_STRING: return string_cure(type);
	case JSON_INTEGER: return type == JSON_STRING ? "（不写引号）" : "";
	case JSON_BOOLEAN: return "（true 或 false，不写引号）";
	case JSON_ARRAY: return "（写在方括号 [ ] 里）";
	case JSON_OBJECT: break;
	default: return "";
	}
	schema_add_names(schema, &known);
	return arena_printf(check->cx->arena, "（写在花括号 { } 里%s%s）",
	                    known.length == 0 ? "" : "，可以有的是：", known.data);
}

static void
check_value(struct check *check, const struct schema *schema, const char *pointer,
            const struct json *value)
{
	enum json_type type = json_type(value);

	schema = schema_resolve(schema);
	if (schema == NULL || schema->type == JSON_NULL)
		return;
	if (type != schema->type)
		err_add_fault(check->cx, place(check, pointer), "类型是%s，应为%s%s",
		              type_words(type), type_words(schema->type),
		              type_cure(check, schema, type));
	else if (type == JSON_STRING)
		check_string(check, schema, pointer, json_string(value));
	else if (type == JSON_INTEGER)
		check_integer(check, schema, pointer, json_integer(value, 0));
	else if (type == JSON_OBJECT)
		check_object(check, schema, pointer, value);
	else if (type == JSON_ARRAY)
		check_array(check, schema, pointer, value);
}

bool
schema_takes(const struct schema *schema, const char *text)
{
	long length = (long)text_utf8_count(text);

	schema = schema_resolve(schema);
	if (schema == NULL || schema->type != JSON_STRING || length < schema->min ||
	    length > schema->max)
		return false;
	if (schema->choices != NULL && !is_choice(schema->choices, text))
		return false;
	if (schema->pattern != NULL && regexec(schema->pattern, text, 0, NULL, 0) != 0)
		return false;
	return !schema->is_date || schema_is_date(text);
}

bool
schema_is_number(const struct schema *schema)
{
	const struct schema *resolved = schema_resolve(schema);

	if (resolved != NULL && resolved->type == JSON_INTEGER)
		return true;
	return resolved != NULL && resolved->pattern != NULL && schema_takes(schema, "7") &&
	       !schema_takes(schema, "x");
}

bool
schema_is_string(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema != NULL && schema->type == JSON_STRING;
}

bool
schema_is_internal(const struct schema *schema, const char *name)
{
	schema = schema_resolve(schema_member(schema, name));
	return schema != NULL && schema->is_internal;
}

/* What is said of the member itself, beside the reference to its type; or NULL. */
static const struct schema *
said_of(const struct schema *schema, const char *name)
{
	schema = schema_resolve(schema);
	for (const struct property *p = schema == NULL ? NULL : schema->properties; p != NULL;
	     p = p->next)
		if (strcmp(p->name, name) == 0)
			return p->schema;
	return NULL;
}

bool
schema_is_yearly(const struct schema *schema, const char *name)
{
	const struct schema *said = said_of(schema, name);

	return said != NULL && said->is_yearly;
}

bool
schema_is_read_only(const struct schema *schema, const char *name)
{
	const struct schema *said = said_of(schema, name);

	return said != NULL && (said->is_read_only || schema_resolve(said)->is_read_only);
}

const char *
schema_added(const struct schema *schema, const char *name)
{
	const struct schema *said = said_of(schema, name);

	return said == NULL ? NULL : said->added;
}

const char *
schema_unit(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema == NULL ? NULL : schema->unit;
}

const char *
schema_expected(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema == NULL ? NULL : schema->expected;
}

const struct json *
schema_required(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema == NULL ? NULL : schema->required;
}

enum err
schema_check(struct ctx *cx, const struct schema *schema, const char *name,
             const struct json *document)
{
	struct check check = { .cx = cx, .name = name, .faults_before = cx->fault_count };

	check_value(&check, schema, "", document);
	if (cx->fault_count > check.faults_before)
		return err_set(cx, ERR_INPUT, "%s：%zu 处错误", name,
		               cx->fault_count - check.faults_before);
	return ERR_OK;
}
