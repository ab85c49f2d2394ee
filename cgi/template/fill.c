#include "template/fill.h"

#include <string.h>

#include "template/bind_path.h"
#include "template/fill_internal.h"
#include "template/masked.h"

/* Turns of all loops together; a form that needs more is a mistake or an attack. */
#define TURNS_MAX 300000

/* A fault told by bind.c, with its words. */
static void
bound_fault(const struct fill *fill, const struct ctx *inner)
{
	err_add_fault_once(fill->cx, inner->field == NULL ? "/" : inner->field, inner->reason);
}

/* Does one condition hold? One that cannot be decided is a fault, and does not. */
static bool
holds(const struct fill *fill, const struct bind_condition *condition)
{
	struct ctx inner = ctx_make(fill->arena);
	bool result = false;

	if (bind_test(&inner, condition, fill->scope, &result) != ERR_OK)
		bound_fault(fill, &inner);
	return result;
}

bool
fill_shows(const struct fill *fill, const struct shown *shown)
{
	return (shown->when == NULL || holds(fill, shown->when)) &&
	       (shown->unless == NULL || !holds(fill, shown->unless));
}

const char *
fill_bound(const struct fill *fill, const struct piece *piece, bool *has_marks)
{
	struct ctx inner = ctx_make(fill->arena);
	const char *text;

	if (bind_marked_text(&inner, piece, fill->scope, &text, has_marks) == ERR_OK)
		return text;
	bound_fault(fill, &inner);
	*has_marks = false;
	return "";
}

const char *
fill_join(const struct fill *fill, const struct piece *pieces)
{
	struct ctx inner = ctx_make(fill->arena);
	const char *text;

	if (bind_join(&inner, pieces, fill->scope, &text) == ERR_OK)
		return text;
	bound_fault(fill, &inner);
	return "";
}

void
fill_fault(const struct fill *fill, const struct piece *pieces, const char *what)
{
	struct place place = { pieces, fill->scope->turn };

	while (place_is_fixed(&place) && place.piece != NULL)
		place.piece = place.piece->next;
	place_add_fault(fill->cx, &place, what);
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
	item->turn = fill->scope->turn;
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
	item->paragraphs = fill_content(fill, node->content, &node->style);
	return ERR_OK;
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
		item->tabs.parts[i] = fill_content(fill, node->parts[i], style);
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

/* The how many'th absent item a turn past the end of a list stands for. */
static unsigned
lacking(struct bind_items list, size_t index)
{
	return index < list.count ? 0 : (unsigned)(index - list.count) + 1;
}

/*
 * Do turns stand beside something that says which each is: items of another list, or where they
 * are so many cells of a row, the heads of the columns?
 */
static bool
is_beside(const struct node *node)
{
	const struct node *inner = node->children;

	while (inner != NULL && inner->kind == NODE_EACH)
		inner = inner->children;
	return node->with != NULL || (node->min > 0 && inner != NULL && inner->kind == NODE_CELL);
}

/* The second loop variable of a loop with a list beside. */
static void
enter_beside(struct fill *fill, const struct node *node, struct bind_turn *turn,
             struct bind_items list, size_t index)
{
	turn[1] = *turn;
	turn[1].list = node->with;
	turn[1].by = NULL;
	turn[1].item = item_at(list, index);
	turn[1].lacking = lacking(list, index);
	turn[1].slot = node->slot + 1;
	bind_scope_enter(fill->scope, &turn[1]);
}

/* One turn; past the end of a list its item is absent. */
static enum err
fill_turn(struct fill *fill, const struct node *node, const struct turns *turns, size_t index)
{
	struct bind_turn *turn = arena_array(fill->arena, node->with == NULL ? 1 : 2, sizeof *turn);
	enum err status;

	if (fill->serial == TURNS_MAX)
		return err_set(fill->cx, ERR_TOO_LONG, "模板第 %u 行：循环多于 %d 次", node->line,
		               TURNS_MAX);
	TRY(ctx_in_time(fill->cx));
	*turn = (struct bind_turn){ .list = node->of,
		                    .by = node->by,
		                    .item = item_at(turns->list, index),
		                    .slot = node->slot,
		                    .serial = ++fill->serial,
		                    .number = (unsigned)index + 1 };
	if (turns->groups != NULL && index < turns->list.count) {
		turn->group = turns->groups[index];
		turn->item = turn->group.items[0];
	}
	if (is_beside(node))
		turn->lacking = lacking(turns->list, index);
	bind_scope_enter(fill->scope, turn);
	if (node->with != NULL)
		enter_beside(fill, node, turn, turns->beside, index);
	status = fill_nodes(fill, node->children);
	if (node->with != NULL)
		bind_scope_leave(fill->scope);
	bind_scope_leave(fill->scope);
	return status;
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
	if (turns.count == 0 && bind_scope_turns_once(fill->scope, node->of))
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
			is_shown = fill_shows(fill, &node->shown);
		if (is_shown)
			TRY(fillers[node->kind](fill, node));
	}
	return ERR_OK;
}

/* The binding that makes a title longest. */
static const struct piece *
longest_piece(struct arena *arena, const struct piece *pieces, const struct bind_scope *scope)
{
	const struct piece *longest = pieces;
	size_t most = 0;

	for (const struct piece *piece = pieces; piece != NULL; piece = piece->next) {
		struct ctx inner = ctx_make(arena);
		const char *text;

		if (piece->kind != PIECE_BINDING ||
		    bind_text(&inner, piece, scope, &text) != ERR_OK || strlen(text) <= most)
			continue;
		most = strlen(text);
		longest = piece;
	}
	return longest;
}

static enum err
check_title(struct ctx *cx, const struct piece *pieces, const struct bind_scope *scope,
            const char *title)
{
	size_t length = text_utf8_count(title);
	struct place place;

	if (length > 0 && length <= FILL_TITLE_MAX)
		return ERR_OK;
	place = (struct place){ longest_piece(cx->arena, pieces, scope), scope->turn };
	return err_set_field(cx, ERR_INPUT, place_pointer(&place),
	                     "%s：按模板组成的标题有 %zu 个字，应有 1 至 %d 个",
	                     place_words(&place), length, FILL_TITLE_MAX);
}

enum err
fill_title(struct ctx *cx, const struct template *template, const struct json *document,
           const char **out)
{
	struct bind_scope scope;

	bind_scope_init(&scope, cx->arena, document, &template->world);
	TRY(bind_join(cx, template->title, &scope, out));
	return check_title(cx, template->title, &scope, *out);
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

/* A title that cannot be composed is one fault of the document among others. */
static void
title_form(struct ctx *cx, const struct template *template, const struct json *document,
           struct form *form)
{
	struct ctx inner = ctx_make(cx->arena);

	form->title = "";
	if (fill_title(&inner, template, document, &form->title) != ERR_OK)
		err_add_fault_once(cx, inner.field == NULL ? "/" : inner.field, inner.reason);
	if (form->is_draft)
		form->title = masked_hide(cx->arena, json_member(document, FILL_MASKED),
		                          form->title);
}

/* What a form is filled for. */
enum purpose { FOR_READING, FOR_ENTRY, FOR_TRIAL };

static enum err
fill_form(struct ctx *cx, const struct template *template, const struct json *document,
          enum purpose purpose, struct form **out)
{
	struct form *form = arena_alloc(cx->arena, sizeof *form);
	struct bind_scope *scope = arena_alloc(cx->arena, sizeof *scope);
	struct fill fill = { .cx = cx,
		             .arena = cx->arena,
		             .template = template,
		             .scope = scope,
		             .section_tail = &form->sections };

	bind_scope_init(scope, cx->arena, document, &template->world);
	scope->is_trial = purpose == FOR_TRIAL;
	scope->is_entry = purpose == FOR_ENTRY;
	fill.is_draft = !scope->is_trial && json_member(document, "published") == NULL;
	fill.masked = fill.is_draft ? json_member(document, FILL_MASKED) : NULL;
	form->scope = scope;
	form->name = template->name;
	form->subject = template->subject == NULL ? template->name : template->subject;
	form->keywords = keywords(cx->arena, template, document);
	form->author = json_string(json_member(json_member(document, "department"), "name"));
	form->created_at = json_string(json_member(json_member(document, "published"), "at"));
	form->is_draft = form->created_at == NULL;
	form->revision = json_integer(json_member(json_member(document, "published"), "revision"),
	                              0);
	form->verify = template->verify;
	if (!scope->is_trial)
		title_form(cx, template, document, form);
	TRY(fill_nodes(&fill, template->body));
	form->shows_internal = fill.shows_internal;
	if (form->sections == NULL)
		begin_section(&fill, template->pages, false);
	*out = form;
	return ERR_OK;
}

enum err
fill_document(struct ctx *cx, const struct template *template, const struct json *document,
              struct form **out)
{
	return fill_form(cx, template, document, FOR_READING, out);
}

enum err
fill_entry(struct ctx *cx, const struct template *template, const struct json *document,
           struct form **out)
{
	return fill_form(cx, template, document, FOR_ENTRY, out);
}

/* Is the project of the document printed in a paragraph? */
static enum err
find_project(void *user, const struct paragraph *paragraph)
{
	bool *is_of_project = user;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next) {
		const struct bind_path *path = bind_piece_path(span->place.piece);
		const char *first = path == NULL || bind_path_slot(path) >= 0
		                            ? NULL
		                            : bind_path_step(path, 0);

		if (first != NULL && strcmp(first, "project") == 0)
			*is_of_project = true;
	}
	return ERR_OK;
}

enum err
fill_try(struct ctx *cx, const struct template *template, bool *is_of_project)
{
	struct ctx inner = ctx_make(cx->arena);
	struct form *form;
	enum err status = fill_form(&inner, template, NULL, FOR_TRIAL, &form);

	if (inner.faults != NULL)
		return err_set(cx, ERR_INPUT, "%s", inner.faults->what);
	if (status != ERR_OK)
		return err_set(cx, status, "%s", inner.reason);
	*is_of_project = false;
	return box_visit(form, find_project, is_of_project);
}
