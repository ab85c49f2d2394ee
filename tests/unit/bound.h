/*
 * For the tests of bindings: a document, declarations of fields and lists, and three
 * loops, `fund`, `chapter` and `nothing`, whose item is absent.
 */
#ifndef TESTS_UNIT_BOUND_H
#define TESTS_UNIT_BOUND_H

#include <stdlib.h>

#include "doc/document_schema.h"
#include "template/bind.h"
#include "tests/unit/tap.h"

static const char bound_document[] =
	"{\"title\":\"自评表\",\"year\":2024,\"department\":{\"name\":\"社会工作部\"},"
	"\"texts\":{\"goal\":\"\",\"note\":\"a\\r\\nb {year} }\"},\"indicators\":[],"
	"\"funds\":[{\"kind\":\"fiscal_appropriation\",\"label\":\"财政拨款\",\"depth\":1,\"executed\":\"196876.30\"},"
	"{\"kind\":\"own_level\",\"label\":\"本级\",\"depth\":2,\"executed\":\"—\"},"
	"{\"kind\":\"other\",\"label\":\"其他\",\"depth\":1}],"
	"\"chapters\":[{\"level\":0,\"heading\":\"一、\",\"run_in\":true}],"
	"\"base_data\":[{\"section\":\"staff\",\"rows\":[]},{\"section\":\"expenditure\",\"rows\":["
	"{\"label\":\"r1\",\"depth\":0,\"values\":{\"budget\":\"5\"}},"
	"{\"label\":\"r2\",\"depth\":1,\"values\":{\"budget\":\"—\"}}]}],"
	"\"lists\":{\"counties\":[{\"name\":\"甲\",\"kind\":\"a\",\"open\":\"false\",\"children\":[{\"amount\":\"1\"},{\"amount\":\"2\"}]},"
	"{\"name\":\"乙\",\"kind\":\"b\",\"open\":\"true\"},{\"name\":\"丙\",\"kind\":\"a\",\"children\":[{\"amount\":\"3\"}]}]},"
	"\"extra\":{\"period\":\"2024 年\",\"text\":\"false\",\"yes\":\"true\",\"no\":\"false\",\"blank\":\"\"}}";

static const struct bind_field bound_county_fields[] = {
	{ .next = &bound_county_fields[1], .name = "name", .type = "text", .label = "县" },
	{ .next = &bound_county_fields[2], .name = "kind", .type = "text", .label = "类" },
	{ .name = "open", .type = "boolean", .label = "是否公开" },
};
static const struct bind_field bound_amount = { .name = "amount", .type = "amount", .label = "金额" };
static const struct bind_list bound_children = { .name = "children",
	                                         .label = "项",
	                                         .fields = &bound_amount };
static const struct bind_list bound_list = { .name = "counties",
	                                     .label = "县区",
	                                     .fields = bound_county_fields,
	                                     .children = &bound_children };
static const struct bind_field bound_fields[] = {
	{ .next = &bound_fields[1], .name = "period", .type = "text", .label = "项目期限" },
	{ .next = &bound_fields[2], .name = "text", .type = "text", .label = "文字" },
	{ .next = &bound_fields[3], .name = "yes", .type = "boolean", .label = "是" },
	{ .next = &bound_fields[4], .name = "no", .type = "boolean", .label = "否" },
	{ .next = &bound_fields[5], .name = "none", .type = "boolean", .label = "无" },
	{ .name = "blank", .type = "boolean", .label = "空" },
};

static inline struct bind_names
bound_names(const struct schema *schema)
{
	struct bind_names names = {
		.world = { .root = schema, .fields = bound_fields, .lists = &bound_list },
		.slot_count = 3
	};

	names.slots[0].name = "fund";
	names.slots[0].shape.schema = schema_items(schema_member(schema, "funds"));
	names.slots[1].name = "chapter";
	names.slots[1].shape.schema = schema_items(schema_member(schema, "chapters"));
	names.slots[2].name = "nothing";
	names.slots[2].shape = names.slots[0].shape;
	return names;
}

static inline struct bind_scope *
bound_scope(struct arena *arena, const struct json *root, const struct shape_world *world)
{
	struct bind_scope *scope = arena_alloc(arena, sizeof *scope);
	struct bind_turn *turns = arena_array(arena, 3, sizeof *turns);

	bind_scope_init(scope, arena, root, world);
	turns[0] = (struct bind_turn){ .item = json_first(json_member(root, "funds")), .slot = 0 };
	turns[1] = (struct bind_turn){ .item = json_first(json_member(root, "chapters")),
		                       .slot = 1,
		                       .number = 7 };
	turns[2] = (struct bind_turn){ .slot = 2 };
	for (size_t i = 0; i < 3; i++)
		bind_scope_enter(scope, &turns[i]);
	return scope;
}

/* Read the document and enter the loops. */
static inline struct bind_scope *
bound_enter(struct arena *arena, struct bind_names *names)
{
	struct ctx cx = ctx_make(arena);
	const struct schema *schema;
	const struct json *root;

	if (document_schema_load(&cx, &schema) != ERR_OK ||
	    json_parse(&cx, "document", bound_document, sizeof bound_document - 1, &root) != ERR_OK)
		abort();
	*names = bound_names(schema);
	return bound_scope(arena, root, &names->world);
}

/* Text with bindings: what it prints, or why it is refused when the template is loaded. */
struct bound_text {
	const char *source;
	const char *out;
	const char *refusal;
};

static inline enum err
bound_print(struct ctx *cx, const struct bind_names *names, const struct bind_scope *scope,
            const char *source, const char **out)
{
	struct piece *pieces;

	TRY(bind_compile_text(cx, names, source, &pieces));
	return bind_join(cx, pieces, scope, out);
}

static inline void
bound_check(struct arena *arena, const struct bind_names *names, const struct bind_scope *scope,
            const struct bound_text *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct ctx cx = ctx_make(arena);
		const char *out = NULL;
		enum err status = bound_print(&cx, names, scope, texts[i].source, &out);

		if (status != ERR_OK)
			out = arena_printf(arena, "! %s%s%s", cx.field == NULL ? "" : cx.field,
			                   cx.field == NULL ? "" : " ", cx.reason);
		if (texts[i].refusal == NULL)
			is_str(out, texts[i].out, arena_printf(arena, "'%s'", texts[i].source));
		else if (!ok(status == ERR_INPUT && strstr(cx.reason, texts[i].refusal) != NULL,
		             "'%s' is refused: %s", texts[i].source, texts[i].refusal))
			printf("# reason: %s\n", cx.reason == NULL ? "none" : cx.reason);
	}
}

#endif
