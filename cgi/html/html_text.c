/* Paragraphs, with the looks of their spans. */
#include <string.h>

#include "html/html_internal.h"

/* Longer texts do not look well centred: some thirty characters. */
#define CENTERED_BYTES 90

/* The looks that have an element of their own, from the outermost. */
static const struct {
	enum span_look look;
	const char *element;
} looks[] = { { LOOK_UNDERLINED, "u" },
	      { LOOK_STRUCK, "s" },
	      { LOOK_RAISED, "sup" },
	      { LOOK_LOWERED, "sub" } };
#define LOOKS (sizeof looks / sizeof looks[0])

static const char *const role_classes[] = { "song", "hei", "kai", "fang" };

static enum font_role
role_of(font_choice font)
{
	return (enum font_role)(font / 2);
}

static bool
is_bold(font_choice font)
{
	return font % 2 == 1;
}

/* Who reads a draft is to see what the public will not; who types sees what is typed. */
static bool
is_hidden(const struct html_page *page, const struct span *span)
{
	return span->is_internal && !page->is_entry;
}

/* Does it look otherwise than the paragraph? */
static bool
has_role(const struct span *span, const struct style *style)
{
	return role_of(span->font) != style->role || is_bold(span->font) != style->bold;
}

bool
html_text_has_element(const struct span *span, const struct style *style)
{
	return has_role(span, style) || span->is_internal || span->looks != 0;
}

bool
html_text_is_title(const struct html_page *page, const struct style *style)
{
	return style->words && !page->is_in_table && !page->is_marked;
}

/* What opens before a span's text; what differs from the paragraph's style. */
static void
open_span(struct html_page *page, const struct span *span, const struct style *style)
{
	struct text *out = page->out;
	bool has_place = page->is_marked && !place_is_fixed(&span->place);
	bool is_other = has_role(span, style);

	if (has_place || is_other)
		text_add_str(out, "<span");
	if (is_other)
		text_add_fmt(out, " class=\"%s%s\"", role_classes[role_of(span->font)],
		             is_bold(span->font) ? " b" : "");
	if (has_place)
		html_mark_value(page, &span->place, span->text);
	if (has_place || is_other)
		text_add_str(out, ">");
	if (is_hidden(page, span))
		text_add_str(out, "<s class=\"absent\" title=\"不公开\">");
	for (size_t i = 0; span->looks != 0 && i < LOOKS; i++)
		if ((span->looks & looks[i].look) != 0)
			text_add_fmt(out, "<%s>", looks[i].element);
}

static void
close_span(struct html_page *page, const struct span *span, const struct style *style)
{
	for (size_t i = span->looks == 0 ? 0 : LOOKS; i > 0; i--)
		if ((span->looks & looks[i - 1].look) != 0)
			text_add_fmt(page->out, "</%s>", looks[i - 1].element);
	if (is_hidden(page, span))
		text_add_str(page->out, "</s>");
	if (has_role(span, style) || (page->is_marked && !place_is_fixed(&span->place)))
		text_add_str(page->out, "</span>");
}

/* Does what is kept in one line begin before, or end behind, a span's element? */
static bool
is_around(const unsigned char *mark, unsigned which)
{
	return mark != NULL && (*mark & which) != 0 && (*mark & HTML_BREAK_AROUND) != 0;
}

void
html_text_spans(struct html_page *page, const struct paragraph *paragraph)
{
	const unsigned char *marks = NULL;
	bool is_whole = true;

	/* Where somebody types, nothing stands between the characters. */
	if (!page->is_marked)
		marks = html_break_find(page->cx->arena, paragraph,
		                        html_text_is_title(page, paragraph->style), &is_whole);
	if (!is_whole)
		page->status = err_set(page->cx, ERR_INTERNAL, "ICU finds no words");
	for (const struct span *span = paragraph->spans; span != NULL; span = span->next) {
		/* What prints nothing has a place, where something may be written. */
		if (*span->text == '\0' && !page->is_marked)
			continue;
		if (is_around(marks, HTML_BREAK_OPEN))
			text_add_str(page->out, HTML_BREAK_KEPT);
		open_span(page, span, paragraph->style);
		marks = html_break_write(page->out, span->text, marks);
		close_span(page, span, paragraph->style);
		if (is_around(marks == NULL ? NULL : marks - 1, HTML_BREAK_CLOSE))
			text_add_str(page->out, "</span>");
	}
}

/* Thousandths of an em as whole ones, which are all that forms have. */
static int
ems(int thousandths)
{
	int whole = (thousandths + 500) / 1000;

	return whole > 8 ? 8 : whole;
}

/* ALIGN_AUTO is for texts that mostly have a line or two, which are centred. */
static const char *
side_class(const struct style *style, const struct paragraph *paragraphs)
{
	static const char *const sides[] = {
		[ALIGN_LEFT] = "", [ALIGN_CENTER] = " c", [ALIGN_RIGHT] = " r", [ALIGN_JUSTIFY] = " j", [ALIGN_AUTO] = " c"
	};
	size_t bytes = 0;

	if (style->align != ALIGN_AUTO)
		return sides[style->align];
	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next)
		for (const struct span *span = p->spans; span != NULL; span = span->next)
			bytes += strlen(span->text);
	return bytes > CENTERED_BYTES ? " j" : " c";
}

void
html_text_classes(struct text *out, const struct style *style, const struct paragraph *paragraphs)
{
	text_add_fmt(out, "%s%s s%u%s", role_classes[style->role], style->bold ? " b" : "",
	             html_width_step(style->size_mpt), side_class(style, paragraphs));
	if (style->indent > 0)
		text_add_fmt(out, " i%d", ems(style->indent));
	if (style->first_indent > 0)
		text_add_fmt(out, " f%d", ems(style->first_indent));
}

void
html_text_paragraphs(struct html_page *page, const char *element, const struct paragraph *paragraphs)
{
	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next) {
		text_add_fmt(page->out, "<%s class=\"", element);
		html_text_classes(page->out, p->style, p);
		/* Beside horizontal text it is no box of the whole cell. */
		if (p->style->vertical && strcmp(element, "p") == 0)
			text_add_str(page->out, " vp");
		if (html_text_is_title(page, p->style))
			text_add_str(page->out, " k");
		text_add_str(page->out, "\">");
		html_text_spans(page, p);
		text_add_fmt(page->out, "</%s>", element);
	}
}

bool
html_text_is_empty(const struct paragraph *paragraphs)
{
	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next)
		for (const struct span *span = p->spans; span != NULL; span = span->next)
			if (span->text[strspn(span->text, " \t")] != '\0')
				return false;
	return true;
}
