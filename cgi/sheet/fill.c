#include "sheet/fill.h"

#include <string.h>

#include "sheet/entry.h"
#include "template/bind_path.h"
#include "template/place_input.h"

/* Characters of a hint or a message that Excel shows. */
#define MESSAGE_MAX 250

/* Bytes of the document in one cell of the notes. */
#define NOTE_BYTES 30000

const char *
fill_key(struct arena *arena, unsigned sheet, char kind, unsigned index)
{
	return arena_printf(arena, "s%u%c%u", sheet, kind, index);
}

static void
write_keys(const struct book *book, const struct plan_sheet *sheet)
{
	struct arena *arena = book->cx->arena;
	lxw_format *free_format = workbook_add_format(book->workbook);
	lxw_row_col_options key_options = { .hidden = 1 };

	format_set_unlocked(free_format);
	worksheet_set_column_opt(book->sheet, 0, 0, 8, NULL, &key_options);
	worksheet_set_row_opt(book->sheet, 0, 15, NULL, &key_options);
	for (unsigned i = 0; i < sheet->row_count; i++)
		worksheet_write_string(book->sheet, i + 1, 0,
		                       fill_key(arena, book->sheet_count, 'r', i),
		                       sheet->rows[i].may_grow ? free_format : NULL);
	for (unsigned i = 0; i < sheet->column_count; i++)
		worksheet_write_string(book->sheet, 0, (lxw_col_t)(i + 1),
		                       fill_key(arena, book->sheet_count, 'c', i), NULL);
	/* A row can be deleted in a protected sheet when none of its cells is locked. */
	for (unsigned i = 0; i < sheet->row_count; i++)
		if (sheet->rows[i].may_grow)
			worksheet_set_row(book->sheet, i + 1, sheet->rows[i].height_mpt / 1000.0,
			                  free_format);
}

/* The unit that the cell is in, when it is not that of the document. */
static const char *
unit_of(struct filter_look look)
{
	if (look.sort != FILTER_AS_NUMBER || look.format.shift == 0)
		return look.sort == FILTER_AS_NUMBER && look.is_percent ? "（百分数）" : "";
	return look.format.shift == -4 ? "（万元）" : "";
}

/* What the cell is called: the words of all that is to be filled in there. */
static const char *
hint_of(const struct book *book, struct values *values, const struct plan_cell *cell)
{
	struct text hint = text_make(book->cx->arena);

	for (const struct plan_part *part = cell->parts; part != NULL; part = part->next)
		if (place_input_is_open(&part->place))
			text_add_fmt(&hint, "%s%s%s", hint.length > 0 ? "；" : "",
			             place_words(&part->place),
			             unit_of(value_look(values, &part->place)));
	return text_utf8_shorten(book->cx->arena, hint.data, MESSAGE_MAX);
}

/* The texts that a value is one of, when it is one of few; NULL-terminated. */
static const char **
choices_of(struct arena *arena, const struct place *place)
{
	static const char *booleans[] = { "是", "否", NULL };
	const struct json *choices;
	struct shape shape;
	const char **list;
	size_t count = 0;

	if (!place_shape(place, &shape) || place->piece->filter_count > 0)
		return NULL;
	if (shape_is_boolean(shape))
		return booleans;
	choices = shape.field == NULL ? schema_choices(shape.schema) : NULL;
	if (choices == NULL)
		return NULL;
	list = arena_array(arena, json_count(choices) + 1, sizeof *list);
	json_each(choice, choices) list[count++] = json_string(choice);
	return list;
}

/* Does a number's place take a dash as well? */
static bool
takes_dash(const struct place *place)
{
	struct shape shape;

	return place_shape(place, &shape) && shape.field == NULL && schema_takes(shape.schema, "-");
}

static void
set_check(const struct book *book, const struct plan_cell *cell, lxw_data_validation *check)
{
	const struct place *place = value_place(cell);
	const char **choices = place == NULL ? NULL : choices_of(book->cx->arena, place);

	if (choices != NULL) {
		check->validate = LXW_VALIDATION_TYPE_LIST;
		check->value_list = (char **)choices;
		check->error_message = "请从列表中选择一项。";
	} else if (cell->kind == PLAN_NUMBER && !takes_dash(place)) {
		check->validate = LXW_VALIDATION_TYPE_DECIMAL;
		check->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
		check->minimum_number = -1e16;
		check->maximum_number = 1e16;
		check->error_message = "这里应填数字，不带单位和文字。";
	} else if (cell->kind == PLAN_DATE) {
		check->validate = LXW_VALIDATION_TYPE_DATE;
		check->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
		check->minimum_datetime = (lxw_datetime){ .year = 1949, .month = 10, .day = 1 };
		check->maximum_datetime = (lxw_datetime){ .year = 2199, .month = 12, .day = 31 };
		check->error_message = "这里应填日期，如 2025-02-11。";
	} else {
		check->validate = LXW_VALIDATION_TYPE_ANY;
		check->show_error = LXW_VALIDATION_OFF;
	}
}

/* What is fixed or computed in a row that may be deleted cannot be locked: what is typed there is refused. */
static void
refuse_typing(lxw_data_validation *check, const struct plan_cell *cell)
{
	check->validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
	check->value_formula = "=FALSE";
	check->ignore_blank = LXW_VALIDATION_OFF;
	check->error_message = cell->formula != NULL ? "这一格是计算出来的，不用填写。"
	                                             : "这一格是表上的文字，不用填写。";
}

static void
guard(const struct book *book, struct values *values, const struct plan_cell *cell)
{
	lxw_data_validation check = { .ignore_blank = LXW_VALIDATION_ON,
		                      .show_input = LXW_VALIDATION_ON,
		                      .show_error = LXW_VALIDATION_ON,
		                      .error_title = "请检查" };
	lxw_row_t row = book->origin + cell->row;
	lxw_col_t column = (lxw_col_t)(book->origin + cell->column);

	if (cell->is_input) {
		check.input_message = (char *)hint_of(book, values, cell);
		set_check(book, cell, &check);
	} else if (cell->is_free && *cell->text != '\0') {
		refuse_typing(&check, cell);
	} else {
		return;
	}
	worksheet_data_validation_range(book->sheet, row, column, row + cell->row_span - 1,
	                                (lxw_col_t)(column + cell->column_span - 1), &check);
}

void
fill_sheet(struct book *book, struct values *values, const struct plan_sheet *sheet)
{
	lxw_protection may = {
		.format_columns = 1, .format_rows = 1, .insert_rows = 1, .delete_rows = 1
	};

	write_keys(book, sheet);
	for (const struct plan_cell *cell = sheet->cells; cell != NULL; cell = cell->next)
		guard(book, values, cell);
	worksheet_protect(book->sheet, NULL, &may);
}

void
fill_note(struct book *book, const struct plan_sheet *sheets, const char *document, size_t length)
{
	struct arena *arena = book->cx->arena;
	lxw_worksheet *note = workbook_add_worksheet(book->workbook, FILL_NOTE_NAME);
	lxw_row_t row = FILL_NOTE_OF_DOCUMENT;

	worksheet_write_string(note, FILL_NOTE_OF_MARK, 0, FILL_NOTE_MARK, NULL);
	worksheet_write_string(note, FILL_NOTE_OF_SIGNATURE, 0, entry_signature(arena, sheets),
	                       NULL);
	while (length > 0) {
		size_t bytes = length > NOTE_BYTES ? NOTE_BYTES : length;

		/* No part begins within a character. */
		while (bytes < length && ((unsigned char)document[bytes] & 0xC0) == 0x80)
			bytes--;
		worksheet_write_string(note, row++, 0,
		                       book_text(arena, arena_strndup(arena, document, bytes)),
		                       NULL);
		document += bytes;
		length -= bytes;
	}
	worksheet_protect(note, NULL, NULL);
	worksheet_hide(note);
}
