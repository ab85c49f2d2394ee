#include "desk/desk_write.h"

#include <string.h>

#include "command/check.h"
#include "command/draft.h"
#include "command/fields.h"
#include "command/finding.h"
#include "db/staff.h"
#include "db/work.h"
#include "doc/json_pointer.h"
#include "http/conditional.h"
#include "http/input.h"
#include "http/problem.h"

/* What the body is called while it is checked. */
#define BODY_NAME "正文"
#define BODY_PREFIX BODY_NAME ": "

/* So many changed places are named; more are one: the whole document. */
#define CHANGES_MAX 1000

enum err
desk_write_body(struct ctx *cx, size_t limit, struct text *out)
{
	TRY(input_read(cx, limit, out));
	if (out->length == 0)
		return err_set(cx, ERR_INPUT, ctx_say(cx, "请求没有正文", "the body is missing"));
	return ERR_OK;
}

enum err
desk_write_lock(struct ctx *cx, struct desk_call *call, enum desk_role role, bool *matches,
                struct response *response)
{
	const char *id = call->names[0];
	struct work_draft draft;
	const char *etag;

	*matches = false;
	/* `*` would be any state, and so names none. */
	if (call->request->if_match == NULL || strcmp(call->request->if_match, "*") == 0)
		return err_set(cx, ERR_UNCONDITIONED,
		               ctx_say(cx,
		                       "请用请求头 If-Match 给出所改草稿的 ETag，以免覆盖别人的改动",
		                       "send If-Match with the ETag of the draft that you change"));
	TRY(desk_must(cx, call, role, call->department));
	TRY(work_lock(cx, call->db, id));
	/* Only now nobody else can change it. */
	TRY(work_find(cx, call->db, id, &draft));
	TRY(desk_must(cx, call, role, draft.department));
	call->document = draft.document;
	etag = conditional_etag(cx->arena, draft.digest);
	response_header(response, "ETag", etag);
	if (conditional_check(cx, call->request, response) == ERR_OK) {
		response_header(response, "ETag", NULL);
		*matches = true;
		return ERR_OK;
	}
	problem_respond(cx, ERR_CONDITION,
	                arena_printf(cx->arena, ",\"etag\":\"%s\"", draft.digest), response);
	response_header(response, "ETag", etag);
	ctx_clear(cx);
	return ERR_OK;
}

/* Places without the name of the body. */
static void
take_faults(struct ctx *cx, const struct ctx *found)
{
	for (const struct fault *fault = found->faults; fault != NULL; fault = fault->next) {
		const char *place = fault->place;

		if (text_starts_with(place, BODY_PREFIX))
			place += strlen(BODY_PREFIX);
		else if (strcmp(place, BODY_NAME) == 0)
			place = "";
		err_add_fault(cx, strcmp(place, "/") == 0 ? "" : place, "%s", fault->what);
	}
}

static enum err
tell_faults(struct ctx *cx, const struct ctx *found, enum err kind)
{
	take_faults(cx, found);
	return err_set(cx, kind, "共 %zu 处%s，没有保存", found->fault_count,
	               kind == ERR_CONFLICT ? "与草稿后来的改动冲突" : "错误");
}

/* A workbook comes into the draft `id` as it is now, which is not always the one it was made from. */
static enum err
join_draft(struct ctx *cx, const struct desk_call *call, struct checker *checker, const char *id,
           struct text *bytes, const struct json **document)
{
	const char *base = check_base(checker, BODY_NAME);
	struct staff_draft_now now;

	if (id == NULL || base == NULL || strcmp(draft_id_of(cx->arena, *document), id) != 0)
		return ERR_OK;
	TRY(staff_draft_now(cx, call->db, id, true, &now));
	if (now.document == NULL)
		return ERR_OK;
	TRY(check_join(checker, BODY_NAME, base, &now, document, bytes));
	return checker->cx->fault_count == 0 ? ERR_OK : tell_faults(cx, checker->cx, ERR_CONFLICT);
}

/*
 * Check it, as `gongkai import` does, to be kept as the draft `id`, or where that is NULL as a new
 * one. `*document` is canonical, and `*bytes` its text; `*base` (unless NULL) becomes what a workbook
 * was made from, which then comes into no draft.
 */
static enum err
check(struct ctx *cx, const struct desk_call *call, const char *id, struct text *bytes,
      const struct json **document, const char **base)
{
	struct ctx inner = ctx_make(cx->arena);
	struct checker checker;
	enum err status;

	inner.deadline_ms = cx->deadline_ms;
	TRY(check_open(&inner, call->desk->page.renderer, &checker));
	*document = check_bytes(&checker, BODY_NAME, bytes);
	status = inner.fault_count == 0 && *document != NULL ? ERR_OK
	                                                     : tell_faults(cx, &inner, ERR_DOCUMENT);
	if (base != NULL)
		*base = check_base(&checker, BODY_NAME);
	else if (status == ERR_OK)
		status = join_draft(cx, call, &checker, id, bytes, document);
	check_close(&checker);
	return status;
}

/* What the database refuses is a fault of the document. */
static enum err
import(struct ctx *cx, struct desk_call *call, const struct text *bytes,
       const struct json *document, struct staff_import *result)
{
	const char *form = json_string(json_member(document, "form"));
	const char *types = fields_types(cx, renderer_template(call->desk->page.renderer, form));
	struct ctx inner = ctx_make(cx->arena);
	enum err status = staff_import(&inner, call->db, bytes->data, types, result);

	if (status == ERR_OK)
		return ERR_OK;
	if (status != ERR_INPUT || inner.field == NULL || *inner.field != '/')
		return err_set(cx, status, "%s", inner.reason);
	err_add_fault(cx, inner.field, "%s", inner.reason);
	return err_set(cx, ERR_DOCUMENT, "共 1 处错误，没有保存");
}

struct changes {
	struct text *out;
	size_t count;
};

static void
add_change(struct changes *changes, const char *pointer)
{
	if (changes->count < CHANGES_MAX) {
		text_add_str(changes->out, changes->count == 0 ? "" : ",");
		text_add_json(changes->out, pointer);
	}
	changes->count++;
}

static const char *
below(struct arena *arena, const char *pointer, const char *name)
{
	struct text out = text_make(arena);

	text_add_str(&out, pointer);
	json_pointer_add(&out, name);
	return out.data;
}

static void compare(struct arena *arena, struct changes *changes, const char *pointer,
                    const struct json *before, const struct json *after);

static void
compare_members(struct arena *arena, struct changes *changes, const char *pointer,
                const struct json *before, const struct json *after)
{
	json_each(member, before) compare(arena, changes, below(arena, pointer, json_name(member)),
	                                  member, json_member(after, json_name(member)));
	json_each(member, after) if (json_member(before, json_name(member)) == NULL)
		add_change(changes, below(arena, pointer, json_name(member)));
}

/* A list that has become longer or shorter is one change: its places mean others now. */
static void
compare(struct arena *arena, struct changes *changes, const char *pointer,
        const struct json *before, const struct json *after)
{
	const struct json *other = json_first(after);
	size_t i = 0;

	if (after != NULL && json_equal(before, after))
		return;
	if (after != NULL && json_type(before) == JSON_OBJECT && json_type(after) == JSON_OBJECT) {
		compare_members(arena, changes, pointer, before, after);
		return;
	}
	if (after == NULL || json_type(before) != JSON_ARRAY || json_type(after) != JSON_ARRAY ||
	    json_count(before) != json_count(after)) {
		add_change(changes, pointer);
		return;
	}
	json_each(item, before)
	{
		compare(arena, changes, arena_printf(arena, "%s/%zu", pointer, i++), item, other);
		other = json_next(other);
	}
}

/* Append the pointers of what an import has changed to `after`; of a new draft it is all. */
static enum err
add_changes(struct ctx *cx, const struct staff_import *result, const struct json *after,
            struct text *out)
{
	struct text list = text_make(cx->arena);
	struct changes changes = { .out = &list };
	const struct json *before;

	if (result->old_document != NULL) {
		TRY(json_parse(cx, "the draft", result->old_document, strlen(result->old_document),
		               &before));
		compare(cx->arena, &changes, "", before, after);
	}
	if (result->old_document == NULL || changes.count > CHANGES_MAX)
		text_add_str(out, "[\"\"]");
	else
		text_add_fmt(out, "[%s]", list.data);
	return ERR_OK;
}

enum err
desk_write_findings(struct ctx *cx, struct desk_call *call, const char *id,
                    const struct json *document, struct text *out)
{
	const char *ids = audit_ids(cx->arena, &id, 1);
	struct finding_reader reader;
	struct audit_finding *findings;
	size_t count;

	TRY(finding_open(cx, call->desk->page.renderer, call->db, &reader));
	finding_know(cx, &reader, id, document);
	TRY(audit_list(cx, call->db, ids, &findings, &count));
	return finding_list_json(cx, &reader, findings, count, out);
}

/* Renew the findings, or leave that to a worker. `*draft` is what the draft is then. */
static enum err
renew(struct ctx *cx, struct desk_call *call, const struct staff_import *result, bool *is_due,
      struct work_draft *draft)
{
	const char *id = result->report_id;

	*is_due = call->request->may_defer;
	if (*is_due) {
		TRY(audit_due(cx, call->db, id, true, is_due));
		draft->document = result->new_document;
		return work_digest_of(cx, call->db, id, draft->document, &draft->digest);
	}
	TRY(audit_renew(cx, call->db, audit_ids(cx->arena, &id, 1)));
	/* Read again: an explanation goes with its finding. */
	return work_find(cx, call->db, id, draft);
}

static enum err
answer(struct ctx *cx, struct desk_call *call, const struct staff_import *result,
       struct response *response)
{
	struct text out = text_make(cx->arena);
	const struct json *document;
	struct work_draft draft;
	bool is_due;

	TRY(renew(cx, call, result, &is_due, &draft));
	TRY(json_parse(cx, "the new draft", draft.document, strlen(draft.document), &document));
	text_add_str(&out, "{\"id\":");
	text_add_json(&out, result->report_id);
	text_add_fmt(&out, ",\"etag\":\"%s\",\"changed\":", draft.digest);
	TRY(add_changes(cx, result, document, &out));
	text_add_str(&out, ",\"findings\":");
	TRY(desk_write_findings(cx, call, result->report_id, document, &out));
	text_add_fmt(&out, ",\"findings_pending\":%s,\"document\":%s}\n", is_due ? "true" : "false",
	             draft.document);
	desk_json(cx, 200, out.data, response);
	if (is_due)
		response_header(response, "Preference-Applied", "respond-async");
	response_header(response, "ETag", conditional_etag(cx->arena, draft.digest));
	return ERR_OK;
}

static enum err
refuse_other(struct ctx *cx, const char *found, const char *id)
{
	err_add_fault(cx, "", "表式、年度和代码是“%s”的，不是“%s”的", found, id);
	return err_set(cx, ERR_DOCUMENT, "这是另一份报告，没有保存");
}

static enum err
check_identity(struct ctx *cx, const char *id, const struct staff_import *result)
{
	if (id == NULL && result->old_document != NULL)
		return err_set(cx, ERR_CONFLICT, "已经有草稿“%s”；要改它请用 PUT 或 PATCH",
		               result->report_id);
	if (id == NULL || strcmp(id, result->report_id) == 0)
		return ERR_OK;
	return refuse_other(cx, result->report_id, id);
}

enum err
desk_write(struct ctx *cx, struct desk_call *call, const char *id, struct text *bytes,
           struct response *response)
{
	struct staff_import result;
	const struct json *document;

	TRY(check(cx, call, id, bytes, &document, NULL));
	TRY(desk_must(cx, call, DESK_EDITOR,
	              json_string(json_member(json_member(document, "department"), "code"))));
	TRY(import(cx, call, bytes, document, &result));
	TRY(check_identity(cx, id, &result));
	call->target = result.report_id;
	return answer(cx, call, &result, response);
}

enum err
desk_write_read(struct ctx *cx, struct desk_call *call, const char *id, struct text *bytes,
                struct response *response)
{
	struct text out = text_make(cx->arena);
	const struct json *document;
	const char *found;
	const char *base;

	TRY(check(cx, call, NULL, bytes, &document, &base));
	found = draft_id_of(cx->arena, document);
	if (strcmp(found, id) != 0)
		return refuse_other(cx, found, id);
	text_add_fmt(&out, "{\"base\":%s,\"document\":%s}\n", base, bytes->data);
	desk_json(cx, 200, out.data, response);
	return ERR_OK;
}
