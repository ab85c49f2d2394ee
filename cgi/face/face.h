/*
 * The faces: all forms in which something published may be had, in one table.
 *
 * A face shows lists, documents, sets, or several of these, by a function for each.
 * Addresses, negotiation, links and commands read the table; adding a face is a
 * line in it.
 */
#ifndef FACE_FACE_H
#define FACE_FACE_H

#include "render/order.h"
#include "render/renderer.h"

/*
 * What is shown. A plain answer of the API has only its JSON. A page for people is no part of
 * the API: its handler makes its HTML, whatever is accepted.
 */
enum face_subject { FACE_ANSWER, FACE_PAGE, FACE_LIST, FACE_DOCUMENT, FACE_SET };

struct face {
	const char *name;       /* as commands and links call it; NULL ends the table */
	const char *label;      /* as readers call it */
	const char *type;       /* of its bytes */
	const char *parameters; /* of the type: `; charset=utf-8`, or "" */
	const char *suffix;     /* of addresses and files; "" for JSON, the address itself */
	const char *fixed;   /* of JSON: the suffix of a document's address without negotiation */
	const char *version; /* raise it when the same input gives other bytes */
	bool is_kept;        /* to be kept as a file, not to be shown at once */
	bool has_bom;        /* takes LIST_SPREADSHEET */

	/* Each may be NULL. What goes wrong is ERR_INPUT with its place, ERR_TOO_LONG, ... */
	enum err (*list)(struct ctx *cx, const struct list_order *order, struct text *out);
	enum err (*document)(struct ctx *cx, const struct renderer *renderer,
	                     const struct order *order, struct text *out);
	enum err (*set)(struct ctx *cx, const struct renderer *renderer,
	                const struct set_order *order, const struct sink *sink);
};

/* The first one is JSON: what is stored, for which there is no function. */
extern const struct face face_list[];

/* Is the face JSON, which needs no making? */
bool face_is_json(const struct face *face);

/* Can it show that? JSON shows all but sets. */
bool face_shows(const struct face *face, enum face_subject subject);

/* The face of that name, or NULL. */
const struct face *face_find(const char *name);

/* The face whose suffix a path ends with, or NULL: JSON has none. */
const struct face *face_of_path(const char *path);

/* The faces of a subject, for links among them, each to an address that Accept has no say in. */
const struct order_link *face_links(struct arena *arena, enum face_subject subject);

/* The names of those that show a subject and are made: `pdf、html`. For messages. */
const char *face_names(struct arena *arena, enum face_subject subject);

#endif
