#include "desk/desk_qr.h"

#include <qrencode.h>

/* Four modules around it stay white. */
#define QUIET 4

static void
free_code(void *code)
{
	QRcode_free(code);
}

static void
add_row(struct text *out, const QRcode *code, int row)
{
	for (int x = 0; x < code->width; x++)
		if ((code->data[row * code->width + x] & 1) != 0)
			text_add_fmt(out, "M%d %dh1v1h-1z", x + QUIET, row + QUIET);
}

enum err
desk_qr(struct ctx *cx, const char *text, struct text *out)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	int side;

	if (code == NULL)
		return err_set(cx, ERR_INPUT, "too long for a QR code");
	arena_defer(cx->arena, free_code, code);
	side = code->width + 2 * QUIET;
	*out = text_make(cx->arena);
	text_add_fmt(out,
	             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">"
	             "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"",
	             side, side, side, side);
	for (int row = 0; row < code->width; row++)
		add_row(out, code, row);
	text_add_str(out, "\"/></svg>");
	return ERR_OK;
}
