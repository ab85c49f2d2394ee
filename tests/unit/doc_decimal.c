#include "doc/decimal.h"

#include "base/text.h"
#include "tests/unit/tap.h"

#define DIGITS_60 "123456789012345678901234567890123456789012345678901234567890"

static const struct {
	const char *in;
	struct decimal_format format;
	const char *out;
} prints[] = {
	/* Half-up at the tie, away from zero; binary floats get 2.675 and 1.005 wrong. */
	{ "0.005", { .places = 2 }, "0.01" },
	{ "-0.005", { .places = 2 }, "-0.01" },
	{ "2.675", { .places = 2 }, "2.68" },
	{ "1.005", { .places = 2 }, "1.01" },
	{ "0.0049999999999999999999", { .places = 2 }, "0.00" },
	{ "0.5", { .places = 0 }, "1" },
	{ "1.5", { .places = 0 }, "2" },
	{ "2.5", { .places = 0 }, "3" },
	{ "-2.5", { .places = 0 }, "-3" },
	{ "-2.4999", { .places = 0 }, "-2" },
	{ "99.995", { .places = 2 }, "100.00" },
	/* What rounds to nothing has no sign. */
	{ "-0.004", { .places = 2 }, "0.00" },
	{ "-0", { .places = 0 }, "0" },
	{ "-0.00", { .places = 2, .trim = true }, "0" },
	/* Amounts of the seeds, 元 as they are and in 万元. */
	{ "196876.30", { .places = 2, .trim = true, .group = true }, "196,876.3" },
	{ "200000.00", { .places = 2, .trim = true, .group = true }, "200,000" },
	{ "0.00", { .places = 2, .trim = true, .group = true }, "0" },
	{ "6420.00", { .shift = -4, .places = 6, .trim = true }, "0.642" },
	{ "500000.00", { .shift = -4, .places = 6, .trim = true, .group = true }, "50" },
	{ "6420.00", { .shift = -4, .places = 2 }, "0.64" },
	{ "50.00", { .shift = -4, .places = 2 }, "0.01" },
	{ "49.99", { .shift = -4, .places = 2 }, "0.00" },
	{ "-50.00", { .shift = -4, .places = 2 }, "-0.01" },
	{ "0.01", { .shift = -4, .places = 6 }, "0.000001" },
	{ "1.5", { .shift = 4, .places = 2 }, "15000.00" },
	/* Fixed places and trimmed ones. */
	{ "7", { .places = 2 }, "7.00" },
	{ "7", { .places = 6 }, "7.000000" },
	{ "9.840", { .places = 2, .trim = true }, "9.84" },
	{ "100", { .places = 2, .trim = true }, "100" },
	{ "0.10", { .places = 2, .trim = true }, "0.1" },
	{ "1000", { .places = 0, .trim = true }, "1000" },
	{ "007.50", { .places = 2 }, "7.50" },
	/* Groups of three. */
	{ "1", { .group = true }, "1" },
	{ "999", { .group = true }, "999" },
	{ "1000", { .group = true }, "1,000" },
	{ "-100", { .group = true }, "-100" },
	{ "-1000", { .group = true }, "-1,000" },
	{ "999999.995", { .places = 2, .group = true }, "1,000,000.00" },
	{ "1234.5678", { .places = 4, .group = true }, "1,234.5678" },
	/* The largest amount of the database, numeric(18,2), and more digits than any integer type. */
	{ "9999999999999999.99", { .places = 2, .group = true }, "9,999,999,999,999,999.99" },
	{ "9999999999999999.99", { .shift = -4, .places = 6 }, "999999999999.999999" },
	{ "9999999999999999.99", { .shift = -4, .places = 2 }, "1000000000000.00" },
	{ "1234567890123460", { .places = 0 }, "1234567890123460" },
	{ DIGITS_60, { .places = 1 }, DIGITS_60 ".0" },
};

static const char *const valid[] = { "0", "-0", "007", "1.0", "-1.50", "0.000001" };

static const char *const invalid[] = {
	"",    " ",   " 1",  "1 ",  "-",     "--1",   "+1",  ".5",  "5.",   "-.5",  ".",
	"1e3", "1E3", "1,5", "0x1", "1,000", "1.2.3", "NaN", "inf", "１",   "一",   "1\n",
	"1%",  "- 1", "1-",  "1_0", "√",     "—",     "1\t", "\t1", "1.-5", "1.+5", "1\r\n",
};

static void
check_prints(struct arena *arena)
{
	for (size_t i = 0; i < sizeof prints / sizeof prints[0]; i++) {
		struct ctx cx = ctx_make(arena);
		struct decimal_format format = prints[i].format;
		const char *out = NULL;
		enum err status = decimal_print(&cx, prints[i].in, format, &out);

		is_str(status == ERR_OK ? out : NULL, prints[i].out,
		       arena_printf(arena, "%s by 10^%d, %d places%s%s", prints[i].in, format.shift,
		                    format.places, format.trim ? ", trimmed" : "",
		                    format.group ? ", grouped" : ""));
	}
}

static void
check_refusals(struct arena *arena)
{
	const char *out = "untouched";

	for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
		ok(decimal_is_valid(valid[i]), "'%s' is a number", valid[i]);
	for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
		struct ctx cx = ctx_make(arena);
		enum err status = decimal_print(&cx, invalid[i], (struct decimal_format){ 0 }, &out);

		ok(!decimal_is_valid(invalid[i]) && status == ERR_INPUT &&
		           strstr(cx.reason, invalid[i]) != NULL,
		   "case %zu: no number, and the reason repeats it", i);
	}
	is_str(out, "untouched", "a refusal gives no result");
}

/* A long text where a number should be is shown up to a whole character. */
static void
check_long(struct arena *arena)
{
	static const char *const texts[] = { DIGITS_60 "1", "a", "ab", "abc" };
	const char *out;

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct ctx cx = ctx_make(arena);
		struct text text = text_make(arena);

		text_add_str(&text, texts[i]);
		for (int j = 0; j < 30; j++)
			text_add_str(&text, i == 0 ? "" : "目标");
		is_int(decimal_print(&cx, text.data, (struct decimal_format){ 0 }, &out), ERR_INPUT,
		       "more than 60 bytes are refused");
		ok(text_utf8_check(cx.reason, strlen(cx.reason)) == strlen(cx.reason) &&
		           strlen(cx.reason) < 120 && strstr(cx.reason, "……") != NULL,
		   "the reason is short and well-formed");
	}
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_prints(arena);
	check_refusals(arena);
	check_long(arena);
	arena_free(arena);
	return done_testing();
}
