/* What leads to the packages: index.json for programs, index.html for people. */
#include <stdlib.h>
#include <string.h>

#include "command/bulk_internal.h"
#include "site/site_frame.h"
#include "site/site_table.h"

static enum err
write_list(struct ctx *cx, const struct bulk *bulk)
{
	struct text out = text_make(cx->arena);

	text_add_str(&out, "{\"packages\":[");
	for (size_t i = 0; i < bulk->count; i++)
		text_add_fmt(&out,
		             "%s\n{\"region\":\"%s\",\"year\":%s,\"reports\":%s,\"manifest\":\"%s/%s/manifest.json\"}",
		             i == 0 ? "" : ",", bulk->packages[i].region, bulk->packages[i].year,
		             bulk->packages[i].reports, bulk->packages[i].region,
		             bulk->packages[i].year);
	text_add_str(&out, "\n]}\n");
	return command_write_file(cx, arena_printf(cx->arena, "%s/index.json", bulk->folder), &out);
}

static int
later_first(const void *a, const void *b)
{
	return strcmp(*(const char *const *)b, *(const char *const *)a);
}

/* The years that there are, newest first. */
static const char **
years_of(struct arena *arena, const struct bulk *bulk, size_t *count)
{
	const char **years = arena_array(arena, bulk->count + 1, sizeof *years);

	*count = 0;
	for (size_t i = 0; i < bulk->count; i++)
		years[i] = bulk->packages[i].year;
	qsort(years, bulk->count, sizeof *years, later_first);
	for (size_t i = 0; i < bulk->count; i++)
		if (i == 0 || strcmp(years[i], years[*count - 1]) != 0)
			years[(*count)++] = years[i];
	return years;
}

static void
add_cell(struct text *out, const struct bulk_package *package)
{
	text_add_str(out, "<td class=\"number\">");
	if (package != NULL)
		site_frame_link(out,
		                arena_printf(out->arena, "/bulk/%s/%s/manifest.json",
		                             package->region, package->year),
		                arena_printf(out->arena, "%s 份", package->reports));
	else
		text_add_str(out, "—");
	text_add_str(out, "</td>");
}

/* A row of one region's packages, which stand together; returns how many they are. */
static size_t
add_region(struct text *out, const struct bulk_package *packages, size_t count,
           const char *const *years, size_t year_count)
{
	size_t own = 0;

	while (own < count && strcmp(packages[own].region, packages[0].region) == 0)
		own++;
	site_table_row(out, arena_printf(out->arena, "/regions/%s", packages[0].region),
	               packages[0].name);
	for (size_t y = 0; y < year_count; y++) {
		const struct bulk_package *found = NULL;

		for (size_t i = 0; i < own; i++)
			if (strcmp(packages[i].year, years[y]) == 0)
				found = &packages[i];
		add_cell(out, found);
	}
	site_table_row_end(out);
	return own;
}

static void
add_table(struct text *out, const struct bulk *bulk)
{
	size_t count;
	const char **years = years_of(out->arena, bulk, &count);
	const char **heads = arena_array(out->arena, count + 2, sizeof *heads);

	heads[0] = "地区";
	for (size_t i = 0; i < count; i++)
		heads[i + 1] = arena_printf(out->arena, "#%s", years[i]);
	site_table_open(out, "各地区各年度的包：清单和份数", heads);
	for (size_t i = 0; i < bulk->count;)
		i += add_region(out, bulk->packages + i, bulk->count - i, years, count);
	site_table_close(out);
}

static enum err
write_page(struct ctx *cx, const struct bulk *bulk)
{
	const char *site = bulk->line->config.site;
	struct site_frame frame = { .path = "/bulk/",
		                    .site = strcmp(site, "none") == 0 ? NULL : site,
		                    .has_bulk = true };
	struct text out = text_make(cx->arena);

	frame.title = "成批下载";
	frame.description = "全部公开内容，按地区和年度打包：文档（JSON Lines）、PDF 和校验用的清单。";
	site_frame_open(&out, &frame);
	site_frame_trail(&out, (const char *const[]){ NULL });
	text_add_str(&out,
	             "<h1>成批下载 <span lang=\"en\">Bulk downloads</span></h1>\n"
	             "<p class=\"lead\">全部公开内容，每个地区和年度一个包。包里有全部文档（JSON Lines，"
	             "一行一份）和每份的 PDF；清单 manifest.json 列出各个文件（地址从清单所在的目录算起）、"
	             "长度和 SHA-256。文件写成以后不再改动，下载中断了可以接着下。"
	             "程序请从 <a href=\"/bulk/index.json\">index.json</a> 开始。</p>\n");
	if (bulk->count == 0)
		text_add_str(&out, "<p>目前还没有公开的内容。</p>\n");
	else
		add_table(&out, bulk);
	site_frame_close(&out, &frame);
	return command_write_file(cx, arena_printf(cx->arena, "%s/index.html", bulk->folder), &out);
}

enum err
bulk_index(struct ctx *cx, const struct bulk *bulk)
{
	TRY(write_list(cx, bulk));
	return write_page(cx, bulk);
}
