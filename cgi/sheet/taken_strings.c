/* Texts of a workbook: shared ones, and those with runs of their own. */
#include <string.h>

#include "sheet/taken_internal.h"

enum err
taken_read_text(struct part *part, const char *element, const char **out)
{
	struct text text = text_make(part->cx->arena);
	bool in_text = false;
	bool in_reading = false;
	bool more = true;

	*out = "";
	if (part_is_empty(part))
		return ERR_OK;
	TRY(part_next(part, &more));
	while (more && !part_ends(part, element)) {
		const char *here = part_text(part);

		if (part_begins(part, "rPh") && !part_is_empty(part))
			in_reading = true;
		else if (part_ends(part, "rPh"))
			in_reading = false;
		else if (part_begins(part, "t"))
			in_text = !part_is_empty(part);
		else if (part_ends(part, "t"))
			in_text = false;
		else if (here != NULL && in_text && !in_reading)
			text_add_str(&text, here);
		TRY(part_next(part, &more));
	}
	*out = part_unescaped(part->cx->arena, text.data);
	return ERR_OK;
}

enum err
taken_read_strings(struct taking *taking, const struct text *bytes)
{
	struct part part;
	size_t capacity = 0;
	bool more = true;

	TRY(part_open(taking->cx, "sharedStrings.xml", bytes, &part));
	TRY(part_next(&part, &more));
	while (more) {
		if (part_begins(&part, "si")) {
			taking->strings = arena_grow(taking->cx->arena, taking->strings,
			                             taking->string_count, &capacity,
			                             sizeof *taking->strings);
			TRY(taken_read_text(&part, "si", &taking->strings[taking->string_count]));
			taking->string_count++;
		}
		TRY(part_next(&part, &more));
	}
	return ERR_OK;
}
