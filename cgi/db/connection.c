#include "db/connection.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "base/memory.h"
#include "db/session.h"

struct connection *
connection_new(enum connection_role role, const char *conninfo, int timeout_ms)
{
	struct connection *db = calloc(1, sizeof *db);

	if (db == NULL)
		memory_end(sizeof *db);
	db->role = role;
	db->conninfo = conninfo;
	db->timeout_ms = timeout_ms;
	db->silence = &db->own_silence;
	return db;
}

struct connection_silence *
connection_silence_new(void)
{
	void *memory = mmap(NULL, sizeof(struct connection_silence), PROT_READ | PROT_WRITE,
	                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		memory_end(sizeof(struct connection_silence));
	return memory;
}

void
connection_share(struct connection *db, struct connection_silence *silence)
{
	db->silence = silence;
}

void
connection_hear(struct connection *db, void (*hear)(const char *message))
{
	db->hear = hear;
}

const char *
connection_library_version(struct arena *arena)
{
	int version = PQlibVersion();

	return arena_printf(arena, "%d.%d", version / 10000, version % 10000);
}

void
connection_act_as(struct connection *db, const char *person)
{
	db->person = person;
}

void
connection_free(struct connection *db)
{
	if (db == NULL)
		return;
	session_close(db);
	free(db);
}
