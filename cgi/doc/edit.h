/*
 * A document that is being changed: a copy of its tree, in which values are set,
 * and items added and taken out.
 */
#ifndef DOC_EDIT_H
#define DOC_EDIT_H

#include "doc/json.h"

/* A value of the copy. */
struct edit {
	struct edit *next;
	struct edit *parent;
	struct edit *first;
	struct edit *last;
	const char *name;          /* of a member */
	const struct json *source; /* what it is a copy of; NULL for a new one */
	enum json_type type;
	const char *text;       /* of a string that was set, or of a number or boolean */
	const char *changed_at; /* the cell that changed it, or NULL */
	bool is_gone;
};

struct edit_tree {
	struct arena *arena;
	struct edit *root;
	struct edit **sorted; /* by source */
	size_t count;
};

struct edit_tree *edit_new(struct arena *arena, const struct json *document);

/* The copy of a value of the document. */
struct edit *edit_find(const struct edit_tree *tree, const struct json *value);

/* The member of an object that is there, or NULL. */
struct edit *edit_member(const struct edit *object, const char *name);

/* The same; an absent one is added, of the type. */
struct edit *edit_make(struct edit_tree *tree, struct edit *object, const char *name,
                       enum json_type type);

/* Add an object to a list, behind `before`, at its end when that is NULL, or at its beginning. */
struct edit *edit_add_item(struct edit_tree *tree, struct edit *list, struct edit *before);
struct edit *edit_add_first(struct edit_tree *tree, struct edit *list);

/* Let a value be a copy of another one, which edit_find() does not know. */
void edit_replace(const struct edit_tree *tree, struct edit *edit, const struct json *value);

/* The document as JSON, without white space. An object or a list that came to be empty by what was taken out stays. */
void edit_write(const struct edit_tree *tree, struct text *out);

#endif
