/*
 * The way back through filters: from what a form prints, or what somebody has
 * typed in its place, to the value of the document.
 */
#ifndef TEMPLATE_FILTER_UNDO_H
#define TEMPLATE_FILTER_UNDO_H

#include "template/filter.h"

/* What filters make of a value, for programs that print numbers and days themselves. */
enum filter_sort { FILTER_AS_TEXT, FILTER_AS_NUMBER, FILTER_AS_DATE };

struct filter_look {
	enum filter_sort sort;
	struct decimal_format format; /* of a number */
	bool is_percent;
	const char *date; /* of a day: the option of `date` */
};

/*
 * A number or a day when the first filter makes it one and those behind it only
 * say what stands for nothing or zero; else a text.
 */
struct filter_look filter_look(const struct filter *const *filters, size_t count);

/*
 * The value of the document for what stands in its place: `*out` is NULL for
 * none. Numbers and days may be typed in any way that doc/typed.h knows. ERR_INPUT
 * with what was expected.
 */
MUST_USE enum err filter_undo(struct ctx *cx, const struct filter *const *filters, size_t count,
                              const char *text, const char **out);

#endif
