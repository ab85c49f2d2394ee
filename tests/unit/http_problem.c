#include "http/problem.h"

#include "http/request.h"
#include "tests/unit/tap.h"

static struct response
respond(struct ctx *cx, enum err kind, const char *members)
{
	struct response response = response_make();

	cx->request_id = "id";
	response_header(&response, "ETag", "\"of the handler\"");
	problem_respond(cx, kind, members, &response);
	return response;
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct response response;
	enum err kind = err_set_field(&cx, ERR_INPUT, "ye\"ar", "坏\n值");

	response = respond(&cx, kind, "");
	is_int(response.status, 400, "bad input is 400");
	is_str(response.body,
	       "{\"type\":\"/problems/invalid-request\",\"title\":\"请求有误\",\"status\":400,"
	       "\"detail\":\"坏\\u000a值\",\"parameter\":\"ye\\\"ar\",\"request_id\":\"id\"}\n",
	       "with reason and parameter, escaped");
	is_str(response_find(&response, "Content-Type"), "application/problem+json", "its type");
	is_str(response_find(&response, "ETag"), NULL, "headers of the handler are gone");
	is_str(response_find(&response, "Cache-Control"), "no-store", "not to be stored");
	ctx_clear(&cx);
	kind = err_set(&cx, ERR_INTERNAL, "database: secret");
	response = respond(&cx, kind, "");
	is_int(response.status, 500, "our fault is 500");
	ok(strstr(response.body, "secret") == NULL, "and keeps the reason");
	response = respond(&cx, ERR_UNAVAILABLE, ",\"a\":1");
	is_int(response.status, 503, "unavailable is 503");
	ok(strstr(response.body, "\"request_id\":\"id\",\"a\":1}") != NULL, "with further members");
	is_int(respond(&cx, ERR_NOT_FOUND, "").status, 404, "not found is 404");
	is_int(respond(&cx, ERR_METHOD, "").status, 405, "a wrong method is 405");
	is_int(respond(&cx, ERR_TOO_LONG, "").status, 414, "a long address is 414");
	ctx_clear(&cx);
	kind = err_set_field(&cx, ERR_TOO_LONG, REQUEST_FIELD_HEADERS, "long");
	is_int(respond(&cx, kind, "").status, 431, "long headers are 431");
	ctx_clear(&cx);
	is_int(respond(&cx, ERR_ACCEPT, "").status, 406, "no format that the client takes is 406");
	is_int(respond(&cx, ERR_GONE, "").status, 410, "withdrawn is 410");
	is_int(respond(&cx, ERR_CONDITION, "").status, 412, "a false condition is 412");
	response = respond(&cx, ERR_NOT_FOUND, "");
	is_str(response_find(&response, "Content-Language"), "zh-CN", "Chinese");
	is_str(response_find(&response, "Vary"), "Accept, Accept-Language", "for who wants it");
	cx.english = true;
	response = respond(&cx, ERR_NOT_FOUND, "");
	is_str(response_find(&response, "Content-Language"), "en", "English");
	is_str(response.body,
	       "{\"type\":\"/problems/not-found\",\"title\":\"Not found\",\"status\":404,"
	       "\"detail\":\"There is no such thing, or it is not public.\","
	       "\"request_id\":\"id\"}\n",
	       "with the same type");
	arena_free(arena);
	return done_testing();
}
