#include "desk/desk_draft.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "db/audit.h"
#include "db/life.h"
#include "db/staff.h"
#include "db/work.h"
#include "desk/desk_once.h"
#include "desk/desk_write.h"
#include "doc/json_patch.h"
#include "http/conditional.h"
#include "http/disposition.h"
#include "sheet/back.h"
#include "sheet/sheet.h"

#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define MERGE_TYPE "application/merge-patch+json"
#define PATCH_TYPE "application/json-patch+json"

static const char *const states[] = { "draft",     "in_review", "approved",
	                              "published", "withdrawn", NULL };
static const char *const severities[] = { "error", "warning", "none", NULL };

/* In the order of the statement. */
const struct param desk_draft_params[] = {
	{ .name = "department", .kind = PARAM_CODE },
	{ .name = "year", .kind = PARAM_YEAR },
	{ .name = "form", .kind = PARAM_FORM },
	{ .name = "state", .kind = PARAM_CHOICE, .choices = states },
	{ .name = "findings", .kind = PARAM_CHOICE, .choices = severities },
	{ .name = "q", .kind = PARAM_TEXT, .max = 100 },
	{ .name = "limit", .kind = PARAM_INT, .min = 1, .max = 200, .fallback = "50" },
	{ .name = "cursor", .kind = PARAM_AFTER },
	{ 0 },
};

const struct param desk_draft_overview_params[] = {
	{ .name = "year", .kind = PARAM_YEAR, .required = true },
	{ .name = "department", .kind = PARAM_CODE },
	{ 0 },
};

static const char *const editions[] = { "internal", "public", NULL };

const struct param desk_draft_face_params[] = {
	{ .name = "edition", .kind = PARAM_CHOICE, .choices = editions, .fallback = "internal" },
	{ 0 },
};

static enum err
answer_query(struct ctx *cx, struct desk_call *call, enum work_id id, struct response *response)
{
	const char *params[PARAM_MAX + 1];
	size_t count = 0;
	const char *body;

	for (const struct param *param = call->route->params; param->name != NULL; param++, count++)
		params[count] = call->page.params.value[count];
	params[count++] = desk_reach(cx->arena, call, DESK_READER);
	TRY(work_query(cx, call->db, id, (struct params){ .count = (int)count, .text = params },
	               &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

enum err
desk_draft_list(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return answer_query(cx, call, WORK_DRAFT_LIST, response);
}

enum err
desk_draft_overview(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return answer_query(cx, call, WORK_OVERVIEW, response);
}

static bool
is_type(const struct desk_call *call, const char *type)
{
	const char *given = call->request->content_type;
	size_t length = given == NULL ? 0 : strcspn(given, "; \t");

	return length == strlen(type) && strncasecmp(given, type, length) == 0;
}

static enum err
refuse_type(struct ctx *cx, const char *types)
{
	return err_set(cx, ERR_MEDIA,
	               ctx_say(cx, "正文的 Content-Type 应为 %s", "the body has to be of type %s"),
	               types);
}

static enum err
create(struct ctx *cx, struct desk_call *call, struct text *bytes, struct response *response)
{
	TRY(desk_write(cx, call, NULL, bytes, response));
	response->status = 201;
	response_header(response, "Location",
	                arena_printf(cx->arena, DESK_API "/drafts/%s", call->target));
	return ERR_OK;
}

enum err
desk_draft_create(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text bytes;

	if (!is_type(call, "application/json") && !is_type(call, SHEET_TYPE))
		return refuse_type(cx, "application/json, " SHEET_TYPE);
	TRY(desk_write_body(cx, DESK_WRITE_DOCUMENT_MAX, &bytes));
	return desk_once(cx, call, &bytes, create, response);
}

enum err
desk_draft_read(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct work_draft draft;

	TRY(work_find(cx, call->db, call->names[0], &draft));
	desk_json(cx, 200, draft.document, response);
	response_header(response, "ETag", conditional_etag(cx->arena, draft.digest));
	return ERR_OK;
}

enum err
desk_draft_put(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text bytes;
	bool matches;

	if (!is_type(call, "application/json"))
		return refuse_type(cx, "application/json");
	TRY(desk_write_lock(cx, call, DESK_EDITOR, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(desk_write_body(cx, DESK_WRITE_DOCUMENT_MAX, &bytes));
	return desk_write(cx, call, call->names[0], &bytes, response);
}

/* The document as the patch wants it. */
static enum err
patch_document(struct ctx *cx, struct desk_call *call, struct text *out)
{
	const struct json *before;
	const struct json *after;
	const struct json *patch;
	struct text bytes;

	TRY(desk_write_body(cx, DESK_WRITE_DOCUMENT_MAX, &bytes));
	TRY(json_parse(cx, ctx_say(cx, "正文", "body"), bytes.data, bytes.length, &patch));
	TRY(json_parse(cx, "the draft", call->document, strlen(call->document), &before));
	if (is_type(call, PATCH_TYPE))
		TRY(json_patch_apply(cx, before, patch, &after));
	else
		TRY(json_patch_merge(cx, before, patch, &after));
	*out = text_make(cx->arena);
	json_add(out, after);
	return ERR_OK;
}

enum err
desk_draft_patch(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text bytes;
	bool matches;

	if (!is_type(call, PATCH_TYPE) && !is_type(call, MERGE_TYPE))
		return refuse_type(cx, PATCH_TYPE ", " MERGE_TYPE);
	TRY(desk_write_lock(cx, call, DESK_EDITOR, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(patch_document(cx, call, &bytes));
	return desk_write(cx, call, call->names[0], &bytes, response);
}

static enum err
read_workbook(struct ctx *cx, struct text *out)
{
	TRY(desk_write_body(cx, DESK_WRITE_DOCUMENT_MAX, out));
	if (!back_is_workbook(out->data, out->length))
		return err_set(cx, ERR_DOCUMENT, "正文不是表格文件（.xlsx）");
	return ERR_OK;
}

enum err
desk_draft_upload(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text bytes;
	bool matches;

	if (!is_type(call, SHEET_TYPE))
		return refuse_type(cx, SHEET_TYPE);
	TRY(desk_write_lock(cx, call, DESK_EDITOR, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(read_workbook(cx, &bytes));
	return desk_write(cx, call, call->names[0], &bytes, response);
}

enum err
desk_draft_read_workbook(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct work_draft draft;
	struct text bytes;

	if (!is_type(call, SHEET_TYPE))
		return refuse_type(cx, SHEET_TYPE);
	TRY(work_find(cx, call->db, call->names[0], &draft));
	TRY(desk_must(cx, call, DESK_EDITOR, draft.department));
	TRY(read_workbook(cx, &bytes));
	return desk_write_read(cx, call, call->names[0], &bytes, response);
}

enum err
desk_draft_delete(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "reason", NULL };
	const char *ids = audit_ids(cx->arena, &call->names[0], 1);
	struct life_drafts deleted;
	const char *reason;
	bool matches;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "reason", true, &reason));
	TRY(desk_write_lock(cx, call, DESK_EDITOR, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(life_delete(cx, call->db, ids, reason, &deleted));
	response->status = 204;
	return ERR_OK;
}

const char *
desk_draft_holder(struct ctx *cx, const struct desk_call *call)
{
	/* The clock of Beijing, on which the whole country's is. */
	time_t now = time(NULL) + 8L * 3600;
	struct tm tm;
	char at[32];

	gmtime_r(&now, &tm);
	strftime(at, sizeof at, "%Y-%m-%d %H:%M", &tm);
	return arena_printf(cx->arena, "%s %s", call->acting.person, at);
}

/* Links to the faces that the desk has: all but JSON, which has another address here. */
static const struct order_link *
links(struct arena *arena)
{
	const struct order_link *all = face_links(arena, FACE_DOCUMENT);
	size_t count = 0;
	struct order_link *own;
	size_t kept = 0;

	while (all[count].name != NULL)
		count++;
	own = arena_array(arena, count + 1, sizeof *own);
	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i].name, face_list->name) != 0)
			own[kept++] = all[i];
	return own;
}

/* What its files are called: two drafts of one form are told apart by project and year. */
static enum err
find_title(struct ctx *cx, const struct desk_call *call, const struct work_draft *draft,
           const char **title)
{
	return renderer_title(cx, call->desk->page.renderer, draft->document,
	                      strlen(draft->document), title);
}

enum err
desk_draft_face(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *edition = call->page.params.value[0];
	struct work_draft draft;
	struct order order;
	struct text made;
	const char *title;

	if (strcmp(edition, "internal") == 0)
		edition = "marked";
	TRY(work_find_edition(cx, call->db, call->names[0], edition, &draft));
	order = (struct order){
		.document = draft.document,
		.length = strlen(draft.document),
		.holder = desk_draft_holder(cx, call),
		.place = { arena_printf(cx->arena, DESK_API "%s", call->page.address),
		           links(cx->arena) },
	};
	TRY(call->page.face->document(cx, call->desk->page.renderer, &order, &made));
	TRY(find_title(cx, call, &draft, &title));
	page_made(cx, &call->page, &made, call->names[0], title, response);
	response_header(response, "Cache-Control", "no-store");
	return ERR_OK;
}

enum err
desk_draft_workbook(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct work_draft draft;
	struct order order;
	struct text made;
	const char *title;

	TRY(work_find(cx, call->db, call->names[0], &draft));
	TRY(desk_must(cx, call, DESK_EDITOR, draft.department));
	order = (struct order){ .document = draft.document,
		                .length = strlen(draft.document),
		                .holder = desk_draft_holder(cx, call) };
	TRY(sheet_write_to_fill(cx, call->desk->page.renderer, &order, &made));
	TRY(find_title(cx, call, &draft, &title));
	page_body(cx, SHEET_TYPE, made.data, made.length, NULL, response);
	response_header(response, "Content-Disposition",
	                disposition_attachment(cx->arena, call->names[0], title, ".xlsx"));
	response_header(response, "ETag", conditional_etag(cx->arena, draft.digest));
	response_header(response, "Cache-Control", "no-store");
	return ERR_OK;
}
