#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/meter.h"
#include "base/text.h"

/* Of the message and the request id; and of the line, which a pipe takes as one (PIPE_BUF). */
#define MESSAGE_MAX 2048
#define ID_MAX 65
#define LINE_MAX_BYTES 4096

static enum log_level threshold = LOG_INFO;
static enum log_format chosen = LOG_TEXT;

static const char *const level_names[] = { "debug", "info", "warning", "error" };
static const char *const format_names[] = { "text", "json" };

struct line {
	char bytes[LINE_MAX_BYTES];
	size_t length;
};

static bool
find(const char *name, const char *const *names, int count, int *number)
{
	for (*number = 0; *number < count; ++*number)
		if (strcmp(names[*number], name) == 0)
			return true;
	return false;
}

bool
log_level_parse(const char *name, enum log_level *level)
{
	int number;
	bool found = find(name, level_names, sizeof level_names / sizeof level_names[0], &number);

	if (found)
		*level = (enum log_level)number;
	return found;
}

bool
log_format_parse(const char *name, enum log_format *format)
{
	int number;
	bool found = find(name, format_names, sizeof format_names / sizeof format_names[0], &number);

	if (found)
		*format = (enum log_format)number;
	return found;
}

void
log_set_level(enum log_level level)
{
	threshold = level;
}

void
log_set_format(enum log_format format)
{
	chosen = format;
}

/* Append what still leaves room for the end of the line; false when it does not. */
static bool
put(struct line *line, const char *bytes, size_t length)
{
	static const size_t end = sizeof "\"}\n";

	if (line->length + length > sizeof line->bytes - end)
		return false;
	memcpy(line->bytes + line->length, bytes, length);
	line->length += length;
	return true;
}

static void
put_str(struct line *line, const char *s)
{
	put(line, s, strlen(s));
}

/* Bytes of the character at `s`, of which `length` are left; 0 if it is not UTF-8. */
static size_t
character(const char *s, size_t length)
{
	size_t size = 1;

	while (size < length && size < 4 && ((unsigned char)s[size] & 0xC0) == 0x80)
		size++;
	/* A continuation too many begins no character: the first ends before it. */
	return text_utf8_check(s, size);
}

/* journald shows a line that is not UTF-8, or is cut within a character, as binary data. */
static size_t
put_text(struct line *line, const char *s, size_t length)
{
	size_t size = character(s, length);

	if (size == 0 || (unsigned char)*s < ' ')
		return put(line, size == 0 ? "?" : " ", 1) ? 1 : 0;
	return put(line, s, size) ? size : 0;
}

/* Within the quotation marks of a JSON string. */
static size_t
put_json(struct line *line, const char *s, size_t length)
{
	size_t size = character(s, length);
	char escape[8];

	if (size == 0)
		return put(line, "\xef\xbf\xbd", 3) ? 1 : 0;
	if ((unsigned char)*s < ' ')
		snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*s);
	else
		snprintf(escape, sizeof escape, "%s%.*s", *s == '"' || *s == '\\' ? "\\" : "",
		         (int)size, s);
	return put(line, escape, strlen(escape)) ? size : 0;
}

/* Append as much of a string as there is room for, a character at a time. */
static void
put_all(struct line *line, size_t (*put_one)(struct line *, const char *, size_t), const char *s)
{
	size_t length = strlen(s);
	size_t size;

	for (size_t i = 0; i < length; i += size)
		if ((size = put_one(line, s + i, length - i)) == 0)
			return;
}

static void
put_time(struct line *line)
{
	struct timespec now;
	struct tm utc;
	char text[48];
	size_t length;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	length = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(text + length, sizeof text - length, ".%03ldZ", now.tv_nsec / 1000000);
	put_str(line, text);
}

static void
write_text(struct line *line, enum log_level level, const char *request_id, const char *message)
{
	char process[32];

	put_time(line);
	snprintf(process, sizeof process, " %s %ld [", level_names[level], (long)getpid());
	put_str(line, process);
	put_all(line, put_text, request_id == NULL ? "-" : request_id);
	put_str(line, "] ");
	put_all(line, put_text, message);
}

static void
write_json(struct line *line, enum log_level level, const char *request_id, const char *message)
{
	char process[64];

	put_str(line, "{\"time\":\"");
	put_time(line);
	snprintf(process, sizeof process, "\",\"level\":\"%s\",\"pid\":%ld,\"", level_names[level],
	         (long)getpid());
	put_str(line, process);
	if (request_id != NULL) {
		put_str(line, "request_id\":\"");
		put_all(line, put_json, request_id);
		put_str(line, "\",\"");
	}
	put_str(line, "message\":\"");
	put_all(line, put_json, message);
}

/* The bytes of a text that was cut, without the beginning of a character at its end. */
static void
cut_whole(char *s)
{
	size_t end = strlen(s);
	size_t begin = end;

	while (begin > 0 && end - begin < 4 && ((unsigned char)s[begin - 1] & 0xC0) == 0x80)
		begin--;
	if (begin > 0 && (unsigned char)s[begin - 1] >= 0xC0 &&
	    text_utf8_check(s + begin - 1, end - begin + 1) == 0)
		s[begin - 1] = '\0';
}

void
log_event(enum log_level level, const char *request_id, const char *fmt, ...)
{
	struct line line;
	char message[MESSAGE_MAX];
	char id[ID_MAX];
	va_list args;

	if (level < threshold)
		return;
	va_start(args, fmt);
	if (vsnprintf(message, sizeof message, fmt, args) >= (int)sizeof message)
		cut_whole(message);
	va_end(args);
	line.length = 0;
	if (request_id != NULL)
		snprintf(id, sizeof id, "%s", request_id);
	(chosen == LOG_JSON ? write_json : write_text)(&line, level, request_id == NULL ? NULL : id,
	                                               message);
	memcpy(line.bytes + line.length, chosen == LOG_JSON ? "\"}\n" : "\n",
	       chosen == LOG_JSON ? 3 : 1);
	line.length += chosen == LOG_JSON ? 3 : 1;
	meter_add((enum meter_count)(METER_LOG_DEBUG + (int)level), 1);
	/* One write keeps the lines of several workers whole. */
	if (write(STDERR_FILENO, line.bytes, line.length) < 0)
		return;
}
