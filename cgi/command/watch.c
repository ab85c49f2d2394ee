#include "command/watch.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/log.h"
#include "command/interrupt.h"

/* Look once. Is it blind now? */
static bool
look_once(watch_look *look, void *context, bool was_blind)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	bool is_blind = look(&cx, context) != ERR_OK;

	if (is_blind && !was_blind)
		log_event(LOG_ERROR, NULL, "%s", cx.reason);
	else if (was_blind && !is_blind)
		log_event(LOG_INFO, NULL, "all is well again");
	arena_free(arena);
	return is_blind;
}

void
watch(watch_look *look, void *context, int period_s)
{
	const struct timespec period = { .tv_sec = period_s };
	bool is_blind = false;

	interrupt_defer();
	while (!interrupt_came()) {
		is_blind = look_once(look, context, is_blind);
		if (!interrupt_came())
			nanosleep(&period, NULL);
	}
}
