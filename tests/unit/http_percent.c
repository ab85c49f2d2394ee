#include "http/percent.h"

#include "tests/unit/tap.h"

struct sample {
	const char *in;
	bool plus;
	const char *out; /* NULL: refused */
};

static const struct sample samples[] = {
	{ "abc", false, "abc" },         { "", false, "" },         { "%E4%B8%AD", false, "中" },
	{ "%e4%b8%ad", false, "中" },    { "a+b", true, "a b" },    { "a+b", false, "a+b" },
	{ "%2Fx", false, "/x" },         { "%", false, NULL },      { "%2", false, NULL },
	{ "%GG", false, NULL },          { "%00", false, NULL },    { "%0A", false, NULL },
	{ "%7F", false, NULL },          { "%C0%AF", false, NULL }, { "%ED%A0%80", false, NULL },
	{ "%F4%90%80%80", false, NULL }, { "%E4%B8", false, NULL }, { "\xE4\xB8\xAD", false, "中" },
	{ "\xFF", false, NULL },
};

int
main(void)
{
	struct arena *arena = arena_new();
	struct text encoded = text_make(arena);

	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *out = NULL;
		enum err status = percent_decode(&cx, "field", samples[i].in, strlen(samples[i].in),
		                                 samples[i].plus, &out);

		if (samples[i].out == NULL)
			ok(status == ERR_INPUT && strcmp(cx.field, "field") == 0, "'%s' is refused",
			   samples[i].in[0] == '\xFF' ? "a bad byte" : samples[i].in);
		else
			is_str(status == ERR_OK ? out : NULL, samples[i].out, samples[i].in);
	}
	percent_encode(&encoded, "中 a(1)'.pdf");
	is_str(encoded.data, "%E4%B8%AD%20a%281%29%27.pdf", "encoded as RFC 8187 has it");
	arena_free(arena);
	return done_testing();
}
