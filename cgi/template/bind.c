#include "template/bind.h"

#include <string.h>

#include "template/filter.h"

#define FILTERS_MAX 8

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
	TRY(bind_compile_value(cx, names, path, &piece->path));
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
