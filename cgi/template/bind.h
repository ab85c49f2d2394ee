/*
 * Bindings: `{path|filter|filter}` in a template, checked against the
 * document's schema when the template is loaded and evaluated on a document
 * when it is rendered.
 *
 * A path starts at a loop variable in scope or at the document's root. `{page}`
 * and `{pages}` stand for page numbers, in headers and footers only. `{{` is a
 * brace.
 */
#ifndef TEMPLATE_BIND_H
#define TEMPLATE_BIND_H

#include "base/text.h"
#include "doc/schema.h"

#define BIND_SLOTS_MAX 8

/* What is in scope at one place of a template: the compiler's side. */
struct bind_names {
	const struct schema *root;
	const struct bind_field *fields; /* what {extra.NAME} may name */
	struct {
		const char *name;
		const struct schema *schema;
	} slots[BIND_SLOTS_MAX];
	unsigned slot_count;
	bool has_pages; /* {page} and {pages} may stand here */
};

/* A declared extra field. */
struct bind_field {
	const struct bind_field *next;
	const char *name;
	const char *type;
	const char *label;
};

/* The values of the loop variables: the renderer's side. */
struct bind_scope {
	const struct json *root;
	struct {
		const struct json *item; /* NULL in a row that stands for no item */
		unsigned serial;         /* counts the turns of the loop */
	} slots[BIND_SLOTS_MAX];
};

struct bind_path;

/* Text with bindings in it, in order. */
enum piece_kind { PIECE_LITERAL, PIECE_BINDING, PIECE_PAGE, PIECE_PAGES };

struct piece {
	struct piece *next;
	enum piece_kind kind;
	const char *literal; /* of a literal; the source of a binding */
	const struct bind_path *path;
	const struct filter *const *filters;
	size_t filter_count;
};

/* Compile the path of a list, for `of` of a loop; `*item` is the schema of its elements. */
MUST_USE enum err bind_compile_list(struct ctx *cx, const struct bind_names *names,
                                    const char *source, const struct bind_path **out,
                                    const struct schema **item);

/* Compile a path that may lead to anything: for `when` and `unless`. */
MUST_USE enum err bind_compile_any(struct ctx *cx, const struct bind_names *names,
                                   const char *source, const struct bind_path **out);

/* Compile text with bindings. An empty text gives no piece. */
MUST_USE enum err bind_compile_text(struct ctx *cx, const struct bind_names *names,
                                    const char *source, struct piece **out);

/* The slot of the loop variable of that name, or -1. */
int bind_slot(const struct bind_names *names, const char *name);

/* The value that a path leads to, or NULL when it is absent. */
const struct json *bind_find(const struct bind_path *path, const struct bind_scope *scope);

/* The path as written, for errors. */
const char *bind_source(const struct bind_path *path);

/* Is there a value that is neither empty nor an empty list? */
bool bind_is_filled(const struct bind_path *path, const struct bind_scope *scope);

/*
 * The text of one PIECE_BINDING: "" when absent and no filter says otherwise.
 * ERR_INPUT names the path when a filter refuses the value.
 */
MUST_USE enum err bind_text(struct ctx *cx, const struct piece *piece,
                            const struct bind_scope *scope, const char **out);

/* The text of all pieces together; page numbers are not allowed in them. */
MUST_USE enum err bind_join(struct ctx *cx, const struct piece *pieces,
                            const struct bind_scope *scope, const char **out);

#endif
