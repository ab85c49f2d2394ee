/*
 * For the tests of typesetting: boxes made by hand from short strings, and
 * pages read back as strings.
 *
 * A table's row is a string of cells, `|` between them: "*甲|^|<|丁". `*` makes
 * a label, `^` alone goes on with the cell above, `<` alone with the cell to
 * the left. "H:" before the row makes it a head, "K:" keeps it with the
 * previous one.
 */
#ifndef TESTS_UNIT_BOXES_H
#define TESTS_UNIT_BOXES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/document_schema.h"
#include "typeset/layout.h"
#include "typeset/line.h"

/* Letters of 10 pt, lines of 10 pt, no padding: a Chinese character is a square of 10 pt. */
static const struct style boxes_plain = { .size_mpt = 10000, .leading = 1000 };

/* The place of a path in an empty document, where its value is absent. */
static inline struct place
boxes_place_of(struct arena *arena, const char *path)
{
	struct ctx cx = ctx_make(arena);
	struct bind_names names = { 0 };
	struct bind_scope *scope = arena_alloc(arena, sizeof *scope);
	struct shape_world *world = arena_alloc(arena, sizeof *world);
	const struct json *document;
	struct piece *piece;

	if (document_schema_load(&cx, &world->root) != ERR_OK ||
	    json_parse(&cx, "document", "{}", 2, &document) != ERR_OK)
		abort();
	names.world = *world;
	if (bind_compile_text(&cx, &names, arena_printf(arena, "{%s}", path), &piece) != ERR_OK)
		abort();
	bind_scope_init(scope, arena, document, world);
	return (struct place){ piece, scope->turn };
}

/* A text; `path` is what it is bound to, or NULL for fixed text. */
static inline struct span *
boxes_span(struct arena *arena, const char *text, const char *path)
{
	struct span *span = arena_alloc(arena, sizeof *span);

	span->text = text;
	if (path != NULL)
		span->place = boxes_place_of(arena, path);
	return span;
}

/* Paragraphs from lines of text. */
static inline struct paragraph *
boxes_paragraphs(struct arena *arena, const struct style *style, const char *text)
{
	struct paragraph *first = arena_alloc(arena, sizeof *first);
	size_t length = strcspn(text, "\n");

	first->style = style;
	first->spans = boxes_span(arena, arena_strndup(arena, text, length), NULL);
	if (text[length] == '\n')
		first->next = boxes_paragraphs(arena, style, text + length + 1);
	return first;
}

static inline struct cell *
boxes_cell(struct arena *arena, const struct style *style, const char *text, unsigned row,
           unsigned column)
{
	struct cell *cell = arena_alloc(arena, sizeof *cell);

	cell->style = style;
	cell->is_label = *text == '*';
	cell->paragraphs = boxes_paragraphs(arena, style, text + (cell->is_label ? 1 : 0));
	cell->row = row;
	cell->column = column;
	cell->row_span = 1;
	cell->column_span = 1;
	return cell;
}

/* The cell of one place: a new one, or the one above or to the left, grown. */
static inline void
boxes_place(struct arena *arena, struct block *block, const struct style *style, const char *text,
            unsigned row, unsigned column)
{
	struct cell **place = &block->grid[row * block->column_count + column];

	if (strcmp(text, "^") == 0) {
		*place = place[-(long)block->column_count];
		(*place)->row_span = row - (*place)->row + 1;
	} else if (strcmp(text, "<") == 0) {
		*place = place[-1];
		(*place)->column_span = column - (*place)->column + 1;
	} else {
		*place = boxes_cell(arena, style, text, row, column);
	}
}

static inline void
boxes_row(struct arena *arena, struct block *block, const struct style *style, const char *text)
{
	unsigned row = block->row_count++;

	block->rows[row].is_head = strncmp(text, "H:", 2) == 0;
	block->rows[row].keeps_with_previous = strncmp(text, "K:", 2) == 0;
	text += text[0] != '\0' && text[1] == ':' ? 2 : 0;
	for (unsigned column = 0; column < block->column_count; column++) {
		size_t length = strcspn(text, "|");

		boxes_place(arena, block, style, arena_strndup(arena, text, length), row, column);
		text += length + (text[length] == '|' ? 1 : 0);
	}
}

/* A block of equal columns; `rows` ends with NULL. */
static inline struct block *
boxes_block(struct arena *arena, const struct style *style, const char *const *rows)
{
	struct block *block = arena_alloc(arena, sizeof *block);
	unsigned count = 0;
	int *shares;

	while (rows[count] != NULL)
		count++;
	block->column_count = 1;
	for (const char *s = rows[0]; *s != '\0'; s++)
		block->column_count += *s == '|' ? 1 : 0;
	shares = arena_array(arena, block->column_count, sizeof *shares);
	for (unsigned i = 0; i < block->column_count; i++)
		shares[i] = 1;
	block->shares = shares;
	block->rows = arena_array(arena, count, sizeof *block->rows);
	block->grid = arena_array(arena, (size_t)count * block->column_count, sizeof(struct cell *));
	for (unsigned i = 0; i < count; i++)
		boxes_row(arena, block, style, rows[i]);
	return block;
}

/* A form of one table on pages without margins. */
static inline struct form *
boxes_form(struct arena *arena, struct block *blocks, int width_mpt, int height_mpt)
{
	struct form *form = arena_alloc(arena, sizeof *form);

	form->sections = arena_alloc(arena, sizeof *form->sections);

	form->sections->page.width_mpt = width_mpt;
	form->sections->page.height_mpt = height_mpt;
	form->sections->marginal = &boxes_plain;
	form->sections->items = arena_alloc(arena, sizeof *form->sections->items);
	form->sections->items->kind = ITEM_TABLE;
	form->sections->items->table = arena_alloc(arena, sizeof *form->sections->items->table);
	form->sections->items->table->blocks = blocks;
	form->sections->items->table->border_mpt = 500;
	form->sections->items->table->frame_mpt = 1000;
	return form;
}

/* A form without items, of pages 100 pt wide and so many lines of 10 pt high, without margins. */
static inline struct form *
boxes_empty_form(struct arena *arena, int lines)
{
	struct form *form = arena_alloc(arena, sizeof *form);

	form->sections = arena_alloc(arena, sizeof *form->sections);
	form->sections->marginal = &boxes_plain;
	form->sections->page.width_mpt = 100000;
	form->sections->page.height_mpt = lines * 10000;
	return form;
}

static inline struct item *
boxes_add_item(struct arena *arena, struct form *form, enum item_kind kind)
{
	struct item **end = &form->sections->items;

	while (*end != NULL)
		end = &(*end)->next;
	*end = arena_alloc(arena, sizeof **end);
	(*end)->kind = kind;
	return *end;
}

static inline struct item *
boxes_add_text(struct arena *arena, struct form *form, const char *text)
{
	struct item *item = boxes_add_item(arena, form, ITEM_PARAGRAPH);

	item->paragraphs = boxes_paragraphs(arena, &boxes_plain, text);
	return item;
}

static inline struct item *
boxes_add_table(struct arena *arena, struct form *form, const char *const *rows)
{
	struct item *item = boxes_add_item(arena, form, ITEM_TABLE);

	item->table = arena_alloc(arena, sizeof *item->table);
	item->table->blocks = boxes_block(arena, &boxes_plain, rows);
	return item;
}

/* A line of a left, a centred and a right part; NULL for none. */
static inline struct item *
boxes_add_tabs(struct arena *arena, struct form *form, const char *left, const char *centre,
               const char *right)
{
	const char *const texts[] = { left, centre, right };
	struct item *item = boxes_add_item(arena, form, ITEM_TABS);

	for (int i = 0; i < 3; i++) {
		struct style *style = arena_alloc(arena, sizeof *style);

		*style = boxes_plain;
		style->align = (enum align)i;
		if (texts[i] != NULL)
			item->tabs.parts[i] = boxes_paragraphs(arena, style, texts[i]);
	}
	return item;
}

/* Lay a form out with the test glyphs, and tell when that fails. */
static inline struct layout
boxes_layout(struct arena *arena, const struct form *form)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	struct layout layout = { 0 };

	if (layout_form(&cx, fonts, form, &layout) != ERR_OK)
		printf("# %s\n", cx.reason);
	font_free(fonts);
	return layout;
}

static inline void
boxes_add_run(struct text *out, const struct text_run *run)
{
	for (size_t i = 0; i < run->count; i++)
		text_add_char(out, run->glyphs[i].scalar);
}

/* The texts of pages in reading order: a space after each run, "/" between pages. */
static inline const char *
boxes_said(struct arena *arena, const struct page *pages)
{
	struct text out = text_make(arena);

	for (const struct page *page = pages; page != NULL; page = page->next) {
		for (const struct text_run *run = page->runs; run != NULL; run = run->next) {
			boxes_add_run(&out, run);
			text_add_str(&out, run->next == NULL ? "" : " ");
		}
		text_add_str(&out, page->next == NULL ? "" : " / ");
	}
	return out.data;
}

/* The first run that says `text`, from the page on; NULL when there is none. */
static inline const struct text_run *
boxes_find(struct arena *arena, const struct page *pages, const char *text)
{
	for (const struct page *page = pages; page != NULL; page = page->next)
		for (const struct text_run *run = page->runs; run != NULL; run = run->next) {
			struct text said = text_make(arena);

			boxes_add_run(&said, run);
			if (strcmp(said.data, text) == 0)
				return run;
		}
	return NULL;
}

#endif
