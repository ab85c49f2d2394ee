#include "site/site_item.h"

#include <string.h>

#include "html/html_break.h"
#include "html/html_out.h"
#include "site/site_frame.h"
#include "site/site_value.h"

/* As readers call them, in the order in which they want them. */
static const struct {
	const char *suffix;
	const char *label;
} faces[] = {
	{ ".pdf", "PDF" },
	{ ".ofd", "OFD" },
	{ ".xlsx", "Excel" },
	{ ".json", "JSON" },
};

void
site_item_faces(struct text *out, const char *id, const char *revision, const char *title)
{
	text_add_str(out, "<p class=\"faces\">");
	for (size_t i = 0; i < sizeof faces / sizeof faces[0]; i++) {
		text_add_str(out,
		             i == 0 ? "<a href=\"/api/v1/reports/" : " <a href=\"/api/v1/reports/");
		text_add_fmt(out, revision == NULL ? "%s" : "%s/revisions/%s", id, revision);
		text_add_fmt(out, "%s\"", faces[i].suffix);
		html_out_attribute(out, "aria-label",
		                   arena_printf(out->arena, "%s：%s", faces[i].label, title));
		text_add_fmt(out, ">%s</a>", faces[i].label);
	}
	text_add_str(out, "</p>\n");
}

/* Go over so many characters. */
static const char *
skip(const char *s, long count)
{
	uint32_t scalar;

	while (count-- > 0 && *s != '\0')
		s += text_utf8_next(s, &scalar);
	return s;
}

static void
add_part(struct text *out, const char *from, const char *to)
{
	site_frame_text(out, arena_strndup(out->arena, from, (size_t)(to - from)));
}

/* The words around what was found; `marks` are a start and a length by turns, in characters. */
static void
add_context(struct text *out, const struct json *item)
{
	const char *context = site_value_text(item, "context");
	const struct json *marks = site_value_list(item, "marks");
	const char *done = context;

	if (context == NULL)
		return;
	text_add_str(out, "<p class=\"context\">");
	for (const struct json *mark = marks == NULL ? NULL : json_first(marks); mark != NULL;) {
		const struct json *length = json_next(mark);
		const char *begin = skip(context, json_integer(mark, 0));
		const char *end = skip(begin, length == NULL ? 0 : json_integer(length, 0));

		if (begin < done)
			break;
		add_part(out, done, begin);
		text_add_str(out, "<mark>");
		add_part(out, begin, end);
		text_add_str(out, "</mark>");
		done = end;
		mark = length == NULL ? NULL : json_next(length);
	}
	site_frame_text(out, done);
	text_add_str(out, "</p>\n");
}

static void
add_department(struct text *out, const struct json *item)
{
	const char *code = site_value_text(item, "department.code");

	if (code == NULL)
		return;
	text_add_str(out, "<span>");
	site_frame_title(out, arena_printf(out->arena, "/departments/%s", code),
	                 site_value_text(item, "department.name"));
	text_add_str(out, "</span>");
}

static void
add_meta(struct text *out, const struct json *item)
{
	const char *at = site_value_text(item, "published_at");
	const char *number = site_value_text(item, "index_number");
	long revision = site_value_number(item, "revision");

	text_add_fmt(out, "<p class=\"meta\"><span>%ld 年度</span>" SITE_FRAME_BETWEEN,
	             site_value_number(item, "year"));
	add_department(out, item);
	if (at != NULL) {
		text_add_str(out, SITE_FRAME_BETWEEN "<span><time");
		html_out_attribute(out, "datetime", at);
		text_add_fmt(out, ">%s</time>公开</span>", site_value_day(out->arena, at));
	}
	if (revision > 1)
		text_add_fmt(out,
		             SITE_FRAME_BETWEEN "<span class=\"corrected\">第 %ld 次修订</span>",
		             revision);
	if (number != NULL) {
		text_add_str(out, SITE_FRAME_BETWEEN "<span>索引号 ");
		site_frame_text(out, number);
		text_add_str(out, "</span>");
	}
	text_add_str(out, "</p>\n");
}

void
site_item_reports(struct text *out, const struct json *items)
{
	if (items == NULL)
		return;
	text_add_str(out, "<ul class=\"reports\">\n");
	json_each(item, items)
	{
		const char *id = site_value_text(item, "id");
		const char *title = site_value_text(item, "title");

		if (id == NULL || title == NULL)
			continue;
		text_add_str(out, "<li><h3>");
		site_frame_title(out, arena_printf(out->arena, "/reports/%s", id), title);
		text_add_str(out, "</h3>\n");
		add_meta(out, item);
		add_context(out, item);
		site_item_faces(out, id, NULL, title);
		text_add_str(out, "</li>\n");
	}
	text_add_str(out, "</ul>\n");
}

void
site_item_embedded(struct text *out, const struct json *items, const char *site)
{
	if (items == NULL)
		return;
	text_add_str(out, "<ul class=\"links\">\n");
	json_each(item, items)
	{
		const char *id = site_value_text(item, "id");

		if (id == NULL)
			continue;
		text_add_str(out, "<li><a class=\"title\" target=\"_blank\" rel=\"noopener\"");
		html_out_attribute(out, "href",
		                   arena_printf(out->arena, "%s/reports/%s",
		                                site == NULL ? "" : site, id));
		text_add_str(out, ">");
		html_break_title(out, site_value_text(item, "title"));
		text_add_fmt(out, "</a> <span class=\"meta\">%s</span></li>\n",
		             site_value_day(out->arena, site_value_text(item, "published_at")));
	}
	text_add_str(out, "</ul>\n");
}

/* What was withdrawn has no title any more: the name of its form, where others of it are public, or its id. */
static const char *
called(const struct json *item, const struct json *forms)
{
	const char *title = site_value_text(item, "title");
	const char *form = site_value_text(item, "form");

	if (title != NULL || form == NULL || forms == NULL)
		return title != NULL ? title : site_value_text(item, "id");
	json_each(one, forms) if (strcmp(site_value_text(one, "form"), form) ==
	                          0) return site_value_text(one, "name");
	return site_value_text(item, "id");
}

static void
add_change(struct text *out, const struct json *item, const struct json *forms)
{
	const char *kind = site_value_text(item, "kind");
	const char *id = site_value_text(item, "id");
	const char *at = site_value_text(item, "at");
	const char *reason = site_value_text(item, "reason");
	const char *corrected = site_value_text(item, "correction_reason");
	bool is_withdrawal = kind != NULL && strcmp(kind, "withdrawal") == 0;
	bool is_public = site_value_text(item, "links.report") != NULL;

	if (id == NULL || at == NULL)
		return;
	text_add_fmt(out, "<li><h3><span class=\"%s\">%s</span> ",
	             is_withdrawal ? "withdrawn" : "corrected", is_withdrawal ? "撤回" : "更正");
	site_frame_title(out, is_public ? arena_printf(out->arena, "/reports/%s", id) : NULL,
	                 called(item, forms));
	text_add_fmt(out, "</h3>\n<p class=\"meta\"><span>%ld 年度</span>" SITE_FRAME_BETWEEN,
	             site_value_number(item, "year"));
	add_department(out, item);
	text_add_str(out, SITE_FRAME_BETWEEN "<span><time");
	html_out_attribute(out, "datetime", at);
	text_add_fmt(out,
	             ">%s</time>%s</span>" SITE_FRAME_BETWEEN "<span>第 %ld 次修订</span></p>\n",
	             site_value_day(out->arena, at), site_value_backdated(item),
	             site_value_number(item, "revision"));
	if (reason != NULL || corrected != NULL) {
		text_add_str(out, "<p>原因：");
		site_frame_text(out, reason != NULL ? reason : corrected);
		text_add_str(out, "</p>\n");
	}
	text_add_str(out, "</li>\n");
}

void
site_item_changes(struct text *out, const struct json *items, const struct json *forms)
{
	if (items == NULL)
		return;
	text_add_str(out, "<ul class=\"reports\">\n");
	json_each(item, items) add_change(out, item, forms);
	text_add_str(out, "</ul>\n");
}

void
site_item_counts(struct text *out, const struct json *items, const char *address)
{
	if (items == NULL)
		return;
	text_add_str(out, "<ul class=\"counts\">\n");
	json_each(item, items)
	{
		const char *code = site_value_text(item, "code");

		if (code == NULL)
			continue;
		text_add_str(out, "<li>");
		site_frame_link(out, arena_printf(out->arena, "%s%s", address, code),
		                site_value_text(item, "name"));
		text_add_fmt(out, " <span>%ld 份</span></li>\n", site_value_number(item, "reports"));
	}
	text_add_str(out, "</ul>\n");
}

void
site_item_more(struct text *out, const char *address, const char *next)
{
	if (next == NULL)
		return;
	text_add_str(out, "<p class=\"more\"><a rel=\"next\"");
	html_out_attribute(out, "href",
	                   arena_printf(out->arena, "%s%ccursor=%s", address,
	                                strchr(address, '?') == NULL ? '?' : '&', next));
	text_add_str(out, ">下一页 <span lang=\"en\">Next page</span></a></p>\n");
}
