#include "site/site_feed.h"

#include "html/html_out.h"
#include "site/site_frame.h"
#include "site/site_value.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* A name that stays the same wherever the site stands: a UUID made of a digest (RFC 9562, version 8). */
static void
add_uuid(struct text *out, const char *of)
{
	struct text whole = text_make(out->arena);
	const char *digest;

	text_add_str(&whole, "gongkai ");
	text_add_str(&whole, of);
	digest = text_sha256(out->arena, whole.data, whole.length);
	text_add_fmt(out, "<id>urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s</id>\n", digest, digest + 8,
	             digest + 13, digest + 17, digest + 20);
}

static void
add_element(struct text *out, const char *name, const char *value)
{
	text_add_fmt(out, "<%s>", name);
	site_frame_text(out, value);
	text_add_fmt(out, "</%s>\n", name);
}

static void
add_link(struct text *out, const char *relation, const char *type, const char *site,
         const char *path)
{
	text_add_fmt(out, "<link rel=\"%s\" type=\"%s\"", relation, type);
	html_out_attribute(out, "href",
	                   arena_printf(out->arena, "%s%s", site == NULL ? "" : site, path));
	text_add_str(out, "/>\n");
}

static void
add_entry(struct text *out, const struct json *item, const char *site)
{
	const char *id = site_value_text(item, "id");
	const char *at = site_value_text(item, "published_at");
	long revision = site_value_number(item, "revision");

	if (id == NULL || at == NULL)
		return;
	text_add_str(out, "<entry>\n");
	add_uuid(out, id);
	add_element(out, "title", site_value_text(item, "title"));
	add_element(out, "updated", at);
	text_add_str(out, "<author>");
	add_element(out, "name", site_value_text(item, "department.name"));
	text_add_str(out, "</author>\n");
	add_link(out, "alternate", "text/html", site, arena_printf(out->arena, "/reports/%s", id));
	add_link(out, "related", "application/pdf", site,
	         arena_printf(out->arena, "/api/v1/reports/%s.pdf", id));
	add_element(out, "summary",
	            revision > 1 ? arena_printf(out->arena, "更正，第 %ld 次修订", revision)
	                         : "公开");
	text_add_str(out, "</entry>\n");
}

void
site_feed_atom(struct text *out, const struct json *latest, const char *title, const char *path,
               const char *home, const char *site)
{
	const struct json *items = site_value_list(latest, "items");
	const char *updated = items == NULL ? NULL
	                                    : site_value_text(json_first(items), "published_at");

	text_add_str(out, DECLARATION
	             "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n");
	add_uuid(out, path);
	add_element(out, "title", title);
	/* An empty feed has never changed. */
	add_element(out, "updated", updated == NULL ? "1994-01-01T00:00:00+08:00" : updated);
	add_link(out, "self", "application/atom+xml", site, path);
	add_link(out, "alternate", "text/html", site, home);
	if (items != NULL)
		json_each(item, items) add_entry(out, item, site);
	text_add_str(out, "</feed>\n");
}

static void
add_part(struct text *out, const char *address)
{
	text_add_str(out, "<sitemap>");
	add_element(out, "loc", address);
	text_add_str(out, "</sitemap>\n");
}

void
site_feed_map(struct text *out, const struct json *map, const char *site)
{
	const struct json *regions = site_value_list(map, "regions");
	long parts = site_value_number(map, "parts");

	text_add_str(out, DECLARATION
	             "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (long i = 1; i <= (parts == 0 ? 1 : parts); i++)
		add_part(out, arena_printf(out->arena, "%s/sitemap/%ld", site, i));
	if (regions != NULL)
		json_each(code, regions)
			add_part(out, arena_printf(out->arena, "%s/regions/%s/sitemap.xml", site,
		                                   json_string(code)));
	text_add_str(out, "</sitemapindex>\n");
}

void
site_feed_map_part(struct text *out, const struct json *map, const char *site)
{
	text_add_str(out, DECLARATION
	             "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	json_each(item, site_value_at(map, "items"))
	{
		const char *day = site_value_text(item, "day");

		/* Neither needs escaping, and there are five thousand of them. */
		text_add_fmt(out, "<url><loc>%s%s</loc>", site, site_value_text(item, "path"));
		if (day != NULL)
			text_add_fmt(out, "<lastmod>%s</lastmod>", day);
		text_add_str(out, "</url>\n");
	}
	text_add_str(out, "</urlset>\n");
}

void
site_feed_robots(struct text *out, const char *site)
{
	text_add_str(out,
	             "# Everything here is public. Searches and the next pages of lists lead nowhere new.\n"
	             "User-agent: *\nDisallow: /search\nDisallow: /api/v1/search\nDisallow: /*cursor=\n");
	if (site != NULL)
		text_add_fmt(out, "Sitemap: %s/sitemap.xml\n", site);
}
