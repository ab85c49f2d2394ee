#include "command/draft.h"

#include <string.h>

#include "command/fields.h"
#include "db/staff.h"
#include "doc/document_text.h"

/* The first text that cannot be printed is the reason; the others are told when it is mended. */
static enum err
refuse(struct ctx *cx, const struct ctx *found)
{
	const struct fault *fault = found->faults;

	if (fault == NULL)
		return err_set(cx, found->kind, "%s", found->reason);
	return err_set_field(cx, ERR_INPUT, fault->place, "%s：%s", fault->place, fault->what);
}

enum err
draft_canonical(struct ctx *cx, struct connection *db, const struct renderer *renderer,
                const char *id)
{
	struct ctx inner = ctx_make(cx->arena);
	struct text text = text_make(cx->arena);
	struct staff_import import;
	const struct json *document;
	const struct json *kept;
	const char *source;
	const char *form;

	TRY(staff_draft(cx, db, id, "internal", &source));
	TRY(json_parse(cx, id, source, strlen(source), &document));
	kept = document;
	if (document_text_canonical(&inner, NULL, &document, &text) != ERR_OK)
		return refuse(cx, &inner);
	if (document == kept)
		return ERR_OK;
	form = json_string(json_member(document, "form"));
	return staff_import(cx, db, text.data, fields_types(cx, renderer_template(renderer, form)),
	                    &import);
}
