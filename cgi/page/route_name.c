#include "page/route_name.h"

/* A route has a number for each face, whether it has the face or not; a test sees to the room. */
#define FACES_MAX 6

unsigned
route_name_number(const struct route *route, const struct face *face)
{
	return 1 + (unsigned)(route - route_list) * FACES_MAX + (unsigned)(face - face_list);
}

const char *
route_name(struct arena *arena, unsigned number)
{
	const struct route *route = &route_list[(number - 1) / FACES_MAX];
	const struct face *face = face_list;

	if (number == 0 || number >= route_name_end())
		return NULL;
	for (unsigned left = (number - 1) % FACES_MAX; left > 0 && face->name != NULL; left--)
		face++;
	if (face->name == NULL || !face_shows(face, route->subject))
		return NULL;
	return arena_printf(arena, "%s%s", route->pattern, face->suffix);
}

unsigned
route_name_end(void)
{
	const struct route *route = route_list;

	while (route->pattern != NULL)
		route++;
	return 1 + (unsigned)(route - route_list) * FACES_MAX;
}
