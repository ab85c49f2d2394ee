#include "typeset/layout.h"

#include <linebreak.h>

#include "typeset/content.h"
#include "typeset/grow.h"
#include "typeset/item.h"
#include "typeset/marginal.h"
#include "typeset/qr.h"

void
layout_init(void)
{
	init_linebreak();
}

/* The pages of one section, from `*first` on. */
static enum err
place_section(struct flow *flow, const struct form *form, const struct section *section,
              struct page **first)
{
	struct page *before = flow->page;

	flow->format = &section->page;
	flow->is_unnumbered = section->is_unnumbered;
	TRY(flow_next_page(flow));
	*first = before == NULL ? flow->first : before->next;
	if (section->page.grow > 1000)
		grow_section(flow, section, qr_room(form, section));
	return item_place_all(flow, section->items);
}

static enum err
place_sections(struct flow *flow, const struct form *form)
{
	const struct section *section;
	struct page **firsts;
	size_t count = 0;

	for (section = form->sections; section != NULL; section = section->next)
		count++;
	firsts = arena_array(flow->cx->arena, count + 1, sizeof(struct page *));
	count = 0;
	for (section = form->sections; section != NULL; section = section->next)
		TRY(place_section(flow, form, section, &firsts[count++]));
	for (section = form->sections; section != NULL; section = section->next, firsts++)
		TRY(marginal_place(flow, form, section, firsts[0], firsts[1]));
	return ERR_OK;
}

enum err
layout_form(struct ctx *cx, struct fonts *fonts, const struct form *form, struct layout *out)
{
	struct flow flow = { .cx = cx, .fonts = fonts, .numbered = form->pages_before };

	*out = (struct layout){ .structure = content_group(cx->arena, NULL, STRUCTURE_DOCUMENT) };
	flow.structure = out->structure;
	flow.bookmark_tail = &out->bookmarks;
	TRY(place_sections(&flow, form));
	out->pages = flow.first;
	out->page_count = flow.page_count;
	TRY(content_check(cx, form, out));
	return err_faults(cx, 0);
}
