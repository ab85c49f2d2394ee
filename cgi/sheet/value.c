#include "sheet/value.h"

#include <string.h>

#include "doc/typed.h"
#include "template/bind_path.h"
#include "template/place_input.h"

struct value_known {
	struct value_known *next;
	const struct piece *piece;
	struct filter_look look;
};

const struct place *
value_place(const struct plan_cell *cell)
{
	const struct plan_part *part = cell->parts;

	if (part == NULL || part->next != NULL || place_is_fixed(&part->place))
		return NULL;
	return &part->place;
}

struct filter_look
value_look(struct values *values, const struct place *place)
{
	struct value_known *known = values->known;

	while (known != NULL && known->piece != place->piece)
		known = known->next;
	if (known != NULL)
		return known->look;
	known = arena_alloc(values->cx->arena, sizeof *known);
	known->piece = place->piece;
	known->look = place_input_look(place);
	known->next = values->known;
	values->known = known;
	return known->look;
}

static const char *
zeros(struct arena *arena, const char *whole, int places, const char *behind)
{
	return arena_printf(arena, "%s%s%.*s%s", whole, places > 0 ? "." : "", places, "0000000000",
	                    behind);
}

/* The format of a number that somebody types. */
static const char *
format_to_come(struct arena *arena, struct filter_look look)
{
	const char *whole = look.format.group ? "#,##0" : "0";

	if (look.format.trim && !look.format.group)
		return look.is_percent ? "0.00%" : "General";
	return zeros(arena, whole, look.format.places, look.is_percent ? "%" : "");
}

/* The format in which a number is shown as it was printed; NULL when none shows it so. */
static const char *
format_of(struct values *values, struct filter_look look, const char *printed)
{
	struct arena *arena = values->cx->arena;
	const char *s = printed + (*printed == '-');
	const char *point = strchr(s, '.');
	const char *end = s + strcspn(s, "%");
	int places = point == NULL ? 0 : (int)(end - point - 1);
	bool is_percent;

	if (typed_number(arena, printed, &is_percent) == NULL || is_percent != look.is_percent ||
	    (s[0] == '0' && s[1] >= '0' && s[1] <= '9') || places > 10)
		return NULL;
	if (values->is_to_fill)
		return format_to_come(arena, look);
	return zeros(arena, look.format.group ? "#,##0" : "0", places, is_percent ? "%" : "");
}

/* A zero for which the template has a text of its own. */
static const char *
format_of_zero(struct arena *arena, const char *usual, const char *printed)
{
	return strchr(printed, '"') != NULL
	               ? NULL
	               : arena_printf(arena, "%s;-%s;\"%s\"", usual, usual, printed);
}

static bool
is_zero(const char *number)
{
	return strspn(number, "-0.") == strlen(number);
}

/* What a number looks like in a program that rounds it: is that what is printed? */
static bool
prints_as(struct arena *arena, const char *number, struct filter_look look, const char *printed)
{
	bool is_percent;
	const char *shown = typed_number(arena, printed, &is_percent);
	const char *value = typed_shift(arena, number, look.is_percent ? 2 : 0);

	return shown != NULL && strcmp(typed_round(arena, value, typed_places(shown)), shown) == 0;
}

/* The number that a text is in the sheet; what has more digits than a sheet keeps is a text. */
static void
set_number(struct values *values, struct plan_cell *cell, struct filter_look look, const char *text)
{
	struct arena *arena = values->cx->arena;
	bool is_percent;
	const char *number = typed_number(arena, text, &is_percent);
	const char *format;

	if (number == NULL || is_percent || typed_digits(number) > TYPED_DIGITS_MAX)
		return;
	number = typed_binary(arena, typed_shift(arena, number,
	                                         look.format.shift - (look.is_percent ? 2 : 0)));
	if (number == NULL)
		return;
	format = format_of(values, look, cell->text);
	if (format == NULL || !prints_as(arena, number, look, cell->text))
		format = is_zero(number)
		                 ? format_of_zero(arena, format_to_come(arena, look), cell->text)
		                 : NULL;
	if (format == NULL)
		return;
	cell->number = number;
	cell->number_format = format;
}

static const char *
text_of(struct arena *arena, const struct json *value)
{
	if (value != NULL && json_type(value) == JSON_INTEGER)
		return arena_printf(arena, "%ld", json_integer(value, 0));
	return json_string(value);
}

/* What is computed was rounded when it was printed. */
static void
set_computed(struct values *values, struct plan_cell *cell, struct filter_look look)
{
	bool is_percent;
	const char *number = typed_number(values->cx->arena, cell->text, &is_percent);

	look.format.shift = 0;
	if (number != NULL)
		set_number(values, cell, look, number);
}

static void
set_date(struct plan_cell *cell, const char *date, const char *option)
{
	static const struct {
		const char *option;
		const char *format;
	} formats[] = {
		{ "yyyymmdd", "yyyymmdd" },         { "yyyy-mm-dd", "yyyy\\-mm\\-dd" },
		{ "yyyy.mm.dd", "yyyy\\.mm\\.dd" }, { "年月日", "yyyy\"年\"m\"月\"d\"日\"" },
		{ "年月", "yyyy\"年\"m\"月\"" },
	};

	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (strcmp(formats[i].option, option) == 0)
			cell->number_format = formats[i].format;
	/* Excel knows no days before. */
	if (date != NULL && strcmp(date, "1900-03-01") >= 0 && schema_is_date(date))
		cell->number = date;
}

void
value_set(struct values *values, struct plan_cell *cell)
{
	const struct place *place = value_place(cell);
	struct filter_look look;
	const char *upper;
	const char *text;

	cell->kind = PLAN_TEXT;
	cell->number = "";
	cell->number_format = "@";
	if (place == NULL)
		return;
	look = value_look(values, place);
	if (look.sort == FILTER_AS_TEXT)
		return;
	cell->kind = look.sort == FILTER_AS_NUMBER ? PLAN_NUMBER : PLAN_DATE;
	text = text_of(values->cx->arena, place_value(place));
	if (look.sort == FILTER_AS_DATE) {
		set_date(cell, text, look.date);
		return;
	}
	cell->number_format = format_to_come(values->cx->arena, look);
	if (bind_piece_is_computed(place->piece))
		set_computed(values, cell, look);
	else if (text != NULL && !filter_is_dash(text) && !filter_is_range(text, &upper))
		set_number(values, cell, look, text);
}
