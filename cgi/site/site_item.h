/*
 * Lists on pages of the site: of reports, found ones with their context, changes, projects
 * and departments. Each takes the `items` of the API's answer.
 */
#ifndef SITE_SITE_ITEM_H
#define SITE_SITE_ITEM_H

#include "base/text.h"
#include "doc/json.h"

/* Append a list of reports, or of what a search has found; nothing where there is none. */
void site_item_reports(struct text *out, const struct json *items);

/* The same in few words, for another site's frame: links that open outside of it. */
void site_item_embedded(struct text *out, const struct json *items, const char *site);

/* Append a list of corrections and withdrawals. `forms` are those of the totals, by their names. */
void site_item_changes(struct text *out, const struct json *items, const struct json *forms);

/* Append a list of links with counts: departments or regions, `address` before their codes. */
void site_item_counts(struct text *out, const struct json *items, const char *address);

/* Append the link to the next page of a list; nothing where `next` is NULL. */
void site_item_more(struct text *out, const char *address, const char *next);

/* Append links to a document's faces. `revision` is its number, or NULL for the current one. */
void site_item_faces(struct text *out, const char *id, const char *revision, const char *title);

#endif
