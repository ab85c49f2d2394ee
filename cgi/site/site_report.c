#include "site/site_report.h"

#include "html/html_out.h"
#include "site/site_frame.h"
#include "site/site_item.h"
#include "site/site_reuse.h"
#include "site/site_value.h"
#include "text/markup.h"

static void
add_fact(struct text *out, const char *name, const char *address, const char *value)
{
	if (value == NULL)
		return;
	text_add_fmt(out, "<div><dt>%s</dt><dd>", name);
	if (address == NULL)
		site_frame_text(out, value);
	else
		site_frame_link(out, address, value);
	text_add_str(out, "</dd></div>\n");
}

/* Of one revision, what the list of all says. */
static const struct json *
find(const struct json *revisions, const char *revision)
{
	long number = 0;

	for (; *revision >= '0' && *revision <= '9'; revision++)
		number = number * 10 + (*revision - '0');
	json_each(item, site_value_at(revisions, "items")) if (site_value_number(item, "revision") ==
	                                                       number) return item;
	return NULL;
}

/* The members that catalogues of government information have (国办《政府信息公开目录系统实施指引》). */
static void
add_facts(struct text *out, const struct site_report *page)
{
	const struct json *item = page->item;
	const struct json *own = find(page->revisions, page->revision);
	const char *department = site_value_text(item, "department.code");
	const char *project = site_value_text(item, "project.code");
	struct arena *arena = out->arena;

	text_add_str(out, "<dl class=\"facts\">\n");
	add_fact(out, "索引号", NULL, site_value_text(item, "index_number"));
	add_fact(out, "发布机构", arena_printf(arena, "/departments/%s", department),
	         site_value_text(item, "department.name"));
	add_fact(out, "发布日期", NULL,
	         arena_printf(arena, "%s%s",
	                      site_value_day(arena, site_value_text(own, "published_at")),
	                      site_value_backdated(own)));
	add_fact(out, "年度",
	         arena_printf(arena, "/departments/%s/%ld", department,
	                      site_value_number(item, "year")),
	         arena_printf(arena, "%ld", site_value_number(item, "year")));
	if (project != NULL)
		add_fact(out, "项目", arena_printf(arena, "/projects/%s", project),
		         site_value_text(item, "project.name"));
	add_fact(out, "修订", NULL,
	         arena_printf(arena, "第 %s 次%s", page->revision,
	                      page->is_current ? "（现行）" : ""));
	text_add_str(out, "</dl>\n");
}

static void
add_notice(struct text *out, const struct site_report *page, const char *id)
{
	const struct json *own = find(page->revisions, page->revision);
	const char *reason = site_value_text(own, "correction_reason");

	if (!page->is_current) {
		text_add_fmt(out,
		             "<p class=\"notice\">这是以前的版本，已被更正。"
		             "<a href=\"/reports/%s\">看现行的版本</a></p>\n",
		             id);
	} else if (site_value_number(own, "revision") > 1) {
		text_add_str(out, "<p class=\"notice\">这份内容更正过，下面是更正以后的。");
		if (reason != NULL) {
			text_add_str(out, "原因：");
			site_frame_text(out, reason);
			text_add_str(out, "　");
		}
		if (page->changes != NULL)
			text_add_str(out, "<a href=\"#changes\">改了什么</a>　");
		text_add_str(out, "<a href=\"#revisions\">各次修订</a></p>\n");
	}
}

/* Is it the answer to a finding? */
static bool
is_explanation(const struct json *value)
{
	return json_type(value) == JSON_OBJECT && json_member(value, "finding") != NULL &&
	       json_member(value, "reason") != NULL;
}

/* As it stands below the form, without the rule and the pointer, which are for programs. */
static void
add_explanation(struct text *out, const struct json *value)
{
	const char *place = site_value_text(value, "place");

	if (place != NULL) {
		site_frame_text(out, markup_plain(out->arena, place));
		text_add_str(out, "：");
	}
	site_frame_text(out, markup_plain(out->arena, site_value_text(value, "finding")));
	text_add_str(out, "。说明：");
	site_frame_text(out, markup_plain(out->arena, site_value_text(value, "reason")));
}

/* A value as people read it: of a row that came or went, what its cells say. */
static void
add_value(struct text *out, const struct json *value, const char **between)
{
	enum json_type type = json_type(value);

	if (is_explanation(value)) {
		text_add_str(out, *between);
		*between = "；";
		add_explanation(out, value);
		return;
	}
	if (type == JSON_ARRAY || type == JSON_OBJECT) {
		json_each(item, value) add_value(out, item, between);
		return;
	}
	if (type == JSON_NULL)
		return;
	text_add_str(out, *between);
	*between = "；";
	if (type == JSON_BOOLEAN)
		text_add_str(out, json_is_true(value) ? "是" : "否");
	else if (type == JSON_STRING)
		site_frame_text(out, markup_plain(out->arena, json_string(value)));
	else
		json_add_scalar(out, value);
}

static void
add_side(struct text *out, const char *element, const struct json *value, const char *said)
{
	const char *between = "";

	if (value == NULL)
		return;
	text_add_fmt(out, "<%s>", element);
	if (said != NULL)
		site_frame_text(out, said);
	else
		add_value(out, value, &between);
	text_add_fmt(out, "</%s>", element);
}

/* More than anybody reads stands in the API alone. */
#define CHANGES_TOLD 200

static void
add_changes(struct text *out, const struct site_report *page, const char *id)
{
	if (page->changes == NULL)
		return;
	text_add_str(out,
	             "<section class=\"after\" id=\"changes\">\n<h2>改了什么</h2>\n<ul class=\"links\">\n");
	for (size_t i = 0; i < page->change_count && i < CHANGES_TOLD; i++) {
		const struct site_change *change = &page->changes[i];

		text_add_str(out, "<li>");
		site_frame_text(out, change->place);
		text_add_str(out, change->before == NULL  ? "（增加）："
		                  : change->after == NULL ? "（删去）："
		                                          : "：");
		add_side(out, "del", change->before, change->before_said);
		text_add_str(out, change->before != NULL && change->after != NULL ? " → " : "");
		add_side(out, "ins", change->after, change->after_said);
		text_add_str(out, "</li>\n");
	}
	text_add_fmt(out,
	             "</ul>\n<p class=\"meta\">共 %zu 处。<a href=\"/api/v1/reports/%s/diff?to=%s\">"
	             "供程序读取的（JSON）</a></p>\n</section>\n",
	             page->change_count, id, page->revision);
}

static void
add_revision(struct text *out, const struct json *item, const char *id, long shown)
{
	long number = site_value_number(item, "revision");
	const char *code = site_value_text(item, "code");
	const char *reason = site_value_text(item, "correction_reason");
	const char *withdrawn = site_value_text(item, "withdrawn_at");

	text_add_str(out, "<li>");
	if (number == shown || withdrawn != NULL)
		text_add_fmt(out, "第 %ld 次", number);
	else
		text_add_fmt(out, "<a href=\"/reports/%s/revisions/%ld\">第 %ld 次</a>", id, number,
		             number);
	text_add_fmt(out, "，%s公开%s",
	             site_value_day(out->arena, site_value_text(item, "published_at")),
	             site_value_backdated(item));
	if (reason != NULL) {
		text_add_str(out, "，更正原因：");
		site_frame_text(out, reason);
	}
	if (withdrawn != NULL) {
		text_add_fmt(out, "，%s撤回：", site_value_day(out->arena, withdrawn));
		site_frame_text(out, site_value_text(item, "reason"));
	}
	if (code != NULL)
		text_add_fmt(out, "，<a href=\"/v/%s\">核对</a>", code);
	text_add_str(out, "</li>\n");
}

static void
add_revisions(struct text *out, const struct site_report *page, const char *id)
{
	const struct json *own = find(page->revisions, page->revision);

	text_add_str(out,
	             "<section class=\"after\" id=\"revisions\">\n<h2>各次修订</h2>\n<ul class=\"links\">\n");
	json_each(item, site_value_at(page->revisions, "items"))
		add_revision(out, item, id, site_value_number(own, "revision"));
	text_add_str(out, "</ul>\n</section>\n");
}

void
site_report_write(struct text *out, const struct site_report *page)
{
	const char *id = site_value_text(page->item, "id");
	const char *department = site_value_text(page->item, "department.code");

	site_frame_trail(out, (const char *const[]){
				      "/search", "公开目录",
				      arena_printf(out->arena, "/departments/%s", department),
				      site_value_text(page->item, "department.name"), NULL });
	add_facts(out, page);
	add_notice(out, page, id);
	site_item_faces(out, id, page->is_current ? NULL : page->revision,
	                site_value_text(page->item, "title"));
	text_add_str(out, page->article);
	add_changes(out, page, id);
	add_revisions(out, page, id);
	if (page->is_current)
		site_reuse_document(out, arena_printf(out->arena, "/reports/%s", id),
		                    site_value_text(page->item, "title"), page->site);
}

void
site_report_withdrawn(struct text *out, const char *id, const char *at, const char *reason)
{
	text_add_fmt(out,
	             "<h1>这份内容已经撤回</h1>\n<p>编号 %s 的内容已于%s撤回，不再公开。</p>\n<p>原因：",
	             id, site_value_day(out->arena, at));
	site_frame_text(out, reason);
	text_add_str(out, "</p>\n<p><a href=\"/amendments\">全部更正与撤回</a></p>\n");
}
