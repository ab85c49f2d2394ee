/*
 * The templates of a folder, compiled once and shared by all workers.
 */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include "doc/schema.h"
#include "template/shape.h"

struct template;
struct template_set;

/*
 * Compile every *.xml of a folder; the vocabulary is template.rng beside them.
 * All faults of all files are added to `cx->faults`. Free with
 * template_set_free(). `schema` must live as long.
 */
MUST_USE enum err template_set_load(struct ctx *cx, const char *folder, const struct schema *schema,
                                    struct template_set **out);
void template_set_free(struct template_set *set);

/* Compile one file against the vocabulary in `folder`: the result is a set of one. */
MUST_USE enum err template_load_file(struct ctx *cx, const char *folder, const char *path,
                                     const struct schema *schema, struct template_set **out);

/* Compile a template's text, which `name` stands for in faults: a set of one. */
MUST_USE enum err template_load_text(struct ctx *cx, const char *folder, const char *name,
                                     const struct text *text, const struct schema *schema,
                                     struct template_set **out);

size_t template_count(const struct template_set *set);

/* The template at an index, or of a form; NULL when there is none. Borrowed. */
const struct template *template_at(const struct template_set *set, size_t index);
const struct template *template_find(const struct template_set *set, const char *form);

const char *template_id(const struct template *template);
const char *template_name(const struct template *template);
const char *template_digest(const struct template *template);

/* Does its form print the project of the document, so that there is one of it for each project? */
bool template_is_of_project(const struct template *template);

/* The file's text, of which template_digest() is the SHA-256. */
const char *template_source(const struct template *template);

/* The extra fields that the template declares: a list, NULL when none. */
const struct bind_field *template_fields(const struct template *template);

/* All that a template declares, beside the schema; nothing for NULL. */
struct shape_world template_world(const struct template *template, const struct schema *schema);

/* The lists that the template declares, with their fields and their lists: NULL when none. */
const struct bind_list *template_lists(const struct template *template);

#endif
