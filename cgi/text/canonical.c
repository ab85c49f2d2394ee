#include "text/canonical.h"

#include <string.h>

#include "text/markup.h"

/* A decoded text on its way to its canonical form. */
struct writing {
	struct text out;
	bool is_escaped; /* `<`, `&`, `$` and `\` by their numbers */
	bool is_aligned; /* the text has aligned lines: white space is that of HTML */
	unsigned looks;  /* of the tags that are open */
};

/* Looks in the order in which their tags are opened. */
static const struct {
	enum mark_look look;
	const char *name;
} tags[] = { { MARK_BOLD, "b" },
	     { MARK_UNDERLINED, "u" },
	     { MARK_STRUCK, "s" },
	     { MARK_RAISED, "sup" },
	     { MARK_LOWERED, "sub" } };

#define TAG_COUNT (sizeof tags / sizeof tags[0])

/* Close the tags behind the first one that differs, and open those that follow. */
static void
change_looks(struct writing *writing, unsigned looks)
{
	size_t kept = 0;

	while (kept < TAG_COUNT && (looks & tags[kept].look) == (writing->looks & tags[kept].look))
		kept++;
	for (size_t i = TAG_COUNT; i > kept; i--)
		if ((writing->looks & tags[i - 1].look) != 0)
			text_add_fmt(&writing->out, "</%s>", tags[i - 1].name);
	for (size_t i = kept; i < TAG_COUNT; i++)
		if ((looks & tags[i].look) != 0)
			text_add_fmt(&writing->out, "<%s>", tags[i].name);
	writing->looks = looks;
}

/* White space at an end of a line, or behind more of it, would vanish. */
static bool
is_lost(char c, char before, char after)
{
	if (c == '\t')
		return true;
	return c == ' ' && (before == '\0' || before == ' ' || before == '\t' || after == '\0' ||
	                    after == '\n');
}

static void
write_byte(struct writing *writing, char before, const char *s)
{
	const char *after = s + 1;
	bool is_sign = strchr("<&$\\", *s) != NULL;

	while (mark_at(after) != 0)
		after += MARK_LENGTH;
	if ((is_sign && writing->is_escaped) || (writing->is_aligned && is_lost(*s, before, *after)))
		text_add_fmt(&writing->out, "&#%d;", *s);
	else
		text_add(&writing->out, s, 1);
}

/* A line with its marks; `looks` are those that it begins with and then ends with. */
static void
write_line(struct writing *writing, const char *line, size_t length, unsigned *looks)
{
	const char *end = line + length;
	char before = '\0';

	for (const char *s = line; s < end;) {
		unsigned mark = mark_at(s);

		if (mark != 0) {
			*looks = mark_gives_looks(mark) ? mark_looks(mark) : *looks;
			s += MARK_LENGTH;
			continue;
		}
		if (*looks != writing->looks)
			change_looks(writing, *looks);
		write_byte(writing, before, s);
		before = *s++;
	}
}

static unsigned
alignment_of(const char *line)
{
	unsigned mark = mark_at(line);

	return mark_gives_looks(mark) ? 0 : mark;
}

/* An aligned line within its paragraph; no tag reaches beyond one. */
static void
write_aligned(struct writing *writing, const char *line, size_t length, unsigned *looks)
{
	static const char *const sides[] = { "left", "center", "right", "justify" };
	unsigned mark = alignment_of(line);

	change_looks(writing, 0);
	text_add_fmt(&writing->out, "<p style=\"text-align:%s\">", sides[mark - MARK_LEFT]);
	write_line(writing, line + MARK_LENGTH, length - MARK_LENGTH, looks);
	change_looks(writing, 0);
	text_add_str(&writing->out, "</p>");
}

/* Does the paragraph of this line or of the next one make the line end that is between them? */
static bool
is_line_end_made(const char *line, size_t length, const char *next)
{
	return alignment_of(line) != 0 || (length > 0 && alignment_of(next) != 0);
}

static const char *
write_text(struct arena *arena, const char *text, bool is_aligned, bool is_escaped)
{
	struct writing writing = { .out = text_make(arena),
		                   .is_aligned = is_aligned,
		                   .is_escaped = is_escaped };
	unsigned looks = 0;

	for (;;) {
		size_t length = strcspn(text, "\n");

		if (alignment_of(text) != 0)
			write_aligned(&writing, text, length, &looks);
		else
			write_line(&writing, text, length, &looks);
		if (text[length] == '\0')
			break;
		text_add_str(&writing.out,
		             !is_aligned || is_line_end_made(text, length, text + length + 1)
		                     ? "\n"
		                     : "&#10;");
		text += length + 1;
	}
	change_looks(&writing, 0);
	return writing.out.data;
}

static bool
has_aligned_lines(const char *text)
{
	for (; (text = strstr(text, "\xEF\xB7")) != NULL; text++)
		if (mark_at(text) != 0 && !mark_gives_looks(mark_at(text)))
			return true;
	return false;
}

/* Does a text say what it is meant to? */
static bool
says(struct arena *arena, const char *text, const char *meaning)
{
	struct ctx cx = ctx_make(arena);
	const char *decoded;
	bool has_marks;

	return markup_decode(&cx, text, &decoded, &has_marks) == ERR_OK &&
	       strcmp(decoded, meaning) == 0;
}

enum err
canonical_text(struct ctx *cx, const char *text, const char **out)
{
	const char *meaning;
	bool is_aligned;
	bool has_marks;

	TRY(markup_decode(cx, text, &meaning, &has_marks));
	if (!has_marks && strcmp(meaning, text) == 0) {
		*out = text;
		return ERR_OK;
	}
	is_aligned = has_aligned_lines(meaning);
	*out = write_text(cx->arena, meaning, is_aligned, false);
	if (!says(cx->arena, *out, meaning))
		*out = write_text(cx->arena, meaning, is_aligned, true);
	if (strcmp(*out, text) == 0)
		*out = text;
	return ERR_OK;
}
