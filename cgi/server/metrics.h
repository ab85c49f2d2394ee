/*
 * /metrics, for the operator alone: what the server has counted and what it sees,
 * in the text format of Prometheus (version 0.0.4). Names and meanings are in
 * server/metrics_table.c.
 */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

#include <stdbool.h>

#include "page/page.h"

/* The number under which answers of /metrics are counted, beside those of page/route_name.h. */
#define METRICS_ROUTE 511

/*
 * Does the request ask for /metrics, and come by the operator's listener? That
 * says so in a variable that no header of a client can set (GONGKAI_OPERATOR).
 */
bool metrics_is_wanted(char *const *environment);

/*
 * Answer it; a database that is away is part of the answer. `listen_fd` is the
 * socket whose queue is looked at.
 */
void metrics_answer(struct ctx *cx, const struct page *page, int listen_fd,
                    char *const *environment, struct response *response);

/* Add a value of a label, as it stands between the quotation marks. */
void metrics_add_label(struct text *out, const char *value);

#endif
