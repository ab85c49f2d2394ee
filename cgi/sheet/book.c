#include "sheet/book.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sheet/archive.h"
#include "sheet/cells.h"
#include "sheet/memory_file.h"
#include "sheet/value.h"
#include "template/fill.h"

#define MPT_PER_INCH 72000.0
#define A3_SHORT_MPT 841000
#define PAPER_A3 8
#define PAPER_A4 9
#define HEADER_MAX 250

/* Of which what is said of a draft takes as many, an & twice. */
#define DRAFT_MAX 60
#define NAME_MAX_UNITS 31

/* When a draft was made nobody says: the first day that a ZIP file knows, 1980-01-01. */
#define TIME_OF_DRAFTS 315532800

enum err
book_open(struct ctx *cx, bool is_to_fill, struct book *out)
{
	char path[40];

	*out = (struct book){ .cx = cx, .is_to_fill = is_to_fill, .origin = is_to_fill ? 1 : 0 };
	out->parts_before = memory_file_count();
	out->fd = memfd_create("sheet", MFD_CLOEXEC);
	if (out->fd < 0)
		return err_set(cx, ERR_UNAVAILABLE, "there is no memory for a file");
	snprintf(path, sizeof path, "/proc/self/fd/%d", out->fd);
	out->workbook = workbook_new(path);
	if (out->workbook == NULL) {
		close(out->fd);
		return err_set(cx, ERR_UNAVAILABLE, "there is no memory for a workbook");
	}
	out->looks = (struct look_book){ .arena = cx->arena, .workbook = out->workbook };
	workbook_unset_default_url_format(out->workbook);
	return ERR_OK;
}

static time_t
time_of(const char *rfc3339)
{
	struct tm tm = { 0 };
	long ahead_s;

	if (rfc3339 == NULL || strptime(rfc3339, "%Y-%m-%dT%H:%M:%S%z", &tm) == NULL)
		return TIME_OF_DRAFTS;
	ahead_s = tm.tm_gmtoff;
	return timegm(&tm) - ahead_s;
}

/* libxlsxwriter takes 255 characters, and no NULL for a text that is not there. */
static char *
property(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_strdup(arena, text_utf8_shorten(arena, text, 250));
}

void
book_describe(struct book *book, const char *title, const struct form *form, const char *created_at)
{
	struct arena *arena = book->cx->arena;
	lxw_doc_properties properties = { .title = property(arena, title),
		                          .subject = property(arena, form->subject),
		                          .author = property(arena, form->author),
		                          .keywords = property(arena, form->keywords),
		                          .created = time_of(created_at) };

	workbook_set_properties(book->workbook, &properties);
}

void
book_title(struct book *book, const char *title)
{
	lxw_doc_properties properties = { .title = property(book->cx->arena, title),
		                          .created = TIME_OF_DRAFTS };

	workbook_set_properties(book->workbook, &properties);
}

/* Excel's names of sheets: without these characters, short, and no two the same. */
static char *
sheet_name(const struct book *book, const char *name)
{
	struct arena *arena = book->cx->arena;
	char *clean = arena_strdup(arena, name);
	const char *number = "";

	for (char *s = clean; *s != '\0'; s++)
		if (strchr("[]:*?/\\'", *s) != NULL)
			*s = ' ';
	for (unsigned i = 2;; i++) {
		size_t room = NAME_MAX_UNITS - strlen(number) - 2;
		char *full = arena_printf(arena, "%s%s", text_utf8_shorten(arena, clean, room),
		                          number);

		if (workbook_get_worksheet_by_name(book->workbook, full) == NULL)
			return full;
		number = arena_printf(arena, " (%u)", i);
	}
}

/* Header and footer in the language of Excel: & begins a command. */
static const char *
marginal(const struct book *book, const struct form *form, const struct section *section,
         const struct piece *pieces)
{
	struct ctx inner = ctx_make(book->cx->arena);
	struct text out = text_make(book->cx->arena);

	text_add_fmt(&out, "&C&%d",
	             section->marginal == NULL ? 10 : section->marginal->size_mpt / 1000);
	/* A digit would be part of the size. */
	text_add_str(&out, " ");
	for (; pieces != NULL; pieces = pieces->next) {
		const char *text = pieces->literal;

		if (pieces->kind == PIECE_PAGE || pieces->kind == PIECE_PAGES)
			text = NULL;
		else if (pieces->kind == PIECE_BINDING &&
		         bind_text(&inner, pieces, form->scope, &text) != ERR_OK)
			text = "";
		if (text == NULL)
			text_add_str(&out, pieces->kind == PIECE_PAGE ? "&P" : "&N");
		for (; text != NULL && *text != '\0'; text++)
			text_add_str(&out, *text == '&' ? "&&" : (char[]){ *text, '\0' });
	}
	return text_utf8_shorten(book->cx->arena, out.data, HEADER_MAX);
}

/*
 * What the right of the header says of a draft; NULL where there is nothing to say: one to be
 * filled in tells only who got it.
 */
static const char *
draft_mark(const struct book *book, const struct form *form)
{
	if (!form->is_draft || (book->is_to_fill && form->holder == NULL))
		return NULL;
	return text_utf8_shorten(book->cx->arena,
	                         arena_printf(book->cx->arena, "草稿%s%s%s",
	                                      form->shows_internal && !book->is_to_fill
	                                              ? "，划去的不公开"
	                                              : "",
	                                      form->holder == NULL ? "" : " ",
	                                      form->holder == NULL ? "" : form->holder),
	                         DRAFT_MAX);
}

static const char *
header(const struct book *book, const struct form *form, const struct section *section,
       const char *draft)
{
	const char *own = section->header == NULL ? ""
	                                          : marginal(book, form, section, section->header);
	struct text out = text_make(book->cx->arena);

	text_add_str(&out, draft == NULL
	                           ? own
	                           : text_utf8_shorten(out.arena, own, HEADER_MAX - 2 * DRAFT_MAX));
	text_add_str(&out, draft == NULL ? "" : "&R");
	for (; draft != NULL && *draft != '\0'; draft++)
		text_add_str(&out, *draft == '&' ? "&&" : (char[]){ *draft, '\0' });
	return out.data;
}

/* Header and footer in the middle of the margins, as on the PDF's pages. */
static void
set_marginals(const struct book *book, const struct form *form, const struct section *section,
              lxw_worksheet *out)
{
	lxw_header_footer_options top = { .margin = section->page.top_mpt / MPT_PER_INCH / 3 };
	const char *draft = draft_mark(book, form);
	lxw_header_footer_options bottom = { .margin = section->page.bottom_mpt / MPT_PER_INCH / 2 };

	if (section->header != NULL || draft != NULL)
		worksheet_set_header_opt(out, header(book, form, section, draft), &top);
	if (section->footer != NULL)
		worksheet_set_footer_opt(out, marginal(book, form, section, section->footer),
		                         &bottom);
}

static void
set_page(const struct book *book, const struct plan_sheet *sheet, const struct form *form,
         lxw_worksheet *out)
{
	const struct section *section = sheet->section;
	const struct page_format *page = &section->page;
	bool is_wide = page->width_mpt > page->height_mpt;
	int shorter = is_wide ? page->height_mpt : page->width_mpt;
	long width = 0;

	for (unsigned i = 0; i < sheet->column_count; i++)
		width += sheet->widths_mpt[i];
	if (is_wide)
		worksheet_set_landscape(out);
	worksheet_set_paper(out, shorter > A3_SHORT_MPT ? PAPER_A3 : PAPER_A4);
	worksheet_set_margins(out, page->left_mpt / MPT_PER_INCH, page->right_mpt / MPT_PER_INCH,
	                      page->top_mpt / MPT_PER_INCH, page->bottom_mpt / MPT_PER_INCH);
	worksheet_center_horizontally(out);
	/* What is much wider than the paper goes on beside it, as the PDF does. */
	if (2 * width <= 3L * (page->width_mpt - page->left_mpt - page->right_mpt))
		worksheet_fit_to_pages(out, 1, 0);
	else if (sheet->label_columns > 0)
		worksheet_repeat_columns(out, (lxw_col_t)book->origin,
		                         (lxw_col_t)(book->origin + sheet->label_columns - 1));
	set_marginals(book, form, section, out);
}

/* Excel repeats one stretch of rows: the first head, which is that of the longest block in most forms. */
static void
repeat_head(const struct book *book, const struct plan_sheet *sheet, lxw_worksheet *out)
{
	unsigned best = 0;
	unsigned best_from = 0;
	unsigned best_count = 0;

	for (unsigned row = 0; row < sheet->row_count; row++) {
		unsigned from = row;
		unsigned count;

		if (!sheet->rows[row].is_head)
			continue;
		while (row < sheet->row_count && sheet->rows[row].is_head)
			row++;
		count = row - from;
		while (row < sheet->row_count && !sheet->rows[row].is_head)
			row++;
		if (row - from > best) {
			best = row - from;
			best_from = from;
			best_count = count;
		}
		row--;
	}
	if (best > 0)
		worksheet_repeat_rows(out, book->origin + best_from,
		                      book->origin + best_from + best_count - 1);
}

static void
set_columns(const struct book *book, const struct plan_sheet *sheet, lxw_worksheet *out)
{
	/* A pixel of Excel is 0.75 pt. */
	for (unsigned i = 0; i < sheet->column_count; i++) {
		lxw_col_t column = (lxw_col_t)(book->origin + i);

		worksheet_set_column_pixels(out, column, column,
		                            (uint32_t)((sheet->widths_mpt[i] + 375) / 750), NULL);
	}
}

static void
set_rows(const struct book *book, const struct plan_sheet *sheet, lxw_worksheet *out)
{
	for (unsigned i = 0; i < sheet->row_count; i++)
		worksheet_set_row(out, book->origin + i, sheet->rows[i].height_mpt / 1000.0, NULL);
}

enum err
book_add(struct book *book, const struct plan_sheet *sheet, const struct form *form)
{
	lxw_worksheet *made = workbook_add_worksheet(book->workbook, sheet_name(book, sheet->name));

	if (made == NULL)
		return err_set(book->cx, ERR_INTERNAL, "libxlsxwriter made no sheet");
	set_page(book, sheet, form, made);
	repeat_head(book, sheet, made);
	set_columns(book, sheet, made);
	set_rows(book, sheet, made);
	worksheet_gridlines(made, LXW_HIDE_ALL_GRIDLINES);
	book->sheet_count++;
	book->sheet = made;
	if (book->first_sheet == NULL)
		book->first_sheet = made->name;
	for (const struct plan_cell *cell = sheet->cells; cell != NULL; cell = cell->next) {
		TRY(ctx_in_time(book->cx));
		TRY(cells_write(book, made, cell));
	}
	return ERR_OK;
}

static enum err
read_all(struct ctx *cx, int fd, struct text *out)
{
	struct stat status;
	char *bytes;
	ssize_t length;

	*out = text_make(cx->arena);
	if (fstat(fd, &status) != 0)
		return err_set(cx, ERR_INTERNAL, "the file in memory is gone");
	bytes = arena_alloc(cx->arena, (size_t)status.st_size + 1);
	length = pread(fd, bytes, (size_t)status.st_size, 0);
	if (length != status.st_size)
		return err_set(cx, ERR_INTERNAL, "the file in memory is short");
	*out = (struct text){ .arena = cx->arena,
		              .data = bytes,
		              .length = (size_t)length,
		              .capacity = (size_t)status.st_size + 1 };
	return ERR_OK;
}

enum err
book_close(struct book *book, struct text *out)
{
	lxw_error error = workbook_close(book->workbook);
	enum err status = ERR_OK;

	if (memory_file_count() == book->parts_before)
		status = err_set(book->cx, ERR_INTERNAL,
		                 "libxlsxwriter makes temporary files that nobody looks after");
	else if (error == LXW_NO_ERROR)
		status = read_all(book->cx, book->fd, out);
	else
		status = err_set(book->cx, ERR_UNAVAILABLE, "a workbook cannot be written: %s",
		                 lxw_strerror(error));
	close(book->fd);
	/* The library's archiver does not look whether it could go to a place in its file. */
	if (status == ERR_OK && !archive_is_whole(out->data, out->length))
		status = err_set(book->cx, ERR_UNAVAILABLE, "a workbook was not written whole");
	return status;
}

/* `_x0041_` in a file of Excel is an A. */
static bool
is_escape(const char *s)
{
	return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789ABCDEFabcdef") >= 4 &&
	       strcspn(s + 2, "_") == 4;
}

char *
book_text(struct arena *arena, const char *text)
{
	struct text out;

	if (strstr(text, "_x") == NULL)
		return arena_strdup(arena, text);
	out = text_make(arena);
	for (; *text != '\0'; text++) {
		if (is_escape(text))
			text_add_str(&out, "_x005F");
		text_add(&out, text, 1);
	}
	return out.data;
}
