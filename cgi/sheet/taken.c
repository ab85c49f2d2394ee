#include "sheet/taken.h"

#include <string.h>

#include "sheet/archive.h"
#include "sheet/taken_internal.h"

#define RELATION_MAX 1000

/* A relation of a part to another one. */
struct relation {
	struct relation *next;
	const char *id;
	const char *type;
	const char *target;
};

/* The part that a target names, beside the one that names it. */
static const char *
resolve(struct arena *arena, const char *folder, const char *target)
{
	char *path;
	char *up;

	if (*target == '/')
		return arena_strdup(arena, target + 1);
	path = arena_printf(arena, "%s%s", folder, target);
	while ((up = strstr(path, "../")) != NULL) {
		char *start = up;

		if (start > path)
			for (start--; start > path && start[-1] != '/';)
				start--;
		memmove(start, up + 3, strlen(up + 3) + 1);
	}
	return path;
}

static enum err
read_relations(struct taking *taking, const char *name, const char *folder, struct relation **out)
{
	struct ctx *cx = taking->cx;
	struct part part;
	bool more = true;
	bool found;
	struct text bytes;

	*out = NULL;
	TRY(archive_read(cx, taking->archive, name, &bytes, &found));
	if (!found)
		return ERR_OK;
	TRY(part_open(cx, name, &bytes, &part));
	TRY(part_next(&part, &more));
	while (more) {
		if (part_begins(&part, "Relationship")) {
			struct relation *relation = arena_alloc(cx->arena, sizeof *relation);
			const char *target = part_attribute(&part, "Target");
			const char *mode = part_attribute(&part, "TargetMode");

			relation->id = part_attribute(&part, "Id");
			relation->type = part_attribute(&part, "Type");
			if (mode != NULL && strcmp(mode, "External") == 0)
				return err_set(cx, ERR_INPUT,
				               "文件引用了别的文件，请把引用的内容粘贴为数值后再保存");
			if (target != NULL && relation->id != NULL && relation->type != NULL) {
				relation->target = resolve(cx->arena, folder, target);
				relation->next = *out;
				*out = relation;
			}
		}
		TRY(part_next(&part, &more));
	}
	return ERR_OK;
}

static const char *
by_type(const struct relation *relations, const char *end)
{
	for (; relations != NULL; relations = relations->next)
		if (text_ends_with(relations->type, end))
			return relations->target;
	return NULL;
}

static const char *
by_id(const struct relation *relations, const char *id)
{
	for (; relations != NULL; relations = relations->next)
		if (strcmp(relations->id, id) == 0)
			return relations->target;
	return NULL;
}

/* A sheet that is not made of cells, a chart, has none. */
static enum err
add_sheet(struct taking *taking, const struct part *part, const struct relation *relations,
          struct taken_sheet ***tail)
{
	const char *id = part_attribute(part, "id");
	const char *name = part_attribute(part, "name");
	const char *target = id == NULL ? NULL : by_id(relations, id);
	struct taken_sheet *sheet;

	if (++taking->sheet_count > TAKEN_SHEETS_MAX)
		return err_set(taking->cx, ERR_INPUT, "文件有 %d 张以上的工作表", TAKEN_SHEETS_MAX);
	if (target == NULL || name == NULL)
		return ERR_OK;
	sheet = arena_alloc(taking->cx->arena, sizeof *sheet);
	sheet->name = name;
	**tail = sheet;
	*tail = &sheet->next;
	return taken_read_sheet(taking, target, sheet);
}

/* Attributes of the workbook itself come before its sheets, except that of the epoch in some files. */
static enum err
read_workbook(struct taking *taking, const struct text *bytes, const struct relation *relations)
{
	struct taken_sheet **tail = &taking->book->sheets;
	struct part part;
	bool more = true;

	TRY(part_open(taking->cx, "workbook.xml", bytes, &part));
	TRY(part_next(&part, &more));
	while (more) {
		if (part_begins(&part, "workbookPr")) {
			const char *epoch = part_attribute(&part, "date1904");

			taking->book->is_from_1904 = epoch != NULL && (strcmp(epoch, "1") == 0 ||
			                                               strcmp(epoch, "true") == 0);
		} else if (part_begins(&part, "sheet")) {
			TRY(add_sheet(taking, &part, relations, &tail));
		}
		TRY(part_next(&part, &more));
	}
	return ERR_OK;
}

static enum err
read_optional(struct taking *taking, const char *name,
              enum err (*read)(struct taking *taking, const struct text *bytes))
{
	struct text bytes;
	bool found = false;

	if (name != NULL)
		TRY(archive_read(taking->cx, taking->archive, name, &bytes, &found));
	return found ? read(taking, &bytes) : ERR_OK;
}

enum err
taken_read(struct ctx *cx, const char *bytes, size_t length, struct taken_book *out)
{
	struct taking taking = { .cx = cx, .book = out };
	struct relation *relations;
	struct text workbook;
	const char *name;
	const char *slash;
	const char *folder;
	bool found = false;

	*out = (struct taken_book){ 0 };
	TRY(archive_open(cx, bytes, length, &taking.archive));
	TRY(read_relations(&taking, "_rels/.rels", "", &relations));
	name = by_type(relations, "/officeDocument");
	if (name != NULL)
		TRY(archive_read(cx, taking.archive, name, &workbook, &found));
	if (!found)
		return err_set(cx, ERR_INPUT, "不是表格文件（.xlsx）");
	slash = strrchr(name, '/');
	folder = slash == NULL ? "" : arena_strndup(cx->arena, name, (size_t)(slash + 1 - name));
	TRY(read_relations(&taking,
	                   arena_printf(cx->arena, "%s_rels/%s.rels", folder,
	                                slash == NULL ? name : slash + 1),
	                   folder, &relations));
	TRY(read_optional(&taking, by_type(relations, "/sharedStrings"), taken_read_strings));
	TRY(read_optional(&taking, by_type(relations, "/styles"), taken_read_formats));
	return read_workbook(&taking, &workbook, relations);
}

/* Cells stand by row, then by column. */
const struct taken_cell *
taken_find(const struct taken_sheet *sheet, unsigned row, unsigned column)
{
	size_t low = 0;
	size_t high = sheet->cell_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct taken_cell *cell = &sheet->cells[middle];

		if (cell->row == row && cell->column == column)
			return cell;
		if (cell->row < row || (cell->row == row && cell->column < column))
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const struct taken_area *
taken_merged(const struct taken_sheet *sheet, unsigned row, unsigned column)
{
	for (size_t i = 0; i < sheet->merged_count; i++) {
		const struct taken_area *area = &sheet->merged[i];

		if (row >= area->first_row && row <= area->last_row &&
		    column >= area->first_column && column <= area->last_column)
			return area;
	}
	return NULL;
}
