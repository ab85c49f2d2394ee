#include "command/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err
cannot_write(struct ctx *cx, const char *path)
{
	return err_set(cx, ERR_INPUT, "%s：无法写入：%s",
	               strcmp(path, "-") == 0 ? "标准输出" : path, err_system(errno));
}

/* A device or a pipe is written as it stands; only a file can be replaced. */
static bool
is_replaceable(const char *path)
{
	struct stat status;

	return stat(path, &status) != 0 || S_ISREG(status.st_mode);
}

/* The folder that a file is in. */
static const char *
folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return arena_strndup(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

/* -1 where there are no files without a name, or no way to name one afterwards. */
static int
open_nameless(struct arena *arena, const char *path)
{
	if (access("/proc/self/fd", X_OK) != 0)
		return -1;
	return open(folder_of(arena, path), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
}

static FILE *
open_beside(struct ctx *cx, struct output *out)
{
	int fd = open_nameless(cx->arena, out->path);
	FILE *file;

	out->beside = arena_printf(cx->arena, "%s.%ld.part", out->path, (long)getpid());
	out->is_nameless = fd >= 0;
	if (!out->is_nameless)
		return fopen(out->beside, "wbe");
	file = fdopen(fd, "wb");
	if (file == NULL)
		close(fd);
	return file;
}

enum err
output_open(struct ctx *cx, const char *path, struct output *out)
{
	*out = (struct output){ .path = path, .file = stdout };
	if (strcmp(path, "-") == 0)
		return ERR_OK;
	out->file = is_replaceable(path) ? open_beside(cx, out) : fopen(path, "wbe");
	return out->file != NULL ? ERR_OK : cannot_write(cx, path);
}

enum err
output_write(struct ctx *cx, struct output *output, const void *bytes, size_t length)
{
	return fwrite(bytes, 1, length, output->file) == length ? ERR_OK
	                                                        : cannot_write(cx, output->path);
}

/* All of it is on the disk, and has a name. */
static bool
settle(struct output *output)
{
	int fd = fileno(output->file);
	char self[64];

	if (fflush(output->file) != 0)
		return false;
	if (output->beside == NULL)
		return true;
	snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	if (fsync(fd) != 0 ||
	    (output->is_nameless &&
	     linkat(AT_FDCWD, self, AT_FDCWD, output->beside, AT_SYMLINK_FOLLOW) != 0))
		return false;
	output->is_nameless = false;
	return true;
}

enum err
output_close(struct ctx *cx, struct output *output, enum err status)
{
	if (status == ERR_OK && !settle(output))
		status = cannot_write(cx, output->path);
	if (output->file == stdout)
		return status;
	if (fclose(output->file) != 0 && status == ERR_OK)
		status = cannot_write(cx, output->path);
	if (output->beside == NULL)
		return status;
	if (status == ERR_OK && rename(output->beside, output->path) != 0)
		status = cannot_write(cx, output->path);
	if (status != ERR_OK && !output->is_nameless)
		unlink(output->beside);
	return status;
}
