#include "text/html_list.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/element.h"
#include "text/number.h"

#define NUMBER_MAX 9999999

static long
number_of(const char *s, long otherwise)
{
	char *end;
	long number = s == NULL ? 0 : strtol(s, &end, 10);

	if (s == NULL || end == s || number > NUMBER_MAX || number < -NUMBER_MAX)
		return otherwise;
	return number;
}

static long
count_items(const GumboElement *element)
{
	long count = 0;

	for (unsigned i = 0; i < element->children.length; i++) {
		const GumboNode *child = element->children.data[i];

		count += child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_LI;
	}
	return count;
}

struct html_list
html_list_of(const struct html_list *outer, const GumboElement *element, const char *style)
{
	bool is_reversed = element_attribute(element, "reversed") != NULL;
	struct html_list list = { .outer = outer,
		                  .is_numbered = element_kind(element->tag) == ELEMENT_NUMBERS,
		                  .step = is_reversed ? -1 : 1,
		                  .style = style != NULL ? style
		                                         : element_attribute(element, "type") };

	list.next = number_of(element_attribute(element, "start"),
	                      is_reversed ? count_items(element) : 1);
	return list;
}

/* The mark of an item of a list, or of none. */
static bool
write_mark(struct text *mark, struct html_list *list, const GumboElement *element, const char *style)
{
	if (style == NULL && list != NULL)
		style = list->style;
	for (const struct html_list *inner = list; inner != NULL && inner->outer != NULL;
	     inner = inner->outer)
		text_add_str(mark, "\u3000");
	if (list != NULL && list->is_numbered) {
		long number = number_of(element_attribute(element, "value"), list->next);

		list->next = number + list->step;
		return number_write(mark, number, style);
	}
	if (style != NULL && strncasecmp(style, "none", 4) == 0)
		return false;
	text_add_str(mark, "•");
	return true;
}

enum err
html_list_item(struct writer *writer, const struct writer_place *place, struct html_list *list,
               const GumboElement *element, const char *style)
{
	struct text mark = text_make(writer->cx->arena);
	bool is_marked;

	style = style != NULL ? style : element_attribute(element, "type");
	is_marked = write_mark(&mark, list, element, style);
	writer_begin_line(writer, place);
	TRY(writer_text(writer, place, mark.data));
	if (is_marked)
		writer_item(writer, !text_ends_with(mark.data, "、"));
	return ERR_OK;
}
