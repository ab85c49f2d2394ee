#include "desk/desk_job.h"

#include <string.h>
#include <strings.h>

#include "db/job.h"
#include "db/work.h"
#include "desk/desk_once.h"
#include "desk/desk_write.h"
#include "sheet/bundle.h"
#include "sign/secret.h"

#define ARCHIVE_MAX ((size_t)64 * 1024 * 1024)

const struct param desk_job_params[] = {
	{ .name = "name", .kind = PARAM_TEXT, .max = 200, .fallback = "documents.zip" },
	{ 0 },
};

static enum err
add_file(struct ctx *cx, struct desk_call *call, const char *id, struct bundle *bundle,
         const struct bundle_file *file, size_t number)
{
	struct arena *arena = arena_new();
	struct ctx inner = ctx_make(arena);
	const char *reason = file->reason;
	struct text bytes = { .data = NULL };
	enum err status;

	if (reason == NULL && bundle_read(&inner, bundle, file->index, &bytes) != ERR_OK)
		reason = inner.reason;
	ctx_clear(&inner);
	status = job_add_file(&inner, call->db, id, number, file->name, &bytes, reason);
	if (status != ERR_OK)
		err_set(cx, status, "%s", inner.reason);
	arena_free(arena);
	return status;
}

static enum err
answer(struct ctx *cx, struct desk_call *call, const char *id, int status, struct response *response)
{
	const char *body;

	TRY(work_query(cx, call->db, WORK_JOB_FIND, PARAMS(id), &body));
	desk_json(cx, status, body, response);
	return ERR_OK;
}

static enum err
create(struct ctx *cx, struct desk_call *call, struct text *bytes, struct response *response)
{
	struct bundle_file *files;
	struct bundle *bundle;
	const char *id;
	size_t count;

	TRY(bundle_open(cx, bytes->data, bytes->length, &bundle));
	TRY(bundle_list(cx, bundle, &files, &count));
	TRY(job_add(cx, call->db, call->page.params.value[0], secret_new(cx->arena),
	            call->request->address, &id));
	call->target = id;
	for (size_t i = 0; i < count; i++)
		TRY(add_file(cx, call, id, bundle, &files[i], i + 1));
	TRY(answer(cx, call, id, 202, response));
	response_header(response, "Location", arena_printf(cx->arena, DESK_API "/jobs/%s", id));
	return ERR_OK;
}

enum err
desk_job_create(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *type = call->request->content_type;
	struct text bytes;

	if (type == NULL || strncasecmp(type, "application/zip", strlen("application/zip")) != 0)
		return err_set(cx, ERR_MEDIA, "正文的 Content-Type 应为 application/zip");
	TRY(desk_write_body(cx, ARCHIVE_MAX, &bytes));
	return desk_once(cx, call, &bytes, create, response);
}

enum err
desk_job_list(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *body;

	TRY(work_query(cx, call->db, WORK_JOB_LIST, (struct params){ 0 }, &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

enum err
desk_job_read(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return answer(cx, call, call->names[0], 200, response);
}

enum err
desk_job_cancel(struct ctx *cx, struct desk_call *call, struct response *response)
{
	TRY(job_cancel(cx, call->db, call->names[0]));
	return answer(cx, call, call->names[0], 202, response);
}
