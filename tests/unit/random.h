/*
 * Random trials, the same in every run: trial N of a test makes its choices
 * from a generator that begins with N, so that a fault is found again by
 * running the test with N as its argument.
 */
#ifndef TESTS_UNIT_RANDOM_H
#define TESTS_UNIT_RANDOM_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "tests/unit/tap.h"

static uint32_t random_state;

static inline void
random_begin(unsigned seed)
{
	random_state = 88172645U + seed * 104729U;
}

static inline unsigned
random_below(unsigned limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state % limit;
}

/* One trial; NULL, or what does not hold. The arena is emptied behind it. */
typedef const char *(*random_trial_fn)(struct arena *arena, bool is_alone);

/* Run so many trials, or the one that the first argument names. */
static inline void
random_run(int argc, char **argv, unsigned seeds, random_trial_fn trial, const char *what)
{
	struct arena *arena = arena_new();
	unsigned first = argc > 1 ? (unsigned)atoi(argv[1]) : 0;
	unsigned end = argc > 1 ? first + 1 : seeds;
	unsigned faults = 0;

	for (unsigned seed = first; seed < end; seed++) {
		const char *fault;

		random_begin(seed);
		fault = trial(arena, argc > 1);
		if (fault != NULL && faults++ < 10)
			printf("# seed %u: %s\n", seed, fault);
		arena_reset(arena);
	}
	is_int(faults, 0, what);
	arena_free(arena);
}

#endif
