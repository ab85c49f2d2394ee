/* Elements of HTML as lines, bold and alignment; libxml2 parses. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>
#include <strings.h>

#include "text/markup_internal.h"

#define NESTING_MAX 200

enum element_kind {
	ELEMENT_OTHER,
	ELEMENT_BLOCK,
	ELEMENT_BREAK,
	ELEMENT_HEADING,
	ELEMENT_CENTER,
	ELEMENT_BOLD,
	ELEMENT_RAISED,
	ELEMENT_LOWERED,
	ELEMENT_BULLETS,
	ELEMENT_NUMBERS,
	ELEMENT_LIST_ITEM,
	ELEMENT_TABLE_CELL,
	ELEMENT_IMAGE,
	ELEMENT_UNPRINTABLE
};

static const struct {
	const char *name;
	enum element_kind kind;
} elements[] = {
	{ "p", ELEMENT_BLOCK },
	{ "div", ELEMENT_BLOCK },
	{ "br", ELEMENT_BREAK },
	{ "li", ELEMENT_LIST_ITEM },
	{ "ul", ELEMENT_BULLETS },
	{ "ol", ELEMENT_NUMBERS },
	{ "menu", ELEMENT_BULLETS },
	{ "dir", ELEMENT_BULLETS },
	{ "dl", ELEMENT_BLOCK },
	{ "dt", ELEMENT_BLOCK },
	{ "dd", ELEMENT_BLOCK },
	{ "table", ELEMENT_BLOCK },
	{ "caption", ELEMENT_BLOCK },
	{ "tr", ELEMENT_BLOCK },
	{ "td", ELEMENT_TABLE_CELL },
	{ "th", ELEMENT_TABLE_CELL },
	{ "h1", ELEMENT_HEADING },
	{ "h2", ELEMENT_HEADING },
	{ "h3", ELEMENT_HEADING },
	{ "h4", ELEMENT_HEADING },
	{ "h5", ELEMENT_HEADING },
	{ "h6", ELEMENT_HEADING },
	{ "b", ELEMENT_BOLD },
	{ "strong", ELEMENT_BOLD },
	{ "sup", ELEMENT_RAISED },
	{ "sub", ELEMENT_LOWERED },
	{ "center", ELEMENT_CENTER },
	{ "blockquote", ELEMENT_BLOCK },
	{ "pre", ELEMENT_BLOCK },
	{ "address", ELEMENT_BLOCK },
	{ "hr", ELEMENT_BLOCK },
	{ "form", ELEMENT_BLOCK },
	{ "fieldset", ELEMENT_BLOCK },
	{ "legend", ELEMENT_BLOCK },
	{ "section", ELEMENT_BLOCK },
	{ "article", ELEMENT_BLOCK },
	{ "header", ELEMENT_BLOCK },
	{ "footer", ELEMENT_BLOCK },
	{ "figure", ELEMENT_BLOCK },
	{ "figcaption", ELEMENT_BLOCK },
	{ "details", ELEMENT_BLOCK },
	{ "summary", ELEMENT_BLOCK },
	{ "hgroup", ELEMENT_BLOCK },
	{ "img", ELEMENT_IMAGE },
	{ "input", ELEMENT_UNPRINTABLE },
	{ "select", ELEMENT_UNPRINTABLE },
	{ "textarea", ELEMENT_UNPRINTABLE },
	{ "object", ELEMENT_UNPRINTABLE },
	{ "embed", ELEMENT_UNPRINTABLE },
	{ "applet", ELEMENT_UNPRINTABLE },
	{ "iframe", ELEMENT_UNPRINTABLE },
	{ "video", ELEMENT_UNPRINTABLE },
	{ "audio", ELEMENT_UNPRINTABLE },
	{ "canvas", ELEMENT_UNPRINTABLE },
	{ "svg", ELEMENT_UNPRINTABLE },
	{ "math", ELEMENT_UNPRINTABLE },
};

static enum element_kind
kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
		if (strcasecmp(elements[i].name, name) == 0)
			return elements[i].kind;
	return ELEMENT_OTHER;
}

bool
markup_is_block(const char *name)
{
	switch (kind_of(name)) {
	case ELEMENT_BLOCK:
	case ELEMENT_BREAK:
	case ELEMENT_HEADING:
	case ELEMENT_CENTER:
	case ELEMENT_BULLETS:
	case ELEMENT_NUMBERS:
	case ELEMENT_LIST_ITEM:
	case ELEMENT_TABLE_CELL: return true;
	default: return false;
	}
}

/* What an open element means for the text in it. */
struct frame {
	enum element_kind kind;
	enum element_kind list; /* the list it is in, or ELEMENT_OTHER */
	enum element_kind script;
	unsigned align; /* a mark, or 0 */
	bool bold;
	unsigned number; /* of the last item of a list */
};

struct writer {
	struct ctx *cx;
	xmlParserCtxtPtr parser;
	struct text out;
	struct frame frames[NESTING_MAX + 1];
	unsigned depth;
	bool has_blocks; /* white space is that of HTML */
	unsigned breaks; /* line feeds to write before the next text */
	bool has_blank;  /* white space before it */
	bool has_gap;    /* a space before it in any case */
	bool is_bold;    /* as the marks have it */
	uint32_t last;   /* character written in this line, or 0 */
	enum err status;
};

static struct frame *
top(struct writer *writer)
{
	return &writer->frames[writer->depth];
}

/* The first fault ends the parsing. */
static void
fail(struct writer *writer, enum err status)
{
	if (writer->status == ERR_OK)
		writer->status = status;
	xmlStopParser(writer->parser);
}

/* Between two characters of Chinese a line feed in the source is no space. */
static bool
is_wide(uint32_t c)
{
	return c >= 0x2E80;
}

/* What stands between the text before and the character to come. */
static void
write_gap(struct writer *writer, uint32_t next)
{
	struct frame *frame = top(writer);

	if (writer->out.length > 0)
		for (; writer->breaks > 0; writer->breaks--) {
			text_add_str(&writer->out, "\n");
			writer->last = 0;
		}
	writer->breaks = 0;
	if (writer->last == 0 && frame->align != 0)
		text_add_char(&writer->out, frame->align);
	if (writer->last != 0 &&
	    (writer->has_gap || (writer->has_blank && !(is_wide(writer->last) && is_wide(next)))))
		text_add_str(&writer->out, " ");
	writer->has_blank = writer->has_gap = false;
	if (frame->bold != writer->is_bold)
		text_add_char(&writer->out, frame->bold ? MARKUP_BOLD : MARKUP_PLAIN);
	writer->is_bold = frame->bold;
}

static void
write_char(struct writer *writer, const char *s, size_t length, uint32_t c)
{
	if (writer->has_blocks && strchr(" \t\r\n", *s) != NULL) {
		writer->has_blank = true;
		return;
	}
	write_gap(writer, c);
	text_add(&writer->out, s, length);
	writer->last = c;
}

/* Spaces that fonts may lack have wide or narrow ones in their place. */
static const char *
replacement(uint32_t c)
{
	return c == 0x2003 ? "\u3000" : c == 0x2002 || c == 0x2009 ? " " : NULL;
}

static void
write_text(struct writer *writer, const char *s)
{
	uint32_t c;

	for (size_t length; (length = text_utf8_next(s, &c)) > 0; s += length) {
		const char *other = replacement(c);

		if (markup_mark_at(s) != 0) {
			fail(writer,
			     err_set(writer->cx, ERR_INPUT, "文字里有 Unicode 的非字符，请删去"));
			return;
		}
		write_char(writer, other == NULL ? s : other,
		           other == NULL ? length : strlen(other), c);
	}
}

static void
on_characters(void *user, const xmlChar *characters, int length)
{
	struct writer *writer = user;
	char *s = arena_strndup(writer->cx->arena, (const char *)characters, (size_t)length);
	enum element_kind script = top(writer)->script;
	struct text other = text_make(writer->cx->arena);

	if (script != ELEMENT_OTHER && markup_script(&other, s, script == ELEMENT_RAISED))
		s = other.data;
	write_text(writer, s);
}

static const char *
attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
		if (strcasecmp((const char *)attributes[0], name) == 0)
			return (const char *)attributes[1];
	return NULL;
}

/* The value behind a property's colon in a style attribute, or NULL. */
static const char *
property(const char *style, const char *name)
{
	const char *s = style == NULL ? NULL : strcasestr(style, name);

	if (s == NULL)
		return NULL;
	s += strlen(name);
	s += strspn(s, " \t");
	return *s == ':' ? s + 1 + strspn(s + 1, " \t") : NULL;
}

static unsigned
alignment(const xmlChar **attributes, unsigned fallback)
{
	static const struct {
		const char *word;
		unsigned mark;
	} words[] = { { "left", MARKUP_LEFT },
		      { "center", MARKUP_CENTER },
		      { "right", MARKUP_RIGHT },
		      { "justify", MARKUP_JUSTIFY } };
	const char *value = property(attribute(attributes, "style"), "text-align");

	if (value == NULL)
		value = attribute(attributes, "align");
	for (size_t i = 0; value != NULL && i < sizeof words / sizeof words[0]; i++)
		if (strncasecmp(value, words[i].word, strlen(words[i].word)) == 0)
			return words[i].mark;
	return fallback;
}

static void
break_line(struct writer *writer)
{
	if (writer->last != 0 && writer->breaks == 0)
		writer->breaks = 1;
	writer->has_blank = writer->has_gap = false;
}

/* The mark of a list's item, written as its first text. */
static void
begin_list_item(struct writer *writer)
{
	struct frame *list = top(writer);

	break_line(writer);
	while (list > writer->frames && list->kind != ELEMENT_NUMBERS &&
	       list->kind != ELEMENT_BULLETS)
		list--;
	if (list->kind == ELEMENT_NUMBERS)
		write_text(writer, arena_printf(writer->cx->arena, "%u.", ++list->number));
	else
		write_text(writer, "•");
	writer->has_gap = true;
}

static void
write_image(struct writer *writer, const xmlChar **attributes)
{
	const char *alt = attribute(attributes, "alt");

	if (alt == NULL || *alt == '\0')
		fail(writer, err_set(writer->cx, ERR_INPUT,
		                     "图片 <img> 不能排印，请删去，或在 alt 里写明文字"));
	else
		write_text(writer, alt);
}

static bool
is_bold_style(const xmlChar **attributes)
{
	const char *weight = property(attribute(attributes, "style"), "font-weight");

	return weight != NULL &&
	       (strncasecmp(weight, "bold", 4) == 0 || (*weight >= '6' && *weight <= '9'));
}

/* Open a frame that inherits what the one around it says. */
static void
push(struct writer *writer, enum element_kind kind, const xmlChar **attributes)
{
	struct frame *frame = top(writer) + 1;

	*frame = *top(writer);
	writer->depth++;
	frame->kind = kind;
	frame->number = 0;
	frame->align = kind == ELEMENT_CENTER ? MARKUP_CENTER : frame->align;
	frame->align = alignment(attributes, frame->align);
	frame->bold |= kind == ELEMENT_BOLD || kind == ELEMENT_HEADING || is_bold_style(attributes);
	if (kind == ELEMENT_RAISED || kind == ELEMENT_LOWERED)
		frame->script = kind;
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct writer *writer = user;
	enum element_kind kind = kind_of((const char *)name);

	if (writer->depth == NESTING_MAX) {
		fail(writer, err_set(writer->cx, ERR_INPUT, "标记嵌套多于 %d 层", NESTING_MAX));
		return;
	}
	if (kind == ELEMENT_BREAK)
		writer->breaks++;
	else if (kind == ELEMENT_TABLE_CELL)
		writer->has_gap = writer->last != 0 && writer->breaks == 0;
	else if (kind == ELEMENT_LIST_ITEM)
		begin_list_item(writer);
	else if (kind == ELEMENT_IMAGE)
		write_image(writer, attributes);
	else if (kind == ELEMENT_UNPRINTABLE)
		fail(writer, err_set(writer->cx, ERR_INPUT, "<%s> 不能排印，请改成文字", name));
	else if (markup_is_block((const char *)name))
		break_line(writer);
	push(writer, kind, attributes);
}

static void
on_end(void *user, const xmlChar *name)
{
	struct writer *writer = user;
	enum element_kind kind = kind_of((const char *)name);

	if (writer->depth > 0)
		writer->depth--;
	if (kind != ELEMENT_BREAK && kind != ELEMENT_TABLE_CELL &&
	    markup_is_block((const char *)name))
		break_line(writer);
}

static enum err
parse(struct writer *writer, const struct text *html)
{
	xmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(html->data, (int)html->length);

	if (parser == NULL)
		return err_set(writer->cx, ERR_INTERNAL, "libxml2: no parser for HTML");
	writer->parser = parser;
	memset(parser->sax, 0, sizeof *parser->sax);
	parser->sax->startElement = on_start;
	parser->sax->endElement = on_end;
	parser->sax->characters = on_characters;
	parser->sax->ignorableWhitespace = on_characters;
	parser->sax->cdataBlock = on_characters;
	parser->userData = writer;
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	                                   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(parser);
	htmlFreeParserCtxt(parser);
	return writer->status;
}

enum err
markup_html(struct ctx *cx, const struct text *html, bool has_blocks, const char **out)
{
	struct writer *writer = arena_alloc(cx->arena, sizeof *writer);

	writer->cx = cx;
	writer->has_blocks = has_blocks;
	writer->out = text_make(cx->arena);
	TRY(parse(writer, html));
	*out = writer->out.data;
	return ERR_OK;
}
