#include "http/accept.h"

#include <stddef.h>

#include "tests/unit/tap.h"

/* The browser's own, as Firefox sends it for a page. */
#define BROWSER "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

struct wish {
	const char *accept;
	int json;
	int csv;
};

/* RFC 9110 section 12.5.1: the most specific range decides. */
static const struct wish wishes[] = {
	{ NULL, 1000, 1000 },
	{ "", 1000, 1000 },
	{ "*/*", 1000, 1000 },
	{ BROWSER, 800, 800 },
	{ "text/csv", 0, 1000 },
	{ "TEXT/CSV; charset=utf-8", 0, 1000 },
	{ "text/*;q=0.25, application/json;q=0.5", 500, 250 },
	{ "application/*", 1000, 0 },
	{ "*/*, application/json;q=0", 0, 1000 },
	{ "application/json;q=0.001, text/csv;q=0.999", 1, 999 },
	{ "application/json;profile=\"a,b;q=0\", text/csv;q=0.5", 1000, 500 },
	{ "application/json ; q=0.7", 700, 0 },
	{ "image/png", 0, 0 },
	{ "text/csvx, text", 0, 0 },
	{ ", ,", 1000, 1000 },
	{ "nonsense", 1000, 1000 },
	{ "text/csv;q=nonsense", 0, 1000 },
	{ "text/csv;q=0.1234", 0, 123 },
	{ "application/json;x=\"", 1000, 0 },
};

struct reader {
	const char *accept_language;
	bool english;
};

static const struct reader readers[] = {
	{ NULL, false },
	{ "", false },
	{ "zh-CN,zh;q=0.9,en;q=0.8", false },
	{ "en-US,en;q=0.9", true },
	{ "en", true },
	{ "EN-gb", true },
	{ "de, en;q=0.5", true },
	{ "zh;q=0.5, en;q=0.6", true },
	{ "en;q=0.5, zh-Hant;q=0.6", false },
	{ "en;q=0", false },
	{ "de", false },
	{ "*", false },
	{ "enm", false },
};

struct preference {
	const char *prefer;
	bool is_there;
};

/* RFC 7240 section 2: tokens in any case, with values and parameters, separated by commas. */
static const struct preference preferences[] = {
	{ NULL, false },
	{ "", false },
	{ "respond-async", true },
	{ "Respond-Async", true },
	{ "return=minimal, respond-async, wait=10", true },
	{ "wait=\"1,respond-async\"", false },
	{ "respond-async; foo=\"some, value\"", true },
	{ "respond-asynchronously", false },
	{ "return=respond-async", false },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
		const char *accept = wishes[i].accept;

		is_int(accept_quality(accept, "application/json"), wishes[i].json,
		       accept == NULL ? "no Accept: JSON" : accept);
		is_int(accept_quality(accept, "text/csv"), wishes[i].csv, "  and CSV");
	}
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++)
		ok(accept_is_english(readers[i].accept_language) == readers[i].english, "'%s' is %s",
		   readers[i].accept_language == NULL ? "" : readers[i].accept_language,
		   readers[i].english ? "English" : "Chinese");
	for (size_t i = 0; i < sizeof preferences / sizeof preferences[0]; i++) {
		const char *prefer = preferences[i].prefer;

		ok(accept_prefers(prefer, "respond-async") == preferences[i].is_there,
		   "'%s' %s respond-async", prefer == NULL ? "" : prefer,
		   preferences[i].is_there ? "names" : "does not name");
	}
	return done_testing();
}
