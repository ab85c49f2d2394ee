#include "desk/desk_finding.h"

#include <string.h>

#include "command/finding.h"
#include "db/work.h"
#include "desk/desk_write.h"
#include "http/conditional.h"

/* The findings as they are kept, which are those of now. */
static enum err
answer(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *id = call->names[0];
	struct text out = text_make(cx->arena);
	const struct json *document;
	struct work_draft draft;

	TRY(work_find(cx, call->db, id, &draft));
	TRY(json_parse(cx, "the draft", draft.document, strlen(draft.document), &document));
	text_add_str(&out, "{\"id\":");
	text_add_json(&out, id);
	text_add_fmt(&out, ",\"etag\":\"%s\",\"findings\":", draft.digest);
	TRY(desk_write_findings(cx, call, id, document, &out));
	text_add_str(&out, ",\"findings_pending\":false}\n");
	desk_json(cx, 200, out.data, response);
	response_header(response, "ETag", conditional_etag(cx->arena, draft.digest));
	return ERR_OK;
}

/* A worker is at it, or will be: come again. Told with as little work as can be, because many ask. */
static enum err
answer_later(struct ctx *cx, const struct desk_call *call, struct response *response)
{
	struct text out = text_make(cx->arena);

	text_add_str(&out, "{\"id\":");
	text_add_json(&out, call->names[0]);
	text_add_str(&out, ",\"findings_pending\":true}\n");
	desk_json(cx, 202, out.data, response);
	response_header(response, "Preference-Applied", "respond-async");
	response_header(response, "Retry-After", "1");
	return ERR_OK;
}

enum err
desk_finding_list(struct ctx *cx, struct desk_call *call, struct response *response)
{
	bool is_due = false;

	if (call->request->may_defer) {
		TRY(audit_due(cx, call->db, call->names[0], false, &is_due));
		return is_due ? answer_later(cx, call, response) : answer(cx, call, response);
	}
	/* By the rules of now, so that what is shown is what can be explained. */
	TRY(audit_renew(cx, call->db, audit_ids(cx->arena, &call->names[0], 1)));
	return answer(cx, call, response);
}

struct reply {
	const char *finding;
	const char *reason;
	bool is_public;
};

/* A finding is answered where it is: the name of one of another draft is none here. */
static enum err
check_finding(struct ctx *cx, struct desk_call *call, const char *name)
{
	struct audit_finding *findings;
	size_t count;

	TRY(audit_list(cx, call->db, audit_ids(cx->arena, &call->names[0], 1), &findings, &count));
	for (size_t i = 0; i < count; i++)
		if (strcmp(findings[i].name, name) == 0)
			return ERR_OK;
	return err_set_field(cx, ERR_INPUT, "/finding",
	                     "这份草稿没有发现“%s”；数字改动以后发现有新的名称", name);
}

static enum err
read_reply(struct ctx *cx, struct desk_call *call, struct reply *reply, bool *matches,
           struct response *response)
{
	static const char *const members[] = { "finding", "reason", "public", NULL };
	const struct json *is_public = json_member(call->body, "public");

	TRY(desk_only(cx, call->body, members));
	if (is_public != NULL && json_type(is_public) != JSON_BOOLEAN)
		return err_set_field(cx, ERR_INPUT, "/public", "应为 true 或 false");
	reply->is_public = is_public != NULL && json_is_true(is_public);
	TRY(desk_string(cx, call->body, "finding", true, &reply->finding));
	TRY(desk_string(cx, call->body, "reason", true, &reply->reason));
	TRY(desk_write_lock(cx, call, DESK_EDITOR, matches, response));
	return *matches ? check_finding(cx, call, reply->finding) : ERR_OK;
}

enum err
desk_finding_explain(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct reply reply;
	bool matches = false;

	TRY(read_reply(cx, call, &reply, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(audit_explain(cx, call->db,
	                  &(struct audit_answer){ .finding = reply.finding,
	                                          .reason = reply.reason,
	                                          .is_public = reply.is_public }));
	return answer(cx, call, response);
}

enum err
desk_finding_unexplain(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "finding", NULL };
	const char *finding;
	bool matches = false;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "finding", true, &finding));
	TRY(desk_write_lock(cx, call, DESK_EDITOR, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(check_finding(cx, call, finding));
	TRY(audit_unexplain(cx, call->db, finding));
	return answer(cx, call, response);
}

enum err
desk_finding_mask(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct reply reply;
	bool matches = false;

	TRY(read_reply(cx, call, &reply, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(audit_mask(cx, call->db, reply.finding, reply.reason));
	return answer(cx, call, response);
}

enum err
desk_finding_masks(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct work_draft draft;
	const char *body;

	TRY(work_digest(cx, call->db, call->names[0], &draft));
	TRY(work_query(cx, call->db, WORK_MASK_LIST, PARAMS(call->names[0]), &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

enum err
desk_finding_unmask(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "words", "reason", NULL };
	const char *words;
	const char *reason;
	bool matches = false;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "words", true, &words));
	TRY(desk_string(cx, call->body, "reason", true, &reason));
	TRY(desk_write_lock(cx, call, DESK_EDITOR, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(audit_unmask(cx, call->db, call->names[0], words, reason));
	return answer(cx, call, response);
}
