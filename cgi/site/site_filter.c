#include "site/site_filter.h"

#include <string.h>

#include "html/html_out.h"
#include "site/site_frame.h"
#include "site/site_value.h"

/* From more than these nobody chooses in one list: regions and departments have pages. */
#define CHOICES_MAX 1000

static void
add_option(struct text *out, const char *value, const char *chosen, const char *label)
{
	bool is_chosen = chosen != NULL && strcmp(chosen, value) == 0;

	text_add_str(out, "<option");
	html_out_attribute(out, "value", value);
	text_add_str(out, is_chosen ? " selected>" : ">");
	site_frame_text(out, label);
	text_add_str(out, "</option>\n");
}

/* What is told of a choice, by its members. */
struct choice {
	const char *name; /* of the parameter */
	const char *label;
	const char *list;  /* in the totals */
	const char *value; /* members of its items */
	const char *words;
	const char *all;
};

static const struct choice choices[] = {
	{ "year", "年度", "years", NULL, NULL, "全部年度" },
	{ "region", "地区", "regions", "code", "name", "全部地区" },
	{ "department", "部门", "departments", "code", "name", "全部部门" },
	{ "form", "表格", "forms", "form", "name", "全部表格" },
};

static const char *
chosen_of(const struct site_filter *filter, size_t choice)
{
	const char *const values[] = { filter->year, filter->region, filter->department,
		                       filter->form };

	return values[choice];
}

static const char *
value_of(struct arena *arena, const struct choice *choice, const struct json *item)
{
	if (choice->value == NULL)
		return arena_printf(arena, "%ld", site_value_number(item, "year"));
	return site_value_text(item, choice->value);
}

static const char *
label_of(struct arena *arena, const struct choice *choice, const struct json *item)
{
	if (choice->words == NULL)
		return arena_printf(arena, "%ld 年度", site_value_number(item, "year"));
	return site_value_text(item, choice->words);
}

/* Of what has no list the choice that was made stays. */
static void
keep(struct text *out, const struct choice *choice, const char *chosen)
{
	if (chosen == NULL)
		return;
	text_add_fmt(out, "<label>%s\n<select name=\"%s\">\n<option value=\"\">%s</option>\n",
	             choice->label, choice->name, choice->all);
	add_option(out, chosen, chosen, chosen);
	text_add_str(out, "</select></label>\n");
}

static void
add_choice(struct text *out, const struct choice *choice, const char *chosen,
           const struct json *totals)
{
	const struct json *items = site_value_list(totals, choice->list);
	bool is_there = false;

	if (items == NULL || json_count(items) > CHOICES_MAX) {
		keep(out, choice, chosen);
		return;
	}
	text_add_fmt(out, "<label>%s\n<select name=\"%s\">\n<option value=\"\">%s</option>\n",
	             choice->label, choice->name, choice->all);
	json_each(item, items)
	{
		const char *value = value_of(out->arena, choice, item);
		const char *label = label_of(out->arena, choice, item);

		is_there = is_there || (chosen != NULL && strcmp(chosen, value) == 0);
		add_option(out, value, chosen,
		           arena_printf(out->arena, "%s（%ld）", label,
		                        site_value_number(item, "reports")));
	}
	if (chosen != NULL && !is_there)
		add_option(out, chosen, chosen, chosen);
	text_add_str(out, "</select></label>\n");
}

void
site_filter_form(struct text *out, const struct site_filter *filter, const struct json *totals)
{
	text_add_str(out,
	             "<form class=\"filter\" role=\"search\" aria-label=\"查找和筛选\" action=\"/search\">\n"
	             "<label class=\"words\">查找 <span lang=\"en\">Search</span>\n"
	             "<input name=\"q\" type=\"search\" maxlength=\"100\" placeholder=\"全文中的词，如：保障\"");
	html_out_attribute(out, "value", filter->q);
	text_add_str(out, "></label>\n");
	for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
		add_choice(out, &choices[i], chosen_of(filter, i), totals);
	text_add_str(out, "<button>查找</button>\n");
	if (site_filter_words(out->arena, filter, totals) != NULL)
		text_add_str(out, "<a class=\"clear\" href=\"/search\">清除</a>\n");
	text_add_str(out, "</form>\n");
}

/* The name of what is chosen, or the choice itself where the totals have none. */
static const char *
name_of(struct arena *arena, const struct choice *choice, const char *chosen,
        const struct json *totals)
{
	const struct json *items = site_value_list(totals, choice->list);

	if (choice->value == NULL)
		return arena_printf(arena, "%s 年度", chosen);
	for (const struct json *item = items == NULL ? NULL : json_first(items); item != NULL;
	     item = json_next(item))
		if (strcmp(value_of(arena, choice, item), chosen) == 0)
			return label_of(arena, choice, item);
	return chosen;
}

const char *
site_filter_words(struct arena *arena, const struct site_filter *filter, const struct json *totals)
{
	struct text out = text_make(arena);

	if (filter->q != NULL)
		text_add_fmt(&out, "“%s”", filter->q);
	for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
		const char *chosen = chosen_of(filter, i);

		if (chosen != NULL)
			text_add_fmt(&out, "%s%s", out.length == 0 ? "" : "，",
			             name_of(arena, &choices[i], chosen, totals));
	}
	return out.length == 0 ? NULL : out.data;
}
