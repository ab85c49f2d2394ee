#include "sheet/back.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "doc/typed.h"
#include "sheet/back_internal.h"
#include "sheet/entry.h"
#include "sheet/fill.h"
#include "sheet/formula.h"

bool
back_is_workbook(const char *bytes, size_t length)
{
	static const char compound[] = "\xD0\xCF\x11\xE0";

	return length >= 4 &&
	       (memcmp(bytes, "PK\x03\x04", 4) == 0 || memcmp(bytes, compound, 4) == 0);
}

const char *
back_cell_name(const struct back_sheet *sheet, unsigned row, unsigned column)
{
	struct arena *arena = sheet->back->arena;

	if (column == BACK_NONE)
		return arena_printf(arena, "%s!第%u行", sheet->taken->name, row + 1);
	return arena_printf(arena, "%s!%s", sheet->taken->name,
	                    formula_cell_name(arena, row, column));
}

void
back_fault(const struct back_sheet *sheet, unsigned row, unsigned column, const char *fmt, ...)
{
	struct ctx *cx = sheet->back->cx;
	char what[2000];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	what[text_utf8_check(what, strlen(what))] = '\0';
	err_add_fault(cx,
	              arena_printf(cx->arena, "%s: %s", sheet->back->name,
	                           back_cell_name(sheet, row, column)),
	              "%s", what);
}

const struct plan_cell *
back_at(const struct back_sheet *sheet, unsigned row, unsigned column)
{
	return sheet->grid[(size_t)row * sheet->plan->column_count + column];
}

/* The sheet that has the keys of a sheet of the plan. */
static const struct taken_sheet *
find_sheet(const struct back *back, unsigned number)
{
	for (const struct taken_sheet *sheet = back->book.sheets; sheet != NULL; sheet = sheet->next)
		for (size_t i = 0; i < sheet->cell_count && sheet->cells[i].row == 0; i++)
			if (sheet->cells[i].kind == TAKEN_TEXT &&
			    strcmp(sheet->cells[i].text,
			           fill_key(back->cx->arena, number, 'c', 0)) == 0)
				return sheet;
	return NULL;
}

static enum err
find_note(const struct back *back, const struct taken_sheet **out)
{
	for (const struct taken_sheet *sheet = back->book.sheets; sheet != NULL;
	     sheet = sheet->next) {
		const struct taken_cell *mark = taken_find(sheet, FILL_NOTE_OF_MARK, 0);

		*out = sheet;
		if (mark != NULL && strcmp(mark->text, FILL_NOTE_MARK) == 0)
			return ERR_OK;
	}
	return err_set(back->cx, ERR_INPUT,
	               "不是从本系统下载的填报表格，不知道哪一格是哪一项内容；请下载表格，填在那里面");
}

/* The document that the sheet was made from. */
static struct text
noted_document(const struct back *back, const struct taken_sheet *note)
{
	struct text document = text_make(back->cx->arena);
	const struct taken_cell *cell;

	for (unsigned row = FILL_NOTE_OF_DOCUMENT; (cell = taken_find(note, row, 0)) != NULL; row++)
		text_add_str(&document, cell->text);
	return document;
}

static void
lay_grid(struct back_sheet *sheet)
{
	const struct plan_sheet *plan = sheet->plan;

	sheet->grid = arena_array(sheet->back->cx->arena,
	                          (size_t)plan->row_count * plan->column_count + 1,
	                          sizeof *sheet->grid);
	for (const struct plan_cell *cell = plan->cells; cell != NULL; cell = cell->next)
		for (unsigned row = 0; row < cell->row_span; row++)
			for (unsigned column = 0; column < cell->column_span; column++)
				sheet->grid[(size_t)(cell->row + row) * plan->column_count +
				            cell->column + column] = cell;
}

static unsigned *
nowhere(struct arena *arena, unsigned count)
{
	unsigned *places = arena_array(arena, count + 1U, sizeof *places);

	for (unsigned i = 0; i < count; i++)
		places[i] = BACK_NONE;
	return places;
}

/* Where the cell stands now: of one whose first row was deleted, in what is left of it. */
static unsigned
row_of(const struct back_sheet *sheet, const struct plan_cell *cell, bool *is_first)
{
	*is_first = sheet->rows[cell->row] != BACK_NONE;
	for (unsigned i = 0; i < cell->row_span; i++)
		if (sheet->rows[cell->row + i] != BACK_NONE)
			return sheet->rows[cell->row + i];
	return BACK_NONE;
}

static void
read_cells(const struct back_sheet *sheet)
{
	for (const struct plan_cell *cell = sheet->plan->cells; cell != NULL; cell = cell->next) {
		bool is_first;
		unsigned row = row_of(sheet, cell, &is_first);
		unsigned column = sheet->columns[cell->column];
		const struct taken_cell *taken;

		if (row == BACK_NONE)
			continue;
		taken = taken_find(sheet->taken, row, column);
		if (taken != NULL)
			sheet->is_read[taken - sheet->taken->cells] = true;
		/* With the first row of a merged cell its text goes, though what it is about stays. */
		if (is_first || (taken != NULL && *taken->text != '\0'))
			back_cell(sheet, cell, row, column, taken, NULL);
	}
}

/* What stands in no cell of the form. */
static void
read_rest(const struct back_sheet *sheet)
{
	for (size_t i = 0; i < sheet->taken->cell_count; i++) {
		const struct taken_cell *cell = &sheet->taken->cells[i];

		if (sheet->is_read[i] || *typed_trim(sheet->back->cx->arena, cell->text) == '\0')
			continue;
		back_fault(sheet, cell->row, cell->column,
		           "“%s”写在表格之外，不知道填的是哪一项；请移到表中，或者删去",
		           text_utf8_shorten(sheet->back->cx->arena, back_shown(sheet->back, cell),
		                             40));
	}
}

static void
read_sheet(struct back_sheet *sheet)
{
	struct arena *arena = sheet->back->cx->arena;
	size_t faults = sheet->back->cx->fault_count;

	sheet->rows = nowhere(arena, sheet->plan->row_count);
	sheet->columns = nowhere(arena, sheet->plan->column_count);
	sheet->is_read = arena_array(arena, sheet->taken->cell_count + 1, sizeof *sheet->is_read);
	lay_grid(sheet);
	back_match(sheet);
	if (sheet->back->cx->fault_count > faults)
		return;
	read_cells(sheet);
	back_delete_rows(sheet);
	back_insert_rows(sheet);
	read_rest(sheet);
}

static enum err
read_sheets(struct back *back, const struct plan_sheet *sheets, const char *document,
            struct back_cells **cells)
{
	struct back_sheet *read = NULL;
	struct back_sheet **end = &read;
	unsigned number = 1;

	for (const struct plan_sheet *plan = sheets; plan != NULL; plan = plan->next, number++) {
		struct back_sheet *sheet = arena_alloc(back->cx->arena, sizeof *sheet);

		*sheet = (struct back_sheet){ .back = back, .plan = plan, .number = number };
		sheet->taken = find_sheet(back, number);
		if (sheet->taken == NULL)
			return err_set(back->cx, ERR_INPUT,
			               "第 %u 张工作表不见了，或者隐藏的首行首列被删去；请用原来的文件",
			               number);
		read_sheet(sheet);
		*end = sheet;
		end = &sheet->next;
	}
	if (cells != NULL)
		*cells = back_cells_new(back, read, document);
	return ERR_OK;
}

/* A sheet with contents that is none of the form's would be dropped. */
static void
refuse_others(const struct back *back, const struct taken_sheet *note, unsigned count)
{
	for (const struct taken_sheet *sheet = back->book.sheets; sheet != NULL;
	     sheet = sheet->next) {
		bool is_known = sheet == note || sheet->cell_count == 0;

		for (unsigned number = 1; number <= count && !is_known; number++)
			is_known = sheet == find_sheet(back, number);
		if (!is_known)
			err_add_fault(back->cx,
			              arena_printf(back->cx->arena, "%s: %s", back->name,
			                           sheet->name),
			              "这张工作表不是表格的一部分，其中的内容不会导入；请删去");
	}
}

/* The plan of the form as it was made to be filled in, marked as then. */
static enum err
plan_again(struct back *back, const struct form *form, struct plan_sheet **sheets)
{
	TRY(plan_form(back->cx, form, form->name, sheets));
	for (struct plan_sheet *sheet = *sheets; sheet != NULL; sheet = sheet->next)
		for (struct plan_cell *cell = sheet->cells; cell != NULL; cell = cell->next)
			value_set(&back->values, cell);
	formula_set(&back->values, *sheets, 1);
	entry_set(*sheets);
	return ERR_OK;
}

static bool
says_nothing(const struct edit *object)
{
	const struct edit *member = object->first;

	while (member != NULL && member->is_gone)
		member = member->next;
	return object->type == JSON_OBJECT && member == NULL;
}

/* A row that was there to be filled in, or was cleared, is none, where one must say something. */
static void
leave_out_empty(struct edit *value, const struct schema *schema)
{
	for (struct edit *child = value->first; child != NULL && schema != NULL; child = child->next)
		if (value->type != JSON_ARRAY) {
			leave_out_empty(child, schema_member(schema, child->name));
		} else {
			leave_out_empty(child, schema_items(schema));
			if (says_nothing(child) && schema_required(schema_items(schema)) != NULL)
				child->is_gone = true;
		}
}

static enum err
read_form(struct back *back, const struct renderer *renderer, const struct taken_sheet *note,
          const struct text *document, struct back_cells **cells)
{
	const struct taken_cell *signature = taken_find(note, FILL_NOTE_OF_SIGNATURE, 0);
	struct plan_sheet *sheets;
	struct form *form;
	unsigned count = 0;

	TRY(renderer_fill(back->cx, renderer, document->data, document->length, &form));
	back->tree = edit_new(back->cx->arena, form->scope->root);
	TRY(plan_again(back, form, &sheets));
	if (signature == NULL ||
	    strcmp(signature->text, entry_signature(back->cx->arena, sheets)) != 0)
		return err_set(back->cx, ERR_INPUT,
		               "表格下载以后表式改过，格子对不上；请重新下载表格，把填的内容复制过去");
	TRY(read_sheets(back, sheets, document->data, cells));
	leave_out_empty(back->tree->root, form->scope->world->root);
	for (const struct plan_sheet *sheet = sheets; sheet != NULL; sheet = sheet->next)
		count++;
	refuse_others(back, note, count);
	return ERR_OK;
}

enum err
back_read(struct ctx *cx, const struct renderer *renderer, const char *name, const char *bytes,
          size_t length, struct text *out, struct back_cells **cells)
{
	struct back *back = arena_alloc(cx->arena, sizeof *back);
	size_t faults = cx->fault_count;
	const struct taken_sheet *note = NULL;
	struct text document;

	*back = (struct back){ .cx = cx,
		               .arena = cx->arena,
		               .name = name,
		               .values = { .cx = cx, .is_to_fill = true } };
	TRY(taken_read(cx, bytes, length, &back->book));
	TRY(find_note(back, &note));
	document = noted_document(back, note);
	TRY(read_form(back, renderer, note, &document, cells));
	TRY(err_faults(cx, faults));
	*out = text_make(cx->arena);
	edit_write(back->tree, out);
	return ERR_OK;
}
