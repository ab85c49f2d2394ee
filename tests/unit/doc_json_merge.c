/*
 * Two versions of a document come together: cases by hand, and that what only one has
 * changed is never lost.
 */
#include "doc/json_merge.h"

#include <string.h>

#include "tests/unit/random.h"

static const struct json *
parse(struct ctx *cx, const char *data)
{
	const struct json *value = NULL;

	return json_parse(cx, "test", data, strlen(data), &value) == ERR_OK ? value : NULL;
}

static const char *const said[] = {
	[JSON_CONFLICT_VALUE] = "",
	[JSON_CONFLICT_TAKEN_BY_ME] = " I took out ",
	[JSON_CONFLICT_TAKEN_BY_THEM] = " they took out ",
	[JSON_CONFLICT_ROWS] = " rows",
};

/* What comes of them, and behind it where they contradict. */
static const char *
merged(struct arena *arena, const struct json *base, const struct json *mine,
       const struct json *theirs)
{
	struct text out = text_make(arena);
	struct json_conflict *conflicts;

	json_merge(arena, base, mine, theirs, &out, &conflicts);
	for (; conflicts != NULL; conflicts = conflicts->next)
		text_add_fmt(&out, " %s%s%s", conflicts->pointer, said[conflicts->kind],
		             conflicts->row == NULL ? "" : conflicts->row);
	return out.data;
}

static const struct {
	const char *name;
	const char *base;
	const char *mine;
	const char *theirs;
	const char *merged;
} cases[] = {
	{ "nobody", "{\"a\":1}", "{\"a\":1}", "{\"a\":1}", "{\"a\":1}" },
	{ "I", "{\"a\":1,\"b\":2}", "{\"a\":3,\"b\":2}", "{\"a\":1,\"b\":2}", "{\"a\":3,\"b\":2}" },
	{ "they", "{\"a\":1}", "{\"a\":1}", "{\"a\":3}", "{\"a\":3}" },
	{ "each another cell", "{\"a\":1,\"b\":{\"c\":2}}", "{\"a\":3,\"b\":{\"c\":2}}",
	  "{\"a\":1,\"b\":{\"c\":4}}", "{\"a\":3,\"b\":{\"c\":4}}" },
	{ "both the same", "{\"a\":1}", "{\"a\":3}", "{\"a\":3}", "{\"a\":3}" },
	{ "one cell, otherwise", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":3} /a" },
	{ "members that came", "{}", "{\"a\":1,\"c\":1}", "{\"b\":2,\"c\":2}",
	  "{\"b\":2,\"c\":2,\"a\":1} /c" },
	{ "members that went", "{\"a\":1,\"b\":2,\"c\":3}", "{\"b\":2,\"c\":3}",
	  "{\"a\":1,\"c\":3}", "{\"c\":3}" },
	{ "I change what they took out", "{\"a\":1}", "{\"a\":2}", "{}", "{} /a" },
	{ "I take out what they changed", "{\"a\":1}", "{}", "{\"a\":2}", "{\"a\":2} /a" },
	{ "rows of the same names", "{\"r\":[{\"name\":\"x\",\"v\":1},{\"name\":\"y\"}]}",
	  "{\"r\":[{\"name\":\"x\",\"v\":2},{\"name\":\"y\"}]}",
	  "{\"r\":[{\"name\":\"x\",\"v\":1,\"w\":1},{\"name\":\"y\",\"v\":3}]}",
	  "{\"r\":[{\"name\":\"x\",\"v\":2,\"w\":1},{\"name\":\"y\",\"v\":3}]}" },
	{ "a row that they took out before mine, and one that came",
	  "[{\"name\":\"x\"},{\"name\":\"y\"},{\"name\":\"z\"}]",
	  "[{\"name\":\"x\"},{\"name\":\"y\"},{\"name\":\"z\",\"v\":1}]",
	  "[{\"name\":\"y\"},{\"name\":\"z\"},{\"name\":\"u\"}]",
	  "[{\"name\":\"y\"},{\"name\":\"z\",\"v\":1},{\"name\":\"u\"}]" },
	{ "both add a row", "[{\"name\":\"x\"}]", "[{\"name\":\"x\"},{\"name\":\"m\"}]",
	  "[{\"name\":\"t\"},{\"name\":\"x\"}]",
	  "[{\"name\":\"t\"},{\"name\":\"x\"},{\"name\":\"m\"}]" },
	{ "both add the same row, and one says more of it", "[]",
	  "[{\"name\":\"x\",\"t\":{\"v\":1}}]", "[{\"name\":\"x\",\"t\":{\"v\":1,\"w\":2}}]",
	  "[{\"name\":\"x\",\"t\":{\"v\":1,\"w\":2}}]" },
	{ "both add it otherwise", "[{\"name\":\"y\"}]",
	  "[{\"name\":\"y\"},{\"name\":\"x\",\"v\":1}]",
	  "[{\"name\":\"x\",\"v\":2},{\"name\":\"y\"}]",
	  "[{\"name\":\"x\",\"v\":2},{\"name\":\"y\"}] /1/v" },
	{ "I add a row behind the one that they take out", "[{\"name\":\"x\"},{\"name\":\"y\"}]",
	  "[{\"name\":\"x\"},{\"name\":\"y\"},{\"name\":\"m\"}]", "[{\"name\":\"x\"}]",
	  "[{\"name\":\"x\"},{\"name\":\"m\"}]" },
	{ "I take out a row that they changed", "{\"r\":[{\"name\":\"x\"},{\"name\":\"y\"}]}",
	  "{\"r\":[{\"name\":\"y\"}]}", "{\"r\":[{\"name\":\"x\",\"v\":1},{\"name\":\"y\"}]}",
	  "{\"r\":[{\"name\":\"x\",\"v\":1},{\"name\":\"y\"}]} /r I took out x" },
	{ "they take out a row that I changed and moved",
	  "[{\"name\":\"x\"},{\"name\":\"y\"},{\"name\":\"z\"}]",
	  "[{\"name\":\"y\"},{\"name\":\"z\"},{\"name\":\"x\",\"v\":1}]",
	  "[{\"name\":\"y\"},{\"name\":\"z\"}]",
	  "[{\"name\":\"y\"},{\"name\":\"z\"},{\"name\":\"x\",\"v\":1}] /2 they took out x" },
	{ "a row that one moves and the other fills in",
	  "[{\"name\":\"x\"},{\"name\":\"y\"},{\"name\":\"z\"}]",
	  "[{\"name\":\"z\"},{\"name\":\"y\"},{\"name\":\"x\"}]",
	  "[{\"name\":\"x\",\"v\":1},{\"name\":\"y\"},{\"name\":\"z\"},{\"name\":\"t\"}]",
	  "[{\"name\":\"z\"},{\"name\":\"t\"},{\"name\":\"y\"},{\"name\":\"x\",\"v\":1}]" },
	{ "both move rows, otherwise", "[{\"name\":\"x\"},{\"name\":\"y\"},{\"name\":\"z\"}]",
	  "[{\"name\":\"z\"},{\"name\":\"y\"},{\"name\":\"x\"}]",
	  "[{\"name\":\"y\"},{\"name\":\"x\"},{\"name\":\"z\"}]",
	  "[{\"name\":\"y\"},{\"name\":\"x\"},{\"name\":\"z\"}]  rows" },
	{ "both call a row otherwise", "[{\"name\":\"x\"}]", "[{\"name\":\"m\"}]",
	  "[{\"name\":\"t\"}]", "[{\"name\":\"t\"}]  rows" },
	{ "I call a row otherwise that they have changed", "[{\"name\":\"x\"}]",
	  "[{\"name\":\"m\"}]", "[{\"name\":\"x\",\"v\":1}]",
	  "[{\"name\":\"m\"},{\"name\":\"x\",\"v\":1}]  I took out x" },
	{ "rows that are called the same, one more of them", "[{\"name\":\"x\"},{\"name\":\"x\"}]",
	  "[{\"name\":\"x\"},{\"name\":\"x\",\"v\":1}]",
	  "[{\"name\":\"x\"},{\"name\":\"x\"},{\"name\":\"x\",\"v\":2}]",
	  "[{\"name\":\"x\"},{\"name\":\"x\"},{\"name\":\"x\",\"v\":2}]  rows" },
	{ "rows without names", "[{\"v\":1}]", "[{\"v\":1,\"w\":2}]", "[{\"v\":3}]",
	  "[{\"v\":3}]  rows" },
	{ "a row more than they have", "{\"r\":[1]}", "{\"r\":[1,2]}", "{\"r\":[3]}",
	  "{\"r\":[3]} /r rows" },
	{ "names with signs of a pointer", "{\"a/b\":1}", "{\"a/b\":2}", "{\"a/b\":3}",
	  "{\"a/b\":3} /a~1b" },
};

static void
check_cases(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_new();
		struct ctx cx = ctx_make(arena);

		is_str(merged(arena, parse(&cx, cases[i].base), parse(&cx, cases[i].mine),
		              parse(&cx, cases[i].theirs)),
		       cases[i].merged, cases[i].name);
		arena_free(arena);
	}
}

static void
write_random(struct text *out, unsigned depth)
{
	unsigned kind = random_below(depth == 0 ? 1 : 3);
	unsigned count = random_below(4);

	if (kind == 0) {
		text_add_fmt(out, "%u", random_below(3));
		return;
	}
	text_add_str(out, kind == 1 ? "[" : "{");
	for (unsigned i = 0; i < count; i++) {
		text_add_str(out, i == 0 ? "" : ",");
		if (kind == 2)
			text_add_fmt(out, "\"%c\":", 'a' + i);
		write_random(out, depth - 1);
	}
	text_add_str(out, kind == 1 ? "]" : "}");
}

static const struct json *
random_value(struct ctx *cx)
{
	struct text out = text_make(cx->arena);

	write_random(&out, 3);
	return parse(cx, out.data);
}

/* Without a conflict either way round says the same, and nothing is told of what one alone did. */
static const char *
trial(struct arena *arena, bool is_alone)
{
	struct ctx cx = ctx_make(arena);
	const struct json *base = random_value(&cx);
	const struct json *mine = random_value(&cx);
	const struct json *theirs = random_value(&cx);
	const char *one = merged(arena, base, mine, theirs);
	const char *other = merged(arena, base, theirs, mine);

	if (is_alone)
		printf("# %s\n# %s\n", one, other);
	if (!json_equal(parse(&cx, merged(arena, base, mine, base)), mine) ||
	    !json_equal(parse(&cx, merged(arena, base, base, theirs)), theirs))
		return "what one alone has changed is lost";
	if ((strchr(one, ' ') == NULL) != (strchr(other, ' ') == NULL))
		return "a conflict for one alone";
	if (strchr(one, ' ') == NULL && !json_equal(parse(&cx, one), parse(&cx, other)))
		return "it depends on who comes first";
	return NULL;
}

/* Some of six rows, in any order. */
static const struct json *
random_rows(struct ctx *cx)
{
	unsigned first = random_below(6);
	unsigned step = random_below(2) == 0 ? 1 : 5;
	struct text out = text_make(cx->arena);

	text_add_str(&out, "[");
	for (unsigned i = 0; i < 6; i++)
		if (random_below(3) > 0)
			text_add_fmt(&out, "%s{\"name\":\"%c\",\"v\":%u}",
			             out.length == 1 ? "" : ",", 'a' + (first + i * step) % 6,
			             random_below(2));
	text_add_str(&out, "]");
	return parse(cx, out.data);
}

/* What the row of that name says; -1: there is none, -2: there are two. */
static long
value_of(const struct json *rows, const char *name)
{
	long value = -1;

	json_each(row, rows) if (strcmp(json_string(json_member(row, "name")), name) == 0)
		value = value == -1 ? json_integer(json_member(row, "v"), -3) : -2;
	return value;
}

/* Without a conflict each row is what it has become on the side that has changed it. */
static const char *
trial_rows(struct arena *arena, bool is_alone)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f" };
	struct ctx cx = ctx_make(arena);
	const struct json *base = random_rows(&cx);
	const struct json *mine = random_rows(&cx);
	const struct json *theirs = random_rows(&cx);
	const char *both = merged(arena, base, mine, theirs);
	const char *other = merged(arena, base, theirs, mine);

	if (is_alone)
		printf("# %s\n", both);
	if ((strchr(both, ' ') == NULL) != (strchr(other, ' ') == NULL))
		return "a conflict for one alone";
	for (size_t i = 0; i < 6 && strchr(both, ' ') == NULL; i++) {
		long was = value_of(base, names[i]);
		long change = value_of(theirs, names[i]) == was ? value_of(mine, names[i])
		                                                : value_of(theirs, names[i]);

		if (value_of(parse(&cx, both), names[i]) != change)
			return "a row is not what it has become";
	}
	return NULL;
}

int
main(int argc, char **argv)
{
	check_cases();
	random_run(argc, argv, 20000, trial, "two versions come together");
	random_run(argc, argv, 20000, trial_rows, "rows come together");
	return done_testing();
}
