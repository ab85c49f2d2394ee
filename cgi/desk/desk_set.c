#include "desk/desk_set.h"

#include <string.h>

#include "db/work.h"
#include "desk/desk_draft.h"
#include "http/disposition.h"
#include "ofd/ofd_package.h"
#include "render/set.h"
#include "sheet/sheet.h"

#define IDS_MAX 500
#define ZIP "zip"

struct set {
	struct desk_call *call;
	const char **ids;
	size_t count;
	size_t at; /* which one was asked for last */
	const char *title;
};

static enum err
read_ids(struct ctx *cx, struct desk_call *call, struct set *set)
{
	const struct json *list = json_member(call->body, "ids");
	size_t count = json_count(list);

	if (list == NULL || json_type(list) != JSON_ARRAY || count == 0 || count > IDS_MAX)
		return err_set_field(cx, ERR_INPUT, "/ids", "应为 1 至 %d 份草稿的编号", IDS_MAX);
	set->ids = arena_array(cx->arena, count, sizeof *set->ids);
	json_each(item, list)
	{
		const char *id = json_string(item);

		if (id == NULL)
			return err_set_field(cx, ERR_INPUT,
			                     arena_printf(cx->arena, "/ids/%zu", set->count),
			                     "应为草稿的编号");
		set->ids[set->count++] = id;
	}
	return ERR_OK;
}

static enum err
read_document(struct ctx *cx, void *user, size_t index, struct text *document)
{
	struct set *set = user;
	struct work_draft draft;

	/* Which one it was, if it is refused. */
	set->at = index;
	set->call->target = set->ids[index];
	TRY(work_find_edition(cx, set->call->db, set->ids[index], "marked", &draft));
	TRY(desk_must(cx, set->call, DESK_READER, draft.department));
	*document = text_make(cx->arena);
	text_add_str(document, draft.document);
	return ERR_OK;
}

/* What its file is called: as when it is downloaded alone. Of two of one title the second has its identifier, too. */
static enum err
name_file(struct ctx *cx, const struct set *set, size_t index, const struct text *document,
          struct ofd_package *package, const char **name)
{
	const char *title;

	TRY(renderer_title(cx, set->call->desk->page.renderer, document->data, document->length,
	                   &title));
	title = disposition_name(cx->arena, title);
	*name = arena_printf(cx->arena, "%s.xlsx", title);
	if (ofd_package_has(package, *name))
		*name = arena_printf(cx->arena, "%s（%s）.xlsx", title, set->ids[index]);
	return ERR_OK;
}

static enum err
add_workbook(struct ctx *cx, struct set *set, size_t index, struct ofd_package *package)
{
	struct order order;
	struct text document;
	struct text made;
	const char *name;

	TRY(read_document(cx, set, index, &document));
	order = (struct order){ .document = document.data,
		                .length = document.length,
		                .holder = desk_draft_holder(cx, set->call) };
	TRY(sheet_write_to_fill(cx, set->call->desk->page.renderer, &order, &made));
	TRY(name_file(cx, set, index, &document, package, &name));
	return ofd_package_add(package, name, made.data, made.length);
}

static bool
is_among(const struct set *set, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(set->ids[i], set->ids[index]) == 0)
			return true;
	return false;
}

static enum err
write_zip(struct ctx *cx, struct set *set, const struct sink *sink)
{
	struct ofd_package *package;
	struct arena *arena = arena_new();
	enum err status = ofd_package_open(cx, &package);

	for (size_t i = 0; i < set->count && status == ERR_OK; i++) {
		struct ctx inner = ctx_make(arena);

		if (is_among(set, i))
			continue;
		inner.deadline_ms = cx->deadline_ms;
		status = add_workbook(&inner, set, i, package);
		if (status != ERR_OK)
			err_set(cx, status, "%s：%s", set->ids[i], inner.reason);
		arena_reset(arena);
	}
	arena_free(arena);
	TRY(status);
	return ofd_package_close(package, sink);
}

/* Each draft is for the trail, once. */
static void
note_reading(struct ctx *cx, struct desk_call *call, const struct set *set)
{
	const char **read = arena_array(cx->arena, set->count, sizeof *read);

	for (size_t i = 0; i < set->count; i++)
		if (!is_among(set, i))
			read[call->target_count++] = set->ids[i];
	call->targets = read;
}

static enum err
make_title(struct ctx *cx, struct set *set)
{
	struct text first;

	TRY(desk_string(cx, set->call->body, "title", false, &set->title));
	if (set->title != NULL && strlen(set->title) <= 500 && *set->title != '\0')
		return ERR_OK;
	if (set->title != NULL)
		return err_set_field(cx, ERR_INPUT, "/title", "标题应有 1 至 500 个字节");
	TRY(read_document(cx, set, 0, &first));
	return set_title(cx, first.data, first.length, &set->title);
}

static enum err
bind(struct ctx *cx, struct set *set, const struct face *face, const struct sink *sink)
{
	struct set_source source = { .read = read_document, .user = set, .count = set->count };
	struct set_order order = { .title = set->title,
		                   .source = &source,
		                   .holder = desk_draft_holder(cx, set->call) };

	return face->set(cx, set->call->desk->page.renderer, &order, sink);
}

static enum err
make(struct ctx *cx, struct set *set, const struct face *face, const struct sink *sink)
{
	enum err status = make_title(cx, set);

	if (status == ERR_OK)
		status = face == NULL ? write_zip(cx, set, sink) : bind(cx, set, face, sink);
	/* That there is one which is others' is not said. */
	if (status == ERR_NOT_FOUND)
		err_add_fault(cx, arena_printf(cx->arena, "/ids/%zu", set->at),
		              ctx_say(cx, "没有编号为“%s”的草稿，或者您不能看",
		                      "there is no draft “%s”, or it is not for you"),
		              set->ids[set->at]);
	return status;
}

enum err
desk_set_make(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "ids", "face", "title", NULL };
	struct set set = { .call = call };
	struct text made = text_make(cx->arena);
	struct sink sink = sink_text(&made);
	const struct face *face;
	const char *name;
	bool is_zip;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "face", true, &name));
	is_zip = strcmp(name, ZIP) == 0;
	face = face_find(name);
	if (!is_zip && (face == NULL || face->set == NULL))
		return err_set_field(cx, ERR_INPUT, "/face", "应为 %s 或 " ZIP,
		                     face_names(cx->arena, FACE_SET));
	TRY(read_ids(cx, call, &set));
	TRY(make(cx, &set, is_zip ? NULL : face, &sink));
	note_reading(cx, call, &set);
	page_body(cx, is_zip ? "application/zip" : face->type, made.data, made.length, NULL,
	          response);
	response_header(response, "Content-Disposition",
	                disposition_attachment(cx->arena, "drafts", set.title,
	                                       is_zip ? ".zip" : face->suffix));
	response_header(response, "Cache-Control", "no-store");
	return ERR_OK;
}
