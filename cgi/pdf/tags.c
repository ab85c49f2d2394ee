#include "pdf/tags.h"

#include "pdf/tags_internal.h"

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

static enum err
write_part(struct tags *tags, const struct structure *root)
{
	if (tags->document == 0)
		tags->document = file_number(tags->file);
	if (++tags->part_count > FILE_ARRAY_MAX)
		return err_set(tags->file->cx, ERR_INPUT, "a PDF cannot have more than %d parts",
		               FILE_ARRAY_MAX);
	tags_element_write(tags, root, "Part", tags->document);
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
	tags_element_write(tags, root, "Document", tags->root);
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
	text_add_number(out, tags->page_count);
	text_add_str(out, ">>");
	file_end(tags->file);
	return tags->root;
}
