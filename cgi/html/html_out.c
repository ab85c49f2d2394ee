#include "html/html_out.h"

#include <string.h>

void
html_out_escape(struct text *out, const char *s)
{
	for (;;) {
		size_t length = strcspn(s, "&<>\"");

		text_add(out, s, length);
		s += length;
		switch (*s++) {
		case '&': text_add_str(out, "&amp;"); break;
		case '<': text_add_str(out, "&lt;"); break;
		case '>': text_add_str(out, "&gt;"); break;
		case '"': text_add_str(out, "&quot;"); break;
		default: return;
		}
	}
}

void
html_out_attribute(struct text *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_add_str(out, " ");
	text_add_str(out, name);
	text_add_str(out, "=\"");
	html_out_escape(out, value);
	text_add_str(out, "\"");
}
