/*
 * What is asked of a face: one document, a set of documents, or a list.
 */
#ifndef RENDER_ORDER_H
#define RENDER_ORDER_H

#include "base/sink.h"

/* A face of something, for links from others. */
struct order_link {
	const char *name;   /* NULL ends a list of them */
	const char *label;  /* as readers call it */
	const char *type;   /* its media type */
	const char *suffix; /* of its address */
};

/* Where a face of something leads to its others. */
struct order_place {
	const char *address;            /* without a suffix; NULL for a file that stands alone */
	const struct order_link *links; /* of all its faces */
};

/* One document. */
struct order {
	const char *document; /* its JSON text */
	size_t length;
	struct order_place place;
	bool is_marked; /* with the places of its values, for staff */
	bool is_entry;  /* and where one types; only of what is marked */
	/* Who got this copy of a draft, and when, for its watermark; NULL: only that it is one. */
	const char *holder;
	/* What <verify/> prints: the short code of a revision and the site that knows it, or NULL. */
	const char *code;
	const char *site;
};

/*
 * The documents of a set. `read` gives the JSON text of one, in the arena of `cx`;
 * a face may ask for each several times.
 */
struct set_source {
	enum err (*read)(struct ctx *cx, void *user, size_t index, struct text *document);
	/* Work goes on: so many steps of `all` are done. May be NULL. */
	void (*progress)(void *user, size_t done, size_t all);
	void *user;
	size_t count;
};

struct set_order {
	const char *title;
	const struct set_source *source;
	struct order_place place;
	const char *holder; /* as of an order; of the drafts among them */
};

/* For whom and of what a list is, as bits. */
enum list_flags {
	LIST_SPREADSHEET = 1, /* text for a program that computes, not for one that reads */
	LIST_TOTAL = 2        /* a list without items has its `total` as the one line */
};

/* What the values of a column are, for programs that tell numbers from texts. */
enum list_kind {
	LIST_TEXT,
	LIST_CODE,    /* of digits and letters, but no number */
	LIST_YEAR,    /* an integer without thousands */
	LIST_COUNT,   /* an integer */
	LIST_NUMBER,  /* a decimal number */
	LIST_AMOUNT,  /* yuan, with two digits */
	LIST_RATE,    /* percent, with two digits */
	LIST_TIME,    /* RFC 3339, by the clock of Beijing */
	LIST_PROGRAM, /* for programs, which readers do not need */
	LIST_FACES    /* links to the faces of a document: a column for each */
};

/* A value that programs know by a name, and what it is called; NULL ends a list of them. */
struct list_word {
	const char *value;
	const char *word;
};

struct list_column {
	const char *path; /* to the member, with points; NULL ends a table of them */
	const char *name; /* for readers */
	enum list_kind kind;
	const struct list_word *words; /* NULL: the values are words */
};

/* A list of the API. */
struct list_order {
	const char *body; /* its JSON text */
	size_t length;
	const struct list_column *columns;
	const char *title;
	unsigned flags; /* of enum list_flags */
};

#endif
