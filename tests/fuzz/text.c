/*
 * Bytes as the choices of which a form is made: sections of paragraphs in several
 * fonts, headings, lines in three parts, spaces and small tables, of all kinds
 * of characters, on pages of all sizes. Whatever they are: every character but
 * spaces stands on the pages as often as in the text, labels and heads at least
 * as often, and none outside the margins.
 */
#include "tests/fuzz/alphabet.h"
#include "tests/unit/upright.h"
#include "typeset/layout.h"
#include "typeset/line.h"

#define TEXT_MAX 300
#define ITEMS_MAX 12
#define MARGIN 20000

/* Rounding: a width is the sum of rounded advances. */
#define SLACK 50

struct trial {
	struct arena *arena;
	struct choices choices;
	struct form form;
	unsigned wanted[ALPHABET_SIZE];     /* times that a character stands in the text */
	unsigned repeatable[ALPHABET_SIZE]; /* of them in labels and heads */
	unsigned found[ALPHABET_SIZE];
};

static unsigned
below(struct trial *trial, unsigned limit)
{
	return choices_below(&trial->choices, limit);
}

/* A character and its indents always fit into a column of a table. */
static const struct style *
make_style(struct trial *trial)
{
	struct style *style = arena_alloc(trial->arena, sizeof *style);

	style->role = (enum font_role)below(trial, FONT_ROLE_COUNT);
	style->bold = below(trial, 2) == 1;
	style->vertical = below(trial, 8) == 7;
	style->align = (enum align)below(trial, 4);
	style->valign = (enum valign)below(trial, 3);
	style->size_mpt = (int)(6000 + below(trial, 9) * 1000);
	style->leading = (int)(1000 + below(trial, 8) * 200);
	style->indent = (int)below(trial, 3) * 500;
	style->first_indent = (int)below(trial, 3) * 500;
	style->padding_x_mpt = (int)below(trial, 4) * 1000;
	style->padding_y_mpt = (int)below(trial, 4) * 1000;
	return style;
}

static struct span *
make_spans(struct trial *trial, const struct style *style, bool is_repeatable)
{
	struct span *first = NULL;

	for (unsigned left = below(trial, 5); left > 0; left--) {
		struct span *span = arena_alloc(trial->arena, sizeof *span);

		span->font = FONT_CHOICE(style->role, below(trial, 2));
		span->text = alphabet_text(trial->arena, &trial->choices, TEXT_MAX,
		                           is_repeatable ? trial->repeatable : trial->wanted);
		span->next = first;
		first = span;
	}
	return first;
}

static struct paragraph *
make_paragraphs(struct trial *trial, bool is_repeatable)
{
	const struct style *style = make_style(trial);
	struct paragraph *first = NULL;

	for (unsigned left = 1 + below(trial, 3); left > 0; left--) {
		struct paragraph *paragraph = arena_alloc(trial->arena, sizeof *paragraph);

		paragraph->style = style;
		paragraph->spans = make_spans(trial, style, is_repeatable);
		paragraph->next = first;
		first = paragraph;
	}
	return first;
}

static struct cell *
make_cell(struct trial *trial, bool is_head, unsigned row, unsigned column)
{
	struct cell *cell = arena_alloc(trial->arena, sizeof *cell);

	cell->is_label = below(trial, 2) == 1;
	cell->paragraphs = make_paragraphs(trial, cell->is_label || is_head);
	cell->style = cell->paragraphs->style;
	cell->row = row;
	cell->column = column;
	cell->row_span = 1;
	cell->column_span = 1;
	return cell;
}

/* With `is_merged`, the first cell of a row may go on in the next one. */
static void
make_row(struct trial *trial, struct block *block, unsigned row, bool is_merged)
{
	struct cell **cells = &block->grid[(size_t)row * block->column_count];
	unsigned column = 0;

	block->rows[row].is_head = below(trial, 4) == 1;
	block->rows[row].keeps_with_previous = below(trial, 4) == 1;
	if (is_merged && row > 0 && below(trial, 3) > 0) {
		cells[0] = cells[-(long)block->column_count];
		cells[0]->row_span++;
		column = 1;
	}
	for (; column < block->column_count; column++)
		cells[column] = make_cell(trial, block->rows[row].is_head, row, column);
}

static struct block *
make_block(struct trial *trial, unsigned shape)
{
	static const int shares[4] = { 1000, 1000, 1000, 1000 };
	struct block *block = arena_alloc(trial->arena, sizeof *block);

	block->shares = shares;
	block->column_count = 1 + shape % 4;
	block->row_count = 1 + below(trial, 6);
	block->rows = arena_array(trial->arena, block->row_count, sizeof *block->rows);
	block->grid = arena_array(trial->arena, (size_t)block->row_count * block->column_count,
	                          sizeof(struct cell *));
	for (unsigned row = 0; row < block->row_count; row++)
		make_row(trial, block, row, (shape & 0x40) != 0);
	return block;
}

static struct table *
make_table(struct trial *trial)
{
	struct table *table = arena_alloc(trial->arena, sizeof *table);
	struct block **tail = &table->blocks;
	unsigned shape;

	table->border_mpt = (int)below(trial, 3) * 500;
	table->frame_mpt = (int)below(trial, 3) * 500;
	do {
		shape = below(trial, 256);
		*tail = make_block(trial, shape);
		tail = &(*tail)->next;
	} while ((shape & 0x80) != 0);
	return table;
}

static struct item *
make_item(struct trial *trial)
{
	static const enum item_kind kinds[] = { ITEM_PARAGRAPH, ITEM_HEADING, ITEM_TABS, ITEM_TABLE,
		                                ITEM_SPACE };
	struct item *item = arena_alloc(trial->arena, sizeof *item);

	item->kind = kinds[below(trial, sizeof kinds / sizeof kinds[0])];
	item->level = 1 + below(trial, 4);
	item->keeps_with_next = below(trial, 4) == 3;
	item->keeps_with_previous = below(trial, 4) == 3;
	if (item->kind == ITEM_TABLE)
		item->table = make_table(trial);
	else if (item->kind == ITEM_SPACE)
		item->height_mpt = (int)below(trial, 1000) * 1000;
	else if (item->kind != ITEM_TABS)
		item->paragraphs = make_paragraphs(trial, false);
	else
		for (unsigned i = 0; i < 3; i++)
			item->tabs.parts[i] = below(trial, 2) == 1 ? make_paragraphs(trial, false)
			                                           : NULL;
	return item;
}

static struct section *
make_section(struct trial *trial)
{
	static const struct style marginal = { .size_mpt = 9000, .leading = 1000 };
	struct section *section = arena_alloc(trial->arena, sizeof *section);
	struct page_format *page = &section->page;
	struct item **tail = &section->items;

	section->marginal = &marginal;
	section->is_unnumbered = below(trial, 2) == 1;
	page->width_mpt = (int)(300 + below(trial, 600)) * 1000;
	page->height_mpt = (int)(150 + below(trial, 900)) * 1000;
	page->top_mpt = page->right_mpt = page->bottom_mpt = page->left_mpt = MARGIN;
	for (unsigned left = below(trial, ITEMS_MAX); left > 0; left--) {
		*tail = make_item(trial);
		tail = &(*tail)->next;
	}
	return section;
}

static void
make_form(struct trial *trial)
{
	struct section **tail = &trial->form.sections;

	do {
		*tail = make_section(trial);
		tail = &(*tail)->next;
	} while (trial->choices.size > 0);
}

static void
read_glyph(struct trial *trial, const struct page *page, const struct text_run *run, size_t i, int x)
{
	int end = x + run->glyphs[i].advance * run->size_mpt / 1000;
	unsigned count;
	const uint32_t *scalars = canvas_says(run, i, &count);

	if (run->glyphs[i].scalar != ' ')
		fuzz_must(x >= MARGIN - SLACK && end <= page->width_mpt - MARGIN + SLACK,
		          "no character beside the margins");
	for (unsigned c = 0; c < count; c++)
		if (alphabet_byte(scalars[c]) < ALPHABET_SIZE)
			trial->found[alphabet_byte(scalars[c])]++;
}

static void
read_run(struct trial *trial, const struct page *page, const struct text_run *turned)
{
	const struct text_run same = upright(turned);
	const struct text_run *run = &same;
	int x = run->x_mpt;
	int top = run->baseline_mpt - run->size_mpt * 88 / 100;

	fuzz_must(top >= MARGIN - SLACK && top + run->size_mpt <= page->height_mpt - MARGIN + SLACK,
	          "no character above or below the margins");
	for (size_t i = 0; i < run->count; i++) {
		if (run->places != NULL)
			x = run->x_mpt + run->places[i].x_mpt;
		read_glyph(trial, page, run, i, x);
		x += run->glyphs[i].advance * run->size_mpt / 1000 + run->spacing_mpt;
	}
}

static void
check_pages(struct trial *trial, const struct page *pages)
{
	for (const struct page *page = pages; page != NULL; page = page->next)
		for (const struct text_run *run = page->runs; run != NULL; run = run->next)
			read_run(trial, page, run);
	for (unsigned byte = 0; byte < ALPHABET_SIZE; byte++) {
		unsigned least = trial->wanted[byte] + trial->repeatable[byte];
		uint32_t character = alphabet_character(byte);

		/* A tab is a space, and spaces at the end of a line are not placed. */
		if (character == ' ' || character == '\t' || line_is_ignorable(character))
			continue;
		fuzz_must(trial->found[byte] >= least, "no character is lost");
		fuzz_must(trial->found[byte] == least || trial->repeatable[byte] > 0,
		          "no character is repeated that may not be");
	}
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	layout_init();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct trial trial = { .arena = arena_new(), .choices = { data, size } };
	struct ctx cx = ctx_make(trial.arena);
	struct fonts *fonts = font_fixed();
	struct layout layout;
	enum err status;

	make_form(&trial);
	status = layout_form(&cx, fonts, &trial.form, &layout);
	fuzz_check_outcome(&cx, status);
	if (status == ERR_OK)
		check_pages(&trial, layout.pages);
	font_free(fonts);
	arena_free(trial.arena);
	return 0;
}
