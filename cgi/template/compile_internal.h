/* Shared by compile.c (structure) and compile_inline.c (styles and text). */
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

/* Compile the path in a `when` or `unless`, if the element has it. */
void compile_condition(struct compiler *compiler, xmlNodePtr source, const char *name,
                       const struct bind_path **out);

/* Remember a <style>. */
void compile_named_style(struct compiler *compiler, xmlNodePtr source);

/* The style of an element as such: its default, changed by a <style> of its name. */
struct style compile_style_of(struct compiler *compiler, const char *element);

/* The style of one element, with its `style` attribute and its own attributes. */
void compile_style(struct compiler *compiler, xmlNodePtr source, struct node *node);

/* Text, <br/> and <b> in an element. */
struct inline_part *compile_inline(struct compiler *compiler, xmlNodePtr source);

#endif
