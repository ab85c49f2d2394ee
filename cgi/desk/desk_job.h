/*
 * Many documents at once: an archive of workbooks and JSON, imported by workers of the
 * pool when they have nothing else to do, all of it or nothing.
 */
#ifndef DESK_DESK_JOB_H
#define DESK_DESK_JOB_H

#include "desk/desk.h"

extern const struct param desk_job_params[];

/* POST /jobs?name=: the body is the ZIP archive. 202, and the job. */
MUST_USE enum err desk_job_create(struct ctx *cx, struct desk_call *call, struct response *response);

/* GET /jobs, GET /jobs/{job}: how far they are, with a result for each file. */
MUST_USE enum err desk_job_list(struct ctx *cx, struct desk_call *call, struct response *response);
MUST_USE enum err desk_job_read(struct ctx *cx, struct desk_call *call, struct response *response);

/* DELETE /jobs/{job}: it ends without having done anything, if it is not over yet. */
MUST_USE enum err desk_job_cancel(struct ctx *cx, struct desk_call *call, struct response *response);

/*
 * Take one step of whatever job waits: check a file, or import all files of one. True when
 * there may be more to do at once. Nothing is open before and after it.
 */
bool desk_job_step(const struct desk *desk, struct arena *arena);

#endif
