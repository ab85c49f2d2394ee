#include "template/bind.h"

#include <string.h>

#include "template/filter.h"

#define SEGMENTS_MAX 8
#define FILTERS_MAX 8

struct bind_path {
	const char *source;
	int slot; /* -1: the document's root */
	const char *segments[SEGMENTS_MAX];
	unsigned segment_count;
};

int
bind_slot(const struct bind_names *names, const char *name)
{
	for (unsigned i = names->slot_count; i > 0; i--)
		if (strcmp(names->slots[i - 1].name, name) == 0)
			return (int)(i - 1);
	return -1;
}

static bool
is_declared(const struct bind_names *names, const char *name)
{
	for (const struct bind_field *field = names->fields; field != NULL; field = field->next)
		if (strcmp(field->name, name) == 0)
			return true;
	return false;
}

static enum err
unknown(struct ctx *cx, const struct bind_names *names, const char *source,
        const struct schema *schema, const char *segment, bool first)
{
	const char *near = schema_suggest(schema, segment);

	if (first)
		for (unsigned i = 0; i < names->slot_count; i++)
			if (near == NULL && names->slots[i].name[0] == segment[0])
				near = names->slots[i].name;
	if (near != NULL)
		return err_set(cx, ERR_INPUT, "{%s}：文档在这里没有“%s”，是不是“%s”？", source,
		               segment, near);
	return err_set(cx, ERR_INPUT, "{%s}：文档在这里没有“%s”", source, segment);
}

/* Follow one segment in the schema; extra fields must be declared by the template. */
static enum err
step(struct ctx *cx, const struct bind_names *names, const char *source, const char *segment,
     bool first, const struct schema **schema)
{
	const struct schema *extra = schema_member(names->root, "extra");
	const struct schema *inner = schema_member(*schema, segment);

	if (*schema == extra && extra != NULL && !is_declared(names, segment))
		return err_set(cx, ERR_INPUT,
		               "{%s}：字段“%s”没有声明，请加 <field name=\"%s\" type=… label=…/>",
		               source, segment, segment);
	if (inner == NULL)
		return unknown(cx, names, source, *schema, segment, first);
	*schema = inner;
	return ERR_OK;
}

static enum err
compile_path(struct ctx *cx, const struct bind_names *names, const char *source,
             struct bind_path **out, const struct schema **schema)
{
	struct bind_path *path = arena_alloc(cx->arena, sizeof *path);
	char *rest = arena_strdup(cx->arena, source);
	char *segment;
	bool first = true;

	path->source = arena_strdup(cx->arena, source);
	path->slot = -1;
	*schema = names->root;
	*out = path;
	while ((segment = strsep(&rest, ".")) != NULL) {
		if (first && bind_slot(names, segment) >= 0) {
			path->slot = bind_slot(names, segment);
			*schema = names->slots[path->slot].schema;
		} else {
			if (path->segment_count == SEGMENTS_MAX)
				return err_set(cx, ERR_INPUT, "{%s}：路径多于 %d 级", source,
				               SEGMENTS_MAX);
			TRY(step(cx, names, source, segment, first, schema));
			path->segments[path->segment_count++] = segment;
		}
		first = false;
	}
	return ERR_OK;
}

enum err
bind_compile_any(struct ctx *cx, const struct bind_names *names, const char *source,
                 const struct bind_path **out)
{
	const struct schema *schema;
	struct bind_path *path;

	TRY(compile_path(cx, names, source, &path, &schema));
	*out = path;
	return ERR_OK;
}

/* What a value is that cannot be printed, and what to write instead. */
static const char *
cure(const struct schema *schema)
{
	if (schema_is_object(schema))
		return "对象，请用点号写到它的成员";
	if (schema_items(schema) != NULL)
		return "列表，请用 <each> 逐项来印";
	return "真假值，只能用在 when 和 unless 里";
}

/* A path that leads to something printable. */
static enum err
compile_value(struct ctx *cx, const struct bind_names *names, const char *source,
              const struct bind_path **out)
{
	const struct schema *schema;
	struct bind_path *path;

	TRY(compile_path(cx, names, source, &path, &schema));
	if (!schema_is_text(schema))
		return err_set(cx, ERR_INPUT, "{%s} 不是文字而是%s", source, cure(schema));
	*out = path;
	return ERR_OK;
}

enum err
bind_compile_list(struct ctx *cx, const struct bind_names *names, const char *source,
                  const struct bind_path **out, const struct schema **item)
{
	const struct schema *schema;
	struct bind_path *path;

	TRY(compile_path(cx, names, source, &path, &schema));
	*item = schema_items(schema);
	if (*item == NULL)
		return err_set(cx, ERR_INPUT, "“%s”不是列表，不能循环", source);
	*out = path;
	return ERR_OK;
}

static enum err
compile_binding(struct ctx *cx, const struct bind_names *names, const char *source,
                struct piece *piece)
{
	char *rest = arena_strdup(cx->arena, source);
	const char *path = strsep(&rest, "|");
	const struct filter **filters = arena_array(cx->arena, FILTERS_MAX, sizeof *filters);
	char *filter;

	piece->kind = PIECE_BINDING;
	piece->literal = arena_strdup(cx->arena, source);
	if (strcmp(source, "page") == 0 || strcmp(source, "pages") == 0) {
		piece->kind = strcmp(source, "page") == 0 ? PIECE_PAGE : PIECE_PAGES;
		return names->has_pages ? ERR_OK
		                        : err_set(cx, ERR_INPUT, "{%s} 只能用在页眉和页脚", source);
	}
	TRY(compile_value(cx, names, path, &piece->path));
	while ((filter = strsep(&rest, "|")) != NULL) {
		if (piece->filter_count == FILTERS_MAX)
			return err_set(cx, ERR_INPUT, "{%s}：过滤器多于 %d 个", source, FILTERS_MAX);
		TRY(filter_compile(cx, filter, &filters[piece->filter_count++]));
	}
	piece->filters = filters;
	return ERR_OK;
}

/* Literal text up to a single `{` or the end; `{{` and `}}` are braces. Returns the text read. */
static size_t
literal(struct text *out, const char *s)
{
	const char *start = s;

	while (*s != '\0') {
		if ((*s == '{' && s[1] == '{') || (*s == '}' && s[1] == '}'))
			s++;
		else if (*s == '{')
			break;
		text_add(out, s++, 1);
	}
	return (size_t)(s - start);
}

enum err
bind_compile_text(struct ctx *cx, const struct bind_names *names, const char *source,
                  struct piece **out)
{
	*out = NULL;
	while (*source != '\0') {
		struct piece *piece = arena_alloc(cx->arena, sizeof *piece);

		if (source[0] == '{' && source[1] != '{') {
			const char *end = strchr(source, '}');

			if (end == NULL)
				return err_set(cx, ERR_INPUT, "“%s”缺少右花括号；要印花括号请写 {{",
				               source);
			TRY(compile_binding(cx, names,
			                    arena_strndup(cx->arena, source + 1,
			                                  (size_t)(end - source - 1)),
			                    piece));
			source = end + 1;
		} else {
			struct text text = text_make(cx->arena);

			source += literal(&text, source);
			piece->literal = text.data;
		}
		*out = piece;
		out = &piece->next;
	}
	return ERR_OK;
}

const struct json *
bind_find(const struct bind_path *path, const struct bind_scope *scope)
{
	const struct json *value = path->slot < 0 ? scope->root : scope->slots[path->slot].item;

	for (unsigned i = 0; i < path->segment_count; i++)
		value = json_member(value, path->segments[i]);
	return value;
}

const char *
bind_source(const struct bind_path *path)
{
	return path->source;
}

bool
bind_is_filled(const struct bind_path *path, const struct bind_scope *scope)
{
	const struct json *value = bind_find(path, scope);

	if (value == NULL)
		return false;
	if (json_type(value) == JSON_STRING)
		return *json_string(value) != '\0';
	if (json_type(value) == JSON_BOOLEAN)
		return json_is_true(value);
	return json_type(value) == JSON_INTEGER || json_first(value) != NULL;
}

enum err
bind_text(struct ctx *cx, const struct piece *piece, const struct bind_scope *scope,
          const char **out)
{
	const struct json *json = bind_find(piece->path, scope);
	const char *value = json_string(json);

	if (json != NULL && json_type(json) == JSON_INTEGER)
		value = arena_printf(cx->arena, "%ld", json_integer(json, 0));
	for (size_t i = 0; i < piece->filter_count; i++) {
		struct ctx inner = ctx_make(cx->arena);

		if (filter_apply(&inner, piece->filters[i], value, &value) != ERR_OK)
			return err_set_field(cx, ERR_INPUT, bind_source(piece->path), "{%s}：%s",
			                     piece->literal, inner.reason);
	}
	*out = value == NULL ? "" : value;
	return ERR_OK;
}

enum err
bind_join(struct ctx *cx, const struct piece *pieces, const struct bind_scope *scope,
          const char **out)
{
	struct text joined = text_make(cx->arena);

	for (const struct piece *piece = pieces; piece != NULL; piece = piece->next) {
		const char *text = piece->literal;

		if (piece->kind == PIECE_BINDING)
			TRY(bind_text(cx, piece, scope, &text));
		text_add_str(&joined, text);
	}
	*out = joined.data;
	return ERR_OK;
}
