/* Elements of the structure as objects. */
#include "pdf/tags_internal.h"

/* Children beyond this are put into groups of as many. */
#define KIDS_MAX 4096

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
		text_add_number(out, cell->column_span);
	}
	if (cell->row_span > 1) {
		text_add_str(out, "/RowSpan ");
		text_add_number(out, cell->row_span);
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

	if (cell->column_span >= TAGS_SHARED_SPAN || cell->row_span >= TAGS_SHARED_SPAN)
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
		text_add_number(out, piece->mark);
		return;
	}
	text_add_str(out, "<</Type/MCR/Pg ");
	file_add_ref(out, piece->page);
	text_add_str(out, "/MCID ");
	text_add_number(out, piece->mark);
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

void
tags_element_write(struct tags *tags, const struct structure *element, const char *name,
                   unsigned parent)
{
	struct groups groups = make_groups(tags, element);
	size_t index = 0;

	write_one(tags, element, name, parent, &groups);
	write_groups(tags, element, &groups);
	for (const struct structure *child = element->children; child != NULL;
	     child = child->next, index++)
		tags_element_write(tags, child, tags_name(child),
		                   groups.count > 0 ? groups.numbers[index / KIDS_MAX]
		                                    : element->number);
}
