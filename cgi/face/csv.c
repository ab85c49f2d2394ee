#include "face/csv.h"

#include <stdbool.h>
#include <string.h>

#include "render/list.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct writer {
	struct ctx *cx;
	const struct list *list;
	bool spreadsheet;
	struct text *out;
};

/* A text inside a formula has at most so many characters. */
#define SPREADSHEET_TEXT 255

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

/* Must the spreadsheet be told that the cell is text? */
static bool
is_endangered(const struct list_column *column, const char *cell)
{
	if (*cell == '\0')
		return false;
	return column->kind == LIST_CODE ||
	       (!list_is_exact(cell) && (is_formula(cell) || is_convertible(cell)));
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
add_row(struct writer *writer, const struct json *item)
{
	const struct list_column *columns = writer->list->columns;

	for (const struct list_column *column = columns; column->path != NULL; column++) {
		const char *cell = item == NULL ? column->path
		                                : list_cell(writer->list, item, column, ";");

		text_add_str(writer->out, column == columns ? "" : ",");
		if (item != NULL && writer->spreadsheet && is_endangered(column, cell))
			cell = as_text(writer->cx->arena, cell);
		add_cell(writer->out, cell);
	}
	text_add_str(writer->out, "\r\n");
}

enum err
csv_write(struct ctx *cx, const struct list_order *order, struct text *out)
{
	struct list list;
	struct writer writer = { .cx = cx,
		                 .list = &list,
		                 .spreadsheet = (order->flags & LIST_SPREADSHEET) != 0,
		                 .out = out };

	TRY(list_read(cx, order, &list));
	*out = text_make(cx->arena);
	text_add_str(out, writer.spreadsheet ? BYTE_ORDER_MARK : "");
	add_row(&writer, NULL);
	for (size_t i = 0; i < list.count; i++)
		add_row(&writer, list.items[i]);
	return ERR_OK;
}
