/* A set as one page: its head, a table of contents, and an article for each document. */
#include <string.h>

#include "html/html_break.h"
#include "html/html_face.h"
#include "html/html_internal.h"
#include "render/contents.h"
#include "render/set.h"

struct set {
	struct ctx *cx;
	const struct renderer *renderer;
	const struct set_order *order;
	const struct sink *sink;
	struct html_head head;
	struct contents_part *parts;
	struct arena *scratch; /* of the document at work */
	size_t done;
	unsigned frames; /* that scroll, so far */
	bool has_draft;
};

static void
free_scratch(void *arena)
{
	arena_free(arena);
}

static enum err
fill(struct set *set, struct ctx *cx, size_t index, struct form **form)
{
	const struct set_source *source = set->order->source;
	struct text document;

	TRY(source->read(cx, source->user, index, &document));
	TRY(contents_relabel(cx, set->parts, source->count, index, &document));
	return renderer_fill(cx, set->renderer, document.data, document.length, form);
}

/* The context of the document at work. */
static struct ctx
part_ctx(const struct set *set)
{
	struct ctx cx = ctx_make(set->scratch);

	cx.deadline_ms = set->cx->deadline_ms;
	return cx;
}

/* One more step of two for each document. */
static void
close_part(struct set *set)
{
	const struct set_source *source = set->order->source;

	arena_reset(set->scratch);
	set->done++;
	if (source->progress != NULL)
		source->progress(source->user, set->done, 2 * source->count);
}

/* The author stays as long as all documents have the same one; the time is the latest. */
static void
merge_head(struct set *set, const struct form *form, bool is_first)
{
	struct html_head *head = &set->head;
	struct arena *arena = set->cx->arena;

	if (is_first && form->author != NULL)
		head->author = arena_strdup(arena, form->author);
	else if (head->author != NULL &&
	         (form->author == NULL || strcmp(head->author, form->author) != 0))
		head->author = NULL;
	head->shows_internal |= form->shows_internal;
	if (form->is_draft)
		set->has_draft = true;
	else if (head->created_at == NULL || strcmp(form->created_at, head->created_at) > 0)
		head->created_at = arena_strdup(arena, form->created_at);
}

static enum err
read_part(struct set *set, size_t index)
{
	struct ctx cx = part_ctx(set);
	struct form *form;
	enum err status = fill(set, &cx, index, &form);

	if (status != ERR_OK)
		return set_fail(set->cx, index, NULL, &cx, status);
	set->parts[index] = contents_read(set->cx->arena, form->scope->root, form->title);
	merge_head(set, form, index == 0);
	close_part(set);
	return ERR_OK;
}

static enum err
write_part(struct set *set, size_t index)
{
	struct text out = text_make(set->scratch);
	struct html_page page = { .cx = set->cx, .out = &out, .frames = set->frames };
	struct ctx cx = part_ctx(set);
	struct form *form;
	enum err status = fill(set, &cx, index, &form);

	if (status != ERR_OK)
		return set_fail(set->cx, index, set->parts[index].title, &cx, status);
	form->holder = set->order->holder;
	page.form = form;
	html_page_article(&page, 1, arena_printf(set->scratch, "part-%zu", index + 1));
	set->frames = page.frames;
	TRY(page.status);
	TRY(set->sink->write(set->cx, set->sink->user, out.data, out.length));
	close_part(set);
	return ERR_OK;
}

static void
add_contents(const struct set *set, struct text *out)
{
	const size_t count = set->order->source->count;

	text_add_str(out, "<nav class=\"contents\" aria-label=\"目录\">\n<ol>\n");
	for (size_t i = 0; i < count; i++) {
		const char *label = contents_label(out->arena, set->parts, count, i);

		text_add_fmt(out, "<li><a href=\"#part-%zu\">", i + 1);
		if (label != NULL) {
			html_out_escape(out, label);
			text_add_str(out, "　");
		}
		html_out_escape(out, contents_name(set->parts, count, i));
		text_add_str(out, "</a></li>\n");
	}
	text_add_str(out, "</ol>\n</nav>\n");
}

static enum err
write_head(struct set *set)
{
	struct text out = text_make(set->cx->arena);

	html_head_write(&out, &set->head);
	text_add_str(&out, "<h1 class=\"k\">");
	html_break_title(&out, set->head.title);
	text_add_str(&out, "</h1>\n");
	if (set->order->source->count > SET_CONTENTS_ABOVE)
		add_contents(set, &out);
	return set->sink->write(set->cx, set->sink->user, out.data, out.length);
}

static enum err
write_end(struct set *set)
{
	struct text out = text_make(set->cx->arena);

	html_head_end(&out);
	return set->sink->write(set->cx, set->sink->user, out.data, out.length);
}

enum err
html_write_set(struct ctx *cx, const struct renderer *renderer, const struct set_order *order,
               const struct sink *sink)
{
	const size_t count = order->source->count;
	struct set set = { .cx = cx,
		           .renderer = renderer,
		           .order = order,
		           .sink = sink,
		           .head = { .title = order->title, .place = order->place },
		           .parts = arena_array(cx->arena, count, sizeof *set.parts),
		           .scratch = arena_new() };

	arena_defer(cx->arena, free_scratch, set.scratch);
	for (size_t i = 0; i < count; i++)
		TRY(read_part(&set, i));
	if (set.has_draft)
		set.head.created_at = NULL;
	TRY(write_head(&set));
	for (size_t i = 0; i < count; i++)
		TRY(write_part(&set, i));
	return write_end(&set);
}
