/*
 * The known name that somebody may have meant by a misspelt one: for “did you mean”.
 *
 *	struct near near = near_to(misspelt);
 *	for (...) near_try(&near, name);
 *	if (near.best != NULL) ...
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

struct near {
	const char *wanted;
	const char *best; /* NULL: none is near enough */
	unsigned distance;
};

struct near near_to(const char *wanted);

/* Keep the name, which is borrowed, if it is nearer than the best so far. */
void near_try(struct near *near, const char *name);

#endif
