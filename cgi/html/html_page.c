/* The article of a form: its sections and what stands in them. */
#include "html/html_internal.h"

/* No heading leaves a level out, and none is below h6. */
static unsigned
heading_level(struct html_page *page, unsigned level)
{
	level += page->shift;
	if (level > page->level + 1)
		level = page->level + 1;
	page->level = level > 6 ? 6 : level;
	return page->level;
}

/* The lines of a heading are one heading. */
static void
write_heading(struct html_page *page, const struct item *item)
{
	const struct paragraph *first = item->paragraphs;
	unsigned level = heading_level(page, item->level);

	if (html_text_is_empty(first))
		return;
	text_add_fmt(page->out, "<h%u class=\"", level);
	html_text_classes(page->out, first->style, first);
	text_add_str(page->out, html_text_is_title(page, first->style) ? " k\">" : "\">");
	for (const struct paragraph *p = first; p != NULL; p = p->next) {
		text_add_str(page->out, p == first ? "" : "<br>");
		html_text_spans(page, p);
	}
	text_add_fmt(page->out, "</h%u>\n", level);
}

static void
write_tabs(struct html_page *page, const struct tabs *tabs)
{
	text_add_str(page->out, "<div class=\"tabs\">\n");
	for (int i = 0; i < 3; i++) {
		text_add_str(page->out, "<div>");
		html_text_paragraphs(page, "p", tabs->parts[i]);
		text_add_str(page->out, "</div>\n");
	}
	text_add_str(page->out, "</div>\n");
}

static void
write_item(struct html_page *page, const struct item *item)
{
	switch (item->kind) {
	case ITEM_PARAGRAPH:
		html_text_paragraphs(page, "p", item->paragraphs);
		text_add_str(page->out, "\n");
		break;
	case ITEM_HEADING: write_heading(page, item); break;
	case ITEM_TABS: write_tabs(page, &item->tabs); break;
	case ITEM_TABLE: html_table_write(page, item->table); break;
	case ITEM_SPACE:
		text_add_fmt(page->out, "<div class=\"h%u\"></div>\n",
		             html_width_height(item->height_mpt));
		break;
	}
}

static void
write_sections(struct html_page *page)
{
	const struct section *section = page->form->sections;

	for (; section != NULL; section = section->next) {
		bool is_landscape = section->page.width_mpt > section->page.height_mpt;

		text_add_fmt(page->out, "<div class=\"sheet%s\"", is_landscape ? " wide" : "");
		if (page->form->is_draft)
			html_out_attribute(page->out, "data-holder", page->form->holder);
		text_add_str(page->out, ">\n");
		for (const struct item *item = section->items; item != NULL; item = item->next)
			write_item(page, item);
		text_add_str(page->out, "</div>\n");
	}
}

/* Is its one heading of the first level the first of all? Then it is the page's. */
static bool
has_title(const struct form *form)
{
	unsigned titles = 0;
	unsigned before = 0;

	for (const struct section *section = form->sections; section != NULL;
	     section = section->next)
		for (const struct item *item = section->items; item != NULL; item = item->next) {
			if (item->kind != ITEM_HEADING || html_text_is_empty(item->paragraphs))
				continue;
			if (item->level == 1)
				titles++;
			else if (titles == 0)
				before++;
		}
	return titles == 1 && before == 0;
}

void
html_page_article(struct html_page *page, unsigned level, const char *id)
{
	text_add_str(page->out, "<article");
	html_out_attribute(page->out, "id", id);
	text_add_str(page->out, ">\n");
	page->level = level;
	page->shift = level;
	if (!has_title(page->form)) {
		page->level = level + 1;
		page->shift = level + 1;
		text_add_fmt(page->out, "<h%u class=\"aside\">", page->level);
		html_out_escape(page->out, page->form->title);
		text_add_fmt(page->out, "</h%u>\n", page->level);
	}
	write_sections(page);
	text_add_str(page->out, "</article>\n");
}
