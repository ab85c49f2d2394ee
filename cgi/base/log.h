/*
 * The log: one line an event on standard error, which systemd, `dev` or a file
 * takes from there. `time level process [request] message`, or a JSON object with
 * the members time, level, pid, request_id (unless there is none) and message.
 * Secrets are never logged: callers pass messages that err_set() made, not raw
 * connection strings.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* The level of a name: debug, info, warning, error. False if there is none. */
bool log_level_parse(const char *name, enum log_level *level);

enum log_format { LOG_TEXT, LOG_JSON };

/* The format of a name: text, json. False if there is none. */
bool log_format_parse(const char *name, enum log_format *format);

/* How events are written (default LOG_TEXT). */
void log_set_format(enum log_format format);

/* Write events of at least this level (default LOG_INFO). */
void log_set_level(enum log_level level);

/*
 * One event, cut where it is too long. `request_id` may be NULL. Bytes that are not
 * UTF-8 are replaced; so are control characters, which JSON has escapes for.
 */
void log_event(enum log_level level, const char *request_id, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
