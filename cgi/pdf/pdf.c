#include "pdf/pdf.h"

#include <hpdf.h>

#include "pdf/document.h"
#include "render/pages.h"

static enum err
add(void *document, const struct layout *layout, const char *part)
{
	return document_add(document, layout, part);
}

static enum err
close_document(void *document, const struct document_info *info)
{
	return document_close(document, info);
}

static const struct pages_face face = { .add = add, .close = close_document };

enum err
pdf_write(struct ctx *cx, const struct renderer *renderer, const struct order *order,
          struct text *out)
{
	const struct sink sink = sink_text(out);
	struct document *document;

	*out = text_make(cx->arena);
	TRY(document_open(cx, renderer_fonts(renderer), &sink, &document));
	return pages_write(cx, renderer, order, &face, document);
}

enum err
pdf_write_set(struct ctx *cx, const struct renderer *renderer, const struct set_order *order,
              const struct sink *sink)
{
	struct document *document;

	TRY(document_open(cx, renderer_fonts(renderer), sink, &document));
	return pages_write_set(cx, renderer, order, &face, document);
}

const char *
pdf_library_version(const char **built)
{
	*built = HPDF_VERSION_TEXT;
	return HPDF_GetVersion();
}
