/*
 * Templates and fonts, and what all faces begin with: a document filled into
 * its form, and the form laid out on pages.
 *
 * A renderer is loaded once and never changed after, so that forked workers
 * share its memory.
 */
#ifndef RENDER_RENDERER_H
#define RENDER_RENDERER_H

#include <stdbool.h>

#include "base/text.h"

struct fonts;
struct form;
struct layout;
struct renderer;
struct template;

/*
 * Load all templates of a folder and the fonts of a manifest. `warm` also does
 * the work that makes the first page fast (seconds; for the server, before it
 * forks). Every fault of every template is in `cx->faults`. The result lives
 * until renderer_free(); it does not use the memory of `cx`.
 */
MUST_USE enum err renderer_load(struct ctx *cx, const char *templates, const char *manifest,
                                bool warm, struct renderer **out);

/*
 * As renderer_load(), with one template file instead of all of a folder;
 * `templates` is the folder of the vocabulary. A NULL manifest stands for fixed
 * test glyphs here and in renderer_load().
 */
MUST_USE enum err renderer_load_file(struct ctx *cx, const char *templates, const char *file,
                                     const char *manifest, bool warm, struct renderer **out);

/*
 * The same fonts with one template, that of an earlier time, from its text; `digest` stands
 * for it in faults. It lives as long as the arena of `cx`, and not longer than `renderer`.
 */
MUST_USE enum err renderer_earlier(struct ctx *cx, const struct renderer *renderer,
                                   const char *digest, const char *source,
                                   const struct renderer **out);

void renderer_free(struct renderer *renderer);

/*
 * What becomes of characters that no font has: the setting `missing_glyph`, `error`
 * (so it is unless this is called) or `mark`. ERR_INPUT for any other word.
 */
MUST_USE enum err renderer_set_missing(struct ctx *cx, struct renderer *renderer, const char *word);

/* The template of a form, or NULL if there is none. Borrowed. */
const struct template *renderer_template(const struct renderer *renderer, const char *form);

/* Why a form has no template here, and which have: in words, with the cure, in the arena. */
const char *renderer_no_template(struct arena *arena, const struct renderer *renderer,
                                 const char *form);

/* Is its one template of a file that was named, so that documents should be of its form? */
bool renderer_is_of_file(const struct renderer *renderer);

/* The template at an index, or NULL. Borrowed. */
const struct template *renderer_template_at(const struct renderer *renderer, size_t index);

/* Number of templates, and of font faces. */
size_t renderer_template_count(const struct renderer *renderer);
size_t renderer_face_count(const struct renderer *renderer);

/* SHA-256 of the template of a form as 64 hexadecimal digits, or NULL if there is none. */
const char *renderer_template_digest(const struct renderer *renderer, const char *form);

/*
 * A strong validator for a face of a document: changes when the document's hash,
 * the template, the fonts or `version`, that of the face, change. 64 hexadecimal
 * digits in the arena; ERR_UNAVAILABLE if the form has no template.
 */
MUST_USE enum err renderer_etag(struct ctx *cx, const struct renderer *renderer, const char *form,
                                const char *document_sha256, const char *version, const char **etag);

/* The full title of a document, as its template composes it (in the arena). */
MUST_USE enum err renderer_title(struct ctx *cx, const struct renderer *renderer,
                                 const char *document, size_t length, const char **title);

/*
 * Fill a document (its JSON text) into the template of its form, in the context's
 * arena. ERR_INPUT with a reason that names the place when it does not fit or has a
 * character that no font has: `cx->faults` has all of them.
 */
MUST_USE enum err renderer_fill(struct ctx *cx, const struct renderer *renderer,
                                const char *document, size_t length, struct form **form);

/* The same for a form that is to be typed in (fill_entry()). */
MUST_USE enum err renderer_fill_entry(struct ctx *cx, const struct renderer *renderer,
                                      const char *document, size_t length, struct form **form);

/* Where a form stands in a set, all 0 for one that stands alone; and what is printed of its code and holder. */
struct render_place {
	unsigned pages_before;
	unsigned pages_in_set;
	const char *code; /* NULL: none */
	const char *site;
	const char *holder; /* of a draft, for its watermark; NULL: none */
};

/*
 * Fill a document and lay it out. ERR_INPUT with a reason that names the place
 * when it does not fit; `cx->faults` has all that is wrong with it.
 */
MUST_USE enum err renderer_layout(struct ctx *cx, const struct renderer *renderer,
                                  const char *document, size_t length, struct render_place place,
                                  struct form **form, struct layout *layout);

/* What a layout is drawn with. Borrowed. */
const struct fonts *renderer_fonts(const struct renderer *renderer);

/*
 * Lay a document out, for all that is wrong with it: each fault in `cx->faults`
 * has a JSON pointer as its place. ERR_INPUT when there is one.
 */
MUST_USE enum err renderer_check(struct ctx *cx, const struct renderer *renderer,
                                 const char *document, size_t length);

/* The pages of a document as text (typeset/trace.h), for golden tests. */
MUST_USE enum err renderer_trace(struct ctx *cx, const struct renderer *renderer,
                                 const char *document, size_t length, struct text *out);

#endif
