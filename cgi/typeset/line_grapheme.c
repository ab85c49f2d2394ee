/*
 * Graphemes, and which face draws them: letters with marks, variation sequences,
 * scripts whose letters join. What composes (NFC) is drawn by the glyph of the
 * composed character, so that texts that are canonically equivalent look alike.
 */
#include <unigbrk.h>
#include <uninorm.h>

#include "typeset/line_cluster.h"

/* Characters of one grapheme beyond this are parted: no text has as many marks on a letter. */
#define GRAPHEME_MAX 32

/* A normal form of GRAPHEME_MAX characters is at most as long. */
#define NORMAL_MAX (GRAPHEME_MAX * UC_DECOMPOSITION_MAX_LENGTH)

/* Between a letter and a mark of another face, in thousandths of the size. */
#define MARK_GAP 30

const struct cluster line_waiting = { 0 };

static bool
is_variation_selector(uint32_t scalar)
{
	return (scalar >= 0xfe00 && scalar <= 0xfe0f) || (scalar >= 0xe0100 && scalar <= 0xe01ef);
}

static bool
is_mark(uint32_t scalar)
{
	return scalar >= 0x300 && uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_M);
}

/* Characters that no face need have: they have no ink. */
static bool
needs_glyph(uint32_t scalar)
{
	return !line_is_ignorable(scalar);
}

static bool
has_all(struct fonts *fonts, unsigned face, const uint32_t *scalars, size_t count)
{
	struct glyph glyph;

	for (size_t i = 0; i < count; i++)
		if (needs_glyph(scalars[i]) && !font_face_glyph(fonts, face, scalars[i], &glyph))
			return false;
	return true;
}

/* The first face of the chain that has all of some characters; false when none has. */
static bool
find_face(const struct shaper *shaper, const uint32_t *scalars, size_t count, unsigned *face)
{
	size_t length;
	const unsigned *chain = font_chain(shaper->fonts, shaper->span->font, &length);

	for (size_t i = 0; i < length; i++)
		if (has_all(shaper->fonts, chain[i], scalars, count)) {
			*face = chain[i];
			return true;
		}
	*face = 0;
	return length == 0;
}

/* How far a mark is moved so that it stands clear of what it marks, above or below. */
static int
clearance(struct glyph_box base, struct glyph_box mark)
{
	if (mark.bottom > 0 && mark.bottom < base.top && mark.top > base.top / 2)
		return base.top - mark.bottom + MARK_GAP;
	if (mark.top <= 0 && mark.top > base.bottom)
		return base.bottom - mark.top - MARK_GAP;
	return 0;
}

/* A mark of another face than what it stands on: in its middle, and clear of it. */
static void
set_mark(struct shaper *shaper, size_t at, struct glyph mark, struct glyph base)
{
	struct glyph_box box = font_box(shaper->fonts, mark);
	struct shaped_glyph *shaped = arena_alloc(shaper->cx->arena, sizeof *shaped);
	int x = -(base.advance + box.left + box.right) / 2;
	int y = clearance(font_box(shaper->fonts, base), box);

	if (shaper->text->atoms[at].level % 2 == 1)
		x += base.advance;
	*shaped = (struct shaped_glyph){
		.first = (uint32_t)at,
		.scalar = shaper->scalars[at],
		.gid = mark.gid,
		.width = mark.advance,
		.x = (int16_t)x,
		.y = (int16_t)y,
	};
	line_cluster_set(shaper, at, 1, mark.face, shaped, 1);
}

/* Where atom `i` stands in the text of its span. */
static const char *
text_at(const struct shaper *shaper, size_t i)
{
	const char *s = shaper->span->text;
	uint32_t scalar;

	for (size_t at = shaper->first; at < i; at++)
		s += text_utf8_next(s, &scalar);
	return s;
}

/* A grapheme that no face has as a whole: each character from the first face that has it. */
static void
set_apart(struct shaper *shaper, size_t first, size_t count)
{
	struct glyph base = { 0 };

	for (size_t i = first; i < first + count; i++) {
		struct atom *atom = &shaper->text->atoms[i];
		struct glyph glyph;

		if (!needs_glyph(atom->scalar)) {
			atom->cluster = NULL;
			atom->is_invisible = true;
			continue;
		}
		if (!font_glyph(shaper->fonts, shaper->span->font, atom->scalar, &glyph))
			line_missing_glyph(shaper->cx, shaper->fonts, shaper->span,
			                   text_at(shaper, i), &glyph);
		if (i > first && is_mark(atom->scalar)) {
			set_mark(shaper, i, glyph, base);
			continue;
		}
		line_cluster_set_glyph(shaper, i, 1, glyph);
		base = glyph;
	}
}

/* A base with a variation selector: the form that the first font has, or the base as it is. */
static bool
set_variation(struct shaper *shaper, size_t first, size_t count)
{
	uint32_t base = shaper->scalars[first];
	struct glyph glyph;

	if (count != 2 || !is_variation_selector(shaper->scalars[first + 1]) ||
	    line_is_complex(base))
		return false;
	if (!font_variation(shaper->fonts, shaper->span->font, base, shaper->scalars[first + 1],
	                    &glyph) &&
	    !font_glyph(shaper->fonts, shaper->span->font, base, &glyph))
		return false;
	line_cluster_set_glyph(shaper, first, 2, glyph);
	return true;
}

/* Normal forms of a grapheme. */
static size_t
normalize(uninorm_t form, const uint32_t *scalars, size_t count, uint32_t *out)
{
	size_t length = NORMAL_MAX;

	return u32_normalize(form, scalars, count, out, &length) == out ? length : 0;
}

static void
set_grapheme(struct shaper *shaper, size_t first, size_t count)
{
	const uint32_t *scalars = shaper->scalars + first;
	uint32_t composed[NORMAL_MAX];
	uint32_t apart[NORMAL_MAX];
	size_t length = normalize(UNINORM_NFC, scalars, count, composed);
	struct glyph glyph;
	unsigned face;

	if (set_variation(shaper, first, count))
		return;
	if (length == 1 && !line_is_complex(composed[0]) &&
	    font_glyph(shaper->fonts, shaper->span->font, composed[0], &glyph)) {
		line_cluster_set_glyph(shaper, first, (unsigned)count, glyph);
		return;
	}
	if (!find_face(shaper, composed, length, &face)) {
		length = normalize(UNINORM_NFD, scalars, count, apart);
		if (!find_face(shaper, apart, length, &face)) {
			line_cluster_flush(shaper);
			set_apart(shaper, first, count);
			return;
		}
	}
	line_cluster_add(shaper, first, count, face);
}

/* Where the grapheme ends that begins with atom `first`. */
static size_t
grapheme_end(const struct shaper *shaper, size_t first, size_t end)
{
	size_t i = first + 1;

	while (i < end && i - first < GRAPHEME_MAX &&
	       !uc_is_grapheme_break(shaper->scalars[i - 1], shaper->scalars[i]))
		i++;
	return i;
}

static bool
is_visible(const struct shaper *shaper, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (needs_glyph(shaper->scalars[i]))
			return true;
	return false;
}

/* Shape atoms [first, end), which need it. */
static void
shape_segment(struct shaper *shaper, size_t first, size_t end)
{
	struct atom *atoms = shaper->text->atoms;

	for (size_t i = first; i < end; i = first) {
		first = grapheme_end(shaper, i, end);
		for (size_t j = i; j < first; j++) {
			atoms[j].cluster = NULL;
			atoms[j].is_joined = j > i;
			atoms[j].is_invisible = !is_visible(shaper, i, first);
		}
		if (!atoms[i].is_invisible)
			set_grapheme(shaper, i, first - i);
	}
	line_cluster_flush(shaper);
}

/* Brackets of a text from right to left open and close to the other side; from above they do not. */
static void
mirror(struct shaper *shaper, struct atom *atom)
{
	uint32_t mirrored = line_mirrored(atom->scalar);

	if (atom->level % 2 == 1 && !shaper->text->style->vertical && !atom->is_invisible &&
	    mirrored != atom->scalar)
		font_glyph(shaper->fonts, shaper->span->font, mirrored, &atom->glyph);
}

static bool
waits(const struct atom *atom)
{
	return atom->cluster == &line_waiting;
}

void
line_clusters(struct ctx *cx, struct fonts *fonts, const struct span *span, struct line_text *text,
              size_t first, size_t end)
{
	struct shaper shaper = {
		.cx = cx, .fonts = fonts, .span = span, .text = text, .first = first
	};
	struct atom *atoms = text->atoms;

	shaper.scalars = line_scalars(cx->arena, text);
	shaper.piece = (struct shape_piece){ .text = shaper.scalars, .length = text->count };
	for (size_t i = first; i < end;) {
		size_t from = i++;

		if (!waits(&atoms[from])) {
			mirror(&shaper, &atoms[from]);
			continue;
		}
		if (from > first && !atoms[from - 1].is_invisible && is_mark(atoms[from].scalar))
			from--;
		while (i < end && (waits(&atoms[i]) || line_is_ignorable(atoms[i].scalar)))
			i++;
		shape_segment(&shaper, from, i);
	}
}
