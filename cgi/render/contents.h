/*
 * The parts of a set as its table of contents has them: their titles without what all of
 * them share, their attachment labels, each for one part only, and their pages.
 */
#ifndef RENDER_CONTENTS_H
#define RENDER_CONTENTS_H

#include "doc/json.h"

/* What is known of a document after it was laid out for the first time. */
struct contents_part {
	const char *title;      /* in full */
	const char *name;       /* of the document and its project */
	const char *department; /* its code, or NULL */
	const char *label;      /* of the attachment that it is, or NULL */
	long year;
	unsigned page; /* the number of its first page that has one */
};

/*
 * Read what a document says of itself into the arena; the page stays. What is masked in a
 * draft has asterisks, since nothing is struck in a title.
 */
struct contents_part contents_read(struct arena *arena, const struct json *document,
                                   const char *title);

/*
 * The label that a part has in the set: its own, or with a number where several have the
 * same, 附件4-1 and 附件4-2. NULL when it has none.
 */
const char *contents_label(struct arena *arena, const struct contents_part *parts, size_t count,
                           size_t index);

/* What a part is called in the set: without the department and the year that all parts share. */
const char *contents_name(const struct contents_part *parts, size_t count, size_t index);

/* Give a document, as JSON text, the label that it has in the set. */
MUST_USE enum err contents_relabel(struct ctx *cx, const struct contents_part *parts, size_t count,
                                   size_t index, struct text *document);

/* Append the list `parts` of the document that the template of the contents prints. */
void contents_add(struct arena *arena, const struct contents_part *parts, size_t count,
                  struct text *out);

#endif
