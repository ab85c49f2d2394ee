#include "command/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/nameless.h"
#include "command/interrupt.h"

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

static FILE *
open_beside(struct ctx *cx, struct output *out)
{
	int fd = nameless_open(cx->arena, out->path, 0666);
	FILE *file;

	out->beside = arena_printf(cx->arena, "%s.%ld.part", out->path, (long)getpid());
	out->is_nameless = fd >= 0;
	interrupt_file(out->beside);
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

	if (fflush(output->file) != 0)
		return false;
	if (output->beside == NULL)
		return true;
	if (fsync(fd) != 0 || (output->is_nameless && !nameless_name(fd, output->beside)))
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
	interrupt_file(NULL);
	return status;
}
