/*
 * What a path of a template leads to, as far as is known when the template is
 * loaded: by the document's schema, and by what the template declares for its
 * own form (`field` and `list`).
 */
#ifndef TEMPLATE_SHAPE_H
#define TEMPLATE_SHAPE_H

#include "doc/schema.h"

/*
 * A declared field: a member of `extra` of the document, of a line of its funds or of an
 * indicator, or of the items of a declared list.
 */
struct bind_field {
	const struct bind_field *next;
	const char *name;
	const char *type; /* text, amount, integer, decimal, date or boolean */
	const char *label;
};

/* A declared list: a member of `lists`, or the `children` of another one's items. */
struct bind_list {
	const struct bind_list *next;
	const char *name;
	const char *label;
	const struct bind_field *fields;
	const struct bind_list *children; /* NULL: its items have none */
};

/* What a template declares, beside the schema of all documents. */
struct shape_world {
	const struct schema *root;
	const struct bind_field *fields;           /* of `extra` */
	const struct bind_list *lists;             /* of `lists` */
	const struct bind_field *fund_fields;      /* of `extra` of a line of funds */
	const struct bind_field *indicator_fields; /* of `extra` of an indicator */
};

struct shape {
	const struct schema *schema;
	const struct bind_list *list;   /* the declared list that it is or is an item of */
	const struct bind_field *field; /* the declared field that it is */
	const char *group_by;           /* of a group: the member that its items share */
	bool is_group_items;            /* the items of a group; `schema` is that of one */
	bool is_read_only;              /* nobody types it, nor what is in it */
};

struct shape shape_root(const struct shape_world *world);

/*
 * The shape of a member. ERR_INPUT with the cure when there can be no such
 * member; `source` is the path as written, for the message.
 */
MUST_USE enum err shape_member(struct ctx *cx, const struct shape_world *world, const char *source,
                               struct shape shape, const char *name, struct shape *out);

/* What staff call a member, by its declaration or by the schema; NULL when it has no label. */
const char *shape_label(const struct shape_world *world, struct shape shape, const char *name);

/* The declared field or list closest to a misspelt name, or NULL: for "did you mean". */
const char *shape_suggest(const struct bind_field *fields, const struct bind_list *lists,
                          const char *name);

/* Is it a list, and then of what? */
bool shape_items(struct shape shape, struct shape *item);

/* Can a value of it be printed? */
bool shape_is_text(struct shape shape);

/* Is it true or false: a boolean of the schema, or of a field whose text says so? */
bool shape_is_boolean(struct shape shape);

/* What it is when it cannot be printed, and what to write instead. */
const char *shape_cure(struct shape shape);

/* ERR_INPUT with the cure when no value of it can be one of the texts, of which commas part two. */
MUST_USE enum err shape_check_values(struct ctx *cx, const char *source, struct shape shape,
                                     const char *name, const char *texts);

#endif
