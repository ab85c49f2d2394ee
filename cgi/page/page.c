#include "page/page.h"

#include <string.h>

#include "http/conditional.h"

/*
 * A minute fresh, then served stale while the cache asks again, and for a day
 * when we are away. What a revision changes is seen after a minute.
 */
#define CACHE_CONTROL "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"

void
page_cache(struct ctx *cx, const char *hash, struct response *response)
{
	response_header(response, "ETag", conditional_etag(cx->arena, hash));
	response_header(response, "Cache-Control", CACHE_CONTROL);
}

void
page_json(struct ctx *cx, const char *body, struct response *response)
{
	size_t length = strlen(body);

	response_body(response, "application/json", body, length);
	page_cache(cx, text_sha256(cx->arena, body, length), response);
}

enum err
page_blame_cursor(struct ctx *cx, enum err status)
{
	if (status != ERR_INPUT)
		return status;
	ctx_clear(cx);
	return err_set_field(cx, ERR_INPUT, "cursor",
	                     "参数 cursor 无效，请原样使用上一页给出的 next");
}
