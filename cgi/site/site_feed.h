/*
 * What other programs read of the site: feeds (Atom, RFC 4287), the map for search engines
 * (sitemaps.org), and what robots may do (RFC 9309).
 */
#ifndef SITE_SITE_FEED_H
#define SITE_SITE_FEED_H

#include "base/text.h"
#include "doc/json.h"

/* A feed of an answer of /latest. `path` is its own address, `home` that of the page it belongs to. */
void site_feed_atom(struct text *out, const struct json *latest, const char *title,
                    const char *path, const char *home, const char *site);

/* The index of the map's parts, and one part; `site` is what stands before addresses. */
void site_feed_map(struct text *out, const struct json *map, const char *site);
void site_feed_map_part(struct text *out, const struct json *map, const char *site);

/* robots.txt; `site` may be NULL. */
void site_feed_robots(struct text *out, const char *site);

#endif
