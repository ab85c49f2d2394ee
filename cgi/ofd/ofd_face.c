#include "ofd/ofd_face.h"

#include "ofd/ofd_document.h"
#include "render/pages.h"

struct writing {
	struct ofd_document *document;
	struct sink sink;
};

static void
expect(void *user, const struct layout *layout)
{
	ofd_document_expect(((struct writing *)user)->document, layout);
}

static enum err
add(void *user, const struct layout *layout, const char *part)
{
	return ofd_document_add(((struct writing *)user)->document, layout, part);
}

static enum err
close_document(void *user, const struct document_info *info)
{
	struct writing *writing = user;

	return ofd_document_close(writing->document, info, &writing->sink);
}

static const struct pages_face face = { .expect = expect, .add = add, .close = close_document };

enum err
ofd_face_write(struct ctx *cx, const struct renderer *renderer, const struct order *order,
               struct text *out)
{
	struct writing writing = { .sink = sink_text(out) };

	*out = text_make(cx->arena);
	TRY(ofd_document_open(cx, renderer_fonts(renderer), &writing.document));
	return pages_write(cx, renderer, order, &face, &writing);
}

enum err
ofd_face_write_set(struct ctx *cx, const struct renderer *renderer, const struct set_order *order,
                   const struct sink *sink)
{
	struct writing writing = { .sink = *sink };

	TRY(ofd_document_open(cx, renderer_fonts(renderer), &writing.document));
	return pages_write_set(cx, renderer, order, &face, &writing);
}
