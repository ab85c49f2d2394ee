/* How much room texts take on a screen, by their bytes: without any font. */
#include "html/html_internal.h"

/* Of a letter or a figure, in thousandths of its size. */
#define LETTER 560

/* Without a space, so many letters are broken anywhere: a code, an address. */
#define WORD_MAX 24

/* A text with a number that is not broken, （50分）, in thousandths of its size. */
#define POINTS_MAX 4200

/* What stays in one line while it fits widens its column up to this: 12.5公里, （2024年. */
#define PIECE_MAX 4300

/* The width of a byte: bytes behind the first of a character have none. */
static unsigned
byte_width(unsigned char byte)
{
	return byte < 0x80 || (byte >= 0xc0 && byte < 0xe0) ? LETTER : byte >= 0xe0 ? 1000 : 0;
}

/* May a line end before it? So it is with what is no letter, figure or sign such as ≥. */
static bool
ends_word(unsigned char byte)
{
	return byte == ' ' || byte >= 0xe3;
}

/* A paragraph under measure. */
struct measuring {
	struct html_measure found;
	unsigned word;
	unsigned piece; /* that stays in one line while it fits */
	bool is_kept;
	bool has_digit;
};

/* Take a byte. A short piece is a word, a long one has words: its parts. */
static void
take_byte(struct measuring *m, unsigned char byte, unsigned mark)
{
	unsigned width = byte_width(byte);

	if ((mark & HTML_BREAK_OPEN) != 0) {
		m->is_kept = true;
		m->piece = 0;
	}
	if ((mark & (HTML_BREAK_OPEN | HTML_BREAK_WORD)) != 0)
		m->word = 0;
	m->has_digit = m->has_digit || (byte >= '0' && byte <= '9');
	m->found.all += width;
	m->piece += width;
	m->word = !m->is_kept && ends_word(byte) ? 0 : m->word + width;
	if (m->word > m->found.word)
		m->found.word = m->word;
	if ((mark & HTML_BREAK_CLOSE) == 0)
		return;
	if (m->piece <= PIECE_MAX && m->piece > m->found.word)
		m->found.word = m->piece;
	m->is_kept = false;
	m->word = 0;
}

static struct html_measure
measure_paragraph(struct arena *arena, const struct paragraph *paragraph)
{
	bool is_whole = true;
	const unsigned char *marks = html_break_find(arena, paragraph, false, &is_whole);
	struct measuring m = { .found = { .indent = (unsigned)paragraph->style->indent } };

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		for (const char *s = span->text; *s != '\0'; s++) {
			bool has_mark = marks != NULL && ((unsigned char)*s & 0xc0) != 0x80;

			take_byte(&m, (unsigned char)*s, has_mark ? *marks++ : 0);
		}
	if (m.found.all <= (m.has_digit ? POINTS_MAX : HTML_SHORT_MAX))
		m.found.line = m.found.all;
	return m.found;
}

struct html_measure
html_measure_find(struct arena *arena, const struct paragraph *paragraphs)
{
	struct html_measure found = { 0 };

	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next) {
		struct html_measure one = measure_paragraph(arena, p);

		found.word = one.word > found.word ? one.word : found.word;
		found.all = one.all > found.all ? one.all : found.all;
		found.line = one.line > found.line ? one.line : found.line;
		found.indent = one.indent > found.indent ? one.indent : found.indent;
	}
	if (found.word > WORD_MAX * LETTER)
		found.word = WORD_MAX * LETTER / 2;
	return found;
}
