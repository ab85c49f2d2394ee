/*
 * Bytes as text with bindings, as it stands in a template: compile it, and if it
 * is accepted fill it with a sample document. After a first character `?` they
 * are the path of a condition or a loop.
 */
#include "doc/document_schema.h"
#include "template/bind.h"
#include "tests/fuzz/fuzz.h"

static const struct schema *schema;
static const struct json *document;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct arena *arena;
	struct ctx cx;
	struct text file;

	(void)argc;
	(void)argv;
	arena = arena_new();
	cx = ctx_make(arena);
	fuzz_must(document_schema_load(&cx, &schema) == ERR_OK, "the schema loads");
	fuzz_must(text_read_file(&cx, TREE "/sql/sample/s2-01.json", 1000000, &file) == ERR_OK &&
	                  json_parse(&cx, "sample", file.data, file.length, &document) == ERR_OK,
	          "the sample loads");
	return 0;
}

/*
 * In scope: `fund` and `line`, the extra field `note` of the document and of each of
 * these, and the list `counties` with a name and children.
 */
static struct bind_names
names_in_scope(void)
{
	static const struct bind_field note = { NULL, "note", "text", "note" };
	static const struct bind_field name = { NULL, "name", "text", "name" };
	static const struct bind_list towns = { NULL, "children", "towns", &name, NULL };
	static const struct bind_list counties = { NULL, "counties", "counties", &name, &towns };
	struct bind_names names = { .world = { schema, &note, &counties, &note, &note },
		                    .slot_count = 2 };

	names.slots[0].name = "fund";
	names.slots[0].shape.schema = schema_items(schema_member(schema, "funds"));
	names.slots[1].name = "line";
	names.slots[1].shape.schema = schema_items(schema_member(schema, "indicators"));
	return names;
}

static void
check_text(struct ctx *cx, const char *source, const struct bind_scope *scope)
{
	struct bind_names names = names_in_scope();
	const char *text;
	struct piece *pieces;
	enum err status = bind_compile_text(cx, &names, source, &pieces);

	if (status == ERR_OK)
		status = bind_join(cx, pieces, scope, &text);
	fuzz_check_outcome(cx, status);
	if (status == ERR_OK)
		fuzz_must(text_utf8_check(text, strlen(text)) == strlen(text), "the text is UTF-8");
}

static void
check_path(struct ctx *cx, const char *source, const struct bind_scope *scope)
{
	struct bind_names names = names_in_scope();
	const struct bind_condition *condition;
	const struct bind_path *path;
	struct shape item;
	bool holds;

	if (bind_compile_condition(cx, &names, source, &condition) == ERR_OK &&
	    bind_test(cx, condition, scope, &holds) != ERR_OK)
		fuzz_must(cx->field != NULL, "a condition that cannot be decided names its field");
	fuzz_check_outcome(cx, cx->kind);
	ctx_clear(cx);
	if (bind_compile_list(cx, &names, source, &path, &item) == ERR_OK) {
		struct bind_items items = bind_list(cx->arena, path, scope);
		size_t groups;
		size_t grouped = 0;
		struct bind_items *group = bind_group(cx->arena, items, "name", &groups);

		for (size_t i = 0; i < groups; i++)
			grouped += group[i].count;
		fuzz_must(grouped == items.count, "each item is in one group");
	}
	fuzz_check_outcome(cx, cx->kind);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	char *source = arena_strndup(arena, (const char *)data, size);
	struct bind_turn turns[] = { { .item = json_first(json_member(document, "funds")) },
		                     { .item = json_first(json_member(document, "indicators")),
		                       .slot = 1 } };
	struct bind_scope scope;

	bind_scope_init(&scope, arena, document, NULL);
	bind_scope_enter(&scope, &turns[0]);
	bind_scope_enter(&scope, &turns[1]);
	/* The XML parser gives UTF-8. */
	source[text_utf8_check(source, strlen(source))] = '\0';
	if (*source == '?')
		check_path(&cx, source + 1, &scope);
	else
		check_text(&cx, source, &scope);
	arena_free(arena);
	return 0;
}
