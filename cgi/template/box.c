#include "template/box.h"

const struct cell *
box_cell(const struct block *block, unsigned row, unsigned column)
{
	const struct cell *cell = block->grid[(size_t)row * block->column_count + column];

	return cell->row == row && cell->column == column ? cell : NULL;
}

static enum err
visit_all(const struct paragraph *paragraphs, box_visit_fn visit, void *user)
{
	for (; paragraphs != NULL; paragraphs = paragraphs->next)
		TRY(visit(user, paragraphs));
	return ERR_OK;
}

static enum err
visit_table(const struct table *table, box_visit_fn visit, void *user)
{
	for (const struct block *block = table->blocks; block != NULL; block = block->next)
		for (unsigned row = 0; row < block->row_count; row++)
			for (unsigned column = 0; column < block->column_count; column++) {
				const struct cell *cell = box_cell(block, row, column);

				if (cell != NULL)
					TRY(visit_all(cell->paragraphs, visit, user));
			}
	return ERR_OK;
}

enum err
box_visit(const struct form *form, box_visit_fn visit, void *user)
{
	for (const struct section *section = form->sections; section != NULL;
	     section = section->next)
		for (const struct item *item = section->items; item != NULL; item = item->next) {
			TRY(visit_all(item->paragraphs, visit, user));
			for (int i = 0; i < 3; i++)
				TRY(visit_all(item->tabs.parts[i], visit, user));
			if (item->table != NULL)
				TRY(visit_table(item->table, visit, user));
		}
	return ERR_OK;
}
