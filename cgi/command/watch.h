/*
 * What a command that stays does: it looks, again and again, until a signal. Each look has an arena
 * of its own; a fault is told once in the log, until it is over.
 */
#ifndef COMMAND_WATCH_H
#define COMMAND_WATCH_H

#include "base/err.h"

/* One look; an error leaves its reason in `cx`. */
typedef enum err watch_look(struct ctx *cx, void *context);

/* Look each `period_s` seconds; it returns after SIGINT, SIGTERM or SIGHUP. Each look is handed `context`. */
void watch(watch_look *look, void *context, int period_s);

#endif
