#include "template/style.h"

#include "tests/unit/tap.h"

#define REFUSED (-1)

/* 1 in = 25.4 mm = 72 pt; a millimetre is 2834.6457 mpt. */
static const struct {
	const char *value;
	int mpt;
} lengths[] = {
	{ "0pt", 0 },
	{ "12pt", 12000 },
	{ "9pt", 9000 },
	{ "10.5pt", 10500 },
	{ "0.125pt", 125 },
	{ "25.4mm", 72000 },
	{ "1mm", 2835 },
	{ "3.5mm", 9921 },
	{ "2.54cm", 72000 },
	{ "1cm", 28346 },
	{ "210mm", 595276 },
	{ "297mm", 841890 },
	{ "2000mm", 5669291 },
	{ "200cm", 5669291 },
	{ "2001mm", REFUSED },
	{ "201cm", REFUSED },
	{ "5670pt", REFUSED },
	{ "99999999999999999999pt", REFUSED },
	{ "0.0001pt", REFUSED },
	{ "12", REFUSED },
	{ "pt", REFUSED },
	{ "", REFUSED },
	{ "-1pt", REFUSED },
	{ "+1pt", REFUSED },
	{ ".5pt", REFUSED },
	{ "1,5pt", REFUSED },
	{ "1e1pt", REFUSED },
	{ "1.2.3pt", REFUSED },
	{ "1..2pt", REFUSED },
	{ " 1pt", REFUSED },
	{ "1 pt", REFUSED },
	{ "1pt ", REFUSED },
	{ "1PT", REFUSED },
	{ "1px", REFUSED },
	{ "1in", REFUSED },
	{ "1磅", REFUSED },
};

static const struct {
	const char *value;
	int thousandths;
} numbers[] = {
	{ "0", 0 },
	{ "1", 1000 },
	{ "1.35", 1350 },
	{ "0.001", 1 },
	{ "007", 7000 },
	{ "1000", 1000000 },
	{ "1000.001", REFUSED },
	{ "1001", REFUSED },
	{ "0.0001", REFUSED },
	{ "18446744073709551617", REFUSED },
	{ "", REFUSED },
	{ "-1", REFUSED },
	{ "1x", REFUSED },
	{ "1pt", REFUSED },
};

/* One attribute: what is wrong with the value, or NULL when it is right. */
static const struct {
	const char *attribute;
	const char *value;
	const char *refusal;
} settings[] = {
	{ "font", "fangsong", NULL },
	{ "font", "Song", "应为其中之一：song, hei, kai, fangsong" },
	{ "size", "2pt", NULL },
	{ "size", "200pt", NULL },
	{ "size", "1.999pt", "应在 2pt 至 200pt 之间" },
	{ "size", "200.001pt", "应在 2pt 至 200pt 之间" },
	{ "size", "五号", "是“五号”，应为长度，如 12pt、3.5mm 或 1cm" },
	{ "bold", "true", "应为其中之一：no, yes" },
	{ "align", "centre", "应为其中之一：left, center, right, justify, auto" },
	{ "valign", "center", "应为其中之一：top, middle, bottom" },
	{ "orientation", "landscape", "应为其中之一：horizontal, vertical" },
	{ "indent", "2em", "是“2em”，应为数，如 1.5" },
	{ "first-indent", "-1", "是“-1”，应为数" },
	{ "leading", "0.8", NULL },
	{ "leading", "5", NULL },
	{ "leading", "0.799", "应为字号的 0.8 至 5 倍" },
	{ "leading", "5.001", "应为字号的 0.8 至 5 倍" },
	{ "leading", "12pt", "应为数" },
	{ "padding", "1pt 2pt 3pt", "应为长度" },
	{ "padding", "1", "应为长度" },
	{ "padding", "", "应为长度" },
};

static void
check_values(struct arena *arena)
{
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		struct ctx cx = ctx_make(arena);
		int mpt = 0;
		bool refused = style_length(&cx, lengths[i].value, &mpt) == ERR_INPUT;

		is_int(refused ? REFUSED : mpt, lengths[i].mpt,
		       arena_printf(arena, "length '%s'", lengths[i].value));
	}
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		struct ctx cx = ctx_make(arena);
		int thousandths = 0;
		bool refused = style_thousandths(&cx, numbers[i].value, &thousandths) == ERR_INPUT;

		is_int(refused ? REFUSED : thousandths, numbers[i].thousandths,
		       arena_printf(arena, "number '%s'", numbers[i].value));
	}
}

static void
check_settings(struct arena *arena)
{
	struct style style = { 0 };

	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
		struct ctx cx = ctx_make(arena);
		enum err status = style_set(&cx, &style, settings[i].attribute, settings[i].value);

		if (settings[i].refusal == NULL)
			ok(status == ERR_OK, "%s=%s", settings[i].attribute, settings[i].value);
		else if (!ok(status == ERR_INPUT && strstr(cx.reason, settings[i].refusal) != NULL,
		             "%s=%s is refused", settings[i].attribute, settings[i].value))
			printf("# reason: %s\n", cx.reason == NULL ? "none" : cx.reason);
		ok(style_has(settings[i].attribute), "  %s is an attribute", settings[i].attribute);
	}
}

static void
set(struct arena *arena, struct style *style, const char *attribute, const char *value)
{
	struct ctx cx = ctx_make(arena);

	if (style_set(&cx, style, attribute, value) != ERR_OK)
		ok(false, "%s=%s: %s", attribute, value, cx.reason);
}

/* Each attribute changes its member and no other. */
static void
check_members(struct arena *arena)
{
	struct style style = { 0 };

	set(arena, &style, "font", "kai");
	set(arena, &style, "size", "15pt");
	set(arena, &style, "bold", "yes");
	set(arena, &style, "align", "justify");
	set(arena, &style, "valign", "bottom");
	set(arena, &style, "orientation", "vertical");
	set(arena, &style, "indent", "2");
	set(arena, &style, "first-indent", "1.5");
	set(arena, &style, "leading", "1.25");
	set(arena, &style, "padding", "1.7pt 4pt");
	ok(style.role == FONT_KAI && style.bold && style.vertical, "font, weight, orientation");
	ok(style.align == ALIGN_JUSTIFY && style.valign == VALIGN_BOTTOM, "align and valign");
	is_int(style.size_mpt, 15000, "size");
	is_int(style.indent, 2000, "indent");
	is_int(style.first_indent, 1500, "first-indent");
	is_int(style.leading, 1250, "leading");
	is_int(style.padding_y_mpt, 1700, "padding: vertical first");
	is_int(style.padding_x_mpt, 4000, "then horizontal");
	set(arena, &style, "padding", "3pt");
	ok(style.padding_y_mpt == 3000 && style.padding_x_mpt == 3000, "one padding is both");
	set(arena, &style, "bold", "no");
	set(arena, &style, "orientation", "horizontal");
	ok(!style.bold && !style.vertical, "and back");
}

int
main(void)
{
	static const char *const roles[] = { "song", "hei", "kai", "fangsong" };
	struct arena *arena = arena_new();
	struct style style = { 0 };
	struct ctx cx = ctx_make(arena);

	check_values(arena);
	check_settings(arena);
	check_members(arena);
	for (unsigned i = 0; i < FONT_ROLE_COUNT; i++) {
		is_int(style_role_find(roles[i]), i, roles[i]);
		is_str(style_role_name((enum font_role)i), roles[i], "and its name");
	}
	is_int(style_role_find("宋"), FONT_ROLE_COUNT, "no other role");
	ok(!style_has("colour") && !style_has("") && !style_has("Size"), "no other attribute");
	is_int(style_set(&cx, &style, "colour", "red"), ERR_INTERNAL, "to ask for one is a mistake");
	arena_free(arena);
	return done_testing();
}
