/* XML of workbooks, element by element. */
#include "sheet/part.h"

#include "tests/unit/tap.h"

/* What is read: `<name`, `/name`, `name/`, texts; what is said when it fails. */
static const char *
reading(struct arena *arena, const char *xml)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes = text_make(arena);
	struct text out = text_make(arena);
	struct part part;
	bool more = true;

	text_add_str(&bytes, xml);
	if (part_open(&cx, "p", &bytes, &part) != ERR_OK)
		return cx.reason;
	while (part_next(&part, &more) == ERR_OK && more) {
		const char *r = part_begins(&part, "c") ? part_attribute(&part, "r") : NULL;

		if (part_begins(&part, "c"))
			text_add_fmt(&out, "<c%s%s%s", r == NULL ? "" : " ", r == NULL ? "" : r,
			             part_is_empty(&part) ? "/" : "");
		else if (part_ends(&part, "c"))
			text_add_str(&out, "</c");
		else if (part_text(&part) != NULL)
			text_add_fmt(&out, "'%s'", part_text(&part));
	}
	return cx.reason == NULL ? out.data : cx.reason;
}

static void
check_numbers(struct arena *arena)
{
	static const char xml[] = "<c a=\"7\" b=\"-1\" d=\"1x\" e=\"99999999999999999999\" f=\"8\"/>";
	struct ctx cx = ctx_make(arena);
	struct text bytes = text_make(arena);
	struct part part;
	bool more;

	text_add_str(&bytes, xml);
	ok(part_open(&cx, "p", &bytes, &part) == ERR_OK && part_next(&part, &more) == ERR_OK,
	   "read");
	is_int(part_number(&part, "a", 7, 0), 7, "a number up to the most");
	is_int(part_number(&part, "f", 7, 3), 3, "larger than that");
	is_int(part_number(&part, "b", 7, 3), 3, "below zero");
	is_int(part_number(&part, "d", 7, 3), 3, "no number");
	is_int(part_number(&part, "e", 7, 3), 3, "more than fits");
	is_int(part_number(&part, "none", 7, 3), 3, "none");
}

static const char *
attributes(struct arena *arena, unsigned count)
{
	struct text out = text_make(arena);

	text_add_str(&out, "<c");
	for (unsigned i = 0; i < count; i++)
		text_add_fmt(&out, " a%u='>'", i);
	text_add_str(&out, "/>");
	return out.data;
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct text deep = text_make(arena);
	const char *many;

	is_str(reading(arena, "<a><c r=\"A1\">x</c><c/></a>"), "<c A1'x'</c<c/",
	       "elements and texts");
	is_str(reading(arena, "<x:a xmlns:x=\"u\"><x:c x:r=\"B2\"/></x:a>"), "<c B2/",
	       "whatever prefix they have");
	is_str(reading(arena, "<c>&lt;&#x4E2D;<![CDATA[<]]></c>"), "<c'<中<'</c", "references");
	ok(strstr(reading(arena, "<!DOCTYPE c [<!ENTITY x \"y\">]><c>&x;</c>"),
	          "不是表格程序写的") != NULL,
	   "no document type");
	ok(strstr(reading(arena, "<c>"), "已损坏") != NULL, "what does not end");
	ok(strstr(reading(arena, "<c></d>"), "已损坏") != NULL, "what ends as another");
	ok(strstr(reading(arena, ""), "已损坏") != NULL, "nothing at all");
	many = attributes(arena, PART_ATTRIBUTES_MAX);
	ok(strstr(reading(arena, many), "表格程序") == NULL, "many attributes");
	many = attributes(arena, PART_ATTRIBUTES_MAX + 1);
	ok(strstr(reading(arena, many), "不是表格程序写的") != NULL, "one too many");
	many = arena_printf(arena, "<a><!--><b c=\"-->%s</a>", many);
	ok(strstr(reading(arena, many), "不是表格程序写的") != NULL,
	   "behind a remark that seems to end before");
	is_str(reading(arena, "<c r='=\"=>='>=<!--===--><![CDATA[<a b=''>]]></c>"),
	       "<c =\"=>='=''<a b=''>'</c", "signs that are in no tag");
	for (int i = 0; i < PART_DEPTH_MAX + 2; i++)
		text_add_str(&deep, "<a>");
	ok(strstr(reading(arena, deep.data), "嵌套太深") != NULL, "too deep");
	check_numbers(arena);
	is_str(part_unescaped(arena, "_x0041_b_x4E2D_"), "Ab中", "escapes");
	is_str(part_unescaped(arena, "_x005F_x0041_"), "_x0041_", "an escaped escape");
	is_str(part_unescaped(arena, "_x41_ _xZZZZ_ _x0041"), "_x41_ _xZZZZ_ _x0041",
	       "what is none");
	is_str(part_unescaped(arena, "_xD83D_"), "_xD83D_", "half a character is none");
	arena_free(arena);
	return done_testing();
}
