#include "template/unit.h"

#include <string.h>

#include "doc/decimal.h"
#include "template/fill.h"
#include "template/filter.h"
#include "template/place.h"

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
	struct unit_places *places = user;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next) {
		if (!is_in_wan(&span->place))
			continue;
		places->pointers = arena_grow(places->arena, places->pointers, places->count,
		                              &places->capacity, sizeof *places->pointers);
		places->pointers[places->count++] = place_pointer(&span->place);
	}
	return ERR_OK;
}

void
unit_find(const struct ctx *asked, const struct template *template, const struct json *document,
          struct unit_places *out)
{
	struct ctx cx = ctx_make(asked->arena);
	struct form *form;

	cx.deadline_ms = asked->deadline_ms;
	*out = (struct unit_places){ .arena = cx.arena };
	if (fill_document(&cx, template, document, &form) != ERR_OK ||
	    box_visit(form, add_amounts, out) != ERR_OK)
		out->count = 0;
}

bool
unit_is_wan(const struct unit_places *places, const char *pointer)
{
	for (size_t i = 0; i < places->count; i++) {
		if (strcmp(places->pointers[i], pointer) == 0)
			return true;
	}
	return false;
}

const char *
unit_wan(struct arena *arena, const char *yuan)
{
	const struct decimal_format format = { .shift = -4, .places = 6, .trim = true, .group = true };
	struct ctx cx = ctx_make(arena);
	const char *printed;

	if (yuan == NULL || decimal_print(&cx, yuan, format, &printed) != ERR_OK)
		return NULL;
	return arena_printf(arena, "%s 万元", printed);
}
