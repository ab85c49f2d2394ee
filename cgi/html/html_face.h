/*
 * Documents as web pages: whole and valid HTML, made from filled boxes, without
 * any script. What they look like is in document.css.
 *
 * The text of boxes stands in `article`, except in elements of the class `aside`
 * and in captions: those, and all outside, are what a page has beside its document.
 */
#ifndef HTML_HTML_FACE_H
#define HTML_HTML_FACE_H

#include "html/html_style_hash.h"
#include "render/order.h"
#include "render/renderer.h"

/* Pages name the style sheet by its hash. */
#define HTML_VERSION "2-" HTML_STYLE_HASH

/*
 * A document as a page, with its marks (html/html_mark.c) if they are ordered.
 * ERR_INPUT as renderer_fill().
 */
MUST_USE enum err html_write(struct ctx *cx, const struct renderer *renderer,
                             const struct order *order, struct text *out);

/*
 * A document for a page that has a head and a bar of its own: its article, and what belongs
 * into the head for programs. ERR_INPUT as renderer_fill().
 */
MUST_USE enum err html_write_article(struct ctx *cx, const struct renderer *renderer,
                                     const struct order *order, struct text *article,
                                     struct text *metadata);

/* A set as one page, with a table of contents. */
MUST_USE enum err html_write_set(struct ctx *cx, const struct renderer *renderer,
                                 const struct set_order *order, const struct sink *sink);

#endif
