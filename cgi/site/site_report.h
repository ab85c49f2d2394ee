/*
 * The page of a document: what the catalogue says of it, the form itself, what a correction
 * changed in it, and its revisions.
 */
#ifndef SITE_SITE_REPORT_H
#define SITE_SITE_REPORT_H

#include "base/text.h"
#include "doc/json.h"

/* What a correction changed at one place. */
struct site_change {
	const char *place;         /* in words */
	const struct json *before; /* NULL: it came */
	const struct json *after;  /* NULL: it went */
	const char *before_said;   /* in the words of the form; NULL: as they are */
	const char *after_said;
};

struct site_report {
	const struct json *item;      /* as the list of reports has it */
	const struct json *revisions; /* /reports/{id}/revisions */
	const char *revision;         /* the number of the one that is shown */
	const char *article;          /* the form, as HTML */
	const char *site;             /* what stands before addresses, or NULL */
	bool is_current;
	const struct site_change *changes; /* since the revision before; NULL: not to be told */
	size_t change_count;
};

void site_report_write(struct text *out, const struct site_report *page);

/* A report that was withdrawn: when (RFC 3339), and why. */
void site_report_withdrawn(struct text *out, const char *id, const char *at, const char *reason);

#endif
