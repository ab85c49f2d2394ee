/*
 * A document of another year to begin with: what is filled in anew each year is
 * left out, all else stays.
 */
#ifndef SHEET_BLANK_H
#define SHEET_BLANK_H

#include "base/text.h"
#include "doc/json.h"
#include "template/template.h"

/* Whose form it is to be. A NULL is not in the document. */
struct blank_owner {
	const struct json *region;
	const struct json *department;
	const struct json *project;
	const char *department_code; /* of a department that is not known yet, as NULL above */
	const char *project_code; /* of a project that is not known yet; NULL if it is or there is none */
};

/*
 * The same from a form of somebody else: of its contents only what says which rows
 * there are stays (labels, groups, headings), with one row to fill in for each list
 * of other things; its title is the name of the template. A model without members is that of a form
 * that nobody has ever filled in.
 */
void blank_begin(struct arena *arena, const struct json *model, const struct schema *schema,
                 const struct template *template, const struct blank_owner *owner, long year,
                 struct text *out);

/*
 * Write the document for the year as JSON. Schema and template say what is filled in anew; a
 * title that names the year of the document names the new one.
 */
void blank_write(struct arena *arena, const struct json *document, const struct schema *schema,
                 const struct template *template, long year, struct text *out);

#endif
