#include "template/fill.h"

#include <string.h>

#include "template/grid.h"
#include "template/node.h"

/* Turns of all loops together; a form that needs more is a mistake or an attack. */
#define TURNS_MAX 300000

struct fill {
	struct ctx *cx;
	struct arena *arena;
	struct bind_scope *scope;
	struct item **tail;        /* where the next item goes */
	struct block **block_tail; /* where the next block of the table goes */
	struct grid *grid;         /* of the block being filled */
	unsigned serial;           /* counts the turns of all loops */
	bool in_head;
	bool is_trial; /* fill with nothing, each loop once */
};

static enum err fill_nodes(struct fill *fill, const struct node *nodes);

static bool
is_shown(const struct fill *fill, const struct node *node)
{
	/* The cells of a row stand for each other: of two with opposite conditions one is there. */
	if (fill->is_trial && node->kind != NODE_CELL)
		return true;
	if (node->when != NULL && !bind_is_filled(node->when, fill->scope))
		return false;
	return node->unless == NULL || !bind_is_filled(node->unless, fill->scope);
}

/* Paragraphs under construction: text goes to the end of the last one. */
struct writing {
	struct fill *fill;
	const struct style *style;
	struct paragraph *first;
	struct paragraph *last;
	struct span **tail;
};

static void
begin_paragraph(struct writing *writing)
{
	struct paragraph *paragraph = arena_alloc(writing->fill->arena, sizeof *paragraph);

	paragraph->style = writing->style;
	if (writing->last == NULL)
		writing->first = paragraph;
	else
		writing->last->next = paragraph;
	writing->last = paragraph;
	writing->tail = &paragraph->spans;
}

static void
write_span(struct writing *writing, const char *text, size_t length, const char *field, bool bold)
{
	struct span *span;

	if (length == 0)
		return;
	span = arena_alloc(writing->fill->arena, sizeof *span);
	span->text = text[length] == '\0' ? text : arena_strndup(writing->fill->arena, text, length);
	span->field = field;
	span->font = FONT_CHOICE(writing->style->role, bold || writing->style->bold);
	*writing->tail = span;
	writing->tail = &span->next;
}

/* The end of a line in the data, LF, CR LF or CR, begins a new paragraph. */
static void
write_text(struct writing *writing, const char *text, const char *field, bool bold)
{
	for (;;) {
		size_t length = strcspn(text, "\r\n");

		write_span(writing, text, length, field, bold);
		text += length;
		if (*text == '\0')
			return;
		begin_paragraph(writing);
		text += text[0] == '\r' && text[1] == '\n' ? 2 : 1;
	}
}

static enum err
write_part(struct writing *writing, const struct inline_part *part)
{
	struct fill *fill = writing->fill;

	if (part->pieces == NULL &&
	    (part->when == NULL || fill->is_trial || bind_is_filled(part->when, fill->scope)))
		begin_paragraph(writing);
	for (const struct piece *piece = part->pieces; piece != NULL; piece = piece->next) {
		const char *text = piece->literal;

		if (piece->kind == PIECE_BINDING)
			TRY(bind_text(fill->cx, piece, fill->scope, &text));
		write_text(writing, text,
		           piece->kind == PIECE_BINDING ? bind_source(piece->path) : NULL,
		           part->bold);
	}
	return ERR_OK;
}

static enum err
fill_content(struct fill *fill, const struct inline_part *content, const struct style *style,
             struct paragraph **out)
{
	struct writing writing = { .fill = fill, .style = style };

	begin_paragraph(&writing);
	for (const struct inline_part *part = content; part != NULL; part = part->next)
		TRY(write_part(&writing, part));
	*out = writing.first;
	return ERR_OK;
}

static struct item *
add_item(struct fill *fill, enum item_kind kind)
{
	struct item *item = arena_alloc(fill->arena, sizeof *item);

	item->kind = kind;
	*fill->tail = item;
	fill->tail = &item->next;
	return item;
}

static enum err
fill_text(struct fill *fill, const struct node *node)
{
	struct item *item = add_item(fill,
	                             node->kind == NODE_HEADING ? ITEM_HEADING : ITEM_PARAGRAPH);

	return fill_content(fill, node->content, &node->style, &item->paragraphs);
}

static enum err
fill_line(struct fill *fill, const struct node *node)
{
	static const enum align sides[] = { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
	struct item *item = add_item(fill, ITEM_TABS);

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
	add_item(fill, ITEM_SPACE)->height_mpt = node->height_mpt;
	return ERR_OK;
}

static enum err
fill_table(struct fill *fill, const struct node *node)
{
	struct table *table = arena_alloc(fill->arena, sizeof *table);

	table->border_mpt = node->border_mpt;
	table->frame_mpt = node->frame_mpt;
	fill->block_tail = &table->blocks;
	TRY(fill_nodes(fill, node->children));
	if (table->blocks != NULL)
		add_item(fill, ITEM_TABLE)->table = table;
	return ERR_OK;
}

static enum err
fill_block(struct fill *fill, const struct node *node)
{
	struct block *block = arena_alloc(fill->arena, sizeof *block);

	fill->grid = grid_new(fill->arena, node->column_count);
	TRY(fill_nodes(fill, node->children));
	TRY(grid_finish(fill->cx, fill->grid, block));
	if (block->row_count == 0)
		return ERR_OK;
	block->shares = node->shares;
	*fill->block_tail = block;
	fill->block_tail = &block->next;
	return ERR_OK;
}

static enum err
fill_head(struct fill *fill, const struct node *node)
{
	enum err status;

	fill->in_head = true;
	status = fill_nodes(fill, node->children);
	fill->in_head = false;
	return status;
}

static enum err
fill_row(struct fill *fill, const struct node *node)
{
	struct row row = { .min_height_mpt = node->height_mpt,
		           .is_head = fill->in_head,
		           .keeps_with_previous = node->keeps_with_previous };

	TRY(grid_row(fill->cx, fill->grid, row, node->line));
	return fill_nodes(fill, node->children);
}

/* The style of a cell whose indent is bound: a copy with so many ems. */
static enum err
bound_indent(struct fill *fill, const struct node *node, const struct style **out)
{
	struct style *style = arena_alloc(fill->arena, sizeof *style);
	struct ctx inner = ctx_make(fill->arena);
	const char *ems;

	TRY(bind_join(fill->cx, node->indent, fill->scope, &ems));
	*style = node->style;
	*out = style;
	if (*ems != '\0' && style_set(&inner, style, "indent", ems) != ERR_OK)
		return err_set(fill->cx, ERR_INPUT, "模板第 %u 行：缩进%s", node->line,
		               inner.reason);
	return ERR_OK;
}

static enum err
fill_cell(struct fill *fill, const struct node *node)
{
	const struct style *style = &node->style;
	struct merge_key key = { 0 };
	struct cell *cell;

	if (node->merge != MERGE_NONE) {
		key.name = node->merge_name;
		key.serial = node->merge == MERGE_NAME ? 0 : fill->scope->slots[node->merge].serial;
	}
	TRY(grid_cell(fill->cx, fill->grid, key, node->column_span, node->row_span, &cell));
	if (cell == NULL)
		return ERR_OK;
	if (node->indent != NULL)
		TRY(bound_indent(fill, node, &style));
	cell->style = style;
	cell->is_label = node->is_label;
	return fill_content(fill, node->content, style, &cell->paragraphs);
}

static enum err
fill_turn(struct fill *fill, const struct node *node, const struct json *item)
{
	if (fill->serial == TURNS_MAX)
		return err_set(fill->cx, ERR_TOO_LONG, "模板第 %u 行：循环多于 %d 次", node->line,
		               TURNS_MAX);
	fill->scope->slots[node->slot].item = item;
	fill->scope->slots[node->slot].serial = ++fill->serial;
	return fill_nodes(fill, node->children);
}

static enum err
fill_each(struct fill *fill, const struct node *node)
{
	unsigned turns = 0;

	json_each(item, bind_find(node->of, fill->scope))
	{
		TRY(fill_turn(fill, node, item));
		turns++;
	}
	for (; turns < node->min || (fill->is_trial && turns == 0); turns++)
		TRY(fill_turn(fill, node, NULL));
	return ERR_OK;
}

static enum err
fill_nodes(struct fill *fill, const struct node *nodes)
{
	static enum err (*const fillers[])(struct fill *, const struct node *) = {
		[NODE_TEXT] = fill_text,   [NODE_HEADING] = fill_text, [NODE_LINE] = fill_line,
		[NODE_SPACE] = fill_space, [NODE_TABLE] = fill_table,  [NODE_BLOCK] = fill_block,
		[NODE_HEAD] = fill_head,   [NODE_ROW] = fill_row,      [NODE_CELL] = fill_cell,
		[NODE_EACH] = fill_each,
	};

	for (const struct node *node = nodes; node != NULL; node = node->next)
		if (is_shown(fill, node))
			TRY(fillers[node->kind](fill, node));
	return ERR_OK;
}

enum err
fill_title(struct ctx *cx, const struct template *template, const struct json *document,
           const char **out)
{
	struct bind_scope scope = { .root = document };

	return bind_join(cx, template->title, &scope, out);
}

static void
begin_section(struct fill *fill, const struct template *template, struct section **out)
{
	struct section *section = arena_alloc(fill->arena, sizeof *section);

	section->page = template->page;
	section->header = template->header;
	section->footer = template->footer;
	section->marginal = &template->marginal;
	fill->tail = &section->items;
	*out = section;
}

static enum err
fill_form(struct ctx *cx, const struct template *template, const struct json *document,
          bool is_trial, struct form **out)
{
	struct form *form = arena_alloc(cx->arena, sizeof *form);
	struct bind_scope *scope = arena_alloc(cx->arena, sizeof *scope);
	struct fill fill = { .cx = cx, .arena = cx->arena, .scope = scope, .is_trial = is_trial };

	scope->root = document;
	begin_section(&fill, template, &form->sections);
	form->scope = scope;
	form->subject = template->subject == NULL ? template->name : template->subject;
	form->author = json_string(json_member(json_member(document, "department"), "name"));
	form->created_at = json_string(json_member(json_member(document, "published"), "at"));
	form->is_draft = form->created_at == NULL;
	TRY(fill_title(cx, template, document, &form->title));
	TRY(fill_nodes(&fill, template->body));
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
