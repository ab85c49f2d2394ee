/*
 * A document of another year to begin with: what is filled in anew each year is
 * left out, all else stays.
 */
#ifndef SHEET_BLANK_H
#define SHEET_BLANK_H

#include "base/text.h"
#include "doc/json.h"
#include "template/template.h"

/* Write the document for the year as JSON. Schema and template say what is filled in anew. */
void blank_write(struct arena *arena, const struct json *document, const struct schema *schema,
                 const struct template *template, long year, struct text *out);

#endif
