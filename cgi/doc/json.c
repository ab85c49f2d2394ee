#include "doc/json.h"

#include <cjson/cJSON.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "doc/json_scan.h"

/* A struct json is a cJSON under another name, so that no other layer can depend on it. */
static const cJSON *
inner(const struct json *value)
{
	return (const cJSON *)(const void *)value;
}

static const struct json *
outer(const cJSON *value)
{
	return (const struct json *)(const void *)value;
}

static void
delete_tree(void *tree)
{
	cJSON_Delete(tree);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum err
check_members(struct ctx *cx, const char *name, const cJSON *object)
{
	const char *names[JSON_MEMBERS_MAX] = { 0 };
	size_t count = 0;

	for (const cJSON *member = object->child; member != NULL; member = member->next) {
		if (count == JSON_MEMBERS_MAX)
			return err_set(cx, ERR_INPUT, "%s：一个对象的成员多于 %d 个", name,
			               JSON_MEMBERS_MAX);
		names[count++] = member->string;
	}
	qsort(names, count, sizeof names[0], compare_names);
	for (size_t i = 1; i < count; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			return err_set(cx, ERR_INPUT, "%s：同一个对象里成员“%s”出现了两次", name,
			               names[i]);
	return ERR_OK;
}

static enum err
check_duplicates(struct ctx *cx, const char *name, const cJSON *value)
{
	if (cJSON_IsObject(value))
		TRY(check_members(cx, name, value));
	for (const cJSON *child = value->child; child != NULL; child = child->next)
		if (cJSON_IsObject(child) || cJSON_IsArray(child))
			TRY(check_duplicates(cx, name, child));
	return ERR_OK;
}

size_t
json_size(const struct json *value)
{
	size_t size = 1;

	json_each(item, value) size += json_size(item);
	return size;
}

enum err
json_parse(struct ctx *cx, const char *name, const char *data, size_t length,
           const struct json **out)
{
	const char *end = NULL;
	cJSON *tree;

	TRY(json_scan(cx, name, data, length));
	tree = cJSON_ParseWithLengthOpts(data, length, &end, 0);
	if (tree == NULL)
		return err_set(cx, ERR_INPUT, "%s:%u：不是 JSON", name,
		               json_scan_line(data, end == NULL ? 0 : (size_t)(end - data)));
	arena_defer(cx->arena, delete_tree, tree);
	while (end < data + length && strchr(" \t\r\n", *end) != NULL && *end != '\0')
		end++;
	if (end != data + length)
		return err_set(cx, ERR_INPUT, "%s:%u：JSON 之后还有多余的内容", name,
		               json_scan_line(data, (size_t)(end - data)));
	TRY(check_duplicates(cx, name, tree));
	*out = outer(tree);
	return ERR_OK;
}

enum json_type
json_type(const struct json *value)
{
	const cJSON *item = inner(value);

	if (cJSON_IsString(item))
		return JSON_STRING;
	if (cJSON_IsObject(item))
		return JSON_OBJECT;
	if (cJSON_IsArray(item))
		return JSON_ARRAY;
	if (cJSON_IsBool(item))
		return JSON_BOOLEAN;
	if (!cJSON_IsNumber(item))
		return JSON_NULL;
	return item->valuedouble == (double)item->valueint ? JSON_INTEGER : JSON_NUMBER;
}

const char *
json_type_name(enum json_type type)
{
	static const char *const names[] = { "null",   "boolean", "integer", "number",
		                             "string", "array",   "object" };

	return names[type];
}

const char *
json_string(const struct json *value)
{
	return value == NULL ? NULL : cJSON_GetStringValue(inner(value));
}

long
json_integer(const struct json *value, long fallback)
{
	return value != NULL && json_type(value) == JSON_INTEGER ? inner(value)->valueint : fallback;
}

bool
json_is_true(const struct json *value)
{
	return cJSON_IsTrue(inner(value)) != 0;
}

void
json_add_scalar(struct text *out, const struct json *value)
{
	char *printed;

	switch (json_type(value)) {
	case JSON_BOOLEAN: text_add_str(out, json_is_true(value) ? "true" : "false"); break;
	case JSON_INTEGER: text_add_fmt(out, "%d", inner(value)->valueint); break;
	case JSON_NUMBER:
		printed = cJSON_PrintUnformatted(inner(value));
		text_add_str(out, printed == NULL ? "null" : printed);
		cJSON_free(printed);
		break;
	default: text_add_str(out, "null");
	}
}

const struct json *
json_member(const struct json *object, const char *name)
{
	if (object == NULL || !cJSON_IsObject(inner(object)))
		return NULL;
	return outer(cJSON_GetObjectItemCaseSensitive(inner(object), name));
}

const struct json *
json_first(const struct json *container)
{
	if (container == NULL ||
	    (!cJSON_IsObject(inner(container)) && !cJSON_IsArray(inner(container))))
		return NULL;
	return outer(inner(container)->child);
}

const struct json *
json_next(const struct json *value)
{
	return outer(inner(value)->next);
}

const char *
json_name(const struct json *value)
{
	return inner(value)->string;
}

size_t
json_count(const struct json *container)
{
	size_t count = 0;

	json_each(item, container) count++;
	return count;
}

/* Of objects that have as many members: is each of the one in the other? */
static bool
members_equal(const struct json *a, const struct json *b)
{
	json_each(item, a)
	{
		const struct json *other = json_member(b, json_name(item));

		if (other == NULL || !json_equal(item, other))
			return false;
	}
	return true;
}

static bool
elements_equal(const struct json *a, const struct json *b)
{
	const struct json *other = json_first(b);

	json_each(item, a)
	{
		if (!json_equal(item, other))
			return false;
		other = json_next(other);
	}
	return true;
}

/* cJSON's own comparison takes twice the time for each level of nested objects. */
bool
json_equal(const struct json *a, const struct json *b)
{
	enum json_type type = json_type(a);

	if (type != json_type(b))
		return false;
	switch (type) {
	case JSON_NULL: return true;
	case JSON_BOOLEAN: return json_is_true(a) == json_is_true(b);
	case JSON_INTEGER: return inner(a)->valueint == inner(b)->valueint;
	case JSON_NUMBER: return inner(a)->valuedouble == inner(b)->valuedouble;
	case JSON_STRING: return strcmp(json_string(a), json_string(b)) == 0;
	case JSON_ARRAY: return json_count(a) == json_count(b) && elements_equal(a, b);
	case JSON_OBJECT: break;
	}
	return json_count(a) == json_count(b) && members_equal(a, b);
}

void
json_add(struct text *out, const struct json *value)
{
	bool is_object = json_type(value) == JSON_OBJECT;
	const char *comma = "";

	if (json_type(value) == JSON_STRING) {
		text_add_json(out, json_string(value));
		return;
	}
	if (!is_object && json_type(value) != JSON_ARRAY) {
		json_add_scalar(out, value);
		return;
	}
	text_add_str(out, is_object ? "{" : "[");
	json_each(item, value)
	{
		text_add_str(out, comma);
		comma = ",";
		if (is_object) {
			text_add_json(out, json_name(item));
			text_add_str(out, ":");
		}
		json_add(out, item);
	}
	text_add_str(out, is_object ? "}" : "]");
}

const char *
json_library_version(void)
{
	return cJSON_Version();
}
