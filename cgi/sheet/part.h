/*
 * Reading a part of a workbook: XML, element by element, by libxml2, without
 * document types and so without entities.
 */
#ifndef SHEET_PART_H
#define SHEET_PART_H

#include <libxml/xmlreader.h>

#include "base/text.h"

#define PART_DEPTH_MAX 64
#define PART_ATTRIBUTES_MAX 256 /* of one element */

struct part {
	struct ctx *cx;
	const char *name; /* of the part, for faults */
	xmlTextReaderPtr reader;
};

/*
 * Begin to read UTF-8, as programs of tables write; the reader goes with the arena of
 * `cx`. ERR_INPUT when it has a document type, or an element more than
 * PART_ATTRIBUTES_MAX attributes.
 */
MUST_USE enum err part_open(struct ctx *cx, const char *name, const struct text *bytes,
                            struct part *out);

/* Go to the next node; `*more` is false at the end. ERR_INPUT when the part is not well-formed. */
MUST_USE enum err part_next(struct part *part, bool *more);

/* Is it the beginning, or the end, of an element of that name, whatever its prefix is? */
bool part_begins(const struct part *part, const char *element);
bool part_ends(const struct part *part, const char *element);

/* Has the element that begins here no contents? */
bool part_is_empty(const struct part *part);

/* Characters of the text here; NULL when it is none. */
const char *part_text(const struct part *part);

/* An attribute of the element, by its local name, in the arena; NULL when it has none. */
const char *part_attribute(const struct part *part, const char *name);

/* The same as a number from 0; `fallback` when it is none or larger than `most`. */
unsigned part_number(const struct part *part, const char *name, unsigned most, unsigned fallback);

/* Text as it is meant: `_x0041_` is an A. */
const char *part_unescaped(struct arena *arena, const char *text);

#endif
