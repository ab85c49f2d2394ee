/* The cells of a sheet. */
#include <stdlib.h>
#include <string.h>

#include "doc/decimal.h"
#include "sheet/taken_internal.h"

struct reading {
	struct taking *taking;
	struct taken_sheet *sheet;
	struct part part;
	size_t cell_capacity;
	size_t merged_capacity;
	unsigned next_row; /* of what does not say where it stands */
	unsigned next_column;
	bool is_sorted;
};

/* F12 as row 11 and column 5. Returns what is behind it; NULL when it is none. */
static const char *
read_name(const char *s, unsigned *row, unsigned *column)
{
	unsigned letters = 0;
	unsigned long number;
	char *end;

	for (*column = 0; (*s | 0x20) >= 'a' && (*s | 0x20) <= 'z' && letters < 3; s++, letters++)
		*column = *column * 26 + (unsigned)((*s | 0x20) - 'a' + 1);
	if (letters == 0 || *s < '1' || *s > '9')
		return NULL;
	number = strtoul(s, &end, 10);
	if (number > TAKEN_ROWS_MAX || *column > TAKEN_COLUMNS_MAX)
		return NULL;
	*row = (unsigned)number - 1;
	*column -= 1;
	return end;
}

static enum err
refuse(const struct reading *reading)
{
	return err_set(reading->taking->cx, ERR_INPUT, "工作表“%s”已损坏，请重新保存一次",
	               reading->sheet->name);
}

/* Where a cell stands; without a name, behind the one before. */
static enum err
place(struct reading *reading, struct taken_cell *cell)
{
	const char *name = part_attribute(&reading->part, "r");

	cell->row = reading->next_row - 1;
	cell->column = reading->next_column;
	if (name != NULL) {
		const char *end = read_name(name, &cell->row, &cell->column);

		if (end == NULL || *end != '\0')
			return refuse(reading);
	}
	if (reading->next_row == 0 || cell->column >= TAKEN_COLUMNS_MAX)
		return refuse(reading);
	reading->next_column = cell->column + 1;
	return ERR_OK;
}

static void
add_cell(struct reading *reading, const struct taken_cell *cell)
{
	struct taken_sheet *sheet = reading->sheet;
	const struct taken_cell *last = sheet->cell_count == 0
	                                        ? NULL
	                                        : &sheet->cells[sheet->cell_count - 1];

	if (last != NULL &&
	    (last->row > cell->row || (last->row == cell->row && last->column >= cell->column)))
		reading->is_sorted = false;
	sheet->cells = arena_grow(reading->taking->cx->arena, sheet->cells, sheet->cell_count,
	                          &reading->cell_capacity, sizeof *sheet->cells);
	sheet->cells[sheet->cell_count++] = *cell;
}

/* What a value means, by the type of its cell. */
static enum err
set_value(struct reading *reading, const char *type, const char *value, struct taken_cell *cell)
{
	const struct taking *taking = reading->taking;
	char *end;
	unsigned long index;

	cell->text = value;
	cell->kind = TAKEN_TEXT;
	if (strcmp(type, "s") == 0) {
		index = strtoul(value, &end, 10);
		if (end == value || *end != '\0' || index >= taking->string_count)
			return refuse(reading);
		cell->text = taking->strings[index];
	} else if (strcmp(type, "str") == 0) {
		cell->text = part_unescaped(taking->cx->arena, value);
	} else if (strcmp(type, "b") == 0) {
		cell->kind = TAKEN_BOOLEAN;
	} else if (strcmp(type, "e") == 0) {
		cell->kind = TAKEN_ERROR;
	} else if (strcmp(type, "n") == 0) {
		cell->kind = TAKEN_NUMBER;
	}
	return ERR_OK;
}

/* The contents of a cell, up to its end. */
static enum err
read_contents(struct reading *reading, const char *type, struct taken_cell *cell, bool *is_there)
{
	struct part *part = &reading->part;
	struct text value = text_make(reading->taking->cx->arena);
	const char *text;
	bool in_value = false;
	bool more = true;

	TRY(part_next(part, &more));
	while (more && !part_ends(part, "c")) {
		if (part_begins(part, "f"))
			cell->has_formula = true;
		if (part_begins(part, "is")) {
			TRY(taken_read_text(part, "is", &cell->text));
			*is_there = true;
			cell->kind = TAKEN_TEXT;
		} else if (part_begins(part, "v") || part_ends(part, "v")) {
			in_value = part_begins(part, "v") && !part_is_empty(part);
			/* A formula that was not computed has an empty value; only a text may be empty. */
			*is_there = *is_there || strcmp(type, "str") == 0;
		} else if (in_value && (text = part_text(part)) != NULL) {
			text_add_str(&value, text);
			*is_there = true;
		}
		TRY(part_next(part, &more));
	}
	return *is_there && strcmp(type, "inlineStr") != 0
	               ? set_value(reading, type, value.data, cell)
	               : ERR_OK;
}

static enum err
read_cell(struct reading *reading)
{
	struct taking *taking = reading->taking;
	const char *type = part_attribute(&reading->part, "t");
	unsigned style = part_number(&reading->part, "s", 100000, 0);
	struct taken_cell cell = { .text = "" };
	bool is_there = false;

	TRY(place(reading, &cell));
	if (style < taking->format_count)
		cell.format = &taking->formats[style];
	if (part_is_empty(&reading->part))
		return ERR_OK;
	TRY(read_contents(reading, type == NULL ? "n" : type, &cell, &is_there));
	if (!is_there && !cell.has_formula)
		return ERR_OK;
	cell.has_value = is_there;
	if (++taking->cell_count > TAKEN_CELLS_MAX)
		return err_set(taking->cx, ERR_INPUT, "文件有 %d 个以上的单元格", TAKEN_CELLS_MAX);
	add_cell(reading, &cell);
	return ERR_OK;
}

static enum err
read_merged(struct reading *reading)
{
	const char *name = part_attribute(&reading->part, "ref");
	struct taken_sheet *sheet = reading->sheet;
	struct taken_area area = { 0 };
	const char *end = name == NULL ? NULL : read_name(name, &area.first_row, &area.first_column);

	if (end != NULL && *end == ':')
		end = read_name(end + 1, &area.last_row, &area.last_column);
	if (end == NULL || *end != '\0' || area.last_row < area.first_row ||
	    area.last_column < area.first_column || ++reading->taking->cell_count > TAKEN_CELLS_MAX)
		return refuse(reading);
	sheet->merged = arena_grow(reading->taking->cx->arena, sheet->merged, sheet->merged_count,
	                           &reading->merged_capacity, sizeof *sheet->merged);
	sheet->merged[sheet->merged_count++] = area;
	return ERR_OK;
}

static enum err
read_element(struct reading *reading)
{
	if (part_begins(&reading->part, "row")) {
		unsigned row = part_number(&reading->part, "r", TAKEN_ROWS_MAX,
		                           reading->next_row + 1);

		if (row == 0 || row > TAKEN_ROWS_MAX)
			return refuse(reading);
		reading->next_row = row;
		reading->next_column = 0;
	} else if (part_begins(&reading->part, "c")) {
		return read_cell(reading);
	} else if (part_begins(&reading->part, "mergeCell")) {
		return read_merged(reading);
	}
	return ERR_OK;
}

static int
by_place(const void *a, const void *b)
{
	const struct taken_cell *left = a;
	const struct taken_cell *right = b;

	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return left->column < right->column ? -1 : left->column > right->column;
}

enum err
taken_read_sheet(struct taking *taking, const char *name, struct taken_sheet *sheet)
{
	struct reading reading = { .taking = taking, .sheet = sheet, .is_sorted = true };
	struct text bytes;
	bool found;
	bool more = true;

	TRY(archive_read(taking->cx, taking->archive, name, &bytes, &found));
	if (!found)
		return refuse(&reading);
	TRY(part_open(taking->cx, name, &bytes, &reading.part));
	TRY(part_next(&reading.part, &more));
	while (more) {
		TRY(read_element(&reading));
		TRY(part_next(&reading.part, &more));
	}
	if (!reading.is_sorted)
		qsort(sheet->cells, sheet->cell_count, sizeof *sheet->cells, by_place);
	return ERR_OK;
}
