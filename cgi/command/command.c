#include "command/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum err
command_misuse(struct command_line *line, const char *fmt, ...)
{
	char message[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(message, sizeof message, fmt, args);
	va_end(args);
	line->is_misused = true;
	return err_set(line->cx, ERR_INPUT, "%s", message);
}

enum err
command_value(struct command_line *line, int argc, char **argv, int *index, const char **out)
{
	const char *name = argv[*index];

	if (++*index >= argc)
		return command_misuse(line, "%s 之后缺少内容", name);
	*out = argv[*index];
	return ERR_OK;
}

/* What comes from reading a file names its place already. */
static void
print_fault(const struct fault *fault)
{
	if (text_starts_with(fault->what, fault->place))
		fprintf(stderr, "%s\n", fault->what);
	else
		fprintf(stderr, "%s：%s\n", fault->place, fault->what);
}

void
command_print_faults(struct ctx *cx)
{
	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		print_fault(fault);
	if (cx->fault_count > FAULTS_MAX)
		fprintf(stderr, "……另有 %zu 处错误未列出\n", cx->fault_count - FAULTS_MAX);
	cx->faults = NULL;
	cx->last_fault = NULL;
	cx->fault_count = 0;
}

static bool
write_all(FILE *file, const struct text *bytes)
{
	return fwrite(bytes->data, 1, bytes->length, file) == bytes->length && fflush(file) == 0;
}

/* A device or a pipe is written as it stands; only a file can be replaced. */
static bool
is_replaceable(const char *path)
{
	struct stat status;

	return stat(path, &status) != 0 || S_ISREG(status.st_mode);
}

static enum err
cannot_write(struct ctx *cx, const char *path)
{
	return err_set(cx, ERR_INPUT, "%s：无法写入：%s", path, strerror(errno));
}

enum err
command_write_file(struct ctx *cx, const char *path, const struct text *bytes)
{
	const char *beside = path;
	enum err status = ERR_OK;
	FILE *file;

	if (strcmp(path, "-") == 0)
		return write_all(stdout, bytes) ? ERR_OK : cannot_write(cx, "标准输出");
	if (is_replaceable(path))
		beside = arena_printf(cx->arena, "%s.%ld.part", path, (long)getpid());
	file = fopen(beside, "wbe");
	if (file == NULL)
		return cannot_write(cx, path);
	if (!write_all(file, bytes))
		status = cannot_write(cx, path);
	if (fclose(file) != 0 && status == ERR_OK)
		status = cannot_write(cx, path);
	if (beside == path)
		return status;
	if (status == ERR_OK && rename(beside, path) != 0)
		status = cannot_write(cx, path);
	if (status != ERR_OK)
		unlink(beside);
	return status;
}
