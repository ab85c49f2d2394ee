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

void
html_out_begin(struct text *out, const char *title, const char *site)
{
	text_add_str(out,
	             "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
	             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	             "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	html_out_escape(out, title);
	if (site != NULL) {
		text_add_str(out, "｜");
		html_out_escape(out, site);
	}
	text_add_str(out, "</title>\n");
}

void
html_out_meta(struct text *out, const char *name, const char *content)
{
	if (content == NULL || *content == '\0')
		return;
	text_add_str(out, "<meta");
	html_out_attribute(out, "name", name);
	html_out_attribute(out, "content", content);
	text_add_str(out, ">\n");
}
