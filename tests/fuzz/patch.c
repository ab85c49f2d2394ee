/*
 * Bytes as what a clerk sends to change a document: a JSON Patch or a JSON Merge
 * Patch. What comes out is a tree within the bounds of a text that can be parsed.
 */
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
