/*
 * From what a form prints back to the document. Each span of the filled form is
 * told as "text=pointer words"; fixed text is left out.
 */
#include "template/place.h"

#include "template/fill.h"
#include "tests/unit/forms.h"
#include "tests/unit/tap.h"

#define DECLARED                                                                                        \
	"<field name=\"kind\" type=\"boolean\" label=\"是否延续\"/>"                                \
	"<list name=\"roads\" label=\"路段\"><field name=\"name\" type=\"text\" label=\"路名\"/>"   \
	"<field name=\"cost\" type=\"amount\" label=\"造价\"/><list name=\"children\" label=\"桥\">" \
	"<field name=\"span\" type=\"decimal\" label=\"跨度\"/></list></list>"
#define ROADS(body)                                                                                \
	"<form id=\"X1\" name=\"表\" version=\"1\" title=\"{title}\">" DECLARED "<page/>" body     \
	"</form>"

static const char document[] =
	"{\"form\":\"X1\",\"title\":\"表\",\"year\":2024,"
	"\"department\":{\"name\":\"交通局\"},\"texts\":{\"goal\":\"修路\"},"
	"\"funds\":[{\"kind\":\"total\",\"label\":\"总额\",\"depth\":0},"
	"{\"kind\":\"other\",\"label\":\"其他\",\"depth\":1,\"executed\":\"7.00\"}],"
	"\"indicators\":[{\"name\":\"产出\"},{\"name\":\"效益\",\"children\":["
	"{\"name\":\"<p>社会</p>\",\"children\":[{\"name\":\"通车\",\"target\":{\"value\":\"3\"}}]}]}],"
	"\"extra\":{\"kind\":\"false\"},\"lists\":{\"roads\":["
	"{\"name\":\"甲路\",\"cost\":\"5.00\",\"children\":[{\"span\":\"12\"},{\"span\":\"8\"}]},"
	"{\"cost\":\"6.00\"},{\"name\":\"甲路\"}]}}";

/* Of a template: the spans that are bound, in order. */
static const struct {
	const char *name;
	const char *body;
	const char *places;
} cases[] = {
	{ "members of the document",
	  "<p>{year}年 {texts.goal} {department.name} {extra.kind|check:true}</p>",
	  "2024=/year 年度\n修路=/texts/goal 绩效目标\n交通局=/department/name 部门的名称\n"
	  "□=/extra/kind 是否延续\n" },
	{ "what is absent, as far as the document goes",
	  "<p>{texts.note}{project.name}{total.score}{lists.roads[2].name}</p>",
	  "=/texts/note 说明\n=/project/name 项目的名称\n=/total/score 总分的得分\n"
	  "=/lists/roads/1/name 路段第2项的路名\n" },
	{ "items that are chosen, and none that fits",
	  "<p>{funds[kind=other].executed}{funds[kind=basic].executed}{lists.roads[9].cost}"
	  "{indicators[1].children[1].name}</p>",
	  "7.00=/funds/1/executed 资金“其他”的全年执行数\n"
	  "=/funds/-/executed 资金的新一项的全年执行数\n"
	  "=/lists/roads/-/cost 路段的新一项的造价\n"
	  "=/indicators/0/children/-/name 一级指标“产出”→二级指标的新一项的名称\n" },
	{ "loops in loops, down to a value and to where one would be",
	  "<each of=\"indicators\" as=\"a\"><p>{a.name}</p><each of=\"a.children\" as=\"b\" min=\"1\">"
	  "<p>{b.name}</p><each of=\"b.children\" as=\"c\"><p>{c.target.value}{c.remark}</p></each>"
	  "</each></each>",
	  "产出=/indicators/0/name 一级指标第1项的名称\n"
	  "=/indicators/0/children/-/name 一级指标“产出”→二级指标的新一项的名称\n"
	  "效益=/indicators/1/name 一级指标第2项的名称\n"
	  "社会=/indicators/1/children/0/name 一级指标“效益”→二级指标第1项的名称\n"
	  "3=/indicators/1/children/0/children/0/target/value "
	  "一级指标“效益”→二级指标“社会”→三级指标“通车”的指标值的值\n"
	  "=/indicators/1/children/0/children/0/remark "
	  "一级指标“效益”→二级指标“社会”→三级指标“通车”的备注\n" },
	{ "a document inside a loop, and a loop inside another's variable",
	  "<each of=\"lists.roads[cost=5.00]\" as=\"r\"><each of=\"r.children\" as=\"s\">"
	  "<p>{year}{r.cost}{s.span}</p></each></each>",
	  "2024=/year 年度\n5.00=/lists/roads/0/cost 路段“甲路”的造价\n"
	  "12=/lists/roads/0/children/0/span 路段“甲路”→桥第1项的跨度\n"
	  "2024=/year 年度\n5.00=/lists/roads/0/cost 路段“甲路”的造价\n"
	  "8=/lists/roads/0/children/1/span 路段“甲路”→桥第2项的跨度\n" },
	{ "groups, whose items stand where they stood",
	  "<each of=\"lists.roads\" as=\"g\" by=\"name\"><each of=\"g.items\" as=\"r\"><p>{r.cost}</p></each>"
	  "</each>",
	  "5.00=/lists/roads/0/cost 路段“甲路”的造价\n=/lists/roads/2/cost 路段“甲路”的造价\n"
	  "6.00=/lists/roads/1/cost 路段第2项的造价\n" },
	{ "a list beside another",
	  "<each of=\"funds\" as=\"f\" with=\"lists.roads\" with-as=\"r\"><p>{f.depth}{r.cost}</p></each>",
	  "0=/funds/0/depth 资金“总额”的层次\n5.00=/lists/roads/0/cost 路段“甲路”的造价\n"
	  "1=/funds/1/depth 资金“其他”的层次\n6.00=/lists/roads/1/cost 路段第2项的造价\n"
	  "=/funds/-/depth 资金的新一项的层次\n=/lists/roads/2/cost 路段“甲路”的造价\n" },
	{ "items that lack beside others have their own places",
	  "<each of=\"lists.roads\" as=\"r\"><each of=\"funds\" as=\"f\" with=\"r.children\" with-as=\"s\">"
	  "<p>{s.span}</p></each></each>",
	  "12=/lists/roads/0/children/0/span 路段“甲路”→桥第1项的跨度\n"
	  "8=/lists/roads/0/children/1/span 路段“甲路”→桥第2项的跨度\n"
	  "=/lists/roads/1/children/0/span 路段第2项→桥第1项的跨度\n"
	  "=/lists/roads/1/children/1/span 路段第2项→桥第2项的跨度\n"
	  "=/lists/roads/2/children/0/span 路段“甲路”→桥第1项的跨度\n"
	  "=/lists/roads/2/children/1/span 路段“甲路”→桥第2项的跨度\n" },
	{ "items that lack in cells of one row, too",
	  "<table columns=\"1 1 1\"><each of=\"lists.roads\" as=\"r\"><row>"
	  "<each of=\"r.children\" as=\"s\" min=\"3\"><cell>{s.span}</cell></each></row></each></table>",
	  "12=/lists/roads/0/children/0/span 路段“甲路”→桥第1项的跨度\n"
	  "8=/lists/roads/0/children/1/span 路段“甲路”→桥第2项的跨度\n"
	  "=/lists/roads/0/children/2/span 路段“甲路”→桥第3项的跨度\n"
	  "=/lists/roads/1/children/0/span 路段第2项→桥第1项的跨度\n"
	  "=/lists/roads/1/children/1/span 路段第2项→桥第2项的跨度\n"
	  "=/lists/roads/1/children/2/span 路段第2项→桥第3项的跨度\n"
	  "=/lists/roads/2/children/0/span 路段“甲路”→桥第1项的跨度\n"
	  "=/lists/roads/2/children/1/span 路段“甲路”→桥第2项的跨度\n"
	  "=/lists/roads/2/children/2/span 路段“甲路”→桥第3项的跨度\n" },
	{ "what is computed belongs to the item around it",
	  "<p>{year + 1}</p><each of=\"funds\" as=\"f\"><p>{f.depth + 1}</p></each>",
	  "2025=/ \n1=/funds/0 资金“总额”\n2=/funds/1 资金“其他”\n" },
};

static enum err
add_places(void *user, const struct paragraph *paragraph)
{
	struct text *out = user;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		if (!place_is_fixed(&span->place))
			text_add_fmt(out, "%s=%s %s\n", span->text, place_pointer(&span->place),
			             place_words(&span->place));
	return ERR_OK;
}

static struct form *
fill(struct ctx *cx, const struct forms *forms, const char *body, struct template **template)
{
	const struct json *json;
	struct form *form;

	if (forms_compile(cx, forms, arena_printf(cx->arena, ROADS("%s"), body), template) != ERR_OK ||
	    json_parse(cx, "document", document, strlen(document), &json) != ERR_OK ||
	    fill_document(cx, *template, json, &form) != ERR_OK || cx->faults != NULL) {
		printf("# %s\n", cx->faults == NULL ? cx->reason : cx->faults->what);
		abort();
	}
	return form;
}

static void
check_places(struct ctx *cx, const struct forms *forms)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct text out = text_make(cx->arena);
		struct template *template;
		const struct form *form = fill(cx, forms, cases[i].body, &template);

		is_int(box_visit(form, add_places, &out), ERR_OK, "places of a form");
		is_str(out.data, cases[i].places, cases[i].name);
		arena_free(template->arena);
	}
}

static const struct place *
first_place(const struct form *form)
{
	return &form->sections->items->paragraphs->spans->place;
}

/* What editing needs: the value, its type, the list with the position, and whether it may grow. */
static void
check_turns(struct ctx *cx, const struct forms *forms)
{
	static const struct {
		const char *of;
		const char *more;
		const char *list;
		long long index;
		bool may_grow;
		const char *says; /* that a new item has to say: the first mark */
	} loops[] = {
		{ "lists.roads", "", "/lists/roads", 0, true, "" },
		{ "lists.roads[name=甲路]", "", "/lists/roads", 0, true, "name=甲路" },
		{ "lists.roads[name=甲路,乙路]", "", "/lists/roads", 0, false, "" },
		{ "lists.roads[2]", "", "/lists/roads", 1, false, "" },
		{ "lists.roads[name!=甲路]", "", "/lists/roads", 1, false, "" },
		/* A new group says by itself which it is. */
		{ "lists.roads", " by=\"cost\"", "/lists/roads", 0, true, "" },
		{ "lists.roads.children", "", "/lists/roads/0/children", 0, true, "" },
		{ "base_data.rows", " min=\"1\"", "/base_data/-/rows", -1, false, "" },
		{ "indicators[1].children", " min=\"2\"", "/indicators/0/children", -1, true, "" },
		{ "attachments", " min=\"1\"", "/attachments", -1, true, "" },
	};

	for (size_t i = 0; i < sizeof loops / sizeof loops[0]; i++) {
		struct template *template;
		const struct form *form =
			fill(cx, forms,
		             arena_printf(cx->arena,
		                          "<each of=\"%s\" as=\"x\"%s><p>{year}</p></each>",
		                          loops[i].of, loops[i].more),
		             &template);
		const struct bind_turn *turn = first_place(form)->turn;
		unsigned index = 0;
		bool has_index = place_index(turn, &index);
		struct place_mark marks[PLACE_MARKS_MAX];

		is_str(place_list(turn), loops[i].list,
		       arena_printf(cx->arena, "%s%s", loops[i].of, loops[i].more));
		is_int(has_index ? (long long)index : -1, loops[i].index, "  the position");
		is_int(place_may_grow(turn), loops[i].may_grow, "  may it grow?");
		if (place_may_grow(turn))
			is_str(place_marks(turn, marks) == 0
			               ? ""
			               : arena_printf(cx->arena, "%s=%s", marks[0].member,
			                              marks[0].value),
			       loops[i].says, "  and what a new item says");
		arena_free(template->arena);
	}
}

static void
check_values(struct ctx *cx, const struct forms *forms)
{
	struct template *template;
	const struct form *form = fill(cx, forms, "<p>{lists.roads[1].cost|yuan}{year + 1}</p>",
	                               &template);
	const struct span *span = form->sections->items->paragraphs->spans;
	struct shape shape;

	is_str(json_string(place_value(&span->place)), "5.00", "the value as the document has it");
	ok(place_shape(&span->place, &shape) && shape.field != NULL &&
	           strcmp(shape.field->type, "amount") == 0,
	   "its declared type");
	is_int((long long)span->place.piece->filter_count, 1, "its filter");
	ok(place_value(&span->next->place) == NULL && !place_shape(&span->next->place, &shape),
	   "what is computed has neither value nor type");
	arena_free(template->arena);
}

static void
check_faults(struct ctx *cx, const struct forms *forms)
{
	struct template *template;
	const struct form *form = fill(cx, forms,
	                               "<p>{texts.goal}</p><each of=\"funds\" as=\"f\">\n"
	                               "<p>固定</p></each>",
	                               &template);
	const struct item *item = form->sections->items;

	place_add_fault(cx, first_place(form), "甲");
	place_add_fault(cx, first_place(form), "甲");
	place_add_fault(cx, first_place(form), "乙");
	is_int((long long)cx->fault_count, 2, "the same fault is told once");
	is_str(cx->faults->place, "/texts/goal", "at its pointer");
	is_str(cx->faults->what, "绩效目标：甲", "with its words");
	is_str(place_words(&item->next->paragraphs->spans->place),
	       "模板第 2 行的文字（资金“总额”）", "fixed text tells its line, in a loop the turn");
	is_str(place_pointer(&(struct place){ NULL, NULL }), "/", "what comes from nowhere");
	arena_free(template->arena);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct forms forms = forms_open(&cx);

	check_places(&cx, &forms);
	check_turns(&cx, &forms);
	check_values(&cx, &forms);
	check_faults(&cx, &forms);
	forms_close(&forms);
	arena_free(arena);
	return done_testing();
}
