/* libpq connection strings, as they may be shown. */
#ifndef DB_CONNINFO_H
#define DB_CONNINFO_H

#include "base/arena.h"

/*
 * `conninfo` as it may be shown: as it is where it has no secret, else as
 * `key=value` pairs with every secret replaced by `***`. A string that libpq
 * cannot read may have a secret anywhere, and is `***` altogether.
 */
const char *conninfo_without_secrets(struct arena *arena, const char *conninfo);

/* The user that it names, in the arena; NULL when it names none, or cannot be read. */
const char *conninfo_user(struct arena *arena, const char *conninfo);

#endif
