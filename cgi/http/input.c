#include "http/input.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A length that does not fit is beyond every limit. */
static enum err
read_length(struct ctx *cx, const char *text, size_t *length)
{
	size_t digits = strspn(text, "0123456789");

	if (text[digits] != '\0' || digits == 0)
		return err_set_field(cx, ERR_INPUT, INPUT_FIELD,
		                     ctx_say(cx, "Content-Length 应为数字",
		                             "Content-Length has to be a number"));
	errno = 0;
	*length = strtoul(text, NULL, 10);
	if (errno != 0)
		*length = SIZE_MAX;
	return ERR_OK;
}

static size_t
read_all(const struct input *input, char *bytes, size_t length)
{
	size_t have = 0;

	while (have < length) {
		int part = length - have > INT_MAX ? INT_MAX : (int)(length - have);
		int got = input->read(input->stream, bytes + have, part);

		if (got <= 0)
			break;
		have += (size_t)got;
	}
	return have;
}

enum err
input_read(struct ctx *cx, size_t limit, struct text *out)
{
	const struct input *input = cx->input;
	size_t length = 0;

	*out = text_make(cx->arena);
	if (input == NULL || input->length == NULL || *input->length == '\0')
		return ERR_OK;
	TRY(read_length(cx, input->length, &length));
	if (length > limit)
		return err_set_field(cx, ERR_TOO_LONG, INPUT_FIELD,
		                     ctx_say(cx, "正文有 %zu 字节，这里最多 %zu 字节",
		                             "the body has %zu bytes, at most %zu are taken here"),
		                     length, limit);
	if (length == 0)
		return ERR_OK;
	out->data = arena_alloc(cx->arena, length + 1);
	out->capacity = length + 1;
	out->length = read_all(input, out->data, length);
	out->data[out->length] = '\0';
	if (out->length < length)
		return err_set_field(cx, ERR_INPUT, INPUT_FIELD,
		                     ctx_say(cx, "正文没有传完：应有 %zu 字节，只收到 %zu 字节",
		                             "the body is cut off: of %zu bytes %zu have come"),
		                     length, out->length);
	return ERR_OK;
}
