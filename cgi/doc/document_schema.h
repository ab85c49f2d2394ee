/* The schema of disclosure documents (sql/document.schema.json), built into the program. */
#ifndef DOC_DOCUMENT_SCHEMA_H
#define DOC_DOCUMENT_SCHEMA_H

#include "doc/schema.h"

/* Compile it into the context's arena. */
MUST_USE enum err document_schema_load(struct ctx *cx, const struct schema **out);

#endif
