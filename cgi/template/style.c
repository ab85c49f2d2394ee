#include "template/style.h"

#include <stdlib.h>
#include <string.h>

static const char *const role_names[FONT_ROLE_COUNT] = { "song", "hei", "kai", "fangsong" };

enum font_role
style_role_find(const char *name)
{
	unsigned role;

	for (role = 0; role < FONT_ROLE_COUNT; role++)
		if (strcmp(role_names[role], name) == 0)
			break;
	return (enum font_role)role;
}

const char *
style_role_name(enum font_role role)
{
	return role_names[role];
}

/* Read `3`, `3.5`, `0.125` as thousandths; `*end` is what follows the number. */
static bool
read_thousandths(const char *value, long *out, const char **end)
{
	long number = 0;
	int places = -1;

	if (*value < '0' || *value > '9')
		return false;
	for (; (*value >= '0' && *value <= '9') || (*value == '.' && places < 0); value++) {
		if (*value == '.') {
			places = 0;
			continue;
		}
		if (places == 3 || number > 10000000)
			return false;
		number = number * 10 + (*value - '0');
		if (places >= 0)
			places++;
	}
	for (places = places < 0 ? 0 : places; places < 3; places++)
		number *= 10;
	*out = number;
	*end = value;
	return true;
}

enum err
style_thousandths(struct ctx *cx, const char *value, int *out)
{
	const char *end;
	long number;

	if (!read_thousandths(value, &number, &end) || *end != '\0' || number > 1000000)
		return err_set(cx, ERR_INPUT, "是“%s”，应为数，如 1.5", value);
	*out = (int)number;
	return ERR_OK;
}

#define LENGTH_MAX_MPT 5669291 /* 2 m */

enum err
style_length(struct ctx *cx, const char *value, int *mpt)
{
	static const struct {
		const char *unit;
		long numerator; /* of a point, so that integers suffice: 1 in = 72 pt = 25.4 mm */
		long denominator;
	} units[] = { { "pt", 1, 1 }, { "mm", 720, 254 }, { "cm", 7200, 254 } };
	const char *end;
	long number;

	if (read_thousandths(value, &number, &end) && number <= LENGTH_MAX_MPT)
		for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
			long length = (number * units[i].numerator + units[i].denominator / 2) /
			              units[i].denominator;

			if (strcmp(units[i].unit, end) == 0 && length <= LENGTH_MAX_MPT) {
				*mpt = (int)length;
				return ERR_OK;
			}
		}
	return err_set(cx, ERR_INPUT, "是“%s”，应为长度，如 12pt、3.5mm 或 1cm", value);
}

static enum err
choose(struct ctx *cx, const char *value, const char *const *words, size_t count, int *out)
{
	struct arena *arena = cx->arena;
	const char *list = "";

	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], value) == 0) {
			*out = (int)i;
			return ERR_OK;
		}
		list = arena_printf(arena, "%s%s%s", list, i > 0 ? ", " : "", words[i]);
	}
	return err_set(cx, ERR_INPUT, "是“%s”，应为其中之一：%s", value, list);
}

#define CHOOSE(cx, value, out, ...)                                                                \
	choose(cx, value, (const char *const[]){ __VA_ARGS__ },                                    \
	       sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *), out)

static enum err
set_font(struct ctx *cx, struct style *style, const char *value)
{
	style->role = style_role_find(value);
	if (style->role == FONT_ROLE_COUNT)
		return err_set(cx, ERR_INPUT, "是“%s”，应为其中之一：song, hei, kai, fangsong",
		               value);
	return ERR_OK;
}

static enum err
set_size(struct ctx *cx, struct style *style, const char *value)
{
	TRY(style_length(cx, value, &style->size_mpt));
	if (style->size_mpt < 2000 || style->size_mpt > 200000)
		return err_set(cx, ERR_INPUT, "是“%s”，应在 2pt 至 200pt 之间", value);
	return ERR_OK;
}

static enum err
set_bold(struct ctx *cx, struct style *style, const char *value)
{
	int chosen = 0;

	TRY(CHOOSE(cx, value, &chosen, "no", "yes"));
	style->bold = chosen == 1;
	return ERR_OK;
}

static enum err
set_align(struct ctx *cx, struct style *style, const char *value)
{
	int chosen = 0;

	TRY(CHOOSE(cx, value, &chosen, "left", "center", "right", "justify", "auto"));
	style->align = (enum align)chosen;
	return ERR_OK;
}

static enum err
set_valign(struct ctx *cx, struct style *style, const char *value)
{
	int chosen = 0;

	TRY(CHOOSE(cx, value, &chosen, "top", "middle", "bottom"));
	style->valign = (enum valign)chosen;
	return ERR_OK;
}

static enum err
set_orientation(struct ctx *cx, struct style *style, const char *value)
{
	int chosen = 0;

	TRY(CHOOSE(cx, value, &chosen, "horizontal", "vertical"));
	style->vertical = chosen == 1;
	return ERR_OK;
}

static enum err
set_break(struct ctx *cx, struct style *style, const char *value)
{
	int chosen = 0;

	TRY(CHOOSE(cx, value, &chosen, "anywhere", "words"));
	style->words = chosen == 1;
	return ERR_OK;
}

static enum err
set_indent(struct ctx *cx, struct style *style, const char *value)
{
	return style_thousandths(cx, value, &style->indent);
}

static enum err
set_first_indent(struct ctx *cx, struct style *style, const char *value)
{
	return style_thousandths(cx, value, &style->first_indent);
}

static enum err
set_leading(struct ctx *cx, struct style *style, const char *value)
{
	TRY(style_thousandths(cx, value, &style->leading));
	if (style->leading < 800 || style->leading > 5000)
		return err_set(cx, ERR_INPUT, "是“%s”，应为字号的 0.8 至 5 倍", value);
	return ERR_OK;
}

/* `2pt`, or vertical and horizontal: `2pt 4pt`. */
static enum err
set_padding(struct ctx *cx, struct style *style, const char *value)
{
	char *first = arena_strdup(cx->arena, value);
	char *second = strchr(first, ' ');

	if (second != NULL)
		*second++ = '\0';
	TRY(style_length(cx, first, &style->padding_y_mpt));
	return style_length(cx, second == NULL ? first : second, &style->padding_x_mpt);
}

static const struct {
	const char *name;
	enum err (*set)(struct ctx *, struct style *, const char *);
} attributes[] = {
	{ "font", set_font },       { "size", set_size },
	{ "bold", set_bold },       { "align", set_align },
	{ "valign", set_valign },   { "orientation", set_orientation },
	{ "indent", set_indent },   { "first-indent", set_first_indent },
	{ "leading", set_leading }, { "padding", set_padding },
	{ "break", set_break },
};

bool
style_has(const char *attribute)
{
	for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
		if (strcmp(attributes[i].name, attribute) == 0)
			return true;
	return false;
}

enum err
style_set(struct ctx *cx, struct style *style, const char *attribute, const char *value)
{
	for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
		if (strcmp(attributes[i].name, attribute) == 0)
			return attributes[i].set(cx, style, value);
	return err_set(cx, ERR_INTERNAL, "'%s' is no attribute of a style", attribute);
}
