/* Lines onto pages: alignment, and runs of glyphs. */
#include "typeset/line_internal.h"

/*
 * Justified lines are spread by at most so many thousandths of an em for each gap. From
 * a tenth of an em on, readers of PDFs take a gap for a space.
 */
#define SPREAD_MAX 95

static int
line_offset(const struct line *line, int room_mpt)
{
	enum align align = line->style->align;

	/* What is too wide keeps as far from the rule on its right as from that on its left. */
	if (room_mpt < 0 || line->style->vertical || align == ALIGN_CENTER ||
	    (align == ALIGN_AUTO && line->is_short))
		return room_mpt / 2;
	if (line->is_leftward && (align == ALIGN_AUTO || align == ALIGN_JUSTIFY))
		return room_mpt;
	return align == ALIGN_RIGHT ? room_mpt : 0;
}

bool
line_is_gap(const struct atom *atom)
{
	return !atom[1].is_invisible && !atom[1].is_joined &&
	       !(line_is_tight(&atom[0]) && line_is_tight(&atom[1]));
}

bool
line_is_filled(const struct style *style)
{
	return style->align == ALIGN_JUSTIFY || style->align == ALIGN_AUTO;
}

int
line_share(int room_mpt, int gaps, int size_mpt)
{
	if (room_mpt <= 0 || gaps == 0 || room_mpt / gaps > line_scale(SPREAD_MAX, size_mpt))
		return 0;
	return room_mpt / gaps;
}

/* The space to add to each gap so that the line fills its box. */
static int
line_spread(const struct line *line, int room_mpt)
{
	int gaps = 0;

	if (!line_is_filled(line->style) || line->is_last)
		return 0;
	for (size_t i = 0; i + 1 < line->count; i++)
		gaps += line_is_gap(&line->atoms[i]) ? 1 : 0;
	return line_share(room_mpt, gaps, line->style->size_mpt);
}

/* Does the atom stand in a word or a number of several characters, which is not spread? */
static bool
is_in_word(const struct line *line, size_t i)
{
	const struct atom *atom = &line->atoms[i];

	return line_is_tight(atom) && ((i > 0 && line_is_tight(atom - 1)) ||
	                               (i + 1 < line->count && line_is_tight(atom + 1)));
}

/* Do the glyphs of a line follow one another up to atom `i`: is no mark squeezed there? */
static bool
follows(const struct line *line, size_t i)
{
	return line->atoms[i].lead_mpt == 0 && !line->atoms[i - 1].is_squeezed;
}

/*
 * Where the run ends that begins with atom `first`: before another face, before or behind
 * a word, or where a mark is squeezed.
 */
static size_t
run_end(const struct line *line, size_t first, bool is_spread)
{
	const struct atom *atoms = line->atoms;
	size_t end = first + 1;

	while (end < line->count &&
	       (atoms[end].is_invisible ||
	        (atoms[end].glyph.face == atoms[first].glyph.face && follows(line, end) &&
	         (!is_spread || is_in_word(line, end) == is_in_word(line, first)))))
		end++;
	return end;
}

struct text_run *
line_new_run(struct arena *arena, struct page *page, const struct line *line,
             const struct atom *first)
{
	struct text_run *run = arena_alloc(arena, sizeof *run);

	run->face = first->glyph.face;
	run->size_mpt = line_atom_size(first, line->style->size_mpt);
	run->structure = line->structure;
	*page->run_tail = run;
	page->run_tail = &run->next;
	return run;
}

static struct text_run *
add_run(struct arena *arena, struct page *page, const struct line *line, size_t first, size_t end)
{
	struct text_run *run = line_new_run(arena, page, line, &line->atoms[first]);
	struct placed_glyph *glyphs = arena_array(arena, end - first, sizeof *glyphs);

	for (size_t i = first; i < end; i++)
		if (!line->atoms[i].is_invisible)
			glyphs[run->count++] = (struct placed_glyph){ line->atoms[i].scalar,
				                                      line->atoms[i].glyph.gid,
				                                      line->atoms[i].glyph.advance };
	run->glyphs = glyphs;
	return run;
}

/* A line of which each character is one glyph, from left to right. */
static void
draw_simple(struct arena *arena, struct page *page, const struct line *line, struct line_place place)
{
	size_t first = 0;
	int x = place.x_mpt;

	while (first < line->count) {
		size_t end = run_end(line, first, place.spread_mpt > 0);
		struct text_run *run;

		if (line->atoms[first].is_invisible) {
			first++;
			continue;
		}
		run = add_run(arena, page, line, first, end);
		run->x_mpt = x - line->atoms[first].lead_mpt;
		run->baseline_mpt = place.baseline_mpt;
		run->spacing_mpt = is_in_word(line, first) ? 0 : place.spread_mpt;
		for (; first < end; first++) {
			x += line->atoms[first].width_mpt;
			if (first + 1 < line->count && line_is_gap(&line->atoms[first]))
				x += place.spread_mpt;
		}
	}
}

/* Turn what was drawn from the origin about it, and move the origin to a place. */
static void
turn(struct text_run *runs, struct rule *rules, int x_mpt, int y_mpt)
{
	for (; runs != NULL; runs = runs->next) {
		int along = runs->x_mpt;

		runs->x_mpt = x_mpt - runs->baseline_mpt;
		runs->baseline_mpt = y_mpt + along;
		runs->is_turned = true;
	}
	for (; rules != NULL; rules = rules->next) {
		int across = rules->y0_mpt;

		rules->y0_mpt = y_mpt + rules->x0_mpt;
		rules->y1_mpt = y_mpt + rules->x1_mpt;
		rules->x0_mpt = rules->x1_mpt = x_mpt - across;
	}
}

/* A line on its right side, in the middle of its height: its left edge is what was its lowest. */
static void
draw_turned(struct arena *arena, struct page *page, const struct line *line, int x_mpt, int y_mpt)
{
	static const struct line_place origin = { 0 };
	struct text_run **runs = page->run_tail;
	struct rule **rules = page->rule_tail;
	int size = line->style->size_mpt;
	int drop = line->width_mpt - size - line->rise_mpt;
	int along = 0;

	for (size_t i = 0; i < line->count; i++)
		along += line->atoms[i].width_mpt;
	if (line->is_complex)
		line_draw_complex(arena, page, line, origin);
	else
		draw_simple(arena, page, line, origin);
	turn(*runs, *rules, x_mpt + drop + line_scale(FONT_DESCENT, size),
	     y_mpt + (line->height_mpt - along) / 2);
}

void
line_draw(struct arena *arena, struct page *page, const struct line *line, int x_mpt, int y_mpt,
          int width_mpt)
{
	int size = line->style->size_mpt;
	int height = line_scale(line->style->leading, size);
	int room = width_mpt - line->indent_mpt - line->width_mpt;
	int spread = line_spread(line, room);
	struct line_place place = {
		.x_mpt = x_mpt + (line->is_leftward ? 0 : line->indent_mpt) +
		         (spread > 0 ? 0 : line_offset(line, room)),
		.baseline_mpt = y_mpt + line->rise_mpt + (height - size) / 2 +
		                line_scale(FONT_ASCENT, size),
		.spread_mpt = spread,
	};

	if (line->is_turned)
		draw_turned(arena, page, line, place.x_mpt, y_mpt);
	else if (line->is_complex)
		line_draw_complex(arena, page, line, place);
	else
		draw_simple(arena, page, line, place);
}
