/* Which of several hosts are asked, and how a connection string names them. */
#include "db/host.h"

#include <string.h>

#include "tests/unit/tap.h"

static const char *
value(struct arena *arena, const PQconninfoOption *options, const char *keyword, const bool *skipped)
{
	for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
		if (strcmp(option->keyword, keyword) == 0)
			return host_value(arena, option, skipped);
	return NULL;
}

static void
counts(const char *conninfo, size_t expected)
{
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);

	is_int((long)host_count(options), (long)expected, conninfo);
	PQconninfoFree(options);
}

static void
check_choice(void)
{
	PQconninfoOption *options = PQconninfoParse("host=a,b,c", NULL);
	struct host_silence silence = { 0 };
	bool skipped[HOST_MAX];

	is_int((long)host_choose(options, &silence, 1000, skipped), 3, "all are asked at first");
	host_leave_out(&silence, 1, 1000);
	is_int((long)host_choose(options, &silence, 1001, skipped), 2, "not the silent one");
	ok(!skipped[0] && skipped[1] && !skipped[2], "which is the second");
	ok(host_is_left_out(&silence, 1, 10999) && !host_is_left_out(&silence, 1, 11000),
	   "for ten seconds");
	host_leave_out(&silence, 0, 1000);
	host_leave_out(&silence, 2, 1000);
	is_int((long)host_choose(options, &silence, 1001, skipped), 3, "all when all are silent");
	ok(!skipped[0] && !skipped[1] && !skipped[2], "none of them is left out then");
	host_ask_again(&silence, 2);
	is_int((long)host_choose(options, &silence, 1001, skipped), 1, "the one that answers");
	ok(skipped[0] && skipped[1] && !skipped[2], "is asked alone");
	host_leave_out(&silence, HOST_MAX, 1000);
	ok(!host_is_left_out(&silence, HOST_MAX, 1000), "a place beyond is none");
	PQconninfoFree(options);
}

static void
check_values(struct arena *arena)
{
	const bool second[HOST_MAX] = { false, true };
	PQconninfoOption *options =
		PQconninfoParse("host=a,b,c hostaddr=1.1.1.1,,3.3.3.3 port=5432 user=u,v", NULL);

	is_str(value(arena, options, "host", second), "a,c", "a name is left out");
	is_str(value(arena, options, "hostaddr", second), "1.1.1.1,3.3.3.3",
	       "and its address, which may be empty");
	is_str(value(arena, options, "port", second), "5432", "one port is for all");
	is_str(value(arena, options, "user", second), "u,v", "what is no list of hosts stays");
	PQconninfoFree(options);
	options = PQconninfoParse("host=127.0.0.1,127.0.0.1 port=1,2", NULL);
	is_str(value(arena, options, "host", second), "127.0.0.1", "the same host twice");
	is_str(value(arena, options, "port", second), "1", "differs by its port");
	PQconninfoFree(options);
}

static void
check_place(void)
{
	static const char conninfo[] = "host=/nowhere,/nowhere port=1,2 connect_timeout=1";
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
	PGconn *pg = PQconnectdb(conninfo);

	is_int((long)host_place(options, pg), 1, "libpq was with the last one in the end");
	PQfinish(pg);
	PQconninfoFree(options);
	options = PQconninfoParse("host=/elsewhere", NULL);
	pg = PQconnectdb(conninfo);
	is_int((long)host_place(options, pg), HOST_MAX, "a host that is not in the list");
	PQfinish(pg);
	PQconninfoFree(options);
}

int
main(void)
{
	struct arena *arena = arena_new();

	counts("dbname=d", 1);
	counts("host=a", 1);
	counts("host=a,b port=1,2", 2);
	counts("hostaddr=1.1.1.1,2.2.2.2,3.3.3.3", 3);
	check_choice();
	check_values(arena);
	check_place();
	arena_free(arena);
	return done_testing();
}
