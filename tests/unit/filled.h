/*
 * Forms filled with documents, printed as one line for each item and each row:
 *
 *   # heading   ## of the second level   text (a paragraph)   [left|center|right]
 *   ~ 2835 (space in mpt)   § 595x842 (a section, where there are several)
 *   { (a table)   = (a block)   a row: cells with "|" between them   }
 *
 * In a row `*` makes a label, `^` goes on with the cell above and `<` with the
 * cell to the left. "H:" is a row of the head, "K:" keeps with the previous
 * one. "/" stands between paragraphs, `_x_` is bold, `(4:x)` has looks, <x> will not be public, `》` a paragraph at the right, `楷x楷` in Kai.
 */
#ifndef TESTS_UNIT_FILLED_H
#define TESTS_UNIT_FILLED_H

#include "template/fill.h"
#include "tests/unit/forms.h"
#include "tests/unit/tap.h"

#define REQUIRED                                                                                   \
	"\"form\":\"X1\",\"title\":\"表\",\"year\":2024,"                                         \
	"\"region\":{\"code\":\"522700\",\"name\":\"黔南\"},"                                    \
	"\"department\":{\"code\":\"1\",\"name\":\"部\"}"
#define WITH(members) "{" REQUIRED "," members "}"
#define PLAIN "{" REQUIRED "}"
#define FUND(label, more) "{\"kind\":\"other\",\"label\":\"" label "\",\"depth\":1" more "}"
#define TREE_OF_TWO                                                                                \
	WITH("\"indicators\":[{\"name\":\"A\",\"children\":[{\"name\":\"a\"},{\"name\":\"b\"}]},"  \
	     "{\"name\":\"B\"},{\"name\":\"A\",\"children\":[{\"name\":\"a\"}]}]")

/* A form, a document, and what is filled in; or the reason why not. */
struct filled_case {
	const char *name;
	const char *xml;
	const char *document;
	const char *filled;
};

/* What differs from the paragraph's style is marked. */
static inline void
print_span(struct text *out, const struct span *span, const struct style *style)
{
	const char *kai = span->font / 2 == FONT_KAI && style->role != FONT_KAI ? "楷" : "";
	const char *bold = span->font % 2 == 1 && !style->bold ? "_" : "";

	text_add_str(out, span->is_internal ? "<" : "");
	if (span->looks != 0)
		text_add_fmt(out, "(%u:", span->looks);
	text_add_fmt(out, "%s%s%s%s%s", kai, bold, span->text, bold, kai);
	text_add_str(out, span->looks != 0 ? ")" : "");
	text_add_str(out, span->is_internal ? ">" : "");
}

static inline void
print_paragraphs(struct text *out, const struct paragraph *paragraph)
{
	for (const struct paragraph *p = paragraph; p != NULL; p = p->next) {
		text_add_str(out, p == paragraph ? "" : "/");
		text_add_str(out,
		             p->style->align == ALIGN_RIGHT && paragraph->style->align == ALIGN_LEFT
		                     ? "》"
		                     : "");
		for (const struct span *span = p->spans; span != NULL; span = span->next)
			print_span(out, span, p->style);
	}
}

static inline void
print_row(struct text *out, const struct block *block, unsigned row)
{
	text_add_str(out, block->rows[row].is_head ? "H:" : "");
	text_add_str(out, block->rows[row].keeps_with_previous ? "K:" : "");
	for (unsigned column = 0; column < block->column_count; column++) {
		const struct cell *cell = block->grid[row * block->column_count + column];

		text_add_str(out, column == 0 ? "" : "|");
		if (cell->row < row)
			text_add_str(out, "^");
		else if (cell->column < column)
			text_add_str(out, "<");
		if (cell->row < row || cell->column < column)
			continue;
		text_add_str(out, cell->is_label ? "*" : "");
		print_paragraphs(out, cell->paragraphs);
	}
	text_add_str(out, "\n");
}

static inline void
print_table(struct text *out, const struct table *table)
{
	text_add_str(out, "{\n");
	for (const struct block *block = table->blocks; block != NULL; block = block->next) {
		text_add_str(out, "=\n");
		for (unsigned row = 0; row < block->row_count; row++)
			print_row(out, block, row);
	}
	text_add_str(out, "}\n");
}

static inline void
print_tabs(struct text *out, const struct tabs *tabs)
{
	for (int i = 0; i < 3; i++) {
		text_add_str(out, i == 0 ? "[" : "|");
		print_paragraphs(out, tabs->parts[i]);
	}
	text_add_str(out, "]\n");
}

static inline void
print_item(struct text *out, const struct item *item)
{
	text_add_str(out, &"####"[4 - item->level]);
	text_add_str(out, item->level > 0 ? " " : "");
	if (item->kind == ITEM_SPACE)
		text_add_fmt(out, "~ %d\n", item->height_mpt);
	else if (item->kind == ITEM_TABLE)
		print_table(out, item->table);
	else if (item->kind == ITEM_TABS)
		print_tabs(out, &item->tabs);
	else
		print_paragraphs(out, item->paragraphs);
	if (item->kind == ITEM_HEADING || item->kind == ITEM_PARAGRAPH)
		text_add_str(out, "\n");
}

static inline const char *
print_form(struct arena *arena, const struct form *form)
{
	struct text out = text_make(arena);

	for (const struct section *section = form->sections; section != NULL;
	     section = section->next) {
		if (form->sections->next != NULL)
			text_add_fmt(&out, "§ %dx%d%s%s\n", (section->page.width_mpt + 500) / 1000,
			             (section->page.height_mpt + 500) / 1000,
			             section->footer == NULL ? "" : " footer",
			             section->is_unnumbered ? " unnumbered" : "");
		for (const struct item *item = section->items; item != NULL; item = item->next)
			print_item(&out, item);
	}
	return out.data;
}

static inline const char *
print_faults(const struct ctx *cx)
{
	struct text out = text_make(cx->arena);

	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		text_add_fmt(&out, "! %s: %s%s", fault->place, fault->what,
		             fault->next == NULL ? "" : "\n");
	return out.data;
}

/* What a template and a document give, as text; the reason when they do not. */
static inline const char *
filled(struct ctx *cx, const struct template *template, const char *document)
{
	const struct json *json;
	struct form *form;

	if (json_parse(cx, "document", document, strlen(document), &json) != ERR_OK)
		abort();
	if (fill_document(cx, template, json, &form) != ERR_OK)
		return cx->sums_up ? print_faults(cx)
		                   : arena_printf(cx->arena, "! -: %s", cx->reason);
	if (cx->faults != NULL)
		return print_faults(cx);
	return print_form(cx->arena, form);
}
static inline void
filled_check(struct ctx *cx, const struct forms *forms, const struct filled_case *cases,
             size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct template *template;

		if (forms_compile(cx, forms, cases[i].xml, &template) != ERR_OK) {
			ok(false, "%s: %s", cases[i].name, cx->faults->what);
			continue;
		}
		is_str(filled(cx, template, cases[i].document), cases[i].filled, cases[i].name);
		arena_free(template->arena);
	}
}

#endif
