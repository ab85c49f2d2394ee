#include "template/vocabulary.h"

#include <libxml/parser.h>
#include <string.h>

#include "template/vocabulary_internal.h"

bool
vocabulary_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

const char *
vocabulary_attribute(struct arena *arena, xmlNodePtr node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	const char *copy = value == NULL ? NULL : arena_strdup(arena, (const char *)value);

	xmlFree(value);
	return copy;
}

static struct word *
add_word(struct arena *arena, struct word **list, const char *name)
{
	for (; *list != NULL; list = &(*list)->next)
		if (strcmp((*list)->name, name) == 0)
			return *list;
	*list = arena_alloc(arena, sizeof **list);
	(*list)->name = name;
	return *list;
}

struct element *
vocabulary_element(const struct vocabulary *vocabulary, const char *name)
{
	struct element *element = vocabulary->elements;

	while (element != NULL && strcmp(element->name, name) != 0)
		element = element->next;
	return element;
}

static xmlNodePtr
find_define(const struct vocabulary *vocabulary, const char *name)
{
	xmlNodePtr root = xmlDocGetRootElement(vocabulary->source);

	for (xmlNodePtr node = root->children; node != NULL; node = node->next) {
		xmlChar *value;
		bool found;

		if (!vocabulary_is(node, "define"))
			continue;
		value = xmlGetNoNsProp(node, (const xmlChar *)"name");
		found = value != NULL && strcmp((const char *)value, name) == 0;
		xmlFree(value);
		if (found)
			return node;
	}
	return NULL;
}

/* Where a pattern goes on: in the definition that a reference names, or in itself. */
static xmlNodePtr
inside(const struct vocabulary *vocabulary, xmlNodePtr node)
{
	if (vocabulary_is(node, "ref"))
		node = find_define(vocabulary,
		                   vocabulary_attribute(vocabulary->arena, node, "name"));
	return node == NULL ? NULL : node->children;
}

/* A pattern, and on the element around it what it demands in words. */
static void
collect_pattern(struct arena *arena, struct word *into, const xmlNode *node, const char *pattern)
{
	xmlChar *expected = xmlGetNsProp(node->parent, (const xmlChar *)"expected",
	                                 (const xmlChar *)"urn:gongkai:messages");

	into->pattern = pattern;
	into->expected = expected == NULL ? "另一种写法"
	                                  : arena_strdup(arena, (const char *)expected);
	xmlFree(expected);
}

/* Collect what the value of an attribute may be. */
static void
collect_values(struct vocabulary *vocabulary, struct word *into, xmlNodePtr node, int depth)
{
	for (; node != NULL && depth < 20; node = node->next) {
		bool is_pattern = vocabulary_is(node, "param");

		if (is_pattern || vocabulary_is(node, "value")) {
			xmlChar *content = xmlNodeGetContent(node);
			const char *copy = arena_strdup(vocabulary->arena, (const char *)content);

			xmlFree(content);
			if (is_pattern)
				collect_pattern(vocabulary->arena, into, node, copy);
			else
				add_word(vocabulary->arena, &into->values, copy);
		} else if (node->type == XML_ELEMENT_NODE) {
			collect_values(vocabulary, into, inside(vocabulary, node), depth + 1);
		}
	}
}

static void
collect_attribute(struct vocabulary *vocabulary, struct element *into, xmlNodePtr node,
                  bool is_required)
{
	struct word *word = add_word(vocabulary->arena, &into->attributes,
	                             vocabulary_attribute(vocabulary->arena, node, "name"));

	word->is_required = is_required;
	collect_values(vocabulary, word, node->children, 0);
}

/* Collect what stands directly in an element: through references, but not into inner elements. */
static void
collect(struct vocabulary *vocabulary, struct element *into, xmlNodePtr node, bool is_required,
        int depth)
{
	for (; node != NULL && depth < 20; node = node->next) {
		bool is_plain = vocabulary_is(node, "ref") || vocabulary_is(node, "group");

		into->is_filled |= vocabulary_is(node, "oneOrMore");
		if (vocabulary_is(node, "text"))
			into->has_text = true;
		else if (vocabulary_is(node, "attribute"))
			collect_attribute(vocabulary, into, node, is_required);
		else if (vocabulary_is(node, "element"))
			add_word(vocabulary->arena, &into->children,
			         vocabulary_attribute(vocabulary->arena, node, "name"));
		else if (node->type == XML_ELEMENT_NODE)
			collect(vocabulary, into, inside(vocabulary, node), is_required && is_plain,
			        depth + 1);
	}
}

static void
read_elements(struct vocabulary *vocabulary, xmlNodePtr node)
{
	for (; node != NULL; node = node->next) {
		if (vocabulary_is(node, "element")) {
			const char *name = vocabulary_attribute(vocabulary->arena, node, "name");
			struct element *element = vocabulary_element(vocabulary, name);

			if (element == NULL) {
				element = arena_alloc(vocabulary->arena, sizeof *element);
				element->name = name;
				element->next = vocabulary->elements;
				vocabulary->elements = element;
			}
			collect(vocabulary, element, node->children, true, 0);
		}
		read_elements(vocabulary, node->children);
	}
}

static void
ignore_error(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

enum err
vocabulary_load(struct ctx *cx, const char *path, struct vocabulary **out)
{
	struct arena *arena = arena_new();
	struct vocabulary *vocabulary = arena_alloc(arena, sizeof *vocabulary);
	xmlRelaxNGParserCtxtPtr parser;

	vocabulary->arena = arena;
	xmlSetStructuredErrorFunc(NULL, ignore_error);
	vocabulary->source = xmlReadFile(path, NULL, XML_PARSE_NONET);
	parser = vocabulary->source == NULL ? NULL : xmlRelaxNGNewDocParserCtxt(vocabulary->source);
	if (parser != NULL)
		vocabulary->schema = xmlRelaxNGParse(parser);
	xmlRelaxNGFreeParserCtxt(parser);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (vocabulary->schema == NULL) {
		vocabulary_free(vocabulary);
		return err_set(cx, ERR_INPUT,
		               "%s：读不出模板的语法；它和模板放在一起，请从 gongkai 自带的模板文件夹复制",
		               path);
	}
	read_elements(vocabulary, xmlDocGetRootElement(vocabulary->source));
	*out = vocabulary;
	return ERR_OK;
}

void
vocabulary_free(struct vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	xmlRelaxNGFree(vocabulary->schema);
	xmlFreeDoc(vocabulary->source);
	arena_free(vocabulary->arena);
}
