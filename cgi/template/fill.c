#include "template/fill.h"

#include "template/fill_internal.h"

/* Turns of all loops together; a form that needs more is a mistake or an attack. */
#define TURNS_MAX 300000

enum err
fill_shows(const struct fill *fill, const struct shown *shown, bool *out)
{
	bool hides = false;

	*out = true;
	if (shown->when != NULL)
		TRY(bind_test(fill->cx, shown->when, fill->scope, out));
	if (shown->unless != NULL)
		TRY(bind_test(fill->cx, shown->unless, fill->scope, &hides));
	*out = *out && !hides;
	return ERR_OK;
}

/* Begin a new page in a format. */
static void
begin_section(struct fill *fill, const struct page_node *page, bool is_unnumbered)
{
	struct section *section = arena_alloc(fill->arena, sizeof *section);

	section->page = page->format;
	section->header = page->header;
	section->footer = page->footer;
	section->marginal = &fill->template->marginal;
	section->is_unnumbered = is_unnumbered;
	*fill->section_tail = section;
	fill->section_tail = &section->next;
	fill->tail = &section->items;
}

struct item *
fill_item(struct fill *fill, const struct node *node, enum item_kind kind)
{
	struct item *item = arena_alloc(fill->arena, sizeof *item);

	if (fill->tail == NULL)
		begin_section(fill, fill->template->pages, false);
	item->kind = kind;
	item->keeps_with_next = node->keeps_with_next;
	item->keeps_with_previous = node->keeps_with_previous;
	*fill->tail = item;
	fill->tail = &item->next;
	return item;
}

static enum err
fill_text(struct fill *fill, const struct node *node)
{
	struct item *item = fill_item(fill, node,
	                              node->kind == NODE_HEADING ? ITEM_HEADING : ITEM_PARAGRAPH);

	item->level = node->level;
	return fill_content(fill, node->content, &node->style, &item->paragraphs);
}

static enum err
fill_line(struct fill *fill, const struct node *node)
{
	static const enum align sides[] = { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
	struct item *item = fill_item(fill, node, ITEM_TABS);

	for (int i = 0; i < 3; i++) {
		struct style *style;

		if (node->parts[i] == NULL)
			continue;
		style = arena_alloc(fill->arena, sizeof *style);
		*style = node->style;
		style->align = sides[i];
		TRY(fill_content(fill, node->parts[i], style, &item->tabs.parts[i]));
	}
	return ERR_OK;
}

static enum err
fill_space(struct fill *fill, const struct node *node)
{
	fill_item(fill, node, ITEM_SPACE)->height_mpt = node->height_mpt;
	return ERR_OK;
}

/* A section that says nothing has no page. */
static enum err
fill_section(struct fill *fill, const struct node *node)
{
	struct section **before = fill->section_tail;

	begin_section(fill, node->page, node->is_unnumbered);
	TRY(fill_nodes(fill, node->children));
	if ((*before)->items == NULL) {
		*before = NULL;
		fill->section_tail = before;
	}
	fill->tail = NULL;
	return ERR_OK;
}

/* What a loop goes through. */
struct turns {
	struct bind_items list;
	struct bind_items *groups; /* NULL: the items one by one */
	struct bind_items beside;
	size_t count;
};

static const struct json *
item_at(struct bind_items list, size_t index)
{
	return index < list.count ? list.items[index] : NULL;
}

/* One turn; past the end of a list its item is absent. */
static enum err
fill_turn(struct fill *fill, const struct node *node, const struct turns *turns, size_t index)
{
	struct bind_slot *slot = &fill->scope->slots[node->slot];

	if (fill->serial == TURNS_MAX)
		return err_set(fill->cx, ERR_TOO_LONG, "模板第 %u 行：循环多于 %d 次", node->line,
		               TURNS_MAX);
	slot->item = item_at(turns->list, index);
	slot->group = (struct bind_items){ 0 };
	slot->serial = ++fill->serial;
	slot->number = (unsigned)index + 1;
	if (turns->groups != NULL && index < turns->list.count) {
		slot->group = turns->groups[index];
		slot->item = slot->group.items[0];
	}
	if (node->with != NULL) {
		slot[1] = *slot;
		slot[1].item = item_at(turns->beside, index);
	}
	return fill_nodes(fill, node->children);
}

static enum err
fill_each(struct fill *fill, const struct node *node)
{
	struct turns turns = { .list = bind_list(fill->arena, node->of, fill->scope) };

	if (node->by != NULL)
		turns.groups = bind_group(fill->arena, turns.list, node->by, &turns.list.count);
	if (node->with != NULL)
		turns.beside = bind_list(fill->arena, node->with, fill->scope);
	turns.count = turns.list.count > turns.beside.count ? turns.list.count : turns.beside.count;
	if (turns.count < node->min)
		turns.count = node->min;
	if (fill->scope->is_trial && turns.count == 0)
		turns.count = 1;
	for (size_t i = 0; i < turns.count; i++)
		TRY(fill_turn(fill, node, &turns, i));
	return ERR_OK;
}

enum err
fill_nodes(struct fill *fill, const struct node *nodes)
{
	static enum err (*const fillers[])(struct fill *, const struct node *) = {
		[NODE_TEXT] = fill_text,   [NODE_HEADING] = fill_text,    [NODE_LINE] = fill_line,
		[NODE_SPACE] = fill_space, [NODE_TABLE] = fill_table,     [NODE_BLOCK] = fill_block,
		[NODE_HEAD] = fill_head,   [NODE_ROW] = fill_row,         [NODE_CELL] = fill_cell,
		[NODE_EACH] = fill_each,   [NODE_SECTION] = fill_section,
	};

	for (const struct node *node = nodes; node != NULL; node = node->next) {
		bool is_shown = true;

		/* In a trial all shows but cells: of two with opposite conditions one is there. */
		if (!fill->scope->is_trial || node->kind == NODE_CELL)
			TRY(fill_shows(fill, &node->shown, &is_shown));
		if (is_shown)
			TRY(fillers[node->kind](fill, node));
	}
	return ERR_OK;
}

enum err
fill_title(struct ctx *cx, const struct template *template, const struct json *document,
           const char **out)
{
	struct bind_scope scope = { .root = document };

	return bind_join(cx, template->title, &scope, out);
}

/* What a search for files asks for: the region, the fiscal year, the project's code, the form. */
static const char *
keywords(struct arena *arena, const struct template *template, const struct json *document)
{
	const char *region = json_string(json_member(json_member(document, "region"), "name"));
	const char *project = json_string(json_member(json_member(document, "project"), "code"));
	long year = json_integer(json_member(document, "year"), 0);
	struct text text = text_make(arena);

	if (region != NULL)
		text_add_fmt(&text, "%s, ", region);
	if (year > 0)
		text_add_fmt(&text, "%ld年度, ", year);
	if (project != NULL)
		text_add_fmt(&text, "%s, ", project);
	text_add_str(&text, template->name);
	return text.data;
}

static enum err
fill_form(struct ctx *cx, const struct template *template, const struct json *document,
          bool is_trial, struct form **out)
{
	struct form *form = arena_alloc(cx->arena, sizeof *form);
	struct bind_scope *scope = arena_alloc(cx->arena, sizeof *scope);
	struct fill fill = { .cx = cx,
		             .arena = cx->arena,
		             .template = template,
		             .scope = scope,
		             .section_tail = &form->sections };

	scope->root = document;
	scope->is_trial = is_trial;
	form->scope = scope;
	form->subject = template->subject == NULL ? template->name : template->subject;
	form->keywords = keywords(cx->arena, template, document);
	form->author = json_string(json_member(json_member(document, "department"), "name"));
	form->created_at = json_string(json_member(json_member(document, "published"), "at"));
	form->is_draft = form->created_at == NULL;
	TRY(fill_title(cx, template, document, &form->title));
	TRY(fill_nodes(&fill, template->body));
	if (form->sections == NULL)
		begin_section(&fill, template->pages, false);
	*out = form;
	return ERR_OK;
}

enum err
fill_document(struct ctx *cx, const struct template *template, const struct json *document,
              struct form **out)
{
	return fill_form(cx, template, document, false, out);
}

enum err
fill_try(struct ctx *cx, const struct template *template)
{
	struct form *form;

	return fill_form(cx, template, NULL, true, &form);
}
