#include "base/nameless.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *
folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return arena_strndup(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

int
nameless_open(struct arena *arena, const char *path, mode_t mode)
{
	/* By which it is named afterwards. */
	if (access("/proc/self/fd", X_OK) != 0)
		return -1;
	return open(folder_of(arena, path), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
}

bool
nameless_name(int fd, const char *path)
{
	char self[64];

	snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	return linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}
