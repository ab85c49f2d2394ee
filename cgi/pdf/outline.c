#include "pdf/outline.h"

/* The outermost level is open while not more than this can be seen then. */
#define OPEN_MAX 50

/* Neighbours are indices; 0, the root, stands for none. */
struct outline_entry {
	const char *title;
	unsigned level;
	unsigned page;
	int y_mpt;
	unsigned number;
	size_t parent;
	size_t previous;
	size_t next;
	size_t first;
	size_t last;
	size_t child_count;
};

struct outline
outline_make(struct file *file)
{
	struct outline outline = { .file = file };

	outline.entries = arena_grow(file->cx->arena, NULL, 0, &outline.capacity,
	                             sizeof *outline.entries);
	outline.entries[0] = (struct outline_entry){ 0 };
	outline.count = 1;
	return outline;
}

/* The last entry whose level is lower than `level`, of those that still can have children. */
static size_t
parent_for(const struct outline *outline, unsigned level)
{
	size_t parent = outline->count - 1;

	while (parent > 0 && outline->entries[parent].level >= level)
		parent = outline->entries[parent].parent;
	return parent;
}

void
outline_add(struct outline *outline, const char *title, unsigned level, unsigned page, int y_mpt)
{
	struct arena *arena = outline->file->cx->arena;
	size_t index = outline->count;
	struct outline_entry entry = { .title = arena_strdup(arena, title),
		                       .level = level,
		                       .page = page,
		                       .y_mpt = y_mpt,
		                       .parent = parent_for(outline, level) };
	struct outline_entry *parent;

	outline->entries = arena_grow(arena, outline->entries, index, &outline->capacity,
	                              sizeof *outline->entries);
	parent = &outline->entries[entry.parent];
	entry.previous = parent->last;
	if (parent->last != 0)
		outline->entries[parent->last].next = index;
	else
		parent->first = index;
	parent->last = index;
	parent->child_count++;
	outline->entries[index] = entry;
	outline->count++;
}

size_t
outline_count(const struct outline *outline)
{
	return outline->count - 1;
}

/* What can be seen when the outermost level is open. */
static size_t
seen_if_open(const struct outline *outline)
{
	const struct outline_entry *entries = outline->entries;
	size_t seen = 0;

	for (size_t i = entries[0].first; i != 0; i = entries[i].next)
		seen += 1 + entries[i].child_count;
	return seen;
}

static void
add_reference(const struct outline *outline, const char *key, size_t index)
{
	if (index == 0)
		return;
	text_add_str(&outline->file->out, key);
	file_add_ref(&outline->file->out, outline->entries[index].number);
}

static void
write_entry(const struct outline *outline, const struct outline_entry *entry, bool is_open)
{
	struct file *file = outline->file;
	struct text *out = &file->out;

	file_begin(file, entry->number);
	text_add_str(out, "<</Title");
	file_add_string(out, entry->title);
	text_add_str(out, "/Parent ");
	file_add_ref(out, outline->entries[entry->parent].number);
	add_reference(outline, "/Prev ", entry->previous);
	add_reference(outline, "/Next ", entry->next);
	add_reference(outline, "/First ", entry->first);
	add_reference(outline, "/Last ", entry->last);
	if (entry->child_count > 0) {
		text_add_str(out, is_open ? "/Count " : "/Count -");
		text_add_number(out, entry->child_count);
	}
	text_add_str(out, "/Dest[");
	file_add_ref(out, entry->page);
	text_add_str(out, "/XYZ null ");
	text_add_thousandths(out, entry->y_mpt);
	text_add_str(out, " null]>>");
	file_end(file);
}

unsigned
outline_end(struct outline *outline)
{
	struct outline_entry *root = &outline->entries[0];
	struct text *out = &outline->file->out;
	size_t seen = seen_if_open(outline);
	bool is_open = seen <= OPEN_MAX;

	if (outline->count == 1)
		return 0;
	for (size_t i = 0; i < outline->count; i++)
		outline->entries[i].number = file_number(outline->file);
	for (size_t i = 1; i < outline->count; i++)
		write_entry(outline, &outline->entries[i],
		            is_open && outline->entries[i].parent == 0);
	file_begin(outline->file, root->number);
	text_add_str(out, "<</Type/Outlines");
	add_reference(outline, "/First ", root->first);
	add_reference(outline, "/Last ", root->last);
	text_add_str(out, "/Count ");
	text_add_number(out, is_open ? seen : root->child_count);
	text_add_str(out, ">>");
	file_end(outline->file);
	return root->number;
}
