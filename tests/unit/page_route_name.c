/* Each route has a number for each of its formats, and a name that is an address. */
#include "page/route_name.h"

#include "base/meter.h"
#include "tests/unit/tap.h"

static void
check_all(struct arena *arena)
{
	bool seen[METER_ROUTES_MAX] = { false };

	for (const struct route *route = route_list; route->pattern != NULL; route++) {
		for (int format = 1; format <= route->formats; format *= 2) {
			unsigned number = route_name_number(route, (enum page_format)format);
			const char *name = route_name(arena, number);

			if ((route->formats & format) == 0) {
				is_str(name, NULL, "a format that the route has not");
				continue;
			}
			/* The last number is that of /metrics. */
			ok(number > 0 && number < METER_ROUTES_MAX - 1 && !seen[number],
			   "%s has a number of its own", name);
			seen[number] = true;
			is_str(name,
			       arena_printf(arena, "%s%s", route->pattern,
			                    page_extension((enum page_format)format)),
			       "and its name");
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
