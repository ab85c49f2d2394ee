/* What a page of the administration says before and behind its document. */
#include <string.h>

#include "doc/json.h"
#include "html/html_internal.h"
#include "html/html_style.h"
#include "html/html_style_hash.h"

/* 2025-03-01T09:00:00+08:00 as 2025-03-01 09:00, which tags of pages of the administration have. */
static const char *
minutes(struct arena *arena, const char *at)
{
	if (at == NULL || strlen(at) < 16)
		return at;
	return arena_printf(arena, "%.10s %.5s", at, at + 11);
}

/* The same as 2025年3月1日. */
static const char *
chinese_day(struct arena *arena, const char *at)
{
	const char *month = at + 5;
	const char *day = at + 8;

	if (strlen(at) < 10)
		return at;
	month += *month == '0';
	day += *day == '0';
	return arena_printf(arena, "%.4s年%.*s月%.*s日", at, (int)(at + 7 - month), month,
	                    (int)(at + 10 - day), day);
}

static const char *
address_of(struct arena *arena, const struct html_head *head, const struct order_link *link)
{
	return arena_printf(arena, "%s%s", head->place.address, link->suffix);
}

/* The tags of 国办发〔2017〕47号, annex 2, for a page with an article. */
static void
add_metas(struct text *out, const struct html_head *head)
{
	html_out_meta(out, "ArticleTitle", head->title);
	html_out_meta(out, "PubDate", minutes(out->arena, head->created_at));
	html_out_meta(out, "ContentSource", head->author);
	html_out_meta(out, "Keywords", head->keywords);
	html_out_meta(out, "Author", head->author);
	html_out_meta(out, "Description", head->subject);
}

static void
add_links(struct text *out, const struct html_head *head)
{
	const struct order_link *link = head->place.links;

	if (head->place.address == NULL) {
		text_add_fmt(out, "<style>\n%s</style>\n", html_style);
		return;
	}
	text_add_str(out, "<link rel=\"stylesheet\" href=\"/document-" HTML_STYLE_HASH ".css\">\n");
	for (; link->name != NULL; link++) {
		bool is_own = strcmp(link->name, "html") == 0;

		text_add_fmt(out, "<link rel=\"%s\" href=\"", is_own ? "canonical" : "alternate");
		html_out_escape(out, address_of(out->arena, head, link));
		text_add_str(out, "\"");
		if (!is_own) {
			html_out_attribute(out, "type", link->type);
			html_out_attribute(out, "title", link->label);
		}
		text_add_str(out, ">\n");
	}
}

/* A JSON string that stays inside a script element, whatever it says. */
static void
add_string(struct text *out, const char *s)
{
	struct text json = text_make(out->arena);

	text_add_json(&json, s);
	for (s = json.data;;) {
		size_t length = strcspn(s, "<>&");

		text_add(out, s, length);
		s += length;
		if (*s == '\0')
			return;
		text_add_fmt(out, "\\u%04x", (unsigned)*s++);
	}
}

static void
add_property(struct text *out, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	text_add_fmt(out, ",\n\"%s\": ", name);
	add_string(out, value);
}

/* A region or a department of the document, as schema.org calls it. */
static void
add_coded(struct text *out, const char *name, const char *type, const struct json *value)
{
	const char *code = json_string(json_member(value, "code"));
	const char *called = json_string(json_member(value, "name"));

	if (called == NULL)
		return;
	text_add_fmt(out, ",\n\"%s\": {\"@type\": \"%s\"", name, type);
	add_property(out, "name", called);
	add_property(out, "identifier", code);
	text_add_str(out, "}");
}

static void
add_distribution(struct text *out, const struct html_head *head)
{
	bool is_first = true;

	for (const struct order_link *link = head->place.links; link->name != NULL; link++) {
		text_add_fmt(out, "%s{\"@type\": \"DataDownload\"",
		             is_first ? ",\n\"distribution\": [" : ",\n");
		add_property(out, "name", link->label);
		add_property(out, "encodingFormat", link->type);
		add_property(out, "contentUrl", address_of(out->arena, head, link));
		text_add_str(out, "}");
		is_first = false;
	}
	if (!is_first)
		text_add_str(out, "]");
}

/* The document as a Dataset of schema.org: who published what about when and where. */
static void
add_dataset(struct text *out, const struct html_head *head)
{
	text_add_str(out, "<script type=\"application/ld+json\">\n"
	                  "{\"@context\": \"https://schema.org\",\n\"@type\": \"Dataset\"");
	add_property(out, "name", head->title);
	add_property(out, "description", head->subject);
	add_property(out, "keywords", head->keywords);
	add_property(out, "inLanguage", "zh-CN");
	add_property(out, "identifier", head->identifier);
	add_property(out, "datePublished", head->created_at);
	if (head->revision > 0)
		text_add_fmt(out, ",\n\"version\": \"%ld\"", head->revision);
	if (head->year > 0)
		text_add_fmt(out, ",\n\"temporalCoverage\": \"%ld\"", head->year);
	text_add_str(out, ",\n\"isAccessibleForFree\": true");
	add_coded(out, "publisher", "GovernmentOrganization", json_member(head->root, "department"));
	add_coded(out, "spatialCoverage", "AdministrativeArea", json_member(head->root, "region"));
	if (head->place.address != NULL)
		add_distribution(out, head);
	text_add_str(out, "}\n</script>\n");
}

static void
add_fact(struct text *out, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	text_add_fmt(out, "<div><dt>%s</dt><dd>", name);
	html_out_escape(out, value);
	text_add_str(out, "</dd></div>\n");
}

static void
add_facts(struct text *out, const struct html_head *head)
{
	text_add_str(out, "<dl>\n");
	add_fact(out, "发布机构", head->author);
	if (head->created_at != NULL) {
		text_add_str(out, "<div><dt>发布日期</dt><dd><time");
		html_out_attribute(out, "datetime", head->created_at);
		text_add_str(out, ">");
		html_out_escape(out, chinese_day(out->arena, head->created_at));
		text_add_fmt(out, "</time>%s</dd></div>\n", head->is_backdated ? "（补录）" : "");
	}
	if (head->revision > 0)
		add_fact(out, "修订", arena_printf(out->arena, "第 %ld 次", head->revision));
	add_fact(out, "更正理由", head->corrected);
	add_fact(out, "编号", head->identifier);
	text_add_str(out, "</dl>\n");
}

static void
add_faces(struct text *out, const struct html_head *head)
{
	text_add_str(out, "<nav aria-label=\"其他格式\">\n<ul>\n");
	for (const struct order_link *link = head->place.links; link->name != NULL; link++) {
		if (strcmp(link->name, "html") == 0)
			continue;
		text_add_str(out, "<li><a href=\"");
		html_out_escape(out, address_of(out->arena, head, link));
		text_add_str(out, "\"");
		html_out_attribute(out, "type", link->type);
		text_add_str(out, ">");
		html_out_escape(out, link->label);
		text_add_str(out, "</a></li>\n");
	}
	text_add_str(out, "</ul>\n</nav>\n");
}

void
html_head_write(struct text *out, const struct html_head *head)
{
	html_out_begin(out, head->title, NULL);
	add_metas(out, head);
	add_links(out, head);
	add_dataset(out, head);
	text_add_fmt(out, "</head>\n<body%s>\n<header>\n",
	             head->created_at == NULL ? " class=\"draft\"" : "");
	if (head->created_at == NULL)
		text_add_fmt(out, "<p class=\"notice\">草稿，未公开%s</p>\n",
		             head->shows_internal ? "；划去的不公开" : "");
	add_facts(out, head);
	if (head->place.address != NULL)
		add_faces(out, head);
	text_add_str(out, "</header>\n<main>\n");
}

void
html_head_metadata(struct text *out, const struct html_head *head)
{
	add_metas(out, head);
	add_dataset(out, head);
}

void
html_head_end(struct text *out)
{
	text_add_str(out, "</main>\n</body>\n</html>\n");
}
