#include "command/wording.h"

#include <string.h>

#include "template/unit.h"

#define AND "、"

/* An amount as the database writes it, 1,234.50元, without its commas and its unit; NULL: it is none. */
static const char *
yuan_of(struct arena *arena, const char *said)
{
	struct text out = text_make(arena);
	size_t length = said[0] == '-' ? 1 : 0;

	length += strspn(said + length, "0123456789,.");
	if (length < 4 || said[length - 3] != '.' || strcmp(said + length, "元") != 0)
		return NULL;
	for (size_t i = 0; i < length; i++)
		if (said[i] != ',')
			text_add(&out, said + i, 1);
	return out.data;
}

static void
add_figure(const char *figure, struct text *out)
{
	while (*figure != '\0') {
		const char *end = strstr(figure, AND);
		size_t length = end == NULL ? strlen(figure) : (size_t)(end - figure);
		const char *said = arena_strndup(out->arena, figure, length);
		const char *wan = unit_wan(out->arena, yuan_of(out->arena, said));

		text_add_str(out, wan == NULL ? said : wan);
		text_add_str(out, end == NULL ? "" : AND);
		figure += length + (end == NULL ? 0 : strlen(AND));
	}
}

const char *
wording_in_wan(struct arena *arena, const char *wording, const struct json *figures)
{
	struct text out = text_make(arena);

	while (*wording != '\0') {
		size_t plain = strcspn(wording, "{");
		size_t name = strcspn(wording + plain, "}");
		const char *figure;

		text_add(&out, wording, plain);
		wording += plain;
		if (*wording == '\0')
			break;
		figure = json_string(
			json_member(figures, arena_strndup(arena, wording + 1, name - 1)));
		name += wording[name] == '}';
		if (figure == NULL)
			text_add(&out, wording, name);
		else
			add_figure(figure, &out);
		wording += name;
	}
	return out.data;
}
