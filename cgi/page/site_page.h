/*
 * The public site: pages for people, made here, of the same answers that the API gives.
 *
 * Addresses of their own, so that nothing is negotiated and one file of a cache is one page.
 */
#ifndef PAGE_SITE_PAGE_H
#define PAGE_SITE_PAGE_H

#include "page/page.h"

/* Handlers; what the path and the parameters are stands in the route table. */
enum err site_page_start(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_search(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_departments(struct ctx *cx, const struct page_call *call,
                               struct response *response);
enum err site_page_department(struct ctx *cx, const struct page_call *call,
                              struct response *response);
enum err site_page_projects(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_year(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_region(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_project(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_report(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_revision(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_amendments(struct ctx *cx, const struct page_call *call,
                              struct response *response);
enum err site_page_embed(struct ctx *cx, const struct page_call *call, struct response *response);

/* Feeds, the map of the site and robots.txt. */
enum err site_page_atom(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_atom_department(struct ctx *cx, const struct page_call *call,
                                   struct response *response);
enum err site_page_atom_region(struct ctx *cx, const struct page_call *call,
                               struct response *response);
enum err site_page_map(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_map_part(struct ctx *cx, const struct page_call *call, struct response *response);
enum err site_page_map_region(struct ctx *cx, const struct page_call *call,
                              struct response *response);
enum err site_page_robots(struct ctx *cx, const struct page_call *call, struct response *response);

/* In place of a problem document that was answered, a page that says the same. */
void site_page_problem(struct ctx *cx, const struct page *page, enum err status,
                       struct response *response);

/* The page of what was withdrawn at that time (RFC 3339), for that reason. */
void site_page_withdrawn(struct ctx *cx, const struct page *page, const char *id, const char *at,
                         const char *reason, struct response *response);

#endif
