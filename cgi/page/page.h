/*
 * What a handler has at hand, and what several of them share.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "db/connection.h"
#include "http/param.h"
#include "http/request.h"
#include "http/response.h"
#include "pdf/render.h"

/* What lives as long as the worker. */
struct page {
	struct connection *db;
	const struct renderer *renderer;
	int retry_after_s;
};

/* The forms in which a resource may be had. */
enum page_format { PAGE_JSON = 1, PAGE_CSV = 2, PAGE_PDF = 4 };

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
	const char *address; /* the path without the extension that asked for a format */
	const char *names[PAGE_NAMES_MAX]; /* what stood for the braces, checked by kind */
	enum page_format format;           /* what is to be answered with */
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
 * each minute, so that what is withdrawn disappears from our own cache.
 */
void page_cache_immutable(struct ctx *cx, const char *validator, struct response *response);

/* Set the body, with its digest; `sha256` is 64 hexadecimal digits, or NULL to have it made. */
void page_body(struct ctx *cx, const char *type, const char *body, size_t length,
               const char *sha256, struct response *response);

/* Add to the Link header (RFC 8288): a target, and its parameters from `rel=` on. */
void page_link(struct ctx *cx, struct response *response, const char *target, const char *params);

/*
 * The address of the same selection in another format, with the parameter `name`
 * set to `value`, or taken out where that is NULL. With a NULL name all stay.
 */
const char *page_address(struct arena *arena, const struct page_call *call, enum page_format format,
                         const char *name, const char *value);

/* The extension of the address of a format, with its point; its media type. */
const char *page_extension(enum page_format format);
const char *page_type(enum page_format format);

#endif
