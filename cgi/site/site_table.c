#include "site/site_table.h"

#include "site/site_frame.h"
#include "site/site_value.h"

void
site_table_open(struct text *out, const char *caption, const char *const *heads)
{
	text_add_str(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
	site_frame_text(out, caption);
	text_add_str(out, "\"><table class=\"data\">\n<caption>");
	site_frame_text(out, caption);
	text_add_str(out, "</caption>\n<thead><tr>");
	for (; *heads != NULL; heads++) {
		bool is_number = **heads == '#';

		text_add_fmt(out, "<th scope=\"col\"%s>", is_number ? " class=\"number\"" : "");
		site_frame_text(out, *heads + is_number);
		text_add_str(out, "</th>");
	}
	text_add_str(out, "</tr></thead>\n<tbody>\n");
}

void
site_table_close(struct text *out)
{
	text_add_str(out, "</tbody></table></div>\n");
}

void
site_table_row(struct text *out, const char *address, const char *head)
{
	text_add_str(out, "<tr><th scope=\"row\">");
	if (address != NULL)
		site_frame_link(out, address, head);
	else
		site_frame_text(out, head);
	text_add_str(out, "</th>");
}

void
site_table_row_end(struct text *out)
{
	text_add_str(out, "</tr>\n");
}

void
site_table_text(struct text *out, const char *value)
{
	text_add_str(out, "<td>");
	site_frame_text(out, value == NULL ? "—" : value);
	text_add_str(out, "</td>");
}

void
site_table_number(struct text *out, const char *value)
{
	text_add_str(out, "<td class=\"number\">");
	site_frame_text(out, value == NULL ? "—" : value);
	text_add_str(out, "</td>");
}

void
site_table_amount(struct text *out, const struct json *value, const char *path)
{
	site_table_number(out, site_value_yuan(out->arena, site_value_text(value, path)));
}

void
site_table_rate(struct text *out, const struct json *value, const char *path)
{
	const char *rate = site_value_text(value, path);

	site_table_number(out, rate == NULL ? NULL : arena_printf(out->arena, "%s%%", rate));
}

void
site_table_score(struct text *out, const struct json *value)
{
	const char *score = site_value_text(value, "score");
	const char *weight = site_value_text(value, "weight");

	if (score != NULL && weight != NULL)
		score = arena_printf(out->arena, "%s/%s", score, weight);
	site_table_number(out, score);
}
