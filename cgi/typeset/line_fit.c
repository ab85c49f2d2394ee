/* How much of a paragraph a line takes: up to its best place to end, or its least bad one. */
#include "typeset/line_internal.h"

/* How bad it is to end a line at a place that is no opportunity. */
enum cut {
	CUT_NONE, /* it is one */
	CUT_JOINT,
	CUT_BESIDE_WORD,
	CUT_BESIDE_HAN,
	CUT_IN_WORD,
	CUT_FORCED, /* a closing mark begins the next line, or an opening one ends this */
	CUT_LATE,
	CUT_NEVER
};

bool
line_is_tight(const struct atom *atom)
{
	return atom->scalar > ' ' && atom->scalar < 0x2e80;
}

bool
line_is_blank(const struct atom *atom)
{
	return line_is_space(atom->scalar) || (atom->is_invisible && !atom->is_joined);
}

/* How bad it is to end a line before atom `i`, of 1 to the end. */
static enum cut
cut_before(const struct line_text *text, size_t i)
{
	const struct atom *atom = &text->atoms[i];

	switch (text->breaks[i - 1]) {
	case LINE_MUST:
	case LINE_MAY: return CUT_NONE;
	case LINE_JOINT: return CUT_JOINT;
	case LINE_LATE: return text->ends_late ? CUT_LATE : CUT_NEVER;
	case LINE_NEVER: return CUT_NEVER;
	default: break;
	}
	if (atom->is_joined)
		return CUT_NEVER;
	if (!line_may_end(atom[-1].scalar, U'中') || !line_may_end(U'中', atom->scalar))
		return CUT_FORCED;
	if (line_is_tight(&atom[-1]) != line_is_tight(atom))
		return CUT_BESIDE_WORD;
	return line_is_tight(atom) ? CUT_IN_WORD : CUT_BESIDE_HAN;
}

/*
 * Where a line ends that has no opportunity among its atoms [first, end): at
 * the last of the least bad places. Where there is none, behind what has no
 * place to end: that line is too wide.
 */
static size_t
end_anyway(const struct line_text *text, size_t first, size_t end, enum cut *worst)
{
	enum cut best = CUT_NEVER;
	size_t chosen = first + 1;

	for (size_t i = end; i > first && best > CUT_JOINT; i--) {
		enum cut cut = cut_before(text, i);

		if (cut < best) {
			best = cut;
			chosen = i;
		}
	}
	while (best == CUT_NEVER && chosen < text->count && cut_before(text, chosen) == CUT_NEVER)
		chosen++;
	*worst = best > *worst ? best : *worst;
	return chosen;
}

/* Where the line ends that begins with atom `first`, and how bad that is, if worse than `*worst`. */
static size_t
fit(const struct line_text *text, size_t first, int width_mpt, enum cut *worst)
{
	size_t best = first;
	long long used = 0;

	for (size_t i = first; i < text->count; i++) {
		long long with = used + text->atoms[i].width_mpt;

		if (with > width_mpt && !line_is_blank(&text->atoms[i]))
			return best > first ? best : end_anyway(text, first, i, worst);
		used = with;
		if (text->breaks[i] == LINE_MUST || text->breaks[i] == LINE_MAY)
			best = i + 1;
		if (text->breaks[i] == LINE_MUST && i + 1 < text->count)
			return best;
	}
	return text->count;
}

size_t
line_fit(const struct line_text *text, size_t first, int width_mpt)
{
	enum cut worst = CUT_NONE;

	return fit(text, first, width_mpt, &worst);
}

bool
line_is_lonely(const struct line_text *text, size_t first)
{
	unsigned count = 0;

	for (size_t i = first; i < text->count && count < 2; i++)
		count += !line_is_blank(&text->atoms[i]) && !text->atoms[i].is_joined &&
		         (words_is_han(text->atoms[i].scalar) ||
		          line_may_end(U'中', text->atoms[i].scalar));
	return count == 1;
}

size_t
line_company(const struct line_text *text, size_t first, size_t end)
{
	if (end >= text->count || text->breaks[end - 1] != LINE_MAY || !line_is_lonely(text, end))
		return end;
	for (size_t i = end - 1; i > first + 1; i--)
		if (text->breaks[i - 1] == LINE_MAY)
			return i;
	return end;
}

int
line_left(const struct line_text *text, size_t first)
{
	const struct style *style = text->style;
	int left = line_scale(style->indent, style->size_mpt);

	return first > 0 ? left : left + line_scale(style->first_indent, style->size_mpt);
}

/* The number of lines that a paragraph takes at a width, and the worst of their ends. */
static size_t
count_lines(const struct line_text *text, int width_mpt, enum cut *worst)
{
	size_t count = 0;

	*worst = CUT_NONE;
	for (size_t at = 0; at < text->count; count++)
		at = fit(text, at, width_mpt - line_left(text, at), worst);
	return count;
}

/* Does a paragraph take so many lines, that end no worse? */
static bool
takes(const struct line_text *text, int width_mpt, size_t count, enum cut worst)
{
	enum cut cut;

	return count_lines(text, width_mpt, &cut) == count && cut <= worst;
}

/* Change where a line may end before atom `i`, unless that makes more lines or worse ends. */
static bool
try_end(struct line_text *text, size_t i, enum line_end end, int width_mpt, size_t count,
        enum cut worst)
{
	char before = text->breaks[i - 1];

	text->breaks[i - 1] = (char)end;
	if (takes(text, width_mpt, count, worst))
		return true;
	text->breaks[i - 1] = before;
	return false;
}

/* A label's points have the last line alone, if that makes no more lines; else with two characters. */
static void
part_points(struct line_text *text, int width_mpt, size_t count, enum cut worst)
{
	size_t points = line_points(text);

	if (points == 0 || try_end(text, points, LINE_MUST, width_mpt, count, worst))
		return;
	if (points > 1 && words_is_han(text->atoms[points - 2].scalar))
		try_end(text, points - 1, LINE_NOT, width_mpt, count, worst);
}

int
line_balance(struct line_text *text, size_t most, int width_mpt)
{
	int step = text->style->size_mpt / 2;
	enum cut worst = CUT_NONE;
	size_t count = most == 0 ? 0 : count_lines(text, width_mpt, &worst);

	if (count < 2 || count > most)
		return width_mpt;
	part_points(text, width_mpt, count, worst);
	while (width_mpt > 2 * step && takes(text, width_mpt - step, count, worst))
		width_mpt -= step;
	return width_mpt;
}
