#include "server/metrics.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/meter.h"
#include "db/state.h"
#include "page/coverage.h"
#include "db/ready.h"
#include "server/metrics_table.h"
#include "server/queue.h"

#define PATH "/metrics"

_Static_assert(METRICS_ROUTE == METER_ROUTES_MAX - 1, "the last number is that of /metrics");

bool
metrics_is_wanted(char *const *environment)
{
	const char *allowed = request_variable(environment, "GONGKAI_OPERATOR");
	const char *method = request_variable(environment, "REQUEST_METHOD");
	const char *target = request_variable(environment, "REQUEST_URI");

	return allowed != NULL && strcmp(allowed, "on") == 0 && method != NULL &&
	       strcmp(method, "GET") == 0 && target != NULL && text_starts_with(target, PATH) &&
	       (target[strlen(PATH)] == '\0' || target[strlen(PATH)] == '?');
}

void
metrics_add_label(struct text *out, const char *value)
{
	for (; *value != '\0'; value++) {
		if (*value == '\n')
			text_add_str(out, "\\n");
		else if (*value == '"' || *value == '\\')
			text_add_fmt(out, "\\%c", *value);
		else
			text_add(out, value, 1);
	}
}

/* The lines of a metric follow at once. */
static const char *
begin(struct text *out, enum metric metric)
{
	const struct metrics_entry *entry = &metrics_table[metric];

	text_add_fmt(out, "# HELP %s %s\n# TYPE %s %s\n", entry->name, entry->help[CONFIG_ENGLISH],
	             entry->name, entry->type);
	return entry->name;
}

static void
add(struct text *out, const char *name, const char *label, const char *value, uint64_t number)
{
	text_add_fmt(out, "%s{%s=\"", name, label);
	metrics_add_label(out, value);
	text_add_fmt(out, "\"} %" PRIu64 "\n", number);
}

static void
add_one(struct text *out, enum metric metric, uint64_t number)
{
	const char *name = begin(out, metric);

	text_add_fmt(out, "%s %" PRIu64 "\n", name, number);
}

/* Counts that differ in their label; `values` in the order of enum meter_count. */
static void
add_each(struct text *out, enum metric metric, const char *const *values, enum meter_count first)
{
	const char *name = begin(out, metric);

	for (int i = 0; values[i] != NULL; i++)
		add(out, name, metrics_table[metric].labels, values[i],
		    meter_sum((enum meter_count)((int)first + i)));
}

/* `label` is what stands in braces beside the bound, with its comma; or empty. */
static void
add_histogram(struct text *out, const char *name, const char *label,
              const struct meter_histogram *histogram)
{
	uint64_t below = 0;
	int bare = (int)strlen(label) - (*label == '\0' ? 0 : 1);

	for (size_t i = 0; i < METER_BUCKETS; i++) {
		below += histogram->buckets[i];
		text_add_fmt(out, "%s_bucket{%sle=\"", name, label);
		if (i < METER_BUCKETS - 1)
			text_add_fmt(out, "%g", (double)meter_bounds[i] / 1e6);
		else
			text_add_str(out, "+Inf");
		text_add_fmt(out, "\"} %" PRIu64 "\n", below);
	}
	text_add_fmt(out, "%s_sum%s%.*s%s %.6f\n", name, bare > 0 ? "{" : "", bare, label,
	             bare > 0 ? "}" : "", (double)histogram->sum_us / 1e6);
	text_add_fmt(out, "%s_count%s%.*s%s %" PRIu64 "\n", name, bare > 0 ? "{" : "", bare, label,
	             bare > 0 ? "}" : "", below);
}

static void
add_time(struct text *out, enum metric metric, enum meter_time time)
{
	struct meter_histogram sum;

	meter_sum_time(time, &sum);
	add_histogram(out, begin(out, metric), "", &sum);
}

/* The number's route; "other" for addresses that are none, NULL where there is none of the number. */
static const char *
name_of(const struct metrics_server *server, struct arena *arena, unsigned number)
{
	if (number == 0)
		return "other";
	return number == METRICS_ROUTE ? PATH : server->route_name(arena, number);
}

/* Statuses that a rule may ask for are there before they happen: what begins at 1 has not grown. */
static bool
is_told(int code, uint64_t count)
{
	return count > 0 || code == 200 || code == 500 || code == 503;
}

static void
add_codes(struct text *out, const char *name, const char *route, const struct meter_route *sum)
{
	for (size_t i = 0; i < METER_CODES; i++) {
		if (!is_told(meter_codes[i], sum->codes[i]))
			continue;
		text_add_fmt(out, "%s{route=\"", name);
		metrics_add_label(out, route);
		if (meter_codes[i] == 0)
			text_add_str(out, "\",code=\"other\"}");
		else
			text_add_fmt(out, "\",code=\"%d\"}", meter_codes[i]);
		text_add_fmt(out, " %" PRIu64 "\n", sum->codes[i]);
	}
}

static bool
was_used(const struct meter_route *sum)
{
	for (size_t i = 0; i < METER_BUCKETS; i++)
		if (sum->time.buckets[i] > 0)
			return true;
	return false;
}

static void
add_requests(struct ctx *cx, const struct metrics_server *server, struct text *out)
{
	struct text times = text_make(cx->arena);
	const char *requests = begin(out, METRIC_REQUESTS);
	const char *time = begin(&times, METRIC_REQUEST_TIME);

	for (unsigned number = 0; number < METER_ROUTES_MAX; number++) {
		const char *route = name_of(server, cx->arena, number);
		struct text label = text_make(cx->arena);
		struct meter_route sum;

		if (route == NULL)
			continue;
		meter_sum_route(number, &sum);
		add_codes(out, requests, route, &sum);
		text_add_str(&label, "route=\"");
		metrics_add_label(&label, route);
		text_add_str(&label, "\",");
		if (was_used(&sum))
			add_histogram(&times, time, label.data, &sum.time);
	}
	text_add(out, times.data, times.length);
}

static void
add_workers(struct text *out)
{
	static const char *const causes[] = {
		"crash", "killed", "memory", "retired", "watchdog", NULL,
	};
	static const char *const outcomes[] = { "done", "refused", NULL };
	const char *name = begin(out, METRIC_WORKERS);

	add(out, name, "state", "wanted", meter_sum(METER_WANTED));
	add(out, name, "state", "alive", meter_sum(METER_ALIVE));
	add(out, name, "state", "busy", meter_sum(METER_BUSY) - meter_own(METER_BUSY));
	add_each(out, METRIC_RESTARTS, causes, METER_RESTARTS_CRASH);
	add_each(out, METRIC_RELOADS, outcomes, METER_RELOADS);
	add_one(out, METRIC_RELOAD_FAILED, meter_sum(METER_RELOAD_FAILED));
}

static void
add_queue(struct text *out, int listen_fd)
{
	struct queue queue;

	add_one(out, METRIC_DEAR_WAITING, meter_sum(METER_DEAR_WAITING));
	if (!queue_read(listen_fd, &queue))
		return;
	add_one(out, METRIC_QUEUE, queue.waiting);
	add_one(out, METRIC_QUEUE_LIMIT, queue.limit);
}

/* Four numbers of nginx, if its site hands them over. */
static void
add_nginx(struct text *out, char *const *environment)
{
	static const char *const states[] = { "active", "reading", "writing", "waiting" };
	const char *given = request_variable(environment, "NGINX_CONNECTIONS");
	uint64_t numbers[4];
	const char *name;

	if (given == NULL || sscanf(given, "%9" SCNu64 " %9" SCNu64 " %9" SCNu64 " %9" SCNu64,
	                            &numbers[0], &numbers[1], &numbers[2], &numbers[3]) != 4)
		return;
	name = begin(out, METRIC_NGINX);
	for (int i = 0; i < 4; i++)
		add(out, name, "state", states[i], numbers[i]);
}

static void
add_renders(struct text *out, const struct page *page)
{
	add_time(out, METRIC_RENDER_TIME, METER_RENDER);
	add_one(out, METRIC_PAGES, meter_sum(METER_PAGES));
	add_one(out, METRIC_RENDERS_FAILED, meter_sum(METER_RENDERS_FAILED));
	add_one(out, METRIC_TEMPLATES, renderer_template_count(page->renderer));
	add_one(out, METRIC_FACES, renderer_face_count(page->renderer));
}

/* Of two scrapes at a time one counts the changes. */
static void
count_changes(int64_t since, const struct state *state)
{
	if (!meter_move(since, state->counted) || since < 0)
		return;
	meter_add(METER_PUBLICATIONS, (uint64_t)state->publications);
	meter_add(METER_CORRECTIONS, (uint64_t)state->corrections);
	meter_add(METER_WITHDRAWALS, (uint64_t)state->withdrawals);
}

static void
add_services(struct text *out, const struct state *state)
{
	const char *name = begin(out, METRIC_SERVICES);
	const char *label = metrics_table[METRIC_SERVICES].labels;

	add(out, name, label, "guard", (uint64_t)state->guards);
	if (state->purges >= 0)
		add(out, name, label, "purge", (uint64_t)state->purges);
}

static void
add_state(struct text *out, const struct state *state)
{
	add_services(out, state);
	add_one(out, METRIC_DATABASE_BYTES, (uint64_t)state->bytes);
	add_one(out, METRIC_CHANGE_NUMBER, (uint64_t)state->number);
	if (state->published_at != NULL) {
		const char *name = begin(out, METRIC_PUBLISHED_AT);

		text_add_fmt(out, "%s %s\n", name, state->published_at);
	}
}

static enum err
look(struct ctx *cx, const struct page *page, struct text *out)
{
	const char *const *missing;
	int64_t since = meter_mark();
	struct state state;
	size_t count;

	TRY(coverage_find(cx, page->db, page->renderer, &missing, &count));
	TRY(state_read(cx, page->db, since, &state));
	count_changes(since, &state);
	add_one(out, METRIC_FORMS_MISSING, count);
	add_state(out, &state);
	return ERR_OK;
}

static void
add_database(struct ctx *cx, const struct metrics_server *server, struct text *out)
{
	static const char *const outcomes[] = { "done", "failed", NULL };
	static const char *const kinds[] = { "publication", "correction", "withdrawal", NULL };
	enum err status = server->is_desk ? ready_check(cx, server->page->db)
	                                  : look(cx, server->page, out);

	if (status != ERR_OK)
		log_event(LOG_WARNING, cx->request_id, "metrics: %s", cx->reason);
	add_one(out, METRIC_DATABASE_UP, status == ERR_OK ? 1 : 0);
	add_time(out, METRIC_STATEMENT_TIME, METER_STATEMENT);
	add_one(out, METRIC_STATEMENTS_FAILED, meter_sum(METER_STATEMENTS_FAILED));
	add_each(out, METRIC_CONNECTS, outcomes, METER_CONNECTS);
	if (!server->is_desk)
		add_each(out, METRIC_CHANGES, kinds, METER_PUBLICATIONS);
}

static void
add_process(struct text *out)
{
	const char *name = begin(out, METRIC_BUILD);

	add(out, name, "version", PACKAGE_VERSION, 1);
	name = begin(out, METRIC_START);
	text_add_fmt(out, "%s %.3f\n", name, meter_started());
}

void
metrics_answer(struct ctx *cx, const struct metrics_server *server, char *const *environment,
               struct response *response)
{
	static const char *const caches[] = { "miss", "expired", "bypass", "none", NULL };
	static const char *const levels[] = { "debug", "info", "warning", "error", NULL };
	struct text out = text_make(cx->arena);

	cx->request_id = request_id(cx->arena, environment);
	add_process(&out);
	add_requests(cx, server, &out);
	/* Nothing of the desk is cached. */
	if (!server->is_desk)
		add_each(&out, METRIC_PASSED, caches, METER_PASSED_MISS);
	add_workers(&out);
	add_queue(&out, server->listen_fd);
	add_nginx(&out, environment);
	add_renders(&out, server->page);
	add_database(cx, server, &out);
	add_each(&out, METRIC_LOG_LINES, levels, METER_LOG_DEBUG);
	response->route = METRICS_ROUTE;
	response_body(response, "text/plain; version=0.0.4; charset=utf-8", out.data, out.length);
	response_header(response, "Cache-Control", "no-store");
}
