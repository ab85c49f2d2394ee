#include "text/mark.h"

#include <string.h>

#define LOOKS_COUNT 24
#define OTHER_LOOKS (MARK_BOLD | MARK_UNDERLINED | MARK_STRUCK)
#define LEVELS (MARK_RAISED | MARK_LOWERED)

unsigned
mark_at(const char *s)
{
	const unsigned char *bytes = (const unsigned char *)s;

	if (bytes[0] != 0xEF || bytes[1] != 0xB7 || bytes[2] < 0x90 || bytes[2] > 0xAF)
		return 0;
	return 0xFDD0 + bytes[2] - 0x90U;
}

bool
mark_is_in(const char *s)
{
	for (; (s = strstr(s, "\xEF\xB7")) != NULL; s++)
		if (mark_at(s) != 0)
			return true;
	return false;
}

unsigned
mark_of(unsigned looks)
{
	return MARK_LOOKS + looks;
}

bool
mark_gives_looks(unsigned mark)
{
	return mark >= MARK_LOOKS && mark < MARK_LOOKS + LOOKS_COUNT;
}

unsigned
mark_looks(unsigned mark)
{
	return mark - MARK_LOOKS;
}

/* A character with what the marks before it say. */
struct placed {
	uint32_t scalar;
	unsigned looks;
	unsigned align; /* of a line feed: the alignment of the line before it */
};

static size_t
place(const char *text, struct placed *placed)
{
	unsigned looks = 0;
	unsigned level = 0;
	unsigned align = 0;
	size_t count = 0;
	uint32_t scalar;

	for (size_t length; (length = text_utf8_next(text, &scalar)) > 0; text += length) {
		if (mark_at(text) == 0) {
			placed[count++] = (struct placed){
				scalar, level == 0 ? looks : (looks & OTHER_LOOKS) | level, align
			};
			align = scalar == '\n' ? 0 : align;
		} else if (mark_gives_looks(scalar)) {
			looks = mark_looks(scalar);
		} else if (scalar >= MARK_RAISE) {
			level = scalar == MARK_LEVEL   ? 0
			        : scalar == MARK_RAISE ? MARK_RAISED
			                               : MARK_LOWERED;
		} else {
			align = scalar;
		}
	}
	placed[count].align = align;
	return count;
}

/* The character that stands for a raised or lowered one, or 0. */
static uint32_t
level_form(uint32_t scalar, unsigned level)
{
	static const struct {
		uint32_t plain, raised, lowered;
	} forms[] = {
		{ '0', 0x2070, 0x2080 },    { '1', 0x00B9, 0x2081 }, { '2', 0x00B2, 0x2082 },
		{ '3', 0x00B3, 0x2083 },    { '4', 0x2074, 0x2084 }, { '5', 0x2075, 0x2085 },
		{ '6', 0x2076, 0x2086 },    { '7', 0x2077, 0x2087 }, { '8', 0x2078, 0x2088 },
		{ '9', 0x2079, 0x2089 },    { '+', 0x207A, 0x208A }, { '-', 0x207B, 0x208B },
		{ 0x2212, 0x207B, 0x208B }, { '=', 0x207C, 0x208C }, { '(', 0x207D, 0x208D },
		{ ')', 0x207E, 0x208E },    { 'n', 0x207F, 0 },
	};

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		if (forms[i].plain == scalar)
			return level == MARK_RAISED ? forms[i].raised : forms[i].lowered;
	return 0;
}

static bool
is_blank(uint32_t scalar)
{
	return scalar == ' ' || scalar == '\t' || scalar == '\n' || scalar == 0xA0 ||
	       scalar == 0x3000;
}

/* The end of what is raised or lowered from `start` on. */
static size_t
level_end(const struct placed *placed, size_t start, size_t count)
{
	unsigned level = placed[start].looks & LEVELS;
	size_t end = start;

	while (end < count && (placed[end].looks & LEVELS) == level && placed[end].scalar != '\n')
		end++;
	return end;
}

/* Blanks at the ends are neither; then characters, when there is one for each. */
static void
level_characters(struct placed *placed, size_t start, size_t end)
{
	unsigned level = placed[start].looks & LEVELS;

	for (; start < end && is_blank(placed[start].scalar); start++)
		placed[start].looks &= OTHER_LOOKS;
	for (; end > start && is_blank(placed[end - 1].scalar); end--)
		placed[end - 1].looks &= OTHER_LOOKS;
	for (size_t i = start; i < end; i++)
		if (level_form(placed[i].scalar, level) == 0)
			return;
	for (size_t i = start; i < end; i++) {
		placed[i].scalar = level_form(placed[i].scalar, level);
		placed[i].looks &= OTHER_LOOKS;
	}
}

static void
level_all(struct placed *placed, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t end;

		if ((placed[i].looks & LEVELS) == 0 || placed[i].scalar == '\n')
			continue;
		end = level_end(placed, i, count);
		level_characters(placed, i, end);
		i = end - 1;
	}
}

/* The alignment of the line that begins at `start`: what its last character says. */
static unsigned
line_alignment(const struct placed *placed, size_t start, size_t count)
{
	size_t end = start;

	while (end < count && placed[end].scalar != '\n')
		end++;
	return end == start ? 0 : placed[end - 1].align;
}

/* Line feeds at the ends of a text with aligned lines are none: it was HTML. */
static void
trim(const struct placed **placed, size_t *count)
{
	bool is_aligned = false;

	for (size_t i = 0; i < *count; i++)
		is_aligned |= (*placed)[i].scalar != '\n' && (*placed)[i].align != 0;
	if (!is_aligned)
		return;
	for (; *count > 0 && (*placed)[0].scalar == '\n'; ++*placed)
		--*count;
	while (*count > 0 && (*placed)[*count - 1].scalar == '\n')
		--*count;
}

const char *
mark_tidy(struct arena *arena, const char *text)
{
	struct placed *all = arena_array(arena, strlen(text) + 1, sizeof *all);
	size_t count = place(text, all);
	struct text out = text_make(arena);
	const struct placed *placed = all;
	unsigned looks = 0;

	level_all(all, count);
	trim(&placed, &count);
	for (size_t i = 0; i < count; i++) {
		unsigned align = i == 0 || placed[i - 1].scalar == '\n'
		                         ? line_alignment(placed, i, count)
		                         : 0;

		if (align != 0)
			text_add_char(&out, align);
		if (placed[i].scalar != '\n' && placed[i].looks != looks)
			text_add_char(&out, mark_of(looks = placed[i].looks));
		text_add_char(&out, placed[i].scalar);
	}
	return out.data;
}

/* Does what is raised or lowered here have a figure in it? */
static bool
has_figure(const char *s)
{
	for (; *s != '\0' && *s != '\n' && mark_at(s) == 0; s++)
		if (*s >= '0' && *s <= '9')
			return true;
	return false;
}

/* What a text reads like while its marks become signs. */
struct reading {
	struct text out;
	bool is_struck;
	bool is_levelled;
};

static void
close_level(struct reading *reading)
{
	text_add_str(&reading->out, reading->is_levelled ? ")" : "");
	reading->is_levelled = false;
}

/* Begin what has these looks; `rest` is the text behind the mark. */
static void
read_looks(struct reading *reading, unsigned looks, const char *rest)
{
	bool is_struck = (looks & MARK_STRUCK) != 0;

	close_level(reading);
	if (is_struck != reading->is_struck)
		text_add_str(&reading->out, is_struck ? "〔删去：" : "〕");
	reading->is_struck = is_struck;
	if ((looks & LEVELS) != 0 && has_figure(rest)) {
		text_add_str(&reading->out, (looks & MARK_RAISED) != 0 ? "^(" : "_(");
		reading->is_levelled = true;
	}
}

const char *
mark_plain(struct arena *arena, const char *text)
{
	struct reading reading = { .out = text_make(arena) };

	while (*text != '\0') {
		size_t length = strcspn(text, "\xEF");
		unsigned mark;

		text_add(&reading.out, text, length);
		text += length;
		mark = mark_at(text);
		if (mark == 0) {
			text_add(&reading.out, text, *text != '\0');
			text += *text != '\0';
			continue;
		}
		text += MARK_LENGTH;
		if (mark_gives_looks(mark))
			read_looks(&reading, mark_looks(mark), text);
	}
	read_looks(&reading, 0, "");
	return reading.out.data;
}
