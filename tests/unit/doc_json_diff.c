/*
 * Differences of documents: which there are, in words of RFC 6902, and that the patch of
 * two random documents makes the second of the first.
 */
#include "doc/json_diff.h"

#include "doc/json_patch.h"
#include "tests/unit/random.h"

static const struct json *
parse(struct ctx *cx, const char *data)
{
	const struct json *value = NULL;

	return json_parse(cx, "test", data, strlen(data), &value) == ERR_OK ? value : NULL;
}

static const char *
patch_of(struct arena *arena, const struct json *before, const struct json *after)
{
	struct text out = text_make(arena);
	struct json_difference *list;
	size_t count;

	json_diff(arena, before, after, &list, &count);
	json_diff_patch(&out, list, count);
	return out.data;
}

/* By hand, from section 4 of RFC 6902 and the rule of the header. */
static const struct {
	const char *name;
	const char *before;
	const char *after;
	const char *patch;
} cases[] = {
	{ "nothing, in another order", "{\"a\":1,\"b\":[2]}", "{\"b\":[2],\"a\":1}", "[]" },
	{ "a cell", "{\"funds\":[{\"executed\":\"1.00\"}]}", "{\"funds\":[{\"executed\":\"1.10\"}]}",
	  "[{\"op\":\"replace\",\"path\":\"/funds/0/executed\",\"value\":\"1.10\"}]" },
	{ "digits are not rounded", "{\"a\":\"1.0\"}", "{\"a\":\"1.00\"}",
	  "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":\"1.00\"}]" },
	{ "a member that went and one that came", "{\"a\":1}", "{\"b\":null}",
	  "[{\"op\":\"remove\",\"path\":\"/a\"},\n {\"op\":\"add\",\"path\":\"/b\",\"value\":null}]" },
	{ "a row that went between others", "[1,2,3]", "[1,3]",
	  "[{\"op\":\"remove\",\"path\":\"/1\"}]" },
	{ "rows that went, the last one first", "[1,2,3,4]", "[1,4]",
	  "[{\"op\":\"remove\",\"path\":\"/2\"},\n {\"op\":\"remove\",\"path\":\"/1\"}]" },
	{ "a row that came between others", "[1,3]", "[1,2,3]",
	  "[{\"op\":\"add\",\"path\":\"/1\",\"value\":2}]" },
	{ "another kind of value", "{\"a\":[]}", "{\"a\":{}}",
	  "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":{}}]" },
	{ "names with signs of a pointer", "{\"a/b\":1,\"~\":2}", "{\"a/b\":2,\"~\":1}",
	  "[{\"op\":\"replace\",\"path\":\"/a~1b\",\"value\":2},\n "
	  "{\"op\":\"replace\",\"path\":\"/~0\",\"value\":1}]" },
	{ "all of it", "1", "\"甲\"", "[{\"op\":\"replace\",\"path\":\"\",\"value\":\"甲\"}]" },
};

static void
check_cases(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_new();
		struct ctx cx = ctx_make(arena);

		is_str(patch_of(arena, parse(&cx, cases[i].before), parse(&cx, cases[i].after)),
		       cases[i].patch, cases[i].name);
		arena_free(arena);
	}
}

/* A random value, of few names and few scalars, so that two have much in common. */
static void
write_random(struct text *out, unsigned depth)
{
	static const char *const scalars[] = { "null", "true", "1", "\"1\"", "\"甲\"", "\"\"" };
	static const char *const names[] = { "a", "b/c", "~", "", "名" };
	unsigned kind = depth == 0 ? 0 : random_below(4);
	bool is_first = true;

	if (kind < 2) {
		text_add_str(out, scalars[random_below(6)]);
	} else if (kind == 2) {
		text_add_str(out, "[");
		for (unsigned i = random_below(5); i > 0; i--) {
			write_random(out, depth - 1);
			text_add_str(out, i > 1 ? "," : "");
		}
		text_add_str(out, "]");
	} else {
		text_add_str(out, "{");
		for (unsigned i = 0; i < 5; i++) {
			if (random_below(2) == 0)
				continue;
			text_add_fmt(out, "%s\"%s\":", is_first ? "" : ",", names[i]);
			write_random(out, depth - 1);
			is_first = false;
		}
		text_add_str(out, "}");
	}
}

static const struct json *
random_value(struct ctx *cx)
{
	struct text out = text_make(cx->arena);

	write_random(&out, 4);
	return parse(cx, out.data);
}

static const char *
trial(struct arena *arena, bool is_alone)
{
	struct ctx cx = ctx_make(arena);
	const struct json *before = random_value(&cx);
	const struct json *after = random_value(&cx);
	const char *patch = patch_of(arena, before, after);
	const struct json *out = NULL;

	if (is_alone)
		printf("# %s\n", patch);
	if (json_patch_apply(&cx, before, parse(&cx, patch), &out) != ERR_OK)
		return arena_printf(arena, "the patch is none: %s", cx.reason);
	if (!json_equal(out, after))
		return "the patch leads elsewhere";
	if ((strcmp(patch, "[]") == 0) != json_equal(before, after))
		return "a patch of nothing, or none of something";
	return NULL;
}

int
main(int argc, char **argv)
{
	check_cases();
	random_run(argc, argv, 20000, trial,
	           "the patch of two documents leads from one to the other");
	return done_testing();
}
