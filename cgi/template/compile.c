#include "template/compile.h"

#include <string.h>

#include "template/compile_internal.h"

#define TEMPLATE_MAX ((size_t)4 * 1024 * 1024)
#define TURNS_MIN_MAX 200 /* of `min` */

/* Titles and headings stay with what follows; everything stays as `keep` says. */
static void
compile_keep(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	const char *keep = compile_attribute(compiler, source, "keep");

	if (keep != NULL && strcmp(keep, "with-next") == 0)
		node->keeps_with_next = true;
	else if (keep != NULL)
		node->keeps_with_previous = true;
}

static void
compile_line(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	static const char *const names[] = { "left", "center", "right" };

	compile_style(compiler, source, node);
	for (xmlNodePtr child = source->children; child != NULL; child = child->next)
		for (int i = 0; child->type == XML_ELEMENT_NODE && i < 3; i++)
			if (strcmp((const char *)child->name, names[i]) == 0)
				node->parts[i] = compile_inline(compiler, child);
}

void
compile_text(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	compile_style(compiler, source, node);
	node->content = compile_inline(compiler, source);
}

static void
compile_title(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	compile_text(compiler, source, node);
	node->level = source->name[0] == 'h' ? (unsigned)(source->name[1] - '0') + 1 : 1;
	node->keeps_with_next = true;
}

static void
compile_subtitle(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	compile_text(compiler, source, node);
	node->keeps_with_next = true;
}

static void
compile_space(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	compile_length(compiler, source, "height", &node->height_mpt);
}

/* Put a loop variable in scope. */
static void
add_slot(struct bind_names *names, const char *name, struct shape shape)
{
	names->slots[names->slot_count].name = name;
	names->slots[names->slot_count++].shape = shape;
}

/* `of="rows" by="unit"`: the loop goes through groups of items. */
static void
compile_by(struct compiler *compiler, xmlNodePtr source, struct node *node, struct shape *item)
{
	struct ctx attempt = compile_attempt(compiler);
	struct shape member;

	node->by = compile_attribute(compiler, source, "by");
	if (node->by == NULL)
		return;
	if (shape_member(&attempt, &compiler->names.world, bind_source(node->of), *item, node->by,
	                 &member) != ERR_OK)
		compile_fault(compiler, source, "by", attempt.reason);
	else if (!shape_is_text(member))
		compile_fault(compiler, source, "by", "不是文字，不能按它分组");
	item->group_by = node->by;
}

/* `with="B" with-as="b"`: a second list beside the first. */
static void
compile_with(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	const char *with = compile_attribute(compiler, source, "with");
	struct ctx attempt = compile_attempt(compiler);
	struct shape item;

	if (with == NULL)
		return;
	if (bind_compile_list(&attempt, &compiler->names, with, &node->with, &item) != ERR_OK)
		compile_fault(compiler, source, "with", attempt.reason);
	else
		add_slot(&compiler->names, compile_required(compiler, source, "with-as"), item);
}

static void
compile_each(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	struct bind_names *names = &compiler->names;
	const char *of = compile_required(compiler, source, "of");
	struct ctx attempt = compile_attempt(compiler);
	unsigned outer = names->slot_count;
	struct shape item;

	node->min = compile_count(compiler, source, "min", 0, TURNS_MIN_MAX);
	if (outer + (xmlHasProp(source, (const xmlChar *)"with") != NULL) >= BIND_SLOTS_MAX) {
		compile_fault(compiler, source, NULL, "循环嵌套多于 8 层");
		return;
	}
	if (bind_compile_list(&attempt, names, of, &node->of, &item) != ERR_OK) {
		compile_fault(compiler, source, "of", attempt.reason);
		return;
	}
	compile_by(compiler, source, node, &item);
	node->slot = outer;
	add_slot(names, compile_required(compiler, source, "as"), item);
	compile_with(compiler, source, node);
	node->children = compile_children(compiler, source);
	names->slot_count = outer;
}

static void
compile_head(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	node->children = compile_children(compiler, source);
}

static const struct {
	const char *element;
	enum node_kind kind;
	void (*compile)(struct compiler *, xmlNodePtr, struct node *);
} elements[] = {
	{ "title", NODE_HEADING, compile_title }, { "subtitle", NODE_TEXT, compile_subtitle },
	{ "h1", NODE_HEADING, compile_title },    { "h2", NODE_HEADING, compile_title },
	{ "h3", NODE_HEADING, compile_title },    { "p", NODE_TEXT, compile_text },
	{ "line", NODE_LINE, compile_line },      { "space", NODE_SPACE, compile_space },
	{ "table", NODE_TABLE, compile_table },   { "block", NODE_BLOCK, compile_block },
	{ "head", NODE_HEAD, compile_head },      { "row", NODE_ROW, compile_row },
	{ "label", NODE_CELL, compile_cell },     { "cell", NODE_CELL, compile_cell },
	{ "each", NODE_EACH, compile_each },      { "section", NODE_SECTION, compile_section },
};

static struct node *
compile_node(struct compiler *compiler, xmlNodePtr source)
{
	for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
		struct node *node;

		if (strcmp((const char *)source->name, elements[i].element) != 0)
			continue;
		node = arena_alloc(compiler->out->arena, sizeof *node);
		node->kind = elements[i].kind;
		node->line = (unsigned)xmlGetLineNo(source);
		compile_shown(compiler, source, &node->shown);
		compile_keep(compiler, source, node);
		elements[i].compile(compiler, source, node);
		return node;
	}
	return NULL;
}

struct node *
compile_children(struct compiler *compiler, xmlNodePtr parent)
{
	struct node *first = NULL;
	struct node **tail = &first;

	for (xmlNodePtr child = parent->children; child != NULL; child = child->next) {
		struct node *node = child->type == XML_ELEMENT_NODE ? compile_node(compiler, child)
		                                                    : NULL;

		if (node != NULL) {
			*tail = node;
			tail = &node->next;
		}
	}
	return first;
}

/* What the title of a form may have, see bind_is_of_title(). */
static void
check_title(struct compiler *compiler, xmlNodePtr root)
{
	for (const struct piece *piece = compiler->out->title; piece != NULL; piece = piece->next)
		if (!bind_is_of_title(piece))
			compile_fault(compiler, root, "title",
			              arena_printf(compiler->cx->arena,
			                           "{%s} 不能用在标题里，标题里只能有列表之外的成员，"
			                           "过滤器只能用 absent、blank、prefix、suffix、date",
			                           piece->literal));
}

static void
compile_form(struct compiler *compiler, xmlNodePtr root)
{
	struct template *out = compiler->out;

	out->id = compile_attribute(compiler, root, "id");
	out->name = compile_attribute(compiler, root, "name");
	out->version = compile_attribute(compiler, root, "version");
	out->subject = compile_attribute(compiler, root, "subject");
	for (xmlNodePtr child = root->children; child != NULL; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (strcmp((const char *)child->name, "field") == 0)
			compile_field(compiler, child);
		else if (strcmp((const char *)child->name, "list") == 0)
			compile_list(compiler, child);
		else if (strcmp((const char *)child->name, "funds") == 0)
			compile_own(compiler, child, &compiler->names.world.fund_fields);
		else if (strcmp((const char *)child->name, "indicators") == 0)
			compile_own(compiler, child, &compiler->names.world.indicator_fields);
		else if (strcmp((const char *)child->name, "page") == 0)
			compile_page(compiler, child);
		else if (strcmp((const char *)child->name, "verify") == 0)
			compile_verify(compiler, child);
		else if (strcmp((const char *)child->name, "style") == 0)
			compile_named_style(compiler, child);
	}
	out->title = compile_pieces(compiler, root, "title");
	check_title(compiler, root);
	out->marginal = compile_style_of(compiler, "footer");
	out->body = compile_children(compiler, root);
	compile_explanations(compiler);
	out->world = compiler->names.world;
}

static bool
has_fault_at(const struct ctx *cx, const char *place)
{
	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		if (strcmp(fault->place, place) == 0)
			return true;
	return false;
}

/*
 * Compile what the vocabulary has found fault with, for the faults that only
 * compiling finds. A line with a fault already is told of once.
 */
static void
find_more_faults(struct compiler *compiler, xmlDocPtr document)
{
	struct ctx *cx = compiler->cx;
	struct ctx second = ctx_make(cx->arena);
	xmlNodePtr root = xmlDocGetRootElement(document);

	if (document->intSubset != NULL || strcmp((const char *)root->name, "form") != 0)
		return;
	compiler->cx = &second;
	compile_form(compiler, root);
	compiler->cx = cx;
	for (const struct fault *fault = second.faults; fault != NULL; fault = fault->next)
		if (!has_fault_at(cx, fault->place))
			err_add_fault(cx, fault->place, "%s", fault->what);
}

/* A template without content, in an arena of its own. */
static struct template *
template_new(const struct text *file)
{
	struct arena *arena = arena_new();
	struct template *template = arena_alloc(arena, sizeof *template);

	template->arena = arena;
	template->digest = text_sha256(arena, file->data, file->length);
	template->source = arena_strndup(arena, file->data, file->length);
	return template;
}

enum err
compile_source(struct ctx *cx, const struct vocabulary *vocabulary, const struct schema *schema,
               const char *path, const struct text *file, struct template **out)
{
	struct compiler compiler = { .cx = cx,
		                     .path = path,
		                     .names = { .world = { .root = schema } } };
	size_t before = cx->fault_count;
	xmlDocPtr document = compile_parse(&compiler, file);

	if (document == NULL || cx->fault_count > before)
		return err_set(cx, ERR_INPUT, "%s：不合 XML 语法", path);
	compiler.out = template_new(file);
	if (vocabulary_check(cx, vocabulary, path, document) != ERR_OK)
		find_more_faults(&compiler, document);
	else
		compile_form(&compiler, xmlDocGetRootElement(document));
	if (cx->fault_count > before) {
		arena_free(compiler.out->arena);
		return err_set(cx, ERR_INPUT, "%s：%zu 处错误", path, cx->fault_count - before);
	}
	*out = compiler.out;
	return ERR_OK;
}

enum err
compile_template(struct ctx *cx, const struct vocabulary *vocabulary, const struct schema *schema,
                 const char *path, struct template **out)
{
	struct text file;

	TRY(text_read_file(cx, path, TEMPLATE_MAX, &file));
	return compile_source(cx, vocabulary, schema, path, &file, out);
}
