#include "text/short_code.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/tap.h"

/*
 * By hand: 13 zeros and a 1 are the number 1; 1 * 1024 leaves 3 by 1021, so the check is
 * 1 - 3 + 1021 = 1019 = 31 * 32 + 27: Z and V.
 */
#define ONE "0000-0000-0000-01ZV"

static const struct {
	const char *typed;
	const char *code; /* NULL: none */
} cases[] = {
	{ ONE, ONE },
	{ "000000000000 01ZV", ONE },
	{ "oOoO-0000-0000-0lzv", ONE },
	{ "0000–0000—0000 0izv", ONE },
	{ "００００－００００－００００－０１ＺＶ", ONE },
	{ "　0000-0000-0000-01zv-", ONE },
	{ "0000-0000-0000-01Z", NULL },
	{ "0000-0000-0000-01ZV0", NULL },
	{ "0000-0000-0000-01VZ", NULL },
	{ "0000-0000-0000-10ZV", NULL },
	{ "0000-0000-0000-02ZV", NULL },
	{ "0000-0000-0000-01UV", NULL },
	{ "0000-0000-0000-0000", NULL },
	{ "0000_0000-0000-01ZV", NULL },
	{ "", NULL },
	{ "验证码", NULL },
	{ "\xff", NULL },
	/* As PostgreSQL makes them (tests/db/log.sql has the other way). */
	{ "41sg dnms k00b 8v8z", "41SG-DNMS-K00B-8V8Z" },
};

/* Every wrong sign, and every two exchanged ones, are found. */
static void
test_errors(void)
{
	static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	static const char good[] = "41SGDNMSK00B8V8Z";
	char code[SHORT_CODE_SIZE];
	unsigned missed = 0;

	for (size_t i = 0; i < 16; i++) {
		for (const char *sign = signs; *sign != '\0'; sign++) {
			char typed[17];

			memcpy(typed, good, sizeof typed);
			typed[i] = *sign;
			missed += *sign != good[i] && short_code_read(typed, code);
		}
		for (size_t j = 0; j < i; j++) {
			char typed[17];

			memcpy(typed, good, sizeof typed);
			typed[i] = good[j];
			typed[j] = good[i];
			missed += good[i] != good[j] && short_code_read(typed, code);
		}
	}
	is_int(missed, 0, "no wrong sign and no exchange is missed");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char code[SHORT_CODE_SIZE];
		bool is_one = short_code_read(cases[i].typed, code);

		if (cases[i].code == NULL)
			ok(!is_one, "no code: '%s'", cases[i].typed);
		else
			is_str(is_one ? code : "none", cases[i].code, "a code");
	}
	test_errors();
	return done_testing();
}
