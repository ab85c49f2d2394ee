/*
 * Bytes as the XML of a template: compile it, and if it is accepted fill it
 * with sample documents and lay them out with the test glyphs.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "doc/document_schema.h"
#include "template/compile.h"
#include "template/fill.h"
#include "tests/fuzz/fuzz.h"
#include "typeset/layout.h"
#include "typeset/trace.h"

static const char *const samples[] = { "s1-01", "s2-01", "s3-d1", "s3-g1", "s3-r1", "s4-01" };
#define SAMPLE_COUNT (sizeof samples / sizeof samples[0])

static const struct schema *schema;
static struct vocabulary *vocabulary;
static struct fonts *fonts;
static const struct json *documents[SAMPLE_COUNT];
static int template_file;
static char template_path[64];

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct arena *arena;
	struct ctx cx;
	struct text file;

	(void)argc;
	(void)argv;
	arena = arena_new();
	cx = ctx_make(arena);
	layout_init();
	fonts = font_fixed();
	template_file = memfd_create("template", MFD_CLOEXEC);
	snprintf(template_path, sizeof template_path, "/proc/self/fd/%d", template_file);
	fuzz_must(document_schema_load(&cx, &schema) == ERR_OK, "the schema loads");
	fuzz_must(vocabulary_load(&cx, TREE "/templates/template.rng", &vocabulary) == ERR_OK,
	          "the vocabulary loads");
	for (size_t i = 0; i < SAMPLE_COUNT; i++) {
		const char *path = arena_printf(arena, TREE "/sql/sample/%s.json", samples[i]);

		fuzz_must(text_read_file(&cx, path, 1000000, &file) == ERR_OK &&
		                  json_parse(&cx, path, file.data, file.length, &documents[i]) ==
		                          ERR_OK,
		          "the samples load");
	}
	return 0;
}

static void
write_template(const uint8_t *data, size_t size)
{
	fuzz_must(ftruncate(template_file, 0) == 0 &&
	                  pwrite(template_file, data, size, 0) == (ssize_t)size,
	          "the template is written");
}

static void
lay_out(struct arena *arena, const struct template *template, const struct json *document)
{
	struct ctx cx = ctx_make(arena);
	struct text trace = text_make(arena);
	struct layout layout;
	struct form *form;
	enum err status = fill_document(&cx, template, document, &form);

	if (status == ERR_OK)
		status = layout_form(&cx, fonts, form, &layout);
	if (status == ERR_OK)
		status = trace_layout(fonts, &layout, &trace);
	fuzz_check_outcome(&cx, status);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct template *template;
	enum err status;

	write_template(data, size);
	status = compile_template(&cx, vocabulary, schema, template_path, &template);
	fuzz_check_outcome(&cx, status);
	if (status == ERR_OK) {
		status = fill_try(&cx, template, &(bool){ false });
		fuzz_check_outcome(&cx, status);
		for (size_t i = 0; status == ERR_OK && i < SAMPLE_COUNT; i++)
			lay_out(arena, template, documents[i]);
		arena_free(template->arena);
	}
	arena_free(arena);
	return 0;
}
