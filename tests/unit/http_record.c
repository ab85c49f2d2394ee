#include "http/record.h"

#include <stdlib.h>

#include "tests/unit/records.h"
#include "tests/unit/tap.h"

/* Judged in memory of exactly that size, so that sanitizers see each byte too far. */
static enum record_verdict
judge(const unsigned char *bytes, size_t length)
{
	unsigned char *exact = malloc(length > 0 ? length : 1);
	enum record_verdict verdict;

	if (exact == NULL)
		abort();
	memcpy(exact, bytes, length);
	verdict = record_judge(exact, length);
	free(exact);
	return verdict;
}

static enum record_verdict
judge_params(const void *params, size_t length)
{
	struct records records = records_request(0, params, length);

	return judge(records.bytes, records.length);
}

static void
check_whole(void)
{
	struct records records = records_request(1, RECORDS_GET, RECORDS_GET_LENGTH);
	size_t whole = records.length;
	size_t partial = 0;

	is_int(judge(records.bytes, whole), RECORD_WHOLE, "a request with all its records");
	for (size_t length = 0; length < whole; length++)
		partial += judge(records.bytes, length) != RECORD_WHOLE &&
		           judge(records.bytes, length) != RECORD_REFUSED;
	is_int((long long)partial, (long long)whole, "each beginning of it is partial");
	records_add(&records, 200, 77, "x", 1);
	is_int(judge(records.bytes, records.length), RECORD_WHOLE, "what follows does not matter");
	is_int(judge_params("", 0), RECORD_REFUSED, "parameters that end twice");
}

/* The same parameters, cut into records of `size` bytes. */
static void
check_cut(size_t size)
{
	struct records records = { .length = 0 };

	records_begin(&records, 1, 0);
	for (size_t at = 0; at < RECORDS_GET_LENGTH; at += size)
		records_add(&records, 4, 1, &RECORDS_GET[at],
		            RECORDS_GET_LENGTH - at < size ? RECORDS_GET_LENGTH - at : size);
	records_add(&records, 4, 1, "", 0);
	records_add(&records, 5, 1, "body", 4);
	is_int(judge(records.bytes, records.length), RECORD_BODY, "a body without end");
	records_add(&records, 5, 1, "", 0);
	is_int(judge(records.bytes, records.length), RECORD_WHOLE, "  and with");
}

static void
check_pairs(void)
{
	static char value[70000];
	size_t length = 60000;

	is_int(judge_params("\0\0\1\0a\0\1b", 8), RECORD_WHOLE, "empty names and values");
	is_int(judge_params("\200\0\0\1\200\0\0\2abc", 11), RECORD_WHOLE, "lengths of four bytes");
	is_int(judge_params("\200\0\0\1\2abc", 8), RECORD_WHOLE, "  and mixed");
	is_int(judge_params("\1\2ab", 4), RECORD_REFUSED, "a value that is too short");
	is_int(judge_params("\1\1abc", 5), RECORD_REFUSED, "a name without a value");
	is_int(judge_params("\200\0\0", 3), RECORD_REFUSED, "half a length");
	is_int(judge_params("\377\377\377\377\377\377\377\377", 8), RECORD_REFUSED,
	       "lengths that ask for more memory than there is");
	is_int(judge_params("\1\377\377\377\376a", 6), RECORD_REFUSED, "  one of them");
	memcpy(value, "\1\200\0\352\130n", 6); /* 0xea58 is 60,000 minus 8 */
	is_int(judge_params(value, length - 2), RECORD_WHOLE, "a long value");
}

/* One byte of the head changed at a time. */
static void
check_refused(void)
{
	static const struct {
		size_t at;
		unsigned char byte;
		const char *name;
	} changes[] = {
		{ 0, 2, "another version" },
		{ 1, 4, "parameters before the beginning" },
		{ 1, 9, "a management record" },
		{ 3, 0, "the request 0" },
		{ 3, 2, "records of another" },
		{ 5, 7, "a beginning of seven bytes" },
		{ 9, 2, "another role" },
		{ 17, 1, "two beginnings" },
		{ 17, 5, "a body before its parameters" },
		{ 6, 8, "a padded beginning" },
	};

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		struct records records = records_request(0, RECORDS_GET, RECORDS_GET_LENGTH);

		records.bytes[changes[i].at] = changes[i].byte;
		is_int(judge(records.bytes, records.length), RECORD_REFUSED, changes[i].name);
	}
	is_int(judge((const unsigned char *)"GET / HTTP/1.1\r\n\r\n", 18), RECORD_REFUSED,
	       "another protocol");
}

static void
check_param(void)
{
	static const char pairs[] = "\1\1ab\4\0cost\4\200\0\0\3namexyz\1\1cd";
	struct records records = records_request(0, pairs, sizeof pairs - 1);
	struct records cut = records_request(0, "\4\3na", 4);
	char value[4] = "?";

	ok(record_param(records.bytes, records.length, "name", value, sizeof value), "a parameter");
	is_str(value, "xyz", "  has its value");
	ok(!record_param(records.bytes, records.length, "name", value, 3), "  if it fits");
	ok(record_param(records.bytes, records.length, "cost", value, sizeof value), "an empty one");
	is_str(value, "", "  is empty");
	ok(record_param(records.bytes, records.length, "c", value, sizeof value), "the last one");
	is_str(value, "d", "  has its value");
	ok(!record_param(records.bytes, records.length, "nam", value, sizeof value),
	   "half a name is none");
	ok(!record_param(records.bytes, records.length, "xyz", value, sizeof value),
	   "nor is a value");
	ok(!record_param(cut.bytes, cut.length, "name", value, sizeof value), "nor one that is cut");
	for (size_t length = 0; length < records.length; length++)
		record_param(records.bytes, length, "none", value, sizeof value);
}

int
main(void)
{
	check_whole();
	for (size_t size = 1; size < 20; size += 6)
		check_cut(size);
	check_pairs();
	check_refused();
	check_param();
	return done_testing();
}
