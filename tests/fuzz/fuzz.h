/*
 * What the fuzz targets share: libFuzzer's entry points, bytes read as choices,
 * and properties that must hold.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Called once, before the first input. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Called for each input; returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property: the process ends, and the input is kept, when it does not hold. */
static inline void
fuzz_must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz: not so: %s\n", what);
	abort();
}

/* Input is wrong or right; it never finds a fault of ours. What is wrong is told in UTF-8. */
static inline void
fuzz_check_outcome(const struct ctx *cx, enum err status)
{
	if (status == ERR_OK)
		return;
	if (status == ERR_INTERNAL && cx->reason != NULL)
		fprintf(stderr, "fuzz: %s\n", cx->reason);
	fuzz_must(status != ERR_INTERNAL, "no input is an internal error");
	fuzz_must(cx->reason != NULL, "an error has a reason");
	fuzz_must(text_utf8_check(cx->reason, strlen(cx->reason)) == strlen(cx->reason),
	          "a reason is UTF-8");
	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		fuzz_must(text_utf8_check(fault->what, strlen(fault->what)) == strlen(fault->what),
		          "a fault is UTF-8");
}

/* The input as bytes to make choices from; when they are used up, all choices are 0. */
struct choices {
	const uint8_t *data;
	size_t size;
};

static inline unsigned
choices_byte(struct choices *choices)
{
	if (choices->size == 0)
		return 0;
	choices->size--;
	return *choices->data++;
}

/* A number below `limit`, which is at most 65536. */
static inline unsigned
choices_below(struct choices *choices, unsigned limit)
{
	unsigned value = choices_byte(choices);

	if (limit > 256)
		value = value << 8 | choices_byte(choices);
	return value % limit;
}

#endif
