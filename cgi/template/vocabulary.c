#include "template/vocabulary.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Bytes of misplaced text that a fault shows. */
#define SHOWN_MAX 60

/*
 * A name that may stand in an element, in order of the schema; for an
 * attribute also what its value may be.
 */
struct word {
	struct word *next;
	const char *name;
	bool is_required;
	struct word *values; /* NULL: any */
	const char *pattern; /* NULL: none */
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

/* Where a pattern goes on: in the definition that a reference names, or in itself. */
static xmlNodePtr
inside(const struct vocabulary *vocabulary, xmlNodePtr node)
{
	if (is_element(node, "ref"))
		node = find_define(vocabulary, attribute(vocabulary->arena, node, "name"));
	return node == NULL ? NULL : node->children;
}

/* Collect what the value of an attribute may be. */
static void
collect_values(struct vocabulary *vocabulary, struct word *into, xmlNodePtr node, int depth)
{
	for (; node != NULL && depth < 20; node = node->next) {
		bool is_pattern = is_element(node, "param");

		if (is_pattern || is_element(node, "value")) {
			xmlChar *content = xmlNodeGetContent(node);
			const char *copy = arena_strdup(vocabulary->arena, (const char *)content);

			xmlFree(content);
			if (is_pattern)
				into->pattern = copy;
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
	                             attribute(vocabulary->arena, node, "name"));

	word->is_required = is_required;
	collect_values(vocabulary, word, node->children, 0);
}

/* Collect what stands directly in an element: through references, but not into inner elements. */
static void
collect(struct vocabulary *vocabulary, struct element *into, xmlNodePtr node, bool is_required,
        int depth)
{
	for (; node != NULL && depth < 20; node = node->next) {
		bool is_plain = is_element(node, "ref") || is_element(node, "group");

		if (is_element(node, "text"))
			into->has_text = true;
		else if (is_element(node, "attribute"))
			collect_attribute(vocabulary, into, node, is_required);
		else if (is_element(node, "element"))
			add_word(vocabulary->arena, &into->children,
			         attribute(vocabulary->arena, node, "name"));
		else if (node->type == XML_ELEMENT_NODE)
			collect(vocabulary, into, inside(vocabulary, node), is_required && is_plain,
			        depth + 1);
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

static bool
matches(struct arena *arena, const char *value, const char *pattern)
{
	regex_t regex;
	bool found;

	if (regcomp(&regex, arena_printf(arena, "^(%s)$", pattern), REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	found = regexec(&regex, value, 0, NULL, 0) == 0;
	regfree(&regex);
	return found;
}

static void
check_value(const struct check *check, const struct word *word, xmlNodePtr node)
{
	struct arena *arena = check->cx->arena;
	const char *value = attribute(arena, node, word->name);

	if (value == NULL && word->is_required)
		fault(check, node, arena_printf(arena, "<%s> 缺少属性“%s”", node->name, word->name));
	if (value == NULL)
		return;
	if (word->values != NULL && find_word(word->values, value) == NULL)
		fault(check, node,
		      arena_printf(arena, "<%s %s>：是“%s”，应为其中之一：%s", node->name,
		                   word->name, value, list_of(arena, word->values)));
	if (word->pattern != NULL && !matches(arena, value, word->pattern))
		fault(check, node,
		      arena_printf(arena, "<%s %s>：是“%s”，应符合格式 %s", node->name, word->name,
		                   value, word->pattern));
}

static void
check_attributes(const struct check *check, const struct element *element, xmlNodePtr node)
{
	struct arena *arena = check->cx->arena;

	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		if (attr->ns != NULL ||
		    find_word(element->attributes, (const char *)attr->name) == NULL)
			fault(check, node,
			      arena_printf(arena, "<%s> 没有属性“%s”，可以有：%s", node->name,
			                   attr->name, list_of(arena, element->attributes)));
	for (const struct word *word = element->attributes; word != NULL; word = word->next)
		check_value(check, word, node);
}

static void
check_text(const struct check *check, const struct element *element, const xmlNode *text)
{
	struct arena *arena = check->cx->arena;
	const char *s = text->content == NULL ? "" : (const char *)text->content;
	size_t length;

	s += strspn(s, " \t\r\n");
	if (element->has_text || *s == '\0')
		return;
	length = strcspn(s, "\r\n");
	if (length > SHOWN_MAX)
		length = text_utf8_check(s, SHOWN_MAX);
	fault(check, text,
	      arena_printf(arena, "<%s> 里不能直接写文字“%.*s”，那里可以放：%s", element->name,
	                   (int)length, s, list_of(arena, element->children)));
}

static void
check_node(const struct check *check, xmlNodePtr node)
{
	struct arena *arena = check->cx->arena;
	const struct element *element = find_element(check->vocabulary, (const char *)node->name);

	check_attributes(check, element, node);
	/* No more faults are told than FAULTS_MAX, so no more are looked for. */
	for (xmlNodePtr child = node->children;
	     child != NULL && check->cx->fault_count < FAULTS_MAX; child = child->next) {
		if (child->type == XML_TEXT_NODE)
			check_text(check, element, child);
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

/* What is left to the schema is order, number and attributes that go together. It may say the same thing twice. */
static void
schema_error(void *user, xmlErrorPtr error)
{
	const struct check *check = user;
	struct ctx *cx = check->cx;
	const xmlNode *node = error->node;
	const char *place = arena_printf(cx->arena, "%s:%d", check->path, error->line);
	const char *what = "不该在这里，次序或个数不对";

	if (cx->last_fault != NULL && strcmp(cx->last_fault->place, place) == 0)
		return;
	if (error->code == XML_RELAXNG_ERR_NOELEM)
		what = "里面还缺少元素";
	else if (error->code == XML_RELAXNG_ERR_ATTRVALID ||
	         error->code == XML_RELAXNG_ERR_INVALIDATTR)
		what = "有的属性要一起写，如 with 和 with-as";
	err_add_fault(cx, place, "<%s>：%s；这里可以写什么，见 templates/README.md",
	              node == NULL ? "form" : (const char *)node->name, what);
}

enum err
vocabulary_check(struct ctx *cx, const struct vocabulary *vocabulary, const char *path,
                 xmlDocPtr document)
{
	struct check check = { .cx = cx, .vocabulary = vocabulary, .path = path };
	xmlNodePtr root = xmlDocGetRootElement(document);
	size_t before = cx->fault_count;

	if (document->intSubset != NULL)
		err_add_fault(cx, arena_printf(cx->arena, "%s:1", path),
		              "不能有 <!DOCTYPE> 和实体，请直接写出文字");
	else if (!is_element(root, "form"))
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
