#include "site/site_start.h"

#include <string.h>

#include "html/html_out.h"
#include "site/site_frame.h"
#include "site/site_item.h"
#include "site/site_reuse.h"
#include "site/site_value.h"

/* Beside the news of the start page there is room for so many lines. */
#define FEW 100

const char *
site_start_region(const struct json *totals, const char *region)
{
	json_each(item, site_value_at(totals,
	                              "regions")) if (strcmp(site_value_text(item, "code"), region) ==
	                                              0) return site_value_text(item, "name");
	return region;
}

/* Links to what a year or a form has, with their numbers. */
static void
add_choices(struct text *out, const struct json *items, const char *heading, const char *name,
            const char *region)
{
	const char *more = region == NULL ? "" : arena_printf(out->arena, "&region=%s", region);

	if (items == NULL)
		return;
	text_add_fmt(out, "<section>\n<h2>%s</h2>\n<ul class=\"counts\">\n", heading);
	json_each(item, items)
	{
		const char *form = site_value_text(item, "form");
		long year = site_value_number(item, "year");
		const char *value = form != NULL ? form : arena_printf(out->arena, "%ld", year);

		text_add_str(out, "<li>");
		site_frame_link(out, arena_printf(out->arena, "/search?%s=%s%s", name, value, more),
		                form != NULL ? site_value_text(item, "name")
		                             : arena_printf(out->arena, "%ld 年度", year));
		text_add_fmt(out, " <span>%ld 份</span></li>\n", site_value_number(item, "reports"));
	}
	text_add_str(out, "</ul>\n</section>\n");
}

static void
add_counts(struct text *out, const struct json *items, const char *heading, const char *address)
{
	if (items == NULL)
		return;
	text_add_fmt(out, "<section>\n<h2>%s</h2>\n", heading);
	site_item_counts(out, items, address);
	text_add_str(out, "</section>\n");
}

/* The same where there are few; of more, the page that has all of them. */
static void
add_few(struct text *out, const struct json *items, const char *heading, const char *address)
{
	if (items != NULL && json_count(items) <= FEW) {
		add_counts(out, items, heading, address);
		return;
	}
	text_add_fmt(out,
	             "<section>\n<h2>%s</h2>\n<p><a href=\"/departments\">全部</a></p>\n</section>\n",
	             heading);
}

static void
add_latest(struct text *out, const struct json *latest, const char *feed)
{
	const struct json *items = site_value_list(latest, "items");

	text_add_str(out, "<section>\n<h2>最新公开 <span lang=\"en\">Latest</span></h2>\n");
	if (items == NULL)
		text_add_str(out, "<p>目前还没有公开的内容。</p>\n");
	site_item_reports(out, items);
	text_add_fmt(out, "<p><a href=\"%s\">订阅（Atom）</a></p>\n</section>\n", feed);
}

void
site_start_write(struct text *out, const struct json *totals, const struct json *latest,
                 const char *region, const char *site)
{
	struct site_filter filter = { .region = region };

	if (region == NULL) {
		text_add_fmt(out,
		             "<h1>预算绩效信息公开 <span lang=\"en\">Budget performance disclosures</span></h1>\n"
		             "<p class=\"lead\">预算部门公开的绩效目标、绩效自评和绩效评价，共 %ld 份，"
		             "每份都可以在线阅读，也可以取得原表和数据。</p>\n",
		             site_value_number(totals, "reports"));
	} else {
		site_frame_trail(out, (const char *const[]){ "/departments", "部门和地区", NULL });
		text_add_str(out, "<h1>");
		site_frame_title(out, NULL, site_start_region(totals, region));
		text_add_fmt(out, "</h1>\n<p class=\"lead\">公开 %ld 份</p>\n",
		             site_value_number(totals, "reports"));
	}
	site_filter_form(out, &filter, totals);
	text_add_str(out, "<div class=\"columns\">\n<div>\n");
	add_latest(out, latest,
	           region == NULL ? "/atom.xml"
	                          : arena_printf(out->arena, "/regions/%s/atom.xml", region));
	text_add_str(out, "</div>\n<div>\n");
	add_choices(out, site_value_list(totals, "years"),
	            "按年度 <span lang=\"en\">By year</span>", "year", region);
	if (region == NULL)
		add_few(out, site_value_list(totals, "regions"),
		        "按地区 <span lang=\"en\">By region</span>", "/regions/");
	add_few(out, site_value_list(totals, "departments"),
	        "按部门 <span lang=\"en\">By department</span>", "/departments/");
	add_choices(out, site_value_list(totals, "forms"),
	            "按表格 <span lang=\"en\">By form</span>", "form", region);
	text_add_str(out, "</div>\n</div>\n");
	if (region != NULL)
		site_reuse_lists(out, "region", region,
		                 arena_printf(out->arena, "/regions/%s", region), site);
}

void
site_start_results(struct text *out, const struct site_filter *filter, const struct json *totals,
                   const struct json *found, const char *address)
{
	const char *words = site_filter_words(out->arena, filter, totals);
	const struct json *items = site_value_list(found, "items");
	const char *next = site_value_text(found, "next");
	const char *query = strchr(address, '?');
	const char *list = filter->q == NULL ? "reports" : "search";

	site_frame_trail(out, (const char *const[]){ NULL });
	text_add_str(out, "<h1>公开目录");
	if (words != NULL) {
		text_add_str(out, "：");
		site_frame_title(out, NULL, words);
	}
	text_add_str(out, "</h1>\n");
	site_filter_form(out, filter, totals);
	if (site_value_at(found, "count") != NULL)
		text_add_fmt(out, "<p class=\"meta\">共 %ld 份</p>\n",
		             site_value_number(found, "count"));
	if (items == NULL)
		text_add_str(out, next == NULL
		                          ? "<p>没有符合条件的内容，请换一个词，或放宽条件。</p>\n"
		                          : "<p>这一段里没有，后面还有。</p>\n");
	else
		text_add_str(out, "<h2 class=\"unseen\">结果</h2>\n");
	site_item_reports(out, items);
	site_item_more(out, address, next);
	text_add_str(out, "<p class=\"faces\">这份清单：");
	for (size_t i = 0; i < 2; i++) {
		text_add_str(out, " <a");
		html_out_attribute(out, "href",
		                   arena_printf(out->arena, "/api/v1/%s.%s%s", list,
		                                i == 0 ? "xlsx" : "csv", query == NULL ? "" : query));
		text_add_fmt(out, ">%s</a>", i == 0 ? "Excel" : "CSV");
	}
	text_add_str(out, "</p>\n");
}

void
site_start_departments(struct text *out, const struct json *totals, const struct json *list,
                       const char *region, const char *address)
{
	site_frame_trail(out, (const char *const[]){ NULL });
	text_add_str(out, "<h1>部门 <span lang=\"en\">Departments</span></h1>\n");
	if (region != NULL) {
		text_add_str(out, "<p class=\"lead\">");
		site_frame_text(out, site_start_region(totals, region));
		text_add_str(out, "</p>\n");
	}
	text_add_str(out, "<h2 class=\"unseen\">清单</h2>\n");
	site_item_counts(out, site_value_list(list, "items"), "/departments/");
	site_item_more(out, address, site_value_text(list, "next"));
	if (region == NULL)
		add_counts(out, site_value_list(totals, "regions"),
		           "地区 <span lang=\"en\">Regions</span>", "/regions/");
}

void
site_start_amendments(struct text *out, const struct json *totals, const struct json *list,
                      const char *address)
{
	const struct json *items = site_value_list(list, "items");

	site_frame_trail(out, (const char *const[]){ NULL });
	text_add_str(out, "<h1>更正与撤回 <span lang=\"en\">Corrections and withdrawals</span></h1>\n"
	                  "<p class=\"lead\">公开以后又更正的和撤回的内容，最近的在前。</p>\n");
	if (items == NULL)
		text_add_str(out, "<p>没有更正过，也没有撤回过。</p>\n");
	else
		text_add_str(out, "<h2 class=\"unseen\">清单</h2>\n");
	site_item_changes(out, items, site_value_list(totals, "forms"));
	site_item_more(out, address, site_value_text(list, "next"));
}

void
site_start_embed(struct text *out, const struct json *latest, const char *site)
{
	const struct json *items = site_value_list(latest, "items");

	text_add_str(out, "<h1 class=\"unseen\">预算绩效信息公开</h1>\n");
	if (items == NULL)
		text_add_str(out, "<p>目前还没有公开的内容。</p>\n");
	site_item_embedded(out, items, site);
}

void
site_start_problem(struct text *out, int status, const char *title, const char *detail,
                   bool is_english, const char *request_id)
{
	const char *lang = is_english ? " lang=\"en\"" : "";

	text_add_fmt(out, "<h1%s>", lang);
	site_frame_title(out, NULL, title);
	text_add_fmt(out, "</h1>\n<p%s>", lang);
	site_frame_text(out, detail);
	text_add_str(out, "</p>\n<form class=\"filter\" role=\"search\" action=\"/search\">\n"
	                  "<label class=\"words\">查找 <span lang=\"en\">Search</span>\n"
	                  "<input name=\"q\" type=\"search\" maxlength=\"100\"></label>\n"
	                  "<button>查找</button>\n</form>\n<p><a href=\"/\">回到首页</a></p>\n");
	text_add_fmt(out, "<p class=\"note\">%d", status);
	if (request_id != NULL)
		text_add_fmt(out, "，请求编号 %s", request_id);
	text_add_str(out, "</p>\n");
}
