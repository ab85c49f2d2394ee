#include "desk/desk_comment.h"

#include "db/work.h"
#include "desk/desk_once.h"

/* With one step come at most as many. */
#define COMMENTS_MAX 200

static enum err
answer_list(struct ctx *cx, struct desk_call *call, int status, struct response *response)
{
	const char *body;

	TRY(work_query(cx, call->db, WORK_COMMENT_LIST, PARAMS(call->names[0]), &body));
	desk_json(cx, status, body, response);
	return ERR_OK;
}

enum err
desk_comment_list(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return answer_list(cx, call, 200, response);
}

/* Whoever fills in and whoever reviews has something to say. */
static enum err
must(struct ctx *cx, struct desk_call *call)
{
	struct work_draft draft;

	TRY(work_digest(cx, call->db, call->names[0], &draft));
	if (desk_may(call, DESK_EDITOR, draft.department))
		return ERR_OK;
	return desk_must(cx, call, DESK_REVIEWER, draft.department);
}

static enum err
add(struct ctx *cx, struct desk_call *call, const struct json *comment)
{
	static const char *const members[] = { "pointer", "text", NULL };
	const char *pointer;
	const char *number;
	const char *text;

	TRY(desk_only(cx, comment, members));
	TRY(desk_string(cx, comment, "pointer", true, &pointer));
	TRY(desk_string(cx, comment, "text", true, &text));
	return work_comment(cx, call->db, call->names[0], pointer, text, &number);
}

static enum err
add_one(struct ctx *cx, struct desk_call *call, struct text *bytes, struct response *response)
{
	(void)bytes;
	TRY(add(cx, call, call->body));
	return answer_list(cx, call, 201, response);
}

enum err
desk_comment_add(struct ctx *cx, struct desk_call *call, struct response *response)
{
	TRY(must(cx, call));
	return desk_once(cx, call, NULL, add_one, response);
}

enum err
desk_comment_settle(struct ctx *cx, struct desk_call *call, struct response *response)
{
	TRY(must(cx, call));
	TRY(work_settle(cx, call->db, call->names[0], call->names[1]));
	return answer_list(cx, call, 200, response);
}

enum err
desk_comment_take(struct ctx *cx, struct desk_call *call)
{
	const struct json *comments = json_member(call->body, "comments");
	size_t place = 0;

	if (comments == NULL)
		return ERR_OK;
	if (json_type(comments) != JSON_ARRAY || json_count(comments) > COMMENTS_MAX)
		return err_set_field(cx, ERR_INPUT, "/comments",
		                     "应为数组，最多 %d 条意见：[{\"pointer\", \"text\"}]",
		                     COMMENTS_MAX);
	json_each(comment, comments)
		TRY(desk_within(cx, arena_printf(cx->arena, "/comments/%zu", place++),
	                        add(cx, call, comment)));
	return ERR_OK;
}

enum err
desk_comment_presence(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "pointer", NULL };
	const struct json *pointer = json_member(call->body, "pointer");
	const char *cell = json_string(pointer);
	const char *body;

	TRY(desk_only(cx, call->body, members));
	if (pointer == NULL || (cell == NULL && json_type(pointer) != JSON_NULL))
		return err_set_field(cx, ERR_INPUT, "/pointer", "应为 JSON Pointer，离开时为 null");
	TRY(work_query(cx, call->db, WORK_PRESENCE, PARAMS(call->names[0], cell), &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}
