/* Font manifests for tests: written to a folder of their own. */
#ifndef TESTS_UNIT_MANIFEST_H
#define TESTS_UNIT_MANIFEST_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

/* The project's own manifest. */
#define MANIFEST_REAL TREE "/fonts/manifest.json"

/* Write a file that is removed when the arena is freed. Returns its path. */
static inline void
manifest_remove(void *path)
{
	unlink(path);
}

static inline const char *
manifest_write(struct arena *arena, const char *text)
{
	char *path = arena_strdup(arena, "/tmp/gongkai-manifest-XXXXXX");
	int fd = mkstemp(path);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
		perror(path);
		exit(1);
	}
	arena_defer(arena, manifest_remove, path);
	return path;
}

#endif
