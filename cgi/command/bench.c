/* `gongkai bench`: how long one document takes, in this process, again and again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command/command.h"
#include "command/option.h"

#define DOCUMENT_MAX ((size_t)64 * 1024 * 1024)
#define COUNT_MAX 1000000

static long
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000L + now.tv_nsec;
}

static int
compare(const void *a, const void *b)
{
	long x = *(const long *)a;
	long y = *(const long *)b;

	return (x > y) - (x < y);
}

static double
milliseconds(long ns)
{
	return (double)ns / 1e6;
}

static void
free_arena(void *arena)
{
	arena_free(arena);
}

static enum err
measure(struct command_line *line, const struct renderer *renderer, const struct face *face,
        const char *data, size_t count)
{
	struct arena *arena = arena_new();
	long *times = arena_array(line->cx->arena, count, sizeof *times);
	struct text document;
	size_t bytes = 0;

	arena_keep_memory();
	arena_defer(line->cx->arena, free_arena, arena);
	TRY(text_read_file(line->cx, data, DOCUMENT_MAX, &document));
	for (size_t i = 0; i < count; i++) {
		struct ctx cx = ctx_make(arena);
		long begin = now_ns();
		struct order order = { .document = document.data, .length = document.length };
		struct text made;

		if (face->document(&cx, renderer, &order, &made) != ERR_OK)
			return err_set(line->cx, cx.kind, "%s", cx.reason);
		times[i] = now_ns() - begin;
		bytes = made.length;
		arena_reset(arena);
	}
	qsort(times, count, sizeof *times, compare);
	printf("%s：%zu 次，中位数 %.3f ms，最小 %.3f ms，第 99 百分位 %.3f ms，%zu 字节\n", data,
	       count, milliseconds(times[count / 2]), milliseconds(times[0]),
	       milliseconds(times[count * 99 / 100]), bytes);
	return ERR_OK;
}

enum err
bench_run(struct command_line *line, int argc, char **argv)
{
	const char *template = NULL;
	const char *data = NULL;
	const char *count = "1000";
	const char *as = "pdf";
	const struct option options[] = {
		{ "--template", &template, NULL },
		{ "--data", &data, NULL },
		{ "--count", &count, NULL },
		{ "--as", &as, NULL },
		{ NULL, NULL, NULL },
	};
	size_t names;
	const struct face *face;
	struct renderer *renderer;
	enum err status;

	TRY(option_read(line, options, argc, argv, &names));
	if (names > 0)
		return command_misuse(line, "bench 没有选项 %s", argv[1]);
	if (data == NULL || atol(count) < 1 || atol(count) > COUNT_MAX)
		return command_misuse(line, "需要 --data 文件，--count 为 1 至 %d", COUNT_MAX);
	TRY(command_face(line, as, NULL, FACE_DOCUMENT, &face));
	if (template != NULL)
		TRY(renderer_load_file(line->cx, line->config.templates, template,
		                       line->config.fonts, true, &renderer));
	else
		TRY(renderer_load(line->cx, line->config.templates, line->config.fonts, true,
		                  &renderer));
	status = measure(line, renderer, face, data, (size_t)atol(count));
	renderer_free(renderer);
	return status;
}
