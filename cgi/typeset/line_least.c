/* How narrow a text may be. */
#include "typeset/line_internal.h"

/* Words of more ems may be torn. */
#define WORD_MAX_EMS 6

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

/* The width of the piece that begins with atom `*i`, and where the next one begins. */
static int
next_piece(const struct line_text *text, size_t *i)
{
	bool has_number = false;
	int width = 0;
	int word = text->style->size_mpt * WORD_MAX_EMS;

	for (bool ends = false; *i < text->count && !ends; ++*i) {
		char end = text->breaks[*i];

		width += line_is_blank(&text->atoms[*i]) ? 0 : text->atoms[*i].width_mpt;
		has_number = has_number || end == LINE_NEVER || end == LINE_LATE;
		ends = end == LINE_MUST || end == LINE_MAY || end == LINE_JOINT;
	}
	return has_number || width < word ? width : word;
}

static int
least_of(const struct line_text *text, int least_ems)
{
	int least = 0;
	int all = 0;

	for (size_t i = 0; i < text->count;) {
		int width = next_piece(text, &i);

		least = larger(least, width);
		all = all > least_ems * text->style->size_mpt ? all : all + width;
	}
	if (text->style->vertical)
		return least;
	return larger(least, all < least_ems * text->style->size_mpt
	                             ? all
	                             : least_ems * text->style->size_mpt) +
	       line_scale(text->style->indent, text->style->size_mpt);
}

enum err
line_least(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraphs, int least_ems,
           int *width_mpt)
{
	*width_mpt = 0;
	for (; paragraphs != NULL; paragraphs = paragraphs->next) {
		struct line_text text;

		TRY(line_shape(cx, fonts, paragraphs, paragraphs->style, &text));
		*width_mpt = larger(*width_mpt, least_of(&text, least_ems));
	}
	return ERR_OK;
}

int
line_smallest(const struct style *style)
{
	int size = style->size_mpt - line_most_smaller(style);

	return (int)(1000LL * size / style->size_mpt);
}
