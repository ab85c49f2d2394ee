/* The listing of `gongkai fonts` for programs. */
#include "command/fonts_internal.h"

static const char *const weights[] = { "regular", "bold" };

static void
add_json_member(struct text *out, const char *name, const char *value)
{
	text_add_fmt(out, ", \"%s\": ", name);
	text_add_json(out, value);
}

static void
add_json_faces(const struct listing *listing, struct text *out)
{
	for (unsigned face = 0; face < font_manifest_count(listing->fonts); face++) {
		struct font_info info = font_describe(listing->fonts, face);

		text_add_str(out, face == 0 ? "\n    { \"name\": " : ",\n    { \"name\": ");
		text_add_json(out, info.name);
		add_json_member(out, "file", info.file);
		text_add_fmt(out, ", \"index\": %u", info.index);
		add_json_member(out, "package", info.package);
		add_json_member(out, "licence", info.licence);
		add_json_member(out, "postscript_name", info.postscript_name);
		add_json_member(out, "format", info.is_cff ? "CFF" : "TrueType");
		text_add_fmt(out,
		             ", \"glyphs\": %u, \"preload\": %s, \"fs_type\": ", info.glyph_count,
		             info.is_preloaded ? "true" : "false");
		if (info.permission < 0)
			text_add_str(out, "null }");
		else
			text_add_fmt(out, "%d }", info.permission);
	}
}

static void
add_json_roles(const struct listing *listing, struct text *out)
{
	for (unsigned choice = 0; choice < FONT_CHOICE_COUNT; choice++) {
		size_t count;
		const unsigned *chain = font_chain(listing->fonts, choice, &count);

		if (choice % 2 == 0)
			text_add_fmt(out, "%s\n    \"%s\": {", choice == 0 ? "" : ",",
			             style_role_name((enum font_role)(choice / 2)));
		text_add_fmt(out, "%s \"%s\": [", choice % 2 == 0 ? "" : ",", weights[choice % 2]);
		for (size_t i = 0; i < count; i++) {
			text_add_str(out, i == 0 ? "" : ", ");
			text_add_json(out, font_face_name(listing->fonts, chain[i]));
		}
		text_add_str(out, choice % 2 == 0 ? "]" : "] }");
	}
}

/* What a choice lacks: how many, and the first and last of each run. */
static void
add_json_gaps(struct text *out, unsigned choice, const struct gaps *gaps)
{
	text_add_fmt(out,
	             "%s\n        { \"role\": \"%s\", \"weight\": \"%s\", \"missing\": %zu, \"gaps\": [",
	             choice == 0 ? "" : ",", style_role_name((enum font_role)(choice / 2)),
	             weights[choice % 2], gaps->count);
	for (size_t i = 0; i < gaps->count;) {
		size_t end = fonts_run_end(gaps, i);

		text_add_fmt(out, "%s[\"U+%04X\", \"U+%04X\"]", i == 0 ? "" : ", ",
		             (unsigned)gaps->characters[i], (unsigned)gaps->characters[end - 1]);
		i = end;
	}
	text_add_str(out, "] }");
}

static void
add_json_sets(const struct listing *listing, struct text *out)
{
	for (size_t i = 0; i < listing->set_count; i++) {
		const struct charset *set = &listing->sets[i];

		text_add_str(out, i == 0 ? "\n    { \"id\": " : ",\n    { \"id\": ");
		text_add_json(out, set->id);
		add_json_member(out, "name", set->name);
		text_add_fmt(out, ", \"characters\": %zu, \"roles\": [", set->count);
		for (unsigned choice = 0; choice < FONT_CHOICE_COUNT; choice++) {
			struct gaps gaps = fonts_gaps(listing, set, choice);

			add_json_gaps(out, choice, &gaps);
		}
		text_add_str(out, "] }");
	}
}

void
fonts_json(const struct listing *listing, struct text *out)
{
	text_add_str(out, "{\n  \"faces\": [");
	add_json_faces(listing, out);
	text_add_str(out, "\n  ],\n  \"roles\": {");
	add_json_roles(listing, out);
	text_add_str(out, "\n  },\n  \"sets\": [");
	add_json_sets(listing, out);
	text_add_str(out, "\n  ]\n}\n");
}
