/*
 * Lines whose characters do not simply follow one another: clusters, two
 * directions, raised and lowered, underlined and struck text. Each glyph is told
 * its place; glyphs come in reading order, so that what is copied reads on.
 */
#include "typeset/line_internal.h"

/* Rules under and through text: how far above the baseline, and how thick, in thousandths of the size. */
#define UNDERLINE (-130)
#define STRIKE 330
#define RULE_WIDTH 50

/* A line, and where each of its atoms stands. */
struct placing {
	struct arena *arena;
	struct page *page;
	const struct line *line;
	struct line_place place;
	const int *order; /* from left to right */
	int *x;           /* of each atom */
};

static bool
is_leftward(const struct line *line)
{
	for (size_t i = 0; i < line->count; i++)
		if (line->atoms[i].level > 0)
			return true;
	return line->is_leftward;
}

static const int *
order_of(struct arena *arena, const struct line *line)
{
	int *order;

	if (is_leftward(line))
		return line_order(arena, line);
	order = arena_array(arena, line->count, sizeof *order);
	for (size_t i = 0; i < line->count; i++)
		order[i] = (int)i;
	return order;
}

/* Only neighbours that read from left to right are spread. */
static bool
is_spread(const struct placing *placing, size_t at)
{
	size_t i = (size_t)placing->order[at];

	return at + 1 < placing->line->count && placing->order[at + 1] == placing->order[at] + 1 &&
	       line_is_gap(&placing->line->atoms[i]);
}

static void
find_places(struct placing *placing)
{
	int x = placing->place.x_mpt;

	placing->order = order_of(placing->arena, placing->line);
	placing->x = arena_array(placing->arena, placing->line->count, sizeof *placing->x);
	for (size_t at = 0; at < placing->line->count; at++) {
		size_t i = (size_t)placing->order[at];

		placing->x[i] = x - placing->line->atoms[i].lead_mpt;
		x += placing->line->atoms[i].width_mpt;
		if (is_spread(placing, at))
			x += placing->place.spread_mpt;
	}
}

/* What a cluster says: its characters one after the other. */
static const uint32_t *
text_of(struct arena *arena, const struct atom *atoms, unsigned count)
{
	uint32_t *text;

	if (count == 1)
		return &atoms->scalar;
	text = arena_array(arena, count, sizeof *text);
	for (unsigned i = 0; i < count; i++)
		text[i] = atoms[i].scalar;
	return text;
}

/* The glyphs of a run under way, and their places. */
struct glyph_list {
	struct placed_glyph *glyphs;
	struct glyph_place *places;
	size_t count;
};

/*
 * Does an atom read as one with the atom before? Not from right to left, where
 * readers go by the letters' places.
 */
static bool
is_read_with_last(const struct atom *atom)
{
	return atom->is_joined && atom->level % 2 == 0;
}

static void
add_cluster(struct placing *placing, size_t i, const struct text_run *run, struct glyph_list *list)
{
	const struct atom *atom = &placing->line->atoms[i];
	const struct cluster *cluster = atom->cluster;
	struct placed_glyph *glyphs = &list->glyphs[list->count];
	struct glyph_place *places = &list->places[list->count];
	int x = placing->x[i] - run->x_mpt;

	for (unsigned g = 0; g < cluster->count; g++) {
		const struct shaped_glyph *glyph = &cluster->glyphs[g];

		glyphs[g] = (struct placed_glyph){ glyph->scalar, glyph->gid, glyph->width };
		places[g] = (struct glyph_place){ .x_mpt = x + line_scale(glyph->x, run->size_mpt),
			                          .y_mpt = -line_scale(glyph->y, run->size_mpt),
			                          .is_joined = true };
		x += line_scale(glyph->advance, run->size_mpt);
	}
	places->text = text_of(placing->arena, atom, cluster->characters);
	places->characters = cluster->characters;
	places->is_joined = list->count > 0 && is_read_with_last(atom);
	list->count += cluster->count;
}

static void
add_atom(struct placing *placing, size_t i, const struct text_run *run, struct glyph_list *list)
{
	const struct atom *atom = &placing->line->atoms[i];

	if (atom->is_invisible)
		return;
	if (atom->cluster != NULL) {
		add_cluster(placing, i, run, list);
		return;
	}
	list->glyphs[list->count] = (struct placed_glyph){ atom->scalar, atom->glyph.gid,
		                                           atom->glyph.advance };
	list->places[list->count] = (struct glyph_place){
		.x_mpt = placing->x[i] - run->x_mpt,
		.text = &atom->scalar,
		.characters = 1,
		.is_joined = list->count > 0 && is_read_with_last(atom),
	};
	list->count++;
}

/* Where the run ends that begins with atom `first`: before another face or look. */
static size_t
run_end(const struct line *line, size_t first, size_t *glyph_count)
{
	const struct atom *atoms = line->atoms;
	size_t end = first;

	*glyph_count = 0;
	for (; end < line->count; end++) {
		if (atoms[end].is_invisible)
			continue;
		if (atoms[end].glyph.face != atoms[first].glyph.face ||
		    atoms[end].looks != atoms[first].looks)
			break;
		*glyph_count += atoms[end].cluster == NULL ? 1 : atoms[end].cluster->count;
	}
	return end;
}

static size_t
add_run(struct placing *placing, size_t first)
{
	const struct line *line = placing->line;
	size_t glyph_count;
	size_t end = run_end(line, first, &glyph_count);
	struct text_run *run = line_new_run(placing->arena, placing->page, line,
	                                    &line->atoms[first]);
	struct glyph_list list = {
		.glyphs = arena_array(placing->arena, glyph_count, sizeof *list.glyphs),
		.places = arena_array(placing->arena, glyph_count, sizeof *list.places),
	};

	run->x_mpt = placing->x[first];
	run->baseline_mpt = placing->place.baseline_mpt -
	                    line_shift(&line->atoms[first], line->style->size_mpt);
	for (size_t i = first; i < end; i++)
		add_atom(placing, i, run, &list);
	run->glyphs = list.glyphs;
	run->places = list.places;
	run->count = list.count;
	return end;
}

static void
add_rule(struct placing *placing, int x0, int x1, int height)
{
	struct rule *rule = arena_alloc(placing->arena, sizeof *rule);
	int size = placing->line->style->size_mpt;
	int width = line_scale(RULE_WIDTH, size);
	int y = placing->place.baseline_mpt - line_scale(height, size);

	/* The ends of rules reach half their width beyond. */
	*rule = (struct rule){ .x0_mpt = x0 + width / 2,
		               .y0_mpt = y,
		               .x1_mpt = x1 - width / 2,
		               .y1_mpt = y,
		               .width_mpt = width };
	*placing->page->rule_tail = rule;
	placing->page->rule_tail = &rule->next;
}

/* A rule along each stretch of atoms that have a look. */
static void
add_rules(struct placing *placing, enum span_look look, int height)
{
	const struct line *line = placing->line;

	for (size_t at = 0; at < line->count;) {
		size_t first = at;
		int end = 0;

		for (; at < line->count; at++) {
			size_t i = (size_t)placing->order[at];

			if ((line->atoms[i].looks & look) == 0)
				break;
			end = placing->x[i] + line->atoms[i].lead_mpt + line->atoms[i].width_mpt;
		}
		if (at > first && end > placing->x[placing->order[first]])
			add_rule(placing, placing->x[placing->order[first]], end, height);
		at += at == first ? 1 : 0;
	}
}

void
line_draw_complex(struct arena *arena, struct page *page, const struct line *line,
                  struct line_place place)
{
	struct placing placing = { .arena = arena, .page = page, .line = line, .place = place };

	find_places(&placing);
	for (size_t first = 0; first < line->count;)
		if (line->atoms[first].is_invisible)
			first++;
		else
			first = add_run(&placing, first);
	add_rules(&placing, LOOK_UNDERLINED, UNDERLINE);
	add_rules(&placing, LOOK_STRUCK, STRIKE);
}
