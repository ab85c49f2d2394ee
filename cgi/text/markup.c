#include "text/markup.h"

#include <string.h>

#include "text/characters.h"
#include "text/html.h"
#include "text/markup_math.h"

#define MARKUP_MAX ((size_t)1024 * 1024)

static enum err
decode_html(struct ctx *cx, const char *text, const char **out)
{
	struct tag_source source;

	TRY(tag_escape(cx, text, &source));
	*out = source.text;
	return source.has_markup ? html_decode(cx, &source, out) : ERR_OK;
}

enum err
markup_decode(struct ctx *cx, const char *text, const char **out, bool *has_marks)
{
	bool has_markup = strpbrk(text, "<&$\\") != NULL;

	*out = text;
	*has_marks = false;
	if (!has_markup && characters_are_clean(text))
		return ERR_OK;
	if (strlen(text) > MARKUP_MAX)
		return err_set(cx, ERR_INPUT, "带标记的文字长于 1 兆字节");
	TRY(characters_check(cx, text));
	if (strpbrk(text, "<&") != NULL)
		TRY(decode_html(cx, text, out));
	if (strpbrk(*out, "$\\") != NULL)
		TRY(markup_math(cx, *out, out));
	if (!characters_are_clean(*out))
		TRY(characters_clean(cx, *out, out));
	if (mark_is_in(*out))
		*out = mark_tidy(cx->arena, *out);
	*has_marks = mark_is_in(*out);
	return ERR_OK;
}

const char *
markup_plain(struct arena *arena, const char *text)
{
	return mark_plain(arena, text);
}
