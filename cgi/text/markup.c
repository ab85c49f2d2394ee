#include "text/markup.h"

#include <libxml/HTMLparser.h>
#include <libxml/chvalid.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/markup_internal.h"

#define MARKUP_MAX ((size_t)1024 * 1024)
#define NAME_MAX_LENGTH 20
#define DECLARATION_MAX 1000

unsigned
markup_mark_at(const char *s)
{
	const unsigned char *bytes = (const unsigned char *)s;

	if (bytes[0] != 0xEF || bytes[1] != 0xB7 || bytes[2] < 0x90 || bytes[2] > 0x95)
		return 0;
	return MARKUP_BOLD + bytes[2] - 0x90U;
}

const char *
markup_plain(struct arena *arena, const char *text)
{
	struct text out = text_make(arena);

	while (*text != '\0') {
		size_t length = strcspn(text, "\xEF");

		text_add(&out, text, length);
		text += length;
		if (markup_mark_at(text) != 0)
			text += MARKUP_MARK_LENGTH;
		else if (*text != '\0')
			text_add(&out, text++, 1);
	}
	return out.data;
}

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

static bool
is_one_of(const char *name, const char *const *names)
{
	while (*names != NULL && strcasecmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

/* Elements of HTML 5 that libxml2 does not know, and the prefixes of word processors. */
static const char *const newer[] = { "section", "article", "header",     "footer", "nav",   "main",
	                             "aside",   "figure",  "figcaption", "mark",   "time",  "wbr",
	                             "details", "summary", "hgroup",     "bdi",    "ruby",  "rb",
	                             "rt",      "rp",      "picture",    "source", "video", "audio",
	                             "canvas",  "svg",     "math",       NULL };
static const char *const prefixes[] = { "o:", "v:", "w:", "m:", "x:", "st1:", NULL };

static bool
is_known(const char *name)
{
	for (size_t i = 0; prefixes[i] != NULL; i++)
		if (strncasecmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return htmlTagLookup((const xmlChar *)name) != NULL || is_one_of(name, newer);
}

/* A tag as it stands in the text. */
struct tag {
	char name[NAME_MAX_LENGTH + 1];
	size_t length; /* with its angle brackets */
	bool is_end;
};

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " \t\r\n");
}

/* Behind a quoted or bare value, or NULL when it has no end. */
static const char *
skip_value(const char *s)
{
	if (*s == '"' || *s == '\'') {
		s = strchr(s + 1, *s);
		return s == NULL ? NULL : s + 1;
	}
	return s + strcspn(s, " \t\r\n\"'<>");
}

/*
 * Behind the attributes of a tag, or NULL when what stands there is none: so
 * that the text in 若 a<b 且 c>d is not taken for a tag.
 */
static const char *
skip_attributes(const char *s)
{
	static const char *const bare[] = { "nowrap",   "noshade", "checked", "disabled",
		                            "selected", "hidden",  "compact", NULL };

	for (;;) {
		const char *name = skip_blanks(s);
		size_t length = strcspn(name, " \t\r\n=<>/\"'");
		char word[NAME_MAX_LENGTH + 1] = "";

		if (length == 0)
			return name;
		if (name == s || !(is_letter(*name) || *name == '_'))
			return NULL;
		s = skip_blanks(name + length);
		if (*s == '=') {
			s = skip_value(skip_blanks(s + 1));
			if (s == NULL)
				return NULL;
			continue;
		}
		s = name + length;
		memcpy(word, name, length > NAME_MAX_LENGTH ? NAME_MAX_LENGTH : length);
		if (!is_one_of(word, bare))
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
	if (end == name || end - name > NAME_MAX_LENGTH)
		return false;
	memcpy(tag->name, name, (size_t)(end - name));
	tag->name[end - name] = '\0';
	if (!is_known(tag->name))
		return false;
	end = tag->is_end ? skip_blanks(end) : skip_attributes(end);
	if (end == NULL)
		return false;
	end += *end == '/' && end[1] == '>';
	tag->length = (size_t)(end + 1 - s);
	return *end == '>';
}

/* Length of the reference to a character by its number at `s`, a `&#`; or 0. */
static size_t
reference_length(const char *s)
{
	bool is_hex = s[2] == 'x' || s[2] == 'X';
	const char *digits = s + 2 + is_hex;
	size_t length = strspn(digits, is_hex ? "0123456789abcdefABCDEF" : "0123456789");
	unsigned long scalar = length < 8 ? strtoul(digits, NULL, is_hex ? 16 : 10) : 0;

	return length > 0 && digits[length] == ';' && xmlIsCharQ((unsigned)scalar)
	               ? 3 + is_hex + length
	               : 0;
}

/* Length of the entity or character reference at `s`, a `&`, with or without its semicolon; or 0. */
static size_t
entity_length(const char *s)
{
	static const char *const bare[] = { "nbsp", "lt", "gt", "amp", "quot", NULL };
	char name[12] = "";
	size_t length;

	if (s[1] == '#')
		return reference_length(s);
	for (length = 0; is_letter(s[1 + length]) || (length > 0 && is_digit(s[1 + length]));)
		length++;
	if (length == 0 || length >= sizeof name)
		return 0;
	memcpy(name, s + 1, length);
	if (s[1 + length] == ';')
		return htmlEntityLookup((const xmlChar *)name) != NULL ? length + 2 : 0;
	return is_one_of(name, bare) ? length + 1 : 0;
}

/* The character that was escaped at `s`, and the length of its escape; 0 when none was. */
static size_t
escape_length(const char *s, char *c)
{
	static const struct {
		const char *escape;
		char c;
	} escapes[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' } };

	for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++)
		if (text_starts_with(s, escapes[i].escape)) {
			*c = escapes[i].c;
			return strlen(escapes[i].escape);
		}
	*c = *s;
	return 0;
}

/* Undo the escaping of markup, also when it was done again. */
static const char *
unescape(struct arena *arena, const char *text)
{
	for (int round = 0; round < 3; round++) {
		char *out = arena_alloc(arena, strlen(text) + 1);
		char *to = out;

		if (strstr(text, "&lt;") == NULL && strstr(text, "&amp;") == NULL)
			break;
		for (const char *s = text; *s != '\0';) {
			size_t length = escape_length(s, to++);

			s += length == 0 ? 1 : length;
		}
		text = out;
	}
	return text;
}

/* Making HTML of a text in which only what is markup is markup. */
struct scan {
	struct ctx *cx;
	struct text html;
	bool has_markup;
	bool has_blocks;
};

/* Behind the end of an element that says nothing, as script; its start tag is at `s`. */
static enum err
skip_silent(struct scan *scan, const char *s, const struct tag *tag, const char **out)
{
	struct tag end;

	for (*out = s + tag->length; **out != '\0'; ++*out)
		if (**out == '<' && read_tag(*out, &end) && end.is_end &&
		    strcasecmp(end.name, tag->name) == 0) {
			*out += end.length;
			return ERR_OK;
		}
	return err_set(scan->cx, ERR_INPUT, "<%s> 没有结束，请删去", tag->name);
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

/* A `<`: go over what it begins, or over itself. */
static enum err
scan_angle(struct scan *scan, const char **s)
{
	static const char *const silent[] = { "script", "style", "head", "title", NULL };
	static const char *const ignored[] = { "html", "body", "meta", "link", "base", NULL };
	const char *behind = skip_declaration(*s);
	struct tag tag;

	if (behind == NULL && strncmp(*s, "<!--", 4) == 0)
		return err_set(scan->cx, ERR_INPUT, "注释 <!-- 没有结束，请删去");
	if (behind == NULL && !read_tag(*s, &tag)) {
		text_add_str(&scan->html, "&lt;");
		++*s;
		return ERR_OK;
	}
	scan->has_markup = true;
	if (behind != NULL) {
		*s = behind;
		return ERR_OK;
	}
	if (!tag.is_end && is_one_of(tag.name, silent))
		return skip_silent(scan, *s, &tag, s);
	scan->has_blocks |= markup_is_block(tag.name);
	if (!is_one_of(tag.name, silent) && !is_one_of(tag.name, ignored))
		text_add(&scan->html, *s, tag.length);
	*s += tag.length;
	return ERR_OK;
}

static void
scan_ampersand(struct scan *scan, const char **s)
{
	size_t length = entity_length(*s);

	scan->has_markup |= length > 0;
	if (length == 0)
		text_add_str(&scan->html, "&amp;");
	else
		text_add(&scan->html, *s, length);
	if (length > 0 && (*s)[length - 1] != ';')
		text_add_str(&scan->html, ";");
	*s += length == 0 ? 1 : length;
}

/* Characters that no HTML can hold: the parser would drop them. */
static enum err
check_characters(struct ctx *cx, const char *s)
{
	uint32_t c;

	for (size_t length; (length = text_utf8_next(s, &c)) > 0; s += length)
		if (!xmlIsCharQ(c))
			return err_set(cx, ERR_INPUT, "文字里有控制字符 U+%04X，请删去",
			               (unsigned)c);
	return ERR_OK;
}

static enum err
decode_html(struct ctx *cx, const char *text, const char **out, bool *has_marks)
{
	struct scan scan = { .cx = cx, .html = text_make(cx->arena) };
	const char *s = unescape(cx->arena, text);

	*out = s;
	text_add_str(&scan.html, "<body>");
	while (*s != '\0') {
		size_t length = strcspn(s, "<&");

		text_add(&scan.html, s, length);
		s += length;
		if (*s == '<')
			TRY(scan_angle(&scan, &s));
		else if (*s == '&')
			scan_ampersand(&scan, &s);
	}
	*has_marks = scan.has_markup;
	if (!scan.has_markup)
		return ERR_OK;
	TRY(check_characters(cx, scan.html.data));
	return markup_html(cx, &scan.html, scan.has_blocks, out);
}

static bool
has_mark(const char *text)
{
	for (; (text = strstr(text, "\xEF\xB7")) != NULL; text++)
		if (markup_mark_at(text) != 0)
			return true;
	return false;
}

enum err
markup_decode(struct ctx *cx, const char *text, const char **out, bool *has_marks)
{
	*out = text;
	*has_marks = false;
	if (strpbrk(text, "<&$\\") == NULL)
		return ERR_OK;
	if (strlen(text) > MARKUP_MAX)
		return err_set(cx, ERR_INPUT, "带标记的文字长于 1 兆字节");
	if (has_mark(text))
		return err_set(cx, ERR_INPUT, "文字里有 Unicode 的非字符，请删去");
	if (strpbrk(text, "<&") != NULL)
		TRY(decode_html(cx, text, out, has_marks));
	if (strpbrk(*out, "$\\") != NULL)
		TRY(markup_math(cx, *out, out));
	return ERR_OK;
}
