/* The way from a place of the document that came back to the cell that it stands in. */
#include <stdlib.h>
#include <string.h>

#include "doc/json_pointer.h"
#include "sheet/back_internal.h"
#include "template/bind_path.h"

/* A value of the document that the workbook was made from, and its cell. */
struct spot {
	const char *pointer;
	const char *cell;
};

struct back_cells {
	struct arena *arena;
	const struct edit_tree *tree;
	const struct back_sheet *sheets;
	const char *base;
	struct spot *spots; /* made when somebody asks for the first time */
	size_t count;
	size_t capacity;
};

struct back_cells *
back_cells_new(const struct back *back, const struct back_sheet *sheets, const char *base)
{
	struct back_cells *cells = arena_alloc(back->cx->arena, sizeof *cells);

	*cells = (struct back_cells){
		.arena = back->cx->arena, .tree = back->tree, .sheets = sheets, .base = base
	};
	return cells;
}

const char *
back_base(const struct back_cells *cells)
{
	return cells->base;
}

static void
add_spots(struct back_cells *cells, const struct back_sheet *sheet)
{
	for (const struct plan_cell *cell = sheet->plan->cells; cell != NULL; cell = cell->next) {
		unsigned row = sheet->rows[cell->row];
		const char *name;

		if (row == BACK_NONE)
			continue;
		name = back_cell_name(sheet, row, sheet->columns[cell->column]);
		for (const struct plan_part *part = cell->parts; part != NULL; part = part->next) {
			if (place_is_fixed(&part->place) ||
			    bind_piece_path(part->place.piece) == NULL)
				continue;
			cells->spots = arena_grow(cells->arena, cells->spots, cells->count,
			                          &cells->capacity, sizeof *cells->spots);
			cells->spots[cells->count++] = (struct spot){ place_pointer(&part->place),
				                                      name };
		}
	}
}

/* The cell of a value, or the first one of those below it. */
static const char *
cell_at(struct back_cells *cells, const char *pointer)
{
	size_t length = strlen(pointer);

	for (const struct back_sheet *sheet = cells->sheets; cells->count == 0 && sheet != NULL;
	     sheet = sheet->next)
		add_spots(cells, sheet);
	for (size_t i = 0; i < cells->count; i++) {
		const char *found = cells->spots[i].pointer;

		if (strncmp(found, pointer, length) == 0 &&
		    (found[length] == '\0' || found[length] == '/'))
			return cells->spots[i].cell;
	}
	return NULL;
}

/* The name or number at the beginning of a pointer behind its `/`. */
static const char *
first_token(struct arena *arena, const char **pointer)
{
	struct text token = text_make(arena);

	for ((*pointer)++; **pointer != '\0' && **pointer != '/'; (*pointer)++)
		if (text_starts_with(*pointer, "~1") || text_starts_with(*pointer, "~0"))
			text_add_str(&token, *++*pointer == '1' ? "/" : "~");
		else
			text_add(&token, *pointer, 1);
	return token.data;
}

static struct edit *
item_at(const struct edit *list, const char *number)
{
	unsigned long wanted = strtoul(number, NULL, 10);

	for (struct edit *item = list->first; item != NULL; item = item->next)
		if (!item->is_gone && wanted-- == 0)
			return item;
	return NULL;
}

/* Where an item was in the list before some came and went. */
static unsigned
old_index(const struct edit *item)
{
	unsigned index = 0;

	for (const struct edit *before = item->parent->first; before != item; before = before->next)
		index += before->source != NULL;
	return index;
}

/* The cell that changed a value, or something in it. */
static const char *
changed_at(const struct edit *edit)
{
	const char *cell = edit->changed_at;

	for (const struct edit *child = edit->first; cell == NULL && child != NULL;
	     child = child->next)
		cell = changed_at(child);
	return cell;
}

/*
 * Go down to a place of the new document, as far as it is there. `old` becomes the
 * pointer of the same place in the old one; false when it was added.
 */
static bool
descend(const struct back_cells *cells, const char *pointer, const struct edit **at,
        struct text *old)
{
	*at = cells->tree->root;
	while (*pointer == '/') {
		const char *token = first_token(cells->arena, &pointer);
		bool is_list = *at != NULL && (*at)->type == JSON_ARRAY;
		const struct edit *next = *at == NULL ? NULL
		                          : is_list   ? item_at(*at, token)
		                                      : edit_member(*at, token);

		if (is_list && next != NULL && next->source == NULL) {
			*at = next;
			return false;
		}
		if (is_list && next != NULL)
			text_add_fmt(old, "/%u", old_index(next));
		else
			json_pointer_add(old, token);
		*at = next;
	}
	return true;
}

const char *
back_cell_of(struct back_cells *cells, const char *pointer)
{
	struct text old = text_make(cells->arena);
	const struct edit *at;
	const char *cell;

	if (!descend(cells, pointer, &at, &old))
		return changed_at(at);
	cell = cell_at(cells, old.data);
	return cell != NULL || at == NULL ? cell : changed_at(at);
}
