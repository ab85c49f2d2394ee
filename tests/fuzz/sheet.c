/*
 * Bytes as a workbook: as the file itself, or as one part of a good one, so that
 * what is behind the ZIP is reached: the cells, the shared texts, the styles, the
 * parts of the workbook. What is read is a document or a fault in words.
 */
#include "sheet/back.h"

#include <zip.h>

#include "doc/json.h"
#include "sheet/sheet.h"
#include "tests/fuzz/fuzz.h"

#define DOCUMENT                                                                                     \
	"{\"form\":\"E1\",\"title\":\"表\",\"year\":2024,\"region\":{\"code\":\"522700\","          \
	"\"name\":\"州\"},\"department\":{\"code\":\"522700-1\",\"name\":\"局\"},\"project\":"     \
	"{\"code\":\"522700-1-1\",\"name\":\"项\"},\"filled_on\":\"2025-02-11\",\"funds\":"         \
	"[{\"kind\":\"total\",\"label\":\"总\",\"depth\":0,\"executed\":\"5.00\"}],\"indicators\":" \
	"[{\"name\":\"一\",\"children\":[{\"name\":\"二\",\"children\":[{\"name\":\"三\"},"       \
	"{\"name\":\"四\",\"weight\":\"5\"}]}]}]}"

static const char *const parts[] = {
	"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
	"xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml",
};
#define PART_COUNT (sizeof parts / sizeof parts[0])

static struct renderer *renderer;
static struct text good;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct order order = { .document = DOCUMENT, .length = strlen(DOCUMENT) };

	(void)argc;
	(void)argv;
	fuzz_must(renderer_load_file(&cx, TREE "/templates", TREE "/templates/E1.xml", NULL, false,
	                             &renderer) == ERR_OK,
	          "the template is good");
	fuzz_must(sheet_write_to_fill(&cx, renderer, &order, &good) == ERR_OK,
	          "there is a workbook");
	return 0;
}

/* The good workbook with one part that is something else. */
static struct text
with_part(struct arena *arena, const char *name, const uint8_t *data, size_t size)
{
	zip_error_t error;
	/* An archive that is changed frees what it was. */
	char *copy = calloc(1, good.length);
	zip_source_t *source = zip_source_buffer_create(copy, good.length, 1, &error);
	struct text out = text_make(arena);
	zip_source_t *part;
	zip_t *zip;
	char bytes[4096];
	zip_int64_t length;

	fuzz_must(copy != NULL && source != NULL, "there is memory");
	memcpy(copy, good.data, good.length);
	zip = zip_open_from_source(source, 0, &error);
	fuzz_must(zip != NULL, "the good one opens");
	part = zip_source_buffer(zip, data, size, 0);
	fuzz_must(part != NULL, "a part is made");
	zip_source_keep(source);
	fuzz_must(zip_file_add(zip, name, part, ZIP_FL_OVERWRITE) >= 0 && zip_close(zip) == 0,
	          "the archive is written");
	fuzz_must(zip_source_open(source) == 0, "and read");
	while ((length = zip_source_read(source, bytes, sizeof bytes)) > 0)
		text_add(&out, bytes, (size_t)length);
	zip_source_close(source);
	zip_source_free(source);
	return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct text file = text_make(arena);
	const struct json *document;
	struct text out;
	enum err status;

	if (size > 0 && data[0] - (unsigned)'0' < PART_COUNT)
		file = with_part(arena, parts[data[0] - '0'], data + 1, size - 1);
	else
		text_add(&file, data, size);
	status = back_read(&cx, renderer, "file", file.data, file.length, &out, NULL);
	fuzz_check_outcome(&cx, status);
	if (status == ERR_OK)
		fuzz_must(json_parse(&cx, "out", out.data, out.length, &document) == ERR_OK,
		          "what comes back is JSON");
	arena_free(arena);
	return 0;
}
