#include "page/coverage.h"

#include "db/ready.h"

enum err
coverage_find(struct ctx *cx, struct connection *db, const struct renderer *renderer,
              const char *const **missing, size_t *count)
{
	const char *const *forms;
	const char **without;
	size_t all;

	*count = 0;
	TRY(ready_check(cx, db));
	TRY(ready_forms(cx, db, &forms, &all));
	without = arena_array(cx->arena, all, sizeof *without);
	for (size_t i = 0; i < all; i++)
		if (renderer_template_digest(renderer, forms[i]) == NULL)
			without[(*count)++] = forms[i];
	*missing = without;
	return ERR_OK;
}
