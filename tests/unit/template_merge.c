/* Cells that become one: by loop, by name, by text. */
#include "tests/unit/filled.h"

static const struct filled_case merged[] = {
	{ "by the items of loops: equal names are not the same item",
	  TABLE("<each of=\"indicators\" as=\"i\"><each of=\"i.children\" as=\"j\" min=\"1\"><row>"
	        "<label merge=\"i\">{i.name}</label><cell merge=\"j\">{j.name|absent:-}</cell></row>"
	        "</each></each>"),
	  TREE_OF_TWO, "{\n=\n*A|a\n^|b\n*B|-\n*A|a\n}\n" },
	{ "by name: the first one's text",
	  TABLE("<row><label merge=\"x\">a</label><cell>1</cell></row>"
	        "<each of=\"indicators\" as=\"i\"><row><label merge=\"x\">a</label><cell>{i.name}</cell>"
	        "</row></each>"),
	  TREE_OF_TWO, "{\n=\n*a|1\n^|A\n^|B\n^|A\n}\n" },
	{ "from the head on",
	  TABLE("<head><row><label merge=\"x\">a</label><label>h</label></row></head>"
	        "<row><label merge=\"x\"/><cell>1</cell></row>"),
	  PLAIN, "{\n=\nH:*a|*h\n^|1\n}\n" },
	{ "by text: equal neighbours, but not empty ones",
	  TABLE("<each of=\"funds\" as=\"f\"><row><label merge=\"text\">{f.label}</label>"
	        "<cell merge=\"text\">{f.score}</cell></row></each>"),
	  WITH("\"funds\":[" FUND("a", ",\"score\":\"1\"") "," FUND("a", ",\"score\":\"1\"") "," FUND(
		  "b", "") "," FUND("b", "") "," FUND("a", ",\"score\":\"1\"") "]"),
	  "{\n=\n*a|1\n^|^\n*b|\n^|\n*a|1\n}\n" },
	{ "by text within an item only",
	  TABLE("<each of=\"indicators\" as=\"i\"><each of=\"i.children\" as=\"j\"><row>"
	        "<label merge=\"text:i\">x</label><cell merge=\"text\">x</cell></row></each></each>"),
	  TREE_OF_TWO, "{\n=\n*x|x\n^|^\n*x|^\n}\n" },
	{ "by text: where lines end counts",
	  TABLE("<row><label merge=\"text\">ab</label><cell/></row>"
	        "<row><label merge=\"text\">a<br/>b</label><cell/></row>"),
	  PLAIN, "{\n=\n*ab|\n*a/b|\n}\n" },
	{ "not from block to block",
	  FORM("<table><block columns=\"1\"><row><label merge=\"x\">a</label></row></block>"
	       "<block columns=\"1\"><row><label merge=\"x\">b</label></row></block></table>"),
	  PLAIN, "{\n=\n*a\n=\n*b\n}\n" },
	{ "not over a group between",
	  TABLE("<each of=\"indicators\" as=\"i\"><row><label merge=\"x\">a</label><cell>{i.name}</cell></row>"
	        "<row><cell>-</cell><cell>-</cell></row></each>"),
	  WITH("\"indicators\":[{\"name\":\"A\"},{\"name\":\"B\"}]"),
	  "{\n=\n*a|A\n-|-\n*a|B\n-|-\n}\n" },
	{ "rows of a loop beside a row span",
	  TABLE("<each of=\"indicators\" as=\"i\"><row><label merge=\"i\" rowspan=\"2\">{i.name}</label>"
	        "<cell>1</cell></row><row><cell>2</cell></row></each>"),
	  WITH("\"indicators\":[{\"name\":\"A\"},{\"name\":\"B\"}]"),
	  "{\n=\n*A|1\n^|2\n*B|1\n^|2\n}\n" },
};

/* A cell that would vanish in a merged one with a text of its own is refused. */
static void
check_merges(struct ctx *cx, const struct forms *forms)
{
	static const char *const bodies[] = {
		TABLE("<row><label merge=\"x\">a</label><cell>1</cell></row>"
		      "<row><label merge=\"x\">b</label><cell>2</cell></row>"),
		TABLE("<each of=\"indicators\" as=\"i\"><row><label merge=\"x\">{i.name}</label><cell/>"
		      "</row></each>"),
		TABLE("<each of=\"indicators\" as=\"i\"><each of=\"i.children\" as=\"j\"><row>"
		      "<label merge=\"i\">{i.name}{j.name}</label><cell/></row></each></each>"),
	};

	for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
		struct template *template;
		const struct json *json;
		struct form *form;

		if (forms_compile(cx, forms, bodies[i], &template) != ERR_OK ||
		    json_parse(cx, "d", TREE_OF_TWO, strlen(TREE_OF_TWO), &json) != ERR_OK)
			abort();
		is_int(fill_document(cx, template, json, &form), ERR_OK,
		       "a text that would be lost");
		ok(cx->faults != NULL && strstr(cx->faults->what, "会丢失") != NULL, "is a fault");
		arena_free(template->arena);
	}
	*cx = ctx_make(cx->arena);
}
int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct forms forms = forms_open(&cx);

	filled_check(&cx, &forms, merged, sizeof merged / sizeof merged[0]);
	check_merges(&cx, &forms);
	forms_close(&forms);
	arena_free(arena);
	return done_testing();
}
