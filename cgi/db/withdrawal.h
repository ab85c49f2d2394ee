/*
 * What was withdrawn, for the cache. On a connection of the cache role.
 */
#ifndef DB_WITHDRAWAL_H
#define DB_WITHDRAWAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/connection.h"

struct withdrawal {
	const char *report_id;
	int revision; /* the last; there are all from 1 on */
};

/*
 * The withdrawals after the change `after` (0: all), in the arena, and the number of the
 * last change, 0 when there is none.
 */
MUST_USE enum err withdrawal_list(struct ctx *cx, struct connection *db, uint64_t after,
                                  struct withdrawal **withdrawals, size_t *count, uint64_t *last);

#endif
