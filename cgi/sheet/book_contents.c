#include "sheet/book_contents.h"

#define FONT "宋体"
#define PAPER_A4 9
#define HEAD_ROW 2

/* Widths of columns in digits, as Excel counts them. */
static const struct {
	const char *head;
	int width;
} columns[] = { { "序号", 6 }, { "附件", 12 }, { "名称", 60 }, { "工作表", 34 } };
#define COLUMNS (sizeof columns / sizeof columns[0])

struct writing {
	struct book *book;
	lxw_worksheet *sheet;
	lxw_format *cell;
	lxw_format *link;
};

enum err
book_contents_begin(struct book *book, struct book_contents *contents)
{
	contents->sheet = workbook_add_worksheet(book->workbook, "目录");
	if (contents->sheet == NULL)
		return err_set(book->cx, ERR_INTERNAL, "libxlsxwriter made no sheet");
	return ERR_OK;
}

static lxw_format *
make_format(const struct book *book, bool is_head)
{
	lxw_format *format = workbook_add_format(book->workbook);

	format_set_font_name(format, FONT);
	format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
	format_set_text_wrap(format);
	format_set_border(format, LXW_BORDER_THIN);
	if (is_head)
		format_set_bold(format);
	return format;
}

static void
write_head(const struct book *book, const struct book_contents *contents)
{
	lxw_format *title = workbook_add_format(book->workbook);
	lxw_format *head = make_format(book, true);

	format_set_font_name(title, FONT);
	format_set_font_size(title, 16);
	format_set_bold(title);
	worksheet_write_string(contents->sheet, 0, 0, book_text(book->cx->arena, contents->title),
	                       title);
	for (size_t i = 0; i < COLUMNS; i++) {
		lxw_col_t column = (lxw_col_t)i;

		worksheet_set_column(contents->sheet, column, column, columns[i].width, NULL);
		worksheet_write_string(contents->sheet, HEAD_ROW, column, columns[i].head, head);
	}
	worksheet_repeat_rows(contents->sheet, HEAD_ROW, HEAD_ROW);
	worksheet_set_paper(contents->sheet, PAPER_A4);
	worksheet_fit_to_pages(contents->sheet, 1, 0);
}

static lxw_error
write_text(const struct writing *writing, lxw_row_t row, lxw_col_t column, const char *text)
{
	return worksheet_write_string(writing->sheet, row, column,
	                              book_text(writing->book->cx->arena, text == NULL ? "" : text),
	                              writing->cell);
}

/* A row; a link shows the name of the sheet that it leads to. */
static lxw_error
write_row(const struct writing *writing, const struct book_contents *contents, size_t index)
{
	struct arena *arena = writing->book->cx->arena;
	lxw_row_t row = (lxw_row_t)(HEAD_ROW + 1 + index);
	const char *sheet = contents->sheets[index];
	lxw_error error = worksheet_write_number(writing->sheet, row, 0, (double)index + 1,
	                                         writing->cell);

	if (error == LXW_NO_ERROR)
		error = write_text(writing, row, 1,
		                   contents_label(arena, contents->parts, contents->count, index));
	if (error == LXW_NO_ERROR)
		error = write_text(writing, row, 2,
		                   contents_name(contents->parts, contents->count, index));
	if (error == LXW_NO_ERROR)
		error = worksheet_write_url(writing->sheet, row, 3,
		                            arena_printf(arena, "internal:'%s'!A1", sheet),
		                            writing->link);
	if (error == LXW_NO_ERROR)
		error = worksheet_write_string(writing->sheet, row, 3, sheet, writing->link);
	return error;
}

enum err
book_contents_fill(struct book *book, const struct book_contents *contents)
{
	const struct writing writing = { .book = book,
		                         .sheet = contents->sheet,
		                         .cell = make_format(book, false),
		                         .link = make_format(book, false) };

	format_set_font_color(writing.link, LXW_COLOR_BLUE);
	format_set_underline(writing.link, LXW_UNDERLINE_SINGLE);
	write_head(book, contents);
	for (size_t i = 0; i < contents->count; i++) {
		lxw_error error = write_row(&writing, contents, i);

		if (error != LXW_NO_ERROR)
			return err_set(book->cx, ERR_INTERNAL, "row %zu of the contents: %s", i + 1,
			               lxw_strerror(error));
	}
	return ERR_OK;
}
