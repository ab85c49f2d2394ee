/*
 * Paths, as bind.c, bind_condition.c and bind_expression.c need them.
 */
#ifndef TEMPLATE_BIND_PATH_H
#define TEMPLATE_BIND_PATH_H

#include "template/bind.h"

/* Is the source a path, and no expression that computes something? */
bool bind_path_is(const char *source);

/* Compile a path that leads to one printable value. */
MUST_USE enum err bind_path_value(struct ctx *cx, const struct bind_names *names,
                                  const char *source, const struct bind_path **out);

/* Compile a path that leads to printable values; there may be lists on the way. */
MUST_USE enum err bind_path_values(struct ctx *cx, const struct bind_names *names,
                                   const char *source, const struct bind_path **out);

/* Compile a path that may lead to anything, of the shape `*shape`. */
MUST_USE enum err bind_path_any(struct ctx *cx, const struct bind_names *names, const char *source,
                                const struct bind_path **out, struct shape *shape);

/* The slot of the loop variable that the path begins at; -1 for the document. */
int bind_path_slot(const struct bind_path *path);

/* The name of a step of the path, NULL for the items of a group and behind the last one. */
const char *bind_path_step(const struct bind_path *path, unsigned index);

/* Does the path end in a list, so that what it leads to are items? */
bool bind_path_ends_in_list(const struct bind_path *path);

/* Call `visit` for each value that the path leads to, until it returns false. */
void bind_path_visit(const struct bind_path *path, const struct bind_scope *scope,
                     bool (*visit)(void *user, const struct json *value), void *user);

/*
 * Call `visit` for each place that the path leads to, whether there is a value or
 * not, until it returns false: `at` is the last value on the way, or the turn
 * that has no item, and `rest` the names from there, parted by `/`; "" when the
 * value is there. Two paths that lead to one place give the same of both.
 */
void bind_path_visit_spots(struct arena *arena, const struct bind_path *path,
                           const struct bind_scope *scope,
                           bool (*visit)(void *user, const void *at, const char *rest), void *user);

/* Does it lead to a member that a group stands for, but that its items do not have alike? */
bool bind_path_differs(const struct bind_path *path, const struct bind_scope *scope);

/* What the path leads to, by the schema and the declarations. */
struct shape bind_path_shape(const struct bind_path *path);

/* Does it lead from the document to a member of members, without a list on the way? */
bool bind_path_is_member(const struct bind_path *path);

/*
 * Does it lead to items of one list that are chosen by nothing but what single members say
 * (`[set=中期]`), with no other list on the way, which beside an item that is there may be? Not
 * to those of a group.
 */
bool bind_path_is_open_list(const struct bind_path *path, bool is_beside);

/* The member and the value of choice number `index` of such a path; false behind the last one. */
bool bind_path_choice(const struct bind_path *path, unsigned index, const char **member,
                      const char **value);

/* Are they the items of the group that the loop variable is? */
bool bind_path_is_of_group(const struct bind_path *path);

/* Does it end in some items of a list, chosen by what they say or by position? */
bool bind_path_chooses(const struct bind_path *path);

/*
 * How far a document has a path: to the value that it leads to, or to the last
 * one on the way.
 */
struct bind_reach {
	const struct json *value;     /* NULL: not even its beginning is there */
	const struct bind_turn *turn; /* that it begins in, when it begins in a loop */
	unsigned steps;               /* of the path, that lead there */
	bool lacks_item;              /* the value is a list without an item that fits */
};

struct bind_reach bind_path_reach(const struct bind_path *path, const struct bind_scope *scope);

/* Call `add` for each step that is left: with the name of a member, or NULL for an item. */
void bind_path_rest(const struct bind_path *path, struct bind_reach reach,
                    void (*add)(void *user, const char *name), void *user);

/* Does the value print as one of the texts, of which commas part two? */
bool bind_path_is_text(const struct json *value, const char *texts);

#endif
