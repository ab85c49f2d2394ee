/* What the log writes to standard error, which is a file here. */
#include "base/log.h"

#include <regex.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/meter.h"
#include "base/text.h"
#include "doc/json.h"
#include "tests/unit/tap.h"

/* What a pipe takes as one; and a message, which stands behind some 60 bytes. */
#define LINE_MAX_BYTES 4096
#define MESSAGE_MAX_BYTES 2047

static const char *
logged(void)
{
	static char content[3 * LINE_MAX_BYTES];
	ssize_t length = pread(STDERR_FILENO, content, sizeof content - 1, 0);

	content[length < 0 ? 0 : length] = '\0';
	if (ftruncate(STDERR_FILENO, 0) != 0 || lseek(STDERR_FILENO, 0, SEEK_SET) != 0)
		abort();
	return content;
}

static bool
matches(const char *s, const char *pattern)
{
	regex_t regex;
	bool found;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		abort();
	found = regexec(&regex, s, 0, NULL, 0) == 0;
	regfree(&regex);
	return found;
}

static void
check_levels(void)
{
	static const char *const names[] = { "debug", "info", "warning", "error" };
	enum log_level level = LOG_DEBUG;

	for (int i = 0; i < 4; i++)
		ok(log_level_parse(names[i], &level) && (int)level == i, "%s is a level", names[i]);
	ok(!log_level_parse("Error", &level) && !log_level_parse("", &level), "others are none");
	log_event(LOG_DEBUG, "a", "quiet");
	is_str(logged(), "", "debug is not written unless wanted");
	log_event(LOG_INFO, "a", "loud");
	ok(matches(logged(), " info .*loud"), "info is");
	log_set_level(LOG_ERROR);
	log_event(LOG_WARNING, "a", "quiet");
	is_str(logged(), "", "below the threshold");
	log_event(LOG_ERROR, "a", "loud");
	ok(matches(logged(), " error .*loud"), "at the threshold");
	log_set_level(LOG_DEBUG);
	log_event(LOG_DEBUG, "a", "loud");
	ok(matches(logged(), " debug .*loud"), "debug, when wanted");
}

static void
check_shape(void)
{
	log_event(LOG_WARNING, "0123abcd", "数据库 %d", 7);
	ok(matches(logged(), "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z "
	                     "warning [0-9]+ \\[0123abcd\\] 数据库 7\n$"),
	   "time, level, process, request, message");
	log_event(LOG_INFO, NULL, "x");
	ok(matches(logged(), " \\[-\\] x\n$"), "without a request");
	log_event(LOG_INFO, "a", "one\nerror 1 [b] two\r\tthree");
	ok(matches(logged(), " \\[a\\] one error 1 \\[b\\] two  three\n$"),
	   "one event is one line, whatever its message says");
}

static const char han[] = "预算预算预算预算预算预算预算预算";

/* `shift` letters and then characters of three bytes, longer than a message may be. */
static const char *
long_message(size_t shift)
{
	static char message[LINE_MAX_BYTES * 2];

	memset(message, 'x', shift);
	message[shift] = '\0';
	while (strlen(message) + sizeof han < sizeof message)
		strcat(message, han);
	return message;
}

/* A line is cut between characters: journald takes a line of broken UTF-8 for binary data. */
static void
check_long(void)
{
	for (size_t shift = 0; shift < 3; shift++) {
		const char *line;
		const char *message;

		log_event(LOG_INFO, "a", "%s", long_message(shift));
		line = logged();
		message = strstr(line, "[a] ") + strlen("[a] ");
		is_int((long long)strlen(message),
		       (long long)(shift + (MESSAGE_MAX_BYTES - shift) / 3 * 3 + 1),
		       "a long message is cut between two characters, and still a line");
		ok(text_utf8_check(line, strlen(line)) == strlen(line) &&
		           strncmp(message, long_message(shift), strlen(message) - 1) == 0,
		   "what is left is its beginning");
	}
	log_event(LOG_INFO, long_message(0), "rest");
	ok(matches(logged(), "^[^\n]{60,200}\\] rest\n$"), "a long request id is cut");
	log_event(LOG_INFO, "a", "bad \xff\xfe byte");
	ok(matches(logged(), " bad \\?\\? byte\n$"), "bytes that are no UTF-8 are replaced");
	log_event(LOG_INFO, "a", "cut \xe9\xa2");
	ok(matches(logged(), " cut \\?\\?\n$"), "the beginning of a character, too");
}

/* The members of the one object that was logged; NULL where there is none. */
static const struct json *
parsed(struct arena *arena, const char *line)
{
	struct ctx cx = ctx_make(arena);
	const struct json *json;

	if (json_parse(&cx, "line", line, strlen(line), &json) == ERR_OK)
		return json;
	printf("# %s: %s\n", line, cx.reason);
	return NULL;
}

static void
is_message(struct arena *arena, const char *message, const char *expected, const char *name)
{
	const char *line;

	log_event(LOG_WARNING, "0123abcd", "%s", message);
	line = logged();
	ok(strchr(line, '\n') == line + strlen(line) - 1 && strlen(line) <= LINE_MAX_BYTES,
	   "one line: %s", name);
	is_str(json_string(json_member(parsed(arena, line), "message")), expected, name);
}

static void
check_json(void)
{
	struct arena *arena = arena_new();
	char every[32];
	const struct json *json;
	enum log_format format;

	ok(log_format_parse("json", &format) && format == LOG_JSON &&
	           log_format_parse("text", &format) && format == LOG_TEXT &&
	           !log_format_parse("JSON", &format),
	   "text and json are formats");
	log_set_format(LOG_JSON);
	for (int i = 0; i < 31; i++)
		every[i] = (char)(i + 1);
	every[31] = '\0';
	is_message(arena, "数据库 7", "数据库 7", "plain text");
	is_message(arena, "a \"b\" \\ c/\x7f", "a \"b\" \\ c/\x7f",
	           "quotation marks and backslashes");
	is_message(arena, every, every, "all control characters");
	is_message(arena, "a\xff\xc0\x80z", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz",
	           "bytes that are in no UTF-8");
	is_message(arena, "\xc3\xa9\x80z", "é\xef\xbf\xbdz", "a byte too many behind a character");
	is_message(arena, "a\xed\xa0\x80z", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz",
	           "half of a surrogate pair");
	is_message(arena, "\xf0\x9f\x91\x8d 𠀀", "👍 𠀀", "characters beyond the first plane");
	is_message(arena, "\",\"level\":\"error", "\",\"level\":\"error", "what would be a member");
	log_event(LOG_WARNING, "\"\n\\\x80", "x");
	json = parsed(arena, logged());
	is_str(json_string(json_member(json, "request_id")), "\"\n\\\xef\xbf\xbd", "any request id");
	is_str(json_string(json_member(json, "level")), "warning", "the level");
	is_int(json_integer(json_member(json, "pid"), 0), getpid(), "the process");
	ok(matches(json_string(json_member(json, "time")),
	           "^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z$"),
	   "the time, as RFC 3339 has it");
	log_event(LOG_INFO, NULL, "x");
	json = parsed(arena, logged());
	ok(json != NULL && json_member(json, "request_id") == NULL, "without a request");
	arena_free(arena);
}

/* Each byte of an escape counts: the longest message is six times as long in JSON. */
static void
check_json_long(void)
{
	struct arena *arena = arena_new();
	char bells[LINE_MAX_BYTES];
	const char *line;

	for (size_t shift = 0; shift < 3; shift++) {
		log_event(LOG_INFO, "a", "%s", long_message(shift));
		ok(parsed(arena, logged()) != NULL, "a long message is cut, and still an object");
	}
	memset(bells, '\a', sizeof bells - 1);
	bells[sizeof bells - 1] = '\0';
	for (int shift = 0; shift < 7; shift++) {
		log_event(LOG_INFO, bells, "%.*s%s", shift, "\"\"\"\"\"\"", bells);
		line = logged();
		ok(parsed(arena, line) != NULL && strlen(line) <= LINE_MAX_BYTES &&
		           strlen(line) > LINE_MAX_BYTES - 16,
		   "nothing but escapes");
	}
	log_set_format(LOG_TEXT);
	arena_free(arena);
}

static void
check_count(void)
{
	uint64_t before = meter_sum(METER_LOG_WARNING);

	log_set_level(LOG_WARNING);
	log_event(LOG_WARNING, NULL, "x");
	log_event(LOG_INFO, NULL, "x");
	is_int((long long)(meter_sum(METER_LOG_WARNING) - before), 1, "lines are counted by level");
	logged();
}

int
main(void)
{
	FILE *file = tmpfile();
	int status;

	if (file == NULL || dup2(fileno(file), STDERR_FILENO) < 0)
		return 1;
	check_levels();
	check_shape();
	check_long();
	check_json();
	check_json_long();
	check_count();
	status = done_testing();
	fclose(file);
	return status;
}
