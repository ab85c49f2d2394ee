/* The texts of a document in their canonical form, and where those stand that have none. */
#include "doc/document_text.h"

#include <stdlib.h>

#include "tests/unit/tap.h"

static const struct {
	const char *text;
	const char *canonical; /* NULL: the text itself */
} documents[] = {
	{ "{ \"a\" : [1, true, null, \"完成率<5%\"] }", NULL },
	{ "{}", NULL },
	{ "{ \"year\" : 2024, \"title\" : \"A&amp;B\", \"run_in\":false, \"n\":null, \"x\":[ 1.5, -3 ] }",
	  "{\"year\":2024,\"title\":\"A&B\",\"run_in\":false,\"n\":null,\"x\":[1.5,-3]}" },
	{ "{\"explanations\":[{\"reason\":\"A&#38;B\"}],\"a\":{\"explanations\":\"A&#38;B\"}}",
	  "{\"explanations\":[{\"reason\":\"A&#38;B\"}],\"a\":{\"explanations\":\"A&B\"}}" },
	{ "{\"explanations\":[{\"reason\":\"A&#38;B\"}]}", NULL },
	{ "{\"a\":[[],{},\"<i>\\\"</i>\\t\"]}", "{\"a\":[[],{},\"\\\"\\u0009\"]}" },
};

static void
check_documents(struct arena *arena)
{
	for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
		struct ctx cx = ctx_make(arena);
		struct text text = text_make(arena);
		const char *source = documents[i].text;
		const struct json *document;
		const struct json *before;

		text_add_str(&text, source);
		if (json_parse(&cx, "d", source, strlen(source), &document) != ERR_OK)
			continue;
		before = document;
		is_int(document_text_canonical(&cx, "d", &document, &text), ERR_OK, source);
		is_str(text.data, documents[i].canonical == NULL ? source : documents[i].canonical,
		       "  as it is kept");
		is_int(document == before, documents[i].canonical == NULL, "  and its tree");
	}
}

static void
check_faults(struct arena *arena)
{
	static const char source[] = "{\"title\":\"甲&amp;乙\",\"indicators\":[{\"name\":\"好\"},"
				     "{\"name\":\"见图<img src=a>\",\"a/b\":\"\\uF0A3\"}]}";
	struct ctx cx = ctx_make(arena);
	struct text text = text_make(arena);
	const struct json *document;

	text_add_str(&text, source);
	if (json_parse(&cx, "d", source, strlen(source), &document) != ERR_OK)
		abort();
	is_int(document_text_canonical(&cx, "d.json", &document, &text), ERR_INPUT,
	       "texts that cannot be printed");
	is_int((long long)cx.fault_count, 2, "  all of them are told");
	is_str(cx.faults->place, "d.json: /indicators/1/name", "  with their place");
	is_str(cx.faults->what, "图片 <img> 不能排印，请删去，或在 alt 里写明文字（在“见图”之后）",
	       "  and the words around");
	is_str(cx.faults->next->place, "d.json: /indicators/1/a~1b", "  of the second");
	is_str(json_string(json_member(document, "title")), "甲&乙", "  the others are canonical");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_documents(arena);
	check_faults(arena);
	arena_free(arena);
	return done_testing();
}
