#include "http/request.h"

#include "tests/unit/tap.h"

static enum err
read_uri(struct ctx *cx, const char *uri, struct request *request)
{
	char *environment[] = { arena_strdup(cx->arena, "REQUEST_METHOD=GET"),
		                arena_printf(cx->arena, "REQUEST_URI=%s", uri), NULL };

	*cx = ctx_make(cx->arena);
	return request_read(cx, environment, request);
}

static const char *
repeat(struct arena *arena, const char *prefix, char c, size_t count)
{
	char *s = arena_alloc(arena, count + 1);

	memset(s, c, count);
	return arena_printf(arena, "%s%s", prefix, s);
}

static void
check_targets(struct ctx *cx)
{
	struct request request;

	is_int(read_uri(cx, "/a/%E4%B8%AD?x=%20&y", &request), ERR_OK, "a target with a query");
	is_str(request.path, "/a/中", "the path is decoded");
	is_str(request.query, "x=%20&y", "the query is not");
	is_int(read_uri(cx, "/a?b?c", &request), ERR_OK, "a question mark in the query");
	is_str(request.query, "b?c", "belongs to it");
	is_int(read_uri(cx, "/%00", &request), ERR_INPUT, "NUL is refused");
	is_str(cx->field, "path", "and the path named");
	is_int(read_uri(cx, "/%C0%80", &request), ERR_INPUT, "overlong UTF-8 is refused");
	is_int(read_uri(cx, repeat(cx->arena, "/", 'a', REQUEST_PATH_MAX), &request), ERR_TOO_LONG,
	       "a long path is refused");
	is_int(read_uri(cx, repeat(cx->arena, "/?", 'a', REQUEST_QUERY_MAX), &request), ERR_OK,
	       "a query at the limit");
	is_int(read_uri(cx, repeat(cx->arena, "/?", 'a', REQUEST_QUERY_MAX + 1), &request),
	       ERR_TOO_LONG, "a long query is refused");
}

static void
check_headers(struct ctx *cx)
{
	struct request request;
	char *environment[] = {
		arena_strdup(cx->arena, "REQUEST_METHOD=BREW"),
		arena_strdup(cx->arena, "PATH_INFO=/p"),
		arena_strdup(cx->arena, "QUERY_STRING=q"),
		arena_strdup(cx->arena, "HTTP_IF_NONE_MATCH=*"),
		NULL,
		NULL,
	};

	*cx = ctx_make(cx->arena);
	is_int(request_read(cx, environment, &request), ERR_OK, "without REQUEST_URI");
	is_str(request.path, "/p", "the path is PATH_INFO");
	is_str(request.query, "q", "the query is QUERY_STRING");
	is_str(request.if_none_match, "*", "If-None-Match");
	is_int(request.method, REQUEST_OTHER, "another method");
	environment[4] = arena_strdup(cx->arena,
	                              repeat(cx->arena, "HTTP_X=", 'a', REQUEST_HEADERS_MAX));
	is_int(request_read(cx, environment, &request), ERR_TOO_LONG, "long headers are refused");
	is_str(cx->field, REQUEST_FIELD_HEADERS, "and named");
}

static void
check_ids(struct arena *arena)
{
	char *good[] = { arena_strdup(arena, "REQUEST_ID=0123456789abcdef"), NULL };
	char *bad[] = { arena_strdup(arena, "REQUEST_ID=a b\"c<script>"), NULL };
	char *none[] = { NULL };

	is_str(request_id(arena, good), "0123456789abcdef", "the web server's identifier is kept");
	is_int((long long)strlen(request_id(arena, bad)), 32, "a malformed one is replaced");
	is_int((long long)strlen(request_id(arena, none)), 32, "a missing one is made");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	check_targets(&cx);
	check_headers(&cx);
	check_ids(arena);
	arena_free(arena);
	return done_testing();
}
