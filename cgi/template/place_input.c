#include "template/place_input.h"

#include <string.h>

#include "doc/typed.h"
#include "template/bind_path.h"
#include "text/markup.h"

/* By which a document is known: a member of it, or with a second step only that of the member. */
static const char *const given[][2] = {
	{ "form", NULL },       { "year", NULL },      { "region", NULL },
	{ "department", NULL }, { "project", "code" },
};

static bool
is_given(const struct bind_path *path)
{
	const char *first = bind_path_step(path, 0);
	const char *second = bind_path_step(path, 1);

	if (bind_path_slot(path) >= 0 || first == NULL)
		return false;
	for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
		if (strcmp(first, given[i][0]) == 0)
			return given[i][1] == NULL ||
			       (second != NULL && strcmp(second, given[i][1]) == 0);
	return false;
}

bool
place_input_is_open(const struct place *place)
{
	const struct bind_path *path = place_is_fixed(place) ? NULL : bind_piece_path(place->piece);

	return path != NULL && !is_given(path) && !bind_path_shape(path).is_read_only &&
	       !place_is_later(place);
}

static bool
is_number(struct shape shape)
{
	static const char *const types[] = { "amount", "integer", "decimal" };

	if (shape.field == NULL)
		return schema_is_number(shape.schema);
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strcmp(shape.field->type, types[i]) == 0)
			return true;
	return false;
}

static bool
is_date(struct shape shape)
{
	if (shape.field != NULL)
		return strcmp(shape.field->type, "date") == 0;
	return schema_takes(shape.schema, "2025-02-11") && !schema_takes(shape.schema, "x");
}

/* Without filters a value is printed as it stands. */
static struct filter_look
bare_look(const struct place *place)
{
	struct filter_look look = { .sort = FILTER_AS_TEXT };
	struct shape shape;

	if (!place_shape(place, &shape))
		return look;
	if (is_number(shape))
		look.sort = FILTER_AS_NUMBER;
	else if (is_date(shape))
		look = (struct filter_look){ .sort = FILTER_AS_DATE, .date = "yyyy-mm-dd" };
	/* As many places as there are. */
	look.format.trim = true;
	return look;
}

struct filter_look
place_input_look(const struct place *place)
{
	if (place->piece->filter_count == 0)
		return bare_look(place);
	return filter_look(place->piece->filters, place->piece->filter_count);
}

/* A text that nobody takes for markup, a reference or a formula. */
static const char *
plain_source(struct arena *arena, const char *text)
{
	struct ctx inner = ctx_make(arena);
	struct text out;
	const char *decoded;
	bool has_marks;

	if (strpbrk(text, "<&$\\") == NULL ||
	    (markup_decode(&inner, text, &decoded, &has_marks) == ERR_OK && !has_marks &&
	     strcmp(decoded, text) == 0))
		return text;
	out = text_make(arena);
	for (; *text != '\0'; text++)
		if (strchr("<&$\\", *text) != NULL)
			text_add_fmt(&out, "&#%d;", *text);
		else
			text_add(&out, text, 1);
	return out.data;
}

static const char *
without_filters(struct place_input *input, const char *text)
{
	struct arena *arena = input->arena;
	bool is_percent = false;
	const char *value;

	if (shape_is_boolean(input->shape)) {
		input->expected = "是 或 否";
		return strcmp(text, "是") == 0 ? "true" : strcmp(text, "否") == 0 ? "false" : NULL;
	}
	if (input->look.sort == FILTER_AS_DATE) {
		input->expected = "日期，如 2025-02-11 或 2025年2月11日";
		return typed_date(arena, text);
	}
	if (input->look.sort == FILTER_AS_NUMBER && !filter_is_dash(text) &&
	    !filter_is_range(text, &value)) {
		input->expected = "数，如 12 或 98.44";
		text = typed_number(arena, text, &is_percent);
	}
	if (is_percent && schema_unit(input->shape.schema) == NULL)
		return NULL;
	return text;
}

/* A percent sign may be of full width. */
static const char *
without_unit(struct arena *arena, const char *text, const char *unit)
{
	const char *wide = strcmp(unit, "%") == 0 && text_ends_with(text, "％") ? "％" : unit;

	if (!text_ends_with(text, wide))
		return text;
	return arena_strndup(arena, text, strlen(text) - strlen(wide));
}

/* Back through the filters; a percent sign is allowed where the document has percents. */
static const char *
through_filters(struct place_input *input, const char *text)
{
	struct ctx inner = ctx_make(input->arena);
	const struct piece *piece = input->place->piece;
	const char *unit = schema_unit(input->shape.schema);
	const char *value;

	if (unit != NULL && !input->look.is_percent)
		text = without_unit(inner.arena, text, unit);
	if (filter_undo(&inner, piece->filters, piece->filter_count, text, &value) == ERR_OK)
		return value == NULL ? "" : value;
	input->expected = text_starts_with(inner.reason, "应为") ? inner.reason + strlen("应为")
	                                                         : inner.reason;
	return NULL;
}

static bool
is_amount(const struct place_input *input)
{
	if (input->shape.field != NULL)
		return strcmp(input->shape.field->type, "amount") == 0;
	return strcmp(schema_kind(input->shape.schema), "amount") == 0 ||
	       (strcmp(schema_kind(input->shape.schema), "measure") == 0 &&
	        input->look.format.shift != 0);
}

/* As documents write it: amounts with two places, texts so that they are nothing else. */
static const char *
written(const struct place_input *input, const char *value)
{
	struct arena *arena = input->arena;
	bool is_percent;

	if (input->look.sort == FILTER_AS_TEXT)
		return plain_source(arena, value);
	if (input->look.sort == FILTER_AS_DATE || typed_number(arena, value, &is_percent) == NULL)
		return value;
	value = typed_places(value) > 0 ? typed_shift(arena, value, 0) : value;
	if (is_amount(input) && typed_places(value) <= 2)
		return typed_round(arena, value, 2);
	/* Zeros at the end that moving the point has left say nothing. */
	if (typed_places(value) > 2) {
		const char *tidy = typed_binary(arena, value);

		if (tidy != NULL && typed_places(tidy) <= 2)
			return is_amount(input) ? typed_round(arena, tidy, 2) : tidy;
	}
	return value;
}

static bool
is_allowed(struct place_input *input, const char *value)
{
	const struct schema *schema = input->shape.schema;
	struct text list;

	/* What a template declares is held against its type with the whole document. */
	if (input->shape.field != NULL || schema_is_boolean(schema))
		return true;
	if (!schema_is_string(schema)) {
		input->expected = "整数";
		return strspn(value, "0123456789") == strlen(value) && strlen(value) < 10;
	}
	if (schema_takes(schema, value))
		return true;
	list = text_make(input->arena);
	json_each(choice, schema_choices(schema))
		text_add_fmt(&list, "%s%s", list.length > 0 ? "、" : "其中之一：",
	                     json_string(choice));
	/* Of what is only too long the check of the document says how long it may be. */
	input->expected = list.length > 0 ? list.data : schema_expected(schema);
	return input->expected == NULL;
}

const char *
place_input_value(struct place_input *input, const char *text)
{
	const char *money = is_amount(input)
	                            ? typed_money(input->arena, text, -input->look.format.shift)
	                            : NULL;
	const char *value;

	text = money == NULL ? text : money;
	value = input->place->piece->filter_count > 0 ? through_filters(input, text)
	                                              : without_filters(input, text);

	if (value == NULL || *value == '\0')
		return value;
	value = written(input, value);
	return is_allowed(input, value) ? value : NULL;
}

bool
place_input_begin(struct arena *arena, const struct place *place, struct filter_look look,
                  struct place_input *out)
{
	*out = (struct place_input){ .arena = arena, .place = place, .look = look };
	return place_shape(place, &out->shape);
}

bool
place_input_is_short(const struct place_input *input)
{
	return input->look.sort != FILTER_AS_TEXT || input->place->piece->filter_count > 0 ||
	       (input->shape.field == NULL && schema_choices(input->shape.schema) != NULL);
}

bool
place_input_read(struct arena *arena, const struct place *place, const char *text, const char **out,
                 const char **expected)
{
	const char *trimmed = typed_trim(arena, text);
	struct place_input input;
	const char *value;

	*out = NULL;
	*expected = NULL;
	if (!place_input_begin(arena, place, place_input_look(place), &input))
		return false;
	if (*trimmed == '\0' && place->piece->filter_count == 0)
		return true;
	value = place_input_value(&input, *trimmed == '\0' || place_input_is_short(&input) ? trimmed
	                                                                                   : text);
	*expected = input.expected;
	if (value == NULL)
		return false;
	*out = *value == '\0' ? NULL : value;
	return true;
}

enum json_type
place_input_type(const struct place *place)
{
	struct shape shape;

	if (!place_shape(place, &shape) || shape.field != NULL || schema_is_string(shape.schema))
		return JSON_STRING;
	return schema_is_boolean(shape.schema) ? JSON_BOOLEAN : JSON_INTEGER;
}

bool
place_input_takes_empty(const struct place *place)
{
	struct shape shape;

	return place_shape(place, &shape) &&
	       (shape.field != NULL ||
	        (schema_is_string(shape.schema) && schema_takes(shape.schema, "")));
}
