/* Each route has a number for each face, and a name that is an address. */
#include "page/route_name.h"

#include "base/meter.h"
#include "tests/unit/tap.h"

static void
check_all(struct arena *arena)
{
	bool seen[METER_ROUTES_MAX] = { false };

	for (const struct route *route = route_list; route->pattern != NULL; route++) {
		for (const struct face *face = face_list; face->name != NULL; face++) {
			unsigned number = route_name_number(route, face);
			const char *name = route_name(arena, number);

			/* The last number is that of /metrics. */
			ok(number > 0 && number < METER_ROUTES_MAX - 1 && !seen[number],
			   "%s%s has a number of its own", route->pattern, face->suffix);
			seen[number] = true;
			is_str(name,
			       face_shows(face, route->subject)
			               ? arena_printf(arena, "%s%s", route->pattern, face->suffix)
			               : NULL,
			       "and a name, if there is such a face");
		}
	}
}

static void
is_name(struct arena *arena, const char *name)
{
	unsigned number = 0;

	while (number < route_name_end() &&
	       (route_name(arena, number) == NULL || strcmp(route_name(arena, number), name) != 0))
		number++;
	ok(number < route_name_end(), "%s is a name", name);
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_all(arena);
	is_name(arena, "/api/v1/reports/{id}");
	is_name(arena, "/api/v1/reports/{id}.pdf");
	is_name(arena, "/api/v1/reports.csv");
	is_name(arena, "/readyz");
	is_str(route_name(arena, 0), NULL, "0 is no route");
	is_str(route_name(arena, route_name_end()), NULL, "nor is what is beyond");
	is_str(route_name(arena, 1000000), NULL, "far beyond");
	arena_free(arena);
	return done_testing();
}
