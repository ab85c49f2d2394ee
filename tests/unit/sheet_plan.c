/*
 * Forms on the grid of a sheet (plan.c, columns.c), and what their cells are
 * (value.c, formula.c): each template and document with its cells, by hand.
 *
 * A cell is A1 or A1:B2, its text in quotation marks, a number or day with its
 * format, a formula behind `=`.
 */
#include "sheet/plan.h"

#include "sheet/formula.h"
#include "sheet/value.h"
#include "tests/unit/filled.h"

#define SHEET(body) FORM("<table columns=\"1 1\">" body "</table>")
#define FUNDS(a, b)                                                                                \
	WITH("\"funds\":[" FUND("甲", ",\"executed\":\"" a                                         \
	                              "\"") "," FUND("乙", ",\"executed\":\"" b "\"") "]")

static void
print_cell(struct text *out, const struct plan_cell *cell)
{
	struct arena *arena = out->arena;

	text_add_fmt(out, "%s%s", out->length == 0 ? "" : "\n",
	             formula_cell_name(arena, cell->row, cell->column));
	if (cell->row_span * cell->column_span > 1)
		text_add_fmt(out, ":%s",
		             formula_cell_name(arena, cell->row + cell->row_span - 1,
		                               cell->column + cell->column_span - 1));
	text_add_fmt(out, " \"%s\"", cell->text);
	if (*cell->number != '\0')
		text_add_fmt(out, " %s %s", cell->number, cell->number_format);
	if (cell->formula != NULL)
		text_add_fmt(out, " =%s", cell->formula);
}

/* The cells of the first sheet. */
static const char *
planned(struct ctx *cx, const struct template *template, const char *document, bool is_to_fill)
{
	struct values values = { .cx = cx, .is_to_fill = is_to_fill };
	struct text out = text_make(cx->arena);
	const struct json *json;
	struct plan_sheet *sheets;
	struct form *form;

	if (json_parse(cx, "document", document, strlen(document), &json) != ERR_OK ||
	    fill_document(cx, template, json, &form) != ERR_OK ||
	    plan_form(cx, form, "表", &sheets) != ERR_OK)
		return cx->reason;
	for (struct plan_cell *cell = sheets->cells; cell != NULL; cell = cell->next)
		value_set(&values, cell);
	formula_set(&values, sheets, 0);
	for (struct plan_cell *cell = sheets->cells; cell != NULL; cell = cell->next)
		print_cell(&out, cell);
	return out.data;
}

static const struct {
	const char *name;
	const char *xml;
	const char *document;
	const char *cells;
} cases[] = {
	{ "blocks share one grid, whose lines are those of both",
	  FORM("<table><block columns=\"1 1\"><row><label>甲</label><label>乙</label></row></block>"
	       "<block columns=\"1 2 1\"><row><label>a</label><label>b</label><label>c</label></row>"
	       "</block></table>"),
	  PLAIN, "A1:B1 \"甲\"\nC1:D1 \"乙\"\nA2 \"a\"\nB2:C2 \"b\"\nD2 \"c\"" },
	{ "cells over rows and columns",
	  SHEET("<row><label rowspan=\"2\">甲</label><label>乙</label></row><row><label>丙</label></row>"
	        "<row><label colspan=\"2\">丁</label></row>"),
	  PLAIN, "A1:A2 \"甲\"\nB1 \"乙\"\nB2 \"丙\"\nA3:B3 \"丁\"" },
	{ "text on the page stands over all columns",
	  FORM("<title>{title}</title><table columns=\"1 1\"><row><label>甲</label><label>乙</label></row>"
	       "</table>"),
	  PLAIN, "A1:B1 \"表\"\nA2 \"甲\"\nB2 \"乙\"" },
	{ "amounts are numbers as they are printed",
	  SHEET("<each of=\"funds\" as=\"f\"><row><label>{f.executed|yuan:trim:group}</label>"
	        "<cell>{f.executed|wan:2}</cell></row></each>"),
	  FUNDS("196876.30", "6420.00"),
	  "A1 \"196,876.3\" 196876.3 #,##0.0\nB1 \"19.69\" 19.68763 0.00\n"
	  "A2 \"6,420\" 6420 #,##0\nB2 \"0.64\" 0.642 0.00" },
	{ "what says more than a value is a text",
	  SHEET("<each of=\"funds\" as=\"f\"><row><label>{f.executed}元</label>"
	        "<cell>{f.executed|prefix:共}</cell></row></each>"),
	  FUNDS("5.00", "0.00"), "A1 \"5.00元\"\nB1 \"共5.00\"\nA2 \"0.00元\"\nB2 \"共0.00\"" },
	{ "codes are texts, days are days",
	  FORM("<table columns=\"1 1\"><row><label>{department.code}</label>"
	       "<cell>{filled_on|date:年月日}</cell></row></table>"),
	  WITH("\"filled_on\":\"2025-02-11\""),
	  "A1 \"1\"\nB1 \"2025年2月11日\" 2025-02-11 yyyy\"年\"m\"月\"d\"日\"" },
	{ "a sum is a formula, with its value; of nothing it is nothing",
	  SHEET("<each of=\"funds\" as=\"f\"><row><label>{f.label}</label>"
	        "<cell>{f.executed|yuan}</cell></row></each>"
	        "<row><label>合计</label><cell>{sum(funds.executed)|yuan}</cell></row>"),
	  FUNDS("1.50", "2.25"),
	  "A1 \"甲\"\nB1 \"1.50\" 1.5 0.00\nA2 \"乙\"\nB2 \"2.25\" 2.25 0.00\n"
	  "A3 \"合计\"\nB3 \"3.75\" 3.75 0.00 =IF(AND(COUNT(B1:B2)>0),SUM(B1:B2),\"\")" },
};

/* A text that is longer than a cell may be is refused with its place. */
static void
check_long(struct ctx *cx, const struct forms *forms)
{
	struct text document = text_make(cx->arena);
	struct template *template;

	text_add_str(&document, "{" REQUIRED ",\"texts\":{\"goal\":\"");
	for (int i = 0; i < 32768; i++)
		text_add_str(&document, "长");
	text_add_str(&document, "\"}}");
	if (!ok(forms_compile(cx, forms,
	                      SHEET("<row><label>甲</label><cell>{texts.goal}</cell></row>"),
	                      &template) == ERR_OK,
	        "a template"))
		return;
	is_str(planned(cx, template, document.data, false),
	       "绩效目标有 32768 个字，表格文件的一格最多 32767 个", "a text too long for a cell");
	is_int(cx->kind, ERR_TOO_LARGE, "  is no fault of the address");
	is_str(cx->field, "/texts/goal", "  and has its place");
	arena_free(template->arena);
}

/* A row that a clerk inserts below the last one of a list is in the sum below it. */
static void
check_growing(struct ctx *cx, const struct forms *forms)
{
	struct template *template;

	if (forms_compile(cx, forms,
	                  SHEET("<each of=\"funds\" as=\"f\"><row><label>{f.label}</label>"
	                        "<cell>{f.executed|yuan}</cell></row></each>"
	                        "<row><label>{sum(funds.executed)|yuan}</label>"
	                        "<cell>{sum(funds.executed)|yuan}</cell></row>"),
	                  &template) != ERR_OK) {
		ok(false, "%s", cx->faults->what);
		return;
	}
	is_str(planned(cx, template, FUNDS("1.50", "2.25"), true),
	       "A1 \"甲\"\nB1 \"1.50\" 1.5 0.00\nA2 \"乙\"\nB2 \"2.25\" 2.25 0.00\n"
	       "A3 \"3.75\" 3.75 0.00 =IF(AND(COUNT(B1:B2)>0),SUM(B1:B2),\"\")\n"
	       "B3 \"3.75\" 3.75 0.00 =IF(AND(COUNT(B1:INDEX(B:B,ROW()-1))>0),"
	       "SUM(B1:INDEX(B:B,ROW()-1)),\"\")",
	       "to fill in, a sum grows with its list");
	arena_free(template->arena);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct forms forms = forms_open(&cx);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct template *template;

		if (forms_compile(&cx, &forms, cases[i].xml, &template) != ERR_OK) {
			ok(false, "%s: %s", cases[i].name, cx.faults->what);
			continue;
		}
		is_str(planned(&cx, template, cases[i].document, false), cases[i].cells,
		       cases[i].name);
		arena_free(template->arena);
	}
	check_long(&cx, &forms);
	check_growing(&cx, &forms);
	forms_close(&forms);
	arena_free(arena);
	return done_testing();
}
