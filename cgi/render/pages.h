/*
 * What all faces with pages share: documents and sets as layouts.
 *
 * A set is laid out twice: to learn where each document begins, and to write. What is
 * kept of a document is its title and its page, so that memory does not grow with
 * their contents.
 */
#ifndef RENDER_PAGES_H
#define RENDER_PAGES_H

#include "render/info.h"
#include "render/order.h"
#include "render/renderer.h"

/* How a face takes pages. A layout is not kept behind the call. */
struct pages_face {
	/* What will come, but for the numbers of pages. May be NULL. */
	void (*expect)(void *user, const struct layout *layout);
	/* In order. `part` is the title of a document in a set, else NULL. */
	enum err (*add)(void *user, const struct layout *layout, const char *part);
	enum err (*close)(void *user, const struct document_info *info);
};

/*
 * A document. ERR_INPUT with a reason that names the place when it does not fit its
 * template; `cx->faults` has all of them.
 */
MUST_USE enum err pages_write(struct ctx *cx, const struct renderer *renderer,
                              const struct order *order, const struct pages_face *face, void *user);

/*
 * A set under its title: each document on new pages in its own format, numbered
 * through, and before them the table of contents. It has the author that all its
 * documents share, and the time of the latest; a set with a draft in it has no time.
 * ERR_INPUT tells which document does not fit its template and why.
 */
MUST_USE enum err pages_write_set(struct ctx *cx, const struct renderer *renderer,
                                  const struct set_order *order, const struct pages_face *face,
                                  void *user);

#endif
