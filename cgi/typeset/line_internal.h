/* A paragraph as characters, with glyphs (line_glyph.c) and places to break (line_shape.c), for line.c. */
#ifndef TYPESET_LINE_INTERNAL_H
#define TYPESET_LINE_INTERNAL_H

#include <linebreak.h>

#include "text/words.h"
#include "typeset/line.h"

/* What a line's end behind an atom is: as libunibreak says, and where it says LINE_NOT, more. */
enum line_end {
	LINE_MUST = LINEBREAK_MUSTBREAK,
	LINE_MAY = LINEBREAK_ALLOWBREAK,
	LINE_NOT = LINEBREAK_NOBREAK, /* unless nothing better fits */
	LINE_JOINT = 8, /* where nothing else fits, here first: beside a number, at a fixed space */
	LINE_LATE,      /* only when smaller letters do not help, either: in a date, in a code */
	LINE_NEVER      /* in a number */
};

struct line_text {
	const struct paragraph *paragraph;
	const struct style *style;
	struct atom *atoms;
	char *breaks; /* may a line end behind each atom: enum line_end */
	size_t count;
	const uint32_t *scalars; /* NULL until they are wanted */
	struct line_text *kept;  /* what it is a copy of, with all that is found once; or NULL */
	char *words;             /* of what is kept: its breaks at words, or NULL */
	bool ends_late;          /* lines may end at LINE_LATE, too */
	bool is_complex;  /* has atoms that wait for line_clusters(), then clusters; or looks */
	bool is_leftward; /* from right to left */
};

/* Where a line is drawn. */
struct line_place {
	int x_mpt; /* of its first glyph */
	int baseline_mpt;
	int spread_mpt; /* added to each gap */
};

/* May the gap behind an atom, which is not a line's last, be spread? */
bool line_is_gap(const struct atom *atom);

/* Append a run to a page, for glyphs like those of an atom. */
struct text_run *line_new_run(struct arena *arena, struct page *page, const struct line *line,
                              const struct atom *first);

/* Draw a line that is complex. */
void line_draw_complex(struct arena *arena, struct page *page, const struct line *line,
                       struct line_place place);

/* A length of thousandths of a font size, rounded. */
int line_scale(int thousandths, int size_mpt);

/* Where what is drawn with atom `i` ends. */
size_t line_cluster_end(const struct line_text *text, size_t i);

/* Append a line of the atoms [first, end), less the blanks at its end. */
struct line *line_add(struct arena *arena, struct lines *out, const struct line_text *text,
                      size_t first, size_t end, int indent_mpt);

/* Break a paragraph of a vertical style. */
void line_break_vertical(struct arena *arena, struct fonts *fonts, const struct line_text *text,
                         int width_mpt, struct lines *out);

/* May a line end between these characters, whatever stands around them? */
bool line_may_end(uint32_t last, uint32_t next);

/* A no-break space that takes room. */
bool line_is_fixed_space(uint32_t scalar);

/* Find where the lines of a text may end: its `breaks`. */
void line_find_breaks(struct arena *arena, struct line_text *text);

/* Find the numbers of a text, and say where lines may end in and beside them. */
void line_mark_numbers(struct line_text *text);

/* No line ends between the number of an item and the item. */
void line_mark_items(struct line_text *text);

/* No line ends within a word, as ICU's dictionary has them. */
MUST_USE enum err line_words(struct ctx *cx, struct line_text *text);

/*
 * Mark where the lines of a title end that has no room in one: where words do, in
 * the best shape. Not `*done` where that cannot be.
 */
MUST_USE enum err line_title(struct ctx *cx, struct line_text *text, int width_mpt, bool *done);

/* Where the points begin that a label ends with, as in 产出指标（40分）; 0 when it does not. */
size_t line_points(const struct line_text *text);

/* A letter, a digit, a dash or the like, which no space parts from another. */
bool line_is_tight(const struct atom *atom);

/* A space, or invisible. */
bool line_is_blank(const struct atom *atom);

/*
 * Where the line ends that begins with atom `first`: at the last opportunity
 * that fits; where there is none, at the least bad place; where there is none,
 * either, the line is too wide.
 */
size_t line_fit(const struct line_text *text, size_t first, int width_mpt);

/*
 * Where the line [first, end) ends so that the last one has more than one character:
 * a piece earlier, if it would not.
 */
size_t line_company(const struct line_text *text, size_t first, size_t end);

/* Is there no more than one character behind atom `first`, with the marks that close it? */
bool line_is_lonely(const struct line_text *text, size_t first);

/*
 * Where the line [first, end) ends when its marks are squeezed: further on if it would
 * stay loose, or the last line have one character, and if it is full by that; else `end`.
 */
size_t line_squeeze(struct arena *arena, struct fonts *fonts, struct line_text *text, size_t first,
                    size_t end, int width_mpt);

/* Are the lines of a style, but for the last, to fill their width? */
bool line_is_filled(const struct style *style);

/*
 * How far each of so many gaps of a line is spread, so that it has no room left; 0 when
 * that would be too far.
 */
int line_share(int room_mpt, int gaps, int size_mpt);

/* How far the line that begins with atom `first` is indented. */
int line_left(const struct line_text *text, size_t first);

/*
 * The least width, to half an em, at which a paragraph of up to `most` lines
 * takes no more of them, and ends none worse: so a label breaks in the middle,
 * or before its points, and not before its last character.
 */
int line_balance(struct line_text *text, size_t most, int width_mpt);

/*
 * A character that no font has, at `at` in the span's text: the mark for it, if
 * the fonts are set so. Else it is a fault at the span's place, and `*mark` stands
 * in for it, so that all of them are told.
 */
void line_missing_glyph(struct ctx *cx, struct fonts *fonts, const struct span *span,
                        const char *at, struct glyph *mark);

/* By how much the letters of a text may be smaller, so that a number has room. */
int line_most_smaller(const struct style *style);

/* Raised and lowered characters: their size in thousandths of their neighbours'. */
#define LINE_SCRIPT_SIZE 650

/* The size of an atom in a text of a size, and how far it stands above the baseline. */
int line_atom_size(const struct atom *atom, int size_mpt);
int line_shift(const struct atom *atom, int size_mpt);

/* Has a character to be shaped: a mark, or of a script whose characters act on each other? */
bool line_is_complex(uint32_t scalar);

/* Is a character of a script whose words lie on their side in vertical text (UAX #50)? */
bool line_is_lying(uint32_t scalar);

/* Append the characters of a span, each an atom without a glyph. */
void line_characters(const struct span *span, struct line_text *text);

/* Append the atoms of a span. A character that no font has is a fault. */
MUST_USE enum err line_glyphs(struct ctx *cx, struct fonts *fonts, const struct span *span,
                              struct line_text *text);

/* The character of an atom; 0 behind the last. */
static inline uint32_t
line_at(const struct line_text *text, size_t i)
{
	return i < text->count ? text->atoms[i].scalar : 0;
}

/* Is a character one of an array's? */
#define LINE_IS_ONE_OF(scalar, set) line_is_one_of(scalar, set, sizeof(set) / sizeof(set)[0])

static inline bool
line_is_one_of(uint32_t scalar, const uint32_t *set, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (set[i] == scalar)
			return true;
	return false;
}

/* The characters of a paragraph, made when they are first wanted. */
const uint32_t *line_scalars(struct arena *arena, struct line_text *text);

/* The atom waits for line_clusters(). */
extern const struct cluster line_waiting;

/*
 * Shape those of a span's atoms, [first, end), that wait. line_levels() comes before.
 * A character that no font has is a fault, as of line_missing_glyph().
 */
void line_clusters(struct ctx *cx, struct fonts *fonts, const struct span *span,
                   struct line_text *text, size_t first, size_t end);

/* Find the direction of each atom (UAX #9). */
void line_levels(struct arena *arena, struct line_text *text);

/* The character that a bracket or sign becomes from right to left, else itself (UAX #9, rule L4). */
uint32_t line_mirrored(uint32_t scalar);

/* The atoms of a line in the order in which they stand, from left to right, as indices. */
const int *line_order(struct arena *arena, const struct line *line);

/* Glyphs, and places where lines may end, of a paragraph in a style. Errors as of line_break(). */
MUST_USE enum err line_shape(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph,
                             const struct style *style, struct line_text *out);

#endif
