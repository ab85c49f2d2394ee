/*
 * The routes and the description of the API say the same, both ways: addresses,
 * parameters with their limits and choices, and faces.
 */
#include "page/openapi_json.h"

#include <stdlib.h>

#include "doc/json.h"
#include "page/column.h"
#include "page/route.h"
#include "tests/unit/tap.h"

static const struct json *description;
static size_t addresses;

/* What a `$ref` inside the document stands for. */
static const struct json *
resolve(struct arena *arena, const struct json *value)
{
	const char *path = json_string(json_member(value, "$ref"));

	if (path == NULL)
		return value;
	value = description;
	for (path += 2; value != NULL && *path != '\0';) {
		size_t length = strcspn(path, "/");

		value = json_member(value, arena_strndup(arena, path, length));
		path += length + (path[length] == '/' ? 1 : 0);
	}
	return resolve(arena, value);
}

static const struct json *
operation_at(const char *path)
{
	return json_member(json_member(json_member(description, "paths"), path), "get");
}

/* The described parameter of that name, or NULL. */
static const struct json *
parameter(struct arena *arena, const struct json *operation, const char *name, const char *in)
{
	json_each(item, json_member(operation, "parameters"))
	{
		const struct json *found = resolve(arena, item);

		if (strcmp(json_string(json_member(found, "name")), name) == 0 &&
		    strcmp(json_string(json_member(found, "in")), in) == 0)
			return found;
	}
	return NULL;
}

static bool
is_type(const struct json *schema, const char *type)
{
	const char *given = json_string(json_member(schema, "type"));

	return given != NULL && strcmp(given, type) == 0;
}

static bool
has_choices(const struct json *schema, const char *const *choices)
{
	json_each(item, json_member(schema, "enum")) if (*choices == NULL ||
	                                                 strcmp(json_string(item), *choices++) !=
	                                                         0) return false;
	return *choices == NULL;
}

/* ^(a|b)(,(a|b))?$ */
static bool
has_pair(struct arena *arena, const struct json *schema, const char *const *choices)
{
	struct text any = text_make(arena);
	const char *pattern = json_string(json_member(schema, "pattern"));

	for (const char *const *choice = choices; *choice != NULL; choice++)
		text_add_fmt(&any, "%s%s", choice == choices ? "" : "|", *choice);
	return pattern != NULL &&
	       strcmp(pattern, arena_printf(arena, "^(%s)(,(%s))?$", any.data, any.data)) == 0;
}

static bool
fits(struct arena *arena, const struct param *param, const struct json *schema)
{
	const char *fallback = param->fallback == NULL ? "-1" : param->fallback;

	switch (param->kind) {
	case PARAM_INT:
		return is_type(schema, "integer") &&
		       json_integer(json_member(schema, "minimum"), -1) == param->min &&
		       json_integer(json_member(schema, "maximum"), -1) == param->max &&
		       json_integer(json_member(schema, "default"), -1) == atol(fallback);
	case PARAM_YEAR:
		return is_type(schema, "integer") &&
		       json_integer(json_member(schema, "minimum"), -1) == PARAM_YEAR_FIRST &&
		       json_integer(json_member(schema, "maximum"), -1) == PARAM_YEAR_LAST;
	case PARAM_BOOL: return is_type(schema, "boolean");
	case PARAM_TEXT:
		return is_type(schema, "string") &&
		       json_integer(json_member(schema, "minLength"), -1) == 1 &&
		       json_integer(json_member(schema, "maxLength"), -1) == param->max;
	case PARAM_CURSOR:
	case PARAM_AFTER:
		return is_type(schema, "string") &&
		       json_integer(json_member(schema, "maxLength"), -1) == PARAM_CURSOR_MAX;
	case PARAM_CHOICE: return has_choices(schema, param->choices);
	case PARAM_PAIR: return has_pair(arena, schema, param->choices);
	case PARAM_CODE:
	case PARAM_REGION:
	case PARAM_FORM: return is_type(schema, "string") && json_member(schema, "pattern") != NULL;
	}
	return false;
}

static void
check_params(struct arena *arena, const struct route *route, const struct json *operation,
             const struct face *face, const char *path)
{
	size_t query = 0;
	size_t described = 0;

	for (const struct param *param = route->params; param->name != NULL; param++) {
		const struct json *found = parameter(arena, operation, param->name, "query");

		/* For one face only, and told there. */
		if (!face->has_bom && strcmp(param->name, PAGE_BOM) == 0)
			continue;
		query++;
		ok(found != NULL &&
		           fits(arena, param, resolve(arena, json_member(found, "schema"))) &&
		           json_is_true(json_member(found, "required")) == param->required,
		   "%s: %s is described as it is", path, param->name);
	}
	for (const char *s = route->pattern; (s = strchr(s, '{')) != NULL; s++, query++)
		ok(parameter(arena, operation, arena_strndup(arena, s + 1, strcspn(s + 1, "}")),
		             "path") != NULL,
		   "%s: what stands in braces is described", path);
	described = json_count(json_member(operation, "parameters"));
	is_int((long long)described, (long long)query,
	       arena_printf(arena, "%s: no further parameter is described", path));
}

/* The example of a CSV begins with the names of the columns as they are. */
static void
check_example(struct arena *arena, const struct route *route, const struct json *content,
              const char *path)
{
	const char *example = json_string(json_member(json_member(content, "text/csv"), "example"));
	const struct list_column *columns = column_expand(arena, route->columns);
	struct text names = text_make(arena);

	for (const struct list_column *column = columns; column->path != NULL; column++)
		text_add_fmt(&names, "%s%s", column == columns ? "" : ",", column->path);
	text_add_str(&names, "\r\n");
	ok(example != NULL && text_starts_with(example, names.data), "%s: the example has: %s",
	   path, names.data);
}

/* The address of a route with a suffix, as a face answers it. */
static void
check_face(struct arena *arena, const struct route *route, const struct face *face,
           const char *suffix)
{
	const char *path = arena_printf(arena, "%s%s", route->pattern, suffix);
	const struct json *operation = operation_at(path);
	const struct json *content = json_member(json_member(json_member(operation, "responses"),
	                                                     "200"),
	                                         "content");

	addresses++;
	if (!ok(operation != NULL, "%s is described", path))
		return;
	/* Of what else Accept chooses a typed client could not tell the type. */
	ok(json_member(content, face->type) != NULL, "%s: %s is described", path, face->type);
	is_int((long long)json_count(content), 1,
	       arena_printf(arena, "%s: no further type is described", path));
	if (face->has_bom)
		check_example(arena, route, content, path);
	check_params(arena, route, operation, face, path);
}

static void
check_route(struct arena *arena, const struct route *route)
{
	for (const struct face *face = face_list; face->name != NULL; face++) {
		if (!face_shows(face, route->subject) || route->subject == FACE_PAGE)
			continue;
		check_face(arena, route, face, face->suffix);
		if (face->fixed != NULL && route->subject == FACE_DOCUMENT)
			check_face(arena, route, face, face->fixed);
	}
}

/* Does every reference stay inside the document, and lead somewhere? */
static bool
is_whole(struct arena *arena, const struct json *value)
{
	const char *target = json_string(json_member(value, "$ref"));

	if (target != NULL &&
	    (!text_starts_with(target, "#/components/") || resolve(arena, value) == NULL))
		return false;
	json_each(part, value) if (!is_whole(arena, part)) return false;
	return true;
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	if (!ok(json_parse(&cx, "openapi.json", openapi_json, strlen(openapi_json), &description) ==
	                ERR_OK,
	        "the description is JSON"))
		return done_testing();
	ok(is_whole(arena, description), "a saved copy needs no other file");
	for (const struct route *route = route_list; route->pattern != NULL; route++)
		check_route(arena, route);
	is_int((long long)json_count(json_member(description, "paths")), (long long)addresses,
	       "nothing is described that has no route");
	arena_free(arena);
	return done_testing();
}
