/*
 * Pages of documents: what another parser reads in them is what the boxes say,
 * the head says what it should, and nothing in the data becomes markup.
 */
#include "html/html_face.h"

#include <glob.h>

#include "doc/json.h"
#include "tests/unit/dom.h"
#include "tests/unit/tap.h"
#include "tests/unit/manifest.h"

static const struct order_link links[] = {
	{ "json", "JSON", "application/json", ".json" },
	{ "html", "网页", "text/html", ".html" },
	{ "pdf", "PDF", "application/pdf", ".pdf" },
	{ NULL, NULL, NULL, NULL },
};

static struct order
order_of(const char *document)
{
	return (struct order){ .document = document,
		               .length = strlen(document),
		               .place = { "/api/v1/reports/x", links } };
}

/* The page of a document, whose article says what the boxes say. */
static const char *
page_of(struct ctx *cx, const struct renderer *renderer, const char *document, bool is_marked,
        const char *name)
{
	struct order order = order_of(document);
	struct form *form;
	struct text out;
	struct dom dom;

	order.is_marked = is_marked;
	if (!ok(html_write(cx, renderer, &order, &out) == ERR_OK &&
	                renderer_fill(cx, renderer, document, order.length, &form) == ERR_OK,
	        "%s: a page", name)) {
		printf("# %s\n", cx->reason);
		return "";
	}
	dom = dom_article(cx->arena, out.data);
	is_str(dom.fault, NULL, "  its tables are whole");
	is_str(dom.texts.data, dom_texts_of(cx->arena, form), "  it says what the boxes say");
	return out.data;
}

static void
check_samples(struct arena *arena, const struct renderer *renderer)
{
	glob_t found;

	if (!ok(glob(TREE "/sql/sample/*.json", 0, NULL, &found) == 0, "samples"))
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct ctx cx = ctx_make(arena);
		struct text document;

		if (text_read_file(&cx, found.gl_pathv[i], 5000000, &document) == ERR_OK)
			page_of(&cx, renderer, document.data, i % 2 == 1,
			        strrchr(found.gl_pathv[i], '/') + 1);
	}
	globfree(&found);
}

#define T1(members)                                                                                         \
	"{\"form\":\"T1\",\"id\":\"t1-2024-1\",\"year\":2024,"                                              \
	"\"region\":{\"code\":\"522700\",\"name\":\"黔南\"},"                                             \
	"\"department\":{\"code\":\"522700-1\",\"name\":\"<b>局</b>&\\\"'\"},"                             \
	"\"project\":{\"code\":\"1\",\"name\":\"&#60;/script>&#60;script>alert(1)&#60;/script>\"}," members \
	"}"
#define PUBLISHED "\"published\":{\"revision\":3,\"at\":\"2025-03-01T09:05:00+08:00\"}"

/* The one data block of a page, read as JSON. */
static const struct json *
dataset(struct ctx *cx, const char *page)
{
	const char *begin = strstr(page, "<script type=\"application/ld+json\">");
	const char *end = begin == NULL ? NULL : strstr(begin, "</script>");
	const struct json *json;

	if (end == NULL)
		return NULL;
	begin = strchr(begin, '>') + 1;
	return json_parse(cx, "ld+json", begin, (size_t)(end - begin), &json) == ERR_OK ? json
	                                                                                : NULL;
}

static void
check_head(struct arena *arena, const struct renderer *renderer)
{
	struct ctx cx = ctx_make(arena);
	const char *page = page_of(&cx, renderer, T1("\"title\":\"表&#60;/title>\"," PUBLISHED),
	                           false, "hostile names");
	const struct json *data = dataset(&cx, page);
	unsigned scripts = 0;

	for (const char *s = page; (s = strstr(s, "<script")) != NULL; s++)
		scripts++;
	is_int(scripts, 1, "the one script element");
	is_str(json_string(json_member(data, "@type")), "Dataset", "  is data");
	is_str(json_string(json_member(json_member(data, "publisher"), "name")), "<b>局</b>&\"'",
	       "  of the publisher as it is called");
	is_str(json_string(json_member(data, "datePublished")), "2025-03-01T09:05:00+08:00",
	       "  on a day");
	is_int((long long)json_count(json_member(data, "distribution")), 3, "  in three forms");
	ok(strstr(page, "表&lt;/title&gt;：&lt;/script&gt;&lt;script&gt;") != NULL,
	   "the title is escaped once");
	ok(strstr(page, "<dd>&lt;b&gt;局&lt;/b&gt;&amp;&quot;'</dd>") != NULL,
	   "so is the publisher");
	ok(strstr(page, "<meta name=\"PubDate\" content=\"2025-03-01 09:05\">") != NULL,
	   "the day as pages of the administration have it");
	ok(strstr(page, ">2025年3月1日</time>") != NULL && strstr(page, "第 3 次") != NULL,
	   "and as readers have it, with the revision");
	ok(strstr(page, "<a href=\"/api/v1/reports/x.pdf\" type=\"application/pdf\">PDF</a>") != NULL,
	   "a link to the PDF");
	ok(strstr(page, "style=") == NULL && strstr(page, "<style") == NULL,
	   "no style that a policy would refuse");
	ok(strstr(page, "草稿") == NULL, "no draft");
}

static void
check_draft(struct arena *arena, const struct renderer *renderer)
{
	struct ctx cx = ctx_make(arena);
	struct order order = order_of(T1("\"title\":\"表\""));
	struct text out;

	order.place = (struct order_place){ 0 };
	if (!ok(html_write(&cx, renderer, &order, &out) == ERR_OK, "a draft as a file"))
		return;
	ok(strstr(out.data, "<p class=\"notice\">草稿，未公开</p>") != NULL,
	   "  says that it is one");
	ok(strstr(out.data, "<style>") != NULL && strstr(out.data, "href=") == NULL,
	   "  has its style with it and leads nowhere");
}

static void
check_marks(struct arena *arena, const struct renderer *renderer)
{
	struct ctx cx = ctx_make(arena);
	const char *page = page_of(&cx, renderer,
	                           T1("\"title\":\"表\",\"indicators\":[{\"name\":\"甲\",\"children\":["
	                              "{\"name\":\"乙\",\"children\":[{\"name\":\"丙\"}]}]}]"),
	                           true, "marks");

	ok(strstr(page,
	          "data-place=\"/project/name\" data-type=\"line\" data-binding=\"project.name\"") !=
	           NULL,
	   "  a value's place, type and binding");
	ok(strstr(page, "data-place=\"/indicators/0/children/0/children/0/name\"") != NULL,
	   "  one of an item");
	ok(strstr(page,
	          "data-turns=\"[{&quot;list&quot;:&quot;/indicators&quot;,&quot;index&quot;:0,"
	          "&quot;grows&quot;:true},{&quot;list&quot;:&quot;/indicators/0/children&quot;") !=
	           NULL,
	   "  the turns of a row, from the outermost");
	page = page_of(&cx, renderer, T1("\"title\":\"表\""), false, "no marks");
	ok(strstr(page, "data-") == NULL, "  unless they are ordered");
}

/* What the PDF refuses, the page refuses, at the same place. */
static void
check_refusal(struct arena *arena, const struct renderer *renderer)
{
	static const char *const characters[] = { "\\uE000", "\\u0001", "\\uDBFF\\uDFFD" };

	for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
		struct ctx cx = ctx_make(arena);
		struct order order = order_of(
			arena_printf(arena, T1("\"title\":\"表\",\"texts\":{\"goal\":\"甲%s\"}"),
		                     characters[i]));
		struct text out;

		is_int(html_write(&cx, renderer, &order, &out), ERR_INPUT, characters[i]);
		ok(cx.faults != NULL && strcmp(cx.faults->place, "/texts/goal") == 0,
		   "  is refused at its place");
	}
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer;

	if (!is_int(renderer_load(&cx, TREE "/templates", MANIFEST_REAL, false, &renderer), ERR_OK,
	            "the project's templates and fonts"))
		return done_testing();
	check_samples(arena, renderer);
	check_head(arena, renderer);
	check_draft(arena, renderer);
	check_marks(arena, renderer);
	check_refusal(arena, renderer);
	renderer_free(renderer);
	arena_free(arena);
	return done_testing();
}
