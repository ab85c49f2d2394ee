#include "command/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
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

void
command_print_faults(struct ctx *cx)
{
	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		fprintf(stderr, "%s：%s\n", fault->place, fault->what);
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

enum err
command_write_file(struct ctx *cx, const char *path, const struct text *bytes)
{
	const char *beside = arena_printf(cx->arena, "%s.%ld.part", path, (long)getpid());
	FILE *file;
	bool is_written;

	if (strcmp(path, "-") == 0)
		return write_all(stdout, bytes)
		               ? ERR_OK
		               : err_set(cx, ERR_INPUT, "标准输出：%s", strerror(errno));
	file = fopen(beside, "wbe");
	if (file == NULL)
		return err_set(cx, ERR_INPUT, "%s：无法写入：%s", beside, strerror(errno));
	is_written = write_all(file, bytes);
	is_written = fclose(file) == 0 && is_written;
	if (is_written && rename(beside, path) == 0)
		return ERR_OK;
	unlink(beside);
	return err_set(cx, ERR_INPUT, "%s：无法写入：%s", path, strerror(errno));
}
