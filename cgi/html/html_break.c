/*
 * Where lines end that a browser breaks: titles where words do, and numbers,
 * dates and the like stay whole while they fit, as on paper.
 */
#include "html/html_break.h"

#include <string.h>

#include "html/html_internal.h"
#include "text/words.h"
#include "typeset/line.h"

/* A character of a paragraph, and where it stands. */
struct spot {
	uint32_t scalar;
	unsigned span;
	bool has_element; /* its span has one */
	bool is_first;    /* of the span */
	bool is_last;
};

struct breaks {
	unsigned char *marks;
	unsigned char *bonds;
	struct spot *spots;
	size_t count;
};

static void
find_spots(struct arena *arena, struct breaks *breaks, const struct paragraph *paragraph)
{
	unsigned number = 0;
	size_t at = 0;

	breaks->spots = arena_array(arena, breaks->count + 1, sizeof *breaks->spots);
	for (const struct span *span = paragraph->spans; span != NULL; span = span->next) {
		struct spot spot = { .span = number++,
			             .has_element = html_text_has_element(span, paragraph->style),
			             .is_first = true };
		size_t length;

		for (const char *s = span->text; (length = text_utf8_next(s, &spot.scalar)) > 0;
		     s += length) {
			breaks->spots[at++] = spot;
			spot.is_first = false;
		}
		if (!spot.is_first)
			breaks->spots[at - 1].is_last = true;
	}
}

/* What keep-all keeps together: elsewhere lines end as ever. */
static bool
is_letter(uint32_t scalar)
{
	return words_is_han(scalar) || (scalar >= '0' && scalar <= '9') ||
	       (scalar >= 'A' && scalar <= 'Z') || (scalar >= 'a' && scalar <= 'z');
}

static bool
mark_words(struct arena *arena, struct breaks *breaks)
{
	uint32_t *scalars = arena_array(arena, breaks->count, sizeof *scalars);
	bool *within = arena_array(arena, breaks->count, sizeof *within);

	for (size_t i = 0; i < breaks->count; i++)
		scalars[i] = breaks->spots[i].scalar;
	if (!words_find(arena, scalars, breaks->count, within))
		return false;
	for (size_t i = 1; i < breaks->count; i++)
		if (!within[i - 1] && breaks->bonds[i - 1] == LINE_BOND_NONE &&
		    is_letter(scalars[i - 1]) && is_letter(scalars[i]))
			breaks->marks[i] |= HTML_BREAK_WORD;
	return true;
}

/* An end of a piece of several spans stands around the element of its span, unless that goes on. */
static bool
is_cut(const struct spot *spot, bool is_at_end)
{
	return spot->has_element && !is_at_end;
}

static void
mark_piece(struct breaks *breaks, size_t first, size_t last)
{
	const struct spot *begin = &breaks->spots[first];
	const struct spot *end = &breaks->spots[last];
	bool is_one = begin->span == end->span;

	if (!is_one && (is_cut(begin, begin->is_first) || is_cut(end, end->is_last)))
		return;
	breaks->marks[first] |= HTML_BREAK_OPEN;
	breaks->marks[last] |= HTML_BREAK_CLOSE;
	for (size_t i = first; i < last; i++)
		if (breaks->bonds[i] == LINE_BOND_LOOSE)
			breaks->marks[i + 1] |= HTML_BREAK_WORD;
	if (!is_one && begin->has_element)
		breaks->marks[first] |= HTML_BREAK_AROUND;
	if (!is_one && end->has_element)
		breaks->marks[last] |= HTML_BREAK_AROUND;
}

static void
mark_pieces(struct breaks *breaks)
{
	for (size_t first = 0; first < breaks->count;) {
		bool is_own = false;
		size_t last = first;

		for (; breaks->bonds[last] != LINE_BOND_NONE; last++)
			is_own |= breaks->bonds[last] >= LINE_BOND_OWN;
		if (is_own)
			mark_piece(breaks, first, last);
		first = last + 1;
	}
}

static bool
has_number(const struct paragraph *paragraph)
{
	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		if (span->text[strcspn(span->text, "0123456789")] != '\0')
			return true;
	return false;
}

const unsigned char *
html_break_find(struct arena *arena, const struct paragraph *paragraph, bool is_title,
                bool *is_whole)
{
	struct breaks breaks;

	if (paragraph->style->vertical || !(is_title || has_number(paragraph)))
		return NULL;
	breaks.count = line_bonds(arena, paragraph, &breaks.bonds);
	breaks.marks = arena_alloc(arena, breaks.count + 1);
	find_spots(arena, &breaks, paragraph);
	if (is_title)
		*is_whole = mark_words(arena, &breaks) && *is_whole;
	else
		mark_pieces(&breaks);
	return breaks.marks;
}

const unsigned char *
html_break_write(struct text *out, const char *s, const unsigned char *marks)
{
	const char *done = s;
	uint32_t scalar;
	size_t length;

	if (marks == NULL) {
		html_out_escape(out, s);
		return NULL;
	}
	for (; (length = text_utf8_next(s, &scalar)) > 0; s += length, marks++) {
		if ((*marks & (HTML_BREAK_WORD | HTML_BREAK_OPEN)) != 0) {
			html_out_escape(out, arena_strndup(out->arena, done, (size_t)(s - done)));
			done = s;
		}
		if ((*marks & HTML_BREAK_WORD) != 0)
			text_add_str(out, "<wbr>");
		if ((*marks & (HTML_BREAK_OPEN | HTML_BREAK_AROUND)) == HTML_BREAK_OPEN)
			text_add_str(out, HTML_BREAK_KEPT);
		if ((*marks & (HTML_BREAK_CLOSE | HTML_BREAK_AROUND)) == HTML_BREAK_CLOSE) {
			html_out_escape(out, arena_strndup(out->arena, done,
			                                   (size_t)(s + length - done)));
			text_add_str(out, "</span>");
			done = s + length;
		}
	}
	html_out_escape(out, done);
	return marks;
}

void
html_break_title(struct text *out, const char *title)
{
	struct style style = { 0 };
	struct span span = { .text = title };
	struct paragraph paragraph = { .style = &style, .spans = &span };
	bool is_whole = true;

	if (title != NULL)
		html_break_write(out, title,
		                 html_break_find(out->arena, &paragraph, true, &is_whole));
}
