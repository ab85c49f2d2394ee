/* Where the lines of a page end: at words of titles, and not within numbers with their units. */
#include "html/html_break.h"

#include "html/html_internal.h"
#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"

/* What a page has of a text: [ and ] for what stays in one line while it fits, | for <wbr>. */
static const char *
short_of(struct arena *arena, const char *html)
{
	struct text out = text_make(arena);

	while (*html != '\0') {
		if (text_starts_with(html, HTML_BREAK_KEPT)) {
			text_add_str(&out, "[");
			html += strlen(HTML_BREAK_KEPT);
		} else if (text_starts_with(html, "</span>")) {
			text_add_str(&out, "]");
			html += strlen("</span>");
		} else if (text_starts_with(html, "<wbr>")) {
			text_add_str(&out, "|");
			html += strlen("<wbr>");
		} else {
			text_add(&out, html++, 1);
		}
	}
	return out.data;
}

static const struct {
	const char *title;
	const char *written;
} titles[] = {
	{ "项目支出绩效目标表", "项目|支出|绩效|目标表" },
	{ "2024年度<部门>整体支出", "2024年度&lt;部门&gt;整体|支出" },
	/* A line ends behind a comma and before a bracket without being told. */
	{ "目标、自评（部门）", "目标、自评（部门）" },
	{ "", "" },
};

static const struct {
	const char *text;
	const char *written;
} texts[] = {
	{ "养护≥12.3456公里", "养护[≥|12.3456|公里]" },
	{ "2024年12月31日前", "[2024|年][12|月][31|日前]" },
	{ "2024-12-31", "[2024-|12-|31]" },
	{ "产出（50分）", "产出[（|50|分）]" },
	{ "1.5%", "1.5%" },
	{ "没有数的文字公里", "没有数的文字公里" },
};

static const char *
spans_of(struct arena *arena, const struct paragraph *paragraph, bool is_marked)
{
	struct ctx cx = ctx_make(arena);
	struct text out = text_make(arena);
	struct html_page page = { .cx = &cx, .out = &out, .is_marked = is_marked };

	html_text_spans(&page, paragraph);
	return out.data;
}

static void
check_texts(struct arena *arena)
{
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
		struct text out = text_make(arena);

		html_break_title(&out, titles[i].title);
		is_str(short_of(arena, out.data), titles[i].written, titles[i].title);
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct paragraph *p = boxes_paragraphs(arena, &boxes_plain, texts[i].text);

		is_str(short_of(arena, spans_of(arena, p, false)), texts[i].written, texts[i].text);
		is_str(spans_of(arena, p, true), texts[i].text, "  and nothing where one types");
	}
}

/* What is kept in one line may go through several spans, around whole elements. */
static void
check_spans(struct arena *arena)
{
	struct paragraph *p = boxes_paragraphs(arena, &boxes_plain, "约12km");

	p->spans->next = boxes_span(arena, "2", NULL);
	p->spans->next->looks = LOOK_RAISED;
	is_str(spans_of(arena, p, false), "约" HTML_BREAK_KEPT "12<wbr>km<sup>2</sup></span>",
	       "an exponent belongs to its unit");
	p->spans->looks = LOOK_UNDERLINED;
	is_str(spans_of(arena, p, false), "<u>约12km</u><sup>2</sup>",
	       "no element begins within another and ends behind it");
	p->spans->text = "12km";
	is_str(spans_of(arena, p, false), HTML_BREAK_KEPT "<u>12<wbr>km</u><sup>2</sup></span>",
	       "but around it");
	p->spans->next = NULL;
	is_str(spans_of(arena, p, false), "<u>" HTML_BREAK_KEPT "12<wbr>km</span></u>",
	       "or within one");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_texts(arena);
	check_spans(arena);
	arena_free(arena);
	return done_testing();
}
