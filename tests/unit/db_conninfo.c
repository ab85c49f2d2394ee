#include "db/conninfo.h"

#include "tests/unit/tap.h"

/* What is shown of a connection string. */
static const struct {
	const char *conninfo;
	const char *shown;
} samples[] = {
	{ "dbname=gongkai user=gongkai_staff", "dbname=gongkai user=gongkai_staff" },
	{ "postgresql://a@h/d", "postgresql://a@h/d" },
	{ "", "" },
	{ "user=a password=tiger", "user='a' password=***" },
	{ "user=a password='t i\\'g=er' dbname=d", "user='a' password=*** dbname='d'" },
	{ "postgresql://a:tiger@h:5433/d", "user='a' password=*** dbname='d' host='h' port='5433'" },
	{ "sslkey=k sslpassword=tiger", "sslkey='k' sslpassword=***" },
	{ "dbname='it''s' password=x", "***" },
	{ "dbname='a\\\\b\\'' password=tiger", "password=*** dbname='a\\\\b\\''" },
	{ "password=tiger nonsense", "***" },
};

int
main(void)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		is_str(conninfo_without_secrets(arena, samples[i].conninfo), samples[i].shown,
		       samples[i].conninfo);
	is_str(conninfo_user(arena, "dbname=d user=a"), "a", "a user");
	is_str(conninfo_user(arena, "postgresql://b@h/d"), "b", "the user of an address");
	ok(conninfo_user(arena, "dbname=d") == NULL, "none");
	ok(conninfo_user(arena, "user=a nonsense") == NULL, "none that can be read");
	size_t count;
	const char **each =
		conninfo_each_host(arena,
	                           "host=a,b port=1,2 user=o password='x y' target_session_attrs=read-write",
	                           &count);

	is_int((long)count, 2, "two hosts");
	is_str(each[0], "user='o' password='x y' host='a' port='1'", "  the one, whatever it is");
	is_str(each[1], "user='o' password='x y' host='b' port='2'", "  the other");
	each = conninfo_each_host(arena, "host=a,b port=5433", &count);
	is_str(each[1], "host='b' port='5433'", "  a port for both");
	each = conninfo_each_host(arena, "host=a target_session_attrs=read-write", &count);
	is_int((long)count, 1, "one host");
	is_str(each[0], "host=a target_session_attrs=read-write", "  as it was");
	each = conninfo_each_host(arena, "nonsense", &count);
	is_str(each[0], "nonsense", "none that can be read, either");
	arena_free(arena);
	return done_testing();
}
