/* Paragraphs: inline content, with what the document says in it. */
#include <string.h>

#include "template/bind_path.h"
#include "template/fill_internal.h"
#include "template/masked.h"
#include "text/mark.h"

/* Paragraphs under construction: text goes to the end of the last one. */
struct writing {
	struct fill *fill;
	const struct style *style;
	struct paragraph *first;
	struct paragraph *last;
	struct span **tail;
	unsigned looks; /* of the next span */
};

static void
begin_paragraph(struct writing *writing)
{
	struct paragraph *paragraph = arena_alloc(writing->fill->arena, sizeof *paragraph);

	paragraph->style = writing->style;
	paragraph->shaped = arena_alloc(writing->fill->arena, sizeof(struct line_text *));
	if (writing->last == NULL)
		writing->first = paragraph;
	else
		writing->last->next = paragraph;
	writing->last = paragraph;
	writing->tail = &paragraph->spans;
}

/* Is it something of a draft that is left out when it is published? */
static bool
is_internal(const struct fill *fill, const struct place *place)
{
	const struct bind_path *path;
	const char *first;

	if (!fill->is_draft || place->piece == NULL || place->piece->kind != PIECE_BINDING)
		return false;
	path = bind_piece_path(place->piece);
	first = path == NULL || bind_path_slot(path) >= 0 ? NULL : bind_path_step(path, 0);
	return first != NULL && schema_is_internal(fill->template->world.root, first);
}

/* Text of another orientation than what stands before it begins a paragraph. */
static void
orient(struct writing *writing, struct emphasis emphasis)
{
	bool is_vertical = emphasis.vertical < 0 ? writing->style->vertical : emphasis.vertical > 0;
	struct style *style;

	if (writing->last->style->vertical == is_vertical)
		return;
	if (writing->last->spans != NULL)
		begin_paragraph(writing);
	if (writing->last->style->vertical == is_vertical)
		return;
	style = arena_alloc(writing->fill->arena, sizeof *style);
	*style = *writing->last->style;
	style->vertical = is_vertical;
	writing->last->style = style;
}

static void
add_span(struct writing *writing, const char *text, size_t length, const struct place *place,
         struct emphasis emphasis, bool is_hidden)
{
	const struct style *style = writing->style;
	struct span *span;

	orient(writing, emphasis);
	span = arena_alloc(writing->fill->arena, sizeof *span);
	span->text = text[length] == '\0' ? text : arena_strndup(writing->fill->arena, text, length);
	span->place = *place;
	span->font = FONT_CHOICE(emphasis.role < 0 ? style->role : (enum font_role)emphasis.role,
	                         emphasis.bold < 0 ? style->bold : emphasis.bold > 0);
	span->looks = writing->looks;
	span->is_internal = is_hidden;
	writing->fill->shows_internal |= span->is_internal;
	*writing->tail = span;
	writing->tail = &span->next;
}

/* A piece of a line: what will be masked in it has spans of its own. */
static void
write_span(struct writing *writing, const char *text, size_t length, const struct place *place,
           struct emphasis emphasis)
{
	const struct json *masked = place_is_fixed(place) ? NULL : writing->fill->masked;
	bool is_hidden = length > 0 && is_internal(writing->fill, place);
	size_t word = 0;

	if (length == 0 && place_is_fixed(place))
		return;
	while (masked != NULL && !is_hidden) {
		size_t at = masked_find(masked, text, length, &word);

		if (at == length)
			break;
		if (at > 0)
			add_span(writing, text, at, place, emphasis, false);
		add_span(writing, text + at, word, place, emphasis, true);
		text += at + word;
		length -= at + word;
		if (length == 0)
			return;
	}
	add_span(writing, text, length, place, emphasis, is_hidden);
}

/* The end of a line in the data, LF, CR LF or CR, begins a new paragraph. */
static void
write_text(struct writing *writing, const char *text, const struct place *place,
           struct emphasis emphasis)
{
	for (;;) {
		size_t length = strcspn(text, "\r\n");

		write_span(writing, text, length, place, emphasis);
		text += length;
		if (*text == '\0')
			return;
		begin_paragraph(writing);
		text += text[0] == '\r' && text[1] == '\n' ? 2 : 1;
	}
}

/* Give the last paragraph an alignment of its own. */
static void
align_paragraph(struct writing *writing, unsigned mark)
{
	static const enum align sides[] = { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_JUSTIFY };
	struct style *style = arena_alloc(writing->fill->arena, sizeof *style);

	*style = *writing->style;
	style->align = sides[mark - MARK_LEFT];
	writing->last->style = style;
}

static unsigned
span_looks(unsigned looks)
{
	static const struct {
		enum mark_look mark;
		enum span_look span;
	} pairs[] = { { MARK_RAISED, LOOK_RAISED },
		      { MARK_LOWERED, LOOK_LOWERED },
		      { MARK_UNDERLINED, LOOK_UNDERLINED },
		      { MARK_STRUCK, LOOK_STRUCK } };
	unsigned out = 0;

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		out |= (looks & pairs[i].mark) != 0 ? pairs[i].span : 0U;
	return out;
}

/* Text of which some has looks and some lines are aligned: marks stand between the spans. */
static void
write_marked(struct writing *writing, char *text, const struct place *place,
             struct emphasis emphasis)
{
	struct emphasis now = emphasis;

	for (char *s = text; *s != '\0';) {
		unsigned mark = mark_at(s);

		if (mark == 0) {
			s++;
			continue;
		}
		*s = '\0';
		if (s > text)
			write_text(writing, text, place, now);
		s += MARK_LENGTH;
		text = s;
		if (mark_gives_looks(mark)) {
			now.bold = (mark_looks(mark) & MARK_BOLD) != 0 ? 1 : emphasis.bold;
			writing->looks = span_looks(mark_looks(mark));
		} else {
			align_paragraph(writing, mark);
		}
	}
	if (*text != '\0')
		write_text(writing, text, place, now);
	writing->looks = 0;
}

static void
write_pieces(struct writing *writing, const struct inline_part *part)
{
	struct fill *fill = writing->fill;

	for (const struct piece *piece = part->pieces; piece != NULL; piece = piece->next) {
		const struct place place = { piece, fill->scope->turn };
		const char *text = piece->literal;
		bool has_marks = false;

		if (piece->kind == PIECE_BINDING)
			text = fill_bound(fill, piece, &has_marks);
		if (has_marks)
			write_marked(writing, arena_strdup(fill->arena, text), &place,
			             part->emphasis);
		else
			write_text(writing, text, &place, part->emphasis);
	}
}

static void
write_parts(struct writing *writing, const struct inline_part *part)
{
	for (; part != NULL; part = part->next) {
		bool is_shown = true;

		if (!writing->fill->scope->is_trial)
			is_shown = fill_shows(writing->fill, &part->shown);
		if (!is_shown)
			continue;
		if (part->kind == INLINE_BREAK)
			begin_paragraph(writing);
		else if (part->kind == INLINE_SPAN)
			write_parts(writing, part->children);
		else
			write_pieces(writing, part);
	}
}

struct paragraph *
fill_content(struct fill *fill, const struct inline_part *content, const struct style *style)
{
	struct writing writing = { .fill = fill, .style = style };

	begin_paragraph(&writing);
	write_parts(&writing, content);
	return writing.first;
}
