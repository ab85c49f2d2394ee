/*
 * The XML of the parts: numbers, and text that is no markup.
 */
#ifndef OFD_OFD_XML_H
#define OFD_OFD_XML_H

#include "base/text.h"

/* Lengths are micrometres here, and millimetres with up to three decimals in the file. */
typedef long ofd_um;

/* A length of thousandths of a point, or of thousandths of these, rounded. */
ofd_um ofd_xml_um(int64_t mpt);
ofd_um ofd_xml_um_exact(int64_t millionths);

/* Append a literal, whose length is known. */
#define ofd_xml_add(out, literal) text_add(out, "" literal, sizeof(literal) - 1)

/* The beginning of each part: `<ofd:name` with the namespace. */
void ofd_xml_begin(struct text *out, const char *name);

/* An attribute that is a number, or a text. */
void ofd_xml_number(struct text *out, const char *name, size_t value);
void ofd_xml_attribute(struct text *out, const char *name, const char *value);

/* Lengths with spaces between them. */
void ofd_xml_lengths(struct text *out, const ofd_um *values, size_t count);

/* Append a character, or a text, as XML. */
void ofd_xml_char(struct text *out, uint32_t scalar);
void ofd_xml_text(struct text *out, const char *s);

/* `<ofd:name>value</ofd:name>`; nothing for NULL. */
void ofd_xml_element(struct text *out, const char *name, const char *value);

#endif
