/*
 * Whether the files of a revision come out as they were published, byte by byte.
 */
#ifndef COMMAND_VERIFY_FACES_H
#define COMMAND_VERIFY_FACES_H

#include "db/verify.h"
#include "render/renderer.h"

struct verify_faces {
	const struct renderer *renderer;
	const char *fonts; /* font_list_text() of it */
	size_t made;       /* revisions whose files are as recorded */
	size_t unclaimed;  /* of which no digest was recorded */
	/* Which cannot be made here as they were, because fonts or program are others. */
	size_t other_fonts;
	size_t other_program;
};

/*
 * Make the PDF, OFD and workbook of an entry with its own template, and count it. NULL, or
 * what was altered, in the arena of `cx`.
 */
const char *verify_faces_check(struct ctx *cx, struct verify_faces *faces,
                               const struct verify_entry *entry);

#endif
