#include "pdf/tags.h"

#include <string.h>

/* Children beyond this are put into groups of as many. */
#define KIDS_MAX 4096
/* Spans of cells up to this share their attributes with others. */
#define SHARED_SPAN 16
#define SCOPES 4 /* none, and those of enum structure_scope */

/* A marked piece of an element. */
struct piece {
	struct piece *next;
	unsigned page; /* its object; 0: there is no piece */
	unsigned mark;
};

/* The pieces of an element; most have one. */
struct pieces {
	struct piece first;
	struct piece *last;
};

struct tags {
	struct file *file;
	struct arena *scratch;
	unsigned root;
	unsigned document; /* the element; 0: not yet known */
	bool is_whole;     /* and written, as one layout */
	struct text parts;
	size_t part_count;
	struct number_tree parents;
	size_t page_count;
	unsigned attributes[SCOPES][SHARED_SPAN][SHARED_SPAN]; /* objects, 0: not yet */

	/* Of the layout. */
	unsigned first; /* number of its first element */
	struct pieces *pieces;

	/* Of the page. */
	unsigned page;
	unsigned mark_count;
	struct text marks; /* the element of each */
};

struct tags *
tags_new(struct file *file, struct arena *scratch)
{
	struct tags *tags = arena_alloc(file->cx->arena, sizeof *tags);

	tags->file = file;
	tags->scratch = scratch;
	tags->root = file_number(file);
	tags->parts = text_make(file->cx->arena);
	tags->marks = text_make(file->cx->arena);
	tags->parents = number_tree_make(file);
	return tags;
}

const char *
tags_name(const struct structure *element)
{
	static const char *const headings[] = { "H1", "H2", "H3", "H4", "H5", "H6" };
	unsigned level = element->level < 1 ? 1 : element->level > 6 ? 6 : element->level;

	switch (element->kind) {
	case STRUCTURE_DOCUMENT: return "Document";
	case STRUCTURE_PART: return "Part";
	case STRUCTURE_HEADING: return headings[level - 1];
	case STRUCTURE_PARAGRAPH: return "P";
	case STRUCTURE_TABLE: return "Table";
	case STRUCTURE_ROW: return "TR";
	case STRUCTURE_HEADER: return "TH";
	case STRUCTURE_DATA: return "TD";
	case STRUCTURE_CONTENTS: return "TOC";
	case STRUCTURE_CONTENTS_ITEM: break;
	}
	return "TOCI";
}

/* Number an element and what is in it, in reading order. */
static void
number_elements(struct tags *tags, struct structure *element)
{
	element->number = file_number(tags->file);
	for (struct structure *child = element->children; child != NULL; child = child->next)
		number_elements(tags, child);
}

void
tags_begin(struct tags *tags, struct structure *root)
{
	tags->first = tags->file->count + 1;
	if (root != NULL)
		number_elements(tags, root);
	tags->pieces = arena_array(tags->scratch, tags->file->count + 1 - tags->first,
	                           sizeof *tags->pieces);
}

void
tags_begin_page(struct tags *tags, unsigned page)
{
	tags->page = page;
	tags->mark_count = 0;
	text_clear(&tags->marks);
}

unsigned
tags_mark(struct tags *tags, const struct structure *element)
{
	struct pieces *pieces = &tags->pieces[element->number - tags->first];
	struct piece *piece = &pieces->first;

	if (piece->page != 0) {
		piece = arena_alloc(tags->scratch, sizeof *piece);
		pieces->last->next = piece;
	}
	pieces->last = piece;
	piece->page = tags->page;
	piece->mark = tags->mark_count++;
	if (piece->mark > 0)
		text_add(&tags->marks, " ", 1);
	file_add_ref(&tags->marks, element->number);
	return piece->mark;
}

enum err
tags_end_page(struct tags *tags, size_t *key)
{
	struct file *file = tags->file;
	struct text value = text_make(tags->scratch);
	unsigned number = file_number(file);

	if (tags->mark_count > FILE_ARRAY_MAX)
		return err_set(file->cx, ERR_INPUT, "a page of %u pieces of text is too full",
		               tags->mark_count);
	file_begin(file, number);
	text_add_str(&file->out, "[");
	text_add(&file->out, tags->marks.data, tags->marks.length);
	text_add_str(&file->out, "]");
	file_end(file);
	file_add_ref(&value, number);
	*key = tags->page_count++;
	number_tree_add(&tags->parents, *key, value.data, value.length);
	return ERR_OK;
}

/* The attributes of a cell as a dictionary. */
static void
add_attributes(struct text *out, const struct structure *cell)
{
	static const char *const scopes[] = { "/Scope/Row", "/Scope/Column", "/Scope/Both" };

	text_add_str(out, "<</O/Table");
	if (cell->kind == STRUCTURE_HEADER)
		text_add_str(out, scopes[cell->scope]);
	if (cell->column_span > 1) {
		text_add_str(out, "/ColSpan ");
		file_add_number(out, cell->column_span);
	}
	if (cell->row_span > 1) {
		text_add_str(out, "/RowSpan ");
		file_add_number(out, cell->row_span);
	}
	text_add_str(out, ">>");
}

static bool
has_attributes(const struct structure *element)
{
	return element->kind == STRUCTURE_HEADER ||
	       (element->kind == STRUCTURE_DATA &&
	        (element->column_span > 1 || element->row_span > 1));
}

/* Where the attributes of a cell are kept for others like it; NULL if they are not. */
static unsigned *
shared_attributes(struct tags *tags, const struct structure *cell)
{
	unsigned scope = cell->kind == STRUCTURE_HEADER ? 1 + (unsigned)cell->scope : 0;

	if (cell->column_span >= SHARED_SPAN || cell->row_span >= SHARED_SPAN)
		return NULL;
	return &tags->attributes[scope][cell->column_span][cell->row_span];
}

/* The object with the attributes of a cell, written when it is the first such; 0: they are not shared. */
static unsigned
attributes_of(struct tags *tags, const struct structure *element)
{
	unsigned *shared = has_attributes(element) ? shared_attributes(tags, element) : NULL;

	if (shared == NULL)
		return 0;
	if (*shared == 0) {
		*shared = file_number(tags->file);
		file_begin(tags->file, *shared);
		add_attributes(&tags->file->out, element);
		file_end(tags->file);
	}
	return *shared;
}

static void
add_piece(struct text *out, const struct piece *piece, unsigned page)
{
	if (piece->page == page) {
		file_add_number(out, piece->mark);
		return;
	}
	text_add_str(out, "<</Type/MCR/Pg ");
	file_add_ref(out, piece->page);
	text_add_str(out, "/MCID ");
	file_add_number(out, piece->mark);
	text_add_str(out, ">>");
}

static void
add_space(struct text *out, size_t *count)
{
	if ((*count)++ > 0)
		text_add(out, " ", 1);
}

static void
add_pieces(struct text *out, const struct pieces *pieces, size_t *count)
{
	if (pieces->first.page == 0)
		return;
	for (const struct piece *piece = &pieces->first; piece != NULL; piece = piece->next) {
		add_space(out, count);
		add_piece(out, piece, pieces->first.page);
	}
}

static size_t
count_children(const struct structure *element)
{
	size_t count = 0;

	for (const struct structure *child = element->children; child != NULL; child = child->next)
		count++;
	return count;
}

/* The parent of each group of a long list of children, and one for a short one. */
struct groups {
	unsigned *numbers;
	size_t count;
};

static struct groups
make_groups(struct tags *tags, const struct structure *element)
{
	size_t children = count_children(element);
	struct groups groups = { 0 };

	if (children <= KIDS_MAX)
		return groups;
	groups.count = (children + KIDS_MAX - 1) / KIDS_MAX;
	groups.numbers = arena_array(tags->scratch, groups.count, sizeof *groups.numbers);
	for (size_t i = 0; i < groups.count; i++)
		groups.numbers[i] = file_number(tags->file);
	return groups;
}

static void
add_children(struct text *out, const struct structure *element, const struct groups *groups,
             size_t *count)
{
	for (size_t i = 0; i < groups->count; i++) {
		add_space(out, count);
		file_add_ref(out, groups->numbers[i]);
	}
	if (groups->count > 0)
		return;
	for (const struct structure *child = element->children; child != NULL; child = child->next) {
		add_space(out, count);
		file_add_ref(out, child->number);
	}
}

/* Groups say nothing; they keep arrays within the limit. */
static void
write_groups(struct tags *tags, const struct structure *element, const struct groups *groups)
{
	const struct structure *child = element->children;
	struct text *out = &tags->file->out;

	for (size_t i = 0; i < groups->count; i++) {
		size_t count = 0;

		file_begin(tags->file, groups->numbers[i]);
		text_add_str(out, "<</S/NonStruct/P ");
		file_add_ref(out, element->number);
		text_add_str(out, "/K[");
		for (; child != NULL && count < KIDS_MAX; child = child->next) {
			add_space(out, &count);
			file_add_ref(out, child->number);
		}
		text_add_str(out, "]>>");
		file_end(tags->file);
	}
}

static void
write_one(struct tags *tags, const struct structure *element, const char *name, unsigned parent,
          const struct groups *groups)
{
	const struct pieces *pieces = &tags->pieces[element->number - tags->first];
	unsigned attributes = attributes_of(tags, element);
	struct text *out = &tags->file->out;
	size_t count = 0;

	file_begin(tags->file, element->number);
	text_add_str(out, "<</S/");
	text_add_str(out, name);
	text_add_str(out, "/P ");
	file_add_ref(out, parent);
	if (attributes != 0) {
		text_add_str(out, "/A ");
		file_add_ref(out, attributes);
	} else if (has_attributes(element)) {
		text_add_str(out, "/A");
		add_attributes(out, element);
	}
	if (pieces->first.page != 0) {
		text_add_str(out, "/Pg ");
		file_add_ref(out, pieces->first.page);
	}
	if (pieces->first.page != 0 || element->children != NULL) {
		text_add_str(out, "/K[");
		add_pieces(out, pieces, &count);
		add_children(out, element, groups, &count);
		text_add_str(out, "]");
	}
	text_add_str(out, ">>");
	file_end(tags->file);
}

static void
write_element(struct tags *tags, const struct structure *element, const char *name, unsigned parent)
{
	struct groups groups = make_groups(tags, element);
	size_t index = 0;

	write_one(tags, element, name, parent, &groups);
	write_groups(tags, element, &groups);
	for (const struct structure *child = element->children; child != NULL;
	     child = child->next, index++)
		write_element(tags, child, tags_name(child),
		              groups.count > 0 ? groups.numbers[index / KIDS_MAX] : element->number);
}

static enum err
write_part(struct tags *tags, const struct structure *root)
{
	if (tags->document == 0)
		tags->document = file_number(tags->file);
	if (++tags->part_count > FILE_ARRAY_MAX)
		return err_set(tags->file->cx, ERR_INPUT, "a PDF cannot have more than %d parts",
		               FILE_ARRAY_MAX);
	write_element(tags, root, "Part", tags->document);
	file_add_ref(&tags->parts, root->number);
	text_add_str(&tags->parts, " ");
	return ERR_OK;
}

enum err
tags_end(struct tags *tags, const struct structure *root, bool is_part)
{
	if (tags->is_whole || (!is_part && tags->part_count > 0))
		return err_set(tags->file->cx, ERR_INTERNAL, "a whole document has no parts");
	if (root == NULL)
		return ERR_OK;
	if (is_part)
		return write_part(tags, root);
	tags->is_whole = true;
	tags->document = root->number;
	write_element(tags, root, "Document", tags->root);
	return ERR_OK;
}

static void
write_document(struct tags *tags)
{
	struct text *out = &tags->file->out;

	if (tags->document == 0)
		tags->document = file_number(tags->file);
	file_begin(tags->file, tags->document);
	text_add_str(out, "<</S/Document/P ");
	file_add_ref(out, tags->root);
	text_add_str(out, "/K[");
	text_add(out, tags->parts.data, tags->parts.length);
	text_add_str(out, "]>>");
	file_end(tags->file);
}

unsigned
tags_close(struct tags *tags)
{
	struct text parents = text_make(tags->file->cx->arena);
	struct text *out = &tags->file->out;

	if (!tags->is_whole)
		write_document(tags);
	number_tree_end(&tags->parents, &parents);
	file_begin(tags->file, tags->root);
	text_add_str(out, "<</Type/StructTreeRoot/K ");
	file_add_ref(out, tags->document);
	text_add_str(out, "/ParentTree");
	text_add(out, parents.data, parents.length);
	text_add_str(out, "/ParentTreeNextKey ");
	file_add_number(out, tags->page_count);
	text_add_str(out, ">>");
	file_end(tags->file);
	return tags->root;
}
