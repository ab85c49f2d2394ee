#include "http/conditional.h"

#include "tests/unit/tap.h"

struct sample {
	const char *header;
	bool matches; /* the tag "abc" */
};

static const struct sample samples[] = {
	{ "\"abc\"", true },
	{ "W/\"abc\"", true },
	{ "*", true },
	{ " * ", true },
	{ "\"x\", \"abc\"", true },
	{ "\"x\",\"abc\"", true },
	{ "W/\"x\" , W/\"abc\" , \"y\"", true },
	{ ", \"abc\"", true },
	{ "\"a,b\", \"abc\"", true },
	{ "", false },
	{ "abc", false },
	{ "\"ABC\"", false },
	{ "\"ab\"", false },
	{ "\"abcd\"", false },
	{ "\"abc", false },
	{ "w/\"abc\"", false },
	{ "*, \"abc\"", false },
	{ "\"x\" \"abc\"", false },
};

static void
check_answer(void)
{
	struct request request = { .if_none_match = "\"abc\"" };
	struct response response = response_make();

	ok(!conditional_answer(&request, &response), "no ETag, no 304");
	response_body(&response, "application/pdf", "x", 1);
	response_header(&response, "ETag", "\"abc\"");
	response_header(&response, "Cache-Control", "public");
	response_header(&response, "Content-Disposition", "inline");
	ok(conditional_answer(&request, &response), "a match is answered");
	is_int(response.status, 304, "with 304");
	is_int((long long)response.body_length, 0, "without a body");
	is_str(response_find(&response, "etag"), "\"abc\"", "ETag stays");
	is_str(response_find(&response, "Cache-Control"), "public", "Cache-Control stays");
	is_str(response_find(&response, "Content-Type"), NULL, "Content-Type goes");
	ok(!conditional_answer(&request, &response), "what is answered stays answered");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		is_int(conditional_matches(samples[i].header, "\"abc\""), samples[i].matches,
		       samples[i].header);
	check_answer();
	return done_testing();
}
