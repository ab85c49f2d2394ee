/* Paragraphs: inline content, with what the document says in it. */
#include <string.h>

#include "template/fill_internal.h"

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
write_span(struct writing *writing, const char *text, size_t length, const char *field,
           struct emphasis emphasis)
{
	const struct style *style = writing->style;
	struct span *span;

	if (length == 0)
		return;
	span = arena_alloc(writing->fill->arena, sizeof *span);
	span->text = text[length] == '\0' ? text : arena_strndup(writing->fill->arena, text, length);
	span->field = field;
	span->font = FONT_CHOICE(emphasis.role < 0 ? style->role : (enum font_role)emphasis.role,
	                         emphasis.bold < 0 ? style->bold : emphasis.bold > 0);
	*writing->tail = span;
	writing->tail = &span->next;
}

/* The end of a line in the data, LF, CR LF or CR, begins a new paragraph. */
static void
write_text(struct writing *writing, const char *text, const char *field, struct emphasis emphasis)
{
	for (;;) {
		size_t length = strcspn(text, "\r\n");

		write_span(writing, text, length, field, emphasis);
		text += length;
		if (*text == '\0')
			return;
		begin_paragraph(writing);
		text += text[0] == '\r' && text[1] == '\n' ? 2 : 1;
	}
}

static enum err
write_pieces(struct writing *writing, const struct inline_part *part)
{
	struct fill *fill = writing->fill;

	for (const struct piece *piece = part->pieces; piece != NULL; piece = piece->next) {
		const char *text = piece->literal;
		const char *field = NULL;

		if (piece->kind == PIECE_BINDING) {
			TRY(bind_text(fill->cx, piece, fill->scope, &text));
			field = bind_source(piece->path);
		}
		write_text(writing, text, field, part->emphasis);
	}
	return ERR_OK;
}

static enum err
write_parts(struct writing *writing, const struct inline_part *part)
{
	for (; part != NULL; part = part->next) {
		if (!writing->fill->is_trial && !fill_shows(writing->fill, &part->shown))
			continue;
		if (part->kind == INLINE_BREAK)
			begin_paragraph(writing);
		else if (part->kind == INLINE_SPAN)
			TRY(write_parts(writing, part->children));
		else
			TRY(write_pieces(writing, part));
	}
	return ERR_OK;
}

enum err
fill_content(struct fill *fill, const struct inline_part *content, const struct style *style,
             struct paragraph **out)
{
	struct writing writing = { .fill = fill, .style = style };

	begin_paragraph(&writing);
	TRY(write_parts(&writing, content));
	*out = writing.first;
	return ERR_OK;
}
