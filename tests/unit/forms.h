/*
 * For the tests of templates: forms in short, compiled against the schema of
 * documents and the vocabulary of the tree (TREE).
 */
#ifndef TESTS_UNIT_FORMS_H
#define TESTS_UNIT_FORMS_H

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doc/document_schema.h"
#include "template/compile.h"

/* A form around what it prints, which begins on line 3; rows of a table begin on line 4. */
#define FORM_HEAD "<form id=\"X1\" name=\"表\" version=\"1\" title=\"{title}\">\n<page/>\n"
#define FORM(body) FORM_HEAD body "</form>"
#define TABLE(rows) FORM("<table columns=\"1 1\">\n" rows "</table>")

struct forms {
	const struct schema *schema;
	struct vocabulary *vocabulary;
	char path[40]; /* of the file that templates are compiled from */
};

/* Load schema and vocabulary; the test ends when there are none. */
static inline struct forms
forms_open(struct ctx *cx)
{
	struct forms forms = { .path = "/tmp/gongkai-form-XXXXXX" };
	int fd = mkstemp(forms.path);

	if (fd < 0 || document_schema_load(cx, &forms.schema) != ERR_OK ||
	    vocabulary_load(cx, TREE "/templates/template.rng", &forms.vocabulary) != ERR_OK)
		abort();
	close(fd);
	return forms;
}

static inline void
forms_close(struct forms *forms)
{
	vocabulary_free(forms->vocabulary);
	unlink(forms->path);
}

static inline void
forms_write(const char *path, const char *content, size_t length)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fwrite(content, 1, length, file) != length || fclose(file) != 0)
		abort();
}

/* How many files have names that fit. */
static inline long long
forms_count(const char *pattern)
{
	glob_t found;
	long long count;

	if (glob(pattern, 0, NULL, &found) != 0)
		return 0;
	count = (long long)found.gl_pathc;
	globfree(&found);
	return count;
}

static inline enum err
forms_compile(struct ctx *cx, const struct forms *forms, const char *xml, struct template **out)
{
	*cx = ctx_make(cx->arena);
	forms_write(forms->path, xml, strlen(xml));
	return compile_template(cx, forms->vocabulary, forms->schema, forms->path, out);
}

#endif
