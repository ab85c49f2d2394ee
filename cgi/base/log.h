/*
 * The log: one line an event on standard error, which systemd, `dev` or a file
 * takes from there. `time level [request] message`. Secrets are never logged:
 * callers pass messages that err_set() made, not raw connection strings.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* The level of a name: debug, info, warning, error. False if there is none. */
bool log_level_parse(const char *name, enum log_level *level);

/* Write events of at least this level (default LOG_INFO). */
void log_set_level(enum log_level level);

/*
 * One event. `request_id` may be NULL. Line feeds in the message are replaced,
 * and bytes that are not UTF-8.
 */
void log_event(enum log_level level, const char *request_id, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
