#include "ofd/ofd_outline.h"

/* The outermost level is open while not more than this can be seen then. */
#define OPEN_MAX 50

struct ofd_outline_entry {
	const char *title;
	unsigned level;
	unsigned page_id;
	ofd_um y;
};

void
ofd_outline_add(struct ofd_outline *outline, const char *title, unsigned level, unsigned page_id,
                ofd_um y)
{
	outline->entries = arena_grow(outline->arena, outline->entries, outline->count,
	                              &outline->capacity, sizeof *outline->entries);
	outline->entries[outline->count++] = (struct ofd_outline_entry){
		arena_strdup(outline->arena, title), level, page_id, y
	};
}

static bool
has_children(const struct ofd_outline *outline, size_t i)
{
	return i + 1 < outline->count && outline->entries[i + 1].level > outline->entries[i].level;
}

/* How many stand on the outermost level and on the one below. */
static size_t
seen_if_open(const struct ofd_outline *outline)
{
	unsigned parent = 0;
	unsigned child = 0;
	size_t seen = 0;

	for (size_t i = 0; i < outline->count; i++) {
		unsigned level = outline->entries[i].level;

		if (seen == 0 || level <= parent) {
			parent = level;
			child = 0;
			seen++;
		} else if (child == 0 || level <= child) {
			child = level;
			seen++;
		}
	}
	return seen;
}

static void
begin_entry(const struct ofd_outline *outline, size_t i, bool is_open, struct text *out)
{
	const struct ofd_outline_entry *entry = &outline->entries[i];

	text_add_str(out, "<ofd:OutlineElem");
	ofd_xml_attribute(out, "Title", entry->title);
	if (has_children(outline, i) && !is_open)
		text_add_str(out, " Expanded=\"false\"");
	text_add_str(out, "><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto>"
	                  "<ofd:Dest Type=\"XYZ\"");
	ofd_xml_number(out, "PageID", entry->page_id);
	text_add_str(out, " Left=\"0\" Top=\"");
	text_add_thousandths(out, entry->y);
	text_add_str(out, "\"/></ofd:Goto></ofd:Action></ofd:Actions>");
}

void
ofd_outline_write(const struct ofd_outline *outline, struct text *out)
{
	bool is_open = seen_if_open(outline) <= OPEN_MAX;
	unsigned *open = arena_array(outline->arena, outline->count + 1, sizeof *open);
	size_t depth = 0;

	if (outline->count == 0)
		return;
	text_add_str(out, "<ofd:Outlines>\n");
	for (size_t i = 0; i < outline->count; i++) {
		for (; depth > 0 && open[depth - 1] >= outline->entries[i].level; depth--)
			text_add_str(out, "</ofd:OutlineElem>\n");
		begin_entry(outline, i, is_open && depth == 0, out);
		open[depth++] = outline->entries[i].level;
	}
	for (; depth > 0; depth--)
		text_add_str(out, "</ofd:OutlineElem>\n");
	text_add_str(out, "</ofd:Outlines>\n");
}
