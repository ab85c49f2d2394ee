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

static void
check_known(struct arena *arena)
{
	is_str(conditional_known(arena, NULL, ""), NULL, "without the header nothing is known");
	is_str(conditional_known(arena, "\"7-ab\"", ""), "7-ab", "the first tag");
	is_str(conditional_known(arena, "\"7-ab\", W/\"8-ab-csv\"", "-csv"), "8-ab",
	       "the first with the suffix, without it");
	is_str(conditional_known(arena, "\"-csv\"", "-csv"), NULL, "a suffix alone is nothing");
	is_str(conditional_known(arena, "*", ""), NULL, "a star names none");
}

#define SUNDAY "Sun, 06 Nov 1994 08:49:37 GMT"

/* The three formats of RFC 9110 section 5.6.7 are of the same second. */
static const struct sample dates[] = {
	{ SUNDAY, true },
	{ "Sunday, 06-Nov-94 08:49:37 GMT", true },
	{ "Sun Nov  6 08:49:37 1994", true },
	{ "Sun, 06 Nov 1994 08:49:38 GMT", true },
	{ "Sun, 06 Nov 1994 08:49:36 GMT", false },
	{ "yesterday", false },
	{ "", false },
};

static void
check_dates(struct arena *arena)
{
	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
		struct request request = { .if_modified_since = dates[i].header };
		struct response response = response_make();
		struct ctx cx = ctx_make(arena);

		response_header(&response, "ETag", "\"abc\"");
		response_header(&response, "Last-Modified", SUNDAY);
		is_int(conditional_answer(&request, &response), dates[i].matches, dates[i].header);
		request = (struct request){ .if_unmodified_since = dates[i].header };
		response.status = 200;
		is_int(conditional_check(&cx, &request, &response), i == 4 ? ERR_CONDITION : ERR_OK,
		       "  as If-Unmodified-Since");
		request = (struct request){ .if_none_match = "\"x\"",
			                    .if_modified_since = dates[i].header };
		ok(!conditional_answer(&request, &response), "  If-None-Match goes before it");
	}
}

static const struct sample demands[] = {
	{ "\"abc\"", true },    { "*", true },         { "\"x\", \"abc\"", true },
	{ "W/\"abc\"", false }, { "\"abcd\"", false }, { "", false },
};

static void
check_demands(struct arena *arena)
{
	for (size_t i = 0; i < sizeof demands / sizeof demands[0]; i++) {
		struct request request = { .if_match = demands[i].header };
		struct response response = response_make();
		struct ctx cx = ctx_make(arena);

		response_header(&response, "ETag", "\"abc\"");
		is_int(conditional_check(&cx, &request, &response),
		       demands[i].matches ? ERR_OK : ERR_CONDITION,
		       arena_printf(arena, "If-Match: %s", demands[i].header));
	}
}

int
main(void)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		is_int(conditional_matches(samples[i].header, "\"abc\""), samples[i].matches,
		       samples[i].header);
	check_answer();
	check_known(arena);
	check_dates(arena);
	check_demands(arena);
	arena_free(arena);
	return done_testing();
}
