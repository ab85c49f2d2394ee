/* Who may ask for /metrics, and its text, without a database. */
#include "server/metrics.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/meter.h"
#include "page/route_name.h"
#include "server/metrics_table.h"
#include "tests/unit/tap.h"

static bool
is_wanted(const char *first, const char *second, const char *third)
{
	char *environment[] = { (char *)first, (char *)second, (char *)third, NULL };

	return metrics_is_wanted(environment);
}

static void
check_wanted(void)
{
	static const char get[] = "REQUEST_METHOD=GET";
	static const char on[] = "GONGKAI_OPERATOR=on";

	ok(is_wanted(get, on, "REQUEST_URI=/metrics"), "by the operator's listener");
	ok(is_wanted(get, on, "REQUEST_URI=/metrics?a=b"), "with a query");
	ok(!is_wanted(get, "HTTP_GONGKAI_OPERATOR=on", "REQUEST_URI=/metrics"),
	   "a header is nothing");
	ok(!is_wanted(get, "GONGKAI_OPERATOR=", "REQUEST_URI=/metrics"), "an empty variable");
	ok(!is_wanted(get, "GONGKAI_OPERATOR=on ", "REQUEST_URI=/metrics"), "nearly");
	ok(!is_wanted(get, on, "REQUEST_URI=/metricsx"), "another address");
	ok(!is_wanted(get, on, "REQUEST_URI=/metrics/"), "and another");
	ok(!is_wanted("REQUEST_METHOD=POST", on, "REQUEST_URI=/metrics"), "another method");
	ok(!is_wanted(get, on, NULL), "no address");
}

static void
has(const char *body, const char *line)
{
	const char *found = strstr(body, line);
	size_t length = strlen(line);

	ok(found != NULL && (found == body || found[-1] == '\n') && found[length] == '\n', "%s",
	   line);
}

static void
check_text(struct arena *arena, const struct page *page)
{
	char *environment[] = { (char *)"REQUEST_ID=0123456789",
		                (char *)"NGINX_CONNECTIONS=4 1 2 30", NULL };
	struct ctx cx = ctx_make(arena);
	struct response response = response_make();

	meter_request(0, 404, 700);
	meter_request(METRICS_ROUTE, 200, 3000);
	meter_request(METRICS_ROUTE, 200, 1500000);
	meter_request(METRICS_ROUTE, 418, 30000000);
	meter_add(METER_RESTARTS_WATCHDOG, 2);
	metrics_answer(&cx, &(struct metrics_server){ page, -1, false, route_name }, environment,
	               &response);
	is_int(response.status, 200, "a database that is away is no fault of the answer");
	is_str(response_find(&response, "Content-Type"), "text/plain; version=0.0.4; charset=utf-8",
	       "the format says which it is");
	has(response.body, "gongkai_database_up 0");
	has(response.body, "gongkai_requests_total{route=\"other\",code=\"404\"} 1");
	has(response.body, "gongkai_requests_total{route=\"/metrics\",code=\"200\"} 2");
	has(response.body, "gongkai_requests_total{route=\"/metrics\",code=\"500\"} 0");
	has(response.body, "gongkai_requests_total{route=\"/metrics\",code=\"other\"} 1");
	has(response.body,
	    "gongkai_request_duration_seconds_bucket{route=\"/metrics\",le=\"0.002\"} 0");
	has(response.body,
	    "gongkai_request_duration_seconds_bucket{route=\"/metrics\",le=\"0.005\"} 1");
	has(response.body, "gongkai_request_duration_seconds_bucket{route=\"/metrics\",le=\"1\"} 1");
	has(response.body, "gongkai_request_duration_seconds_bucket{route=\"/metrics\",le=\"2\"} 2");
	has(response.body,
	    "gongkai_request_duration_seconds_bucket{route=\"/metrics\",le=\"20\"} 2");
	has(response.body,
	    "gongkai_request_duration_seconds_bucket{route=\"/metrics\",le=\"+Inf\"} 3");
	has(response.body, "gongkai_request_duration_seconds_sum{route=\"/metrics\"} 31.503000");
	has(response.body, "gongkai_request_duration_seconds_count{route=\"/metrics\"} 3");
	has(response.body, "gongkai_worker_restarts_total{cause=\"watchdog\"} 2");
	has(response.body, "gongkai_nginx_connections{state=\"waiting\"} 30");
	has(response.body, "gongkai_database_connects_total{outcome=\"failed\"} 1");
	has(response.body, "gongkai_log_lines_total{level=\"warning\"} 1");
	has(response.body, "# TYPE gongkai_request_duration_seconds histogram");
	ok(strstr(response.body, "gongkai_queue_connections") == NULL, "no socket, no queue");
}

static void
check_label(struct arena *arena)
{
	struct text out = text_make(arena);

	metrics_add_label(&out, "a\"b\\c\nd预");
	is_str(out.data, "a\\\"b\\\\c\\nd预", "labels are escaped");
}

/* Names, types and help are what the format allows. */
static void
check_table(void)
{
	for (size_t i = 0; i < METRIC_COUNT; i++) {
		const struct metrics_entry *entry = &metrics_table[i];
		size_t length = strlen(entry->name);
		bool total = length > 6 && strcmp(entry->name + length - 6, "_total") == 0;

		ok(strspn(entry->name, "abcdefghijklmnopqrstuvwxyz_") == length, "%s", entry->name);
		ok(total == (strcmp(entry->type, "counter") == 0), "  counters end in _total");
		ok(strpbrk(entry->help[CONFIG_ENGLISH], "\\\n") == NULL &&
		           *entry->help[CONFIG_CHINESE],
		   "  its help needs no escape, and is there in Chinese");
		for (size_t j = 0; j < i; j++)
			if (strcmp(metrics_table[j].name, entry->name) == 0)
				ok(false, "  stands once");
	}
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer;
	struct page page = { .db = connection_new(CONNECTION_PUBLIC, "host=/nonexistent", 500) };

	if (freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	if (renderer_load(&cx, TREE "/templates", NULL, false, &renderer) != ERR_OK)
		return 1;
	page.renderer = renderer;
	check_wanted();
	check_label(arena);
	check_table();
	check_text(arena, &page);
	connection_free(page.db);
	renderer_free(renderer);
	arena_free(arena);
	return done_testing();
}
