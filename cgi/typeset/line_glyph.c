/* The glyphs of a paragraph: for most characters, one from the table of a face. */
#include <string.h>
#include <uninorm.h>
#include <unictype.h>

#include "typeset/line_internal.h"

/* How far raised and lowered characters stand off the baseline, in thousandths of the size. */
#define RAISE 340
#define LOWER 140

/* Default_Ignorable_Code_Point of Unicode 15: pairs of the first and the last. */
static const uint32_t ignorable[][2] = {
	{ 0xad, 0xad },       { 0x34f, 0x34f },   { 0x61c, 0x61c },     { 0x115f, 0x1160 },
	{ 0x17b4, 0x17b5 },   { 0x180b, 0x180f }, { 0x200b, 0x200f },   { 0x202a, 0x202e },
	{ 0x2060, 0x206f },   { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfff8 }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
	{ 0xe0000, 0xe0fff },
};

int
line_scale(int thousandths, int size_mpt)
{
	long long scaled = (long long)thousandths * size_mpt;

	return (int)((scaled < 0 ? scaled - 500 : scaled + 500) / 1000);
}

bool
line_is_ignorable(uint32_t scalar)
{
	if (scalar < 0xad || (scalar > 0x3164 && scalar < 0xfe00))
		return false;
	for (size_t i = 0; i < sizeof ignorable / sizeof ignorable[0]; i++)
		if (scalar >= ignorable[i][0] && scalar <= ignorable[i][1])
			return true;
	return false;
}

/* The scripts of which each character is a glyph, whatever stands beside it. */
static const char *const simple_scripts[] = { "Common",   "Han",      "Latin",  "Greek", "Cyrillic",
	                                      "Hiragana", "Katakana", "Yi",     "Lisu",  "Bopomofo",
	                                      "Hangul",   "Armenian", "Braille" };

/* Those of other scripts that stand upright in vertical text, and what takes its letter's script. */
static const char *const upright_scripts[] = { "Inherited", "Tangut", "Nushu",
	                                       "Khitan_Small_Script", "Canadian_Aboriginal" };

static bool
is_among(const uc_script_t *script, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(script->name, names[i]) == 0)
			return true;
	return false;
}

static bool
has_simple_script(uint32_t scalar)
{
	const uc_script_t *script = uc_script(scalar);

	return script == NULL ||
	       is_among(script, simple_scripts, sizeof simple_scripts / sizeof simple_scripts[0]);
}

bool
line_is_lying(uint32_t scalar)
{
	return !has_simple_script(scalar) &&
	       !is_among(uc_script(scalar), upright_scripts,
	                 sizeof upright_scripts / sizeof upright_scripts[0]);
}

/* The letters that Korean syllables are composed of. */
static bool
is_jamo(uint32_t scalar)
{
	return (scalar >= 0x1100 && scalar <= 0x11ff) || (scalar >= 0xa960 && scalar <= 0xa97f) ||
	       (scalar >= 0xd7b0 && scalar <= 0xd7ff);
}

bool
line_is_complex(uint32_t scalar)
{
	/* Nearly all characters of a Chinese text, which need no look at the tables. */
	if (scalar < 0x300 || (scalar >= 0x2e80 && scalar < 0x302a) ||
	    (scalar >= 0x3400 && scalar < 0xa000) || (scalar >= 0xff00 && scalar < 0xffff) ||
	    (scalar >= 0x2010 && scalar < 0x2027))
		return false;
	return uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_M) || is_jamo(scalar) ||
	       !has_simple_script(scalar) || uc_joining_type(scalar) == UC_JOINING_TYPE_C;
}

/* A character that no font has may still be drawn as what it is composed of. */
static bool
is_composed(uint32_t scalar)
{
	uint32_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	return uc_canonical_decomposition(scalar, parts) > 1;
}

int
line_atom_size(const struct atom *atom, int size_mpt)
{
	return (atom->looks & (LOOK_RAISED | LOOK_LOWERED)) != 0
	               ? line_scale(LINE_SCRIPT_SIZE, size_mpt)
	               : size_mpt;
}

int
line_shift(const struct atom *atom, int size_mpt)
{
	if ((atom->looks & LOOK_RAISED) != 0)
		return line_scale(RAISE, size_mpt);
	return (atom->looks & LOOK_LOWERED) != 0 ? -line_scale(LOWER, size_mpt) : 0;
}

/* The glyph of a character, at `at` in the span's text, unless it has to wait. */
static void
find_glyph(struct ctx *cx, struct fonts *fonts, const struct span *span, const char *at,
           struct line_text *text, struct atom *atom)
{
	if (line_is_complex(atom->scalar)) {
		atom->cluster = &line_waiting;
	} else if (line_is_ignorable(atom->scalar)) {
		atom->is_invisible = true;
		return;
	} else if (!font_glyph(fonts, span->font, atom->scalar, &atom->glyph)) {
		if (is_composed(atom->scalar))
			atom->cluster = &line_waiting;
		else
			line_missing_glyph(cx, fonts, span, at, &atom->glyph);
	}
	text->is_complex |= atom->cluster != NULL;
	atom->width_mpt = line_scale(atom->glyph.advance,
	                             line_atom_size(atom, text->style->size_mpt));
}

static unsigned
looks_of(const struct span *span)
{
	return span->looks | (span->is_internal ? LOOK_STRUCK : 0U);
}

static struct atom *
add_atom(const struct span *span, uint32_t scalar, struct line_text *text)
{
	struct atom *atom = &text->atoms[text->count++];

	atom->scalar = scalar == '\t' ? ' ' : scalar;
	atom->looks = looks_of(span) & 0xf;
	return atom;
}

void
line_characters(const struct span *span, struct line_text *text)
{
	uint32_t scalar;
	size_t length;

	for (const char *s = span->text; (length = text_utf8_next(s, &scalar)) > 0; s += length)
		add_atom(span, scalar, text);
}

enum err
line_glyphs(struct ctx *cx, struct fonts *fonts, const struct span *span, struct line_text *text)
{
	const char *s = span->text;
	uint32_t scalar;
	size_t length;

	text->is_complex |= looks_of(span) != 0;
	for (; (length = text_utf8_next(s, &scalar)) > 0; s += length)
		find_glyph(cx, fonts, span, s, text, add_atom(span, scalar, text));
	return ERR_OK;
}

const uint32_t *
line_scalars(struct arena *arena, struct line_text *text)
{
	uint32_t *scalars = arena_array(arena, text->count + 1, sizeof *scalars);

	if (text->scalars != NULL)
		return text->scalars;
	for (size_t i = 0; i < text->count; i++)
		scalars[i] = text->atoms[i].scalar;
	text->scalars = scalars;
	return scalars;
}
