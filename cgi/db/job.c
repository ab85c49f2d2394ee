#include "db/job.h"

#include <stdlib.h>
#include <string.h>

#include "db/acting.h"
#include "db/run.h"

static const char *
number_text(struct ctx *cx, size_t number)
{
	return arena_printf(cx->arena, "%zu", number);
}

static const char *
base64(struct arena *arena, const struct text *bytes)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *in = (const unsigned char *)bytes->data;
	char *out = arena_alloc(arena, (bytes->length + 2) / 3 * 4 + 1);
	char *end = out;

	for (size_t i = 0; i < bytes->length; i += 3) {
		size_t left = bytes->length - i;
		unsigned group = (unsigned)in[i] << 16 | (left > 1 ? (unsigned)in[i + 1] << 8 : 0) |
		                 (left > 2 ? in[i + 2] : 0);

		memset(end, '=', 4);
		end[0] = digits[group >> 18];
		end[1] = digits[group >> 12 & 63];
		if (left > 1)
			end[2] = digits[group >> 6 & 63];
		if (left > 2)
			end[3] = digits[group & 63];
		end += 4;
	}
	*end = '\0';
	return out;
}

static unsigned
hex_digit(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static struct text
from_hex(struct arena *arena, const char *digits)
{
	struct text out = text_make(arena);
	size_t length = strlen(digits) / 2;

	out.data = arena_alloc(arena, length + 1);
	for (size_t i = 0; i < length; i++)
		out.data[i] = (char)(hex_digit(digits[2 * i]) << 4 | hex_digit(digits[2 * i + 1]));
	out.data[length] = '\0';
	out.length = length;
	out.capacity = length + 1;
	return out;
}

enum err
job_add(struct ctx *cx, struct connection *db, const char *name, const char *secret,
        const char *address, const char **id)
{
	const char *params[] = { name, secret, address };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_JOB_ADD, 3, params, &result));
	*id = run_value(result, 0, "id");
	return *id != NULL ? ERR_OK
	                   : err_set(cx, ERR_INTERNAL, "statement desk_job_add returned nothing");
}

enum err
job_add_file(struct ctx *cx, struct connection *db, const char *id, size_t number, const char *name,
             const struct text *bytes, const char *reason)
{
	const char *params[] = { id, number_text(cx, number), name,
		                 reason == NULL ? base64(cx->arena, bytes) : NULL, reason };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_JOB_FILE_ADD, 5, params, &result);
}

enum err
job_cancel(struct ctx *cx, struct connection *db, const char *id)
{
	const char *params[] = { id };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_JOB_CANCEL, 1, params, &result);
}

enum err
job_begin(struct ctx *cx, struct connection *db)
{
	return acting_begin(cx, db);
}

enum err
job_commit(struct ctx *cx, struct connection *db)
{
	return acting_commit(cx, db);
}

void
job_rollback(struct connection *db)
{
	acting_rollback(db);
}

enum err
job_lead(struct ctx *cx, struct connection *db, int *count)
{
	const char *value;
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_JOB_LEAD, 0, NULL, &result));
	value = run_value(result, 0, "count");
	*count = value == NULL ? 0 : atoi(value);
	return ERR_OK;
}

enum err
job_next_file(struct ctx *cx, struct connection *db, struct job_file *file)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_JOB_FILE_BEGIN, 0, NULL, &result));
	*file = (struct job_file){ .job = run_value(result, 0, "job"),
		                   .number = run_value(result, 0, "number") };
	return ERR_OK;
}

enum err
job_take_file(struct ctx *cx, struct connection *db, struct job_file *file)
{
	const char *params[] = { file->job, file->number };
	const char *bytes;
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_JOB_FILE_TAKE, 2, params, &result));
	file->name = run_value(result, 0, "name");
	file->secret = run_value(result, 0, "secret");
	bytes = run_value(result, 0, "bytes");
	if (file->name == NULL || file->secret == NULL || bytes == NULL)
		file->job = NULL;
	else
		file->bytes = from_hex(cx->arena, bytes);
	return ERR_OK;
}

enum err
job_end_file(struct ctx *cx, struct connection *db, const struct job_file *file,
             const char *document, const char *base, const char *faults)
{
	const char *params[] = { file->job, file->number, document, base, faults };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_JOB_FILE_END, 5, params, &result);
}

enum err
job_take(struct ctx *cx, struct connection *db, struct job *job)
{
	const char *files;
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_JOB_TAKE, 0, NULL, &result));
	files = run_value(result, 0, "files");
	*job = (struct job){ .id = run_value(result, 0, "job"),
		             .secret = run_value(result, 0, "secret"),
		             .files = files == NULL ? 0 : strtoul(files, NULL, 10) };
	return ERR_OK;
}

enum err
job_document(struct ctx *cx, struct connection *db, const struct job *job, size_t number,
             struct job_document *document)
{
	const char *params[] = { job->id, number_text(cx, number) };
	const char *cancelled;
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_JOB_DOCUMENT, 2, params, &result));
	cancelled = run_value(result, 0, "is_cancelled");
	*document = (struct job_document){ .name = run_value(result, 0, "name"),
		                           .document = run_value(result, 0, "document"),
		                           .base = run_value(result, 0, "base"),
		                           .is_cancelled = cancelled != NULL && *cancelled == 't' };
	if (document->name == NULL || document->document == NULL)
		return err_set(cx, ERR_INTERNAL, "statement desk_job_document returned nothing");
	return ERR_OK;
}

enum err
job_mark_file(struct ctx *cx, struct connection *db, const struct job *job, size_t number,
              const char *state, const char *outcome, const char *faults)
{
	const char *params[] = { job->id, number_text(cx, number), state, outcome, faults };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_JOB_FILE_MARK, 5, params, &result);
}

enum err
job_end(struct ctx *cx, struct connection *db, const struct job *job, const char *state,
        const char *reason)
{
	const char *params[] = { job->id, state, reason };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_JOB_END, 3, params, &result);
}
