/*
 * How text looks and sits: the attributes that styles and printing elements of
 * a template share. Lengths are thousandths of a point (mpt), so that layout
 * is exact and the same everywhere.
 */
#ifndef TEMPLATE_STYLE_H
#define TEMPLATE_STYLE_H

#include <stdbool.h>

#include "base/err.h"

/* The four faces of Chinese official documents: 宋 黑 楷 仿宋. */
enum font_role { FONT_SONG, FONT_HEI, FONT_KAI, FONT_FANGSONG, FONT_ROLE_COUNT };

/* A role and its weight as one number. */
typedef unsigned font_choice;
#define FONT_CHOICE(role, bold) ((font_choice)(role)*2U + ((bold) ? 1U : 0U))
#define FONT_CHOICE_COUNT (FONT_ROLE_COUNT * 2)

/* ALIGN_AUTO: up to two lines are centred, more are justified. */
enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_JUSTIFY, ALIGN_AUTO };
enum valign { VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM };

struct style {
	enum font_role role;
	bool bold;
	bool vertical; /* one character a line */
	bool words;    /* lines end where words do, and make a shape: a title */
	enum align align;
	enum valign valign;
	int size_mpt;
	int leading;       /* line height in thousandths of the size */
	int indent;        /* of all lines, in thousandths of an em */
	int first_indent;  /* of the first line, added to `indent` */
	int padding_x_mpt; /* between a cell's rule and its text */
	int padding_y_mpt;
};

/* `song`, `hei`, `kai`, `fangsong`, or FONT_ROLE_COUNT. */
enum font_role style_role_find(const char *name);
const char *style_role_name(enum font_role role);

/* Is this the name of an attribute that style_set() understands? */
bool style_has(const char *attribute);

/*
 * Set one attribute. ERR_INPUT with what was expected when the value is none
 * of its kind; the context's reason is then the message for the fault.
 */
MUST_USE enum err style_set(struct ctx *cx, struct style *style, const char *attribute,
                            const char *value);

/* Read a length such as `12pt`, `3.5mm` or `1cm`; at most 2 m. */
MUST_USE enum err style_length(struct ctx *cx, const char *value, int *mpt);

/* Read a decimal number of at most three places as thousandths, from 0 to 1000. */
MUST_USE enum err style_thousandths(struct ctx *cx, const char *value, int *out);

#endif
