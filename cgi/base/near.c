#include "base/near.h"

#include <limits.h>
#include <stdbool.h>
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

/* Levenshtein's distance, in which two neighbours that changed places are one letter off. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned rows[3][LENGTH_MAX + 1];
	size_t length = strlen(b);

	if (strlen(a) > LENGTH_MAX || length > LENGTH_MAX)
		return UINT_MAX;
	for (unsigned j = 0; j <= length; j++)
		rows[0][j] = j;
	for (unsigned i = 1; a[i - 1] != '\0'; i++) {
		unsigned *row = rows[i % 3];
		const unsigned *above = rows[(i + 2) % 3];

		row[0] = i;
		for (size_t j = 1; j <= length; j++) {
			row[j] = smaller(above[j - 1] + (a[i - 1] != b[j - 1]),
			                 smaller(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = smaller(row[j], rows[(i + 1) % 3][j - 2] + 1);
		}
	}
	return rows[strlen(a) % 3][length];
}

/* One word that is the beginning of the other, and half of it, is as near as one with a wrong letter. */
static bool
is_beginning(const char *a, const char *b)
{
	size_t shorter = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
	size_t longer = strlen(a) + strlen(b) - shorter;

	return shorter > 2 && 2 * shorter > longer && longer <= LENGTH_MAX && longer > shorter &&
	       strncmp(a, b, shorter) == 0;
}

/* Half of the letters may be wrong, and one must be right. */
void
near_try(struct near *near, const char *name)
{
	unsigned off = is_beginning(near->wanted, name) ? 1 : distance(near->wanted, name);

	if (off < near->distance && off * 2 <= strlen(name) && off < strlen(near->wanted)) {
		near->distance = off;
		near->best = name;
	}
}
