/*
 * A form that is being filled in: what is typed becomes the value that is meant, in the
 * unit of its cell and exactly; the rest of the document stays; what is computed follows.
 */
#include "html/html_form.h"

#include <glob.h>

#include "doc/json.h"
#include "tests/unit/manifest.h"
#include "tests/unit/tap.h"
#include "template/box.h"
#include "template/place_input.h"

static struct renderer *renderer;

/* What is typed in one place. */
struct typed {
	const char *place;
	const char *binding;
	const char *text;
};

static void
add_typed(struct text *request, struct typed typed)
{
	text_add_str(request, text_ends_with(request->data, "[") ? "{\"place\":" : ",{\"place\":");
	text_add_json(request, typed.place);
	text_add_str(request, ",\"binding\":");
	text_add_json(request, typed.binding);
	text_add_str(request, ",\"text\":");
	text_add_json(request, typed.text);
	text_add_str(request, "}");
}

static struct text
request_begin(struct arena *arena, const char *document)
{
	struct text request = text_make(arena);

	text_add_fmt(&request, "{\"document\":%s,\"edits\":[", document);
	return request;
}

/* The answer to a request, as it is read. */
static const struct json *
answer_to(struct ctx *cx, struct text *request)
{
	const struct json *asked;
	const struct json *json = NULL;
	struct text out;

	text_add_str(request, "]}");
	if (!ok(json_parse(cx, "request", request->data, request->length, &asked) == ERR_OK &&
	                html_form(cx, renderer, asked, &out) == ERR_OK &&
	                json_parse(cx, "answer", out.data, out.length, &json) == ERR_OK,
	        "an answer"))
		printf("# %s\n", cx->reason);
	return json;
}

static const struct json *
type(struct ctx *cx, const char *document, struct typed typed)
{
	struct text request = request_begin(cx->arena, document);

	add_typed(&request, typed);
	return answer_to(cx, &request);
}

static const char *
read_fixture(struct arena *arena, const char *name)
{
	struct ctx cx = ctx_make(arena);
	struct text document;

	if (text_read_file(&cx, arena_printf(arena, TREE "/tests/fixture/%s.json", name), 1000000,
	                   &document) != ERR_OK)
		return "{}";
	return document.data;
}

static const struct json *
at(const struct json *list, unsigned index)
{
	const struct json *item = json_first(list);

	while (index-- > 0 && item != NULL)
		item = json_next(item);
	return item;
}

static void
check_values(struct arena *arena)
{
	static const struct {
		struct typed typed;
		const char *member;
		const char *value; /* NULL: the text is refused */
	} cases[] = {
		{ { "/funds/0/annual_budget", "fund.annual_budget|yuan:trim:group", "1,250,000.5" },
		  "annual_budget",
		  "1250000.50" },
		{ { "/funds/0/annual_budget", "fund.annual_budget|yuan:trim:group",
		    "12345678901234567.89" },
		  "annual_budget",
		  NULL },
		{ { "/funds/0/annual_budget", "fund.annual_budget|yuan:trim:group", "１２３．４" },
		  "annual_budget",
		  "123.40" },
		{ { "/funds/0/annual_budget", "fund.annual_budget|yuan:trim:group", "十二万" },
		  "annual_budget",
		  NULL },
		{ { "/funds/0/execution_rate", "fund.execution_rate|number:2:trim|absent:-",
		    "98.4%" },
		  "execution_rate",
		  "98.4" },
		{ { "/funds/0/label", "fund.label", "a<b>c</b>" }, "label", "a&#60;b>c&#60;/b>" },
		{ { "/funds/0/label", "fund.label", "完成率<5%" }, "label", "完成率<5%" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const struct json *answer = type(&cx, read_fixture(arena, "E1"), cases[i].typed);
		const struct json *fund = at(json_member(json_member(answer, "document"), "funds"),
		                             0);
		const struct json *fault = json_first(json_member(answer, "faults"));

		if (cases[i].value == NULL) {
			is_str(json_string(json_member(fault, "place")), cases[i].typed.place,
			       cases[i].typed.text);
			is_int(json_integer(json_member(fault, "edit"), -1), 0, "  is refused");
			continue;
		}
		is_str(json_string(json_member(fund, cases[i].member)), cases[i].value,
		       cases[i].typed.text);
		ok(fault == NULL, "  without a fault");
	}
}

static void
check_wan(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	const struct json *answer = type(&cx, read_fixture(arena, "D1"),
	                                 (struct typed){ "/base_data/1/rows/0/values/budget",
	                                                 "row.values.budget|wan:2", "12.345678" });
	const struct json *part = at(json_member(json_member(answer, "document"), "base_data"), 1);
	const struct json *row = at(json_member(part, "rows"), 0);

	is_str(json_string(json_member(json_member(row, "values"), "budget")), "123456.78",
	       "what is typed in 万元");
}

static void
check_absent(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	const struct json *answer = type(&cx, read_fixture(arena, "E1"),
	                                 (struct typed){ "/indicators/0/children/0/children/0/remark",
	                                                 "third.remark", "复核过" });
	const struct json *third = json_member(json_member(answer, "document"), "indicators");

	third = json_first(
		json_member(json_first(json_member(json_first(third), "children")), "children"));
	is_str(json_string(json_member(third, "remark")), "复核过", "a member that was not there");
	answer = type(&cx, read_fixture(arena, "E1"),
	              (struct typed){ "/filled_on", "filled_on|date:yyyymmdd", "2025年3月1日" });
	is_str(json_string(json_member(json_member(answer, "document"), "filled_on")), "2025-03-01",
	       "a day");
	answer = type(&cx, read_fixture(arena, "E1"),
	              (struct typed){ "/filled_on", "filled_on|date:yyyymmdd", "" });
	ok(json_member(json_member(answer, "document"), "filled_on") == NULL,
	   "an emptied day is absent");
	answer = type(&cx, read_fixture(arena, "E1"), (struct typed){ "/year", "year", "2025" });
	is_int(json_integer(json_member(json_member(answer, "document"), "year"), 0), 2024,
	       "what a document is known by stays");
	is_int((long long)json_count(json_member(answer, "faults")), 1, "  and that is said");
}

/* Which county a target is of is told by its place alone; the second one's stays free. */
static void
check_beside(struct arena *arena)
{
	static const char document[] =
		"{\"form\":\"M1\",\"title\":\"表\",\"year\":2024,\"lists\":{\"counties\":[{\"name\":\"甲\"},"
		"{\"name\":\"乙\"},{\"name\":\"丙\"}],\"targets\":[{\"first\":\"产出指标\",\"name\":\"井\"}]}}";
	struct ctx cx = ctx_make(arena);
	const struct json *answer = type(&cx, document,
	                                 (struct typed){ "/lists/targets/0/children/2/value",
	                                                 "part.value", "≥12" });
	const struct json *lists = json_member(json_member(answer, "document"), "lists");
	const struct json *children = json_member(json_first(json_member(lists, "targets")),
	                                          "children");

	is_int((long long)json_count(children), 3, "a cell beside the third item makes a third");
	if (json_count(children) == 3)
		is_str(json_string(json_member(json_next(json_next(json_first(children))), "value")),
		       "≥12", "  which is the one that was typed");
	ok(json_first(json_member(answer, "faults")) == NULL, "  between are items without a value");
	answer = type(&cx, document,
	              (struct typed){ "/lists/targets/0/children/3/value", "part.value", "≥12" });
	is_int((long long)json_count(json_member(answer, "faults")), 1, "  there is no fourth cell");
}

static void
check_boxes(struct arena *arena)
{
	static const struct {
		const char *binding;
		const char *text;
		const char *value;
	} cases[] = {
		{ "extra.project_attribute|check:新增项目", "☑", "新增项目" },
		{ "extra.project_attribute|check:新增项目", "□", "延续项目" },
		{ "extra.project_attribute|check:延续项目", "□", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const struct json *answer = type(&cx, read_fixture(arena, "E3"),
		                                 (struct typed){ "/extra/project_attribute",
		                                                 cases[i].binding, cases[i].text });

		is_str(json_string(json_member(json_member(json_member(answer, "document"), "extra"),
		                               "project_attribute")),
		       cases[i].value, cases[i].binding);
	}
}

/* A score that changes, with the total that the form computes: 1 + 2.25, and 7.5 + 2.25. */
static void
check_computed(struct arena *arena)
{
	static const char document[] =
		"{\"form\":\"E3\",\"title\":\"表\",\"year\":2023,\"indicators\":[{\"name\":\"产出\","
		"\"children\":[{\"name\":\"甲\",\"weight\":\"10\",\"score\":\"1\"},{\"weight\":\"20\",\"score\":\"2.25\"}]}]}";
	struct ctx cx = ctx_make(arena);
	struct text request = request_begin(arena, document);
	const struct json *answer = answer_to(&cx, &request);
	const char *html = json_string(json_member(answer, "html"));

	ok(html != NULL && strstr(html, ">3.25<") != NULL, "what is computed is there");
	ok(html != NULL && strstr(html, "role=\"textbox\"") != NULL, "  beside what is typed");
	ok(json_first(json_member(answer, "faults")) == NULL, "  in a document that is not whole");
	answer = type(&cx, document,
	              (struct typed){ "/indicators/0/children/0/score", "second.score|points",
	                              "7.5" });
	html = json_string(json_member(answer, "html"));
	ok(html != NULL && strstr(html, ">9.75<") != NULL, "and follows");
}

/* Typing what stands there changes nothing of what is printed; a month alone is no day. */
struct retyping {
	struct text *request;
	unsigned count;
};

static enum err
retype(void *user, const struct paragraph *paragraph)
{
	struct retyping *retyping = user;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next) {
		const struct place *place = &span->place;

		if (place->piece == NULL || !place_input_is_open(place) || span->looks != 0 ||
		    strstr(place_pointer(place), "/-") != NULL ||
		    text_ends_with(place->piece->literal, "|date:年月") ||
		    (json_string(place_value(place)) != NULL &&
		     strpbrk(json_string(place_value(place)), "\n<&") != NULL))
			continue;
		add_typed(retyping->request,
		          (struct typed){ place_pointer(place), place->piece->literal, span->text });
		retyping->count++;
	}
	return ERR_OK;
}

static void
check_again(struct arena *arena, const char *path)
{
	struct ctx cx = ctx_make(arena);
	struct text document = text_make(arena);
	struct retyping retyping = { .count = 0 };
	struct text request;
	struct form *form;
	const struct json *before;
	const struct json *after;

	if (!ok(text_read_file(&cx, path, 5000000, &document) == ERR_OK &&
	                renderer_fill(&cx, renderer, document.data, document.length, &form) == ERR_OK,
	        "%s", strrchr(path, '/') + 1))
		return;
	request = request_begin(arena, document.data);
	before = answer_to(&cx, &request);
	request = request_begin(arena, document.data);
	retyping.request = &request;
	if (box_visit(form, retype, &retyping) != ERR_OK)
		return;
	after = answer_to(&cx, &request);
	ok(retyping.count > 0, "  has %u places to type in", retyping.count);
	is_str(json_string(json_member(json_first(json_member(after, "faults")), "message")), NULL,
	       "  each takes what it prints");
	is_str(json_string(json_member(after, "html")), json_string(json_member(before, "html")),
	       "  and prints it again");
}

static void
check_refusals(struct arena *arena)
{
	static const char *const requests[] = {
		"[]",
		"{\"document\":1}",
		"{\"document\":{\"form\":\"E1\"},\"edits\":[1]}",
		"{\"document\":{\"form\":\"E1\"},\"edits\":[{\"place\":\"/a\",\"binding\":\"a\",\"text\":1}]}",
		"{\"document\":{}}",
	};

	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const struct json *asked;
		struct text out;

		if (ok(json_parse(&cx, "request", requests[i], strlen(requests[i]), &asked) == ERR_OK,
		       "JSON"))
			is_int(html_form(&cx, renderer, asked, &out), ERR_INPUT, requests[i]);
	}
}

/* How often a text stands in the page of a document that is to be filled in. */
static unsigned
count_in_page(struct arena *arena, const char *document, const char *text)
{
	struct ctx cx = ctx_make(arena);
	struct text request = request_begin(arena, document);
	const char *html = json_string(json_member(answer_to(&cx, &request), "html"));
	unsigned count = 0;

	for (const char *s = html; s != NULL && (s = strstr(s, text)) != NULL; s++)
		count++;
	return count;
}

/* What the schema says is readOnly nobody types: neither what is there nor another one. */
static void
check_read_only(struct arena *arena)
{
	static const char document[] =
		"{\"form\":\"E1\",\"title\":\"表\",\"year\":2024,\"explanations\":[{\"rule\":\"FUND-01\","
		"\"pointer\":\"/funds\",\"figures\":{},\"place\":\"资金\",\"finding\":\"合计不符\",\"reason\":\"追加\"}]}";

	is_int(count_in_page(arena, "{\"form\":\"E1\",\"title\":\"表\",\"year\":2024}",
	                     "/explanations"),
	       0, "a form without explanations has no place for one");
	is_int(count_in_page(arena, document, "data-place=\"/explanations/0/reason\""), 1,
	       "one that is there is printed");
	is_int(count_in_page(arena, document, "aria-label=\"差异说明"), 0, "  and not typed");
}

/* Columns whose loop has no items yet: one of them is there, below its heading. */
static void
check_columns(struct arena *arena)
{
	static const char document[] =
		"{\"form\":\"M1\",\"title\":\"表\",\"year\":2024,\"lists\":{\"targets\":[{\"name\":\"甲\"}]}}";

	is_int(count_in_page(arena, document, ">各县（市、区）<"), 1, "the heading of the columns");
	is_int(count_in_page(arena, document, "data-place=\"/lists/counties/-/name\""), 1,
	       "  and one of them");
	is_int(count_in_page(arena, document,
	                     "{&quot;list&quot;:&quot;/lists/counties&quot;,&quot;grows&quot;:true,"
	                     "&quot;across&quot;:true}"),
	       5, "a loop over cells of a row is told from the loops around it");
	is_int(count_in_page(arena, document,
	                     "{&quot;list&quot;:&quot;/lists/targets/0/children&quot;,&quot;grows&quot;:false,"
	                     "&quot;across&quot;:true,&quot;beside&quot;:true}"),
	       1, "  and what stands beside its items");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	glob_t found;

	if (!is_int(renderer_load(&cx, TREE "/templates", MANIFEST_REAL, false, &renderer), ERR_OK,
	            "the project's templates and fonts"))
		return done_testing();
	check_values(arena);
	check_wan(arena);
	check_absent(arena);
	check_beside(arena);
	check_boxes(arena);
	check_computed(arena);
	check_refusals(arena);
	check_read_only(arena);
	check_columns(arena);
	if (ok(glob(TREE "/tests/fixture/[A-Z]*.json", 0, NULL, &found) == 0, "fixtures"))
		for (size_t i = 0; i < found.gl_pathc; i++)
			check_again(arena, found.gl_pathv[i]);
	globfree(&found);
	renderer_free(renderer);
	arena_free(arena);
	return done_testing();
}
