/* Page formats and sections, and the fields and lists that only one form has. */
#include <string.h>

#include "template/compile_internal.h"

static void
compile_margins(struct compiler *compiler, xmlNodePtr source, struct page_format *page)
{
	const char *value = compile_attribute(compiler, source, "margin");
	char *rest = value == NULL ? NULL : arena_strdup(compiler->out->arena, value);
	int margins[4] = { 56693, 56693, 56693, 56693 };
	int count = 0;
	char *length;

	while ((length = strsep(&rest, " ")) != NULL) {
		struct ctx attempt = compile_attempt(compiler);

		if (count == 4 || style_length(&attempt, length, &margins[count++]) != ERR_OK) {
			compile_fault(compiler, source, "margin",
			              arena_printf(compiler->cx->arena,
			                           "是“%s”，应为 1 至 4 个带单位的长度（如 20mm）："
			                           "上、右、下、左",
			                           value));
			return;
		}
	}
	page->top_mpt = margins[0];
	page->right_mpt = count > 1 ? margins[1] : margins[0];
	page->bottom_mpt = count > 2 ? margins[2] : margins[0];
	page->left_mpt = count > 3 ? margins[3] : page->right_mpt;
}

/* By how much texts of tables may grow: 1 to 2. */
static void
compile_grow(struct compiler *compiler, xmlNodePtr source, struct page_format *page)
{
	const char *value = compile_attribute(compiler, source, "grow");
	struct ctx attempt = compile_attempt(compiler);

	if (value == NULL)
		return;
	if (style_thousandths(&attempt, value, &page->grow) != ERR_OK)
		compile_fault(compiler, source, "grow", attempt.reason);
	else if (page->grow < 1000 || page->grow > 2000)
		compile_fault(compiler, source, "grow", "应为 1 至 2，如 1.2");
}

static void
compile_format(struct compiler *compiler, xmlNodePtr source, struct page_format *page)
{
	const char *size = compile_attribute(compiler, source, "size");
	const char *orientation = compile_attribute(compiler, source, "orientation");
	const char *at = compile_attribute(compiler, source, "footer-at");
	int shorter = size != NULL && strcmp(size, "A3") == 0 ? 841890 : 595276;
	int longer = size != NULL && strcmp(size, "A3") == 0 ? 1190551 : 841890;
	bool landscape = orientation != NULL && strcmp(orientation, "landscape") == 0;

	page->width_mpt = landscape ? longer : shorter;
	page->height_mpt = landscape ? shorter : longer;
	compile_margins(compiler, source, page);
	compile_length(compiler, source, "footer-distance", &page->footer_mpt);
	compile_grow(compiler, source, page);
	page->is_footer_outer = at != NULL && strcmp(at, "outer") == 0;
	if (page->left_mpt + page->right_mpt + 72000 > page->width_mpt ||
	    page->top_mpt + page->bottom_mpt + 72000 > page->height_mpt)
		compile_fault(compiler, source, "margin", "留给版心的不足一英寸");
}

/* The page of that name, or NULL. */
static struct page_node *
find_page(const struct compiler *compiler, const char *name)
{
	struct page_node *page = compiler->out->pages;

	while (page != NULL && (page->name == NULL || strcmp(page->name, name) != 0))
		page = page->next;
	return page;
}

void
compile_page(struct compiler *compiler, xmlNodePtr source)
{
	struct page_node *page = arena_alloc(compiler->out->arena, sizeof *page);
	struct page_node **tail = &compiler->out->pages;

	page->name = compile_attribute(compiler, source, "name");
	if (page->name != NULL && find_page(compiler, page->name) != NULL)
		compile_fault(compiler, source, "name", "同名的 <page> 已经有了，请改名");
	if (page->name == NULL && compiler->out->pages != NULL)
		compile_fault(compiler, source, NULL,
		              "只有第一个 <page> 可以没有 name，别的要由 <section page=…> 来用");
	compile_format(compiler, source, &page->format);
	compiler->names.has_pages = true;
	page->header = compile_pieces(compiler, source, "header");
	page->footer = compile_pieces(compiler, source, "footer");
	compiler->names.has_pages = false;
	while (*tail != NULL)
		tail = &(*tail)->next;
	*tail = page;
}

void
compile_verify(struct compiler *compiler, xmlNodePtr source)
{
	const char *on = compile_attribute(compiler, source, "on");

	for (const struct page_node *page = compiler->out->pages; page != NULL; page = page->next)
		if (page->format.bottom_mpt < VERIFY_MARGIN_MPT)
			compile_fault(compiler, source, NULL,
			              "二维码印在下边距里，每个 <page> 的下边距至少应有 11mm");
	compiler->out->verify = on != NULL && strcmp(on, "every") == 0 ? VERIFY_EVERY : VERIFY_LAST;
}

void
compile_section(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	const char *name = compile_attribute(compiler, source, "page");
	const char *numbered = compile_attribute(compiler, source, "numbered");

	node->page = name == NULL ? compiler->out->pages : find_page(compiler, name);
	if (node->page == NULL)
		compile_fault(compiler, source, "page",
		              arena_printf(compiler->cx->arena, "模板里没有 <page name=\"%s\">",
		                           name == NULL ? "" : name));
	node->is_unnumbered = numbered != NULL && strcmp(numbered, "no") == 0;
	node->children = compile_children(compiler, source);
}

/* Read a <field> and put it before the others. */
static void
add_field(struct compiler *compiler, xmlNodePtr source, const struct bind_field **fields)
{
	struct bind_field *field = arena_alloc(compiler->out->arena, sizeof *field);

	field->name = compile_required(compiler, source, "name");
	for (const struct bind_field *other = *fields; other != NULL; other = other->next)
		if (strcmp(other->name, field->name) == 0)
			compile_fault(compiler, source, "name",
			              "同名的 <field> 已经有了，请删去一个");
	field->type = compile_attribute(compiler, source, "type");
	field->label = compile_attribute(compiler, source, "label");
	field->next = *fields;
	*fields = field;
}

/* Read a <list> with its fields and the list within it, and put it before the others. */
static void
add_list(struct compiler *compiler, xmlNodePtr source, const struct bind_list **lists)
{
	struct bind_list *list = arena_alloc(compiler->out->arena, sizeof *list);

	list->name = compile_required(compiler, source, "name");
	list->label = compile_attribute(compiler, source, "label");
	for (const struct bind_list *other = *lists; other != NULL; other = other->next)
		if (strcmp(other->name, list->name) == 0)
			compile_fault(compiler, source, "name",
			              "同名的 <list> 已经有了，请删去一个");
	for (xmlNodePtr child = source->children; child != NULL; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (strcmp((const char *)child->name, "field") == 0)
			add_field(compiler, child, &list->fields);
		else if (strcmp((const char *)child->name, "list") == 0)
			add_list(compiler, child, &list->children);
	}
	if (list->children != NULL && strcmp(list->children->name, "children") != 0)
		compile_fault(compiler, source, NULL,
		              "列表里的列表只能有一个，名为 children，即 <list name=\"children\">");
	list->next = *lists;
	*lists = list;
}

void
compile_field(struct compiler *compiler, xmlNodePtr source)
{
	add_field(compiler, source, &compiler->names.world.fields);
}

void
compile_list(struct compiler *compiler, xmlNodePtr source)
{
	add_list(compiler, source, &compiler->names.world.lists);
}

/* What all lines of funds, or all indicators, have in this form. */
void
compile_own(struct compiler *compiler, xmlNodePtr source, const struct bind_field **fields)
{
	for (xmlNodePtr child = source->children; child != NULL; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			add_field(compiler, child, fields);
}
