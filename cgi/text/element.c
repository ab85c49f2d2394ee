#include "text/element.h"

#include <string.h>
#include <strings.h>

struct element {
	enum element_kind kind;
	const char *name; /* of what cannot be printed */
};

static const struct element elements[GUMBO_TAG_LAST] = {
	[GUMBO_TAG_P] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_DIV] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_DL] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_DT] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_DD] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_TABLE] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_CAPTION] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_BLOCKQUOTE] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_ADDRESS] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_HR] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_FORM] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_FIELDSET] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_LEGEND] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_SECTION] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_ARTICLE] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_HEADER] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_FOOTER] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_NAV] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_MAIN] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_ASIDE] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_FIGURE] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_FIGCAPTION] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_DETAILS] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_SUMMARY] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_HGROUP] = { ELEMENT_BLOCK, NULL },
	[GUMBO_TAG_CENTER] = { ELEMENT_CENTER, NULL },
	[GUMBO_TAG_H1] = { ELEMENT_HEADING, NULL },
	[GUMBO_TAG_H2] = { ELEMENT_HEADING, NULL },
	[GUMBO_TAG_H3] = { ELEMENT_HEADING, NULL },
	[GUMBO_TAG_H4] = { ELEMENT_HEADING, NULL },
	[GUMBO_TAG_H5] = { ELEMENT_HEADING, NULL },
	[GUMBO_TAG_H6] = { ELEMENT_HEADING, NULL },
	[GUMBO_TAG_PRE] = { ELEMENT_PRE, NULL },
	[GUMBO_TAG_LISTING] = { ELEMENT_PRE, NULL },
	[GUMBO_TAG_XMP] = { ELEMENT_PRE, NULL },
	[GUMBO_TAG_PLAINTEXT] = { ELEMENT_PRE, NULL },
	[GUMBO_TAG_BR] = { ELEMENT_BREAK, NULL },
	[GUMBO_TAG_UL] = { ELEMENT_BULLETS, NULL },
	[GUMBO_TAG_MENU] = { ELEMENT_BULLETS, NULL },
	[GUMBO_TAG_DIR] = { ELEMENT_BULLETS, NULL },
	[GUMBO_TAG_OL] = { ELEMENT_NUMBERS, NULL },
	[GUMBO_TAG_LI] = { ELEMENT_LIST_ITEM, NULL },
	[GUMBO_TAG_TR] = { ELEMENT_ROW, NULL },
	[GUMBO_TAG_TD] = { ELEMENT_CELL, NULL },
	[GUMBO_TAG_TH] = { ELEMENT_CELL, NULL },
	[GUMBO_TAG_B] = { ELEMENT_BOLD, NULL },
	[GUMBO_TAG_STRONG] = { ELEMENT_BOLD, NULL },
	[GUMBO_TAG_U] = { ELEMENT_UNDERLINED, NULL },
	[GUMBO_TAG_INS] = { ELEMENT_UNDERLINED, NULL },
	[GUMBO_TAG_S] = { ELEMENT_STRUCK, NULL },
	[GUMBO_TAG_STRIKE] = { ELEMENT_STRUCK, NULL },
	[GUMBO_TAG_DEL] = { ELEMENT_STRUCK, NULL },
	[GUMBO_TAG_SUP] = { ELEMENT_RAISED, NULL },
	[GUMBO_TAG_SUB] = { ELEMENT_LOWERED, NULL },
	[GUMBO_TAG_Q] = { ELEMENT_QUOTE, NULL },
	[GUMBO_TAG_RT] = { ELEMENT_RUBY_TEXT, NULL },
	[GUMBO_TAG_RP] = { ELEMENT_SILENT, NULL },
	[GUMBO_TAG_SCRIPT] = { ELEMENT_SILENT, NULL },
	[GUMBO_TAG_STYLE] = { ELEMENT_SILENT, NULL },
	[GUMBO_TAG_TITLE] = { ELEMENT_SILENT, NULL },
	[GUMBO_TAG_TEMPLATE] = { ELEMENT_SILENT, NULL },
	[GUMBO_TAG_DATALIST] = { ELEMENT_SILENT, NULL },
	[GUMBO_TAG_NOEMBED] = { ELEMENT_SILENT, NULL },
	[GUMBO_TAG_NOFRAMES] = { ELEMENT_SILENT, NULL },
	[GUMBO_TAG_IMG] = { ELEMENT_IMAGE, "图片" },
	[GUMBO_TAG_IMAGE] = { ELEMENT_IMAGE, "图片" },
	[GUMBO_TAG_INPUT] = { ELEMENT_INPUT, "输入框" },
	[GUMBO_TAG_KEYGEN] = { ELEMENT_UNPRINTABLE, "输入框" },
	[GUMBO_TAG_SELECT] = { ELEMENT_UNPRINTABLE, "下拉框" },
	[GUMBO_TAG_TEXTAREA] = { ELEMENT_UNPRINTABLE, "输入框" },
	[GUMBO_TAG_PROGRESS] = { ELEMENT_UNPRINTABLE, "进度条" },
	[GUMBO_TAG_METER] = { ELEMENT_UNPRINTABLE, "刻度" },
	[GUMBO_TAG_OBJECT] = { ELEMENT_UNPRINTABLE, "嵌入的对象" },
	[GUMBO_TAG_EMBED] = { ELEMENT_UNPRINTABLE, "嵌入的对象" },
	[GUMBO_TAG_APPLET] = { ELEMENT_UNPRINTABLE, "嵌入的程序" },
	[GUMBO_TAG_IFRAME] = { ELEMENT_UNPRINTABLE, "嵌入的网页" },
	[GUMBO_TAG_FRAMESET] = { ELEMENT_UNPRINTABLE, "嵌入的网页" },
	[GUMBO_TAG_FRAME] = { ELEMENT_UNPRINTABLE, "嵌入的网页" },
	[GUMBO_TAG_VIDEO] = { ELEMENT_UNPRINTABLE, "视频" },
	[GUMBO_TAG_AUDIO] = { ELEMENT_UNPRINTABLE, "音频" },
	[GUMBO_TAG_BGSOUND] = { ELEMENT_UNPRINTABLE, "音频" },
	[GUMBO_TAG_CANVAS] = { ELEMENT_UNPRINTABLE, "图形" },
	[GUMBO_TAG_SVG] = { ELEMENT_UNPRINTABLE, "图形" },
	[GUMBO_TAG_AREA] = { ELEMENT_UNPRINTABLE, "图片的区域" },
	[GUMBO_TAG_MATH] = { ELEMENT_UNPRINTABLE, "MathML 公式" },
};

enum element_kind
element_kind(GumboTag tag)
{
	return tag < GUMBO_TAG_LAST ? elements[tag].kind : ELEMENT_INLINE;
}

const char *
element_name(GumboTag tag)
{
	return tag < GUMBO_TAG_LAST && elements[tag].name != NULL ? elements[tag].name : "";
}

bool
element_is_block(GumboTag tag)
{
	enum element_kind kind = element_kind(tag);

	return kind >= ELEMENT_BLOCK && kind <= ELEMENT_CELL;
}

static bool
is_one_of(GumboTag tag, const GumboTag *tags)
{
	while (*tags != GUMBO_TAG_LAST && *tags != tag)
		tags++;
	return *tags != GUMBO_TAG_LAST;
}

bool
element_may_stay_open(GumboTag tag)
{
	static const GumboTag tags[] = {
		GUMBO_TAG_P,     GUMBO_TAG_LI,    GUMBO_TAG_DT,  GUMBO_TAG_DD,   GUMBO_TAG_RT,
		GUMBO_TAG_RP,    GUMBO_TAG_TR,    GUMBO_TAG_TD,  GUMBO_TAG_TH,   GUMBO_TAG_TBODY,
		GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_BR,  GUMBO_TAG_HR,   GUMBO_TAG_WBR,
		GUMBO_TAG_IMG,   GUMBO_TAG_INPUT, GUMBO_TAG_COL, GUMBO_TAG_AREA, GUMBO_TAG_LAST
	};

	return is_one_of(tag, tags);
}

bool
element_is_formatting(GumboTag tag)
{
	static const GumboTag tags[] = { GUMBO_TAG_A,     GUMBO_TAG_B,      GUMBO_TAG_BIG,
		                         GUMBO_TAG_CODE,  GUMBO_TAG_EM,     GUMBO_TAG_FONT,
		                         GUMBO_TAG_I,     GUMBO_TAG_NOBR,   GUMBO_TAG_S,
		                         GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG,
		                         GUMBO_TAG_TT,    GUMBO_TAG_U,      GUMBO_TAG_LAST };

	return is_one_of(tag, tags);
}

const char *
element_attribute(const GumboElement *element, const char *name)
{
	const GumboAttribute *found = gumbo_get_attribute(&element->attributes, name);

	return found == NULL ? NULL : found->value;
}

bool
element_is_known(const char *name, size_t length)
{
	static const char *const prefixes[] = { "o:", "v:", "w:", "m:", "x:", "st1:" };

	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (strncasecmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return gumbo_tagn_enum(name, (unsigned)length) != GUMBO_TAG_UNKNOWN;
}
