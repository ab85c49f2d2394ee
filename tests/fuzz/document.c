/*
 * Bytes as the JSON of a document: parse it, check it against the schema, print
 * its numbers, and if its form has a template lay it out with the test glyphs.
 */
#include "doc/decimal.h"
#include "doc/document_schema.h"
#include "render/renderer.h"
#include "tests/fuzz/fuzz.h"

static const struct schema *schema;
static struct renderer *renderer;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct arena *arena;
	struct ctx cx;

	(void)argc;
	(void)argv;
	arena = arena_new();
	cx = ctx_make(arena);
	fuzz_must(document_schema_load(&cx, &schema) == ERR_OK, "the schema loads");
	fuzz_must(renderer_load(&cx, TREE "/templates", NULL, false, &renderer) == ERR_OK,
	          "the templates load");
	return 0;
}

/* What has been printed prints as itself, and groups differ only by their separators. */
static void
check_decimal(struct arena *arena, const char *s)
{
	struct decimal_format format = { .shift = -4, .places = 2 };
	struct ctx cx = ctx_make(arena);
	struct text plain = text_make(arena);
	const char *printed;
	const char *grouped;
	const char *again;

	if (decimal_print(&cx, s, format, &printed) != ERR_OK) {
		fuzz_check_outcome(&cx, cx.kind);
		return;
	}
	fuzz_must(decimal_is_valid(s) && decimal_is_valid(printed), "a number is printed");
	format.group = true;
	fuzz_must(decimal_print(&cx, s, format, &grouped) == ERR_OK, "and with groups");
	for (; *grouped != '\0'; grouped++)
		if (*grouped != ',')
			text_add(&plain, grouped, 1);
	fuzz_must(strcmp(plain.data, printed) == 0, "groups change no digit");
	format = (struct decimal_format){ .places = 2 };
	fuzz_must(strlen(printed) > 60 || (decimal_print(&cx, printed, format, &again) == ERR_OK &&
	                                   strcmp(printed, again) == 0),
	          "a printed number prints as itself");
}

static void
check_decimals(struct arena *arena, const struct json *value)
{
	if (json_string(value) != NULL)
		check_decimal(arena, json_string(value));
	json_each(item, value) check_decimals(arena, item);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct json *document;
	struct text trace;
	enum err status = json_parse(&cx, "document", bytes, size, &document);

	fuzz_check_outcome(&cx, status);
	if (status == ERR_OK) {
		check_decimals(arena, document);
		fuzz_check_outcome(&cx, schema_check(&cx, schema, "document", document));
		ctx_clear(&cx);
		fuzz_check_outcome(&cx, renderer_trace(&cx, renderer, bytes, size, &trace));
	}
	arena_free(arena);
	return 0;
}
