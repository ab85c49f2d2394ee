/* Findings of 勾稽 as staff read them: with the words of their places, and as JSON. */
#ifndef COMMAND_FINDING_H
#define COMMAND_FINDING_H

#include "base/text.h"
#include "db/audit.h"
#include "doc/json.h"
#include "doc/schema.h"
#include "render/renderer.h"

/* What places are told with. */
struct finding_reader {
	struct connection *db; /* where drafts are */
	const struct renderer *renderer;
	const struct schema *schema;
	struct finding_draft *drafts; /* that were read, in the arena of the calls */
};

/* A reader with templates and a connection of others. */
MUST_USE enum err finding_open(struct ctx *cx, const struct renderer *renderer,
                               struct connection *db, struct finding_reader *out);

/* A draft that the caller has: it need not be read. Both are borrowed. */
void finding_know(struct ctx *cx, struct finding_reader *reader, const char *id,
                  const struct json *document);

/* Forget the drafts that were read: their arena goes. */
void finding_forget(struct finding_reader *reader);

/* The word for a severity: 错误, 提醒 or 提示. */
const char *finding_severity(const char *severity);

/* A JSON Pointer of a document in words. */
const char *finding_words(struct arena *arena, const struct finding_reader *reader,
                          const struct json *document, const char *pointer);

/* Where it is shown, in words; the pointer, when its draft is gone meanwhile. */
MUST_USE enum err finding_place(struct ctx *cx, struct finding_reader *reader,
                                const struct audit_finding *finding, const char **place);

/* What was found, with amounts in the unit in which its form prints them. */
MUST_USE enum err finding_sentence(struct ctx *cx, struct finding_reader *reader,
                                   const struct audit_finding *finding, const char **sentence);

/* Append the findings of one report, for people, under its identifier and title. */
MUST_USE enum err finding_tell(struct ctx *cx, struct finding_reader *reader,
                               const struct audit_finding *findings, size_t count, struct text *out);

/* Append findings, of any reports, as a JSON array. */
MUST_USE enum err finding_list_json(struct ctx *cx, struct finding_reader *reader,
                                    const struct audit_finding *findings, size_t count,
                                    struct text *out);

/* Append them as a JSON object. */
MUST_USE enum err finding_json(struct ctx *cx, struct finding_reader *reader,
                               const struct audit_finding *findings, size_t count, struct text *out);

#endif
