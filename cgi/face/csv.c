#include "face/csv.h"

#include <stdbool.h>
#include <string.h>

#include "doc/decimal.h"
#include "doc/json.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct writer {
	struct ctx *cx;
	const char *const *columns;
	const struct json *list;
	bool spreadsheet;
	struct text *out;
};

/* The member at a path of names with points. */
static const struct json *
find(struct arena *arena, const struct json *value, const char *path)
{
	while (value != NULL && *path != '\0') {
		size_t length = strcspn(path, ".");

		value = json_member(value, arena_strndup(arena, path, length));
		path += length + (path[length] == '.' ? 1 : 0);
	}
	return value;
}

static const struct json *
find_or_inherit(const struct writer *writer, const struct json *item, const char *path)
{
	const struct json *own = find(writer->cx->arena, item, path);

	return own != NULL ? own : find(writer->cx->arena, writer->list, path);
}

static void
add_scalar(struct text *cell, const struct json *value)
{
	switch (json_type(value)) {
	case JSON_STRING: text_add_str(cell, json_string(value)); break;
	case JSON_INTEGER: text_add_fmt(cell, "%ld", json_integer(value, 0)); break;
	case JSON_BOOLEAN: text_add_str(cell, json_is_true(value) ? "true" : "false"); break;
	default: break;
	}
}

/* Spreadsheet programs compute with so many digits. */
#define SPREADSHEET_DIGITS 15

/* A text inside a formula has at most so many characters. */
#define SPREADSHEET_TEXT 255

/* Is it a number that a spreadsheet shows to the last digit? Not with a zero before it. */
static bool
is_exact(const char *cell)
{
	size_t significant = 0;
	size_t zeros = 0;

	cell += *cell == '-';
	if (!decimal_is_valid(cell) || (cell[0] == '0' && cell[1] != '.' && cell[1] != '\0'))
		return false;
	for (; *cell != '\0'; cell++) {
		if (*cell == '.' || (significant == 0 && *cell == '0'))
			continue;
		zeros = *cell == '0' ? zeros + 1 : 0;
		significant++;
	}
	return significant - zeros <= SPREADSHEET_DIGITS;
}

/* Would it be computed instead of shown? */
static bool
is_formula(const char *cell)
{
	return strchr("=+-@\t\r", *cell) != NULL;
}

/*
 * Might it be taken for a number, a date or a time, in any of the ways in which
 * these are written? Then it has a digit, and nothing but ASCII and the units of
 * time.
 */
static bool
is_convertible(const char *cell)
{
	static const char *const units[] = { "年", "月", "日", "时", "分", "秒", "￥", "¥" };
	bool has_digit = false;

	while (*cell != '\0') {
		size_t i = 0;

		if ((unsigned char)*cell < 0x80) {
			has_digit = has_digit || (*cell >= '0' && *cell <= '9');
			cell++;
			continue;
		}
		while (i < sizeof units / sizeof units[0] && !text_starts_with(cell, units[i]))
			i++;
		if (i == sizeof units / sizeof units[0])
			return false;
		cell += strlen(units[i]);
	}
	return has_digit;
}

static bool
is_code(const char *column)
{
	return strcmp(column, "code") == 0 || text_ends_with(column, ".code");
}

/* Must the spreadsheet be told that the cell is text? */
static bool
is_endangered(const char *column, const char *cell)
{
	if (*cell == '\0')
		return false;
	return is_code(column) || (!is_exact(cell) && (is_formula(cell) || is_convertible(cell)));
}

static void
add_doubled(struct text *out, const char *s)
{
	for (; *s != '\0'; s++)
		text_add_str(out, *s == '"' ? "\"\"" : (const char[]){ *s, '\0' });
}

static void
add_cell(struct text *out, const char *cell)
{
	bool quoted = strpbrk(cell, ",\"\r\n") != NULL || *cell == ' ';

	text_add_str(out, quoted ? "\"" : "");
	add_doubled(out, cell);
	text_add_str(out, quoted ? "\"" : "");
}

/* The cell as a formula that is nothing but this text, or with an apostrophe. */
static const char *
as_text(struct arena *arena, const char *cell)
{
	struct text out = text_make(arena);

	if (strlen(cell) > SPREADSHEET_TEXT)
		return arena_printf(arena, "'%s", cell);
	text_add_str(&out, "=\"");
	add_doubled(&out, cell);
	text_add_str(&out, "\"");
	return out.data;
}

static void
add_value(struct writer *writer, const char *column, const struct json *value)
{
	struct text cell = text_make(writer->cx->arena);

	if (value != NULL && json_type(value) == JSON_ARRAY) {
		json_each(item, value)
		{
			text_add_str(&cell, cell.length == 0 ? "" : ";");
			add_scalar(&cell, item);
		}
	} else if (value != NULL) {
		add_scalar(&cell, value);
	}
	if (writer->spreadsheet && is_endangered(column, cell.data))
		add_cell(writer->out, as_text(writer->cx->arena, cell.data));
	else
		add_cell(writer->out, cell.data);
}

static void
add_row(struct writer *writer, const struct json *item)
{
	for (const char *const *column = writer->columns; *column != NULL; column++) {
		text_add_str(writer->out, column == writer->columns ? "" : ",");
		if (item == NULL)
			add_cell(writer->out, *column);
		else
			add_value(writer, *column, find_or_inherit(writer, item, *column));
	}
	text_add_str(writer->out, "\r\n");
}

enum err
csv_write(struct ctx *cx, const struct list_order *order, struct text *out)
{
	struct writer writer = { .cx = cx, .columns = order->columns, .out = out };
	const struct json *items;
	const struct json *total;

	if (json_parse(cx, "list", order->body, order->length, &writer.list) != ERR_OK)
		return ERR_INTERNAL;
	writer.spreadsheet = (order->flags & LIST_SPREADSHEET) != 0;
	*out = text_make(cx->arena);
	text_add_str(out, writer.spreadsheet ? BYTE_ORDER_MARK : "");
	add_row(&writer, NULL);
	items = json_member(writer.list, "items");
	total = json_member(writer.list, "total");
	json_each(item, items) add_row(&writer, item);
	if (json_count(items) == 0 && total != NULL && (order->flags & LIST_TOTAL) != 0)
		add_row(&writer, total);
	return ERR_OK;
}
