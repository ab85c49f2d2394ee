/* A compiled filter, shared by what prints (filter.c) and what reads back (filter_undo.c). */
#ifndef TEMPLATE_FILTER_INTERNAL_H
#define TEMPLATE_FILTER_INTERNAL_H

#include "template/filter.h"

enum filter_kind {
	FILTER_NUMBER, /* number, yuan, wan, percent, points */
	FILTER_CHINESE,
	FILTER_GRADE,
	FILTER_DATE,
	FILTER_CHECK,
	FILTER_TICK,
	FILTER_ZERO,
	FILTER_ABSENT,
	FILTER_BLANK,
	FILTER_PREFIX,
	FILTER_SUFFIX
};

struct filter {
	enum filter_kind kind;
	/* `text` is the value's, not empty, unless `takes_absent`. */
	enum err (*apply)(struct ctx *cx, const struct filter *filter, const char *text,
	                  struct value *value);
	bool takes_absent;
	struct decimal_format format;
	const char *text; /* the option of kinds that take a text; the % of `percent` */
};

#endif
