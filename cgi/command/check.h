/*
 * Documents before they are kept, printed or bound: all that is wrong with them,
 * so that what is imported can be published.
 */
#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H

#include "base/text.h"
#include "db/staff.h"
#include "doc/schema.h"
#include "render/renderer.h"

struct check_book;

struct checker {
	struct ctx *cx; /* gets the faults, each with file and JSON pointer, or cell of a workbook */
	const struct schema *schema;
	const struct renderer *renderer;
	struct arena *files; /* where files and their trees live; that of `cx` unless set otherwise */
	struct arena *scratch;    /* of the drawing at work */
	struct check_book *books; /* the workbooks among the files */
};

/* Files that are read may be as large. */
#define CHECK_DOCUMENT_MAX ((size_t)64 * 1024 * 1024)

/*
 * A document may have as many bytes and values, however they are divided among its
 * lists. It has room to grow when it is published; see doc/json.h.
 */
#define CHECK_LENGTH_MAX ((size_t)5 * 1024 * 1024)
#define CHECK_VALUES_MAX 100000

/* Check against the templates and fonts of a renderer. Ends with check_close(). */
MUST_USE enum err check_open(struct ctx *cx, const struct renderer *renderer, struct checker *out);
void check_close(struct checker *checker);

/*
 * Read a file and check it: by the schema, by what its template declares, and
 * by laying it out. NULL when it is no JSON or too large. A form without a template is no
 * fault here, as long as the document has no fields that a template declares:
 * it can be kept, not printed.
 */
const struct json *check_file(struct checker *checker, const char *path, struct text *file);

/* As check_file(), of a file whose bytes are in `file` already. */
const struct json *check_bytes(struct checker *checker, const char *path, struct text *file);

/* The JSON text of the document that the workbook `path` was made from; NULL: it was none. */
const char *check_base(const struct checker *checker, const char *path);

/*
 * What was filled in since `base` comes into the draft as it is now: `*document` and `file` become
 * that, checked. Where the draft has changed since, too, to something else, is a fault, and then
 * they stay as they are.
 */
MUST_USE enum err check_join(struct checker *checker, const char *path, const char *base,
                             const struct staff_draft_now *now, const struct json **document,
                             struct text *file);

/* As check_file(), but it is not laid out: the caller draws it and gives check_take() what that found. */
const struct json *check_text(struct checker *checker, const char *path, struct text *file);
void check_take(struct checker *checker, const char *path, const struct ctx *found);

/* Check a document, from the file `path` or kept as it, as publishing does: draw it. */
void check_drawing(struct checker *checker, const char *path, const char *document);

/* ERR_INPUT with their number when there are faults: all of them are printed then. */
MUST_USE enum err check_result(struct checker *checker, const char *consequence);

#endif
