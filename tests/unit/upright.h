/* For tests that go by squares: where a turned character stands, told of one that is not. */
#ifndef TESTS_UNIT_UPRIGHT_H
#define TESTS_UNIT_UPRIGHT_H

#include "typeset/canvas.h"

/* An upright run in the square of a turned one: its foot was at the left, and its left side above. */
static inline struct text_run
upright(const struct text_run *run)
{
	struct text_run same = *run;

	if (run->is_turned) {
		same.x_mpt -= run->size_mpt * FONT_DESCENT / 1000;
		same.baseline_mpt += run->size_mpt * FONT_ASCENT / 1000;
	}
	return same;
}

#endif
