/* The work of jobs, done by the pool's workers between requests. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "command/check.h"
#include "command/draft.h"
#include "command/fields.h"
#include "db/acting.h"
#include "db/audit.h"
#include "db/job.h"
#include "db/staff.h"
#include "desk/desk_job.h"

/* A file that is checked may take as long; then it is one that cannot be. */
#define FILE_MS 20000

/* So many drafts are checked by the rules at a time: a statement has its limit, too. */
#define RENEWED 50

struct step {
	struct ctx *cx;
	const struct desk *desk;
	struct connection *db;
	struct desk_call call; /* of the account that a job works for */
};

static void
add_fault(struct text *out, const char *pointer, const char *message)
{
	text_add_str(out, out->length == 1 ? "{\"pointer\":" : ",{\"pointer\":");
	text_add_json(out, pointer);
	text_add_str(out, ",\"message\":");
	text_add_json(out, message);
	text_add_str(out, "}");
}

/* The faults of a file as JSON, with places in the file. */
static const char *
faults_of(struct arena *arena, const struct ctx *found, const char *name)
{
	const char *prefix = arena_printf(arena, "%s: ", name);
	struct text out = text_make(arena);

	text_add_str(&out, "[");
	for (const struct fault *fault = found->faults; fault != NULL; fault = fault->next) {
		const char *place = fault->place;

		if (text_starts_with(place, prefix))
			place += strlen(prefix);
		add_fault(&out, strcmp(place, name) == 0 || strcmp(place, "/") == 0 ? "" : place,
		          fault->what);
	}
	text_add_str(&out, "]");
	return out.data;
}

/* What was filled in comes into the draft as it is now, which may have changed meanwhile. */
static enum err
join_draft(struct step *step, struct ctx *cx, struct checker *checker, const char *path,
           const char *base, bool is_held, const struct json **document, struct text *file)
{
	struct staff_draft_now now;

	if (base == NULL || *document == NULL || checker->cx->fault_count > 0)
		return ERR_OK;
	TRY(staff_draft_now(cx, step->db, draft_id_of(cx->arena, *document), is_held, &now));
	return now.document == NULL ? ERR_OK : check_join(checker, path, base, &now, document, file);
}

/* What a file is, or what is wrong with it. */
static enum err
check_file_of(struct step *step, struct job_file *file)
{
	struct ctx found = ctx_make(step->cx->arena);
	const struct json *document;
	struct checker checker;
	struct text bytes;
	const char *base;
	enum err status;

	found.deadline_ms = clock_now_ms() + FILE_MS;
	TRY(check_open(&found, step->desk->page.renderer, &checker));
	document = check_bytes(&checker, file->name, &file->bytes);
	base = check_base(&checker, file->name);
	bytes = file->bytes;
	/* Now its cells are known; what comes of it is made when it is imported. */
	status = join_draft(step, step->cx, &checker, file->name, base, false, &document, &bytes);
	check_close(&checker);
	TRY(status);
	if (document == NULL && found.fault_count == 0)
		err_add_fault(&found, "", "这份文件处理不了");
	return job_end_file(step->cx, step->db, file,
	                    found.fault_count == 0 ? file->bytes.data : NULL, base,
	                    faults_of(step->cx->arena, &found, file->name));
}

/* Check one file. That it was begun is committed before: it may be the end of the worker. */
static enum err
check_next(struct step *step, bool *did)
{
	struct job_file file;

	TRY(job_begin(step->cx, step->db));
	TRY(job_next_file(step->cx, step->db, &file));
	TRY(job_commit(step->cx, step->db));
	if (file.job == NULL)
		return ERR_OK;
	*did = true;
	TRY(job_begin(step->cx, step->db));
	TRY(job_take_file(step->cx, step->db, &file));
	if (file.job == NULL)
		return job_commit(step->cx, step->db);
	TRY(acting_use(step->cx, step->db, file.secret, &step->call.acting));
	TRY(check_file_of(step, &file));
	return job_commit(step->cx, step->db);
}

/* One of the files, or of all of them that which cannot be imported. */
struct failure {
	size_t number; /* 0: none */
	const char *reason;
	const char *faults;
	bool is_cancelled;
};

/* As join_draft(), of a workbook that is not at hand any more. */
static enum err
join_again(struct step *step, struct ctx *cx, const struct job_document *document,
           const struct json **json, struct text *bytes)
{
	struct checker checker;
	enum err status;

	if (document->base == NULL)
		return ERR_OK;
	TRY(check_open(cx, step->desk->page.renderer, &checker));
	status = join_draft(step, cx, &checker, document->name, document->base, true, json, bytes);
	check_close(&checker);
	return status;
}

/* Import a document, if the account may there. Faults are those of its contents. */
static enum err
import_document(struct step *step, struct ctx *cx, const struct job_document *document,
                struct staff_import *result)
{
	struct text bytes = text_make(cx->arena);
	const struct json *json;
	const struct json *department;
	const struct template *template;

	text_add_str(&bytes, document->document);
	TRY(json_parse(cx, "document", bytes.data, bytes.length, &json));
	department = json_member(json_member(json, "department"), "code");
	template = renderer_template(step->desk->page.renderer,
	                             json_string(json_member(json, "form")));
	TRY(desk_must(cx, &step->call, DESK_EDITOR, json_string(department)));
	TRY(join_again(step, cx, document, &json, &bytes));
	if (cx->fault_count > 0)
		return err_set(cx, ERR_DOCUMENT, "the document has faults");
	return staff_import(cx, step->db, bytes.data, fields_types(cx, template), result);
}

static enum err
import_one(struct step *step, struct ctx *cx, const struct job *job, size_t number,
           const char **report_id, struct failure *failure)
{
	struct ctx inner = ctx_make(cx->arena);
	struct job_document document;
	struct staff_import result;
	struct text faults = text_make(step->cx->arena);
	enum err status;

	TRY(job_document(cx, step->db, job, number, &document));
	failure->is_cancelled = document.is_cancelled;
	if (document.is_cancelled)
		return ERR_OK;
	status = import_document(step, &inner, &document, &result);
	if (status == ERR_OK) {
		*report_id = arena_strdup(step->cx->arena, result.report_id);
		return job_mark_file(cx, step->db, job, number, "imported", result.outcome, "[]");
	}
	if (status == ERR_DOCUMENT) {
		*failure = (struct failure){
			.number = number,
			.faults = faults_of(step->cx->arena, &inner, document.name),
		};
		return ERR_OK;
	}
	if (status != ERR_INPUT && status != ERR_CONFLICT && status != ERR_RIGHT)
		return err_set(cx, status, "%s", inner.reason);
	text_add_str(&faults, "[");
	add_fault(&faults, inner.field == NULL || *inner.field != '/' ? "" : inner.field,
	          inner.reason);
	text_add_str(&faults, "]");
	*failure = (struct failure){ .number = number, .faults = faults.data };
	return ERR_OK;
}

/* All files of a job, until one cannot be imported or it is cancelled. */
static enum err
import_all(struct step *step, const struct job *job, struct failure *failure)
{
	const char **ids = arena_array(step->cx->arena, job->files + 1, sizeof *ids);
	struct arena *arena = arena_new();
	enum err status = ERR_OK;

	for (size_t i = 0;
	     i < job->files && status == ERR_OK && failure->number == 0 && !failure->is_cancelled;
	     i++) {
		struct ctx cx = ctx_make(arena);

		status = import_one(step, &cx, job, i + 1, &ids[i], failure);
		if (status != ERR_OK)
			err_set(step->cx, status, "%s", cx.reason);
		arena_reset(arena);
	}
	arena_free(arena);
	TRY(status);
	if (failure->number > 0 || failure->is_cancelled)
		return ERR_OK;
	for (size_t i = 0; i < job->files; i += RENEWED) {
		size_t count = job->files - i < RENEWED ? job->files - i : RENEWED;

		TRY(audit_renew(step->cx, step->db, audit_ids(step->cx->arena, ids + i, count)));
	}
	return ERR_OK;
}

/* Nothing was imported: say so, in a transaction of its own. */
static enum err
give_up(struct step *step, const struct job *job, const struct failure *failure)
{
	job_rollback(step->db);
	TRY(job_begin(step->cx, step->db));
	TRY(acting_use(step->cx, step->db, job->secret, &step->call.acting));
	if (failure->number > 0)
		TRY(job_mark_file(step->cx, step->db, job, failure->number, "faulty", NULL,
		                  failure->faults));
	TRY(job_end(step->cx, step->db, job, failure->is_cancelled ? "cancelled" : "failed",
	            failure->reason));
	return job_commit(step->cx, step->db);
}

static enum err
write_next(struct step *step, bool *did)
{
	struct failure failure = { 0 };
	struct acting *acting = &step->call.acting;
	struct job job;

	TRY(job_begin(step->cx, step->db));
	TRY(job_take(step->cx, step->db, &job));
	if (job.id == NULL)
		return job_commit(step->cx, step->db);
	*did = true;
	TRY(acting_use(step->cx, step->db, job.secret, acting));
	if (acting->account == NULL)
		failure = (struct failure){ .reason = "账号已停用" };
	else
		TRY(desk_grants(step->cx, &step->call));
	if (failure.reason == NULL)
		TRY(import_all(step, &job, &failure));
	if (failure.number > 0 || failure.is_cancelled || failure.reason != NULL)
		return give_up(step, &job, &failure);
	TRY(job_end(step->cx, step->db, &job, "done", NULL));
	return job_commit(step->cx, step->db);
}

static enum err
lead(struct step *step)
{
	int count;

	TRY(job_begin(step->cx, step->db));
	TRY(job_lead(step->cx, step->db, &count));
	return job_commit(step->cx, step->db);
}

bool
desk_job_step(const struct desk *desk, struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct step step = { .cx = &cx, .desk = desk, .db = desk->page.db };
	bool did = false;
	enum err status = lead(&step);

	if (status == ERR_OK)
		status = check_next(&step, &did);
	if (status == ERR_OK && !did)
		status = write_next(&step, &did);
	if (status == ERR_OK)
		return did;
	job_rollback(step.db);
	log_event(LOG_WARNING, NULL, "a job: %s", cx.reason == NULL ? err_name(status) : cx.reason);
	return false;
}
