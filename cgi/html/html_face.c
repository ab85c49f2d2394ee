#include "html/html_face.h"

#include "doc/json.h"
#include "html/html_internal.h"

static struct html_head
head_of(const struct form *form)
{
	const struct json *root = form->scope->root;
	const struct json *published = json_member(root, "published");

	return (struct html_head){
		.title = form->title,
		.author = form->author,
		.subject = form->subject,
		.keywords = form->keywords,
		.created_at = form->created_at,
		.shows_internal = form->shows_internal,
		.identifier = json_string(json_member(root, "id")),
		.is_backdated = json_is_true(json_member(published, "backdated")),
		.corrected = json_string(json_member(published, "correction_reason")),
		.revision = json_integer(json_member(published, "revision"), 0),
		.year = json_integer(json_member(root, "year"), 0),
		.root = root,
	};
}

enum err
html_write(struct ctx *cx, const struct renderer *renderer, const struct order *order,
           struct text *out)
{
	struct html_page page = {
		.cx = cx, .out = out, .is_marked = order->is_marked, .is_entry = order->is_entry
	};
	struct html_head head;
	struct form *form;

	if (order->is_entry)
		TRY(renderer_fill_entry(cx, renderer, order->document, order->length, &form));
	else
		TRY(renderer_fill(cx, renderer, order->document, order->length, &form));
	form->holder = order->holder;
	page.form = form;
	*out = text_make(cx->arena);
	head = head_of(form);
	head.place = order->place;
	html_head_write(out, &head);
	html_page_article(&page, 0, NULL);
	html_head_end(out);
	return page.status;
}

enum err
html_write_article(struct ctx *cx, const struct renderer *renderer, const struct order *order,
                   struct text *article, struct text *metadata)
{
	struct html_page page = { .cx = cx, .out = article };
	struct html_head head;
	struct form *form;

	TRY(renderer_fill(cx, renderer, order->document, order->length, &form));
	page.form = form;
	head = head_of(form);
	head.place = order->place;
	*metadata = text_make(cx->arena);
	html_head_metadata(metadata, &head);
	*article = text_make(cx->arena);
	html_page_article(&page, 0, NULL);
	return page.status;
}
