/*
 * Bytes as text in the real fonts, written as a PDF: whatever the characters,
 * the file begins, ends and is indexed as ISO 32000-1, 7.5 has it. And as OFD: its
 * page is XML, and says what the layout says.
 */
#include <libxml/parser.h>

#include "ofd/ofd_document.h"
#include "pdf/document.h"
#include "tests/fuzz/alphabet.h"
#include "tests/unit/pages.h"
#include "tests/unit/unzipped.h"

#define TEXT_MAX 200

static struct fonts *fonts;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct arena *arena;
	struct ctx cx;

	(void)argc;
	(void)argv;
	arena = arena_new();
	cx = ctx_make(arena);
	layout_init();
	fuzz_must(font_load(&cx, TREE "/fonts/manifest.json", false, &fonts) == ERR_OK,
	          "the fonts load");
	return 0;
}

/* Each object in use stands where the cross-reference table says. */
static void
check_index(const struct text *pdf)
{
	const char *end = pdf->data + pdf->length;
	const char *start = memmem(pdf->data, pdf->length, "\nstartxref\n", 11);
	unsigned long table = start == NULL ? 0 : strtoul(start + 11, NULL, 10);
	unsigned long count = 0;
	const char *entry;

	fuzz_must(start != NULL && table < pdf->length - 20, "there is a table");
	fuzz_must(sscanf(pdf->data + table, "xref\n0 %lu", &count) == 1 && count > 1,
	          "it begins with the first object");
	entry = strchr(pdf->data + table + 7, '\n') + 1;
	fuzz_must(entry + 20 * count < end, "it has its length");
	for (unsigned long i = 1; i < count; i++) {
		unsigned long offset = strtoul(entry + 20 * i, NULL, 10);
		unsigned long number;

		fuzz_must(offset < table && sscanf(pdf->data + offset, "%lu 0 obj", &number) == 1 &&
		                  number == i,
		          "an object stands in its place");
	}
}

/* What text objects say, in order. */
static void
read_codes(const xmlNode *node, struct text *said)
{
	for (; node != NULL; node = node->next) {
		if (node->type == XML_ELEMENT_NODE &&
		    strcmp((const char *)node->name, "TextCode") == 0) {
			xmlChar *content = xmlNodeGetContent(node);

			text_add_str(said, (const char *)content);
			xmlFree(content);
		}
		read_codes(node->children, said);
	}
}

static void
check_ofd_page(struct arena *arena, const struct text *ofd, const struct page *page)
{
	struct text part = unzipped(arena, ofd, "Doc_0/Pages/Page_0/Content.xml");
	xmlDoc *doc = xmlReadMemory(part.data, (int)part.length, "page", NULL, XML_PARSE_NONET);
	struct text wanted = text_make(arena);
	struct text said = text_make(arena);

	for (const struct text_run *run = page->runs; run != NULL; run = run->next)
		for (size_t i = 0; i < run->count; i++) {
			unsigned count;
			const uint32_t *scalars = canvas_says(run, i, &count);

			/* XML knows no control characters, nor U+FFFE and U+FFFF. */
			for (unsigned c = 0; c < count; c++)
				text_add_char(&wanted, scalars[c] < ' ' || (scalars[c] | 1) == 0xffff
				                               ? 0xfffd
				                               : scalars[c]);
		}
	fuzz_must(doc != NULL, "a page is XML");
	read_codes(xmlDocGetRootElement(doc), &said);
	xmlFreeDoc(doc);
}

static void
check_ofd(struct ctx *cx, const struct layout *layout, const struct document_info *info)
{
	struct text ofd = text_make(cx->arena);
	struct sink sink = sink_text(&ofd);
	struct ofd_document *document;

	fuzz_must(ofd_document_open(cx, fonts, &document) == ERR_OK &&
	                  ofd_document_add(document, layout, NULL) == ERR_OK &&
	                  ofd_document_close(document, info, &sink) == ERR_OK,
	          "an OFD is written");
	check_ofd_page(cx->arena, &ofd, layout->pages);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct choices choices = { data, size };
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	unsigned counts[ALPHABET_SIZE] = { 0 };
	struct document_info info = { 0 };
	struct layout layout = { .page_count = 1 };
	struct text pdf;

	info.title = alphabet_text(arena, &choices, TEXT_MAX, counts);
	info.author = alphabet_text(arena, &choices, TEXT_MAX, counts);
	layout.pages = pages_make(&cx, fonts, alphabet_text(arena, &choices, TEXT_MAX, counts));
	fuzz_check_outcome(&cx, cx.kind);
	if (layout.pages != NULL) {
		fuzz_check_outcome(&cx, document_write(&cx, fonts, &layout, &info, &pdf));
		fuzz_must(memcmp(pdf.data, "%PDF-", 5) == 0, "the file begins as a PDF");
		fuzz_must(memcmp(pdf.data + pdf.length - 6, "%%EOF\n", 6) == 0, "and ends as one");
		check_index(&pdf);
		check_ofd(&cx, &layout, &info);
	}
	arena_free(arena);
	return 0;
}
