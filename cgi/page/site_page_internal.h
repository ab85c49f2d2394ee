/* What the files of site_page share. */
#ifndef PAGE_SITE_PAGE_INTERNAL_H
#define PAGE_SITE_PAGE_INTERNAL_H

#include "db/resource.h"
#include "doc/json.h"
#include "page/page.h"
#include "site/site_frame.h"

/* What stands before the addresses of this site, or NULL. */
const char *site_page_site(const struct page *page);

/* The frame of a page at `path`, which may be NULL, with what is the same on all of them. */
struct site_frame site_page_frame(const struct page *page, const char *path);

/*
 * Set the validator of a page that is made of all that is public. `*is_known` when the
 * client has it: then the response is complete.
 */
MUST_USE enum err site_page_begin(struct ctx *cx, const struct page_call *call,
                                  struct response *response, bool *is_known);

/* Write a page's own part, and into `frame`, which knows its address, what it says of the page. */
typedef enum err (*site_page_writer)(struct ctx *cx, const struct page_call *call,
                                     struct site_frame *frame, struct text *inside);

/* Answer with a page that is made of all that is public; made only if the client has it not. */
MUST_USE enum err site_page_make(struct ctx *cx, const struct page_call *call,
                                 site_page_writer write, struct response *response);

/* An answer of the API as a tree. `params` as for resource_query(). */
MUST_USE enum err site_page_ask(struct ctx *cx, const struct page_call *call, enum resource_id id,
                                struct params params, const struct json **out);

/* What there is to choose from, and what is newest; `region` and `department` may be NULL. */
MUST_USE enum err site_page_totals(struct ctx *cx, const struct page_call *call, const char *region,
                                   const char *department, const struct json **out);
MUST_USE enum err site_page_latest(struct ctx *cx, const struct page_call *call, const char *region,
                                   const char *department, const char *limit,
                                   const struct json **out);

/* The address of a list without the place in it. */
const char *site_page_address(struct ctx *cx, const struct page_call *call);

/* How long lists are. */
#define LIST_LENGTH "50"

/* The body of a page: what `inside` has, in its frame. */
void site_page_send(struct ctx *cx, const struct site_frame *frame, const struct text *inside,
                    struct response *response);

/* A body of another type. */
void site_page_send_as(struct ctx *cx, const char *type, const struct text *body,
                       struct response *response);

#endif
