/* A template held against the vocabulary: every fault, with its line and the cure. */
#include <regex.h>
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "template/vocabulary_internal.h"

/* Bytes of misplaced text that a fault shows. */
#define SHOWN_MAX 60

/* Where to read on. */
#define MANUAL "这里可以写什么，见 templates/README.md"

struct check {
	struct ctx *cx;
	const struct vocabulary *vocabulary;
	const char *path;
};

static const struct word *
find_word(const struct word *list, const char *name)
{
	while (list != NULL && strcmp(list->name, name) != 0)
		list = list->next;
	return list;
}

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

/* What may have been meant by a misspelt word, as a question; else "". */
static const char *
question(struct arena *arena, const struct word *words, const char *misspelt)
{
	struct near near = near_to(misspelt);

	/* Two letters are near to everything, and a word to itself. */
	if (strlen(misspelt) < 3 || find_word(words, misspelt) != NULL)
		return "";
	for (; words != NULL; words = words->next)
		near_try(&near, words->name);
	return near.best == NULL ? "" : arena_printf(arena, "是不是“%s”？", near.best);
}

/* The first row or block of a table, in a loop or not: it decides which of the two the table has. */
static const xmlNode *
first_part(const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		const xmlNode *part = vocabulary_is(child, "each") ? first_part(child) : child;

		if (part != NULL && (vocabulary_is(part, "row") || vocabulary_is(part, "head") ||
		                     vocabulary_is(part, "block")))
			return part;
	}
	return NULL;
}

/* A table has blocks or rows, not both. */
static bool
suits_table(const xmlNode *table, const char *name)
{
	const xmlNode *first = first_part(table);
	bool has_blocks = first != NULL && vocabulary_is(first, "block");

	return first == NULL || strcmp(name, "each") == 0 ||
	       has_blocks == (strcmp(name, "block") == 0);
}

/* May an element stand in the node? In a loop, what may stand where the loop does. */
static bool
may_stand(const struct check *check, const xmlNode *node, const char *name)
{
	const struct element *element = vocabulary_element(check->vocabulary,
	                                                   (const char *)node->name);

	if (element == NULL || find_word(element->children, name) == NULL)
		return false;
	if (vocabulary_is(node, "table"))
		return suits_table(node, name);
	return !vocabulary_is(node, "each") || may_stand(check, node->parent, name);
}

/* What may stand in the node, for a message. */
static const char *
list_within(const struct check *check, const xmlNode *node)
{
	const struct element *element = vocabulary_element(check->vocabulary,
	                                                   (const char *)node->name);
	struct text list = text_make(check->cx->arena);

	for (const struct word *word = element->children; word != NULL; word = word->next)
		if (may_stand(check, node, word->name))
			text_add_fmt(&list, "%s%s", list.length > 0 ? ", " : "", word->name);
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
	const char *value = vocabulary_attribute(arena, node, word->name);

	if (value == NULL && word->is_required)
		fault(check, node, arena_printf(arena, "<%s> 缺少属性“%s”", node->name, word->name));
	if (value == NULL)
		return;
	if (word->values != NULL && find_word(word->values, value) == NULL)
		fault(check, node,
		      arena_printf(arena, "<%s %s>：是“%s”，%s应为其中之一：%s", node->name,
		                   word->name, value, question(arena, word->values, value),
		                   list_of(arena, word->values)));
	if (word->pattern != NULL && !matches(arena, value, word->pattern))
		fault(check, node,
		      arena_printf(arena, "<%s %s>：是“%s”，应为%s", node->name, word->name, value,
		                   word->expected));
}

static void
check_attributes(const struct check *check, const struct element *element, xmlNodePtr node)
{
	struct arena *arena = check->cx->arena;

	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		if (attr->ns != NULL ||
		    find_word(element->attributes, (const char *)attr->name) == NULL)
			fault(check, node,
			      arena_printf(arena, "<%s> 没有属性“%s”，%s可以有：%s", node->name,
			                   attr->name,
			                   question(arena, element->attributes,
			                            (const char *)attr->name),
			                   list_of(arena, element->attributes)));
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
	                   (int)length, s, list_within(check, text->parent)));
}

static const char *
missing_in(const struct check *check, const xmlNode *node)
{
	if (node == NULL)
		return "里面还缺少元素";
	return arena_printf(check->cx->arena, "里面还缺少元素，可以放：%s",
	                    list_within(check, node));
}

/* An element in which something has to stand, and nothing does. */
static void
check_filled(const struct check *check, const struct element *element, xmlNodePtr node)
{
	if (element->is_filled && xmlFirstElementChild(node) == NULL)
		fault(check, node,
		      arena_printf(check->cx->arena, "<%s>：%s；" MANUAL, node->name,
		                   missing_in(check, node)));
}

/* An element that there is, is misplaced and not misspelt. */
static const char *
question_of(const struct check *check, const struct element *element, const xmlNode *child)
{
	const char *name = (const char *)child->name;

	if (vocabulary_element(check->vocabulary, name) != NULL)
		return "";
	return question(check->cx->arena, element->children, name);
}

static void
check_node(const struct check *check, xmlNodePtr node)
{
	struct arena *arena = check->cx->arena;
	const struct element *element = vocabulary_element(check->vocabulary,
	                                                   (const char *)node->name);

	check_attributes(check, element, node);
	check_filled(check, element, node);
	/* No more faults are told than FAULTS_MAX, so no more are looked for. */
	for (xmlNodePtr child = node->children;
	     child != NULL && check->cx->fault_count < FAULTS_MAX; child = child->next) {
		if (child->type == XML_TEXT_NODE)
			check_text(check, element, child);
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (!may_stand(check, node, (const char *)child->name))
			fault(check, child,
			      arena_printf(arena, "<%s> 不能放在 <%s> 里，%s那里可以放：%s",
			                   child->name, node->name,
			                   question_of(check, element, child),
			                   list_within(check, node)));
		else
			check_node(check, child);
	}
}

/* What has an order, and how it goes. */
static const struct {
	const char *parent;
	const char *order;
} orders[] = {
	{ "form",
	  "不该在这里：<form> 里依次写 field、list、funds、indicators，至少一个 page、至多一个 verify、style、"
	  "要印的内容" },
	{ "list", "不该在这里：<list> 里先写 field，再写至多一个 list" },
	{ "line", "不该在这里：<line> 里依次写 left、center、right，各至多一个" },
};

static const char *
order_of(const xmlNode *node)
{
	for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++)
		if (node != NULL && node->ns == NULL && vocabulary_is(node->parent, orders[i].parent))
			return orders[i].order;
	return "不该在这里，次序或个数不对";
}

/* What is left to the schema is order, number and attributes that go together. It may say the same thing twice. */
static void
schema_error(void *user, xmlErrorPtr error)
{
	const struct check *check = user;
	struct ctx *cx = check->cx;
	const xmlNode *node = error->node;
	const char *place = arena_printf(cx->arena, "%s:%d", check->path, error->line);
	const char *what = order_of(node);

	if (cx->last_fault != NULL && strcmp(cx->last_fault->place, place) == 0)
		return;
	if (error->code == XML_RELAXNG_ERR_NOELEM)
		what = missing_in(check, node);
	else if (error->code == XML_RELAXNG_ERR_ATTRVALID ||
	         error->code == XML_RELAXNG_ERR_INVALIDATTR)
		what = "有的属性要一起写，如 with 和 with-as";
	err_add_fault(cx, place, "<%s>：%s；" MANUAL,
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
	else if (!vocabulary_is(root, "form"))
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
