/*
 * Bytes as a request: lines of `NAME=value`, the variables of the web server; a
 * line that begins with a slash is the target. There is no database, so that
 * all that is right ends in 503.
 */
#include "base/log.h"
#include "doc/json.h"
#include "http/conditional.h"
#include "http/disposition.h"
#include "page/route.h"
#include "tests/fuzz/fuzz.h"

#define VARIABLES_MAX 32

static struct page page;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer = NULL;

	(void)argc;
	(void)argv;
	/* 503 is an error of ours, which would be logged. */
	log_set_level((enum log_level)(LOG_ERROR + 1));
	fuzz_must(renderer_load(&cx, TREE "/templates", NULL, false, &renderer) == ERR_OK,
	          "the templates load");
	arena_free(arena);
	page.renderer = renderer;
	page.db = connection_new(CONNECTION_PUBLIC, "host=/nonexistent", 500);
	page.retry_after_s = 5;
	return 0;
}

static void
split(struct arena *arena, char *lines, char *environment[VARIABLES_MAX + 1])
{
	size_t count = 0;
	char *line;

	environment[count++] = arena_strdup(arena, "REQUEST_ID=fuzz-request");
	while ((line = strsep(&lines, "\n")) != NULL && count < VARIABLES_MAX)
		environment[count++] = *line == '/' ? arena_printf(arena, "REQUEST_URI=%s", line)
		                                    : line;
	environment[count] = NULL;
}

/* A head has whole lines, and no line of it came in with a value. */
static void
check_head(struct arena *arena, const struct response *response)
{
	struct text head = response_head(arena, response);
	size_t lines = 0;

	fuzz_must(strlen(head.data) == head.length, "a head has no NUL");
	for (const char *s = head.data; *s != '\0'; lines++) {
		size_t length = strcspn(s, "\r\n");

		fuzz_must(s[length] == '\r' && s[length + 1] == '\n', "a line ends with CR LF");
		s += length + 2;
	}
	/* Status line, headers, length, empty line. */
	fuzz_must(lines <= response->header_count + 3, "a head has no line of the client's");
}

static void
check_response(struct arena *arena, const struct response *response)
{
	static const int known[] = { 200, 204, 304, 400, 404, 405, 406, 412, 414, 431, 503 };
	struct ctx cx = ctx_make(arena);
	const struct json *problem;
	bool found = false;

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		found = found || known[i] == response->status;
	fuzz_must(found, "the status is one that we have decided on");
	check_head(arena, response);
	if (response->status < 400)
		return;
	fuzz_must(json_parse(&cx, "problem", response->body, response->body_length, &problem) ==
	                  ERR_OK,
	          "a problem is JSON");
	fuzz_must(json_integer(json_member(problem, "status"), 0) == response->status,
	          "and tells the status");
}

/* A response with an ETag and a file name, and whatever the request says about them. */
static void
check_conditional(struct arena *arena, char *const *environment)
{
	struct request request;
	struct response response = response_make();
	struct ctx cx = ctx_make(arena);
	bool is_same;

	if (request_read(&cx, environment, &request) == ERR_OK)
		response_header(&response, "Content-Disposition",
		                disposition_inline(arena, "e1-2024-1", request.path, ".pdf"));
	request.if_none_match = request_variable(environment, "HTTP_IF_NONE_MATCH");
	response_body(&response, "application/json", "{}", 2);
	response_header(&response, "ETag", conditional_etag(arena, "0123abcd"));
	is_same = conditional_answer(&request, &response);
	fuzz_must(is_same == (response.status == 304), "304 if the tag is known");
	fuzz_must(!is_same || strchr(request.if_none_match, '*') != NULL ||
	                  strstr(request.if_none_match, "\"0123abcd\"") != NULL,
	          "a tag that was not sent is not known");
	check_head(arena, &response);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct response response = response_make();
	char *environment[VARIABLES_MAX + 1];

	split(arena, arena_strndup(arena, (const char *)data, size), environment);
	route_answer(&page, &cx, environment, &response);
	check_response(arena, &response);
	check_conditional(arena, environment);
	arena_free(arena);
	return 0;
}
