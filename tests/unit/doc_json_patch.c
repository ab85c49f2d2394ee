/*
 * JSON Patch and JSON Merge Patch: every example of the appendices of RFC 6902 and
 * RFC 7396, what the texts of both demand beside, and bounds.
 */
#include "doc/json_patch.h"

#include "tests/unit/tap.h"

struct sample {
	const char *name;
	const char *document;
	const char *patch;
	const char *result; /* NULL: refused */
	const char *field;  /* where */
};

/* RFC 6902, appendix A, by its numbers. */
static const struct sample appendix[] = {
	{ "A.1 adding an object member", "{\"foo\":\"bar\"}",
	  "[{\"op\":\"add\",\"path\":\"/baz\",\"value\":\"qux\"}]",
	  "{\"baz\":\"qux\",\"foo\":\"bar\"}", NULL },
	{ "A.2 adding an array element", "{\"foo\":[\"bar\",\"baz\"]}",
	  "[{\"op\":\"add\",\"path\":\"/foo/1\",\"value\":\"qux\"}]",
	  "{\"foo\":[\"bar\",\"qux\",\"baz\"]}", NULL },
	{ "A.3 removing an object member", "{\"baz\":\"qux\",\"foo\":\"bar\"}",
	  "[{\"op\":\"remove\",\"path\":\"/baz\"}]", "{\"foo\":\"bar\"}", NULL },
	{ "A.4 removing an array element", "{\"foo\":[\"bar\",\"qux\",\"baz\"]}",
	  "[{\"op\":\"remove\",\"path\":\"/foo/1\"}]", "{\"foo\":[\"bar\",\"baz\"]}", NULL },
	{ "A.5 replacing a value", "{\"baz\":\"qux\",\"foo\":\"bar\"}",
	  "[{\"op\":\"replace\",\"path\":\"/baz\",\"value\":\"boo\"}]",
	  "{\"baz\":\"boo\",\"foo\":\"bar\"}", NULL },
	{ "A.6 moving a value",
	  "{\"foo\":{\"bar\":\"baz\",\"waldo\":\"fred\"},\"qux\":{\"corge\":\"grault\"}}",
	  "[{\"op\":\"move\",\"from\":\"/foo/waldo\",\"path\":\"/qux/thud\"}]",
	  "{\"foo\":{\"bar\":\"baz\"},\"qux\":{\"corge\":\"grault\",\"thud\":\"fred\"}}", NULL },
	{ "A.7 moving an array element", "{\"foo\":[\"all\",\"grass\",\"cows\",\"eat\"]}",
	  "[{\"op\":\"move\",\"from\":\"/foo/1\",\"path\":\"/foo/3\"}]",
	  "{\"foo\":[\"all\",\"cows\",\"eat\",\"grass\"]}", NULL },
	{ "A.8 testing a value: success", "{\"baz\":\"qux\",\"foo\":[\"a\",2,\"c\"]}",
	  "[{\"op\":\"test\",\"path\":\"/baz\",\"value\":\"qux\"},"
	  "{\"op\":\"test\",\"path\":\"/foo/1\",\"value\":2}]",
	  "{\"baz\":\"qux\",\"foo\":[\"a\",2,\"c\"]}", NULL },
	{ "A.9 testing a value: error", "{\"baz\":\"qux\"}",
	  "[{\"op\":\"test\",\"path\":\"/baz\",\"value\":\"bar\"}]", NULL, "/0" },
	{ "A.10 adding a nested member object", "{\"foo\":\"bar\"}",
	  "[{\"op\":\"add\",\"path\":\"/child\",\"value\":{\"grandchild\":{}}}]",
	  "{\"foo\":\"bar\",\"child\":{\"grandchild\":{}}}", NULL },
	{ "A.11 ignoring unrecognized elements", "{\"foo\":\"bar\"}",
	  "[{\"op\":\"add\",\"path\":\"/baz\",\"value\":\"qux\",\"xyz\":123}]",
	  "{\"foo\":\"bar\",\"baz\":\"qux\"}", NULL },
	{ "A.12 adding to a nonexistent target", "{\"foo\":\"bar\"}",
	  "[{\"op\":\"add\",\"path\":\"/baz/bat\",\"value\":\"qux\"}]", NULL, "/0/path" },
	{ "A.14 ~ escape ordering", "{\"/\":9,\"~1\":10}",
	  "[{\"op\":\"test\",\"path\":\"/~01\",\"value\":10}]", "{\"/\":9,\"~1\":10}", NULL },
	{ "A.15 comparing strings and numbers", "{\"/\":9,\"~1\":10}",
	  "[{\"op\":\"test\",\"path\":\"/~01\",\"value\":\"10\"}]", NULL, "/0" },
	{ "A.16 adding an array value", "{\"foo\":[\"bar\"]}",
	  "[{\"op\":\"add\",\"path\":\"/foo/-\",\"value\":[\"abc\",\"def\"]}]",
	  "{\"foo\":[\"bar\",[\"abc\",\"def\"]]}", NULL },
};

/* What sections 3 to 5 say. */
static const struct sample sections[] = {
	{ "no operations", "{\"a\":1}", "[]", "{\"a\":1}", NULL },
	{ "a patch is an array", "{}", "{\"op\":\"remove\",\"path\":\"/a\"}", NULL, "" },
	{ "  of objects", "{}", "[\"remove\"]", NULL, "/0" },
	{ "op has to be there", "{}", "[{\"path\":\"/a\"}]", NULL, "/0/op" },
	{ "  and one of six", "{}", "[{\"op\":\"spam\",\"path\":\"/a\"}]", NULL, "/0/op" },
	{ "  with its case", "{}", "[{\"op\":\"Add\",\"path\":\"/a\",\"value\":1}]", NULL, "/0/op" },
	{ "path has to be there", "{}", "[{\"op\":\"add\",\"value\":1}]", NULL, "/0/path" },
	{ "  and a string", "{}", "[{\"op\":\"add\",\"path\":1,\"value\":1}]", NULL, "/0/path" },
	{ "  and begin with /", "{\"a\":1}", "[{\"op\":\"remove\",\"path\":\"a\"}]", NULL,
	  "/0/path" },
	{ "  with escapes as they are", "{}", "[{\"op\":\"add\",\"path\":\"/~2\",\"value\":1}]",
	  NULL, "/0/path" },
	{ "  and whole", "{}", "[{\"op\":\"add\",\"path\":\"/a~\",\"value\":1}]", NULL, "/0/path" },
	{ "add needs a value", "{}", "[{\"op\":\"add\",\"path\":\"/a\"}]", NULL, "/0" },
	{ "  which may be null", "{}", "[{\"op\":\"add\",\"path\":\"/a\",\"value\":null}]",
	  "{\"a\":null}", NULL },
	{ "  replaces what is there", "{\"a\":1}",
	  "[{\"op\":\"add\",\"path\":\"/a\",\"value\":[2]}]", "{\"a\":[2]}", NULL },
	{ "  replaces all", "{\"a\":1}", "[{\"op\":\"add\",\"path\":\"\",\"value\":[2]}]", "[2]",
	  NULL },
	{ "  no farther than behind the last", "[1]",
	  "[{\"op\":\"add\",\"path\":\"/2\",\"value\":2}]", NULL, "/0/path" },
	{ "  behind the last", "[1]", "[{\"op\":\"add\",\"path\":\"/1\",\"value\":2}]", "[1,2]",
	  NULL },
	{ "  before the first", "[1]", "[{\"op\":\"add\",\"path\":\"/0\",\"value\":2}]", "[2,1]",
	  NULL },
	{ "  at no word", "[1]", "[{\"op\":\"add\",\"path\":\"/a\",\"value\":2}]", NULL, "/0/path" },
	{ "  at no 01", "[1,2]", "[{\"op\":\"add\",\"path\":\"/01\",\"value\":2}]", NULL, "/0/path" },
	{ "  at no -1", "[1,2]", "[{\"op\":\"add\",\"path\":\"/-1\",\"value\":2}]", NULL, "/0/path" },
	{ "  at no 1e0", "[1,2]", "[{\"op\":\"add\",\"path\":\"/1e0\",\"value\":2}]", NULL,
	  "/0/path" },
	{ "  at no number beyond all", "[1]",
	  "[{\"op\":\"add\",\"path\":\"/18446744073709551617\",\"value\":2}]", NULL, "/0/path" },
	{ "  not in a text", "\"a\"", "[{\"op\":\"add\",\"path\":\"/0\",\"value\":2}]", NULL,
	  "/0/path" },
	{ "remove needs a place", "{\"a\":1}", "[{\"op\":\"remove\",\"path\":\"/A\"}]", NULL,
	  "/0/path" },
	{ "  that is there", "[1]", "[{\"op\":\"remove\",\"path\":\"/-\"}]", NULL, "/0/path" },
	{ "  not all", "[1]", "[{\"op\":\"remove\",\"path\":\"\"}]", NULL, "/0/path" },
	{ "replace needs a place", "{}", "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":1}]", NULL,
	  "/0/path" },
	{ "  also in a list", "[1,2,3]", "[{\"op\":\"replace\",\"path\":\"/1\",\"value\":9}]",
	  "[1,9,3]", NULL },
	{ "  of all", "[1]", "[{\"op\":\"replace\",\"path\":\"\",\"value\":{\"b\":[]}}]",
	  "{\"b\":[]}", NULL },
	{ "copy", "{\"a\":{\"b\":[1]}}", "[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/a/c\"}]",
	  "{\"a\":{\"b\":[1],\"c\":{\"b\":[1]}}}", NULL },
	{ "  is not the same", "{\"a\":[1]}",
	  "[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"},"
	  "{\"op\":\"add\",\"path\":\"/b/-\",\"value\":2}]",
	  "{\"a\":[1],\"b\":[1,2]}", NULL },
	{ "  needs from", "{}", "[{\"op\":\"copy\",\"path\":\"/b\"}]", NULL, "/0/from" },
	{ "  which is there", "{}", "[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}]", NULL,
	  "/0/from" },
	{ "move not into itself", "{\"a\":{}}",
	  "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a/b\"}]", NULL, "/0/path" },
	{ "  but beside", "{\"a\":1}", "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/ab\"}]",
	  "{\"ab\":1}", NULL },
	{ "  to where it is", "{\"a\":1}", "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a\"}]",
	  "{\"a\":1}", NULL },
	{ "  not all", "{\"a\":1}", "[{\"op\":\"move\",\"from\":\"\",\"path\":\"\"}]", "{\"a\":1}",
	  NULL },
	{ "  over another", "{\"a\":1,\"b\":2}",
	  "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"}]", "{\"b\":1}", NULL },
	{ "  behind where it was", "[1,2,3]", "[{\"op\":\"move\",\"from\":\"/0\",\"path\":\"/-\"}]",
	  "[2,3,1]", NULL },
	{ "test of objects in any order", "{\"a\":{\"x\":1,\"y\":[null,true]}}",
	  "[{\"op\":\"test\",\"path\":\"/a\",\"value\":{\"y\":[null,true],\"x\":1}}]",
	  "{\"a\":{\"x\":1,\"y\":[null,true]}}", NULL },
	{ "  with no member more", "{\"a\":1,\"b\":2}",
	  "[{\"op\":\"test\",\"path\":\"\",\"value\":{\"a\":1}}]", NULL, "/0" },
	{ "  nor another", "{\"a\":1,\"b\":2}",
	  "[{\"op\":\"test\",\"path\":\"\",\"value\":{\"a\":1,\"B\":2}}]", NULL, "/0" },
	{ "  of lists in their order", "[1,2]", "[{\"op\":\"test\",\"path\":\"\",\"value\":[2,1]}]",
	  NULL, "/0" },
	{ "  of numbers by value", "[10]", "[{\"op\":\"test\",\"path\":\"/0\",\"value\":1e1}]",
	  "[10]", NULL },
	{ "  of decimal texts by digits", "[\"1.0\"]",
	  "[{\"op\":\"test\",\"path\":\"/0\",\"value\":\"1.00\"}]", NULL, "/0" },
	{ "the second that fails is named", "{\"a\":1}",
	  "[{\"op\":\"remove\",\"path\":\"/a\"},{\"op\":\"remove\",\"path\":\"/a\"}]", NULL,
	  "/1/path" },
	{ "names with signs and without", "{\"\":{\"a/b\":1},\"%\":2}",
	  "[{\"op\":\"remove\",\"path\":\"//a~1b\"},{\"op\":\"remove\",\"path\":\"/%\"}]",
	  "{\"\":{}}", NULL },
	{ "amounts keep their digits", "{\"a\":\"12345678901234567.10\"}",
	  "[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}]",
	  "{\"a\":\"12345678901234567.10\",\"b\":\"12345678901234567.10\"}", NULL },
};

/* RFC 7396, section 3, and appendix A in its order. */
static const struct sample merges[] = {
	{ "section 3",
	  "{\"title\":\"Goodbye!\",\"author\":{\"givenName\":\"John\",\"familyName\":\"Doe\"},"
	  "\"tags\":[\"example\",\"sample\"],\"content\":\"This will be unchanged\"}",
	  "{\"title\":\"Hello!\",\"phoneNumber\":\"+01-123-456-7890\","
	  "\"author\":{\"familyName\":null},\"tags\":[\"example\"]}",
	  "{\"title\":\"Hello!\",\"author\":{\"givenName\":\"John\"},\"tags\":[\"example\"],"
	  "\"content\":\"This will be unchanged\",\"phoneNumber\":\"+01-123-456-7890\"}",
	  NULL },
	{ "replaced", "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}", NULL },
	{ "added", "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}", NULL },
	{ "taken out", "{\"a\":\"b\"}", "{\"a\":null}", "{}", NULL },
	{ "taken out of two", "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}", NULL },
	{ "a list by a text", "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}", NULL },
	{ "a text by a list", "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}", NULL },
	{ "deep", "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}",
	  "{\"a\":{\"b\":\"d\"}}", NULL },
	{ "lists are whole", "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}", NULL },
	{ "a list by a list", "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]", NULL },
	{ "an object by a list", "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]", NULL },
	{ "by null", "{\"a\":\"foo\"}", "null", "null", NULL },
	{ "by a text", "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"", NULL },
	{ "null stays where it was", "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}", NULL },
	{ "a list by an object", "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}", NULL },
	{ "no null in what is new", "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}",
	  NULL },
	{ "names with their case", "{\"a\":1}", "{\"A\":null}", "{\"a\":1}", NULL },
};

typedef enum err (*change)(struct ctx *cx, const struct json *document, const struct json *patch,
                           const struct json **out);

static const struct json *
parse(struct ctx *cx, const char *text)
{
	const struct json *value = NULL;

	if (json_parse(cx, "test", text, strlen(text), &value) != ERR_OK)
		printf("# %s: %s\n", text, cx->reason);
	return value;
}

static const char *
written(struct arena *arena, const struct json *value)
{
	struct text out = text_make(arena);

	json_add(&out, value);
	return out.data;
}

static void
check(change apply, const struct sample *sample)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct json *document = parse(&cx, sample->document);
	const struct json *patch = parse(&cx, sample->patch);
	const char *before = written(arena, document);
	const struct json *out = NULL;
	enum err status = apply(&cx, document, patch, &out);

	if (sample->result == NULL) {
		ok(status == ERR_INPUT || status == ERR_CONFLICT, "%s: refused", sample->name);
		is_str(cx.field, sample->field, "  with the place");
	} else if (!ok(status == ERR_OK, "%s", sample->name)) {
		printf("# %s\n", cx.reason);
	} else {
		ok(json_equal(out, parse(&cx, sample->result)), "  gives %s", written(arena, out));
	}
	is_str(written(arena, document), before, "  and the document stays as it was");
	arena_free(arena);
}

static void
check_all(change apply, const struct sample *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(apply, &all[i]);
}

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* `count` copies of one step. */
static const char *
steps(struct arena *arena, const char *step, int count)
{
	struct text out = text_make(arena);

	for (int i = 0; i < count; i++)
		text_add_fmt(&out, "%s%s", i == 0 ? "[" : ",", step);
	text_add_str(&out, "]");
	return out.data;
}

/* What has no bound ends with another error, or takes hours and is killed. */
static void
check_bound(const char *document, const char *step, int count, const char *name)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct json *before = parse(&cx, document);
	const struct json *patch = parse(&cx, steps(arena, step, count));
	const struct json *out;

	is_int(json_patch_apply(&cx, before, patch, &out), ERR_INPUT, name);
	arena_free(arena);
}

static void
check_bounds(void)
{
	struct arena *arena = arena_new();
	struct text wide = text_make(arena);
	struct text letters = text_make(arena);

	for (int i = 0; i < 9000; i++)
		text_add_str(&wide, i == 0 ? "[1" : ",1");
	text_add_str(&wide, "]");
	text_add_str(&letters, "[\"");
	for (int i = 0; i < 100000; i++)
		text_add_str(&letters, "a");
	text_add_str(&letters, "\"]");
	check_bound("[[]]", "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/-\"}", 60,
	            "copies of copies");
	check_bound("{\"a\":1}", "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/a\"}", 70,
	            "deeper and deeper");
	check_bound("[]", "{\"op\":\"add\",\"path\":\"/-\",\"value\":1}", JSON_PATCH_STEPS_MAX + 1,
	            "too many steps");
	check_bound(wide.data, "{\"op\":\"add\",\"path\":\"/9000\",\"value\":1}", 10000,
	            "a long way each time");
	check_bound(letters.data, "{\"op\":\"copy\",\"from\":\"/0\",\"path\":\"/-\"}", 1000,
	            "copies of a long text");
	arena_free(arena);
}

/* cJSON's comparison would take 2^60 steps here. */
static void
check_nested(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct text nested = text_make(arena);

	for (int i = 0; i < 60; i++)
		text_add_str(&nested, "{\"a\":");
	text_add_str(&nested, "1");
	for (int i = 0; i < 60; i++)
		text_add_str(&nested, "}");
	ok(json_equal(parse(&cx, nested.data), parse(&cx, nested.data)), "nested objects are equal");
	arena_free(arena);
}

int
main(void)
{
	check_all(json_patch_apply, appendix, COUNT(appendix));
	check_all(json_patch_apply, sections, COUNT(sections));
	check_all(json_patch_merge, merges, COUNT(merges));
	check_bounds();
	check_nested();
	return done_testing();
}
