#include "desk/desk_once.h"

#include <string.h>

#include "db/work.h"

#define KEY_MAX 200

/* A text of visible ASCII, as the draft of the header's standard has it, quoted or not. */
static enum err
check_key(struct ctx *cx, const char *key)
{
	size_t length = strlen(key);

	for (size_t i = 0; i < length; i++)
		if (key[i] <= ' ' || key[i] > '~')
			length = 0;
	if (length == 0 || length > KEY_MAX)
		return err_set_field(cx, ERR_INPUT, "Idempotency-Key",
		                     ctx_say(cx, "Idempotency-Key 应是 1 至 %d 个可见的 ASCII 字符",
		                             "Idempotency-Key has to be 1 to %d visible characters"),
		                     KEY_MAX);
	return ERR_OK;
}

/* What is asked: the same of two requests that are the same. */
static const char *
digest_of(struct ctx *cx, const struct desk_call *call, const struct text *bytes)
{
	struct text all = text_make(cx->arena);

	text_add_fmt(&all, "%d %s\n", (int)call->request->method, call->request->target);
	if (bytes != NULL)
		text_add(&all, bytes->data, bytes->length);
	else
		json_add(&all, call->body);
	return text_sha256(cx->arena, all.data, all.length);
}

static void
repeat(struct ctx *cx, const struct work_answer *before, struct response *response)
{
	desk_json(cx, before->status, before->body, response);
	response_header(response, "Location", before->location);
	response_header(response, "ETag", before->etag);
}

enum err
desk_once(struct ctx *cx, struct desk_call *call, struct text *bytes, desk_once_step step,
          struct response *response)
{
	const char *key = call->request->idempotency_key;
	struct work_answer answer;

	if (key == NULL)
		return step(cx, call, bytes, response);
	TRY(check_key(cx, key));
	TRY(work_once(cx, call->db, key, digest_of(cx, call, bytes), &answer));
	if (answer.status != 0) {
		repeat(cx, &answer, response);
		return ERR_OK;
	}
	TRY(step(cx, call, bytes, response));
	answer = (struct work_answer){ .status = response->status,
		                       .location = response_find(response, "Location"),
		                       .etag = response_find(response, "ETag"),
		                       .body = call->kept == NULL ? response->body : call->kept };
	return work_keep(cx, call->db, key, &answer);
}
