/*
 * Marks give up blank halves (标点挤压) where a line would stay loose, or the last line
 * would have one character, so that it takes in what comes next and is full: first the
 * mark at the line's end and those that adjoin others, then all. A mark keeps half an em
 * (clreq, 标点符号的调整; GB/T 15834-2011, 5.1.11), and none is squeezed that a font has in the middle.
 */
#include "typeset/font_shape.h"
#include "typeset/line_internal.h"

/* What a mark gives at most, and what it must have blank at least, in thousandths of an em. */
#define SQUEEZE_MAX 500
#define BLANK_MIN 400

/* On which side of a mark its blank half is. */
enum blank { BLANK_NONE, BLANK_LEFT, BLANK_RIGHT };

struct squeezing {
	struct fonts *fonts;
	struct line_text *text;
	size_t first;
	size_t end;
	int *slack; /* what each atom from the first on can give */
};

static enum blank
blank_of(uint32_t scalar)
{
	static const uint32_t opening[] = { U'（', U'《', U'〈', U'“',  U'‘',
		                            U'〔', U'【', U'「', U'『', U'［' };
	static const uint32_t closing[] = { U'，', U'。', U'、', U'；', U'：', U'？',
		                            U'！', U'）', U'》', U'〉', U'”',  U'’',
		                            U'〕', U'】', U'」', U'』', U'］' };

	if (words_is_han(scalar))
		return BLANK_NONE;
	if (LINE_IS_ONE_OF(scalar, closing))
		return BLANK_RIGHT;
	return LINE_IS_ONE_OF(scalar, opening) ? BLANK_LEFT : BLANK_NONE;
}

/* What an atom can give. */
static int
slack_of(const struct squeezing *squeezing, size_t i)
{
	const struct atom *atom = &squeezing->text->atoms[i];
	enum blank side = blank_of(atom->scalar);
	struct glyph_box box;
	int blank;

	if (side == BLANK_NONE || atom->cluster != NULL || atom->glyph.advance < 2 * SQUEEZE_MAX)
		return 0;
	box = font_box(squeezing->fonts, atom->glyph);
	blank = side == BLANK_LEFT ? box.left : atom->glyph.advance - box.right;
	if (blank < BLANK_MIN)
		return 0;
	return line_scale(blank < SQUEEZE_MAX ? blank : SQUEEZE_MAX,
	                  line_atom_size(atom, squeezing->text->style->size_mpt));
}

/* Does the blank half of an atom lie at the line's end, or beside another mark's? */
static bool
is_doubled(const struct squeezing *squeezing, size_t i)
{
	const struct atom *atom = &squeezing->text->atoms[i];

	if (blank_of(atom->scalar) == BLANK_RIGHT)
		return i + 1 == squeezing->end || blank_of(atom[1].scalar) != BLANK_NONE;
	return i > squeezing->first && blank_of(atom[-1].scalar) == BLANK_LEFT;
}

/* The most that the marks could give, before their ink is looked at. */
static long long
most(const struct squeezing *squeezing)
{
	long long sum = 0;

	for (size_t i = squeezing->first; i < squeezing->end; i++)
		if (blank_of(squeezing->text->atoms[i].scalar) != BLANK_NONE)
			sum += line_scale(SQUEEZE_MAX, squeezing->text->style->size_mpt);
	return sum;
}

/* Find what each atom can give. Returns the sum. */
static int
find_slack(struct squeezing *squeezing, struct arena *arena)
{
	int sum = 0;

	squeezing->slack = arena_array(arena, squeezing->end - squeezing->first,
	                               sizeof *squeezing->slack);
	for (size_t i = squeezing->first; i < squeezing->end; i++)
		sum += squeezing->slack[i - squeezing->first] = slack_of(squeezing, i);
	return sum;
}

static int
slack_at(const struct squeezing *squeezing, size_t i, bool are_doubled)
{
	int slack = squeezing->slack[i - squeezing->first];

	return slack > 0 && is_doubled(squeezing, i) == are_doubled ? slack : 0;
}

/* Take so much from the marks of a kind, from each as it has; no more than they have. Returns what is left to take. */
static int
take(const struct squeezing *squeezing, bool are_doubled, int wanted_mpt)
{
	int have = 0;
	int left;
	int more;

	for (size_t i = squeezing->first; i < squeezing->end; i++)
		have += slack_at(squeezing, i, are_doubled);
	left = wanted_mpt < have ? wanted_mpt : have;
	more = wanted_mpt - left;
	for (size_t i = squeezing->first; i < squeezing->end && left > 0; i++) {
		struct atom *atom = &squeezing->text->atoms[i];
		int slack = slack_at(squeezing, i, are_doubled);
		int taken = slack == 0 ? 0 : (int)((long long)left * slack / have);

		have -= slack;
		left -= taken;
		atom->width_mpt -= taken;
		if (blank_of(atom->scalar) == BLANK_LEFT)
			atom->lead_mpt = taken;
		else
			atom->is_squeezed = taken > 0;
	}
	return more;
}

/* The width of the atoms up to an end, without the blanks before it. */
static int
width_to(const struct squeezing *squeezing, size_t end)
{
	const struct line_text *text = squeezing->text;
	int width = 0;

	while (end > squeezing->first && line_is_blank(&text->atoms[end - 1]))
		end--;
	for (size_t i = squeezing->first; i < end; i++)
		width += text->atoms[i].width_mpt;
	return width;
}

/* Does the line up to an end stay loose, as a line that is spread as far as may be is not full? */
static bool
is_loose(const struct squeezing *squeezing, size_t end, int width_mpt)
{
	const struct line_text *text = squeezing->text;
	int room = width_mpt - width_to(squeezing, end);
	int gaps = 0;

	for (size_t i = squeezing->first; i + 1 < end; i++)
		gaps += line_is_gap(&text->atoms[i]) ? 1 : 0;
	return room > 0 && line_share(room, gaps, text->style->size_mpt) == 0;
}

/* Where the line might end next. */
static size_t
next_end(const struct line_text *text, size_t end)
{
	while (end < text->count && text->breaks[end] != LINE_MAY && text->breaks[end] != LINE_MUST)
		end++;
	return end < text->count ? end + 1 : end;
}

size_t
line_squeeze(struct arena *arena, struct fonts *fonts, struct line_text *text, size_t first,
             size_t end, int width_mpt)
{
	size_t next = next_end(text, end);
	struct squeezing squeezing = { fonts, text, first, next, NULL };
	int over;

	if (!line_is_filled(text->style) || text->is_leftward || end >= text->count ||
	    text->breaks[end - 1] != LINE_MAY || line_is_lonely(text, next))
		return end;
	if (!line_is_lonely(text, end) && !is_loose(&squeezing, end, width_mpt))
		return end;
	while (line_is_blank(&text->atoms[squeezing.end - 1]))
		squeezing.end--;
	over = width_to(&squeezing, squeezing.end) - width_mpt;
	if (over <= 0 || most(&squeezing) < over || find_slack(&squeezing, arena) < over)
		return end;
	take(&squeezing, false, take(&squeezing, true, over));
	return next;
}
