/* Feeds, the map of the site, and robots.txt. */
#include "page/site_page.h"
#include "page/site_page_internal.h"
#include "site/site_feed.h"
#include "site/site_start.h"
#include "site/site_value.h"

#define ATOM "application/atom+xml; charset=utf-8"
#define XML "application/xml; charset=utf-8"
#define FEED_LENGTH "50"

static enum err
write_feed(struct ctx *cx, const struct page_call *call, const char *region, const char *department,
           const char *home, struct response *response)
{
	const char *title = "预算绩效信息公开：最新公开";
	struct text out = text_make(cx->arena);
	const struct json *latest;
	const struct json *owner;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	if (department != NULL) {
		TRY(site_page_ask(cx, call, RESOURCE_DEPARTMENT_FIND, PARAMS(department), &owner));
		title = site_value_text(owner, "name");
	} else if (region != NULL) {
		TRY(site_page_ask(cx, call, RESOURCE_TOTAL_FIND, PARAMS(region, NULL), &owner));
		if (site_value_number(owner, "reports") == 0)
			return err_set(cx, ERR_NOT_FOUND, "nothing published in %s", region);
		title = site_start_region(owner, region);
	}
	TRY(site_page_ask(cx, call, RESOURCE_LATEST_LIST,
	                  PARAMS(region, department, FEED_LENGTH, NULL), &latest));
	site_feed_atom(&out, latest, title, call->address, home, site_page_site(call->page));
	site_page_send_as(cx, ATOM, &out, response);
	return ERR_OK;
}

enum err
site_page_atom(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return write_feed(cx, call, NULL, NULL, "/", response);
}

enum err
site_page_atom_department(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return write_feed(cx, call, NULL, call->names[0],
	                  arena_printf(cx->arena, "/departments/%s", call->names[0]), response);
}

enum err
site_page_atom_region(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return write_feed(cx, call, call->names[0], NULL,
	                  arena_printf(cx->arena, "/regions/%s", call->names[0]), response);
}

/* Of whole addresses: without a site there is no map. NULL: all its parts; else one of them. */
static enum err
write_map(struct ctx *cx, const struct page_call *call, enum resource_id id, const char *part,
          struct response *response)
{
	const char *site = site_page_site(call->page);
	struct text out = text_make(cx->arena);
	const struct json *map;
	bool is_known;

	if (site == NULL)
		return err_set(cx, ERR_NOT_FOUND, "the setting site is none");
	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(site_page_ask(cx, call, id, PARAMS(part == NULL ? "0" : part), &map));
	if (part != NULL && site_value_list(map, "items") == NULL)
		return err_set(cx, ERR_NOT_FOUND, "the map has no part %s", part);
	(part == NULL ? site_feed_map : site_feed_map_part)(&out, map, site);
	site_page_send_as(cx, XML, &out, response);
	return ERR_OK;
}

enum err
site_page_map(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return write_map(cx, call, RESOURCE_SITEMAP, NULL, response);
}

enum err
site_page_map_part(struct ctx *cx, const struct page_call *call, struct response *response)
{
	if (call->names[0][0] == '0')
		return err_set(cx, ERR_NOT_FOUND, "parts of the map begin with 1");
	return write_map(cx, call, RESOURCE_SITEMAP, call->names[0], response);
}

enum err
site_page_map_region(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return write_map(cx, call, RESOURCE_SITEMAP_REGION, call->names[0], response);
}

enum err
site_page_robots(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct text out = text_make(cx->arena);

	site_feed_robots(&out, site_page_site(call->page));
	page_cache(cx, text_sha256(cx->arena, out.data, out.length), response);
	site_page_send_as(cx, "text/plain; charset=utf-8", &out, response);
	return ERR_OK;
}
