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

/* The blocks of Unicode 15.1, to their last assigned character. */
static const struct {
	const char *id;
	const char *name;
	struct range ranges[2];
} blocks[] = {
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

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SET_COUNT (8 + COUNT(blocks))

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

static bool
is_han(uint32_t scalar)
{
	return (scalar >= 0x2e80 && scalar <= 0x2eff) || (scalar >= 0x3400 && scalar <= 0x4dbf) ||
	       (scalar >= 0x4e00 && scalar <= 0x9fff) || (scalar >= 0xf900 && scalar <= 0xfaff) ||
	       (scalar >= 0x20000 && scalar <= 0x3fffd);
}

/* The Han characters among the two-byte codes of GB 18030, from `lead` and `trail` on. */
static enum err
add_two_byte(struct ctx *cx, struct builder *builder, struct charset *set, unsigned lead,
             unsigned last_lead, unsigned first_trail)
{
	struct text codes = text_make(cx->arena);
	uint32_t *scalars;
	size_t count;

	for (; lead <= last_lead; lead++)
		for (unsigned trail = first_trail; trail <= 0xfe; trail++)
			if (trail != 0x7f)
				text_add(&codes, (char[]){ (char)lead, (char)trail }, 2);
	scalars = u32_conv_from_encoding("GB18030", iconveh_question_mark, codes.data, codes.length,
	                                 NULL, NULL, &count);
	if (scalars == NULL)
		return err_set(cx, ERR_INTERNAL, "GB18030: %s", strerror(errno));
	for (size_t i = 0; i < count; i++)
		if (is_han(scalars[i]))
			add(builder, set, scalars[i]);
	free(scalars);
	return ERR_OK;
}

static enum err
add_gb(struct ctx *cx, struct builder *builder)
{
	TRY(add_two_byte(cx, builder, begin(builder, "gb2312", "GB 2312 汉字"), 0xb0, 0xf7, 0xa1));
	return add_two_byte(cx, builder, begin(builder, "gbk", "GBK 汉字（GB 18030 双字节）"), 0x81,
	                    0xfe, 0x40);
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
	for (size_t i = 0; i < COUNT(blocks); i++)
		add_ranges(&builder, begin(&builder, blocks[i].id, blocks[i].name),
		           blocks[i].ranges, blocks[i].ranges[1].first == 0 ? 1 : 2);
	*sets = builder.sets;
	*count = builder.count;
	return ERR_OK;
}
