/*
 * What a handler has at hand, and what several of them share.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "db/connection.h"
#include "face/face.h"
#include "http/param.h"
#include "http/request.h"
#include "http/response.h"

/* What lives as long as the worker. */
struct page {
	struct connection *db;
	const struct renderer *renderer;
	int retry_after_s;
	const char *site; /* the setting; `none` or NULL: not told */
	bool has_bulk;    /* packages are served under /bulk/ */
};

/* The parameter of lists that wants their CSV for a spreadsheet program. */
#define PAGE_BOM "bom"

/* A pattern has at most so many pairs of braces. */
#define PAGE_NAMES_MAX 2

struct route;

/* One request, parsed. */
struct page_call {
	const struct page *page;
	const struct request *request;
	const struct route *route;
	const char *address;               /* the path without the suffix that asked for a face */
	const char *names[PAGE_NAMES_MAX]; /* what stood for the braces, checked by kind */
	const struct face *face;           /* what is to be answered with */
	struct param_values params;
};

/*
 * A handler fills the response or returns why not; no byte is sent before it
 * returns. When the request's ETag matches, it may return early with 304.
 */
typedef enum err (*page_handler)(struct ctx *cx, const struct page_call *call,
                                 struct response *response);

/* Let caches keep the response, and ask again with its ETag, made from `validator`. */
void page_cache(struct ctx *cx, const char *validator, struct response *response);

/*
 * As page_cache(), for what never changes under its address. nginx still asks
 * every two seconds, so that what is withdrawn disappears from our own cache.
 */
void page_cache_immutable(struct ctx *cx, const char *validator, struct response *response);

/* Set the body, with its digest; `sha256` is 64 hexadecimal digits, or NULL to have it made. */
void page_body(struct ctx *cx, const char *type, const char *body, size_t length,
               const char *sha256, struct response *response);

/* Add to the Link header (RFC 8288): a target, and its parameters from `rel=` on. */
void page_link(struct ctx *cx, struct response *response, const char *target, const char *params);

/*
 * The address of the same selection with another face, with the parameter `name`
 * set to `value`, or taken out where that is NULL. With a NULL name all stay.
 */
const char *page_address(struct arena *arena, const struct page_call *call, const struct face *face,
                         const char *name, const char *value);

/*
 * The address of the very request in the one spelling that it has: `suffix` is
 * what stood behind its path, or "".
 */
const char *page_spelling(struct arena *arena, const struct page_call *call, const char *suffix);

/* Add links to the other faces of what is answered. */
void page_link_faces(struct ctx *cx, const struct page_call *call, struct response *response);

/*
 * The body, made by the face that was asked for, and its names as a file: one of
 * ASCII, and a title.
 */
void page_made(struct ctx *cx, const struct page_call *call, const struct text *made,
               const char *name, const char *title, struct response *response);

/* Count that a face has made a document or a set, or has failed, begun at this clock_now_us(). */
void page_count_made(int64_t begun_us, enum err status);

#endif
