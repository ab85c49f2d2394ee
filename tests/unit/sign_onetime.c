/* One-time codes against the vectors of RFC 6238, appendix B (SHA-1, the last six digits), and passwords. */
#include "sign/onetime.h"

#include <string.h>

#include "sign/password.h"
#include "tests/unit/tap.h"

/* 12345678901234567890 */
#define SECRET "3132333435363738393031323334353637383930"

static const struct {
	int64_t time;
	const char *code;
} vectors[] = {
	{ 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
	{ 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
};

static const struct {
	const char *password;
	bool is_good;
} passwords[] = {
	{ "Abcdefg12", false },
	{ "Abcdefg123", true },
	{ "abcdefg123", false },
	{ "abcdefghijklmnop", true },
	{ "abcabcabcabcabcabc", false },
	{ "Zhang-456789", false },
	{ "预算绩效信息公开工作台的一句密码", true },
	{ "预算绩效信息公开工作台", false },
};

static int64_t
step_of(struct ctx *cx, const char *code, int64_t now)
{
	int64_t step = -2;

	return onetime_step(cx, SECRET, code, now, &step) == ERR_OK ? step : -3;
}

static void
check_codes(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);

	for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		int64_t time = vectors[i].time;

		ok(step_of(&cx, vectors[i].code, time) == time / 30, "%s at its time",
		   vectors[i].code);
		ok(step_of(&cx, vectors[i].code, time + 30) == time / 30, "and a step later");
		ok(step_of(&cx, vectors[i].code, time + 90) == -1, "not three steps later");
	}
	ok(step_of(&cx, "28708", 59) == -1, "a code of five digits is none");
	ok(step_of(&cx, "94287082", 59) == -1, "nor is one of eight");
	ok(step_of(&cx, "28708a", 59) == -1, "nor one with a letter");
}

static void
check_passwords(struct arena *arena)
{
	for (size_t i = 0; i < sizeof passwords / sizeof passwords[0]; i++) {
		struct ctx cx = ctx_make(arena);

		ok((password_check(&cx, passwords[i].password, "zhang", "/new") == ERR_OK) ==
		           passwords[i].is_good,
		   "%s is %s", passwords[i].password, passwords[i].is_good ? "good" : "refused");
	}
}

static void
check_keys(struct arena *arena)
{
	static const struct password_cost cost = { 64, 1, 1 };
	struct ctx cx = ctx_make(arena);
	const char *key = NULL;
	const char *again = NULL;
	const char *other = NULL;

	ok(password_key(&cx, "a", "000102030405060708090a0b0c0d0e0f", &cost, &key) == ERR_OK &&
	           password_key(&cx, "a", "000102030405060708090a0b0c0d0e0f", &cost, &again) ==
	                   ERR_OK &&
	           password_key(&cx, "a", "000102030405060708090a0b0c0d0e10", &cost, &other) ==
	                   ERR_OK,
	   "keys are made");
	ok(strcmp(key, again) == 0 && strlen(key) == 64, "of one password and salt it is one key");
	ok(strcmp(key, other) != 0, "of another salt another");
	ok(password_key(&cx, "a", "0001", &cost, &key) == ERR_INTERNAL, "a short salt is a fault");
	ok(strcmp(password_new(arena), password_new(arena)) != 0, "new passwords differ");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_codes(arena);
	check_passwords(arena);
	check_keys(arena);
	arena_free(arena);
	return done_testing();
}
