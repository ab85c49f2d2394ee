#include "page/difference_said.h"

#include <string.h>

#include "doc/decimal.h"
#include "template/fill.h"
#include "template/filter.h"
#include "template/place.h"

/* Where a form prints amounts in 万元. */
struct amounts {
	struct arena *arena;
	const char **pointers;
	size_t count;
	size_t capacity;
};

static bool
is_in_wan(const struct place *place)
{
	if (place_is_fixed(place))
		return false;
	for (size_t i = 0; i < place->piece->filter_count; i++) {
		if (filter_is_wan(place->piece->filters[i]))
			return true;
	}
	return false;
}

static enum err
add_amounts(void *user, const struct paragraph *paragraph)
{
	struct amounts *amounts = user;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next) {
		if (!is_in_wan(&span->place))
			continue;
		amounts->pointers = arena_grow(amounts->arena, amounts->pointers, amounts->count,
		                               &amounts->capacity, sizeof *amounts->pointers);
		amounts->pointers[amounts->count++] = place_pointer(&span->place);
	}
	return ERR_OK;
}

/* A revision of an earlier template may not fit that of now: it has none then. */
static void
find(const struct ctx *asked, const struct template *template, const struct json *document,
     struct amounts *out)
{
	struct ctx cx = ctx_make(asked->arena);
	struct form *form;

	cx.deadline_ms = asked->deadline_ms;
	*out = (struct amounts){ .arena = cx.arena };
	if (fill_document(&cx, template, document, &form) != ERR_OK ||
	    box_visit(form, add_amounts, out) != ERR_OK)
		out->count = 0;
}

static bool
has(const struct amounts *amounts, const char *pointer)
{
	for (size_t i = 0; i < amounts->count; i++) {
		if (strcmp(amounts->pointers[i], pointer) == 0)
			return true;
	}
	return false;
}

/* To the last digit: what the form rounds away is a difference, too. */
static const char *
in_wan(struct arena *arena, const struct json *value)
{
	const struct decimal_format format = { .shift = -4, .places = 6, .trim = true, .group = true };
	struct ctx cx = ctx_make(arena);
	const char *printed;

	if (value == NULL || json_type(value) != JSON_STRING ||
	    decimal_print(&cx, json_string(value), format, &printed) != ERR_OK)
		return NULL;
	return arena_printf(arena, "%s 万元", printed);
}

void
difference_say(const struct ctx *cx, const struct difference *difference)
{
	struct amounts before;
	struct amounts after;

	find(cx, difference->template, difference->before, &before);
	find(cx, difference->template, difference->after, &after);
	for (size_t i = 0; i < difference->told_count; i++) {
		struct difference_told *one = &difference->told[i];
		bool is_new = one->what->before == NULL;

		if (!has(is_new ? &after : &before, one->what->pointer))
			continue;
		one->before = in_wan(cx->arena, one->what->before);
		one->after = in_wan(cx->arena, one->what->after);
	}
}
