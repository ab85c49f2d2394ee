/*
 * Bindings: `{path|filter|filter}` in a template, checked against the
 * document's schema when the template is loaded and evaluated on a document
 * when it is rendered.
 *
 * A path starts at a loop variable in scope or at the document's root. Behind
 * the name of a list, `[kind=total]`, `[kind!=basic,project]` and `[2]` select
 * items.
 * Where one value is wanted a path gives the first one it leads to; where a
 * list is wanted it gives all. Instead of a path there may be an expression
 * (template/bind_expression.h). `{page}` and `{pages}` stand for page numbers,
 * in headers and footers only. `{{` is a brace.
 */
#ifndef TEMPLATE_BIND_H
#define TEMPLATE_BIND_H

#include "base/text.h"
#include "template/shape.h"

#define BIND_SLOTS_MAX 8

/* What is in scope at one place of a template: the compiler's side. */
struct bind_names {
	struct shape_world world;
	struct {
		const char *name;
		struct shape shape;
	} slots[BIND_SLOTS_MAX];
	unsigned slot_count;
	bool has_pages; /* {page} and {pages} may stand here */
};

/* Items of a list, in order. */
struct bind_items {
	const struct json **items;
	size_t count;
};

/*
 * One turn of a loop. It lives as long as the form that is filled, so that what
 * was printed in it can be traced back (template/place.h).
 */
struct bind_turn {
	const struct bind_turn *outer; /* NULL: this stands for the document, which is no turn */
	struct bind_scope *scope;
	const struct bind_path *list; /* what the loop goes through */
	const struct json *item;      /* NULL in a turn that stands for no item */
	struct bind_items group; /* of a loop over groups: all of them, of which `item` is the first */
	const char *by; /* and the member that they have alike; NULL: no loop over groups */
	unsigned slot;
	unsigned serial; /* counts the turns of all loops */
	unsigned number; /* counts those of this loop, from 1 */
	unsigned lacking; /* of lists or cells beside each other: which absent item it is, from 1; or 0 */
};

/* What paths start from: the renderer's side. Made by bind_scope_init(). */
struct bind_scope {
	struct arena *arena;
	const struct json *root;
	const struct shape_world *world; /* what is declared, for the words of errors; may be NULL */
	struct bind_turn document;       /* what stands in no loop */
	const struct bind_turn *turn;    /* the innermost */
	const struct bind_turn *slots[BIND_SLOTS_MAX]; /* of the loop variables */
	const struct json_map *map;                    /* of the root, once somebody has asked */
	bool is_trial;                                 /* no document, each loop once */
	bool is_entry; /* to be typed in: a loop without items turns once */
	bool is_span;  /* the items that are counted are columns, also those of such a loop */
};

struct bind_path;
struct bind_condition;
struct expression;

/* Text with bindings in it, in order. */
enum piece_kind { PIECE_LITERAL, PIECE_BINDING, PIECE_PAGE, PIECE_PAGES };

struct piece {
	struct piece *next;
	enum piece_kind kind;
	unsigned line;                 /* of the template; 0 when nobody said so */
	const char *literal;           /* of a literal; the source of a binding */
	const struct operand *operand; /* of a binding: its path or expression */
	const struct filter *const *filters;
	size_t filter_count;
};

/* Compile the path of a list, for `of` of a loop; `*item` is the shape of its items. */
MUST_USE enum err bind_compile_list(struct ctx *cx, const struct bind_names *names,
                                    const char *source, const struct bind_path **out,
                                    struct shape *item);

/* Compile a condition, for `when` and `unless`: `path`, `path=value`, `path!=value,value`. */
MUST_USE enum err bind_compile_condition(struct ctx *cx, const struct bind_names *names,
                                         const char *source, const struct bind_condition **out);

/* Compile text with bindings. An empty text gives no piece. */
MUST_USE enum err bind_compile_text(struct ctx *cx, const struct bind_names *names,
                                    const char *source, struct piece **out);

/* The slot of the loop variable of that name, or -1. */
int bind_slot(const struct bind_names *names, const char *name);

/* The first value that a path leads to, or NULL when there is none. */
const struct json *bind_find(const struct bind_path *path, const struct bind_scope *scope);

/* All items that the path of a list leads to. */
struct bind_items bind_list(struct arena *arena, const struct bind_path *path,
                            const struct bind_scope *scope);

/* The items in groups of one value of a member, in the order of each group's first item. */
struct bind_items *bind_group(struct arena *arena, struct bind_items list, const char *member,
                              size_t *count);

/* Begin with a document, which is NULL in a trial. The scope may not be moved then. */
void bind_scope_init(struct bind_scope *scope, struct arena *arena, const struct json *root,
                     const struct shape_world *world);

/* A turn, whose memory is the caller's, becomes the innermost; and ends. */
void bind_scope_enter(struct bind_scope *scope, struct bind_turn *turn);
void bind_scope_leave(struct bind_scope *scope);

/* Does a loop turn once even where its list has no items? In a form to be typed in, if one may type them. */
bool bind_scope_turns_once(const struct bind_scope *scope, const struct bind_path *list);

/* The path of a binding; NULL for an expression and for other pieces. */
const struct bind_path *bind_piece_path(const struct piece *piece);

/*
 * May the piece stand in the title of a form? The database composes it, too
 * (sql/function/55_template.sql): text, and members of members without lists,
 * with filters that filter_is_of_title() names.
 */
bool bind_is_of_title(const struct piece *piece);

/* The expression of a binding; NULL for a path and for other pieces. */
const struct expression *bind_piece_expression(const struct piece *piece);

/* Is what a binding prints computed, and read from no one place? */
bool bind_piece_is_computed(const struct piece *piece);

/* The path as written, for errors. */
const char *bind_source(const struct bind_path *path);

/*
 * Does the condition hold? `path` holds when there is a value that is neither
 * empty nor false nor an empty list; `path!=value` holds for an absent one, too.
 * ERR_INPUT names the place of a value that it computes with and that is no number.
 */
MUST_USE enum err bind_test(struct ctx *cx, const struct bind_condition *condition,
                            const struct bind_scope *scope, bool *holds);

/*
 * The text of one PIECE_BINDING: "" when absent and no filter says otherwise.
 * ERR_INPUT names the place in the document when a filter refuses the value:
 * the field is the JSON pointer, the reason has the words.
 */
MUST_USE enum err bind_text(struct ctx *cx, const struct piece *piece,
                            const struct bind_scope *scope, const char **out);

/* As bind_text(), but what the document says in HTML has the marks of text/markup.h. */
MUST_USE enum err bind_marked_text(struct ctx *cx, const struct piece *piece,
                                   const struct bind_scope *scope, const char **out,
                                   bool *has_marks);

/* The text of all pieces together; page numbers are not allowed in them. */
MUST_USE enum err bind_join(struct ctx *cx, const struct piece *pieces,
                            const struct bind_scope *scope, const char **out);

#endif
