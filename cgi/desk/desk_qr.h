/* QR codes on the screen. */
#ifndef DESK_DESK_QR_H
#define DESK_DESK_QR_H

#include "base/text.h"

/* A QR code of a text as an SVG picture. ERR_INPUT when the text is too long. */
MUST_USE enum err desk_qr(struct ctx *cx, const char *text, struct text *out);

#endif
