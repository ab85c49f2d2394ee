/*
 * Bytes as a text of a document with HTML, references and LaTeX: it is decoded.
 * What has no markup stays as it is, and no Chinese character outside of tags
 * and of what says nothing is lost. Its canonical form says the same and is its
 * own.
 */
#include "text/canonical.h"
#include "text/characters.h"
#include "text/markup.h"

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

/* Is nothing in the text that hides more of it than angle brackets do? */
static bool
is_plain_html(const char *text)
{
	static const char *const hiding[] = { "script",  "style",    "title",    "<!",
		                              "<?",      "hidden",   "template", "datalist",
		                              "noembed", "noframes", "rp" };

	for (size_t i = 0; i < sizeof hiding / sizeof hiding[0]; i++)
		if (strcasestr(text, hiding[i]) != NULL)
			return false;
	return strpbrk(text, "&\\$'\"") == NULL;
}

/* Chinese characters that stand in no angle brackets. */
static size_t
count_visible(const char *text)
{
	size_t count = 0;
	bool is_tag = false;
	char character[5] = "";
	uint32_t scalar;

	for (size_t length; (length = text_utf8_next(text, &scalar)) > 0; text += length) {
		is_tag = scalar == '<' || (is_tag && scalar != '>');
		memcpy(character, text, length);
		character[length] = '\0';
		count += is_tag ? 0 : count_han(character);
	}
	return count;
}

static void
check_decoded(struct arena *arena, const char *text, const char *decoded, bool has_marks)
{
	size_t length = strlen(decoded);
	const char *plain = markup_plain(arena, decoded);

	fuzz_must(text_utf8_check(decoded, length) == length, "decoded text is UTF-8");
	fuzz_must(length <= 20 * strlen(text) + 100, "text does not explode");
	if (strpbrk(text, "<&\\$") == NULL && characters_are_clean(text))
		fuzz_must(strcmp(text, decoded) == 0, "text without markup stays");
	if (strpbrk(text, "<&") == NULL)
		fuzz_must(count_han(text) == count_han(decoded), "no Chinese character is lost");
	if (is_plain_html(text))
		fuzz_must(count_visible(text) <= count_han(decoded),
		          "no visible one is lost in HTML");
	for (const char *s = plain; has_marks && *s != '\0'; s++)
		fuzz_must(mark_at(s) == 0, "plain text has no marks");
}

/* The canonical form of a text that decodes. */
static void
check_canonical(struct arena *arena, const char *text, const char *decoded)
{
	struct ctx cx = ctx_make(arena);
	const char *canonical;
	const char *again;
	bool has_marks;

	fuzz_must(canonical_text(&cx, text, &canonical) == ERR_OK,
	          "what decodes has a canonical form");
	fuzz_must(markup_decode(&cx, canonical, &again, &has_marks) == ERR_OK &&
	                  strcmp(again, decoded) == 0,
	          "the canonical form says the same");
	fuzz_must(canonical_text(&cx, canonical, &again) == ERR_OK && strcmp(again, canonical) == 0,
	          "the canonical form is its own");
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
	if (status == ERR_OK) {
		check_decoded(arena, text, decoded, has_marks);
		check_canonical(arena, text, decoded);
	}
	arena_free(arena);
	return 0;
}
