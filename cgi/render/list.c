#include "render/list.h"

#include <string.h>

#include "doc/decimal.h"
#include "doc/json.h"

#define SPREADSHEET_DIGITS 15

enum err
list_read(struct ctx *cx, const struct list_order *order, struct list *out)
{
	const struct json *items;
	const struct json *total;

	*out = (struct list){ .arena = cx->arena, .columns = order->columns };
	if (json_parse(cx, "list", order->body, order->length, &out->whole) != ERR_OK)
		return ERR_INTERNAL;
	items = json_member(out->whole, "items");
	total = json_member(out->whole, "total");
	out->items = arena_array(cx->arena, json_count(items) + 1, sizeof(const struct json *));
	json_each(item, items) out->items[out->count++] = item;
	if (out->count == 0 && total != NULL && (order->flags & LIST_TOTAL) != 0)
		out->items[out->count++] = total;
	return ERR_OK;
}

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

const char *
list_cell(const struct list *list, const struct json *item, const struct list_column *column,
          const char *separator)
{
	const struct json *value = find(list->arena, item, column->path);
	struct text cell = text_make(list->arena);

	if (value == NULL)
		value = find(list->arena, list->whole, column->path);
	if (value != NULL && json_type(value) == JSON_ARRAY) {
		json_each(part, value)
		{
			text_add_str(&cell, cell.length == 0 ? "" : separator);
			add_scalar(&cell, part);
		}
	} else if (value != NULL) {
		add_scalar(&cell, value);
	}
	return cell.data;
}

bool
list_is_exact(const char *cell)
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
