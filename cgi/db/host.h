/*
 * The hosts of a connection string, for the files of db/ alone. libpq goes over
 * them by itself, but it waits for one that says nothing as long as for all; so
 * one that gave no answer is left out for a while, as long as there are others.
 */
#ifndef DB_HOST_H
#define DB_HOST_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Hosts beyond are never left out. */
#define HOST_MAX 16

/* Until when a host is left out, by its place in the string. */
struct host_silence {
	_Atomic int64_t until[HOST_MAX];
};

/* How many hosts the string names; at least one, which may be libpq's default. */
size_t host_count(const PQconninfoOption *options);

/* The place of the host that the connection is with or tries at the moment, or HOST_MAX. */
size_t host_place(const PQconninfoOption *options, const PGconn *pg);

/* Leave out the host at a place for a while. */
void host_leave_out(struct host_silence *silence, size_t place, int64_t now);

/* It gave an answer. */
void host_ask_again(struct host_silence *silence, size_t place);

/* Is it left out? A place of HOST_MAX never is. */
bool host_is_left_out(const struct host_silence *silence, size_t place, int64_t now);

/*
 * How many hosts are to be tried: those that are not left out, or all when no
 * other is left. `skipped` has a true for each that is not to be tried.
 */
size_t host_choose(const PQconninfoOption *options, const struct host_silence *silence, int64_t now,
                   bool skipped[HOST_MAX]);

/* The value of an option, of a list (host, hostaddr, port) without what is skipped. */
const char *host_value(struct arena *arena, const PQconninfoOption *option,
                       const bool skipped[HOST_MAX]);

#endif
