/*
 * What monitoring wants to know of the database.
 */
#ifndef DB_STATE_H
#define DB_STATE_H

#include <stdint.h>

#include "base/err.h"
#include "db/connection.h"

/* Changes are publications, corrections and withdrawals, numbered from 1. */
struct state {
	int64_t number;  /* of the last change; 0: there is none */
	int64_t counted; /* the next three are of the changes up to this number */
	int64_t publications;
	int64_t corrections;
	int64_t withdrawals;
	const char *published_at; /* seconds since 1970, as a decimal; NULL: nothing was published */
	int64_t bytes;            /* of the database on its disk */
	int64_t guards;           /* sessions of `gongkai guard`, */
	int64_t purges;           /* and of `gongkai purge`; -1: a standby need have none */
};

/* Changes are counted that came after the number `since`, some at a time; -1: none. */
MUST_USE enum err state_read(struct ctx *cx, struct connection *db, int64_t since,
                             struct state *state);

#endif
