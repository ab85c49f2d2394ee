/*
 * Bytes as the `CFF ` table of a font that an agency has put in: it is read, and
 * if its glyphs have other numbers they are given their own.
 */
#include "typeset/font_cff.h"

#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct font_cff cff = font_cff_read(data, size);
	unsigned char *copy;

	if (cff.kind != FONT_CFF_RENUMBERED)
		return 0;
	fuzz_must(cff.charset <= size && cff.charset_length <= size - cff.charset,
	          "the charset is in the table");
	copy = malloc(size);
	if (copy == NULL)
		abort();
	memcpy(copy, data, size);
	if (font_cff_make_identity(copy, &cff))
		font_cff_read(copy, size);
	free(copy);
	return 0;
}
