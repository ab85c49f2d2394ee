/* Patterns of addresses. */
#ifndef PAGE_PATH_H
#define PAGE_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/*
 * Does the path fit the pattern? Where the pattern has braces, the path has a value of the
 * kind that the name between them says: `{id}` a report's identifier, `{number}` a number
 * from 1, `{name}` a login name, `{printed}` anything, as somebody has typed it from
 * paper, `{year}` a year, else a code. `names` has room for `most` of these values; those
 * that the pattern has not are NULL.
 */
bool path_fits(struct arena *arena, const char *pattern, const char *path, const char **names,
               size_t most);

#endif
