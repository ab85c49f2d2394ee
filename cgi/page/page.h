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

/* One request, parsed; `name` is what stood for the braces of the route, or NULL. */
struct page_call {
	const struct page *page;
	const struct request *request;
	const char *name;
	struct param_values params;
};

/*
 * A handler fills the response or returns why not; no byte is sent before it
 * returns. When the request's ETag matches, it may return early with 304.
 */
typedef enum err (*page_handler)(struct ctx *cx, const struct page_call *call,
                                 struct response *response);

/* Let caches keep the response; `hash` becomes its ETag. */
void page_cache(struct ctx *cx, const char *hash, struct response *response);

/* Answer with JSON that the database made; its ETag is made from its bytes. */
void page_json(struct ctx *cx, const char *body, struct response *response);

/*
 * The database found fault with a parameter (a cursor is checked there): say so
 * in the client's words. Other kinds pass unchanged.
 */
enum err page_blame_cursor(struct ctx *cx, enum err status);

#endif
