#include "text/css.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/mark.h"

struct css
css_none(void)
{
	return (struct css){ .is_absent = CSS_UNSAID,
		             .is_invisible = CSS_UNSAID,
		             .has_no_size = CSS_UNSAID,
		             .bold = CSS_UNSAID,
		             .lines = CSS_UNSAID,
		             .level = CSS_UNSAID,
		             .align = CSS_UNSAID,
		             .space = CSS_UNSAID,
		             .font = CSS_UNSAID,
		             .white = CSS_UNSAID,
		             .ground = CSS_UNSAID };
}

/* Does the value begin with the word? */
static bool
is_word(const char *value, const char *word)
{
	size_t length = strlen(word);

	return strncasecmp(value, word, length) == 0 &&
	       (value[length] == '\0' || strchr(" \t\r\n!,;/", value[length]) != NULL);
}

/* Does one of its words say so? */
static bool
has_word(const char *value, const char *word)
{
	for (; *value != '\0'; value += strspn(value, " \t\r\n,/")) {
		if (is_word(value, word))
			return true;
		value += strcspn(value, " \t\r\n,/");
	}
	return false;
}

/* A number that is zero, with whatever unit. */
static bool
is_zero(const char *value)
{
	char *end;

	return strtod(value, &end) == 0 && end != value;
}

static bool
is_heavy(const char *weight)
{
	return is_word(weight, "bold") || is_word(weight, "bolder") ||
	       (*weight >= '6' && *weight <= '9');
}

static bool
has_heavy_word(const char *font)
{
	return has_word(font, "bold") || has_word(font, "bolder") || has_word(font, "600") ||
	       has_word(font, "700") || has_word(font, "800") || has_word(font, "900");
}

/* Six or eight hexadecimal digits, or three or four that count twice. */
static bool
read_hex(const char *s, unsigned colour[3])
{
	size_t length = strspn(s, "0123456789abcdefABCDEF");
	size_t width = length == 3 || length == 4 ? 1 : 2;
	char digits[3] = "";

	if (length != 3 && length != 4 && length != 6 && length != 8)
		return false;
	for (size_t i = 0; i < 3; i++) {
		digits[0] = s[i * width];
		digits[1] = s[i * width + width - 1];
		colour[i] = (unsigned)strtoul(digits, NULL, 16);
	}
	return true;
}

bool
css_is_white(const char *colour)
{
	const char *open = strchr(colour, '(');
	unsigned parts[3] = { 0, 0, 0 };

	if (is_word(colour, "white") || is_word(colour, "transparent"))
		return true;
	if (*colour == '#')
		(void)read_hex(colour + 1, parts);
	else if (strncasecmp(colour, "rgb", 3) == 0 && open != NULL &&
	         sscanf(open + 1, " %3u%*[ ,]%3u%*[ ,]%3u", &parts[0], &parts[1], &parts[2]) != 3)
		parts[0] = 0;
	return parts[0] >= 250 && parts[1] >= 250 && parts[2] >= 250;
}

unsigned
css_alignment(const char *word)
{
	static const struct {
		const char *word;
		unsigned mark;
	} words[] = { { "left", MARK_LEFT },
		      { "start", MARK_LEFT },
		      { "center", MARK_CENTER },
		      { "middle", MARK_CENTER },
		      { "right", MARK_RIGHT },
		      { "end", MARK_RIGHT },
		      { "-webkit-center", MARK_CENTER },
		      { "-webkit-right", MARK_RIGHT },
		      { "justify", MARK_JUSTIFY } };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (is_word(word, words[i].word))
			return words[i].mark;
	return 0;
}

static void
read_display(const char *value, struct css *css)
{
	css->is_absent = is_word(value, "none");
}

static void
read_visibility(const char *value, struct css *css)
{
	css->is_invisible = is_word(value, "hidden") || is_word(value, "collapse");
}

static void
read_opacity(const char *value, struct css *css)
{
	if (is_zero(value))
		css->is_absent = 1;
}

static void
read_word_hide(const char *value, struct css *css)
{
	if (is_word(value, "all") || is_word(value, "screen"))
		css->is_absent = 1;
}

static void
read_size(const char *value, struct css *css)
{
	css->has_no_size = is_zero(value);
}

static void
read_weight(const char *value, struct css *css)
{
	if (!is_word(value, "inherit"))
		css->bold = is_heavy(value);
}

/* A shorthand resets what it does not name. */
static void
read_font(const char *value, struct css *css)
{
	css->bold = has_heavy_word(value);
	css->has_no_size = has_word(value, "0") || has_word(value, "0px") || has_word(value, "0pt");
	css->font = SIGN_NONE;
	for (const char *s = value; *s != '\0' && css->font == SIGN_NONE; s++)
		css->font = (int)sign_font(s);
}

static void
read_lines(const char *value, struct css *css)
{
	if (is_word(value, "inherit"))
		return;
	css->lines = (has_word(value, "underline") ? MARK_UNDERLINED : 0) |
	             (has_word(value, "line-through") ? MARK_STRUCK : 0);
}

static void
read_level(const char *value, struct css *css)
{
	if (is_word(value, "super"))
		css->level = MARK_RAISED;
	else if (is_word(value, "sub"))
		css->level = MARK_LOWERED;
	else if (is_word(value, "baseline"))
		css->level = 0;
}

static void
read_align(const char *value, struct css *css)
{
	unsigned mark = css_alignment(value);

	if (mark != 0)
		css->align = (int)mark;
}

static void
read_space(const char *value, struct css *css)
{
	if (is_word(value, "pre") || is_word(value, "pre-wrap") || is_word(value, "break-spaces"))
		css->space = CSS_KEEP;
	else if (is_word(value, "pre-line"))
		css->space = CSS_KEEP_LINES;
	else if (is_word(value, "normal") || is_word(value, "nowrap"))
		css->space = CSS_COLLAPSE;
}

static void
read_family(const char *value, struct css *css)
{
	css->font = (int)sign_font(value);
}

static void
read_colour(const char *value, struct css *css)
{
	if (!is_word(value, "inherit"))
		css->white = css_is_white(value);
}

static void
read_ground(const char *value, struct css *css)
{
	if (*value != '\0' && !css_is_white(value) && !is_word(value, "none") &&
	    !is_word(value, "inherit") && !is_word(value, "initial"))
		css->ground = 1;
}

static void
read_list(const char *value, struct css *css)
{
	css->list = value;
}

/* A declaration; its name and its value stand between blanks. */
static void
read_declaration(char *declaration, struct css *css)
{
	static const struct {
		const char *name;
		void (*read)(const char *value, struct css *css);
	} properties[] = {
		{ "display", read_display },
		{ "visibility", read_visibility },
		{ "opacity", read_opacity },
		{ "mso-hide", read_word_hide },
		{ "font-size", read_size },
		{ "font-weight", read_weight },
		{ "font", read_font },
		{ "text-decoration", read_lines },
		{ "text-decoration-line", read_lines },
		{ "vertical-align", read_level },
		{ "text-align", read_align },
		{ "white-space", read_space },
		{ "font-family", read_family },
		{ "color", read_colour },
		{ "background", read_ground },
		{ "background-color", read_ground },
		{ "list-style", read_list },
		{ "list-style-type", read_list },
	};
	char *value = strchr(declaration, ':');
	size_t length;

	if (value == NULL)
		return;
	*value++ = '\0';
	value += strspn(value, " \t\r\n");
	declaration += strspn(declaration, " \t\r\n");
	length = strcspn(declaration, " \t\r\n");
	declaration[length] = '\0';
	for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++)
		if (strcasecmp(declaration, properties[i].name) == 0)
			properties[i].read(value, css);
}

void
css_read(struct arena *arena, const char *style, struct css *css)
{
	char *rest = style == NULL ? NULL : arena_strdup(arena, style);
	char *declaration;

	while ((declaration = strsep(&rest, ";")) != NULL)
		read_declaration(declaration, css);
}
