/*
 * Filling a form in: which of the printed places take a value, and what value of the
 * document is meant by what somebody has typed in one. Workbooks that are read back and
 * the form on the screen ask here, so that both understand the same.
 */
#ifndef TEMPLATE_PLACE_INPUT_H
#define TEMPLATE_PLACE_INPUT_H

#include "template/filter_undo.h"
#include "template/place.h"

/*
 * Is it a value of the document that may be filled in? Not one by which the document is
 * known: form, year, department, code of the project.
 */
bool place_input_is_open(const struct place *place);

/* How a value is printed: by its filters or, without any, by what it is. */
struct filter_look place_input_look(const struct place *place);

/* The type of a value in JSON. */
enum json_type place_input_type(const struct place *place);

/* A value on its way from a place. Made by place_input_begin(). */
struct place_input {
	struct arena *arena;
	const struct place *place;
	struct shape shape;
	struct filter_look look;
	const char *expected; /* what was expected, when the way back has failed */
};

/* False when no value of the document stands there. `look` is that of place_input_look(). */
bool place_input_begin(struct arena *arena, const struct place *place, struct filter_look look,
                       struct place_input *out);

/*
 * The value for a text that is not empty, as documents write it: "" for none, NULL with
 * `input->expected` when it cannot be one.
 */
const char *place_input_value(struct place_input *input, const char *text);

/* Is white space at both ends of what is typed no part of it? Of a text without filters it is. */
bool place_input_is_short(const struct place_input *input);

/*
 * The value for what is typed: `*out` is NULL for none. False with what was expected in
 * `*expected`, which may be NULL.
 */
bool place_input_read(struct arena *arena, const struct place *place, const char *text,
                      const char **out, const char **expected);

/* May a place be emptied by an empty text? Else its value is left out. */
bool place_input_takes_empty(const struct place *place);

#endif
