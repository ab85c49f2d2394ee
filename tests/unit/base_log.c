/* What the log writes to standard error, which is a file here. */
#include "base/log.h"

#include <regex.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "tests/unit/tap.h"

#define LINE_MAX_BYTES 2048

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

/* A line is cut between characters: journald takes a line of broken UTF-8 for binary data. */
static void
check_long(void)
{
	static const char han[] = "预算预算预算预算预算预算预算预算";
	char message[LINE_MAX_BYTES * 2] = "";
	const char *line;

	for (int shift = 0; shift < 3; shift++) {
		memset(message, 'x', (size_t)shift);
		message[shift] = '\0';
		while (strlen(message) + sizeof han < sizeof message)
			strcat(message, han);
		log_event(LOG_INFO, "a", "%s", message);
		line = logged();
		ok(strlen(line) <= LINE_MAX_BYTES && strlen(line) > LINE_MAX_BYTES - 8 &&
		           line[strlen(line) - 1] == '\n',
		   "a long message is cut and still a line");
		is_int((long long)text_utf8_check(line, strlen(line)), (long long)strlen(line),
		       "between two characters");
	}
	log_event(LOG_INFO, message, "rest");
	line = logged();
	ok(strlen(line) <= LINE_MAX_BYTES && line[strlen(line) - 1] == '\n', "a long request id");
	log_event(LOG_INFO, "a", "bad \xff\xfe byte");
	ok(matches(logged(), " bad \\?\\? byte\n$"), "bytes that are no UTF-8 are replaced");
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
	status = done_testing();
	fclose(file);
	return status;
}
