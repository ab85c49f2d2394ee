#include "text/writer.h"

#include <string.h>

#include "text/characters.h"
#include "text/mark.h"

#define IDEOGRAPHIC_SPACE 0x3000

/* Between two characters of Chinese a line feed in the source is no space. */
static bool
is_wide(uint32_t c)
{
	return c >= 0x2E80;
}

static void
set_looks(struct writer *writer, unsigned looks)
{
	if (looks != writer->looks)
		text_add_char(&writer->out, mark_of(looks));
	writer->looks = looks;
}

static void
write_blank(struct writer *writer, const struct writer_place *place, uint32_t next)
{
	if (writer->cells > 0) {
		set_looks(writer, 0);
		for (; writer->cells > 0; writer->cells--)
			text_add_char(&writer->out, IDEOGRAPHIC_SPACE);
	} else if (writer->last == 0) {
		return;
	} else if (writer->has_gap) {
		set_looks(writer, place->looks & writer->looks);
		text_add_str(&writer->out, " ");
	} else if (writer->has_blank &&
	           !(writer->has_line_feed && is_wide(writer->last) && is_wide(next))) {
		set_looks(writer, writer->blank_looks);
		text_add_str(&writer->out, " ");
	}
}

/* What stands between the text before and the character to come. */
static void
write_gap(struct writer *writer, const struct writer_place *place, uint32_t next)
{
	if (writer->out.length > 0)
		for (; writer->breaks > 0; writer->breaks--) {
			text_add_str(&writer->out, "\n");
			writer->last = 0;
		}
	writer->breaks = 0;
	if (writer->last == 0 && place->align != 0)
		text_add_char(&writer->out, place->align);
	write_blank(writer, place, next);
	writer->has_blank = writer->has_gap = writer->has_line_feed = writer->is_item = false;
	set_looks(writer, place->looks);
}

static void
write_char(struct writer *writer, const struct writer_place *place, uint32_t c)
{
	write_gap(writer, place, c);
	text_add_char(&writer->out, c);
	writer->last = c;
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* White space of HTML; false when it is text. */
static bool
is_collapsed(struct writer *writer, const struct writer_place *place, uint32_t c)
{
	if (!is_blank(c) || place->space == CSS_KEEP)
		return false;
	if (!writer->has_blank)
		writer->blank_looks = place->looks;
	writer->has_blank = true;
	writer->has_line_feed |= c == '\n';
	return true;
}

/* A character of a font of signs as what the sign is. */
static enum err
translate(struct writer *writer, const struct writer_place *place, uint32_t *c)
{
	uint32_t code = *c >= 0xF020 && *c <= 0xF0FF ? *c - 0xF000 : *c;
	uint32_t sign;

	if (place->font == SIGN_NONE || code <= 0x20 || code > 0xFF || code == 0xA0)
		return ERR_OK;
	sign = sign_of_font(place->font, code);
	if (sign == 0)
		return err_set(writer->cx, ERR_INPUT,
		               "%s有符号字体（Wingdings 之类）的第 %u 号符号，含义不明，请换成通用的字符",
		               characters_after(writer->cx->arena, writer->out.data),
		               (unsigned)code);
	*c = sign;
	return ERR_OK;
}

static enum err
check_colour(struct writer *writer, const struct writer_place *place, uint32_t c)
{
	if (!place->is_white || c == ' ' || c == 0xA0 || c == IDEOGRAPHIC_SPACE)
		return ERR_OK;
	return err_set(writer->cx, ERR_INPUT,
	               "%s的文字是白色，纸上看不见；不公开请删去，要公开请去掉颜色",
	               characters_after(writer->cx->arena, writer->out.data));
}

static enum err
write_next(struct writer *writer, const struct writer_place *place, uint32_t c)
{
	if (writer->has_blocks) {
		bool is_break = characters_is_line_end(c) && c != '\f';

		if (is_break || (c == '\n' && place->space != CSS_COLLAPSE)) {
			writer_break(writer, place);
			return ERR_OK;
		}
		if (is_collapsed(writer, place, c))
			return ERR_OK;
	}
	TRY(translate(writer, place, &c));
	TRY(check_colour(writer, place, c));
	write_char(writer, place, c);
	return ERR_OK;
}

enum err
writer_text(struct writer *writer, const struct writer_place *place, const char *text)
{
	uint32_t c;

	for (size_t length; (length = text_utf8_next(text, &c)) > 0; text += length)
		TRY(write_next(writer, place, c));
	return ERR_OK;
}

void
writer_break(struct writer *writer, const struct writer_place *place)
{
	if (place->is_in_row)
		writer->has_gap = true;
	else
		writer->breaks++;
	writer->has_blank = writer->has_line_feed = false;
}

void
writer_begin_line(struct writer *writer, const struct writer_place *place)
{
	writer->has_blank = writer->has_line_feed = false;
	if (writer->is_item)
		return;
	writer->has_gap = place->is_in_row;
	if (place->is_in_row)
		return;
	writer->cells = 0;
	if (writer->last != 0 && writer->breaks == 0)
		writer->breaks = 1;
}

void
writer_cell(struct writer *writer)
{
	writer->has_blank = writer->has_line_feed = writer->has_gap = false;
	writer->cells += writer->is_row ? 0 : 1;
	writer->is_row = false;
}

void
writer_row(struct writer *writer)
{
	writer->is_row = true;
}

void
writer_item(struct writer *writer, bool has_gap)
{
	writer->has_gap = has_gap;
	writer->is_item = true;
}
