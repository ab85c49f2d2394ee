#include "render/pages.h"

#include <string.h>

#include "render/contents.h"
#include "render/set.h"
#include "template/box.h"
#include "typeset/layout.h"

struct set {
	struct ctx *cx;
	const struct renderer *renderer;
	const struct set_source *source;
	const struct pages_face *face;
	void *user; /* of the face */
	struct document_info info;
	const char *holder;
	struct arena *scratch; /* of the document at work */
	struct contents_part *parts;
	unsigned pages; /* numbered ones, so far */
	size_t done;
	bool has_draft;
};

static void
free_scratch(void *arena)
{
	arena_free(arena);
}

/* The context of the document at work. */
static struct ctx
part_ctx(const struct set *set)
{
	struct ctx cx = ctx_make(set->scratch);

	cx.deadline_ms = set->cx->deadline_ms;
	return cx;
}

static enum err
lay_out(struct set *set, struct ctx *cx, size_t index, struct render_place place,
        struct form **form, struct layout *layout)
{
	struct text document;

	TRY(set->source->read(cx, set->source->user, index, &document));
	TRY(contents_relabel(cx, set->parts, set->source->count, index, &document));
	return renderer_layout(cx, set->renderer, document.data, document.length, place, form,
	                       layout);
}

/* One more step of two for each document. */
static void
step(struct set *set)
{
	arena_reset(set->scratch);
	set->done++;
	if (set->source->progress != NULL)
		set->source->progress(set->source->user, set->done, 2 * set->source->count);
}

/* The author stays as long as all documents have the same one; the time is the latest. */
static void
merge_info(struct set *set, const struct form *form, bool is_first)
{
	struct document_info *info = &set->info;
	struct arena *arena = set->cx->arena;

	if (is_first && form->author != NULL)
		info->author = arena_strdup(arena, form->author);
	else if (info->author != NULL &&
	         (form->author == NULL || strcmp(info->author, form->author) != 0))
		info->author = NULL;
	if (form->is_draft)
		set->has_draft = true;
	else if (info->created_at == NULL || strcmp(form->created_at, info->created_at) > 0)
		info->created_at = arena_strdup(arena, form->created_at);
}

static unsigned
count_numbered(const struct layout *layout)
{
	unsigned count = 0;

	for (const struct page *page = layout->pages; page != NULL; page = page->next)
		count += page->number > 0 ? 1 : 0;
	return count;
}

/* Lay a document out to learn its title and where the next one begins. */
static enum err
measure_part(struct set *set, size_t index)
{
	struct ctx cx = part_ctx(set);
	struct layout layout;
	struct form *form;
	enum err status = lay_out(set, &cx, index, (struct render_place){ .holder = set->holder },
	                          &form, &layout);

	if (status != ERR_OK)
		return set_fail(set->cx, index, set->parts[index].title, &cx, status);
	if (set->face->expect != NULL)
		set->face->expect(set->user, &layout);
	set->parts[index] = contents_read(set->cx->arena, form->scope->root, form->title);
	set->parts[index].page = set->pages + 1;
	set->pages += count_numbered(&layout);
	merge_info(set, form, index == 0);
	step(set);
	return ERR_OK;
}

static enum err
write_part(struct set *set, size_t index)
{
	struct ctx cx = part_ctx(set);
	struct render_place place = { .pages_before = set->parts[index].page - 1,
		                      .pages_in_set = set->pages,
		                      .holder = set->holder };
	struct layout layout;
	struct form *form;
	enum err status = lay_out(set, &cx, index, place, &form, &layout);

	if (status != ERR_OK)
		return set_fail(set->cx, index, set->parts[index].title, &cx, status);
	TRY(set->face->add(set->user, &layout, set->parts[index].title));
	step(set);
	return ERR_OK;
}

/* The document that the template of SET_FORM prints. */
static void
describe_contents(const struct set *set, struct text *out)
{
	text_add_str(out, "{\"form\":\"" SET_FORM "\",\"title\":");
	text_add_json(out, set->info.title);
	if (!set->has_draft) {
		text_add_str(out, ",\"published\":{\"revision\":1,\"at\":");
		text_add_json(out, set->info.created_at);
		text_add_str(out, "}");
	}
	text_add_str(out, ",\"lists\":{");
	contents_add(set->scratch, set->parts, set->source->count, out);
	text_add_str(out, "}}");
}

static enum err
write_contents(struct set *set)
{
	struct ctx cx = part_ctx(set);
	struct text contents = text_make(set->scratch);
	struct layout layout;
	struct form *form;
	enum err status;

	describe_contents(set, &contents);
	status = renderer_layout(&cx, set->renderer, contents.data, contents.length,
	                         (struct render_place){ .pages_in_set = set->pages,
	                                                .holder = set->holder },
	                         &form, &layout);
	if (status != ERR_OK)
		return err_set(set->cx, status, "目录：%s", cx.reason);
	layout.start = layout.bookmarks; /* behind the cover */
	TRY(set->face->add(set->user, &layout, form->title));
	arena_reset(set->scratch);
	return ERR_OK;
}

enum err
pages_write_set(struct ctx *cx, const struct renderer *renderer, const struct set_order *order,
                const struct pages_face *face, void *user)
{
	const struct set_source *source = order->source;
	struct set set = { .cx = cx,
		           .renderer = renderer,
		           .source = source,
		           .face = face,
		           .user = user,
		           .info = { .title = order->title },
		           .holder = order->holder,
		           .scratch = arena_new() };

	arena_defer(cx->arena, free_scratch, set.scratch);
	if (source->count == 0)
		return err_set(cx, ERR_INPUT, "没有可以合订的文件");
	set.parts = arena_array(cx->arena, source->count, sizeof *set.parts);
	for (size_t i = 0; i < source->count; i++)
		TRY(measure_part(&set, i));
	if (set.has_draft)
		set.info.created_at = NULL;
	if (source->count > SET_CONTENTS_ABOVE)
		TRY(write_contents(&set));
	for (size_t i = 0; i < source->count; i++)
		TRY(write_part(&set, i));
	return face->close(user, &set.info);
}

enum err
pages_write(struct ctx *cx, const struct renderer *renderer, const struct order *order,
            const struct pages_face *face, void *user)
{
	struct document_info info;
	struct layout layout;
	struct form *form;

	TRY(renderer_layout(cx, renderer, order->document, order->length,
	                    (struct render_place){ .code = order->code,
	                                           .site = order->site,
	                                           .holder = order->holder },
	                    &form, &layout));
	info = info_of(form);
	TRY(face->add(user, &layout, NULL));
	return face->close(user, &info);
}
