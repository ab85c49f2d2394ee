/*
 * Routes, methods and errors, as far as they need no database: the one given
 * here is away.
 */
#include "page/route.h"

#include <string.h>

#include "tests/unit/tap.h"

static struct page page;

static const char *accept = "*/*";
static const char *spelling = NULL;

static struct response
answer(struct arena *arena, const char *method, const char *uri)
{
	struct ctx cx = ctx_make(arena);
	struct response response = response_make();
	char *environment[] = { arena_printf(arena, "REQUEST_METHOD=%s", method),
		                arena_printf(arena, "REQUEST_URI=%s", uri),
		                arena_strdup(arena, "REQUEST_ID=test-request"),
		                arena_printf(arena, "HTTP_ACCEPT=%s", accept),
		                spelling == NULL
		                        ? NULL
		                        : arena_printf(arena, "GONGKAI_SPELLING=%s", spelling),
		                NULL };

	route_answer(&page, &cx, environment, &response);
	return response;
}

static void
is_status(struct arena *arena, const char *method, const char *uri, int status)
{
	struct response response = answer(arena, method, uri);

	is_int(response.status, status, arena_printf(arena, "%s %s", method, uri));
	if (status >= 400)
		is_str(response_find(&response, "Content-Type"), "application/problem+json",
		       "  is a problem document");
}

/* What is asked for, with which Accept, and where the web server is sent; NULL: nowhere. */
static const struct {
	const char *accept;
	const char *uri;
	const char *sent_to;
} spellings[] = {
	{ "*/*", "/api/v1/reports", NULL },
	{ "*/*", "/api/v1/reports?", "/chosen/*/*/api/v1/reports" },
	{ "*/*", "/api/v1/reports?&&", "/chosen/*/*/api/v1/reports" },
	{ "*/*", "/api/v1/r%65ports", "/chosen/*/*/api/v1/reports" },
	{ "*/*", "/api/v1/reports?limit=50", "/chosen/*/*/api/v1/reports" },
	{ "*/*", "/api/v1/reports?limit=007", "/chosen/*/*/api/v1/reports?limit=7" },
	{ "*/*", "/api/v1/reports?limit=7", NULL },
	{ "*/*", "/api/v1/reports?limit=7&year=2024",
	  "/chosen/*/*/api/v1/reports?year=2024&limit=7" },
	{ "*/*", "/api/v1/reports?year=2024&", "/chosen/*/*/api/v1/reports?year=2024" },
	{ "*/*", "/api/v1/reports?ye%61r=20%324", "/chosen/*/*/api/v1/reports?year=2024" },
	{ "*/*", "/api/v1/reports?bom=false", "/chosen/*/*/api/v1/reports" },
	{ "*/*", "/api/v1/reports.csv?bom=false", "/chosen/*/*/api/v1/reports.csv" },
	{ "*/*", "/api/v1/reports.csv?bom=true", NULL },
	{ "*/*", "/api/v1/departments?published=true", "/chosen/*/*/api/v1/departments" },
	{ "*/*", "/api/v1/departments?published=false", NULL },
	{ "*/*", "/api/v1/search?q=a+b", "/chosen/*/*/api/v1/search?q=a%20b" },
	{ "*/*", "/api/v1/search?q=%e4%bf%9d", "/chosen/*/*/api/v1/search?q=%E4%BF%9D" },
	{ "*/*", "/api/v1/search?q=%E4%BF%9D", NULL },
	{ "*/*", "/api/v1/project-expenditures?group_by=year,form",
	  "/chosen/*/*/api/v1/project-expenditures?group_by=year%2Cform" },
	{ "application/json", "/api/v1/reports", "/chosen/*/*/api/v1/reports" },
	{ "text/csv", "/api/v1/reports", NULL },
	{ "text/csv;q=0.9", "/api/v1/reports", "/chosen/text/csv/api/v1/reports" },
	{ "text/csv", "/api/v1/reports?bom=true&year=2024",
	  "/chosen/text/csv/api/v1/reports?year=2024&bom=true" },
	{ "text/csv", "/api/v1/reports.csv", "/chosen/*/*/api/v1/reports.csv" },
	{ "application/pdf", "/api/v1/reports/e1-2024-1", NULL },
	{ "application/pdf, x/y", "/api/v1/reports/e1-2024-1",
	  "/chosen/application/pdf/api/v1/reports/e1-2024-1" },
	{ "application/*", "/api/v1/reports/e1-2024-1.pdf",
	  "/chosen/*/*/api/v1/reports/e1-2024-1.pdf" },
};

static void
check_spellings(struct arena *arena)
{
	struct response response;

	spelling = "0";
	for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
		const char *uri = spellings[i].uri;
		const char *sent_to;

		accept = spellings[i].accept;
		response = answer(arena, "GET", uri);
		sent_to = response_find(&response, "X-Accel-Redirect");
		is_str(sent_to, spellings[i].sent_to, arena_printf(arena, "%s for %s", uri, accept));
		is_int(response.status, sent_to == NULL ? 503 : 200, "  and nothing else");
		if (sent_to == NULL)
			continue;
		accept = strstr(sent_to, "text/csv/") != NULL          ? "text/csv"
		         : strstr(sent_to, "application/pdf/") != NULL ? "application/pdf"
		                                                       : "*/*";
		response = answer(arena, "GET", strstr(sent_to, "/api/"));
		is_str(response_find(&response, "X-Accel-Redirect"), NULL, "  once and for all");
	}
	accept = "*/*";
	is_status(arena, "GET", "/api/v1/reports?year=2024&yaer=1", 400);
	is_status(arena, "GET", "/api/v1/reports?limit=000", 400);
	is_status(arena, "GET", "/api/v1/reports?bom=true", 400);
	is_status(arena, "OPTIONS", "/api/v1/reports?&", 204);
	spelling = "1";
	response = answer(arena, "GET", "/api/v1/reports");
	is_str(response_find(&response, "X-Accel-Redirect"), "/chosen/*/*/api/v1/reports",
	       "what is dear is made under its spelling, even if it was asked for so");
	spelling = NULL;
	is_status(arena, "GET", "/api/v1/reports?&", 503);
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
	is_status(arena, "GET", "/nowhere", 404);
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
	check_spellings(arena);
	connection_free(page.db);
	arena_free(arena);
	return done_testing();
}
