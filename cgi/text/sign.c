#include "text/sign.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

/* Characters for codes that follow each other. */
struct run {
	uint32_t first;
	const char *characters;
};

static const struct run symbol[] = {
	{ 0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?" },
	{ 0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_" },
	{ 0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼" },
	{ 0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…" },
	{ 0xBF, "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒" },
	{ 0xDF, "⇓◊⟨®©™∑" },
	{ 0xF1, "⟩∫" },
};

static const struct run wingdings[] = {
	{ 0x20, " ✏✂✁" },
	{ 0x28, "☎✆✉" },
	{ 0x3F, "✍" },
	{ 0x41, "✌" },
	{ 0x45, "☜☞☝☟" },
	{ 0x4A, "☺" },
	{ 0x4C, "☹" },
	{ 0x51, "✈☼" },
	{ 0x54, "❄" },
	{ 0x6C, "●❍■□□❑❒◆◆◆❖◆☒" },
	{ 0x7B, "❀✿❝❞" },
	{ 0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩" },
	{ 0x8C, "❶❷❸❹❺❻❼❽❾❿" },
	{ 0x9E, "·•" },
	{ 0xA1, "○○" },
	{ 0xA4, "◉◎" },
	{ 0xA7, "▪□" },
	{ 0xAA, "✦★✶✴" },
	{ 0xAF, "✵" },
	{ 0xB5, "✪✰" },
	{ 0xD8, "➢" },
	{ 0xDC, "➲" },
	{ 0xDF, "←→↑↓↖↗↙↘←➔↑↓" },
	{ 0xEF, "⇦⇨⇧⇩" },
	{ 0xFB, "✗✓☒☑" },
};

static const struct run wingdings_2[] = {
	{ 0x4F, "✗✓☒☑☒☒" },
	{ 0xA3, "□" },
};

/* Two-byte characters of GBK that were private before GB 18030-2005. */
static const struct run gbk[] = {
	{ 0xE76C, "€" },
	{ 0xE78D, "︐︒︑︓︔︕︖︗︘︙" },
	{ 0xE7C7, "ḿǹ" },
	{ 0xE7E7, "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻" },
	{ 0xE815, "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖" },
	{ 0xE835, "䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺" },
	{ 0xE855, "𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻" },
};

/* The codes at which a text of no known font means a sign of Wingdings rather than of Symbol. */
static const char wingdings_first[] =
	"lnopqrstuvw\x9F\xA7\xA8\xAB\xD8\xDC\xDF\xE0\xE1\xE2\xE8\xF0\xF1\xF2";

/* Those at which signs of Wingdings 2 (✗ ✓ ☒ ☑ □) are as likely as letters and ≤ of Symbol. */
static const char ambiguous[] = "OPQRST\xA3";

static uint32_t
find(const struct run *runs, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count && code >= runs[i].first; i++) {
		const char *s = runs[i].characters;
		uint32_t at = runs[i].first;
		uint32_t scalar;

		for (size_t length; (length = text_utf8_next(s, &scalar)) > 0; s += length)
			if (at++ == code)
				return scalar;
	}
	return 0;
}

#define FIND(runs, code) find(runs, sizeof(runs) / sizeof(runs)[0], code)

enum sign_font
sign_font(const char *family)
{
	static const struct {
		const char *name;
		enum sign_font font;
	} fonts[] = {
		{ "Wingdings 2", SIGN_WINGDINGS_2 }, { "Wingdings 3", SIGN_OTHER },
		{ "Wingdings", SIGN_WINGDINGS },     { "Webdings", SIGN_OTHER },
		{ "Symbol", SIGN_SYMBOL },
	};

	family += strspn(family, " \t\r\n'\"");
	for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++)
		if (strncasecmp(family, fonts[i].name, strlen(fonts[i].name)) == 0)
			return fonts[i].font;
	return SIGN_NONE;
}

uint32_t
sign_of_font(enum sign_font font, uint32_t code)
{
	switch (font) {
	case SIGN_SYMBOL: return FIND(symbol, code);
	case SIGN_WINGDINGS: return FIND(wingdings, code);
	case SIGN_WINGDINGS_2: return FIND(wingdings_2, code);
	default: return 0;
	}
}

static bool
is_among(const char *codes, uint32_t code)
{
	for (; *codes != '\0'; codes++)
		if ((unsigned char)*codes == code)
			return true;
	return false;
}

uint32_t
sign_private(uint32_t scalar)
{
	uint32_t code = scalar - 0xF000;
	uint32_t found;

	if (scalar < 0xF020 || scalar > 0xF0FF)
		return FIND(gbk, scalar);
	if (is_among(ambiguous, code))
		return 0;
	if (is_among(wingdings_first, code))
		return FIND(wingdings, code);
	found = FIND(symbol, code);
	return found != 0 ? found : FIND(wingdings, code);
}
