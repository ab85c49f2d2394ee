#include "template/bind.h"

#include <string.h>

#include "template/bind_expression.h"
#include "template/bind_path.h"
#include "template/filter.h"
#include "template/place.h"
#include "text/markup.h"

#define FILTERS_MAX 8

/* What stands before the filters. */
struct operand {
	const char *source;
	const struct bind_path *path;
	const struct expression *expression; /* instead of a path */
};

static enum err
compile_operand(struct ctx *cx, const struct bind_names *names, const char *source,
                const struct operand **out)
{
	struct operand *operand = arena_alloc(cx->arena, sizeof *operand);

	*out = operand;
	operand->source = source;
	if (bind_path_is(source))
		return bind_path_value(cx, names, source, &operand->path);
	return bind_expression_compile(cx, names, source, &operand->expression);
}

const struct bind_path *
bind_piece_path(const struct piece *piece)
{
	return piece == NULL || piece->operand == NULL ? NULL : piece->operand->path;
}

bool
bind_is_of_title(const struct piece *piece)
{
	const struct bind_path *path = bind_piece_path(piece);

	if (piece->kind == PIECE_LITERAL)
		return true;
	if (path == NULL || !bind_path_is_member(path) || shape_is_boolean(bind_path_shape(path)))
		return false;
	for (size_t i = 0; i < piece->filter_count; i++)
		if (!filter_is_of_title(piece->filters[i]))
			return false;
	return true;
}

const struct expression *
bind_piece_expression(const struct piece *piece)
{
	return piece == NULL || piece->operand == NULL ? NULL : piece->operand->expression;
}

bool
bind_piece_is_computed(const struct piece *piece)
{
	return piece != NULL && piece->operand != NULL && piece->operand->path == NULL;
}

void
bind_scope_init(struct bind_scope *scope, struct arena *arena, const struct json *root,
                const struct shape_world *world)
{
	*scope = (struct bind_scope){ .arena = arena, .root = root, .world = world };
	scope->document = (struct bind_turn){ .scope = scope, .item = root };
	scope->turn = &scope->document;
}

void
bind_scope_enter(struct bind_scope *scope, struct bind_turn *turn)
{
	turn->outer = scope->turn;
	turn->scope = scope;
	scope->slots[turn->slot] = turn;
	scope->turn = turn;
}

void
bind_scope_leave(struct bind_scope *scope)
{
	scope->turn = scope->turn->outer;
}

bool
bind_scope_turns_once(const struct bind_scope *scope, const struct bind_path *list)
{
	return scope->is_trial || (scope->is_entry && !bind_path_shape(list).is_read_only);
}

static bool
is_boolean(const struct operand *operand)
{
	return operand->path != NULL && shape_is_boolean(bind_path_shape(operand->path));
}

static enum err
compile_binding(struct ctx *cx, const struct bind_names *names, const char *source,
                struct piece *piece)
{
	char *rest = arena_strdup(cx->arena, source);
	char *left = strsep(&rest, "|");
	const struct filter **filters = arena_array(cx->arena, FILTERS_MAX, sizeof *filters);
	char *filter;

	piece->kind = PIECE_BINDING;
	piece->literal = arena_strdup(cx->arena, source);
	if (strcmp(source, "page") == 0 || strcmp(source, "pages") == 0) {
		piece->kind = strcmp(source, "page") == 0 ? PIECE_PAGE : PIECE_PAGES;
		return names->has_pages ? ERR_OK
		                        : err_set(cx, ERR_INPUT, "{%s} 只能用在页眉和页脚", source);
	}
	TRY(compile_operand(cx, names, left, &piece->operand));
	while ((filter = strsep(&rest, "|")) != NULL) {
		if (piece->filter_count == FILTERS_MAX)
			return err_set(cx, ERR_INPUT, "{%s}：过滤器多于 %d 个", source, FILTERS_MAX);
		TRY(filter_compile(cx, filter, &filters[piece->filter_count++]));
		if (is_boolean(piece->operand) &&
		    filter_is_never_ticked(filters[piece->filter_count - 1]))
			return err_set(cx, ERR_INPUT,
			               "{%s}：这一项是布尔值，“%s”的冒号之后应为 true 或 false",
			               source, filter);
	}
	piece->filters = filters;
	return ERR_OK;
}

/* Literal text up to a single brace or the end; `{{` and `}}` are braces. Returns the text read. */
static size_t
literal(struct text *out, const char *s)
{
	const char *start = s;

	while (*s != '\0') {
		if ((*s == '{' && s[1] == '{') || (*s == '}' && s[1] == '}'))
			s++;
		else if (*s == '{' || *s == '}')
			break;
		text_add(out, s++, 1);
	}
	return (size_t)(s - start);
}

enum err
bind_compile_text(struct ctx *cx, const struct bind_names *names, const char *source,
                  struct piece **out)
{
	const char *whole = source;

	*out = NULL;
	while (*source != '\0') {
		struct piece *piece = arena_alloc(cx->arena, sizeof *piece);

		if (source[0] == '}' && source[1] != '}')
			return err_set(cx, ERR_INPUT, "“%s”多了右花括号；要印花括号请写 }}", whole);
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

/* Whether it is a boolean of JSON or a declared field, whose text says so: true and false print alike. */
static bool
set_boolean(struct shape shape, const struct json *json, struct value *out)
{
	if (!shape_is_boolean(shape))
		return false;
	for (int i = 0; i < 2; i++)
		if (bind_path_is_text(json, i == 0 ? "false" : "true")) {
			out->text = i == 0 ? "否" : "是";
			out->code = i == 0 ? "false" : "true";
		}
	return out->code != NULL;
}

static enum err
find_value(struct ctx *cx, const struct operand *operand, const struct bind_scope *scope,
           struct value *out, bool *has_marks)
{
	const struct json *json;
	struct fraction *number;

	*out = (struct value){ 0 };
	*has_marks = false;
	if (operand->expression != NULL) {
		TRY(bind_expression_value(cx, operand->expression, scope, &number));
		out->number = number;
		return ERR_OK;
	}
	if (bind_path_differs(operand->path, scope))
		return err_set(cx, ERR_INPUT, "一组里各项的内容不同，不能代表一组；请在各项里印");
	json = bind_find(operand->path, scope);
	if (json == NULL)
		return ERR_OK;
	if (set_boolean(bind_path_shape(operand->path), json, out))
		return ERR_OK;
	if (json_type(json) == JSON_INTEGER)
		out->text = arena_printf(cx->arena, "%ld", json_integer(json, 0));
	else if (json_type(json) == JSON_STRING)
		return markup_decode(cx, json_string(json), &out->text, has_marks);
	return ERR_OK;
}

/* Filters take plain text: a look that is not the whole value's has no meaning for them. */
static enum err
filter_value(struct ctx *cx, const struct piece *piece, const struct bind_scope *scope,
             const char **out, bool *has_marks)
{
	struct value value;

	TRY(find_value(cx, piece->operand, scope, &value, has_marks));
	if (*has_marks && piece->filter_count > 0) {
		value.text = markup_plain(cx->arena, value.text);
		*has_marks = false;
	}
	for (size_t i = 0; i < piece->filter_count; i++)
		TRY(filter_apply(cx, piece->filters[i], &value));
	return filter_text(cx, &value, out);
}

/* What was refused is said of its place in the document; of an operand it is said already. */
static enum err
refuse(struct ctx *cx, enum err status, const struct piece *piece, const struct bind_scope *scope,
       const struct ctx *inner)
{
	const struct place place = { piece, scope->turn };
	const char *words;

	if (inner->field != NULL)
		return err_set_field(cx, status, inner->field, "%s（模板写作 {%s}）", inner->reason,
		                     piece->literal);
	words = place_words(&place);
	return err_set_field(cx, status, place_pointer(&place), "%s%s%s（模板写作 {%s}）", words,
	                     *words == '\0' ? "" : "：", inner->reason, piece->literal);
}

enum err
bind_marked_text(struct ctx *cx, const struct piece *piece, const struct bind_scope *scope,
                 const char **out, bool *has_marks)
{
	struct ctx inner = ctx_make(cx->arena);
	enum err status = filter_value(&inner, piece, scope, out, has_marks);

	if (status != ERR_OK)
		return refuse(cx, status, piece, scope, &inner);
	if (*out == NULL)
		*out = "";
	return ERR_OK;
}

enum err
bind_text(struct ctx *cx, const struct piece *piece, const struct bind_scope *scope,
          const char **out)
{
	bool has_marks;

	TRY(bind_marked_text(cx, piece, scope, out, &has_marks));
	if (has_marks)
		*out = markup_plain(cx->arena, *out);
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
