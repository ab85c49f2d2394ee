/* libpq connection strings, as they may be shown. */
#ifndef DB_CONNINFO_H
#define DB_CONNINFO_H

#include <stddef.h>

#include "base/arena.h"

/*
 * `conninfo` as it may be shown: as it is where it has no secret, else as
 * `key=value` pairs with every secret replaced by `***`. A string that libpq
 * cannot read may have a secret anywhere, and is `***` altogether.
 */
const char *conninfo_without_secrets(struct arena *arena, const char *conninfo);

/*
 * A string for each host that it names, in their order and in the arena, each without
 * `target_session_attrs`: for who goes to all of them, primary and standbys. A string with one
 * host, or one that cannot be read, stays as it is. Hosts beyond the 16th are left out.
 */
const char **conninfo_each_host(struct arena *arena, const char *conninfo, size_t *count);

/* The user that it names, in the arena; NULL when it names none, or cannot be read. */
const char *conninfo_user(struct arena *arena, const char *conninfo);

#endif
