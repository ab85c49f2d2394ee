/*
 * There and back: the workbook of every sample and every capability, as it was
 * written, gives the same document, byte for byte.
 *
 *   sheet_trip              as TAP
 *   sheet_trip write DIR    NAME.xlsx to fill in, NAME-read.xlsx and its texts as
 *                           NAME-read.json, for other programs
 *   sheet_trip read DIR     as TAP: each NAME.xlsx gives the document
 */
#include "sheet/back.h"

#include <glob.h>

#include "doc/document_text.h"
#include "doc/edit.h"
#include "sheet/sheet.h"
#include "template/box.h"
#include "tests/unit/forms.h"
#include "tests/unit/tap.h"

#define FILE_MAX ((size_t)64 * 1024 * 1024)

/* A document with its template. */
struct trip {
	const char *name;
	const char *template;
	const char *document;
};

/* What is done with each of them. */
typedef void (*visitor)(struct arena *arena, const struct renderer *renderer,
                        const struct trip *trip, const struct text *document, const char *folder);

/* The document as import keeps it, without white space. */
static bool
load(struct arena *arena, const char *path, struct text *out)
{
	struct ctx cx = ctx_make(arena);
	const struct json *json;
	struct text file;

	if (text_read_file(&cx, path, FILE_MAX, &file) != ERR_OK ||
	    json_parse(&cx, path, file.data, file.length, &json) != ERR_OK ||
	    document_text_canonical(&cx, NULL, &json, &file) != ERR_OK)
		return false;
	*out = text_make(arena);
	edit_write(edit_new(arena, json), out);
	return true;
}

static void
is_same(struct arena *arena, const struct renderer *renderer, const struct trip *trip,
        const struct text *workbook, const struct text *document)
{
	struct ctx cx = ctx_make(arena);
	struct text back;
	struct back_cells *cells;
	const char *cell;
	enum err status = back_read(&cx, renderer, trip->name, workbook->data, workbook->length,
	                            &back, &cells);

	for (const struct fault *fault = cx.faults; fault != NULL; fault = fault->next)
		printf("# %s: %s\n", fault->place, fault->what);
	if (status == ERR_OK)
		is_str(back.data, document->data, trip->name);
	else
		ok(false, "%s: %s", trip->name, cx.reason);
	/* Cells are asked for when the context of the reading is gone. */
	memset(&cx, 0xFF, sizeof cx);
	cell = status == ERR_OK ? back_cell_of(cells, "/title") : NULL;
	if (cell != NULL && strchr(cell, '!') == NULL)
		ok(false, "%s: the cell of the title is %s", trip->name, cell);
}

static void
go_there_and_back(struct arena *arena, const struct renderer *renderer, const struct trip *trip,
                  const struct text *document, const char *folder)
{
	struct ctx cx = ctx_make(arena);
	const struct order order = { .document = document->data, .length = document->length };
	struct text workbook;
	struct text again;

	(void)folder;
	if (!ok(sheet_write_to_fill(&cx, renderer, &order, &workbook) == ERR_OK, "%s: a workbook",
	        trip->name)) {
		printf("# %s\n", cx.reason);
		return;
	}
	is_same(arena, renderer, trip, &workbook, document);
	ok(sheet_write_to_fill(&cx, renderer, &order, &again) == ERR_OK &&
	           again.length == workbook.length &&
	           memcmp(again.data, workbook.data, again.length) == 0,
	   "%s: the same bytes again", trip->name);
}

static void
come_back(struct arena *arena, const struct renderer *renderer, const struct trip *trip,
          const struct text *document, const char *folder)
{
	struct ctx cx = ctx_make(arena);
	struct text workbook;

	if (ok(text_read_file(&cx, arena_printf(arena, "%s/%s.xlsx", folder, trip->name), FILE_MAX,
	                      &workbook) == ERR_OK,
	       "%s: there is a workbook", trip->name))
		is_same(arena, renderer, trip, &workbook, document);
}

static void
write_file(const char *folder, const char *name, const char *suffix, const struct text *bytes)
{
	char path[500];

	snprintf(path, sizeof path, "%s/%s%s", folder, name, suffix);
	forms_write(path, bytes->data, bytes->length);
}

/* The text of paragraphs that stand in one cell, unless there is none. */
static void
add_text(struct text *out, const struct paragraph *paragraphs)
{
	struct text all = text_make(out->arena);

	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next) {
		text_add_str(&all, p == paragraphs ? "" : "\n");
		for (const struct span *span = p->spans; span != NULL; span = span->next)
			text_add_str(&all, span->text);
	}
	if (all.length == 0)
		return;
	text_add_str(out, out->length == 1 ? "" : ",");
	text_add_json(out, all.data);
}

static void
add_table(struct text *out, const struct table *table)
{
	for (const struct block *block = table->blocks; block != NULL; block = block->next)
		for (unsigned i = 0; i < block->row_count * block->column_count; i++)
			if (block->grid[i]->row * block->column_count + block->grid[i]->column == i)
				add_text(out, block->grid[i]->paragraphs);
}

/* All texts of a form, by its boxes. */
static struct text
texts_of(struct arena *arena, const struct form *form)
{
	struct text out = text_make(arena);

	text_add_str(&out, "[");
	for (const struct section *section = form->sections; section != NULL;
	     section = section->next)
		for (const struct item *item = section->items; item != NULL; item = item->next) {
			add_text(&out, item->paragraphs);
			for (int i = 0; item->kind == ITEM_TABS && i < 3; i++)
				add_text(&out, item->tabs.parts[i]);
			if (item->table != NULL)
				add_table(&out, item->table);
		}
	text_add_str(&out, "]");
	return out;
}

static void
write_there(struct arena *arena, const struct renderer *renderer, const struct trip *trip,
            const struct text *document, const char *folder)
{
	struct ctx cx = ctx_make(arena);
	const struct order order = { .document = document->data, .length = document->length };
	struct text workbook;
	struct text texts;
	struct form *form;

	if (sheet_write_to_fill(&cx, renderer, &order, &workbook) != ERR_OK)
		return;
	write_file(folder, trip->name, ".xlsx", &workbook);
	if (sheet_write(&cx, renderer, &order, &workbook) != ERR_OK ||
	    renderer_fill(&cx, renderer, document->data, document->length, &form) != ERR_OK)
		return;
	write_file(folder, trip->name, "-read.xlsx", &workbook);
	texts = texts_of(arena, form);
	write_file(folder, trip->name, "-read.json", &texts);
}

static void
visit(const struct trip *trip, visitor visit_one, const char *folder)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer;
	struct text document;

	if (renderer_load_file(&cx, TREE "/templates", trip->template, NULL, false, &renderer) ==
	    ERR_OK) {
		if (load(arena, trip->document, &document))
			visit_one(arena, renderer, trip, &document, folder);
		renderer_free(renderer);
	} else {
		ok(false, "%s: %s", trip->template, cx.reason);
	}
	arena_free(arena);
}

/* The form that a document names. */
static const char *
template_of(struct arena *arena, const char *path)
{
	struct ctx cx = ctx_make(arena);
	const struct json *json;
	struct text file;

	if (text_read_file(&cx, path, FILE_MAX, &file) != ERR_OK ||
	    json_parse(&cx, path, file.data, file.length, &json) != ERR_OK)
		return "";
	return arena_printf(arena, TREE "/templates/%s.xml", json_string(json_member(json, "form")));
}

static void
visit_all(const char *pattern, bool is_own_template, visitor visit_one, const char *folder)
{
	struct arena *arena = arena_new();
	glob_t found;

	if (glob(pattern, 0, NULL, &found) != 0)
		abort();
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *path = found.gl_pathv[i];
		size_t length = strlen(path) - strlen(".json");
		const char *name = strrchr(path, '/') + 1;
		struct trip trip = { .document = path };

		trip.name = arena_strndup(arena, name, strlen(name) - strlen(".json"));
		trip.template = is_own_template ? arena_printf(arena, "%.*s.xml", (int)length, path)
		                                : template_of(arena, path);
		visit(&trip, visit_one, folder);
	}
	globfree(&found);
	arena_free(arena);
}

int
main(int argc, char **argv)
{
	visitor visit_one = argc < 3                        ? go_there_and_back
	                    : strcmp(argv[1], "write") == 0 ? write_there
	                                                    : come_back;
	const char *folder = argc < 3 ? "" : argv[2];

	visit_all(TREE "/sql/sample/*.json", false, visit_one, folder);
	visit_all(TREE "/tests/fixture/*.json", false, visit_one, folder);
	visit_all(TREE "/tests/fixture/capability/*.json", true, visit_one, folder);
	return visit_one == write_there ? 0 : done_testing();
}
