#include "sheet/part.h"

#include <stdlib.h>
#include <string.h>

static void
free_reader(void *reader)
{
	xmlFreeTextReader(reader);
}

static void
ignore_error(void *user, const char *message, xmlParserSeverities severity,
             xmlTextReaderLocatorPtr locator)
{
	(void)user;
	(void)message;
	(void)severity;
	(void)locator;
}

/* What is behind a mark, or the end. */
static const char *
past(const char *s, const char *mark)
{
	const char *found = strstr(s, mark);

	return found == NULL ? s + strlen(s) : found + strlen(mark);
}

/* What is behind a tag; NULL when it has too many attributes. */
static const char *
past_tag(const char *s)
{
	unsigned attributes = 0;

	for (; *s != '\0' && *s != '>'; s++) {
		if (*s == '=' && ++attributes > PART_ATTRIBUTES_MAX)
			return NULL;
		if (*s == '"' || *s == '\'') {
			s = strchr(s + 1, *s);
			if (s == NULL)
				return "";
		}
	}
	return s;
}

/*
 * libxml2 compares each attribute of an element with each other one, and declarations
 * likewise, before anybody is asked: what would take it long is found without it.
 */
static bool
is_quick(const char *s)
{
	while ((s = strchr(s, '<')) != NULL) {
		if (text_starts_with(s, "<!--"))
			s = past(s + 4, "-->");
		else if (text_starts_with(s, "<![CDATA["))
			s = past(s, "]]>");
		else if (text_starts_with(s, "<?"))
			s = past(s + 2, "?>");
		else if (text_starts_with(s, "<!"))
			return false;
		else
			s = past_tag(s);
		if (s == NULL)
			return false;
	}
	return true;
}

enum err
part_open(struct ctx *cx, const char *name, const struct text *bytes, struct part *out)
{
	*out = (struct part){ .cx = cx, .name = name };
	if (strlen(bytes->data) != bytes->length || !is_quick(bytes->data))
		return err_set(cx, ERR_INPUT, "文件的一部分（%s）不是表格程序写的", name);
	out->reader = xmlReaderForMemory(bytes->data, (int)bytes->length, NULL, "UTF-8",
	                                 XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT |
	                                         XML_PARSE_IGNORE_ENC);
	if (out->reader == NULL)
		return err_set(cx, ERR_UNAVAILABLE, "there is no memory for a reader");
	arena_defer(cx->arena, free_reader, out->reader);
	xmlTextReaderSetErrorHandler(out->reader, ignore_error, NULL);
	return ERR_OK;
}

enum err
part_next(struct part *part, bool *more)
{
	int read = xmlTextReaderRead(part->reader);
	int type = xmlTextReaderNodeType(part->reader);

	*more = read == 1;
	if (read < 0)
		return err_set(part->cx, ERR_INPUT, "文件的一部分（%s）已损坏，请重新保存一次",
		               part->name);
	if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE)
		return err_set(part->cx, ERR_INPUT, "文件的一部分（%s）不是表格程序写的",
		               part->name);
	if (xmlTextReaderDepth(part->reader) > PART_DEPTH_MAX)
		return err_set(part->cx, ERR_INPUT, "文件的一部分（%s）嵌套太深", part->name);
	return ERR_OK;
}

static bool
is_named(const struct part *part, const char *element)
{
	const xmlChar *name = xmlTextReaderConstLocalName(part->reader);

	return name != NULL && strcmp((const char *)name, element) == 0;
}

bool
part_begins(const struct part *part, const char *element)
{
	return xmlTextReaderNodeType(part->reader) == XML_READER_TYPE_ELEMENT &&
	       is_named(part, element);
}

bool
part_ends(const struct part *part, const char *element)
{
	return xmlTextReaderNodeType(part->reader) == XML_READER_TYPE_END_ELEMENT &&
	       is_named(part, element);
}

bool
part_is_empty(const struct part *part)
{
	return xmlTextReaderIsEmptyElement(part->reader) == 1;
}

const char *
part_text(const struct part *part)
{
	int type = xmlTextReaderNodeType(part->reader);

	if (type != XML_READER_TYPE_TEXT && type != XML_READER_TYPE_CDATA &&
	    type != XML_READER_TYPE_SIGNIFICANT_WHITESPACE && type != XML_READER_TYPE_WHITESPACE)
		return NULL;
	return (const char *)xmlTextReaderConstValue(part->reader);
}

const char *
part_attribute(const struct part *part, const char *name)
{
	const char *found = NULL;

	for (int more = xmlTextReaderMoveToFirstAttribute(part->reader); more == 1 && found == NULL;
	     more = xmlTextReaderMoveToNextAttribute(part->reader))
		if (is_named(part, name))
			found = arena_strdup(part->cx->arena,
			                     (const char *)xmlTextReaderConstValue(part->reader));
	xmlTextReaderMoveToElement(part->reader);
	return found;
}

unsigned
part_number(const struct part *part, const char *name, unsigned most, unsigned fallback)
{
	const char *text = part_attribute(part, name);
	char *end;
	unsigned long number;

	if (text == NULL || *text < '0' || *text > '9')
		return fallback;
	number = strtoul(text, &end, 10);
	return *end == '\0' && number <= most ? (unsigned)number : fallback;
}

/* The character of an escape, 0 when there is none. */
static uint32_t
escaped(const char *s)
{
	char digits[5] = "";

	if (s[0] != '_' || s[1] != 'x' || strspn(s + 2, "0123456789ABCDEFabcdef") < 4 || s[6] != '_')
		return 0;
	memcpy(digits, s + 2, 4);
	return (uint32_t)strtoul(digits, NULL, 16);
}

const char *
part_unescaped(struct arena *arena, const char *text)
{
	struct text out;

	if (strstr(text, "_x") == NULL)
		return text;
	out = text_make(arena);
	while (*text != '\0') {
		uint32_t c = escaped(text);

		/* Half a character is none. */
		if (c != 0 && (c < 0xD800 || c > 0xDFFF)) {
			text_add_char(&out, c);
			text += 7;
		} else {
			text_add(&out, text++, 1);
		}
	}
	return out.data;
}
