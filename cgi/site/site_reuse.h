/* What other sites and programs take from a page: its lists, its feed, and code for a frame. */
#ifndef SITE_SITE_REUSE_H
#define SITE_SITE_REUSE_H

#include "base/text.h"

/*
 * Of a department or a region: `name` is what the parameter of lists is called, `page` the
 * address of its page. `site` stands before addresses, or is NULL.
 */
void site_reuse_lists(struct text *out, const char *name, const char *code, const char *page,
                      const char *site);

/* Of the document at that address, without its suffix. */
void site_reuse_document(struct text *out, const char *address, const char *title, const char *site);

#endif
