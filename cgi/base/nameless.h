/*
 * A file that gets its name when it is whole: however the program ends before, nothing is left
 * of it. Not every file system can do that (NFS cannot), nor a process without /proc.
 */
#ifndef BASE_NAMELESS_H
#define BASE_NAMELESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"

/* A file in the folder of `path`, to be written; -1 where there are none without a name. */
int nameless_open(struct arena *arena, const char *path, mode_t mode);

/* Give it its name. False, with errno, when it cannot be had; EEXIST where there is one of it. */
bool nameless_name(int fd, const char *path);

#endif
