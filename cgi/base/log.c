#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

static enum log_level threshold = LOG_INFO;

static const char *const level_names[] = { "debug", "info", "warning", "error" };

bool
log_level_parse(const char *name, enum log_level *level)
{
	for (size_t i = 0; i < sizeof level_names / sizeof level_names[0]; i++) {
		if (strcmp(level_names[i], name) == 0) {
			*level = (enum log_level)i;
			return true;
		}
	}
	return false;
}

void
log_set_level(enum log_level level)
{
	threshold = level;
}

/* journald shows a line that is not UTF-8, or is cut within a character, as binary data. */
static void
clean(char *line, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	for (size_t i = 0; (i += text_utf8_check(line + i, length - i)) < length;)
		line[i] = '?';
}

static size_t
bounded(int written, size_t size)
{
	if (written < 0)
		return 0;
	return (size_t)written < size ? (size_t)written : size - 1;
}

void
log_event(enum log_level level, const char *request_id, const char *fmt, ...)
{
	char line[2048];
	struct timespec now;
	struct tm utc;
	size_t length;
	va_list args;

	if (level < threshold)
		return;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	length = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &utc);
	length += bounded(snprintf(line + length, sizeof line - length, ".%03ldZ %s %ld [%s] ",
	                           now.tv_nsec / 1000000, level_names[level], (long)getpid(),
	                           request_id == NULL ? "-" : request_id),
	                  sizeof line - length);
	va_start(args, fmt);
	length += bounded(vsnprintf(line + length, sizeof line - length - 1, fmt, args),
	                  sizeof line - length - 1);
	va_end(args);
	clean(line, length);
	line[length++] = '\n';
	/* One write keeps the lines of several workers whole. */
	if (write(STDERR_FILENO, line, length) < 0)
		return;
}
