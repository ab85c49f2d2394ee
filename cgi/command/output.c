#include "command/output.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err
cannot_write(struct ctx *cx, const char *path)
{
	return err_set(cx, ERR_INPUT, "%s：无法写入：%s",
	               strcmp(path, "-") == 0 ? "标准输出" : path, strerror(errno));
}

/* A device or a pipe is written as it stands; only a file can be replaced. */
static bool
is_replaceable(const char *path)
{
	struct stat status;

	return stat(path, &status) != 0 || S_ISREG(status.st_mode);
}

enum err
output_open(struct ctx *cx, const char *path, struct output *out)
{
	*out = (struct output){ .path = path, .file = stdout };
	if (strcmp(path, "-") == 0)
		return ERR_OK;
	if (is_replaceable(path))
		out->beside = arena_printf(cx->arena, "%s.%ld.part", path, (long)getpid());
	out->file = fopen(out->beside != NULL ? out->beside : path, "wbe");
	return out->file != NULL ? ERR_OK : cannot_write(cx, path);
}

enum err
output_write(struct ctx *cx, struct output *output, const void *bytes, size_t length)
{
	return fwrite(bytes, 1, length, output->file) == length ? ERR_OK
	                                                        : cannot_write(cx, output->path);
}

enum err
output_close(struct ctx *cx, struct output *output, enum err status)
{
	bool is_stdout = output->file == stdout;

	if ((is_stdout ? fflush(stdout) : fclose(output->file)) != 0 && status == ERR_OK)
		status = cannot_write(cx, output->path);
	if (output->beside == NULL)
		return status;
	if (status == ERR_OK && rename(output->beside, output->path) != 0)
		status = cannot_write(cx, output->path);
	if (status != ERR_OK)
		unlink(output->beside);
	return status;
}
