#include "command/verify_faces.h"

#include <string.h>

#include "face/face.h"

/* A face that was recorded, and is made otherwise now; NULL when there is none. */
static const struct face *
different(struct ctx *cx, const struct renderer *renderer, const struct verify_entry *entry)
{
	const struct order order = { .document = entry->document,
		                     .length = strlen(entry->document),
		                     .code = entry->site == NULL ? NULL : entry->code,
		                     .site = entry->site };
	const char *const names[] = { "pdf", "ofd", "xlsx" };
	const char *const digests[] = { entry->pdf, entry->ofd, entry->xlsx };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const struct face *face = face_find(names[i]);
		struct text made;

		if (digests[i] != NULL &&
		    (face->document(cx, renderer, &order, &made) != ERR_OK ||
		     strcmp(text_sha256(cx->arena, made.data, made.length), digests[i]) != 0))
			return face;
	}
	return NULL;
}

const char *
verify_faces_check(struct ctx *cx, struct verify_faces *faces, const struct verify_entry *entry)
{
	struct ctx inner = ctx_make(cx->arena);
	const struct face *face = face_find("pdf");
	const struct renderer *renderer;

	if (entry->pdf == NULL) {
		faces->unclaimed++;
		return NULL;
	}
	if (entry->template == NULL ||
	    strcmp(text_sha256(cx->arena, entry->template, strlen(entry->template)),
	           entry->template_digest) != 0)
		return "登记的模板不是公开时的";
	if (renderer_earlier(&inner, faces->renderer, entry->template_digest, entry->template,
	                     &renderer) == ERR_OK)
		face = different(&inner, renderer, entry);
	if (face == NULL)
		faces->made++;
	else if (entry->fonts == NULL || strcmp(entry->fonts, faces->fonts) != 0)
		faces->other_fonts++;
	else if (strstr(entry->text, "\"program\":\"gongkai " PACKAGE_VERSION "\"") == NULL)
		faces->other_program++;
	else
		return arena_printf(cx->arena, "用同样的字体和程序做出的 %s 与登记的不同",
		                    face->label);
	return NULL;
}
