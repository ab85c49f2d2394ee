#include "pdf/pdf.h"

#include "pdf/document.h"
#include "template/box.h"

enum err
pdf_write(struct ctx *cx, const struct renderer *renderer, const struct order *order,
          struct text *out)
{
	struct layout layout;
	struct document_info info;
	struct form *form;

	TRY(renderer_layout(cx, renderer, order->document, order->length,
	                    (struct render_place){ 0 }, &form, &layout));
	info = (struct document_info){ .title = form->title,
		                       .author = form->author,
		                       .subject = form->subject,
		                       .keywords = form->keywords,
		                       .created_at = form->created_at };
	return document_write(cx, renderer_fonts(renderer), &layout, &info, out);
}
