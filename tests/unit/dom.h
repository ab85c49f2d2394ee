/*
 * Pages as another parser reads them (Gumbo): the texts of an article, one for
 * each paragraph, and the grids of its tables; and the texts of boxes, to compare.
 */
#ifndef TESTS_UNIT_DOM_H
#define TESTS_UNIT_DOM_H

#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "template/box.h"

/* Texts in order, each ended by U+000A; those without any are left out. */
struct dom {
	struct text texts;
	struct text open;  /* of the paragraph at hand */
	const char *fault; /* of a table */
};

static inline void
dom_close(struct dom *dom)
{
	if (dom->open.data[strspn(dom->open.data, " \t\n")] != '\0') {
		text_add_str(&dom->texts, dom->open.data);
		text_add_str(&dom->texts, "\n");
	}
	text_clear(&dom->open);
}

/* What stands beside the document. */
static inline bool
dom_is_aside(const GumboElement *element)
{
	const GumboAttribute *class = gumbo_get_attribute(&element->attributes, "class");

	return element->tag == GUMBO_TAG_CAPTION ||
	       (class != NULL &&
	        (strcmp(class->value, "aside") == 0 || strcmp(class->value, "hint") == 0));
}

static inline bool
dom_is_inline(GumboTag tag)
{
	return tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_U || tag == GUMBO_TAG_S ||
	       tag == GUMBO_TAG_SUP || tag == GUMBO_TAG_SUB || tag == GUMBO_TAG_WBR;
}

static inline unsigned
dom_number(const GumboElement *element, const char *name)
{
	const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, name);

	return attribute == NULL ? 1 : (unsigned)atoi(attribute->value);
}

/* Do the cells of a group of rows fill its columns, each place once? */
static inline void
dom_check_group(struct dom *dom, const GumboElement *group, unsigned columns)
{
	unsigned *open = calloc(columns, sizeof *open); /* rows that a cell above goes on for */

	for (unsigned r = 0; open != NULL && r < group->children.length; r++) {
		const GumboNode *row = group->children.data[r];
		unsigned at = 0;

		if (row->type != GUMBO_NODE_ELEMENT)
			continue;
		for (unsigned c = 0; c < row->v.element.children.length; c++) {
			const GumboNode *cell = row->v.element.children.data[c];
			unsigned span;

			if (cell->type != GUMBO_NODE_ELEMENT)
				continue;
			for (; at < columns && open[at] > 0; at++)
				open[at]--;
			for (span = dom_number(&cell->v.element, "colspan"); span > 0; span--, at++) {
				if (at >= columns || open[at] > 0) {
					dom->fault = "a cell that has no room";
					free(open);
					return;
				}
				open[at] = dom_number(&cell->v.element, "rowspan") - 1;
			}
		}
		for (; at < columns; at++)
			if (open[at]-- == 0) {
				dom->fault = "a place without a cell";
				free(open);
				return;
			}
	}
	for (unsigned i = 0; open != NULL && i < columns; i++)
		if (open[i] > 0)
			dom->fault = "a cell that goes on below its rows";
	free(open);
}

static inline void
dom_check_table(struct dom *dom, const GumboElement *table)
{
	unsigned columns = 0;

	for (unsigned i = 0; i < table->children.length; i++) {
		const GumboNode *part = table->children.data[i];

		if (part->type != GUMBO_NODE_ELEMENT)
			continue;
		if (part->v.element.tag == GUMBO_TAG_COLGROUP)
			columns = part->v.element.children.length;
		if (part->v.element.tag == GUMBO_TAG_TBODY || part->v.element.tag == GUMBO_TAG_THEAD)
			dom_check_group(dom, &part->v.element, columns);
	}
}

static inline void
dom_read(struct dom *dom, const GumboNode *node)
{
	const GumboElement *element = &node->v.element;
	bool is_block;

	if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
		text_add_str(&dom->open, node->v.text.text);
		return;
	}
	if (node->type != GUMBO_NODE_ELEMENT || dom_is_aside(element))
		return;
	is_block = !dom_is_inline(element->tag) ||
	           (node->parent->v.element.tag == GUMBO_TAG_DIV && element->tag == GUMBO_TAG_SPAN &&
	            gumbo_get_attribute(&element->attributes, "class") != NULL &&
	            strstr(gumbo_get_attribute(&element->attributes, "class")->value, " s") != NULL);
	if (element->tag == GUMBO_TAG_TABLE)
		dom_check_table(dom, element);
	if (is_block)
		dom_close(dom);
	for (unsigned i = 0; i < element->children.length; i++)
		dom_read(dom, element->children.data[i]);
	if (is_block)
		dom_close(dom);
}

/* The first element of a kind, in order; NULL when there is none. */
static inline const GumboNode *
dom_find(const GumboNode *node, GumboTag tag)
{
	const GumboNode *found = NULL;

	if (node->type != GUMBO_NODE_ELEMENT)
		return NULL;
	if (node->v.element.tag == tag)
		return node;
	for (unsigned i = 0; found == NULL && i < node->v.element.children.length; i++)
		found = dom_find(node->v.element.children.data[i], tag);
	return found;
}

/* The texts of the article of a page. */
static inline struct dom
dom_article(struct arena *arena, const char *html)
{
	struct dom dom = { .texts = text_make(arena), .open = text_make(arena) };
	GumboOutput *parsed = gumbo_parse(html);
	const GumboNode *article = dom_find(parsed->root, GUMBO_TAG_ARTICLE);

	if (article == NULL)
		dom.fault = "no article";
	else
		dom_read(&dom, article);
	gumbo_destroy_output(&kGumboDefaultOptions, parsed);
	return dom;
}

static inline enum err
dom_add_paragraph(void *user, const struct paragraph *paragraph)
{
	struct dom *dom = user;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		text_add_str(&dom->open, span->text);
	dom_close(dom);
	return ERR_OK;
}

/* The texts of boxes, in the same shape. */
static inline const char *
dom_texts_of(struct arena *arena, const struct form *form)
{
	struct dom dom = { .texts = text_make(arena), .open = text_make(arena) };

	if (box_visit(form, dom_add_paragraph, &dom) != ERR_OK)
		abort();
	return dom.texts.data;
}

#endif
