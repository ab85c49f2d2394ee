#include "base/near.h"

#include <limits.h>
#include <string.h>

/* Bytes of a name. */
#define LENGTH_MAX 31

/* So many letters off is another name. */
#define TOO_FAR 4

struct near
near_to(const char *wanted)
{
	return (struct near){ .wanted = wanted, .distance = TOO_FAR };
}

static unsigned
smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned row[LENGTH_MAX + 1];
	size_t length = strlen(b);

	if (strlen(a) > LENGTH_MAX || length > LENGTH_MAX)
		return UINT_MAX;
	for (unsigned j = 0; j <= length; j++)
		row[j] = j;
	for (unsigned i = 1; *a != '\0'; a++, i++) {
		unsigned diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= length; j++) {
			unsigned best = diagonal + (*a != b[j - 1]);

			diagonal = row[j];
			row[j] = smaller(best, smaller(diagonal, row[j - 1]) + 1);
		}
	}
	return row[length];
}

/* Half of the letters may be wrong. */
void
near_try(struct near *near, const char *name)
{
	unsigned off = distance(near->wanted, name);

	if (off < near->distance && off * 2 <= strlen(name)) {
		near->distance = off;
		near->best = name;
	}
}
