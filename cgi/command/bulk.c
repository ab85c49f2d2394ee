/*
 * `gongkai bulk`: packages of all that is published of a region and year, as files that a web
 * server serves. A package is its manifest, which is replaced last and names only whole
 * files; documents and their PDFs never change under their names. So whoever reads while we
 * write has one state or the other, and what was interrupted goes on where it was.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "command/bulk_internal.h"
#include "command/option.h"
#include "command/output.h"
#include "command/progress.h"

static enum err
pack_all(struct ctx *cx, struct bulk *bulk)
{
	struct progress progress;
	enum err status = ERR_OK;
	struct arena *arena;

	TRY(bulk_list(cx, bulk->page.db, bulk->region, bulk->year, &bulk->packages, &bulk->count));
	TRY(bulk_folder(cx, bulk->folder));
	progress = progress_begin("打包", bulk->count);
	arena = arena_new();
	for (size_t i = 0; status == ERR_OK && i < bulk->count; i++) {
		struct ctx inner = ctx_make(arena);

		status = bulk_pack(&inner, bulk, &bulk->packages[i]);
		if (status != ERR_OK)
			status = err_set(cx, status, "%s", inner.reason);
		progress_show(&progress, i + 1);
		arena_reset(arena);
	}
	arena_free(arena);
	if (status == ERR_OK)
		progress_end(&progress);
	if (status != ERR_OK || bulk->region != NULL || bulk->year != NULL)
		return status;
	TRY(bulk_sweep(cx, bulk));
	return bulk_index(cx, bulk);
}

static enum err
read_arguments(struct bulk *bulk, int argc, char **argv)
{
	const struct option options[] = {
		{ "-o", &bulk->folder, NULL },
		{ "--region", &bulk->region, NULL },
		{ "--year", &bulk->year, NULL },
		{ NULL, NULL, NULL },
	};
	size_t count;

	TRY(option_read(bulk->line, options, argc, argv, &count));
	if (bulk->folder == NULL && strcmp(bulk->line->config.bulk, "none") != 0)
		bulk->folder = bulk->line->config.bulk;
	if (count > 0 || bulk->folder == NULL)
		return command_misuse(bulk->line, "请用 -o 或设置 bulk 给出目录，没有别的参数");
	if (bulk->year != NULL && !param_is_year(bulk->year))
		return command_misuse(bulk->line, "--year 是“%s”，应为四位年份", bulk->year);
	return ERR_OK;
}

enum err
bulk_run(struct command_line *line, int argc, char **argv)
{
	struct bulk bulk = { .line = line };
	const struct config *config = &line->config;
	struct renderer *renderer;
	enum err status;

	TRY(read_arguments(&bulk, argc, argv));
	/* All of it is public, and the web server another user: whatever umask the administrator has. */
	umask(S_IWGRP | S_IWOTH);
	TRY(renderer_load(line->cx, config->templates, config->fonts, false, &renderer));
	status = renderer_set_missing(line->cx, renderer, config->missing_glyph);
	bulk.page = (struct page){ .db = connection_new(CONNECTION_PUBLIC, config->database,
		                                        config->database_timeout_ms),
		                   .renderer = renderer };
	if (status == ERR_OK)
		status = pack_all(line->cx, &bulk);
	connection_free(bulk.page.db);
	renderer_free(renderer);
	if (status == ERR_OK)
		printf("共 %zu 个包，本次更新了 %zu 个\n", bulk.count, bulk.made);
	return status;
}
