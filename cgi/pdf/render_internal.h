/* What renders one document (render.c), for what binds many (set.c). */
#ifndef PDF_RENDER_INTERNAL_H
#define PDF_RENDER_INTERNAL_H

#include "pdf/metadata.h"
#include "pdf/render.h"
#include "template/box.h"
#include "template/template.h"
#include "typeset/canvas.h"

struct renderer {
	struct arena *arena;
	struct template_set *templates;
	struct fonts *fonts;
};

/* Where a form stands in a set; all 0 for one that stands alone. */
struct render_place {
	unsigned pages_before;
	unsigned pages_in_set;
};

/* Lay out a document (its JSON text) by the template of its form, in the context's arena. */
MUST_USE enum err render_layout(struct ctx *cx, const struct renderer *renderer,
                                const char *document, size_t length, struct render_place place,
                                struct form **form, struct layout *layout);

#endif
