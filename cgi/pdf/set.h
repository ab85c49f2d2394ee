/*
 * A disclosure set: many documents bound into one PDF, each on new pages in its
 * own format, with bookmarks, pages numbered through, and a table of contents
 * when there are more than SET_CONTENTS_ABOVE of them.
 *
 * The set is written as it is made. What is kept of a document is its title and
 * its page, so that memory does not grow with their contents.
 */
#ifndef PDF_SET_H
#define PDF_SET_H

#include "pdf/file.h"
#include "pdf/render.h"

#define SET_CONTENTS_ABOVE 3

/* The form whose template prints the table of contents: `lists.parts`, each with title and page. */
#define SET_FORM "SET"

struct set_source {
	/*
	 * The JSON text of the document at an index, in the arena of `cx`. Asked for
	 * twice, first of all of them in order, and again when it is written.
	 */
	enum err (*read)(struct ctx *cx, void *user, size_t index, struct text *document);
	/* Work goes on: so many steps of `all` are done. May be NULL. */
	void (*progress)(void *user, size_t done, size_t all);
	void *user;
	size_t count;
};

/*
 * The title of what a department publishes for a year, from any of its documents:
 * 某某局2024年度预算绩效信息. In the context's arena.
 */
MUST_USE enum err set_title(struct ctx *cx, const char *document, size_t length, const char **title);

/*
 * Write the set under a title. It has the author that all its documents share,
 * and the time of the latest; a set with a draft in it has no time. ERR_INPUT
 * tells which document does not fit its template and why.
 */
MUST_USE enum err set_write(struct ctx *cx, const struct renderer *renderer, const char *title,
                            const struct set_source *source, const struct file_sink *sink);

#endif
