/* Conditions: `path`, `path=value`, `path!=value`; also of what is computed. */
#include <string.h>

#include "template/bind_expression.h"
#include "template/bind_path.h"
#include "text/markup.h"

struct bind_condition {
	const struct bind_path *path;
	const struct expression *expression; /* instead of a path */
	const char *value;                   /* NULL: is there any? */
	bool is_not;
	bool is_boolean; /* the path leads to true or false */
};

/* Where `=` or `!=` stands outside of brackets, or NULL. */
static const char *
find_comparison(const char *source)
{
	int depth = 0;

	for (; *source != '\0'; source++) {
		depth += *source == '[' ? 1 : *source == ']' ? -1 : 0;
		if (depth == 0 && (*source == '=' || (source[0] == '!' && source[1] == '=')))
			return source;
	}
	return NULL;
}

/* The text without blanks around it. */
static const char *
trim(struct arena *arena, const char *s, size_t length)
{
	for (; length > 0 && *s == ' '; length--)
		s++;
	while (length > 0 && s[length - 1] == ' ')
		length--;
	return arena_strndup(arena, s, length);
}

static enum err
compile_left(struct ctx *cx, const struct bind_names *names, const char *source, const char *left,
             struct bind_condition *condition)
{
	struct shape shape;

	if (bind_path_is(left)) {
		TRY(bind_path_any(cx, names, left, &condition->path, &shape));
		condition->is_boolean = shape_is_boolean(shape);
		return condition->value == NULL
		               ? ERR_OK
		               : shape_check_values(cx, arena_printf(cx->arena, "“%s”", source),
		                                    shape, left, condition->value);
	}
	TRY(bind_expression_compile(cx, names, left, &condition->expression));
	if (condition->value != NULL && !decimal_is_valid(condition->value))
		return err_set(cx, ERR_INPUT, "“%s”：“%s”不是十进制数，不能与算出的数比较", source,
		               condition->value);
	return ERR_OK;
}

enum err
bind_compile_condition(struct ctx *cx, const struct bind_names *names, const char *source,
                       const struct bind_condition **out)
{
	struct bind_condition *condition = arena_alloc(cx->arena, sizeof *condition);
	const char *comparison = find_comparison(source);
	size_t length = comparison == NULL ? strlen(source) : (size_t)(comparison - source);

	*out = condition;
	if (comparison != NULL) {
		condition->is_not = *comparison == '!';
		comparison += 1 + condition->is_not;
		condition->value = trim(cx->arena, comparison, strlen(comparison));
	}
	return compile_left(cx, names, source, trim(cx->arena, source, length), condition);
}

/* Is the value neither empty, as <p></p> is, too, nor false? A declared field says that as a text. */
static bool
is_filled(struct ctx *cx, const struct json *value, bool is_boolean)
{
	struct ctx inner = ctx_make(cx->arena);
	const char *text;
	bool has_marks;

	if (is_boolean && bind_path_is_text(value, "false"))
		return false;
	/* A fault in the markup is told where the value is printed. */
	if (json_type(value) == JSON_STRING)
		return markup_decode(&inner, json_string(value), &text, &has_marks) != ERR_OK ||
		       *text != '\0';
	if (json_type(value) == JSON_BOOLEAN)
		return json_is_true(value);
	return json_type(value) == JSON_INTEGER || json_first(value) != NULL;
}

struct testing {
	struct ctx *cx;
	const struct bind_condition *condition;
	bool found;
};

/* Is this the value that the condition is about? An item of a list is one whatever it holds. */
static bool
test(void *user, const struct json *value)
{
	struct testing *testing = user;
	const struct bind_condition *condition = testing->condition;

	if (condition->value != NULL)
		testing->found = bind_path_is_text(value, condition->value);
	else
		testing->found = bind_path_ends_in_list(condition->path) ||
		                 is_filled(testing->cx, value, condition->is_boolean);
	return !testing->found;
}

/* An absent number is not filled and equals nothing. */
static enum err
test_number(struct ctx *cx, const struct bind_condition *condition, const struct bind_scope *scope,
            bool *found)
{
	struct fraction *number;
	struct fraction *value;

	TRY(bind_expression_value(cx, condition->expression, scope, &number));
	*found = number != NULL;
	if (number == NULL || condition->value == NULL)
		return ERR_OK;
	TRY(fraction_parse(cx, condition->value, &value));
	*found = fraction_compare(number, value) == 0;
	return ERR_OK;
}

enum err
bind_test(struct ctx *cx, const struct bind_condition *condition, const struct bind_scope *scope,
          bool *holds)
{
	struct testing testing = { .cx = cx, .condition = condition };

	if (condition->expression != NULL)
		TRY(test_number(cx, condition, scope, &testing.found));
	else
		bind_path_visit(condition->path, scope, test, &testing);
	*holds = testing.found != condition->is_not;
	return ERR_OK;
}
