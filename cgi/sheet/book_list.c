#include "sheet/book_list.h"

#include <stdlib.h>
#include <string.h>

#include "render/list.h"
#include "sheet/book.h"

#define FONT "宋体"
#define HEAD_COLOUR 0xE7ECF3
#define PAPER_A4 9

/*
 * Widths of columns in digits, as Excel counts them. A head has a button, and
 * breaks before it makes its column wider than this.
 */
#define WIDTH_MIN 6
#define WIDTH_MAX 44
#define HEAD_WIDTH 16
#define HEAD_MORE 4
#define LINE_PT 16 /* a fallback font has higher lines than the one that is named */
#define CELL_MORE 2

/* A list no wider than this prints on one page's width. */
#define PAPER_WIDTH 200

#define CELL_TEXT_MAX 32767

#define DAY_S 86400
#define DAYS_BEFORE_1970 25569

/* A list being written. */
struct list_table {
	struct book *book;
	struct list list;
	lxw_worksheet *sheet;
	lxw_format *formats[LIST_FACES];
	lxw_format *head;
	int width;  /* of all columns so far */
	int *lines; /* of each row, that of the names first */
};

static lxw_format *
make_format(struct list_table *table, const char *number_format)
{
	lxw_format *format = workbook_add_format(table->book->workbook);

	format_set_font_name(format, FONT);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	format_set_num_format(format, number_format);
	return format;
}

static void
make_formats(struct list_table *table)
{
	static const char *const number_formats[LIST_FACES] = {
		[LIST_TEXT] = "General",
		/* Edited or typed again, a code stays a text. */
		[LIST_CODE] = "@",
		[LIST_YEAR] = "0",
		[LIST_COUNT] = "#,##0",
		[LIST_NUMBER] = "General",
		[LIST_AMOUNT] = "#,##0.00",
		[LIST_RATE] = "0.00",
		[LIST_TIME] = "yyyy-mm-dd hh:mm:ss",
		[LIST_PROGRAM] = "General",
	};

	for (size_t i = 0; i < LIST_FACES; i++)
		table->formats[i] = make_format(table, number_formats[i]);
	format_set_text_wrap(table->formats[LIST_TEXT]);
	format_set_align(table->formats[LIST_YEAR], LXW_ALIGN_CENTER);
	table->head = make_format(table, "@");
	format_set_bold(table->head);
	format_set_text_wrap(table->head);
	format_set_bg_color(table->head, HEAD_COLOUR);
	format_set_align(table->head, LXW_ALIGN_CENTER);
	format_set_align(table->head, LXW_ALIGN_VERTICAL_CENTER);
	format_set_bottom(table->head, LXW_BORDER_THIN);
}

static int
width_of(const char *s)
{
	uint32_t c;
	int width = 0;

	for (size_t length; (length = text_utf8_next(s, &c)) > 0; s += length)
		width += c < 0x2000 ? 1 : 2;
	return width;
}

/* A time as days since 1899-12-30, as the clock showed it; 0 for what is none. */
static double
day_of(const char *rfc3339)
{
	struct tm tm = { 0 };
	time_t at;

	if (strptime(rfc3339, "%Y-%m-%dT%H:%M:%S", &tm) == NULL)
		return 0;
	at = timegm(&tm);
	return DAYS_BEFORE_1970 + (double)at / DAY_S;
}

static const char *
word_of(const struct list_column *column, const char *value)
{
	const struct list_word *word = column->words;

	while (word != NULL && word->value != NULL && strcmp(word->value, value) != 0)
		word++;
	return word == NULL || word->value == NULL ? value : word->word;
}

static bool
is_number(const struct list_column *column, const char *value)
{
	return column->kind != LIST_TEXT && column->kind != LIST_CODE && list_is_exact(value);
}

static enum err
write_cell(struct list_table *table, lxw_row_t row, lxw_col_t at, const struct list_column *column,
           const char *value)
{
	struct ctx *cx = table->book->cx;
	lxw_format *format = table->formats[column->kind];
	double day = column->kind == LIST_TIME ? day_of(value) : 0;
	lxw_error error;

	if (*value == '\0')
		return ERR_OK;
	if (text_utf8_count(value) > CELL_TEXT_MAX)
		return err_set(cx, ERR_INTERNAL, "%s: a cell takes %d characters", column->path,
		               CELL_TEXT_MAX);
	if (day > 0)
		error = worksheet_write_number(table->sheet, row, at, day, format);
	else if (is_number(column, value))
		error = worksheet_write_number(table->sheet, row, at, strtod(value, NULL), format);
	else
		error = worksheet_write_string(table->sheet, row, at, book_text(cx->arena, value),
		                               format);
	if (error == LXW_NO_ERROR)
		return ERR_OK;
	return err_set(cx, ERR_INTERNAL, "row %u, column %u: %s", row, at, lxw_strerror(error));
}

static const char *
value_of(const struct list_table *table, size_t row, const struct list_column *column)
{
	return word_of(column, list_cell(&table->list, table->list.items[row], column, "、"));
}

/* Let a row have the lines that a text takes, which breaks between characters of two digits. */
static void
make_room(struct list_table *table, size_t row, int text, int room)
{
	int lines = (text + room - 2) / (room - 1);

	table->lines[row] = lines > table->lines[row] ? lines : table->lines[row];
}

/* The name of a column; returns the width that it needs. */
static int
write_head(struct list_table *table, lxw_col_t at, const char *name)
{
	int width = width_of(name) + HEAD_MORE;

	width = width < WIDTH_MIN ? WIDTH_MIN : width;
	width = width > HEAD_WIDTH ? HEAD_WIDTH : width;
	make_room(table, 0, width_of(name), width - HEAD_MORE);
	worksheet_write_string(table->sheet, 0, at, name, table->head);
	return width;
}

/* The room that a value takes; an amount has commas. */
static int
room_of(const struct list_column *column, const char *value)
{
	int room = width_of(value) + CELL_MORE;

	return column->kind == LIST_AMOUNT ? room + room / 3 : room;
}

static enum err
write_column(struct list_table *table, lxw_col_t at, const struct list_column *column)
{
	int width = write_head(table, at, column->name);

	for (size_t i = 0; i < table->list.count; i++) {
		const char *value = value_of(table, i, column);
		int room = room_of(column, value);

		width = room > width ? room : width;
		TRY(ctx_in_time(table->book->cx));
		TRY(write_cell(table, (lxw_row_t)(i + 1), at, column, value));
	}
	width = width > WIDTH_MAX ? WIDTH_MAX : width;
	for (size_t i = 0; i < table->list.count && column->kind == LIST_TEXT; i++)
		make_room(table, i + 1, width_of(value_of(table, i, column)), width - CELL_MORE);
	table->width += width;
	worksheet_set_column(table->sheet, at, at, width, NULL);
	return ERR_OK;
}

/* How it is looked through, and how it prints. */
static void
set_sheet(struct list_table *table, lxw_col_t count)
{
	lxw_row_t last = (lxw_row_t)table->list.count;

	for (lxw_row_t row = 0; row <= last; row++)
		worksheet_set_row(table->sheet, row,
		                  LINE_PT * (table->lines[row] > 1 ? table->lines[row] : 1), NULL);
	worksheet_freeze_panes(table->sheet, 1, 0);
	worksheet_autofilter(table->sheet, 0, 0, last, (lxw_col_t)(count - 1));
	worksheet_repeat_rows(table->sheet, 0, 0);
	worksheet_set_landscape(table->sheet);
	worksheet_set_paper(table->sheet, PAPER_A4);
	if (table->width <= PAPER_WIDTH)
		worksheet_fit_to_pages(table->sheet, 1, 0);
}

static enum err
write_table(struct list_table *table, const char *title)
{
	lxw_col_t count = 0;

	table->sheet = workbook_add_worksheet(table->book->workbook, title);
	if (table->sheet == NULL)
		return err_set(table->book->cx, ERR_INTERNAL, "libxlsxwriter made no sheet");
	make_formats(table);
	table->lines = arena_array(table->book->cx->arena, table->list.count + 1, sizeof(int));
	for (const struct list_column *column = table->list.columns; column->path != NULL; column++)
		if (column->kind != LIST_PROGRAM)
			TRY(write_column(table, count++, column));
	set_sheet(table, count);
	return ERR_OK;
}

enum err
book_list_write(struct ctx *cx, const struct list_order *order, struct text *out)
{
	struct book book;
	struct list_table table = { .book = &book };
	enum err status;
	enum err closed;

	TRY(list_read(cx, order, &table.list));
	TRY(book_open(cx, false, &book));
	book_title(&book, order->title);
	status = write_table(&table, order->title);
	closed = book_close(&book, out);
	return status == ERR_OK ? closed : status;
}
