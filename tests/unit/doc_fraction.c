/* Exact arithmetic: values by hand. */
#include "doc/fraction.h"

#include "tests/unit/tap.h"

/* `left op right`, exact (NULL: no end) and with two places. */
static const struct {
	const char *left;
	char op;
	const char *right;
	const char *exact;
	const char *rounded;
} sums[] = {
	{ "0.1", '+', "0.2", "0.3", "0.30" },
	{ "-1", '+', "1", "0", "0.00" },
	{ "14.44", '+', "2.03", "16.47", "16.47" },
	{ "1", '-', "0.001", "0.999", "1.00" },
	{ "0", '-', "0.005", "-0.005", "-0.01" },
	{ "0", '-', "0.004", "-0.004", "0.00" },
	{ "1.5", '*', "-1.5", "-2.25", "-2.25" },
	{ "9999999999999999.99", '*', "100", "999999999999999999", "999999999999999999.00" },
	{ "1", '/', "3", NULL, "0.33" },
	{ "2", '/', "3", NULL, "0.67" },
	{ "-2", '/', "3", NULL, "-0.67" },
	{ "1", '/', "8", "0.125", "0.13" },
	{ "196876.30", '/', "200000", "0.9843815", "0.98" },
	{ "10", '/', "0.5", "20", "20.00" },
	{ "0", '/', "7", "0", "0.00" },
	{ "1", '/', "0", "none", NULL },
	{ "1", '/', "0.00", "none", NULL },
};

static bool
calculate(struct fraction *left, char op, const struct fraction *right)
{
	switch (op) {
	case '+': fraction_add(left, right); return true;
	case '-': fraction_subtract(left, right); return true;
	case '*': fraction_multiply(left, right); return true;
	default: return fraction_divide(left, right);
	}
}

static void
check_sums(struct ctx *cx)
{
	for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
		struct fraction *left;
		struct fraction *right;
		const char *rounded = NULL;

		if (fraction_parse(cx, sums[i].left, &left) != ERR_OK ||
		    fraction_parse(cx, sums[i].right, &right) != ERR_OK) {
			ok(false, "%s and %s are numbers", sums[i].left, sums[i].right);
			continue;
		}
		if (!calculate(left, sums[i].op, right)) {
			is_str("none", sums[i].exact, "no quotient by zero");
			is_str(fraction_text(cx, left), sums[i].left, "which changes nothing");
			continue;
		}
		is_str(fraction_text(cx, left), sums[i].exact,
		       arena_printf(cx->arena, "%s %c %s", sums[i].left, sums[i].op, sums[i].right));
		is_int(fraction_print(cx, left, (struct decimal_format){ .places = 2 }, &rounded),
		       ERR_OK, "prints");
		is_str(rounded, sums[i].rounded, "  with two places");
	}
}

/* Formats as decimal_print() has them: two thirds of a million yuan. */
static void
check_formats(struct ctx *cx)
{
	static const struct {
		struct decimal_format format;
		const char *printed;
	} formats[] = {
		{ { .places = 0 }, "666667" },
		{ { .places = 2, .group = true }, "666,666.67" },
		{ { .shift = -4, .places = 2 }, "66.67" },
		{ { .shift = -4, .places = 0 }, "67" },
		{ { .shift = -7, .places = 0 }, "0" },
		{ { .shift = -4, .places = 6, .trim = true }, "66.666667" },
	};
	struct fraction *amount = fraction_new(cx->arena, 2000000);

	fraction_divide(amount, fraction_new(cx->arena, 3));
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		const char *printed = NULL;

		is_int(fraction_print(cx, amount, formats[i].format, &printed), ERR_OK, "prints");
		is_str(printed, formats[i].printed, "  as the format says");
	}
}

static void
check_rest(struct ctx *cx)
{
	struct fraction *third = fraction_new(cx->arena, 1);
	struct fraction *sum = fraction_new(cx->arena, 0);
	struct fraction *number;

	fraction_divide(third, fraction_new(cx->arena, 3));
	for (int i = 0; i < 3; i++)
		fraction_add(sum, third);
	is_str(fraction_text(cx, sum), "1", "three thirds are one");
	ok(fraction_compare(third, sum) < 0 && fraction_compare(sum, third) > 0 &&
	           fraction_compare(sum, fraction_new(cx->arena, 1)) == 0,
	   "less, more, equal");
	is_int(fraction_parse(cx, "1,5", &number), ERR_INPUT, "no number");
	is_str(cx->reason, "“1,5”不是十进制数", "told as decimal_print() tells it");
	ctx_clear(cx);
	is_int(fraction_parse(cx, "0.000000000000000000000000000000000000000000000000000000000001",
	                      &number),
	       ERR_INPUT, "too long");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	check_sums(&cx);
	check_formats(&cx);
	check_rest(&cx);
	arena_free(arena);
	return done_testing();
}
