#include "typeset/content.h"

#include "typeset/content_internal.h"

bool
content_is_leaf(const struct structure *element)
{
	switch (element->kind) {
	case STRUCTURE_HEADING:
	case STRUCTURE_PARAGRAPH:
	case STRUCTURE_HEADER:
	case STRUCTURE_DATA: return true;
	default: return false;
	}
}

void
content_begin(struct leaf *leaf, const struct paragraph *paragraph)
{
	leaf->at = paragraph;
	leaf->span = paragraph == leaf->end ? NULL : paragraph->spans;
	leaf->next = leaf->span == NULL ? "" : leaf->span->text;
}

static void
append(struct structure *parent, struct structure *child)
{
	child->parent = parent;
	if (parent == NULL)
		return;
	if (parent->last_child == NULL)
		parent->children = child;
	else
		parent->last_child->next = child;
	parent->last_child = child;
}

static void
init(struct structure *element, struct structure *parent, enum structure_kind kind)
{
	element->kind = kind;
	element->column_span = 1;
	element->row_span = 1;
	append(parent, element);
}

struct structure *
content_group(struct arena *arena, struct structure *parent, enum structure_kind kind)
{
	struct structure *element = arena_alloc(arena, sizeof *element);

	init(element, parent, kind);
	return element;
}

struct structure *
content_leaf(struct arena *arena, struct structure *parent, enum structure_kind kind,
             const struct paragraph *first, const struct paragraph *end)
{
	struct leaf *leaf = arena_alloc(arena, sizeof *leaf);

	init(&leaf->element, parent, kind);
	leaf->first = first;
	leaf->end = end;
	content_begin(leaf, first);
	return &leaf->element;
}
