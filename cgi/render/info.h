/*
 * What a file of pages says about itself, from the document that it shows.
 */
#ifndef RENDER_INFO_H
#define RENDER_INFO_H

#include <stdbool.h>

#include "base/text.h"

struct form;

/* Any may be NULL but the title. */
struct document_info {
	const char *title;
	const char *author;
	const char *subject;
	const char *keywords;
	const char *created_at; /* RFC 3339; without it the file has no dates */
	const char *identifier; /* of what is published, and its revision; 0 for a draft or a set */
	long revision;
};

/* Of a form. It lasts as long as the form. */
struct document_info info_of(const struct form *form);

/*
 * A text in the one shape in which XML and PDF can both hold it: white space
 * and control characters are single spaces, none at the ends; noncharacters
 * are replaced. NULL when nothing is left, or for NULL.
 */
const char *info_clean(struct arena *arena, const char *s);

/* The zone of an RFC 3339 time, after the seconds and their fraction; NULL if it is no time. */
const char *info_zone(const char *s);

#endif
