#include "doc/schema.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "doc/schema_internal.h"
#include "base/near.h"
#include "base/text.h"

static const struct {
	const char *name;
	enum json_type type;
} type_names[] = {
	{ "object", JSON_OBJECT },   { "array", JSON_ARRAY },     { "string", JSON_STRING },
	{ "integer", JSON_INTEGER }, { "boolean", JSON_BOOLEAN },
};

/* Keywords that say nothing about validity. */
static const char *const annotations[] = { "$schema", "$defs", "title", "description" };

struct compiler {
	struct ctx *cx;
	const char *name;
	const struct json *definitions;
	struct definition *compiled;
};

/* A $defs entry, compiled once, so that schemas may be recursive. */
struct definition {
	struct definition *next;
	const char *name;
	struct schema *schema;
};

static enum err compile(struct compiler *compiler, const struct json *source, struct schema *out);

static void
free_pattern(void *pattern)
{
	regfree(pattern);
}

static enum err
compile_pattern(struct compiler *compiler, const struct json *value, struct schema *out)
{
	const char *source = json_string(value);

	out->pattern = arena_alloc(compiler->cx->arena, sizeof *out->pattern);
	if (source == NULL || regcomp(out->pattern, source, REG_EXTENDED | REG_NOSUB) != 0)
		return err_set(compiler->cx, ERR_INTERNAL, "%s: a pattern does not compile",
		               compiler->name);
	arena_defer(compiler->cx->arena, free_pattern, out->pattern);
	return ERR_OK;
}

static enum err
compile_type(struct compiler *compiler, const struct json *value, struct schema *out)
{
	const char *name = json_string(value);

	for (size_t i = 0; name != NULL && i < sizeof type_names / sizeof type_names[0]; i++)
		if (strcmp(type_names[i].name, name) == 0) {
			out->type = type_names[i].type;
			return ERR_OK;
		}
	return err_set(compiler->cx, ERR_INTERNAL, "%s: unknown type", compiler->name);
}

static enum err
compile_properties(struct compiler *compiler, const struct json *value, struct schema *out)
{
	struct property **tail = &out->properties;

	json_each(source, value)
	{
		struct property *property = arena_alloc(compiler->cx->arena, sizeof *property);

		property->name = json_name(source);
		property->schema = arena_alloc(compiler->cx->arena, sizeof *property->schema);
		TRY(compile(compiler, source, property->schema));
		*tail = property;
		tail = &property->next;
	}
	return ERR_OK;
}

static enum err
compile_additional(struct compiler *compiler, const struct json *value, struct schema *out)
{
	if (json_type(value) == JSON_BOOLEAN)
		return ERR_OK;
	out->additional = arena_alloc(compiler->cx->arena, sizeof *out->additional);
	return compile(compiler, value, out->additional);
}

static enum err
compile_items(struct compiler *compiler, const struct json *value, struct schema *out)
{
	out->items = arena_alloc(compiler->cx->arena, sizeof *out->items);
	return compile(compiler, value, out->items);
}

static enum err
compile_reference(struct compiler *compiler, const struct json *value, struct schema *out)
{
	const char *reference = json_string(value);
	struct definition *definition;
	const struct json *source;

	if (reference == NULL || !text_starts_with(reference, "#/$defs/"))
		return err_set(compiler->cx, ERR_INTERNAL, "%s: a $ref leaves #/$defs",
		               compiler->name);
	reference += strlen("#/$defs/");
	for (definition = compiler->compiled; definition != NULL; definition = definition->next)
		if (strcmp(definition->name, reference) == 0) {
			out->target = definition->schema;
			return ERR_OK;
		}
	source = json_member(compiler->definitions, reference);
	if (source == NULL)
		return err_set(compiler->cx, ERR_INTERNAL, "%s: there is no #/$defs/%s",
		               compiler->name, reference);
	definition = arena_alloc(compiler->cx->arena, sizeof *definition);
	definition->name = reference;
	definition->schema = arena_alloc(compiler->cx->arena, sizeof *definition->schema);
	definition->next = compiler->compiled;
	compiler->compiled = definition;
	out->target = definition->schema;
	TRY(compile(compiler, source, definition->schema));
	definition->schema->name = reference;
	return ERR_OK;
}

static enum err
compile_format(struct compiler *compiler, const struct json *value, struct schema *out)
{
	const char *name = json_string(value);

	out->is_date = name != NULL && strcmp(name, "date") == 0;
	if (!out->is_date && (name == NULL || strcmp(name, "date-time") != 0))
		return err_set(compiler->cx, ERR_INTERNAL, "%s: unknown format", compiler->name);
	return ERR_OK;
}

static const struct {
	const char *name;
	size_t offset;
} limit_keywords[] = {
	{ "minLength", offsetof(struct schema, min) },
	{ "maxLength", offsetof(struct schema, max) },
	{ "minimum", offsetof(struct schema, min) },
	{ "maximum", offsetof(struct schema, max) },
	{ "minItems", offsetof(struct schema, min) },
	{ "maxItems", offsetof(struct schema, max) },
	{ "minProperties", offsetof(struct schema, min) },
	{ "maxProperties", offsetof(struct schema, max) },
};

static bool
is_limit(const char *keyword, size_t *offset)
{
	for (size_t i = 0; i < sizeof limit_keywords / sizeof limit_keywords[0]; i++)
		if (strcmp(limit_keywords[i].name, keyword) == 0) {
			*offset = limit_keywords[i].offset;
			return true;
		}
	return false;
}

static enum err
compile_limit(struct compiler *compiler, const struct json *value, size_t offset, struct schema *out)
{
	long limit = json_integer(value, 0);

	if (json_type(value) != JSON_INTEGER)
		return err_set(compiler->cx, ERR_INTERNAL, "%s: %s is no whole number",
		               compiler->name, json_name(value));
	memcpy((char *)out + offset, &limit, sizeof limit);
	return ERR_OK;
}

static enum err
compile_keyword(struct compiler *compiler, const struct json *value, struct schema *out)
{
	static const struct {
		const char *name;
		enum err (*compile)(struct compiler *, const struct json *, struct schema *);
	} keywords[] = {
		{ "type", compile_type },      { "properties", compile_properties },
		{ "items", compile_items },    { "additionalProperties", compile_additional },
		{ "$ref", compile_reference }, { "pattern", compile_pattern },
		{ "format", compile_format },
	};
	const char *keyword = json_name(value);
	size_t offset;

	for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
		if (strcmp(keywords[i].name, keyword) == 0)
			return keywords[i].compile(compiler, value, out);
	for (size_t i = 0; i < sizeof annotations / sizeof annotations[0]; i++)
		if (strcmp(annotations[i], keyword) == 0)
			return ERR_OK;
	if (is_limit(keyword, &offset))
		return compile_limit(compiler, value, offset, out);
	if (strcmp(keyword, "required") == 0)
		out->required = value;
	else if (strcmp(keyword, "enum") == 0)
		out->choices = value;
	else if (strcmp(keyword, "x-label") == 0)
		out->label = json_string(value);
	else if (strcmp(keyword, "x-yearly") == 0)
		out->is_yearly = json_is_true(value);
	else if (strcmp(keyword, "readOnly") == 0)
		out->is_read_only = json_is_true(value);
	else if (strcmp(keyword, "x-added") == 0)
		out->added = json_string(value);
	else if (strcmp(keyword, "x-internal") == 0)
		out->is_internal = json_is_true(value);
	else if (strcmp(keyword, "x-unit") == 0)
		out->unit = json_string(value);
	else if (strcmp(keyword, "x-expected") == 0)
		out->expected = json_string(value);
	else
		return err_set(compiler->cx, ERR_INTERNAL,
		               "%s: the keyword \"%s\" is not supported", compiler->name, keyword);
	return ERR_OK;
}

static enum err
compile(struct compiler *compiler, const struct json *source, struct schema *out)
{
	out->type = JSON_NULL;
	out->min = LONG_MIN;
	out->max = LONG_MAX;
	json_each(value, source) TRY(compile_keyword(compiler, value, out));
	if (out->choices != NULL && out->type == JSON_NULL)
		out->type = JSON_STRING;
	if ((out->pattern == NULL) != (out->expected == NULL))
		return err_set(compiler->cx, ERR_INTERNAL, "%s: pattern and x-expected go together",
		               compiler->name);
	return ERR_OK;
}

enum err
schema_load(struct ctx *cx, const char *name, const char *data, size_t length,
            const struct schema **out)
{
	struct compiler compiler = { .cx = cx, .name = name };
	const struct json *source;
	struct schema *schema;

	TRY(json_parse(cx, name, data, length, &source));
	compiler.definitions = json_member(source, "$defs");
	schema = arena_alloc(cx->arena, sizeof *schema);
	TRY(compile(&compiler, source, schema));
	*out = schema;
	return ERR_OK;
}

const struct schema *
schema_resolve(const struct schema *schema)
{
	while (schema != NULL && schema->target != NULL)
		schema = schema->target;
	return schema;
}

/* The property of that name, as it was written, or NULL. */
static const struct schema *
find_property(const struct schema *schema, const char *name)
{
	for (const struct property *property = schema->properties; property != NULL;
	     property = property->next)
		if (strcmp(property->name, name) == 0)
			return property->schema;
	return NULL;
}

const struct schema *
schema_member(const struct schema *schema, const char *name)
{
	const struct schema *property;

	schema = schema_resolve(schema);
	if (schema == NULL)
		return NULL;
	property = find_property(schema, name);
	return schema_resolve(property == NULL ? schema->additional : property);
}

const char *
schema_label(const struct schema *schema, const char *name)
{
	const struct schema *property;

	schema = schema_resolve(schema);
	property = schema == NULL ? NULL : find_property(schema, name);
	while (property != NULL && property->label == NULL)
		property = property->target;
	return property == NULL ? NULL : property->label;
}

const char *
schema_suggest(const struct schema *schema, const char *name)
{
	struct near near = near_to(name);

	schema = schema_resolve(schema);
	for (const struct property *property = schema == NULL ? NULL : schema->properties;
	     property != NULL; property = property->next)
		near_try(&near, property->name);
	json_each(choice, schema_choices(schema)) near_try(&near, json_string(choice));
	return near.best;
}

void
schema_add_names(const struct schema *schema, struct text *out)
{
	schema = schema_resolve(schema);
	for (const struct property *property = schema == NULL ? NULL : schema->properties;
	     property != NULL; property = property->next)
		text_add_fmt(out, "%s%s", out->length > 0 ? ", " : "", property->name);
}

const struct json *
schema_choices(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema == NULL ? NULL : schema->choices;
}

bool
schema_allows(const struct schema *schema, const char *text)
{
	schema = schema_resolve(schema);
	if (schema == NULL)
		return false;
	json_each(choice, schema->choices) if (strcmp(json_string(choice), text) == 0) return true;
	if (schema->type == JSON_BOOLEAN)
		return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
	if (schema->type == JSON_INTEGER)
		return *text != '\0' && strspn(text, "0123456789") == strlen(text);
	return schema->type == JSON_STRING && schema->choices == NULL;
}

const struct schema *
schema_items(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema == NULL ? NULL : schema_resolve(schema->items);
}

bool
schema_is_text(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema != NULL && (schema->type == JSON_STRING || schema->type == JSON_INTEGER);
}

bool
schema_is_boolean(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema != NULL && schema->type == JSON_BOOLEAN;
}

const char *
schema_kind(const struct schema *schema)
{
	schema = schema_resolve(schema);
	if (schema == NULL)
		return "text";
	if (schema->is_date)
		return "date";
	if (schema->name != NULL)
		return schema->name;
	switch (schema->type) {
	case JSON_BOOLEAN: return "boolean";
	case JSON_INTEGER: return "integer";
	default: return "text";
	}
}

bool
schema_is_object(const struct schema *schema)
{
	schema = schema_resolve(schema);
	return schema != NULL && schema->type == JSON_OBJECT;
}
