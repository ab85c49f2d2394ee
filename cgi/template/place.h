/*
 * The way back: from what a form prints to the value of the document that it
 * came from.
 *
 * A place is two pointers, which filling a template keeps beside each printed
 * text: the piece of the template, and the turn of the innermost loop. All else
 * is found from them when somebody asks: the value, its JSON Pointer (also of
 * one that is absent: where it would stand), what it is called, its type by
 * schema or declaration, and for each turn around it the list and the position.
 */
#ifndef TEMPLATE_PLACE_H
#define TEMPLATE_PLACE_H

#include "doc/json_pointer.h"
#include "template/bind.h"

/* Where a text came from. All NULL: from nowhere, as a page number does. */
struct place {
	const struct piece *piece; /* with its path and its filters; a literal is the template's */
	const struct bind_turn *turn; /* and, by `outer`, all around it */
};

/* Was it written in the template, and not read or computed from the document? */
bool place_is_fixed(const struct place *place);

/* The value; NULL when it is absent, computed or fixed. */
const struct json *place_value(const struct place *place);

/* What the value is by the schema and the declarations; only for one with a path. */
bool place_shape(const struct place *place, struct shape *out);

/* What paths start from in a turn: the loop variables are those of the turns around it. */
struct bind_scope place_scope(const struct bind_turn *turn);

/*
 * The JSON Pointer, "/" for the document as a whole. Of an absent value, where
 * it would stand, with `-` for an item that would be added (RFC 6901). Of what
 * is computed or fixed, the item of the innermost loop.
 */
const char *place_pointer(const struct place *place);

/*
 * The pointer in words: 一级指标“产出指标”→二级指标第2项的名称; "" for the whole
 * document. Of fixed text, where the template has it: 模板第 12 行的文字.
 */
const char *place_words(const struct place *place);

/* Both for a value of the document that something was computed from. */
const char *place_pointer_of(const struct bind_turn *turn, const struct json *value);
const char *place_words_of(const struct bind_turn *turn, const struct json *value);

/*
 * A JSON Pointer in words, as far as `root`, a document, has it; `world` is what its
 * template declares. For who has no template at work.
 */
const char *place_words_at(struct arena *arena, const struct shape_world *world,
                           const struct json *root, const char *pointer);

/* The JSON Pointer of the list that a turn's loop goes through. */
const char *place_list(const struct bind_turn *turn);

/* Where the turn's item is in that list, from 0; false when it stands for no item. */
bool place_index(const struct bind_turn *turn, unsigned *index);

/*
 * Where in its list the absent item of a turn is to be: of two lists beside each other each item
 * of one belongs to that of the other. False where it can only be added at the end.
 */
bool place_index_apart(const struct bind_turn *turn, unsigned *index);

/* Does the place belong to an absent item before which another one has to be added? */
bool place_is_later(const struct place *place);

/*
 * What an item has to say to be in a loop: a value that the loop chooses by, what the items
 * of a group have alike, or what the schema gives an item that is added (`x-added`). The type
 * in JSON is that of the member.
 */
struct place_mark {
	const char *member;
	const char *value;             /* NULL: as `group` has it */
	const struct bind_turn *group; /* the turn of a loop over groups */
	enum json_type type;
};

#define PLACE_MARKS_MAX 16

/*
 * May items be added to the loop, one a turn? Not if it chooses by position or by several
 * values, nor through several lists where there is no item to be beside.
 */
bool place_may_grow(const struct bind_turn *turn);

/* What an item that is added beside that of the turn has to say; how many there are. */
unsigned place_marks(const struct bind_turn *turn, struct place_mark marks[PLACE_MARKS_MAX]);

/* Is the member one of those? Then no cell has to say it. */
bool place_is_marked(const struct bind_turn *turn, const char *member);

/*
 * Call `visit` with the pointer of each value that a place prints: one, or, where it is what a
 * group's items have alike, that of each item.
 */
void place_visit(const struct place *place, void (*visit)(void *user, const char *pointer),
                 void *user);

/*
 * Add a fault of the document: at its pointer, the words and what is said. The
 * same fault is added once, however often the value is printed.
 */
void place_add_fault(struct ctx *cx, const struct place *place, const char *what);

#endif
