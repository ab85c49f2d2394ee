/*
 * /metrics, for the operator alone: what the server has counted and what it sees,
 * in the text format of Prometheus (version 0.0.4). Names and meanings are in
 * server/metrics_table.c.
 */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

#include <stdbool.h>

#include "page/page.h"

/* The number under which answers of /metrics are counted, beside those of the server's routes. */
#define METRICS_ROUTE 511

/* What is told of a server. */
struct metrics_server {
	const struct page *page;
	int listen_fd; /* the socket whose queue is looked at */
	bool is_desk;  /* what the public's server tells of the disclosures is left out */
	/* The name of the route that counts under a number, or NULL (page/route_name.h, desk/desk.h). */
	const char *(*route_name)(struct arena *arena, unsigned number);
};

/*
 * Does the request ask for /metrics, and come by the operator's listener? That
 * says so in a variable that no header of a client can set (GONGKAI_OPERATOR).
 */
bool metrics_is_wanted(char *const *environment);

/* Answer it; a database that is away is part of the answer. */
void metrics_answer(struct ctx *cx, const struct metrics_server *server, char *const *environment,
                    struct response *response);

/* Add a value of a label, as it stands between the quotation marks. */
void metrics_add_label(struct text *out, const char *value);

#endif
