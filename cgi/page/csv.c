#include "page/csv.h"

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

/* Would a spreadsheet program compute instead of show it? */
static bool
is_formula(const char *cell)
{
	return *cell != '\0' && strchr("=+-@\t\r", *cell) != NULL && !decimal_is_valid(cell);
}

static void
add_cell(struct writer *writer, const char *cell)
{
	struct text *out = writer->out;
	bool escaped = writer->spreadsheet && is_formula(cell);
	bool quoted = escaped || strpbrk(cell, ",\"\r\n") != NULL || *cell == ' ';

	text_add_str(out, quoted ? "\"" : "");
	text_add_str(out, escaped ? "'" : "");
	for (; *cell != '\0'; cell++) {
		if (*cell == '"')
			text_add_str(out, "\"");
		text_add(out, cell, 1);
	}
	text_add_str(out, quoted ? "\"" : "");
}

static void
add_value(struct writer *writer, const struct json *value)
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
	add_cell(writer, cell.data);
}

static void
add_row(struct writer *writer, const struct json *item)
{
	for (const char *const *column = writer->columns; *column != NULL; column++) {
		text_add_str(writer->out, column == writer->columns ? "" : ",");
		if (item == NULL)
			add_cell(writer, *column);
		else
			add_value(writer, find_or_inherit(writer, item, *column));
	}
	text_add_str(writer->out, "\r\n");
}

enum err
csv_write(struct ctx *cx, const char *body, size_t length, const char *const *columns,
          unsigned flags, struct text *out)
{
	struct writer writer = { .cx = cx, .columns = columns, .out = out };
	const struct json *items;
	const struct json *total;

	if (json_parse(cx, "list", body, length, &writer.list) != ERR_OK)
		return ERR_INTERNAL;
	writer.spreadsheet = (flags & CSV_SPREADSHEET) != 0;
	*out = text_make(cx->arena);
	text_add_str(out, writer.spreadsheet ? BYTE_ORDER_MARK : "");
	add_row(&writer, NULL);
	items = json_member(writer.list, "items");
	total = json_member(writer.list, "total");
	json_each(item, items) add_row(&writer, item);
	if (json_count(items) == 0 && total != NULL && (flags & CSV_TOTAL) != 0)
		add_row(&writer, total);
	return ERR_OK;
}
