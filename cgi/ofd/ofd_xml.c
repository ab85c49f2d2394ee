#include "ofd/ofd_xml.h"

#include <string.h>

#define NAMESPACE "http://www.ofdspec.org/2016"

/* A point is 25.4/72 mm: a thousandth of it is 127/360 of a micrometre. */
static ofd_um
scale(int64_t value, int64_t divisor)
{
	int64_t product = value * 127;
	int64_t half = divisor / 2;

	return (ofd_um)((product + (product < 0 ? -half : half)) / divisor);
}

ofd_um
ofd_xml_um(int64_t mpt)
{
	return scale(mpt, 360);
}

ofd_um
ofd_xml_um_exact(int64_t millionths)
{
	return scale(millionths, 360000);
}

void
ofd_xml_begin(struct text *out, const char *name)
{
	text_add_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:");
	text_add_str(out, name);
	text_add_str(out, " xmlns:ofd=\"" NAMESPACE "\"");
}

static void
begin_attribute(struct text *out, const char *name)
{
	text_add(out, " ", 1);
	text_add_str(out, name);
	text_add(out, "=\"", 2);
}

void
ofd_xml_number(struct text *out, const char *name, size_t value)
{
	begin_attribute(out, name);
	text_add_number(out, value);
	text_add(out, "\"", 1);
}

void
ofd_xml_attribute(struct text *out, const char *name, const char *value)
{
	begin_attribute(out, name);
	ofd_xml_text(out, value);
	text_add(out, "\"", 1);
}

void
ofd_xml_lengths(struct text *out, const ofd_um *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			ofd_xml_add(out, " ");
		text_add_thousandths(out, values[i]);
	}
}

/* Characters that XML cannot have, which no text should: the replacement character stands for them. */
static bool
is_forbidden(uint32_t scalar)
{
	return (scalar < ' ' && scalar != '\t' && scalar != '\n' && scalar != '\r') ||
	       scalar == 0xfffe || scalar == 0xffff;
}

void
ofd_xml_char(struct text *out, uint32_t scalar)
{
	switch (scalar) {
	case '&': ofd_xml_add(out, "&amp;"); break;
	case '<': ofd_xml_add(out, "&lt;"); break;
	case '>': ofd_xml_add(out, "&gt;"); break;
	case '"': ofd_xml_add(out, "&quot;"); break;
	default: text_add_char(out, is_forbidden(scalar) ? 0xfffd : scalar);
	}
}

void
ofd_xml_text(struct text *out, const char *s)
{
	uint32_t scalar;

	for (size_t length; (length = text_utf8_next(s, &scalar)) > 0; s += length)
		ofd_xml_char(out, scalar);
}

void
ofd_xml_element(struct text *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_add_fmt(out, "<ofd:%s>", name);
	ofd_xml_text(out, value);
	text_add_fmt(out, "</ofd:%s>", name);
}
