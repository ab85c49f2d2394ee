/*
 * The Test Anything Protocol in one header, for the unit tests in C. The plan
 * comes at the end: a test that dies early has none, and prove says so.
 */
#ifndef TESTS_UNIT_TAP_H
#define TESTS_UNIT_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count;
static int tap_failed;

/* One test: `condition` holds. The name is a printf format. Returns the condition. */
static inline bool ok(bool condition, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static inline bool
ok(bool condition, const char *fmt, ...)
{
	va_list args;

	printf("%s %d - ", condition ? "ok" : "not ok", ++tap_count);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	printf("\n");
	tap_failed += condition ? 0 : 1;
	return condition;
}

/* The strings are equal; NULL equals only NULL. */
static inline bool
is_str(const char *got, const char *expected, const char *name)
{
	bool same = got == NULL || expected == NULL ? got == expected : strcmp(got, expected) == 0;

	if (!ok(same, "%s", name))
		printf("#      got: %s\n# expected: %s\n", got == NULL ? "NULL" : got,
		       expected == NULL ? "NULL" : expected);
	return same;
}

static inline bool
is_int(long long got, long long expected, const char *name)
{
	if (!ok(got == expected, "%s", name))
		printf("#      got: %lld\n# expected: %lld\n", got, expected);
	return got == expected;
}

/* Tests that cannot run here: counted as passed, with the reason. */
static inline void
skip(int count, const char *reason)
{
	while (count-- > 0)
		printf("ok %d # SKIP %s\n", ++tap_count, reason);
}

/* End of main: the plan, and the exit status. */
static inline int
done_testing(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed == 0 ? 0 : 1;
}

#endif
