/*
 * Bytes as what a clerk sends to change a document: a JSON Patch or a JSON Merge
 * Patch. What comes out is a tree within the bounds of a text that can be parsed. And
 * bytes as another document: the patch from one to the other leads there.
 */
#include "doc/json_diff.h"
#include "doc/json_patch.h"

#include "tests/fuzz/fuzz.h"

static const char document[] =
	"{\"form\":\"E1\",\"year\":2024,\"department\":{\"code\":\"1\",\"name\":\"中\"},"
	"\"funds\":[{\"kind\":\"total\",\"executed\":\"12.30\"},{\"kind\":\"other\"}],"
	"\"indicators\":[{\"name\":\"a\",\"children\":[{\"name\":\"b\"}]}],\"\":{\"~\":null,\"/\":true}}";

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

static const struct json *
parse(struct ctx *cx, const char *data, size_t size)
{
	const struct json *value = NULL;

	return json_parse(cx, "patch", data, size, &value) == ERR_OK ? value : NULL;
}

/* Patches of so many steps are within what one may cost. */
#define SAFE_STEPS 100

static void
check_way(struct ctx *cx, const struct json *from, const struct json *to)
{
	struct text patch = text_make(cx->arena);
	struct json_difference *list;
	const struct json *steps;
	const struct json *out = NULL;
	size_t count;

	json_diff(cx->arena, from, to, &list, &count);
	fuzz_must((count == 0) == json_equal(from, to), "what is equal has no differences");
	json_diff_patch(&patch, list, count);
	/* What is as deep as a text may be is too deep within a patch. */
	steps = parse(cx, patch.data, patch.length);
	ctx_clear(cx);
	if (count > SAFE_STEPS || steps == NULL)
		return;
	fuzz_must(json_patch_apply(cx, from, steps, &out) == ERR_OK, "what differs is a patch");
	fuzz_must(json_equal(out, to), "and it leads to the other");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct json *before = parse(&cx, document, sizeof document - 1);
	const struct json *patch = parse(&cx, (const char *)data, size);
	const struct json *out = NULL;
	struct text written = text_make(arena);
	enum err status = ERR_OK;

	ctx_clear(&cx);
	if (patch != NULL && json_type(patch) == JSON_ARRAY)
		status = json_patch_apply(&cx, before, patch, &out);
	else if (patch != NULL)
		status = json_patch_merge(&cx, before, patch, &out);
	fuzz_check_outcome(&cx, status);
	ctx_clear(&cx);
	if (patch != NULL) {
		check_way(&cx, before, patch);
		check_way(&cx, patch, before);
	}
	if (status == ERR_OK && out != NULL) {
		struct text twice = text_make(arena);
		const struct json *again;

		json_add(&written, out);
		/* An object of too many members is the one thing that only reading refuses. */
		again = parse(&cx, written.data, written.length);
		if (again != NULL)
			json_add(&twice, again);
		fuzz_must(again == NULL || strcmp(written.data, twice.data) == 0,
		          "what is written reads the same");
	}
	arena_free(arena);
	return 0;
}
