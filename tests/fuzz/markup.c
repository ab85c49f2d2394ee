/*
 * Bytes as a text of a document with HTML, entities and LaTeX: it is decoded.
 * What has no markup stays as it is, and no Chinese character outside of HTML is
 * lost.
 */
#include "template/markup.h"

#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

static size_t
count_han(const char *s)
{
	uint32_t scalar;
	size_t count = 0;

	for (size_t length; (length = text_utf8_next(s, &scalar)) > 0; s += length)
		count += scalar >= 0x4e00 && scalar <= 0x9fff ? 1 : 0;
	return count;
}

static void
check_decoded(struct arena *arena, const char *text, const char *decoded, bool has_marks)
{
	size_t length = strlen(decoded);
	const char *plain = markup_plain(arena, decoded);

	fuzz_must(text_utf8_check(decoded, length) == length, "decoded text is UTF-8");
	fuzz_must(length <= 20 * strlen(text) + 100, "text does not explode");
	if (strpbrk(text, "<&\\$") == NULL)
		fuzz_must(strcmp(text, decoded) == 0, "text without markup stays");
	if (strpbrk(text, "<&") == NULL)
		fuzz_must(count_han(text) == count_han(decoded), "no Chinese character is lost");
	for (const char *s = plain; has_marks && *s != '\0'; s++)
		fuzz_must(markup_mark_at(s) == 0, "plain text has no marks");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	char *text = arena_strndup(arena, (const char *)data, size);
	const char *decoded;
	bool has_marks = false;
	enum err status;

	/* The JSON parser gives UTF-8. */
	text[text_utf8_check(text, strlen(text))] = '\0';
	status = markup_decode(&cx, text, &decoded, &has_marks);
	fuzz_check_outcome(&cx, status);
	if (status == ERR_OK)
		check_decoded(arena, text, decoded, has_marks);
	arena_free(arena);
	return 0;
}
