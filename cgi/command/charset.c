#include "command/charset.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uniconv.h>

#include "base/text.h"
#include "typeset/tgh8105.h"

/* Level of 通用规范汉字表: the place of its last character. */
#define TGH_LEVEL1_END 3500
#define TGH_LEVEL2_END 6500

struct range {
	uint32_t first;
	uint32_t last;
};

#define RANGES_MAX 7

/* A set by its ranges; what is left of them is 0. */
struct block {
	const char *id;
	const char *name;
	struct range ranges[RANGES_MAX];
};

/* The blocks of Unicode 15.1, to their last assigned character. */
static const struct block blocks[] = {
	{ "uro", "中日韩统一表意文字", { { 0x4e00, 0x9fff } } },
	{ "ext-a", "扩展 A", { { 0x3400, 0x4dbf } } },
	{ "ext-b", "扩展 B", { { 0x20000, 0x2a6df } } },
	{ "ext-c", "扩展 C", { { 0x2a700, 0x2b739 } } },
	{ "ext-d", "扩展 D", { { 0x2b740, 0x2b81d } } },
	{ "ext-e", "扩展 E", { { 0x2b820, 0x2cea1 } } },
	{ "ext-f", "扩展 F", { { 0x2ceb0, 0x2ebe0 } } },
	{ "ext-g", "扩展 G", { { 0x30000, 0x3134a } } },
	{ "ext-h", "扩展 H", { { 0x31350, 0x323af } } },
	{ "ext-i", "扩展 I", { { 0x2ebf0, 0x2ee5d } } },
	{ "compat", "兼容表意文字", { { 0xf900, 0xfa6d }, { 0xfa70, 0xfad9 } } },
	{ "compat-supplement", "兼容表意文字增补", { { 0x2f800, 0x2fa1d } } },
};

/*
 * GB 18030-2022, implementation level 3: 87,887 Han characters, which are those
 * of Unicode 11 with the unified ones among the compatibility characters.
 */
static const struct range gb18030_han[] = {
	{ 0x3400, 0x4db5 },   { 0x4e00, 0x9fef },   { 0xfa0e, 0xfa0f },   { 0xfa11, 0xfa11 },
	{ 0xfa13, 0xfa14 },   { 0xfa1f, 0xfa1f },   { 0xfa21, 0xfa21 },   { 0xfa23, 0xfa24 },
	{ 0xfa27, 0xfa29 },   { 0x20000, 0x2a6d6 }, { 0x2a700, 0x2b734 }, { 0x2b740, 0x2b81d },
	{ 0x2b820, 0x2cea1 }, { 0x2ceb0, 0x2ebe0 },
};

/* ... and 228 radicals. */
static const struct range gb18030_radicals[] = {
	{ 0x2e81, 0x2e81 }, { 0x2e84, 0x2e84 }, { 0x2e88, 0x2e88 }, { 0x2e8b, 0x2e8c },
	{ 0x2e97, 0x2e97 }, { 0x2ea7, 0x2ea7 }, { 0x2eaa, 0x2eaa }, { 0x2eae, 0x2eae },
	{ 0x2eb3, 0x2eb3 }, { 0x2eb6, 0x2eb7 }, { 0x2ebb, 0x2ebb }, { 0x2eca, 0x2eca },
	{ 0x2f00, 0x2fd5 },
};

/*
 * The other scripts that GB 18030-2022 gives four-byte codes, those of Unicode 11,
 * less what has no ink: selectors, fillers and the like. (Zhuang is Latin.)
 */
static const struct block scripts[] = {
	{ "gb18030-arabic",
	  "维吾尔文、哈萨克文、柯尔克孜文",
	  { { 0x60c, 0x61b },
	    { 0x61e, 0x6fe },
	    { 0xfb50, 0xfbc1 },
	    { 0xfbd3, 0xfbff },
	    { 0xfe70, 0xfe74 },
	    { 0xfe76, 0xfefc } } },
	{ "gb18030-tibetan",
	  "藏文",
	  { { 0xf00, 0xf47 },
	    { 0xf49, 0xf6c },
	    { 0xf71, 0xf97 },
	    { 0xf99, 0xfbc },
	    { 0xfbe, 0xfcc },
	    { 0xfce, 0xfcf } } },
	{ "gb18030-mongolian",
	  "蒙古文（含托忒文、锡伯文、满文）",
	  { { 0x1800, 0x180a },
	    { 0x1810, 0x1819 },
	    { 0x1820, 0x1878 },
	    { 0x1880, 0x18aa },
	    { 0x11660, 0x1166c } } },
	{ "gb18030-hangul",
	  "朝鲜文",
	  { { 0x1100, 0x115e },
	    { 0x1161, 0x11f9 },
	    { 0x3131, 0x3163 },
	    { 0x3165, 0x318e },
	    { 0xac00, 0xd7a3 } } },
	{ "gb18030-yi", "彝文", { { 0xa000, 0xa48c }, { 0xa490, 0xa4c6 } } },
	{ "gb18030-tai-le", "德宏傣文", { { 0x1950, 0x196d }, { 0x1970, 0x1974 } } },
	{ "gb18030-new-tai-lue",
	  "西双版纳新傣文",
	  { { 0x1980, 0x19ab }, { 0x19b0, 0x19c9 }, { 0x19d0, 0x19da }, { 0x19de, 0x19df } } },
	{ "gb18030-tai-tham",
	  "西双版纳老傣文",
	  { { 0x1a20, 0x1a5e },
	    { 0x1a60, 0x1a7c },
	    { 0x1a7f, 0x1a89 },
	    { 0x1a90, 0x1a99 },
	    { 0x1aa0, 0x1aad } } },
	{ "gb18030-lisu", "傈僳文", { { 0xa4d0, 0xa4ff } } },
	{ "gb18030-miao",
	  "滇东北苗文",
	  { { 0x16f00, 0x16f44 }, { 0x16f50, 0x16f7e }, { 0x16f8f, 0x16f9f } } },
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SET_COUNT (9 + COUNT(scripts) + COUNT(blocks))

struct builder {
	struct arena *arena;
	struct charset *sets;
	size_t count;
};

static struct charset *
begin(struct builder *builder, const char *id, const char *name)
{
	struct charset *set = &builder->sets[builder->count++];

	*set = (struct charset){ .id = id, .name = name };
	return set;
}

static void
add(struct builder *builder, struct charset *set, uint32_t scalar)
{
	set->characters = arena_grow(builder->arena, set->characters, set->count, &set->capacity,
	                             sizeof *set->characters);
	set->characters[set->count++] = scalar;
}

static void
add_ranges(struct builder *builder, struct charset *set, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (uint32_t scalar = ranges[i].first; scalar <= ranges[i].last; scalar++)
			add(builder, set, scalar);
}

static void
add_blocks(struct builder *builder, const struct block *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t ranges = 0;

		while (ranges < RANGES_MAX && list[i].ranges[ranges].first != 0)
			ranges++;
		add_ranges(builder, begin(builder, list[i].id, list[i].name), list[i].ranges,
		           ranges);
	}
}

static bool
is_han(uint32_t scalar)
{
	return (scalar >= 0x2e80 && scalar <= 0x2eff) || (scalar >= 0x3400 && scalar <= 0x4dbf) ||
	       (scalar >= 0x4e00 && scalar <= 0x9fff) || (scalar >= 0xf900 && scalar <= 0xfaff) ||
	       (scalar >= 0x20000 && scalar <= 0x3fffd);
}

/* What is no Han character, and not for private use. */
static bool
is_symbol(uint32_t scalar)
{
	return scalar != '?' && !is_han(scalar) && !(scalar >= 0xe000 && scalar <= 0xf8ff);
}

/* A part of the two-byte codes of GB 18030, as rows and columns, and what is wanted of it. */
struct zone {
	unsigned first_lead;
	unsigned last_lead;
	unsigned first_trail;
	unsigned last_trail;
	bool (*is_wanted)(uint32_t scalar);
};

static enum err
add_zone(struct ctx *cx, struct builder *builder, struct charset *set, struct zone zone)
{
	struct text codes = text_make(cx->arena);
	uint32_t *scalars;
	size_t count;

	for (unsigned lead = zone.first_lead; lead <= zone.last_lead; lead++)
		for (unsigned trail = zone.first_trail; trail <= zone.last_trail; trail++)
			if (trail != 0x7f)
				text_add(&codes, (char[]){ (char)lead, (char)trail }, 2);
	scalars = u32_conv_from_encoding("GB18030", iconveh_question_mark, codes.data, codes.length,
	                                 NULL, NULL, &count);
	if (scalars == NULL)
		return err_set(cx, ERR_INTERNAL, "GB18030: %s", err_system(errno));
	for (size_t i = 0; i < count; i++)
		if (zone.is_wanted(scalars[i]))
			add(builder, set, scalars[i]);
	free(scalars);
	return ERR_OK;
}

static enum err
add_gb(struct ctx *cx, struct builder *builder)
{
	static const struct zone symbols[] = { { 0xa1, 0xa9, 0xa1, 0xfe, is_symbol },
		                               { 0xa8, 0xa9, 0x40, 0xa0, is_symbol } };
	struct charset *set;

	TRY(add_zone(cx, builder, begin(builder, "gb2312", "GB 2312 汉字"),
	             (struct zone){ 0xb0, 0xf7, 0xa1, 0xfe, is_han }));
	TRY(add_zone(cx, builder, begin(builder, "gbk", "GBK 汉字（GB 18030 双字节）"),
	             (struct zone){ 0x81, 0xfe, 0x40, 0xfe, is_han }));
	set = begin(builder, "gb18030-symbols", "GB 18030 双字节图形符号");
	TRY(add_zone(cx, builder, set, symbols[0]));
	return add_zone(cx, builder, set, symbols[1]);
}

static void
add_tgh(struct builder *builder)
{
	struct charset *levels[] = {
		begin(builder, "tgh-1", "通用规范汉字表 一级"),
		begin(builder, "tgh-2", "通用规范汉字表 二级"),
		begin(builder, "tgh-3", "通用规范汉字表 三级"),
	};
	struct charset *all = begin(builder, "tgh", "通用规范汉字表");
	const char *s = tgh8105;
	bool is_remark = false;
	uint32_t scalar;
	size_t length;

	for (; (length = text_utf8_next(s, &scalar)) > 0; s += length) {
		is_remark = scalar == '#' || (is_remark && scalar != '\n');
		if (is_remark || scalar == '\n')
			continue;
		add(builder,
		    levels[(all->count >= TGH_LEVEL1_END) + (all->count >= TGH_LEVEL2_END)], scalar);
		add(builder, all, scalar);
	}
}

enum err
charset_list(struct ctx *cx, const struct charset **sets, size_t *count)
{
	struct builder builder = { .arena = cx->arena };

	builder.sets = arena_array(cx->arena, SET_COUNT, sizeof *builder.sets);
	TRY(add_gb(cx, &builder));
	add_tgh(&builder);
	add_ranges(&builder, begin(&builder, "gb18030", "GB 18030-2022 级别 3 汉字"), gb18030_han,
	           COUNT(gb18030_han));
	add_ranges(&builder, begin(&builder, "gb18030-radicals", "GB 18030-2022 汉字部首"),
	           gb18030_radicals, COUNT(gb18030_radicals));
	add_blocks(&builder, scripts, COUNT(scripts));
	add_blocks(&builder, blocks, COUNT(blocks));
	*sets = builder.sets;
	*count = builder.count;
	return ERR_OK;
}
