#include "page/page.h"

#include <string.h>

#include "base/clock.h"
#include "base/meter.h"
#include "http/conditional.h"
#include "http/digest.h"
#include "http/disposition.h"
#include "http/percent.h"
#include "page/route.h"

/*
 * Two seconds fresh, and two more while the cache asks again: what is published or withdrawn is
 * seen within five seconds, and to ask again costs little, because what has not changed is 304.
 * How long an old answer may stand in while we are away, our own nginx says; no other cache may
 * show for a day what has been withdrawn.
 */
#define CACHE_CONTROL "max-age=2, stale-while-revalidate=2"
#define CACHE_CONTROL_IMMUTABLE "public, max-age=31536000, immutable"
#define OWN_CACHE_S "2"

void
page_cache(struct ctx *cx, const char *validator, struct response *response)
{
	response_header(response, "ETag", conditional_etag(cx->arena, validator));
	response_header(response, "Cache-Control", CACHE_CONTROL);
}

void
page_cache_immutable(struct ctx *cx, const char *validator, struct response *response)
{
	page_cache(cx, validator, response);
	response_header(response, "Cache-Control", CACHE_CONTROL_IMMUTABLE);
	response_header(response, "X-Accel-Expires", OWN_CACHE_S);
}

void
page_body(struct ctx *cx, const char *type, const char *body, size_t length, const char *sha256,
          struct response *response)
{
	if (sha256 == NULL)
		sha256 = text_sha256(cx->arena, body, length);
	response_body(response, type, body, length);
	response_header(response, "Repr-Digest", digest_field(cx->arena, sha256));
}

void
page_link(struct ctx *cx, struct response *response, const char *target, const char *params)
{
	const char *before = response_find(response, "Link");

	response_header(response, "Link",
	                arena_printf(cx->arena, "%s%s<%s>; %s", before == NULL ? "" : before,
	                             before == NULL ? "" : ", ", target, params));
}

static void
add_param(struct text *out, const char *name, const char *value)
{
	text_add_fmt(out, "%s%s=", strchr(out->data, '?') == NULL ? "?" : "&", name);
	percent_encode(out, value);
}

/* Was the parameter sent, and with another value than its fallback? */
static bool
is_sent(const struct page_call *call, size_t i)
{
	const char *value = call->params.value[i];

	return value != NULL && value != call->params.table[i].fallback;
}

const char *
page_address(struct arena *arena, const struct page_call *call, const struct face *face,
             const char *name, const char *value)
{
	const struct param *table = call->params.table;
	struct text out = text_make(arena);

	text_add_fmt(&out, "%s%s", call->address, face->suffix);
	for (size_t i = 0; table[i].name != NULL; i++)
		if (is_sent(call, i) && (name == NULL || strcmp(name, table[i].name) != 0) &&
		    (face->has_bom || strcmp(table[i].name, PAGE_BOM) != 0))
			add_param(&out, table[i].name, call->params.value[i]);
	if (name != NULL && value != NULL)
		add_param(&out, name, value);
	return out.data;
}

const char *
page_spelling(struct arena *arena, const struct page_call *call, const char *suffix)
{
	const struct param *table = call->params.table;
	struct text out = text_make(arena);

	text_add_fmt(&out, "%s%s", call->address, suffix);
	for (size_t i = 0; table[i].name != NULL; i++)
		if (is_sent(call, i))
			add_param(&out, table[i].name, call->params.value[i]);
	return out.data;
}

/* Of JSON, the address of a document without negotiation: who follows a link gets what it says. */
static const char *
fixed_address(struct arena *arena, const struct page_call *call, const struct face *face)
{
	if (face->fixed != NULL && call->route->subject == FACE_DOCUMENT)
		return arena_printf(arena, "%s%s", call->address, face->fixed);
	return page_address(arena, call, face, NULL, NULL);
}

void
page_link_faces(struct ctx *cx, const struct page_call *call, struct response *response)
{
	for (const struct face *face = face_list; face->name != NULL; face++)
		if (face != call->face && face_shows(face, call->route->subject))
			page_link(cx, response, fixed_address(cx->arena, call, face),
			          arena_printf(cx->arena, "rel=\"alternate\"; type=\"%s\"",
			                       face->type));
}

void
page_made(struct ctx *cx, const struct page_call *call, const struct text *made, const char *name,
          const char *title, struct response *response)
{
	const struct face *face = call->face;

	page_body(cx, arena_printf(cx->arena, "%s%s", face->type, face->parameters), made->data,
	          made->length, NULL, response);
	response_header(response, "Content-Disposition",
	                (face->is_kept ? disposition_attachment
	                               : disposition_inline)(cx->arena, name, title, face->suffix));
}

void
page_count_made(int64_t begun_us, enum err status)
{
	meter_time(METER_RENDER, clock_now_us() - begun_us);
	if (status != ERR_OK)
		meter_add(METER_RENDERS_FAILED, 1);
}
