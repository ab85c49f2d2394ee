#include "pdf/document.h"

#include <string.h>

#include "base/meter.h"
#include "pdf/painter.h"
#include "pdf/font.h"
#include "pdf/number_tree.h"
#include "pdf/outline.h"
#include "pdf/page_tree.h"
#include "pdf/srgb.h"
#include "pdf/tags.h"

/* What viewers call the pages that have no number. */
#define COVER "封面"
/* No page: the first that comes begins a range of labels. */
#define NO_NUMBER 0xffffffffU

struct document {
	struct ctx *cx;
	struct arena *scratch; /* of the layout that is being added */
	struct file file;
	struct object_doc objects;
	struct font_use *fonts;
	struct tags *tags;
	struct page_tree pages;
	struct outline outline;
	struct number_tree labels;
	unsigned last_number; /* of the pages, as printed */
};

static void
free_scratch(void *arena)
{
	arena_free(arena);
}

enum err
document_open(struct ctx *cx, const struct fonts *fonts, const struct sink *sink,
              struct document **out)
{
	struct document *document = arena_alloc(cx->arena, sizeof *document);

	document->cx = cx;
	document->scratch = arena_new();
	arena_defer(cx->arena, free_scratch, document->scratch);
	TRY(file_open(cx, sink, &document->file));
	TRY(object_open(cx, &document->file, &document->objects));
	document->fonts = font_use_new(&document->objects, fonts);
	document->tags = tags_new(&document->file, document->scratch);
	document->pages = page_tree_make(&document->file);
	document->outline = outline_make(&document->file);
	document->labels = number_tree_make(&document->file);
	document->last_number = NO_NUMBER;
	*out = document;
	return ERR_OK;
}

/* Pages in a row that have no number share a label; the others count on. */
static void
label_pages(struct document *document, const struct layout *layout)
{
	struct text label = text_make(document->scratch);
	size_t index = document->pages.page_count - layout->page_count;

	for (const struct page *page = layout->pages; page != NULL; page = page->next, index++) {
		unsigned last = document->last_number;
		unsigned expected = last == 0 ? 0 : last + 1;

		document->last_number = page->number;
		if (last != NO_NUMBER && page->number == expected)
			continue;
		text_clear(&label);
		if (page->number == 0) {
			text_add_str(&label, "<</P");
			file_add_string(&label, COVER);
		} else {
			text_add_str(&label, "<</S/D/St ");
			text_add_number(&label, page->number);
		}
		text_add_str(&label, ">>");
		number_tree_add(&document->labels, index, label.data, label.length);
	}
}

static void
add_part(struct document *document, const struct layout *layout, const unsigned *objects,
         const char *part)
{
	const struct bookmark *start = layout->start;
	const struct page *page = layout->pages;
	unsigned index = start == NULL ? 0 : start->page;

	for (unsigned i = 0; i < index; i++)
		page = page->next;
	outline_add(&document->outline, part, 1, objects[index],
	            page->height_mpt - (start == NULL ? 0 : start->y_mpt));
}

/* The layout's bookmarks. A part's own takes the place of its titles, and has what is below them. */
static void
add_bookmarks(struct document *document, const struct layout *layout, const unsigned *objects,
              const char *part)
{
	const struct bookmark *bookmark = layout->bookmarks;
	const struct page *page = layout->pages;
	unsigned index = 0;

	if (part != NULL && page != NULL)
		add_part(document, layout, objects, part);
	for (; bookmark != NULL; bookmark = bookmark->next) {
		if (part != NULL && bookmark->level == 1)
			continue;
		for (; index < bookmark->page && page->next != NULL; index++)
			page = page->next;
		outline_add(&document->outline, bookmark->title, bookmark->level, objects[index],
		            page->height_mpt - bookmark->y_mpt);
	}
}

enum err
document_add(struct document *document, const struct layout *layout, const char *part)
{
	struct painter painter = painter_make(&document->file, document->fonts, document->tags,
	                                      &document->pages, document->scratch,
	                                      layout->page_count);

	tags_begin(document->tags, layout->structure);
	TRY(canvas_draw(&painter.canvas, layout->pages));
	TRY(tags_end(document->tags, layout->structure, part != NULL));
	label_pages(document, layout);
	add_bookmarks(document, layout, painter.objects, part);
	arena_reset(document->scratch);
	meter_add(METER_PAGES, layout->page_count);
	return file_check(&document->file);
}

static unsigned
write_profile(struct document *document)
{
	HPDF_Dict profile = object_dict(&document->objects);

	HPDF_Dict_AddNumber(profile, "N", 3);
	object_write_stream(&document->objects, profile, FILE_SMALL, srgb_profile, SRGB_SIZE);
	return object_number(profile);
}

static void
add_entry(struct text *out, const char *key, unsigned number)
{
	text_add_str(out, key);
	file_add_ref(out, number);
}

static unsigned
write_catalog(struct document *document, unsigned pages, unsigned metadata)
{
	struct text labels = text_make(document->cx->arena);
	struct text *out = &document->file.out;
	unsigned structure = tags_close(document->tags);
	unsigned outline = outline_end(&document->outline);
	unsigned profile = write_profile(document);
	unsigned catalog = file_number(&document->file);

	number_tree_end(&document->labels, &labels);
	file_begin(&document->file, catalog);
	add_entry(out, "<</Type/Catalog/Pages ", pages);
	text_add_str(out, "/Lang(zh-CN)/MarkInfo<</Marked true>>");
	add_entry(out, "/StructTreeRoot ", structure);
	add_entry(out, "/Metadata ", metadata);
	add_entry(out,
	          "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
	          "/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile ",
	          profile);
	text_add_str(out, ">>]/ViewerPreferences<</DisplayDocTitle true>>/PageLabels");
	text_add(out, labels.data, labels.length);
	if (outline != 0)
		add_entry(out, "/Outlines ", outline);
	if (outline_count(&document->outline) > 1)
		text_add_str(out, "/PageMode/UseOutlines");
	text_add_str(out, ">>");
	file_end(&document->file);
	return catalog;
}

enum err
document_close(struct document *document, const struct document_info *info)
{
	struct text resources = text_make(document->cx->arena);
	unsigned pages;
	unsigned metadata;
	unsigned catalog;
	unsigned dictionary;

	TRY(font_use_embed(document->fonts));
	font_use_resources(document->fonts, &resources);
	pages = page_tree_end(&document->pages, &resources);
	metadata = metadata_write_xmp(&document->file, info);
	catalog = write_catalog(document, pages, metadata);
	dictionary = metadata_write_info(&document->objects, info);
	TRY(object_check(&document->objects));
	return file_close(&document->file, catalog, dictionary,
	                  metadata_identity(document->cx->arena, info));
}

enum err
document_write(struct ctx *cx, const struct fonts *fonts, const struct layout *layout,
               const struct document_info *info, struct text *out)
{
	const struct sink sink = sink_text(out);
	struct document *document;

	*out = text_make(cx->arena);
	TRY(document_open(cx, fonts, &sink, &document));
	TRY(document_add(document, layout, NULL));
	return document_close(document, info);
}
