#include "doc/document_text.h"

#include <string.h>

#include "doc/json_pointer.h"
#include "text/canonical.h"

/* A document on its way to its canonical form. */
struct rewriting {
	struct ctx *cx;
	const char *name;
	const struct json *root;
	const struct json_map *map; /* made at the first fault */
	struct text out;
	bool is_changed;
	bool is_faulty;
};

static void
add_fault(struct rewriting *rewriting, const struct json *value, const char *reason)
{
	struct ctx *cx = rewriting->cx;
	struct text place = text_make(cx->arena);

	if (rewriting->map == NULL)
		rewriting->map = json_map_new(cx->arena, rewriting->root);
	if (rewriting->name != NULL)
		text_add_fmt(&place, "%s: ", rewriting->name);
	json_map_add_pointer(rewriting->map, value, &place);
	err_add_fault(cx, place.data, "%s", reason);
	rewriting->is_faulty = true;
}

static void
write_string(struct rewriting *rewriting, const struct json *value)
{
	struct ctx inner = ctx_make(rewriting->cx->arena);
	const char *text = json_string(value);
	const char *canonical;

	if (canonical_text(&inner, text, &canonical) != ERR_OK) {
		add_fault(rewriting, value, inner.reason);
		canonical = text;
	}
	rewriting->is_changed |= canonical != text;
	text_add_json(&rewriting->out, canonical);
}

/* The database writes explanations, and escapes all of them: it cannot tell what would be read as markup. */
static bool
is_own(const struct rewriting *rewriting, const struct json *parent, const struct json *value)
{
	return parent == rewriting->root && json_type(parent) == JSON_OBJECT &&
	       strcmp(json_name(value), "explanations") == 0;
}

/* Trees are no deeper than JSON_DEPTH_MAX. */
static void
write_value(struct rewriting *rewriting, const struct json *value)
{
	bool is_object = json_type(value) == JSON_OBJECT;
	const char *comma = "";

	if (json_type(value) == JSON_STRING) {
		write_string(rewriting, value);
		return;
	}
	if (!is_object && json_type(value) != JSON_ARRAY) {
		json_add_scalar(&rewriting->out, value);
		return;
	}
	text_add_str(&rewriting->out, is_object ? "{" : "[");
	json_each(item, value)
	{
		text_add_str(&rewriting->out, comma);
		comma = ",";
		if (is_object) {
			text_add_json(&rewriting->out, json_name(item));
			text_add_str(&rewriting->out, ":");
		}
		if (is_own(rewriting, value, item))
			json_add(&rewriting->out, item);
		else
			write_value(rewriting, item);
	}
	text_add_str(&rewriting->out, is_object ? "}" : "]");
}

enum err
document_text_canonical(struct ctx *cx, const char *name, const struct json **document,
                        struct text *text)
{
	struct rewriting rewriting = {
		.cx = cx, .name = name, .root = *document, .out = text_make(cx->arena)
	};

	write_value(&rewriting, *document);
	if (rewriting.is_changed) {
		TRY(json_parse(cx, name == NULL ? "" : name, rewriting.out.data,
		               rewriting.out.length, document));
		*text = rewriting.out;
	}
	return rewriting.is_faulty ? err_set(cx, ERR_INPUT, "有不能排印的文字") : ERR_OK;
}
