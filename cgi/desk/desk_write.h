/*
 * Writing a draft whole: checked as `gongkai import` checks it, kept, checked by the
 * rules of 勾稽 (at once, or after the answer where the client prefers that), and answered
 * with what it has become.
 */
#ifndef DESK_DESK_WRITE_H
#define DESK_DESK_WRITE_H

#include "base/text.h"
#include "desk/desk.h"

/* A document, as JSON or a workbook, may have as many bytes. */
#define DESK_WRITE_DOCUMENT_MAX ((size_t)8 * 1024 * 1024)

/*
 * Keep `bytes` as the draft `id`, or where that is NULL as a new one: ERR_CONFLICT then
 * when it is there already. ERR_DOCUMENT with all faults of the document in `cx->faults`,
 * each with its JSON pointer, or its cell when it came as a workbook.
 *
 * The answer is {"id", "etag", "changed": [pointers], "findings": [...],
 * "findings_pending", "document"}; its ETag is the draft's digest. What is pending are those of
 * before, and a worker renews them.
 */
MUST_USE enum err desk_write(struct ctx *cx, struct desk_call *call, const char *id,
                             struct text *bytes, struct response *response);

/*
 * Read a workbook of the draft `id` and keep nothing: {"base", "document"}, the document that it
 * was made from and what has been filled in. Faults as above.
 */
MUST_USE enum err desk_write_read(struct ctx *cx, struct desk_call *call, const char *id,
                                  struct text *bytes, struct response *response);

/* The body of a request, of at most `limit` bytes. ERR_INPUT when there is none. */
MUST_USE enum err desk_write_body(struct ctx *cx, size_t limit, struct text *out);

/*
 * Take hold of the draft names[0] for a change that needs the role; it is call->document then.
 * ERR_UNCONDITIONED without If-Match, or with `*`. When that names another state of the draft,
 * `*matches` is false, and the response is whole: 412, with the ETag of what there is now.
 */
MUST_USE enum err desk_write_lock(struct ctx *cx, struct desk_call *call, enum desk_role role,
                                  bool *matches, struct response *response);

/* Append the findings of a draft, which is `document`, as the elements of a JSON array, with its brackets. */
MUST_USE enum err desk_write_findings(struct ctx *cx, struct desk_call *call, const char *id,
                                      const struct json *document, struct text *out);

#endif
