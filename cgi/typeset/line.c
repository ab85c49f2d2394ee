#include "typeset/line.h"

#include "typeset/line_internal.h"

int
line_height(const struct lines *lines, size_t first, size_t count)
{
	int height = 0;

	for (size_t i = first; i < lines->count && i - first < count; i++)
		height += lines->lines[i].height_mpt;
	return height;
}

bool
line_may_part(const struct lines *lines, size_t i)
{
	const struct line *line = &lines->lines[i];
	const struct paragraph *paragraph = line->paragraph;

	if (line[-1].paragraph != paragraph)
		return true;
	return i >= 2 && line[-2].paragraph == paragraph && i + 1 < lines->count &&
	       line[1].paragraph == paragraph;
}
