#include "render/contents.h"

#include <string.h>

#include "doc/edit.h"
#include "template/fill.h"
#include "template/masked.h"

static const char *
copy(struct arena *arena, const struct json *value)
{
	const char *s = json_string(value);

	return s == NULL ? NULL : arena_strdup(arena, s);
}

struct contents_part
contents_read(struct arena *arena, const struct json *document, const char *title)
{
	const struct json *project = json_member(document, "project");
	const char *name = json_string(json_member(document, "title"));
	const char *of = json_string(json_member(project, "name"));
	const char *whole = arena_printf(arena, "%s%s%s", name == NULL ? "" : name,
	                                 of == NULL ? "" : "：", of == NULL ? "" : of);

	return (struct contents_part){
		.title = arena_strdup(arena, title),
		.name = masked_hide(arena, json_member(document, FILL_MASKED), whole),
		.department = copy(arena, json_member(json_member(document, "department"), "code")),
		.label = copy(arena, json_member(document, "attachment")),
		.year = json_integer(json_member(document, "year"), 0),
	};
}

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

const char *
contents_label(struct arena *arena, const struct contents_part *parts, size_t count, size_t index)
{
	const char *label = parts[index].label;
	size_t before = 0;
	size_t all = 0;

	for (size_t i = 0; i < count; i++) {
		all += is_same(parts[i].label, label) ? 1 : 0;
		before += i < index && is_same(parts[i].label, label) ? 1 : 0;
	}
	return all < 2 ? label : arena_printf(arena, "%s-%zu", label, before + 1);
}

enum err
contents_relabel(struct ctx *cx, const struct contents_part *parts, size_t count, size_t index,
                 struct text *document)
{
	const char *label = contents_label(cx->arena, parts, count, index);
	const struct json *json;
	struct edit_tree *tree;

	if (label == parts[index].label)
		return ERR_OK;
	TRY(json_parse(cx, "文档", document->data, document->length, &json));
	tree = edit_new(cx->arena, json);
	edit_member(tree->root, "attachment")->text = label;
	*document = text_make(cx->arena);
	edit_write(tree, document);
	return ERR_OK;
}

/* Are all parts of one department and year, which the set's title says? */
static bool
are_of_one(const struct contents_part *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_same(parts[i].department, parts[0].department) ||
		    parts[i].year != parts[0].year)
			return false;
	return true;
}

const char *
contents_name(const struct contents_part *parts, size_t count, size_t index)
{
	return are_of_one(parts, count) ? parts[index].name : parts[index].title;
}

void
contents_add(struct arena *arena, const struct contents_part *parts, size_t count, struct text *out)
{
	text_add_str(out, "\"parts\":[");
	for (size_t i = 0; i < count; i++) {
		const char *label = contents_label(arena, parts, count, i);

		text_add_fmt(out, "%s{\"page\":\"%u\",\"title\":", i > 0 ? "," : "", parts[i].page);
		text_add_json(out, contents_name(parts, count, i));
		if (label != NULL) {
			text_add_str(out, ",\"attachment\":");
			text_add_json(out, label);
		}
		text_add_str(out, "}");
	}
	text_add_str(out, "]");
}
