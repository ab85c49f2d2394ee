#include "page/difference_said.h"

#include "template/unit.h"

static const char *
in_wan(struct arena *arena, const struct json *value)
{
	return unit_wan(arena, json_string(value));
}

void
difference_say(const struct ctx *cx, const struct difference *difference)
{
	struct unit_places before;
	struct unit_places after;

	unit_find(cx, difference->template, difference->before, &before);
	unit_find(cx, difference->template, difference->after, &after);
	for (size_t i = 0; i < difference->told_count; i++) {
		struct difference_told *one = &difference->told[i];
		bool is_new = one->what->before == NULL;

		if (!unit_is_wan(is_new ? &after : &before, one->what->pointer))
			continue;
		one->before = in_wan(cx->arena, one->what->before);
		one->after = in_wan(cx->arena, one->what->after);
	}
}
