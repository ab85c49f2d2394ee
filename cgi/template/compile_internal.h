/*
 * Shared by compile.c (the file, and what stands on the page),
 * compile_attribute.c (attributes, which all of them read), compile_syntax.c
 * (the file's XML), compile_page.c (formats and declarations), compile_table.c
 * (tables), compile_inline.c (styles and text) and compile_explanation.c (what stands
 * below every form).
 */
#ifndef TEMPLATE_COMPILE_INTERNAL_H
#define TEMPLATE_COMPILE_INTERNAL_H

#include "template/compile.h"

struct named_style {
	struct named_style *next;
	const char *name;
	xmlNodePtr source;
};

/* Names in `merge`, each kept once, so that equal names are equal pointers. */
struct merge_name {
	struct merge_name *next;
	const char *name;
};

struct compiler {
	struct ctx *cx; /* faults, and memory for this compilation */
	const char *path;
	struct bind_names names;
	struct named_style *styles;
	struct merge_name *merges;
	const struct borders *row_borders; /* what the row says of its cells' rules */
	struct template *out;
};

void compile_fault(struct compiler *compiler, const xmlNode *node, const char *attribute,
                   const char *what);

/* The value of an attribute in the template's memory, or NULL. */
const char *compile_attribute(struct compiler *compiler, xmlNodePtr node, const char *name);

/* As compile_attribute(), but "" for one that is missing: the vocabulary has told of it. */
const char *compile_required(struct compiler *compiler, xmlNodePtr node, const char *name);

/* A context in which one thing is tried whose error becomes a fault. */
struct ctx compile_attempt(struct compiler *compiler);

/* A length in an attribute; `*out` stays as it is without one. */
void compile_length(struct compiler *compiler, xmlNodePtr source, const char *name, int *out);

/* A whole number in an attribute. */
unsigned compile_count(struct compiler *compiler, xmlNodePtr source, const char *name,
                       unsigned fallback, unsigned max);

/* The conditions `when` and `unless` of an element. */
void compile_shown(struct compiler *compiler, xmlNodePtr source, struct shown *out);

/* Text with bindings, of a node or of an attribute of it; NULL, and a fault, if it is wrong. */
struct piece *compile_bindings(struct compiler *compiler, xmlNodePtr node, const char *attribute,
                               const char *text);

/* Text with bindings in an attribute; NULL without one. */
struct piece *compile_pieces(struct compiler *compiler, xmlNodePtr source, const char *name);

/* The elements in an element that become nodes. */
struct node *compile_children(struct compiler *compiler, xmlNodePtr parent);

/* Style and text of an element. */
void compile_text(struct compiler *compiler, xmlNodePtr source, struct node *node);

/* compile_syntax.c: parse the file; faults of syntax are told in Chinese. NULL when there is no document. */
xmlDocPtr compile_parse(struct compiler *compiler, const struct text *file);

/* compile_page.c: what the form has before its first paragraph, and sections. */
void compile_page(struct compiler *compiler, xmlNodePtr source);
void compile_field(struct compiler *compiler, xmlNodePtr source);
void compile_list(struct compiler *compiler, xmlNodePtr source);
void compile_own(struct compiler *compiler, xmlNodePtr source, const struct bind_field **fields);
void compile_section(struct compiler *compiler, xmlNodePtr source, struct node *node);
/* <verify>: where the code of what is published stands. */
void compile_verify(struct compiler *compiler, xmlNodePtr source);

/* compile_explanation.c: put the explanations behind all that the form prints. */
void compile_explanations(struct compiler *compiler);

/* compile_table.c. */
void compile_table(struct compiler *compiler, xmlNodePtr source, struct node *node);
void compile_block(struct compiler *compiler, xmlNodePtr source, struct node *node);
void compile_row(struct compiler *compiler, xmlNodePtr source, struct node *node);
void compile_cell(struct compiler *compiler, xmlNodePtr source, struct node *node);

/* Remember a <style>. */
void compile_named_style(struct compiler *compiler, xmlNodePtr source);

/* The style of an element as such: its default, changed by a <style> of its name. */
struct style compile_style_of(struct compiler *compiler, const char *element);

/* The style of one element, with its `style` attribute and its own attributes. */
void compile_style(struct compiler *compiler, xmlNodePtr source, struct node *node);

/* Text, <br/>, <b> and <span> in an element. */
struct inline_part *compile_inline(struct compiler *compiler, xmlNodePtr source);

#endif
