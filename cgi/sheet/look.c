#include "sheet/look.h"

#include <string.h>

struct look_made {
	struct look_made *next;
	struct look look;
	lxw_format *format;
};

/* What an indent of one is in Excel: about three spaces of 10 pt. */
#define INDENT_MPT 6750
#define INDENT_MAX 15

/* The cells to fill in. */
#define INPUT_COLOUR 0xFFF8DC

static const char *
font_name(enum font_role role)
{
	static const char *const names[FONT_ROLE_COUNT] = { "宋体", "黑体", "楷体", "仿宋" };

	return names[role];
}

static void
set_font(lxw_format *format, const struct look *look)
{
	format_set_font_name(format, font_name((enum font_role)(look->font / 2)));
	format_set_font_size(format, look->size_mpt / 1000.0);
	if (look->font % 2 == 1)
		format_set_bold(format);
	if ((look->looks & LOOK_UNDERLINED) != 0)
		format_set_underline(format, LXW_UNDERLINE_SINGLE);
	if ((look->looks & LOOK_STRUCK) != 0)
		format_set_font_strikeout(format);
	if ((look->looks & LOOK_RAISED) != 0)
		format_set_font_script(format, LXW_FONT_SUPERSCRIPT);
	if ((look->looks & LOOK_LOWERED) != 0)
		format_set_font_script(format, LXW_FONT_SUBSCRIPT);
}

static uint8_t
border_style(int mpt)
{
	if (mpt <= 0)
		return LXW_BORDER_NONE;
	if (mpt <= 700)
		return LXW_BORDER_THIN;
	return mpt <= 1200 ? LXW_BORDER_MEDIUM : LXW_BORDER_THICK;
}

static void
set_place(lxw_format *format, const struct look *look)
{
	static const uint8_t sides[] = { LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT,
		                         LXW_ALIGN_LEFT, LXW_ALIGN_CENTER };
	static const uint8_t heights[] = { LXW_ALIGN_VERTICAL_TOP, LXW_ALIGN_VERTICAL_CENTER,
		                           LXW_ALIGN_VERTICAL_BOTTOM };

	format_set_align(format, look->is_vertical ? LXW_ALIGN_CENTER : sides[look->align]);
	format_set_align(format, heights[look->valign]);
	if (look->is_vertical)
		format_set_rotation(format, 270);
	if (look->indent > 0)
		format_set_indent(format, (uint8_t)look->indent);
	if (look->is_wrapped)
		format_set_text_wrap(format);
	else if (!look->is_vertical)
		format_set_shrink(format);
	format_set_top(format, border_style(look->borders[0]));
	format_set_right(format, border_style(look->borders[1]));
	format_set_bottom(format, border_style(look->borders[2]));
	format_set_left(format, border_style(look->borders[3]));
}

static lxw_format *
make(struct look_book *book, const struct look *look)
{
	lxw_format *format = workbook_add_format(book->workbook);

	set_font(format, look);
	if (look->is_font)
		return format;
	set_place(format, look);
	format_set_num_format(format, look->number_format);
	if (look->is_input)
		format_set_bg_color(format, INPUT_COLOUR);
	if (!look->is_locked)
		format_set_unlocked(format);
	return format;
}

static bool
is_same(const struct look *a, const struct look *b)
{
	for (int i = 0; i < 4; i++)
		if (a->borders[i] != b->borders[i])
			return false;
	return a->font == b->font && a->looks == b->looks && a->size_mpt == b->size_mpt &&
	       a->align == b->align && a->valign == b->valign && a->indent == b->indent &&
	       a->is_vertical == b->is_vertical && a->is_wrapped == b->is_wrapped &&
	       a->is_input == b->is_input && a->is_locked == b->is_locked &&
	       a->is_font == b->is_font && strcmp(a->number_format, b->number_format) == 0;
}

lxw_format *
look_format(struct look_book *book, const struct look *look)
{
	struct look_made **made = &book->made;
	struct look_made *found;

	while (*made != NULL && !is_same(&(*made)->look, look))
		made = &(*made)->next;
	found = *made;
	if (found == NULL) {
		found = arena_alloc(book->arena, sizeof *found);
		found->look = *look;
		found->format = make(book, look);
	} else {
		*made = found->next;
	}
	/* Neighbours look alike: what was asked for last stands first. */
	found->next = book->made;
	book->made = found;
	return found->format;
}

static enum align
align_of(const struct plan_cell *cell)
{
	const struct style *style = cell->paragraphs == NULL ? cell->style : cell->paragraphs->style;

	if (style->align == ALIGN_AUTO)
		return cell->line_count > 2 ? ALIGN_JUSTIFY : ALIGN_CENTER;
	return style->align;
}

/* Centred text has none: the library would set it left. */
static int
indent_of(const struct style *style, enum align align)
{
	long indent = ((long)style->indent * style->size_mpt / 1000 + style->padding_x_mpt +
	               INDENT_MPT / 2) /
	              INDENT_MPT;

	if (align == ALIGN_CENTER || style->vertical)
		return 0;
	return (int)(indent > INDENT_MAX ? INDENT_MAX : indent);
}

struct look
look_of_cell(const struct plan_cell *cell)
{
	const struct style *style = cell->style;
	struct look look = { .number_format = cell->number_format,
		             .font = FONT_CHOICE(style->role, style->bold),
		             .size_mpt = style->size_mpt,
		             .align = align_of(cell),
		             .valign = style->valign,
		             .indent = indent_of(style, align_of(cell)),
		             .is_vertical = style->vertical,
		             .is_wrapped = *cell->number == '\0' && !style->vertical,
		             .is_input = cell->is_input,
		             .is_locked = !cell->is_input && !cell->is_free };

	memcpy(look.borders, cell->borders_mpt, sizeof look.borders);
	return look;
}
