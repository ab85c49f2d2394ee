#include "desk/desk_life.h"

#include <stdlib.h>
#include <string.h>

#include "command/seal.h"
#include "db/audit.h"
#include "db/life.h"
#include "db/staff.h"
#include "db/work.h"
#include "desk/desk_comment.h"
#include "desk/desk_write.h"
#include "http/conditional.h"

enum err
desk_life_history(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *site = call->desk->config->site;
	const char *body;

	if (strcmp(site, "none") == 0)
		site = NULL;
	TRY(work_query(cx, call->db, WORK_HISTORY, PARAMS(call->names[0], site), &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

enum err
desk_life_revision(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *body;

	TRY(work_query(cx, call->db, WORK_REVISION, PARAMS(call->names[0], call->names[1]), &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

/* `members` is further JSON, or "". */
static enum err
answer(struct ctx *cx, struct desk_call *call, const char *members, struct response *response)
{
	struct text out = text_make(cx->arena);
	struct work_draft draft;

	TRY(work_find(cx, call->db, call->names[0], &draft));
	text_add_str(&out, "{\"id\":");
	text_add_json(&out, call->names[0]);
	text_add_fmt(&out, ",\"etag\":\"%s\",\"state\":\"%s\"%s}\n", draft.digest, draft.state,
	             members);
	desk_json(cx, 200, out.data, response);
	response_header(response, "ETag", conditional_etag(cx->arena, draft.digest));
	return ERR_OK;
}

/* One draft, as the functions of the database take it. */
static const char *
ids_of(struct ctx *cx, const struct desk_call *call)
{
	return audit_ids(cx->arena, &call->names[0], 1);
}

/* By the rules of now, so that what is refused can be explained. An explanation goes with its finding: If-Match
 * tells whether that changes the draft. */
static enum err
begin(struct ctx *cx, struct desk_call *call, enum desk_role role, bool *matches,
      struct response *response)
{
	TRY(desk_must(cx, call, role, call->department));
	TRY(audit_renew(cx, call->db, ids_of(cx, call)));
	return desk_write_lock(cx, call, role, matches, response);
}

static enum err
refuse_unseen(struct ctx *cx, const char *field)
{
	return err_set_field(cx, ERR_CONFLICT, field, "这份材料此后有了变化，请重新看一遍");
}

/*
 * `state`, where it is given, is the one that was looked at: nobody takes back unseen what
 * somebody else decided meanwhile.
 */
static enum err
check_state(struct ctx *cx, struct desk_call *call)
{
	struct work_draft draft;
	const char *seen;

	TRY(desk_string(cx, call->body, "state", false, &seen));
	if (seen == NULL)
		return ERR_OK;
	TRY(work_find(cx, call->db, call->names[0], &draft));
	if (strcmp(seen, draft.state) == 0)
		return ERR_OK;
	return refuse_unseen(cx, "/state");
}

enum err
desk_life_submit(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "note", "correction_reason", "comments", NULL };
	struct life_drafts drafts;
	const char *reason;
	const char *note;
	bool matches;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "note", false, &note));
	TRY(desk_string(cx, call->body, "correction_reason", false, &reason));
	TRY(begin(cx, call, DESK_EDITOR, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(desk_comment_take(cx, call));
	TRY(life_submit(cx, call->db, ids_of(cx, call), note, reason, false, &drafts));
	return answer(cx, call, "", response);
}

enum err
desk_life_approve(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "note", "state", "comments", NULL };
	struct life_drafts drafts;
	struct work_draft draft;
	const char *note;
	bool matches;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "note", false, &note));
	TRY(begin(cx, call, DESK_REVIEWER, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(check_state(cx, call));
	TRY(desk_comment_take(cx, call));
	/* What If-Match named, and the lock holds. */
	TRY(work_digest(cx, call->db, call->names[0], &draft));
	TRY(life_approve(cx, call->db, ids_of(cx, call), audit_ids(cx->arena, &draft.digest, 1),
	                 note, &drafts));
	return answer(cx, call, "", response);
}

enum err
desk_life_return(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "reason", "state", "comments", NULL };
	struct life_drafts drafts;
	const char *reason;
	bool matches;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "reason", true, &reason));
	TRY(desk_write_lock(cx, call, DESK_REVIEWER, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(check_state(cx, call));
	TRY(desk_comment_take(cx, call));
	TRY(life_return(cx, call->db, ids_of(cx, call), reason, &drafts));
	return answer(cx, call, "", response);
}

/* As `gongkai publish` does: what cannot be printed is not published, and what is can be proved. */
static enum err
publish(struct ctx *cx, struct desk_call *call, struct staff_published *published, const char **site)
{
	const struct renderer *renderer = call->desk->page.renderer;
	struct command_line line = { .cx = cx, .config = *call->desk->config };
	struct seal seal;

	TRY(seal_open(&line, &seal));
	*site = seal.site;
	TRY(staff_wait(cx, call->db));
	seal_fonts(cx->arena, renderer, &seal);
	TRY(seal_claim(cx, &seal, call->db, renderer, call->names[0], NULL));
	TRY(staff_publish(cx, call->db, call->names[0], NULL, published));
	return seal_head(cx, &seal, call->db);
}

enum err
desk_life_publish(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { NULL };
	struct staff_published published;
	struct text members_text;
	const char *site = NULL;
	const char *code;
	bool matches;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_write_lock(cx, call, DESK_PUBLISHER, &matches, response));
	if (!matches)
		return ERR_OK;
	TRY(publish(cx, call, &published, &site));
	TRY(work_query(cx, call->db, WORK_CODE, PARAMS(call->names[0], published.revision), &code));
	members_text = text_make(cx->arena);
	text_add_fmt(&members_text,
	             ",\"revision\":%s,\"outcome\":\"%s\",\"code\":", published.revision,
	             published.outcome);
	text_add_json(&members_text, code);
	text_add_str(&members_text, ",\"site\":");
	text_add_json(&members_text, site);
	return answer(cx, call, members_text.data, response);
}

/* `revision`, where it is given, is the one that was looked at: only that is withdrawn. */
static enum err
withdraw(struct ctx *cx, struct desk_call *call, const char *reason, const char **revision)
{
	const struct json *seen = json_member(call->body, "revision");
	struct ctx inner = ctx_make(cx->arena);
	enum err status;

	if (seen != NULL && json_type(seen) != JSON_INTEGER)
		return err_set_field(cx, ERR_INPUT, "/revision", "revision 应为整数");
	status = staff_withdraw(&inner, call->db, call->names[0], reason, NULL, revision);
	if (status == ERR_NOT_FOUND && seen != NULL)
		return refuse_unseen(cx, "/revision");
	if (status != ERR_OK)
		return err_set_field(cx, status, inner.field, "%s", inner.reason);
	if (seen != NULL && json_integer(seen, 0) != atol(*revision))
		return refuse_unseen(cx, "/revision");
	return ERR_OK;
}

enum err
desk_life_withdraw(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "reason", "revision", NULL };
	struct command_line line = { .cx = cx, .config = *call->desk->config };
	struct work_draft draft;
	const char *revision;
	const char *reason;
	struct seal seal;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "reason", true, &reason));
	TRY(work_digest(cx, call->db, call->names[0], &draft));
	TRY(desk_must(cx, call, DESK_PUBLISHER, draft.department));
	TRY(seal_open(&line, &seal));
	TRY(withdraw(cx, call, reason, &revision));
	TRY(seal_head(cx, &seal, call->db));
	return answer(cx, call, arena_printf(cx->arena, ",\"revision\":%s", revision), response);
}
