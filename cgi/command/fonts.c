/* `gongkai fonts`: the roles, the faces behind them, and which characters they lack. */
#include <stdio.h>
#include <string.h>

#include "command/fonts_internal.h"
#include "command/option.h"

/* So many missing characters of a set are shown unless all are wanted. */
#define GAPS_SHOWN 5

struct request {
	bool is_json;
	bool wants_gaps;
};

static const char *const role_names[FONT_ROLE_COUNT] = { "宋", "黑", "楷", "仿宋" };
static const char *const weight_names[] = { "常规", "加粗" };

static bool
is_same(const struct gaps *a, const struct gaps *b)
{
	return a->count == b->count &&
	       memcmp(a->characters, b->characters, a->count * sizeof *a->characters) == 0;
}

static void
add_code(struct text *out, uint32_t scalar)
{
	text_add_fmt(out, "U+%04X ", (unsigned)scalar);
	text_add_char(out, scalar);
}

/* Runs of three and more are shown by their ends. */
static void
add_gaps(const struct listing *listing, struct text *out, const struct gaps *gaps)
{
	size_t left = listing->wants_gaps ? gaps->count : GAPS_SHOWN;
	size_t i = 0;

	while (i < gaps->count && left > 0) {
		size_t end = fonts_run_end(gaps, i);

		text_add_str(out, i == 0 ? "" : "、");
		add_code(out, gaps->characters[i]);
		if (listing->wants_gaps && end - i > 2) {
			text_add_str(out, " 至 ");
			add_code(out, gaps->characters[end - 1]);
			i = end;
			continue;
		}
		i++;
		left--;
	}
	text_add_str(out, i < gaps->count ? " ……\n" : "\n");
}

static void
add_choice(struct text *out, unsigned choice)
{
	text_add_fmt(out, "%s%s", role_names[choice / 2], choice % 2 != 0 ? "（加粗）" : "");
}

/* One line for the choices that lack the same characters. */
static void
add_set_gaps(const struct listing *listing, struct text *out, const struct gaps *all)
{
	bool is_told[FONT_CHOICE_COUNT] = { false };

	for (unsigned choice = 0; choice < FONT_CHOICE_COUNT; choice++) {
		if (is_told[choice] || all[choice].count == 0)
			continue;
		text_add_str(out, "    ");
		for (unsigned other = choice; other < FONT_CHOICE_COUNT; other++)
			if (!is_told[other] && is_same(&all[choice], &all[other])) {
				text_add_str(out, other == choice ? "" : " ");
				add_choice(out, other);
				is_told[other] = true;
			}
		text_add_fmt(out, " 缺 %zu 字：", all[choice].count);
		add_gaps(listing, out, &all[choice]);
	}
}

static void
add_sets(const struct listing *listing, struct text *out)
{
	text_add_str(out, "\n字集\n");
	for (size_t i = 0; i < listing->set_count; i++) {
		const struct charset *set = &listing->sets[i];
		struct gaps all[FONT_CHOICE_COUNT];
		size_t lacking = 0;

		for (unsigned choice = 0; choice < FONT_CHOICE_COUNT; choice++) {
			all[choice] = fonts_gaps(listing, set, choice);
			lacking += all[choice].count > 0;
		}
		text_add_fmt(out, "  %s（%s）%zu 字%s\n", set->name, set->id, set->count,
		             lacking == 0 ? "：齐全" : "");
		add_set_gaps(listing, out, all);
	}
}

static const char *
permission_name(const struct font_info *info)
{
	if (info->permission < 0)
		return "字体没有说明";
	if ((info->permission & 0x000e) == 0)
		return "可以嵌入";
	return (info->permission & 0x0008) != 0 ? "可以嵌入（允许编辑）"
	                                        : "可以嵌入（限阅读和打印）";
}

static void
add_face(const struct listing *listing, struct text *out, unsigned face)
{
	struct font_info info = font_describe(listing->fonts, face);

	text_add_fmt(out, "  %s\n    文件 %s，第 %u 面\n", info.name, info.file, info.index);
	text_add_fmt(out, "    %s，%s，%u 个字形%s\n", info.postscript_name,
	             info.is_cff ? "CFF" : "TrueType", info.glyph_count,
	             info.is_preloaded ? "，启动时预备" : "");
	text_add_fmt(out, "    软件包 %s，许可 %s，",
	             info.package == NULL ? "（未写明）" : info.package,
	             info.licence == NULL ? "（未写明）" : info.licence);
	if (info.permission < 0)
		text_add_fmt(out, "fsType：%s\n", permission_name(&info));
	else
		text_add_fmt(out, "fsType 0x%04x：%s\n", (unsigned)info.permission,
		             permission_name(&info));
}

static void
add_roles(const struct listing *listing, struct text *out)
{
	text_add_str(out, "角色\n");
	for (unsigned choice = 0; choice < FONT_CHOICE_COUNT; choice++) {
		size_t count;
		const unsigned *chain = font_chain(listing->fonts, choice, &count);

		text_add_fmt(out, "  %s（%s）%s：", role_names[choice / 2],
		             style_role_name((enum font_role)(choice / 2)),
		             weight_names[choice % 2]);
		for (size_t i = 0; i < count; i++)
			text_add_fmt(out, "%s%s", i == 0 ? "" : " → ",
			             font_face_name(listing->fonts, chain[i]));
		text_add_str(out, "\n");
	}
}

static void
add_listing(const struct listing *listing, struct text *out)
{
	add_roles(listing, out);
	text_add_str(out, "\n字体\n");
	for (unsigned face = 0; face < font_manifest_count(listing->fonts); face++)
		add_face(listing, out, face);
	add_sets(listing, out);
}

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	const struct option options[] = {
		{ "--gaps", NULL, &request->wants_gaps },
		{ "--json", NULL, &request->is_json },
		{ NULL, NULL, NULL },
	};

	return option_none(line, options, argc, argv);
}

enum err
fonts_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { false, false };
	struct listing listing = { .arena = line->cx->arena };
	struct text out = text_make(line->cx->arena);

	TRY(read_arguments(line, argc, argv, &request));
	listing.wants_gaps = request.wants_gaps;
	TRY(charset_list(line->cx, &listing.sets, &listing.set_count));
	TRY(font_load(line->cx, line->config.fonts, false, &listing.fonts));
	if (request.is_json)
		fonts_json(&listing, &out);
	else
		add_listing(&listing, &out);
	font_free(listing.fonts);
	return command_write_file(line->cx, "-", &out);
}
