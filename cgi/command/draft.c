#include "command/draft.h"

#include <string.h>

#include "command/fields.h"
#include "doc/document_text.h"

const char *
draft_id(struct arena *arena, const char *form, const char *year, const char *code)
{
	char *id = arena_printf(arena, "%s-%s-%s", form, year, code);

	for (char *s = id; *s != '-'; s++)
		*s = (char)(*s >= 'A' && *s <= 'Z' ? *s - 'A' + 'a' : *s);
	return id;
}

const char *
draft_id_of(struct arena *arena, const struct json *document)
{
	const char *form = json_string(json_member(document, "form"));
	const char *code = json_string(json_member(json_member(document, "project"), "code"));
	long year = json_integer(json_member(document, "year"), 0);

	if (code == NULL)
		code = json_string(json_member(json_member(document, "department"), "code"));
	if (form == NULL || code == NULL)
		return NULL;
	return draft_id(arena, form, arena_printf(arena, "%ld", year), code);
}

/* The first text that cannot be printed is the reason; the others are told when it is mended. */
static enum err
refuse(struct ctx *cx, const struct ctx *found)
{
	const struct fault *fault = found->faults;

	if (fault == NULL)
		return err_set(cx, found->kind, "%s", found->reason);
	return err_set_field(cx, ERR_INPUT, fault->place, "%s：%s", fault->place, fault->what);
}

/* The document with canonical texts; as it is, when all are. */
static enum err
canonical(struct ctx *cx, const char *id, const char *source, const struct json **document,
          struct text *text)
{
	struct ctx inner = ctx_make(cx->arena);

	TRY(json_parse(cx, id, source, strlen(source), document));
	*text = text_make(cx->arena);
	if (document_text_canonical(&inner, NULL, document, text) != ERR_OK)
		return refuse(cx, &inner);
	return ERR_OK;
}

enum err
draft_settle(struct ctx *cx, struct connection *db, const struct renderer *renderer, const char *id)
{
	struct staff_import import;
	const struct json *document;
	const char *source;
	const char *form;
	struct text text;

	TRY(staff_draft(cx, db, id, "internal", &source));
	TRY(canonical(cx, id, source, &document, &text));
	if (text.length == 0)
		return ERR_OK;
	form = json_string(json_member(document, "form"));
	return staff_import(cx, db, text.data, fields_types(cx, renderer_template(renderer, form)),
	                    &import);
}

enum err
draft_next(struct ctx *cx, struct connection *db, const char *id, const char *published_at,
           struct staff_next *next)
{
	const struct json *document;
	struct text text;

	TRY(staff_next(cx, db, id, published_at, next));
	TRY(canonical(cx, id, next->document, &document, &text));
	if (text.length > 0)
		return err_set(cx, ERR_CONFLICT,
		               "有的文字不是规范的写法，请用 gongkai return 退回，再重新提交");
	return ERR_OK;
}
