#include "db/sqlstate.h"

#include "tests/unit/tap.h"

struct sample {
	const char *sqlstate;
	enum err kind;
};

static const struct sample samples[] = {
	{ "08006", ERR_UNAVAILABLE }, { "22023", ERR_INPUT },       { "22P02", ERR_INPUT },
	{ "23505", ERR_CONFLICT },    { "23514", ERR_CONFLICT },    { "28P01", ERR_UNAVAILABLE },
	{ "40001", ERR_UNAVAILABLE }, { "40P01", ERR_UNAVAILABLE }, { "42501", ERR_INTERNAL },
	{ "42P01", ERR_INTERNAL },    { "53300", ERR_UNAVAILABLE }, { "57014", ERR_UNAVAILABLE },
	{ "57P01", ERR_UNAVAILABLE }, { "57P03", ERR_UNAVAILABLE }, { "P0002", ERR_NOT_FOUND },
	{ "XX000", ERR_INTERNAL },    { NULL, ERR_INTERNAL },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		is_str(err_name(sqlstate_kind(samples[i].sqlstate)), err_name(samples[i].kind),
		       samples[i].sqlstate == NULL ? "no code" : samples[i].sqlstate);
	ok(sqlstate_is_stale("57P01"), "a server that shuts down ends the session");
	ok(!sqlstate_is_stale("57014"), "a statement that was cancelled does not");
	ok(!sqlstate_is_stale(NULL), "nor does success");
	return done_testing();
}
