/* The sets of Han characters that Chinese standards name, for `gongkai fonts`. */
#ifndef COMMAND_CHARSET_H
#define COMMAND_CHARSET_H

#include <stdint.h>

#include "base/err.h"

struct charset {
	const char *id;   /* for programs, as `gb2312` */
	const char *name; /* for people */
	uint32_t *characters;
	size_t count;
	size_t capacity;
};

/*
 * All sets, smaller before larger, in the context's arena. ERR_INTERNAL when the
 * system's iconv does not know GB 18030.
 */
MUST_USE enum err charset_list(struct ctx *cx, const struct charset **sets, size_t *count);

#endif
