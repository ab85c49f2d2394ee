#include "template/vocabulary.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A name that may stand in an element, in order of the schema. */
struct word {
	struct word *next;
	const char *name;
};

struct element {
	struct element *next;
	const char *name;
	struct word *attributes;
	struct word *children;
	bool has_text;
};

struct vocabulary {
	struct arena *arena;
	xmlDocPtr source;
	xmlRelaxNGPtr schema;
	struct element *elements;
};

static bool
is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static const char *
attribute(struct arena *arena, xmlNodePtr node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	const char *copy = value == NULL ? NULL : arena_strdup(arena, (const char *)value);

	xmlFree(value);
	return copy;
}

static void
add_word(struct arena *arena, struct word **list, const char *name)
{
	for (; *list != NULL; list = &(*list)->next)
		if (strcmp((*list)->name, name) == 0)
			return;
	*list = arena_alloc(arena, sizeof **list);
	(*list)->name = name;
}

static const struct word *
find_word(const struct word *list, const char *name)
{
	while (list != NULL && strcmp(list->name, name) != 0)
		list = list->next;
	return list;
}

static struct element *
find_element(const struct vocabulary *vocabulary, const char *name)
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

		if (!is_element(node, "define"))
			continue;
		value = xmlGetNoNsProp(node, (const xmlChar *)"name");
		found = value != NULL && strcmp((const char *)value, name) == 0;
		xmlFree(value);
		if (found)
			return node;
	}
	return NULL;
}

/* Collect what stands directly in an element: through references, but not into inner elements. */
static void
collect(struct vocabulary *vocabulary, struct element *into, xmlNodePtr pattern, int depth)
{
	for (xmlNodePtr node = pattern->children; node != NULL && depth < 20; node = node->next) {
		const char *name;
		xmlNodePtr define;

		if (node->type != XML_ELEMENT_NODE)
			continue;
		name = attribute(vocabulary->arena, node, "name");
		if (is_element(node, "text")) {
			into->has_text = true;
		} else if (is_element(node, "attribute")) {
			add_word(vocabulary->arena, &into->attributes, name);
		} else if (is_element(node, "element")) {
			add_word(vocabulary->arena, &into->children, name);
		} else if (is_element(node, "ref")) {
			define = find_define(vocabulary, name);
			if (define != NULL)
				collect(vocabulary, into, define, depth + 1);
		} else {
			collect(vocabulary, into, node, depth);
		}
	}
}

static void
read_elements(struct vocabulary *vocabulary, xmlNodePtr node)
{
	for (; node != NULL; node = node->next) {
		if (is_element(node, "element")) {
			const char *name = attribute(vocabulary->arena, node, "name");
			struct element *element = find_element(vocabulary, name);

			if (element == NULL) {
				element = arena_alloc(vocabulary->arena, sizeof *element);
				element->name = name;
				element->next = vocabulary->elements;
				vocabulary->elements = element;
			}
			collect(vocabulary, element, node, 0);
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
		return err_set(cx, ERR_INPUT, "%s：读不出 RELAX NG 模式", path);
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

struct check {
	struct ctx *cx;
	const struct vocabulary *vocabulary;
	const char *path;
};

static void
fault(const struct check *check, const xmlNode *node, const char *what)
{
	err_add_fault(check->cx,
	              arena_printf(check->cx->arena, "%s:%ld", check->path, xmlGetLineNo(node)),
	              "%s", what);
}

static const char *
list_of(struct arena *arena, const struct word *words)
{
	struct text list = text_make(arena);

	for (; words != NULL; words = words->next)
		text_add_fmt(&list, "%s%s", list.length > 0 ? ", " : "", words->name);
	return list.length > 0 ? list.data : "（无）";
}

static void
check_attributes(const struct check *check, const struct element *element, xmlNodePtr node)
{
	struct arena *arena = check->cx->arena;

	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		if (find_word(element->attributes, (const char *)attr->name) == NULL)
			fault(check, node,
			      arena_printf(arena, "<%s> 没有属性“%s”，可以有：%s", node->name,
			                   attr->name, list_of(arena, element->attributes)));
}

static bool
is_blank(const xmlNode *text)
{
	const char *s = (const char *)text->content;

	return s == NULL || s[strspn(s, " \t\r\n")] == '\0';
}

static void
check_node(const struct check *check, xmlNodePtr node)
{
	struct arena *arena = check->cx->arena;
	const struct element *element = find_element(check->vocabulary, (const char *)node->name);

	check_attributes(check, element, node);
	for (xmlNodePtr child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_TEXT_NODE && !element->has_text && !is_blank(child))
			fault(check, child,
			      arena_printf(arena, "<%s> 里不能直接写文字", node->name));
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (find_word(element->children, (const char *)child->name) == NULL)
			fault(check, child,
			      arena_printf(arena, "<%s> 不能放在 <%s> 里，那里可以放：%s",
			                   child->name, node->name,
			                   list_of(arena, element->children)));
		else
			check_node(check, child);
	}
}

static void
schema_error(void *user, xmlErrorPtr error)
{
	const struct check *check = user;
	const char *message = error->message == NULL ? "不合模板词汇" : error->message;

	err_add_fault(check->cx, arena_printf(check->cx->arena, "%s:%d", check->path, error->line),
	              "%.*s；这里可以写什么，见 templates/README.md", (int)strcspn(message, "\n"),
	              message);
}

enum err
vocabulary_check(struct ctx *cx, const struct vocabulary *vocabulary, const char *path,
                 xmlDocPtr document)
{
	struct check check = { .cx = cx, .vocabulary = vocabulary, .path = path };
	xmlNodePtr root = xmlDocGetRootElement(document);
	size_t before = cx->fault_count;

	if (!is_element(root, "form"))
		fault(&check, root, "最外层元素应为 <form>");
	else
		check_node(&check, root);
	if (cx->fault_count == before) {
		xmlRelaxNGValidCtxtPtr validator = xmlRelaxNGNewValidCtxt(vocabulary->schema);

		xmlRelaxNGSetValidStructuredErrors(validator, schema_error, &check);
		if (xmlRelaxNGValidateDoc(validator, document) != 0 && cx->fault_count == before)
			fault(&check, root, "不合 templates/template.rng");
		xmlRelaxNGFreeValidCtxt(validator);
	}
	if (cx->fault_count > before)
		return err_set(cx, ERR_INPUT, "%s：%zu 处错误", path, cx->fault_count - before);
	return ERR_OK;
}
