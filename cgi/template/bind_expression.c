#include "template/bind_expression.h"

#include <string.h>

#include "template/bind_expression_internal.h"
#include "template/bind_path.h"
#include "template/filter.h"
#include "template/place.h"

#define NESTING_MAX 20

struct parsing {
	struct ctx *cx;
	const struct bind_names *names;
	const char *source;
	const char *rest;
	unsigned depth;
};

static enum err parse_sum(struct parsing *parsing, const struct expression **out);

static struct expression *
expression_new(const struct parsing *parsing, enum expression_kind kind)
{
	struct expression *expression = arena_alloc(parsing->cx->arena, sizeof *expression);

	expression->kind = kind;
	return expression;
}

static void
skip_blanks(struct parsing *parsing)
{
	parsing->rest += strspn(parsing->rest, " ");
}

/* Go over a character if it comes next. */
static bool
accept(struct parsing *parsing, char wanted)
{
	skip_blanks(parsing);
	if (*parsing->rest != wanted)
		return false;
	parsing->rest++;
	return true;
}

static enum err
expect(struct parsing *parsing, char wanted)
{
	if (accept(parsing, wanted))
		return ERR_OK;
	return err_set(parsing->cx, ERR_INPUT, "{%s}：“%s”处应为“%c”", parsing->source,
	               parsing->rest, wanted);
}

/* Length of the path at the cursor: words, points, and brackets with what is in them. */
static size_t
path_length(const char *s)
{
	const char *start = s;

	while ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') ||
	       *s == '_' || *s == '.' || *s == '[')
		s += *s == '[' ? strcspn(s, "]") + (strchr(s, ']') != NULL) : 1;
	return (size_t)(s - start);
}

static const struct {
	const char *name;
	enum expression_kind kind;
} functions[] = {
	{ "sum", EXPRESSION_SUM },     { "max", EXPRESSION_MAX },     { "min", EXPRESSION_MIN },
	{ "count", EXPRESSION_COUNT }, { "number", EXPRESSION_TURN },
};

/* An argument: a path that may lead to many values, or an expression of its own. */
static enum err
parse_argument(struct parsing *parsing, enum expression_kind function, const struct expression **out)
{
	struct ctx *cx = parsing->cx;
	struct expression *argument = expression_new(parsing, EXPRESSION_PATH);
	const char *path;
	size_t length;
	struct shape shape;

	skip_blanks(parsing);
	length = path_length(parsing->rest);
	path = arena_strndup(cx->arena, parsing->rest, length);
	if (length == 0 || (*path >= '0' && *path <= '9') ||
	    strchr(",)", parsing->rest[length + strspn(parsing->rest + length, " ")]) == NULL)
		return parse_sum(parsing, out);
	*out = argument;
	parsing->rest += length;
	if (function == EXPRESSION_COUNT)
		return bind_path_any(cx, parsing->names, path, &argument->path, &shape);
	return bind_path_values(cx, parsing->names, path, &argument->path);
}

/* `number(row)`: the loop variable is its argument. */
static enum err
parse_turn(struct parsing *parsing, struct expression *expression)
{
	size_t length;
	const char *name;

	skip_blanks(parsing);
	length = path_length(parsing->rest);
	name = arena_strndup(parsing->cx->arena, parsing->rest, length);
	parsing->rest += length;
	expression->slot = bind_slot(parsing->names, name);
	if (expression->slot < 0)
		return err_set(parsing->cx, ERR_INPUT,
		               "{%s}：“%s”不是循环变量，应为某个 <each> 的 as", parsing->source,
		               name);
	return expect(parsing, ')');
}

/* The arguments of a function, behind its left parenthesis. */
static enum err
parse_function(struct parsing *parsing, const char *name, const struct expression **out)
{
	struct expression *expression = NULL;
	const struct expression **tail;

	for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
		if (strcmp(functions[i].name, name) == 0)
			expression = expression_new(parsing, functions[i].kind);
	if (expression == NULL)
		return err_set(parsing->cx, ERR_INPUT,
		               "{%s}：没有函数“%s”，应为其中之一：sum, max, min, count, number",
		               parsing->source, name);
	*out = expression;
	if (expression->kind == EXPRESSION_TURN)
		return parse_turn(parsing, expression);
	tail = &expression->left;
	do {
		const struct expression *argument;
		struct expression *last;

		TRY(parse_argument(parsing, expression->kind, &argument));
		last = expression_new(parsing, argument->kind);
		*last = *argument;
		*tail = last;
		tail = &last->next;
	} while (accept(parsing, ','));
	return expect(parsing, ')');
}

/* A number, a path or a function. */
static enum err
parse_word(struct parsing *parsing, const struct expression **out)
{
	size_t length = path_length(parsing->rest);
	const char *word = arena_strndup(parsing->cx->arena, parsing->rest, length);
	struct expression *expression;

	if (length == 0)
		return err_set(parsing->cx, ERR_INPUT, "{%s}：“%s”处应为数、路径或函数",
		               parsing->source, parsing->rest);
	parsing->rest += length;
	if (*word >= '0' && *word <= '9') {
		expression = expression_new(parsing, EXPRESSION_NUMBER);
		expression->number = word;
		*out = expression;
		return decimal_is_valid(word) && length <= 30
		               ? ERR_OK
		               : err_set(parsing->cx, ERR_INPUT, "{%s}：“%s”不是十进制数",
		                         parsing->source, word);
	}
	if (accept(parsing, '('))
		return parse_function(parsing, word, out);
	expression = expression_new(parsing, EXPRESSION_PATH);
	*out = expression;
	return bind_path_value(parsing->cx, parsing->names, word, &expression->path);
}

static enum err
parse_operand(struct parsing *parsing, const struct expression **out)
{
	if (!accept(parsing, '('))
		return parse_word(parsing, out);
	TRY(parse_sum(parsing, out));
	return expect(parsing, ')');
}

static enum err
parse_product(struct parsing *parsing, const struct expression **out)
{
	TRY(parse_operand(parsing, out));
	for (;;) {
		bool is_product = accept(parsing, '*');
		struct expression *expression;

		if (!is_product && !accept(parsing, '/'))
			return ERR_OK;
		expression = expression_new(parsing,
		                            is_product ? EXPRESSION_MULTIPLY : EXPRESSION_DIVIDE);
		expression->left = *out;
		TRY(parse_operand(parsing, &expression->right));
		*out = expression;
	}
}

static enum err
parse_terms(struct parsing *parsing, const struct expression **out)
{
	TRY(parse_product(parsing, out));
	for (;;) {
		bool is_sum = accept(parsing, '+');
		struct expression *expression;

		if (!is_sum && !accept(parsing, '-'))
			return ERR_OK;
		expression = expression_new(parsing, is_sum ? EXPRESSION_ADD : EXPRESSION_SUBTRACT);
		expression->left = *out;
		TRY(parse_product(parsing, &expression->right));
		*out = expression;
	}
}

/* A long chain of operations is as deep as a nested one when it is computed. */
static enum err
parse_sum(struct parsing *parsing, const struct expression **out)
{
	if (++parsing->depth > NESTING_MAX || strlen(parsing->source) > 500)
		return err_set(parsing->cx, ERR_INPUT, "{%.*s……}：算式太长，或括号多于 %d 层",
		               (int)text_utf8_check(parsing->source, strnlen(parsing->source, 60)),
		               parsing->source, NESTING_MAX);
	TRY(parse_terms(parsing, out));
	parsing->depth--;
	return ERR_OK;
}

enum err
bind_expression_compile(struct ctx *cx, const struct bind_names *names, const char *source,
                        const struct expression **out)
{
	struct parsing parsing = { cx, names, source, source, 0 };

	TRY(parse_sum(&parsing, out));
	skip_blanks(&parsing);
	if (*parsing.rest != '\0')
		return err_set(cx, ERR_INPUT, "{%s}：“%s”处应为 + - * / 或结束", source,
		               parsing.rest);
	return ERR_OK;
}

/* The number that a value is; NULL for what counts as absent. */
static enum err
number_of(struct ctx *cx, const struct bind_scope *scope, const struct json *value,
          struct fraction **out)
{
	const char *text = json_string(value);
	const char *upper;

	*out = NULL;
	if (value != NULL && json_type(value) == JSON_INTEGER)
		text = arena_printf(cx->arena, "%ld", json_integer(value, 0));
	if (text == NULL || filter_is_dash(text))
		return ERR_OK;
	if (filter_is_range(text, &upper))
		text = upper;
	if (!decimal_is_valid(text) || strlen(text) > 60)
		return err_set_field(cx, ERR_INPUT, place_pointer_of(scope->turn, value),
		                     "%s的“%s”不是十进制数，不能计算",
		                     place_words_of(scope->turn, value),
		                     text_utf8_shorten(cx->arena, text, 20));
	return fraction_parse(cx, text, out);
}

/* Gathering the arguments of a function. */
struct gathering {
	struct ctx *cx;
	struct arena *scratch; /* of the value at work: a list may have thousands */
	enum expression_kind kind;
	const struct bind_scope *scope;
	struct fraction *result; /* NULL: nothing yet */
	unsigned long count;
	enum err status;
};

static void
gather(struct gathering *gathering, struct fraction *number)
{
	bool is_first = gathering->result == NULL;

	if (number == NULL)
		return;
	if (is_first)
		gathering->result = fraction_new(gathering->cx->arena, 0);
	if (gathering->kind == EXPRESSION_SUM)
		fraction_add(gathering->result, number);
	else if (is_first || (fraction_compare(number, gathering->result) > 0) ==
	                             (gathering->kind == EXPRESSION_MAX))
		fraction_set(gathering->result, number);
}

static bool
visit_value(void *user, const struct json *value)
{
	struct gathering *gathering = user;
	struct ctx inner = ctx_make(gathering->scratch);
	struct fraction *number;

	if (gathering->kind == EXPRESSION_COUNT) {
		gathering->count += json_type(value) != JSON_STRING || *json_string(value) != '\0';
		return true;
	}
	gathering->status = number_of(&inner, gathering->scope, value, &number);
	if (gathering->status == ERR_OK)
		gather(gathering, number);
	else
		gathering->status = err_set_field(gathering->cx, gathering->status, inner.field,
		                                  "%s", inner.reason);
	arena_reset(gathering->scratch);
	return gathering->status == ERR_OK;
}

static enum err
gather_all(struct gathering *gathering, const struct expression *arguments)
{
	for (const struct expression *argument = arguments; argument != NULL;
	     argument = argument->next) {
		struct fraction *number;

		if (argument->kind == EXPRESSION_PATH) {
			bind_path_visit(argument->path, gathering->scope, visit_value, gathering);
		} else {
			TRY(bind_expression_value(gathering->cx, argument, gathering->scope,
			                          &number));
			gathering->count += number != NULL;
			gather(gathering, number);
		}
		TRY(gathering->status);
	}
	return ERR_OK;
}

/* Where each loop turns at least once, there is at least one to count. */
static enum err
call(struct ctx *cx, const struct expression *expression, const struct bind_scope *scope,
     struct fraction **out)
{
	struct gathering gathering = {
		.cx = cx, .scratch = arena_new(), .kind = expression->kind, .scope = scope
	};
	enum err status = gather_all(&gathering, expression->left);

	arena_free(gathering.scratch);
	TRY(status);
	if ((scope->is_trial || (scope->is_entry && scope->is_span)) && gathering.count == 0)
		gathering.count = 1;
	*out = expression->kind == EXPRESSION_COUNT ? fraction_new(cx->arena, gathering.count)
	                                            : gathering.result;
	return ERR_OK;
}

static enum err
operate(struct ctx *cx, const struct expression *expression, const struct bind_scope *scope,
        struct fraction **out)
{
	struct fraction *right;

	TRY(bind_expression_value(cx, expression->left, scope, out));
	TRY(bind_expression_value(cx, expression->right, scope, &right));
	if (*out == NULL || right == NULL) {
		*out = NULL;
		return ERR_OK;
	}
	if (expression->kind == EXPRESSION_ADD)
		fraction_add(*out, right);
	else if (expression->kind == EXPRESSION_SUBTRACT)
		fraction_subtract(*out, right);
	else if (expression->kind == EXPRESSION_MULTIPLY)
		fraction_multiply(*out, right);
	else if (!fraction_divide(*out, right))
		*out = NULL;
	return ERR_OK;
}

enum err
bind_expression_value(struct ctx *cx, const struct expression *expression,
                      const struct bind_scope *scope, struct fraction **out)
{
	switch (expression->kind) {
	case EXPRESSION_NUMBER: return fraction_parse(cx, expression->number, out);
	case EXPRESSION_PATH:
		if (bind_path_differs(expression->path, scope))
			return err_set(cx, ERR_INPUT,
			               "一组里各项的数不同，不能代表一组；请写 sum 等函数");
		return number_of(cx, scope, bind_find(expression->path, scope), out);
	case EXPRESSION_TURN:
		*out = fraction_new(cx->arena, scope->slots[expression->slot]->number);
		return ERR_OK;
	case EXPRESSION_ADD:
	case EXPRESSION_SUBTRACT:
	case EXPRESSION_MULTIPLY:
	case EXPRESSION_DIVIDE: return operate(cx, expression, scope, out);
	default: return call(cx, expression, scope, out);
	}
}
