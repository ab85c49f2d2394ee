/*
 * What stands around each page of the public site: its head for readers, search engines and
 * other sites, the bar above and the lines below.
 *
 * No page needs a script; site.js only remembers what the reader chose.
 */
#ifndef SITE_SITE_FRAME_H
#define SITE_SITE_FRAME_H

#include "base/text.h"

/* Changes with the style sheet and, by hand, with what pages say. */
#include "site/site_style_hash.h"
#define SITE_FRAME_VERSION "7-" SITE_STYLE_HASH

struct site_frame {
	const char *title;       /* of the page, without the site's name; NULL for that alone */
	const char *description; /* a sentence, or NULL */
	const char *path;        /* the page's own address; NULL for one that is none's, an error */
	const char *site;        /* what stands before it, or NULL */
	const char *feed;        /* the address of an Atom feed, or NULL */
	const char *type;        /* of Open Graph: `article`; NULL: `website` */
	const char *metadata;    /* more of the head, as HTML, or NULL */
	const char *current;     /* the address in the bar that the page belongs to, or NULL */
	bool has_bulk;           /* there are packages, under /bulk/ */
	bool has_document;       /* it shows a form, with the style sheet of forms */
	bool is_bare;            /* for another site's frame: no bar, no lines below */
	bool is_hidden;          /* from search engines */
};

/*
 * Between what stands side by side: white space alone is none to who reads without style. No
 * line begins with it.
 */
#define SITE_FRAME_BETWEEN "\u00a0· "

/* Append all up to the inside of `main`, and all behind it. */
void site_frame_open(struct text *out, const struct site_frame *frame);
void site_frame_close(struct text *out, const struct site_frame *frame);

/* Append a way back up: pairs of address and name, ended by NULL. */
void site_frame_trail(struct text *out, const char *const *pairs);

/* Append escaped text; nothing for NULL. */
void site_frame_text(struct text *out, const char *s);

/* Append <a href>text</a>. */
void site_frame_link(struct text *out, const char *address, const char *text);

/* Append a title, whose lines end where words do; a link unless `address` is NULL. */
void site_frame_title(struct text *out, const char *address, const char *title);

#endif
