/*
 * A form of random choices: sections, headings, texts, lines of
 * parts, tables of several blocks with random rules, and what keeps together.
 * Whatever the form: each character is content of exactly one element, once;
 * it stands within its page's margins; elements come in reading order;
 * bookmarks point to their headings; what is kept together stands together if
 * a page has room for it.
 *
 * Each text's characters are its own: character i of text n is FIRST + n * CHARS + i.
 */
#ifndef TESTS_UNIT_FORM_TRIAL_H
#define TESTS_UNIT_FORM_TRIAL_H

#include "tests/unit/boxes.h"
#include "tests/unit/upright.h"

#define FIRST 0x20000U
#define CHARS 64
#define TEXTS 1500
#define MARGIN 9000

/* A number below `limit`: whoever includes this makes the choices. */
static unsigned below(unsigned limit);

/* What is known of a text: as it was made, and as it was found. */
struct text_facts {
	unsigned length;
	bool may_repeat; /* a label, or in a head */
	bool is_merged;
	bool is_open; /* its table may go on in strips: not in reading order on its page */
	const struct structure *element;
	unsigned times[CHARS]; /* as content */
	unsigned first_page;
	unsigned last_page;
};

struct trial {
	struct arena *arena;
	struct form *form;
	struct section *section;
	struct text_facts texts[TEXTS];
	unsigned text_count;
	unsigned headings; /* with text */
	unsigned pages;
	unsigned kept; /* pairs that were seen to stay together */
	const char *fault;
};

static void
fault(struct trial *trial, const char *what)
{
	if (trial->fault == NULL)
		trial->fault = what;
}

static const char *
make_text(struct trial *trial, unsigned limit)
{
	struct text text = text_make(trial->arena);
	struct text_facts *facts = &trial->texts[trial->text_count];

	facts->length = below(limit);
	for (unsigned i = 0; i < facts->length; i++)
		text_add_char(&text, FIRST + trial->text_count * CHARS + i);
	trial->text_count++;
	return text.data;
}

static const struct borders *
make_borders(struct trial *trial)
{
	static const int widths[] = { BORDER_OF_TABLE, 0, 500, 1500 };
	struct borders *borders;

	if (below(3) > 0)
		return NULL;
	borders = arena_alloc(trial->arena, sizeof *borders);
	*borders = (struct borders){ widths[below(4)], widths[below(4)], widths[below(4)],
		                     widths[below(4)] };
	return borders;
}

/* A cell over up to three free rows. */
static void
make_cell(struct trial *trial, struct block *block, unsigned row, unsigned column)
{
	struct text_facts *facts = &trial->texts[trial->text_count];
	const char *text = make_text(trial, below(5) == 0 ? CHARS : 6);
	struct cell *cell = boxes_cell(trial->arena, &boxes_plain, text, row, column);

	cell->is_label = below(3) == 0;
	cell->borders = make_borders(trial);
	facts->may_repeat = cell->is_label || block->rows[row].is_head;
	for (unsigned end = row + 1 + below(3);
	     row < end && row < block->row_count &&
	     block->grid[row * block->column_count + column] == NULL;
	     row++)
		block->grid[row * block->column_count + column] = cell;
	cell->row_span = row - cell->row;
	facts->is_merged = cell->row_span > 1;
	facts->is_open = block->is_open;
	facts->may_repeat = facts->may_repeat || facts->is_merged ||
	                    (block->is_open && (int)column < block->label_columns);
}

static struct block *
make_block(struct trial *trial)
{
	struct block *block = arena_alloc(trial->arena, sizeof *block);
	static const int shares[] = { 2, 3, 1, 2, 2, 1, 1, 3, 1, 2, 1, 1 };

	block->is_open = below(4) == 0;
	block->label_columns = (int)below(3);
	block->column_count = 1 + below(block->is_open ? 12 : 4);
	block->row_count = 1 + below(12);
	block->shares = shares;
	block->rows = arena_array(trial->arena, block->row_count, sizeof *block->rows);
	block->grid = arena_array(trial->arena, (size_t)block->row_count * block->column_count,
	                          sizeof(struct cell *));
	for (unsigned i = 0; i < block->row_count; i++) {
		block->rows[i].is_head = i == 0 && below(2) == 0;
		block->rows[i].keeps_with_previous = below(8) == 0;
		block->rows[i].min_height_mpt = 5000;
	}
	for (unsigned i = 0; i < block->row_count; i++)
		for (unsigned j = 0; j < block->column_count; j++)
			if (block->grid[i * block->column_count + j] == NULL)
				make_cell(trial, block, i, j);
	return block;
}

static void
fill_item(struct trial *trial, struct item *item)
{
	switch (item->kind) {
	case ITEM_HEADING:
		item->level = 1 + below(4);
		trial->headings += 1;
		item->paragraphs = boxes_paragraphs(trial->arena, &boxes_plain,
		                                    make_text(trial, 12));
		if (trial->texts[trial->text_count - 1].length == 0)
			trial->headings -= 1;
		break;
	case ITEM_PARAGRAPH:
		item->paragraphs = boxes_paragraphs(trial->arena, &boxes_plain,
		                                    make_text(trial, CHARS));
		break;
	case ITEM_TABS:
		for (int i = 0; i < 3; i += 2)
			item->tabs.parts[i] = boxes_paragraphs(trial->arena, &boxes_plain,
			                                       make_text(trial, 9));
		break;
	case ITEM_SPACE: item->height_mpt = (int)below(20) * 1000; break;
	case ITEM_TABLE:
		item->table = arena_alloc(trial->arena, sizeof *item->table);
		item->table->border_mpt = 500;
		item->table->frame_mpt = (int)below(2) * 1000;
		item->table->blocks = make_block(trial);
		if (below(2) == 0)
			item->table->blocks->next = make_block(trial);
	}
}

static void
make_section(struct trial *trial)
{
	static const enum item_kind kinds[] = { ITEM_HEADING,   ITEM_HEADING, ITEM_PARAGRAPH,
		                                ITEM_PARAGRAPH, ITEM_TABS,    ITEM_TABS,
		                                ITEM_TABLE,     ITEM_TABLE,   ITEM_SPACE };
	struct item **tail = &trial->section->items;

	trial->section->page = (struct page_format){
		.width_mpt = (int)(100000 + below(100) * 1000),
		.height_mpt = (int)(70000 + below(200) * 1000),
		.top_mpt = MARGIN,
		.right_mpt = MARGIN,
		.bottom_mpt = MARGIN,
		.left_mpt = MARGIN,
	};
	trial->section->is_unnumbered = below(4) == 0;
	for (unsigned i = 1 + below(8); i > 0 && trial->text_count < TEXTS - 400; i--) {
		*tail = arena_alloc(trial->arena, sizeof **tail);
		(*tail)->kind = kinds[below(sizeof kinds / sizeof kinds[0])];
		(*tail)->keeps_with_next = below(3) == 0;
		(*tail)->keeps_with_previous = below(3) == 0;
		fill_item(trial, *tail);
		tail = &(*tail)->next;
	}
}

static void
make_form(struct trial *trial)
{
	trial->form = boxes_empty_form(trial->arena, 1);
	trial->section = trial->form->sections;
	make_section(trial);
	if (below(2) == 0) {
		trial->section = trial->section->next = arena_alloc(trial->arena,
		                                                    sizeof *trial->section);
		make_section(trial);
	}
}

/* Number the elements in reading order, and check how they hang together. */
static unsigned
number_all(struct trial *trial, struct structure *element, unsigned number)
{
	element->number = ++number;
	for (struct structure *child = element->children; child != NULL; child = child->next) {
		if (child->parent != element)
			fault(trial, "an element under another's parent");
		if (child->next == NULL && element->last_child != child)
			fault(trial, "a last child that is not the last");
		number = number_all(trial, child, number);
	}
	return number;
}

static void
note_character(struct trial *trial, const struct text_run *run, unsigned character)
{
	struct text_facts *facts = &trial->texts[character / CHARS];

	if (run->structure == NULL) {
		if (!facts->may_repeat)
			fault(trial, "text that is no element's content");
		return;
	}
	if (facts->element != NULL && facts->element != run->structure)
		fault(trial, "a text in two elements");
	if (facts->element == NULL)
		facts->first_page = trial->pages;
	facts->element = run->structure;
	facts->last_page = trial->pages;
	facts->times[character % CHARS]++;
}

/* A character of a text, or of the mark （续）, which is an artifact. */
static void
note_glyph(struct trial *trial, const struct text_run *run, uint32_t scalar)
{
	unsigned character = scalar - FIRST;
	bool is_mark = scalar == U'（' || scalar == U'续' || scalar == U'）';

	if (is_mark && run->structure == NULL)
		return;
	if (scalar < FIRST || character >= trial->text_count * CHARS ||
	    character % CHARS >= trial->texts[character / CHARS].length)
		fault(trial, "a character that no text has");
	else
		note_character(trial, run, character);
}

static void
note_run(struct trial *trial, const struct page *page, const struct text_run *turned)
{
	const struct text_run same = upright(turned);
	const struct text_run *run = &same;
	int top = run->baseline_mpt - run->size_mpt * 88 / 100;
	int width = (int)run->count * run->size_mpt;

	if (run->x_mpt < MARGIN || run->x_mpt + width > page->width_mpt - MARGIN || top < MARGIN ||
	    top + run->size_mpt > page->height_mpt - MARGIN)
		fault(trial, "a text outside the margins");
	for (size_t i = 0; i < run->count; i++)
		note_glyph(trial, run, run->glyphs[i].scalar);
}

/* Elements that stand on one page and in one row follow each other as in the structure. */
static void
check_order(struct trial *trial, const struct page *page, unsigned number)
{
	unsigned last = 0;

	for (const struct text_run *run = page->runs; run != NULL; run = run->next) {
		const struct text_facts *facts;

		if (run->structure == NULL)
			continue;
		facts = &trial->texts[(run->glyphs[0].scalar - FIRST) / CHARS];
		if (facts->is_open || facts->is_merged || facts->first_page != number ||
		    facts->last_page != number)
			continue;
		if (run->structure->number < last)
			fault(trial, "content that is not in reading order");
		last = run->structure->number;
	}
}

static void
check_texts(struct trial *trial)
{
	for (unsigned i = 0; i < trial->text_count; i++)
		for (unsigned j = 0; j < trial->texts[i].length; j++)
			if (trial->texts[i].times[j] != 1)
				fault(trial, "a character that is not content once");
}

static uint32_t
first_scalar(const char *s)
{
	uint32_t scalar = 0;

	return text_utf8_next(s, &scalar) == 0 ? 0 : scalar;
}

static void
check_bookmarks(struct trial *trial, const struct layout *layout)
{
	unsigned count = 0;
	unsigned page = 0;

	for (const struct bookmark *bookmark = layout->bookmarks; bookmark != NULL;
	     bookmark = bookmark->next, count++) {
		const struct text_facts *facts =
			&trial->texts[(first_scalar(bookmark->title) - FIRST) / CHARS];

		if (bookmark->page != facts->first_page || bookmark->page < page)
			fault(trial, "a bookmark to another page than its heading's");
		if (facts->element == NULL || facts->element->kind != STRUCTURE_HEADING ||
		    facts->element->level != bookmark->level)
			fault(trial, "a bookmark to what is no heading of its level");
		page = bookmark->page;
	}
	if (count != trial->headings)
		fault(trial, "headings without bookmarks");
}

static const struct text_facts *
facts_of(const struct trial *trial, const struct paragraph *paragraph)
{
	uint32_t scalar = first_scalar(paragraph->spans->text);

	return scalar == 0 ? NULL : &trial->texts[(scalar - FIRST) / CHARS];
}

/* A text in the table's last row, if all cells of that row are in it alone; else NULL. */
static const struct text_facts *
facts_of_end(const struct trial *trial, const struct table *table)
{
	const struct block *block = table->blocks;
	const struct text_facts *facts = NULL;
	const struct cell *const *row;

	while (block->next != NULL)
		block = block->next;
	row = (const struct cell *const *)block->grid +
	      (size_t)(block->row_count - 1) * block->column_count;
	if (block->rows[block->row_count - 1].keeps_with_previous || block->row_count < 3)
		return NULL;
	for (unsigned i = 0; i < block->column_count; i++) {
		const struct text_facts *cell = facts_of(trial, row[i]->paragraphs);

		if (row[i]->row_span > 1 || (cell != NULL && cell->length > 6))
			return NULL;
		/* Of strips, the last one ends the table. */
		facts = cell == NULL || (block->is_open && i + 1 < block->column_count) ? facts
		                                                                        : cell;
	}
	return facts;
}

/*
 * A heading stands with its text, and a line of parts with the end of the
 * table above it, on pages that are high enough for both and a head.
 */
static void
check_pair(struct trial *trial, const struct section *section, const struct item *first,
           const struct item *second)
{
	const struct text_facts *a = NULL;
	const struct text_facts *b = NULL;

	if (!first->keeps_with_next && !second->keeps_with_previous)
		return;
	if (first->kind == ITEM_HEADING && second->kind == ITEM_PARAGRAPH) {
		a = facts_of(trial, first->paragraphs);
		b = facts_of(trial, second->paragraphs);
	} else if (first->kind == ITEM_TABLE && second->kind == ITEM_TABS &&
	           section->page.height_mpt > 2 * MARGIN + 200000) {
		a = facts_of_end(trial, first->table);
		b = facts_of(trial, second->tabs.parts[0]);
	}
	if (a == NULL || b == NULL)
		return;
	trial->kept++;
	if (a->last_page != b->first_page)
		fault(trial, "two items that must stand together are parted");
}

/* Pairs with nothing else kept to them: what is kept together then takes at most five lines. */
static void
check_keeps(struct trial *trial)
{
	for (const struct section *section = trial->form->sections; section != NULL;
	     section = section->next) {
		bool is_chain = false;

		for (const struct item *item = section->items; item != NULL && item->next != NULL;
		     item = item->next) {
			bool is_longer = item->next->next != NULL &&
			                 (item->next->keeps_with_next ||
			                  item->next->next->keeps_with_previous);

			if (!is_chain && !is_longer)
				check_pair(trial, section, item, item->next);
			/* What holds a space holds what stands beyond it. */
			is_chain = item->keeps_with_next || item->next->keeps_with_previous ||
			           (is_chain && item->kind == ITEM_SPACE);
		}
	}
}

static void
run_trial(struct trial *trial)
{
	struct layout layout = boxes_layout(trial->arena, trial->form);
	unsigned number = 0;

	if (layout.pages == NULL) {
		fault(trial, "no layout");
		return;
	}
	number_all(trial, layout.structure, 0);
	for (const struct page *page = layout.pages; page != NULL; page = page->next) {
		for (const struct text_run *run = page->runs; run != NULL; run = run->next)
			note_run(trial, page, run);
		trial->pages++;
	}
	for (const struct page *page = layout.pages; page != NULL; page = page->next)
		check_order(trial, page, number++);
	if (trial->pages != layout.page_count)
		fault(trial, "pages that are not counted");
	check_texts(trial);
	check_bookmarks(trial, &layout);
	check_keeps(trial);
}

#endif
