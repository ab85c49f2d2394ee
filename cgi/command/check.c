#include "command/check.h"

#include <string.h>

#include "command/command.h"
#include "command/draft.h"
#include "command/fields.h"
#include "doc/document_schema.h"
#include "doc/document_text.h"
#include "doc/json.h"
#include "doc/json_merge.h"
#include "sheet/back.h"
#include "pdf/pdf.h"

/* A workbook, whose faults are told by their cells. */
struct check_book {
	struct check_book *next;
	const char *prefix; /* of its faults' places: `path: ` */
	struct back_cells *cells;
};

enum err
check_open(struct ctx *cx, const struct renderer *renderer, struct checker *out)
{
	*out = (struct checker){
		.cx = cx, .renderer = renderer, .files = cx->arena, .scratch = arena_new()
	};
	return document_schema_load(cx, &out->schema);
}

void
check_close(struct checker *checker)
{
	arena_free(checker->scratch);
}

/* Is one of the faults up to `last` of that place? */
static bool
is_told(const struct ctx *cx, const struct fault *last, const char *place)
{
	for (const struct fault *fault = last == NULL ? NULL : cx->faults; fault != NULL;
	     fault = fault == last ? NULL : fault->next)
		if (strcmp(fault->place, place) == 0)
			return true;
	return false;
}

/* What was found in a context of its own is told of a file, unless its place is told already. */
void
check_take(struct checker *checker, const char *path, const struct ctx *found)
{
	struct ctx *cx = checker->cx;
	const struct fault *last = cx->last_fault;

	for (const struct fault *fault = found->faults; fault != NULL; fault = fault->next) {
		const char *place = arena_printf(cx->arena, "%s: %s", path, fault->place);

		if (!is_told(cx, last, place))
			err_add_fault(cx, place, "%s", fault->what);
	}
	if (found->fault_count > FAULTS_MAX)
		cx->fault_count += found->fault_count - FAULTS_MAX;
	if (found->kind != ERR_OK && !found->sums_up) {
		const char *place = arena_printf(cx->arena, "%s: %s", path,
		                                 found->field == NULL ? "/" : found->field);

		if (!is_told(cx, last, place))
			err_add_fault(cx, place, "%s", found->reason);
	}
}

static void
draw(struct checker *checker, const char *path, const char *document, size_t length, bool is_whole)
{
	struct ctx cx = ctx_make(checker->scratch);
	const struct order order = { .document = document, .length = length };
	struct text pdf;
	enum err status = is_whole ? pdf_write(&cx, checker->renderer, &order, &pdf)
	                           : renderer_check(&cx, checker->renderer, document, length);

	if (status != ERR_OK)
		check_take(checker, path, &cx);
	arena_reset(checker->scratch);
}

void
check_drawing(struct checker *checker, const char *path, const char *document)
{
	draw(checker, path, document, strlen(document), true);
}

static const struct template *
template_of(const struct checker *checker, const struct json *document)
{
	const char *form = json_string(json_member(document, "form"));

	return form == NULL ? NULL : renderer_template(checker->renderer, form);
}

static bool
is_of_size(struct ctx *cx, const char *path, const struct text *file, const struct json *document)
{
	size_t values = json_size(document);

	if (file->length > CHECK_LENGTH_MAX)
		err_add_fault(cx, path, "文件有 %zu 字节，一份文件最多 %zu MiB，请分成几份",
		              file->length, CHECK_LENGTH_MAX / 1024 / 1024);
	if (values > CHECK_VALUES_MAX)
		err_add_fault(cx, path, "文件有 %zu 个值，一份文件最多 %d 个，请分成几份", values,
		              CHECK_VALUES_MAX);
	return file->length <= CHECK_LENGTH_MAX && values <= CHECK_VALUES_MAX;
}

/* What was found later than in reading a workbook has a JSON pointer as its place. */
static void
tell_cells(struct checker *checker)
{
	for (const struct check_book *book = checker->books; book != NULL; book = book->next)
		for (struct fault *fault = checker->cx->faults; fault != NULL; fault = fault->next) {
			size_t length = strlen(book->prefix);
			const char *cell;

			if (!text_starts_with(fault->place, book->prefix) ||
			    fault->place[length] != '/')
				continue;
			cell = back_cell_of(book->cells, fault->place + length);
			if (cell != NULL)
				fault->place = arena_printf(checker->cx->arena, "%s%s",
				                            book->prefix, cell);
		}
	/* Files that do not stay take what is known of them along. */
	if (checker->files != checker->cx->arena)
		checker->books = NULL;
}

static void
add_book(struct checker *checker, const char *path, struct back_cells *cells)
{
	struct check_book *book = arena_alloc(checker->files, sizeof *book);

	*book = (struct check_book){ checker->books, arena_printf(checker->files, "%s: ", path),
		                     cells };
	checker->books = book;
}

/* A workbook becomes the JSON of its document; its faults name cells. */
static enum err
read_workbook(struct checker *checker, struct ctx *inner, const char *path, struct text *file)
{
	struct ctx *cx = checker->cx;
	struct text workbook = *file;
	struct back_cells *cells;
	enum err status = back_read(inner, checker->renderer, path, workbook.data, workbook.length,
	                            file, &cells);

	if (status == ERR_OK) {
		add_book(checker, path, cells);
		return ERR_OK;
	}
	for (const struct fault *fault = inner->faults; fault != NULL; fault = fault->next)
		err_add_fault(cx, fault->place, "%s", fault->what);
	if (inner->fault_count > FAULTS_MAX)
		cx->fault_count += inner->fault_count - FAULTS_MAX;
	if (!inner->sums_up)
		err_add_fault(cx, path, "%s", inner->reason);
	return status;
}

/* Where a template was named, all documents are of its form. */
static void
check_form(struct checker *checker, const char *path, const struct json *document)
{
	const char *form = json_string(json_member(document, "form"));
	const struct template *template = template_of(checker, document);
	struct arena *arena = checker->cx->arena;

	if (template == NULL && form != NULL && renderer_is_of_file(checker->renderer))
		err_add_fault(checker->cx, arena_printf(arena, "%s: /form", path), "%s",
		              renderer_no_template(arena, checker->renderer, form));
	else
		fields_check(checker->cx, path, document, template);
}

/* An id that is given is the one that the document gets. */
static void
check_identity(struct checker *checker, const char *path, const struct json *document)
{
	struct ctx *cx = checker->cx;
	const char *place = arena_printf(cx->arena, "%s: /id", path);
	const char *id = json_string(json_member(document, "id"));
	const char *expected = draft_id_of(cx->arena, document);

	if (id == NULL || expected == NULL || is_told(cx, cx->last_fault, place))
		return;
	if (strcmp(id, expected) != 0)
		err_add_fault(cx, place,
		              "编号是“%s”，按表式、年度和代码应为“%s”；请删去 id，"
		              "或改正表式、年度或代码",
		              id, expected);
}

/* JSON as a document. */
static const struct json *
check_json(struct checker *checker, const char *path, struct text *file)
{
	struct ctx *cx = checker->cx;
	struct ctx inner = ctx_make(checker->files);
	const struct json *document;
	enum err texts;

	if (json_parse(&inner, path, file->data, file->length, &document) != ERR_OK) {
		err_add_fault(cx, path, "%s", inner.reason);
		return NULL;
	}
	if (!is_of_size(cx, path, file, document))
		return NULL;
	texts = document_text_canonical(&inner, path, &document, file);
	if (schema_check(&inner, checker->schema, path, document) != ERR_OK || texts != ERR_OK)
		for (const struct fault *fault = inner.faults; fault != NULL; fault = fault->next)
			err_add_fault(cx, fault->place, "%s", fault->what);
	if (inner.fault_count > FAULTS_MAX)
		cx->fault_count += inner.fault_count - FAULTS_MAX;
	check_identity(checker, path, document);
	check_form(checker, path, document);
	return document;
}

/* Bytes as a document. */
static const struct json *
check_loaded(struct checker *checker, const char *path, struct text *file)
{
	struct ctx inner = ctx_make(checker->files);

	if ((back_is_workbook(file->data, file->length) || text_ends_with(path, ".xlsx")) &&
	    read_workbook(checker, &inner, path, file) != ERR_OK)
		return NULL;
	return check_json(checker, path, file);
}

const struct json *
check_text(struct checker *checker, const char *path, struct text *file)
{
	struct ctx inner = ctx_make(checker->files);

	if (text_read_file(&inner, path, CHECK_DOCUMENT_MAX, file) != ERR_OK) {
		err_add_fault(checker->cx, path, "%s", inner.reason);
		return NULL;
	}
	return check_loaded(checker, path, file);
}

const struct json *
check_file(struct checker *checker, const char *path, struct text *file)
{
	*file = (struct text){ .data = NULL };
	return check_bytes(checker, path, file);
}

static void
check_layout(struct checker *checker, const char *path, const struct json *document,
             const struct text *file)
{
	if (template_of(checker, document) != NULL)
		draw(checker, path, file->data, file->length, false);
	tell_cells(checker);
}

const struct json *
check_bytes(struct checker *checker, const char *path, struct text *file)
{
	const struct json *document = file->data == NULL ? check_text(checker, path, file)
	                                                 : check_loaded(checker, path, file);

	check_layout(checker, path, document, file);
	return document;
}

const char *
check_base(const struct checker *checker, const char *path)
{
	for (const struct check_book *book = checker->books; book != NULL; book = book->next)
		if (strncmp(book->prefix, path, strlen(path)) == 0 &&
		    strcmp(book->prefix + strlen(path), ": ") == 0)
			return back_base(book->cells);
	return NULL;
}

static enum err
parse_version(struct checker *checker, const char *what, const char *text, const struct json **out)
{
	struct ctx inner = ctx_make(checker->files);

	if (json_parse(&inner, what, text, strlen(text), out) == ERR_OK)
		return ERR_OK;
	return err_set(checker->cx, ERR_INTERNAL, "%s", inner.reason);
}

/* What cannot come together, in words. */
static const char *
conflict_words(struct arena *arena, const struct json_conflict *conflict)
{
	const char *row = conflict->row == NULL ? "" : arena_printf(arena, "“%s”", conflict->row);

	switch (conflict->kind) {
	case JSON_CONFLICT_TAKEN_BY_ME:
		return arena_printf(arena,
		                    "表格里删去了%s这一行（或者改了它的名称），而表格下载以后，草稿里改了这一行",
		                    row);
	case JSON_CONFLICT_TAKEN_BY_THEM:
		return arena_printf(arena,
		                    "表格里改了%s这一行，而表格下载以后，草稿里删去了它（或者改了它的名称）",
		                    row);
	case JSON_CONFLICT_ROWS:
		return "从这里起的各行，表格里增减、移动或改过，表格下载以后草稿里也是，分不清哪一行对哪一行";
	case JSON_CONFLICT_VALUE: break;
	}
	return "表格下载以后，草稿的这一处也改了，与表格里填的不同";
}

/* What was done there in the draft and in the workbook, one of which would be lost. */
static void
tell_conflicts(struct checker *checker, const char *path, const struct json_conflict *conflicts,
               const struct staff_draft_now *now)
{
	struct ctx *cx = checker->cx;

	for (; conflicts != NULL; conflicts = conflicts->next)
		err_add_fault(cx,
		              arena_printf(cx->arena, "%s: %s", path,
		                           *conflicts->pointer == '\0' ? "/" : conflicts->pointer),
		              "%s；草稿最后由%s于 %s 改动。"
		              "请在工作台打开这份草稿，用“读回表格”逐格选用，或者重新下载表格，把要改的填进去",
		              conflict_words(cx->arena, conflicts),
		              now->edited_by == NULL ? "别人" : now->edited_by, now->edited_at);
	tell_cells(checker);
}

enum err
check_join(struct checker *checker, const char *path, const char *base,
           const struct staff_draft_now *now, const struct json **document, struct text *file)
{
	struct text out = text_make(checker->files);
	struct json_conflict *conflicts;
	const struct json *theirs;
	const struct json *was;

	TRY(parse_version(checker, "the draft", now->document, &theirs));
	TRY(parse_version(checker, "what the workbook was made from", base, &was));
	if (json_equal(was, theirs))
		return ERR_OK;
	json_merge(checker->files, was, *document, theirs, &out, &conflicts);
	if (conflicts != NULL) {
		tell_conflicts(checker, path, conflicts, now);
		return ERR_OK;
	}
	*file = out;
	*document = check_json(checker, path, file);
	check_layout(checker, path, *document, file);
	return ERR_OK;
}

enum err
check_result(struct checker *checker, const char *consequence)
{
	struct ctx *cx = checker->cx;
	size_t count = cx->fault_count;

	if (count == 0)
		return ERR_OK;
	tell_cells(checker);
	command_print_faults(cx);
	return err_set(cx, ERR_INPUT, "共 %zu 处错误，%s", count, consequence);
}
