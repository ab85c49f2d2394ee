/* How numbers are shown, by the style of their cell. */
#include <string.h>

#include "sheet/taken_internal.h"

/* Formats that files name by number only (ECMA-376, 18.8.30); Chinese programs have days at 27 to 36 and 50 to 58. */
static const struct {
	unsigned id;
	const char *code;
} built_in[] = {
	{ 1, "0" },         { 2, "0.00" },      { 3, "#,##0" },
	{ 4, "#,##0.00" },  { 9, "0%" },        { 10, "0.00%" },
	{ 14, "yyyy/m/d" }, { 15, "d-mmm-yy" }, { 16, "d-mmm" },
	{ 17, "mmm-yy" },   { 18, "h:mm" },     { 19, "h:mm:ss" },
	{ 20, "h:mm" },     { 21, "h:mm:ss" },  { 22, "yyyy/m/d h:mm" },
	{ 37, "#,##0" },    { 38, "#,##0" },    { 39, "#,##0.00" },
	{ 40, "#,##0.00" }, { 45, "mm:ss" },    { 46, "h:mm:ss" },
	{ 47, "mm:ss" },    { 49, "@" },
};

/* A format that the file defines. */
struct defined {
	struct defined *next;
	unsigned id;
	const char *code;
};

/* The signs of the first section of a code, without what is quoted, escaped, spaced or in brackets. */
static const char *
signs_of(struct arena *arena, const char *code)
{
	struct text out = text_make(arena);

	for (const char *s = code; *s != '\0' && *s != ';'; s++) {
		if (*s == '"' || *s == '[') {
			const char *end = strchr(s + 1, *s == '"' ? '"' : ']');

			if (end == NULL)
				break;
			s = end;
		} else if (*s == '\\' || *s == '_' || *s == '*') {
			if (s[1] == '\0')
				break;
			s++;
		} else {
			text_add(&out, s, 1);
		}
	}
	return out.data;
}

static struct taken_format
format_of(struct arena *arena, const char *code)
{
	const char *signs = signs_of(arena, code);
	struct taken_format format = { .places = -1, .code = code };
	const char *point;

	if (strstr(signs, "General") != NULL || *signs == '\0')
		return format;
	format.is_date = strpbrk(signs, "yYdDhHsS") != NULL || strpbrk(signs, "mM") != NULL;
	format.is_percent = strchr(signs, '%') != NULL;
	point = strchr(signs, '.');
	if (!format.is_date && strpbrk(signs, "0#?") != NULL && strpbrk(signs, "eE/") == NULL)
		format.places = point == NULL ? 0 : (int)strspn(point + 1, "0#?");
	return format;
}

static const char *
code_of(const struct defined *defined, unsigned id)
{
	for (; defined != NULL; defined = defined->next)
		if (defined->id == id)
			return defined->code;
	for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++)
		if (built_in[i].id == id)
			return built_in[i].code;
	return (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? "yyyy/m/d" : "General";
}

static void
add_defined(const struct part *part, struct defined **defined)
{
	struct defined *more = arena_alloc(part->cx->arena, sizeof *more);
	const char *code = part_attribute(part, "formatCode");

	more->id = part_number(part, "numFmtId", 100000, 0);
	more->code = code == NULL ? "General" : code;
	more->next = *defined;
	*defined = more;
}

enum err
taken_read_formats(struct taking *taking, const struct text *bytes)
{
	struct arena *arena = taking->cx->arena;
	struct defined *defined = NULL;
	struct part part;
	size_t capacity = 0;
	bool in_cells = false;
	bool more = true;

	TRY(part_open(taking->cx, "styles.xml", bytes, &part));
	TRY(part_next(&part, &more));
	while (more) {
		if (part_begins(&part, "numFmt"))
			add_defined(&part, &defined);
		else if (part_begins(&part, "cellXfs"))
			in_cells = true;
		else if (part_ends(&part, "cellXfs"))
			in_cells = false;
		else if (in_cells && part_begins(&part, "xf")) {
			taking->formats = arena_grow(arena, taking->formats, taking->format_count,
			                             &capacity, sizeof *taking->formats);
			taking->formats[taking->format_count++] =
				format_of(arena, code_of(defined,
			                                 part_number(&part, "numFmtId", 100000, 0)));
		}
		TRY(part_next(&part, &more));
	}
	return ERR_OK;
}
