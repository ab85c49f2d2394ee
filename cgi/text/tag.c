#include "text/tag.h"

#include <string.h>
#include <strings.h>

#include "text/characters.h"
#include "text/element.h"
#include "text/reference.h"

#define NAME_MAX_LENGTH 20
#define DECLARATION_MAX 1000
#define TAGS_MAX 20000
#define OPEN_MAX 100

/* A tag as it stands in the text. */
struct tag {
	GumboTag kind;
	size_t length; /* with its angle brackets */
	bool is_end;
};

/* A text at work. */
struct scan {
	struct ctx *cx;
	struct tag_source *out;
	unsigned tags;
	unsigned open; /* formatting elements that are not closed */
	unsigned open_of[GUMBO_TAG_LAST + 1];
	bool is_last; /* no end of a CDATA section comes any more */
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " \t\r\n\f");
}

/* The attributes of HTML that need no value. */
static bool
is_bare(const char *name, size_t length)
{
	static const char *const names[] = {
		"allowfullscreen", "async",     "autofocus",      "autoplay", "checked",
		"compact",         "controls",  "declare",        "default",  "defer",
		"disabled",        "download",  "formnovalidate", "hidden",   "inert",
		"ismap",           "itemscope", "loop",           "multiple", "muted",
		"nohref",          "nomodule",  "noresize",       "noshade",  "novalidate",
		"nowrap",          "open",      "playsinline",    "readonly", "required",
		"reversed",        "selected",  "typemustmatch",
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strlen(names[i]) == length && strncasecmp(name, names[i], length) == 0)
			return true;
	return false;
}

/* Behind a quoted or bare value, or NULL when it has no end. */
static const char *
skip_value(const char *s)
{
	if (*s == '"' || *s == '\'') {
		s = strchr(s + 1, *s);
		return s == NULL ? NULL : s + 1;
	}
	return s + strcspn(s, " \t\r\n\f\"'<>");
}

/* Behind the attributes of a tag, or NULL when what stands there is none. */
static const char *
skip_attributes(const char *s)
{
	for (;;) {
		const char *name = skip_blanks(s);
		size_t length = strcspn(name, " \t\r\n\f=<>/\"'");

		if (length == 0)
			return name;
		if (name == s || !(is_letter(*name) || *name == '_'))
			return NULL;
		s = skip_blanks(name + length);
		if (*s == '=')
			s = skip_value(skip_blanks(s + 1));
		else
			s = is_bare(name, length) ? name + length : NULL;
		if (s == NULL)
			return NULL;
	}
}

/* Is there a tag of a known element at `s`, a `<`? */
static bool
read_tag(const char *s, struct tag *tag)
{
	const char *name = s + 1 + (s[1] == '/');
	const char *end = name;

	tag->is_end = s[1] == '/';
	while (is_letter(*end) || (end > name && (is_digit(*end) || *end == ':')))
		end++;
	if (end == name || end - name > NAME_MAX_LENGTH ||
	    !element_is_known(name, (size_t)(end - name)))
		return false;
	tag->kind = gumbo_tagn_enum(name, (unsigned)(end - name));
	end = tag->is_end ? skip_blanks(end) : skip_attributes(end);
	if (end == NULL)
		return false;
	end += *end == '/' && end[1] == '>';
	tag->length = (size_t)(end + 1 - s);
	return *end == '>';
}

/* Comments, `<!doctype …>` and `<?xml …>`: behind it, or NULL when there is none at `s`. */
static const char *
skip_declaration(const char *s)
{
	const char *end;

	if (strncmp(s, "<!--", 4) == 0) {
		end = strstr(s + 4, "-->");
		return end == NULL ? NULL : end + 3;
	}
	if ((s[1] != '!' || !(is_letter(s[2]) || s[2] == '[')) && (s[1] != '?' || !is_letter(s[2])))
		return NULL;
	end = memchr(s, '>', strnlen(s, DECLARATION_MAX));
	return end == NULL ? NULL : end + 1;
}

/*
 * Count tags: the parser opens formatting elements again and again when they are
 * not closed, which must have a bound.
 */
static enum err
count_tag(struct scan *scan, const struct tag *tag)
{
	unsigned *open = &scan->open_of[tag->kind];

	scan->out->has_markup = true;
	scan->out->has_blocks |= element_is_block(tag->kind);
	if (++scan->tags > TAGS_MAX)
		return err_set(scan->cx, ERR_INPUT, "标记多于 %d 个，请改用纯文字", TAGS_MAX);
	if (!element_is_formatting(tag->kind))
		return ERR_OK;
	if (!tag->is_end) {
		++*open;
		scan->open++;
	} else if (*open > 0) {
		--*open;
		scan->open--;
	}
	return scan->open > OPEN_MAX
	               ? err_set(scan->cx, ERR_INPUT, "标记嵌套多于 %d 层，请改用纯文字", OPEN_MAX)
	               : ERR_OK;
}

/* The text of a CDATA section of XML, which is no markup. */
static const char *
skip_character_data(struct scan *scan, const char *s)
{
	const char *end = NULL;

	if (!scan->is_last && text_starts_with(s, "<![CDATA[")) {
		end = strstr(s, "]]>");
		scan->is_last = end == NULL;
	}
	if (end == NULL)
		return NULL;
	scan->out->has_markup = true;
	for (s += strlen("<![CDATA["); s < end; s++) {
		if (*s == '<' || *s == '&')
			text_add_str(&scan->out->html, *s == '<' ? "&lt;" : "&amp;");
		else
			text_add(&scan->out->html, s, 1);
	}
	return end + 3;
}

/* A `<`: go over what it begins, or over itself. */
static enum err
scan_angle(struct scan *scan, const char **s)
{
	const char *behind = skip_character_data(scan, *s);
	struct tag tag;

	if (behind != NULL) {
		*s = behind;
		return ERR_OK;
	}
	behind = skip_declaration(*s);
	if (behind == NULL && strncmp(*s, "<!--", 4) == 0)
		return err_set(scan->cx, ERR_INPUT, "注释 <!-- 没有结束，请删去");
	if (behind != NULL) {
		scan->out->has_markup = true;
		*s = behind;
	} else if (read_tag(*s, &tag)) {
		TRY(count_tag(scan, &tag));
		text_add(&scan->out->html, *s, tag.length);
		*s += tag.length;
	} else {
		text_add_str(&scan->out->html, "&lt;");
		++*s;
	}
	return ERR_OK;
}

/* Text for the parser, which would replace the controls that office programs end lines with. */
static void
scan_text(struct scan *scan, const char *s, size_t length)
{
	const char *end = s + length;
	uint32_t scalar;

	for (size_t width; s < end; s += width) {
		width = text_utf8_next(s, &scalar);
		if (scalar != '\r' && characters_is_line_end(scalar))
			text_add_char(&scan->out->html, 0x2028);
		else if (scalar >= 0x80 && scalar <= 0x9F)
			text_add_char(&scan->out->html, characters_of_c1(scalar));
		else
			text_add(&scan->out->html, s, width);
	}
}

/*
 * Undo the escaping of markup, also when it was done again: `&amp;`, any number
 * of `amp;` behind it and `lt;` or `gt;` at the end.
 */
static const char *
unescape(struct arena *arena, const char *text)
{
	struct text out = text_make(arena);

	if (strstr(text, "&lt;") == NULL && strstr(text, "&gt;") == NULL &&
	    strstr(text, "&amp;") == NULL)
		return text;
	while (*text != '\0') {
		size_t length = strcspn(text, "&");
		const char *sign = "";

		text_add(&out, text, length);
		text += length;
		if (*text == '\0')
			break;
		for (text++; text_starts_with(text, "amp;"); text += 4)
			;
		if (text_starts_with(text, "lt;"))
			sign = "<";
		else if (text_starts_with(text, "gt;"))
			sign = ">";
		text_add_str(&out, *sign == '\0' ? "&" : sign);
		text += *sign == '\0' ? 0 : 3;
	}
	return out.data;
}

enum err
tag_escape(struct ctx *cx, const char *text, struct tag_source *out)
{
	struct scan scan = { .cx = cx, .out = out };

	*out = (struct tag_source){ .html = text_make(cx->arena) };
	text = out->text = unescape(cx->arena, text);
	while (*text != '\0') {
		size_t length = strcspn(text, "<&");

		scan_text(&scan, text, length);
		text += length;
		if (*text == '<')
			TRY(scan_angle(&scan, &text));
		else if (*text == '&')
			out->has_markup |= reference_escape(&out->html, &text);
	}
	return ERR_OK;
}
