/*
 * Routes, methods and errors, as far as they need no database: the one given
 * here is away.
 */
#include "page/route.h"

#include "tests/unit/tap.h"

static struct page page;

static const char *accept = "*/*";

static struct response
answer(struct arena *arena, const char *method, const char *uri)
{
	struct ctx cx = ctx_make(arena);
	struct response response = response_make();
	char *environment[] = { arena_printf(arena, "REQUEST_METHOD=%s", method),
		                arena_printf(arena, "REQUEST_URI=%s", uri),
		                arena_strdup(arena, "REQUEST_ID=test-request"),
		                arena_printf(arena, "HTTP_ACCEPT=%s", accept), NULL };

	route_answer(&page, &cx, environment, &response);
	return response;
}

static void
is_status(struct arena *arena, const char *method, const char *uri, int status)
{
	struct response response = answer(arena, method, uri);

	is_int(response.status, status, arena_printf(arena, "%s %s", method, uri));
	is_str(response_find(&response, "X-Request-Id"), "test-request", "  has its identifier");
	if (status >= 400)
		is_str(response_find(&response, "Content-Type"), "application/problem+json",
		       "  is a problem document");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct response response;

	page.db = connection_new(CONNECTION_PUBLIC, "host=/nonexistent", 500);
	page.retry_after_s = 7;
	is_status(arena, "GET", "/healthz", 200);
	is_status(arena, "HEAD", "/healthz", 200);
	is_status(arena, "GET", "/healthz?x=1", 400);
	is_status(arena, "GET", "/", 404);
	is_status(arena, "GET", "/api/v1/reports/", 404);
	is_status(arena, "GET", "/api/v1/reports/a/b", 404);
	is_status(arena, "GET", "/api/v1/reports/.pdf", 404);
	is_status(arena, "GET", "/api/v1/reports/E1-2024-1", 404);
	is_status(arena, "GET", "/api/v1/reports/e1-24-1", 404);
	is_status(arena, "GET", "/api/v1/reports/e1-2024-1%27--", 404);
	is_status(arena, "GET", "//api/v1/reports", 404);
	is_status(arena, "GET", "/api/v1/reports?limit=0", 400);
	is_status(arena, "GET", "/api/v1/reports/%ff", 400);
	is_status(arena, "GET", "/api/v1/projects/a--b", 404);
	is_status(arena, "GET", "/api/v1/reports", 503);
	is_status(arena, "GET", "/api/v1/reports/e1-2024-1", 503);
	is_status(arena, "GET", "/api/v1/reports/e1-2024-1.pdf", 503);
	is_status(arena, "GET", "/api/v1/projects/522700-1", 503);
	is_status(arena, "GET", "/api/v1/reports/e1-2024-1/revisions/0", 404);
	is_status(arena, "GET", "/api/v1/reports/e1-2024-1/revisions/1.pdf", 503);
	is_status(arena, "GET", "/api/v1/reports/e1-2024-1/revisions/1/2", 404);
	is_status(arena, "GET", "/api/v1/reports/e1-2024-1.csv", 404);
	is_status(arena, "GET", "/api/v1/sets/522700-1/2024.pdf", 503);
	is_status(arena, "GET", "/api/v1/sets/522700-1/2024", 404);
	is_status(arena, "GET", "/api/v1/overall-expenditures/522700-1/24", 404);
	is_status(arena, "GET", "/api/v1/reports.csv?bom=true", 503);
	is_status(arena, "GET", "/api/v1/reports?bom=true", 400);
	is_status(arena, "GET", "/api/v1/search", 400);
	is_status(arena, "GET", "/api/v1", 200);
	is_status(arena, "GET", "/api/v1/openapi.json", 200);
	accept = "text/csv";
	is_status(arena, "GET", "/api/v1/reports?bom=true", 503);
	is_status(arena, "GET", "/api/v1/projects/522700-1", 406);
	is_status(arena, "GET", "/api/v1/reports/e1-2024-1.pdf", 406);
	accept = "*/*";
	is_status(arena, "POST", "/api/v1/reports", 405);
	is_status(arena, "DELETE", "/nothing", 404);
	is_status(arena, "OPTIONS", "/api/v1/reports/e1-2024-1", 204);
	response = answer(arena, "POST", "/api/v1/reports");
	is_str(response_find(&response, "Allow"), "GET, HEAD, OPTIONS", "405 tells what is allowed");
	response = answer(arena, "GET", "/api/v1/reports");
	is_str(response_find(&response, "Retry-After"), "7", "503 tells when to come again");
	connection_free(page.db);
	arena_free(arena);
	return done_testing();
}
