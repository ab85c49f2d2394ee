/*
 * The metrics of the server, one line of one table each: both READMEs are held
 * against it, and /metrics prints it.
 */
#ifndef SERVER_METRICS_TABLE_H
#define SERVER_METRICS_TABLE_H

#include "base/config.h"

enum metric {
	METRIC_BUILD,
	METRIC_START,
	METRIC_REQUESTS,
	METRIC_REQUEST_TIME,
	METRIC_PASSED,
	METRIC_WORKERS,
	METRIC_RESTARTS,
	METRIC_RELOADS,
	METRIC_RELOAD_FAILED,
	METRIC_QUEUE,
	METRIC_QUEUE_LIMIT,
	METRIC_DEAR_WAITING,
	METRIC_NGINX,
	METRIC_RENDER_TIME,
	METRIC_PAGES,
	METRIC_RENDERS_FAILED,
	METRIC_TEMPLATES,
	METRIC_FORMS_MISSING,
	METRIC_FACES,
	METRIC_DATABASE_UP,
	METRIC_STATEMENT_TIME,
	METRIC_STATEMENTS_FAILED,
	METRIC_CONNECTS,
	METRIC_DATABASE_BYTES,
	METRIC_SERVICES,
	METRIC_CHANGES,
	METRIC_CHANGE_NUMBER,
	METRIC_PUBLISHED_AT,
	METRIC_LOG_LINES,
	METRIC_COUNT
};

struct metrics_entry {
	const char *name;
	const char *type;   /* counter, gauge or histogram */
	const char *labels; /* as they are told, empty for none */
	const char *help[CONFIG_LANGUAGE_COUNT];
};

extern const struct metrics_entry metrics_table[METRIC_COUNT];

#endif
