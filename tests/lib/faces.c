/*
 * Documents in all faces, for other programs that compare their texts:
 *
 *   faces TEMPLATES MANIFEST NAME.json...
 *
 * Beside each of them it writes NAME.texts, {"boxes": a string for
 * each paragraph of the boxes, "page": what pages say beside them, as heads that
 * stand again and page numbers}, and NAME with the suffix of each face. HTML it
 * reads itself, by Gumbo. It prints a line for each document that does not fit its
 * template, and `not ok` before what should not be.
 */
#include "doc/document_text.h"
#include "face/face.h"
#include "doc/edit.h"
#include "tests/unit/dom.h"
#include "typeset/layout.h"

#define FILE_MAX ((size_t)64 * 1024 * 1024)

static void
write_file(const char *path, const struct text *bytes)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fwrite(bytes->data, 1, bytes->length, file) != bytes->length ||
	    fclose(file) != 0)
		abort();
}

static const char *
with_suffix(struct arena *arena, const char *path, const char *suffix)
{
	return arena_printf(arena, "%.*s%s", (int)(strlen(path) - strlen(".json")), path, suffix);
}

/* The document as import keeps it, without white space. */
static enum err
load(struct ctx *cx, const char *path, struct text *out)
{
	const struct json *json;
	struct text file;

	TRY(text_read_file(cx, path, FILE_MAX, &file));
	TRY(json_parse(cx, path, file.data, file.length, &json));
	TRY(document_text_canonical(cx, NULL, &json, &file));
	*out = text_make(cx->arena);
	edit_write(edit_new(cx->arena, json), out);
	return ERR_OK;
}

static void
add_boxes(struct text *out, const char *texts)
{
	text_add_str(out, "{\"boxes\":[");
	for (const char *between = ""; *texts != '\0'; between = ",") {
		size_t length = strcspn(texts, "\n");

		text_add_str(out, between);
		text_add_json(out, arena_strndup(out->arena, texts, length));
		texts += length + 1;
	}
	text_add_str(out, "]");
}

static void
add_page_texts(struct text *out, const struct layout *layout)
{
	struct text all = text_make(out->arena);

	for (const struct page *page = layout->pages; page != NULL; page = page->next)
		for (const struct text_run *run = page->runs; run != NULL; run = run->next)
			for (size_t i = 0; run->structure == NULL && i < run->count; i++) {
				unsigned count;
				const uint32_t *says = canvas_says(run, i, &count);

				while (count-- > 0)
					text_add_char(&all, *says++);
			}
	text_add_str(out, ",\"page\":");
	text_add_json(out, all.data);
	text_add_str(out, "}\n");
}

static enum err
write_texts(struct ctx *cx, const struct renderer *renderer, const char *path,
            const struct text *document, const char **texts)
{
	const struct render_place place = { 0 };
	struct text out = text_make(cx->arena);
	struct layout layout;
	struct form *form;

	TRY(renderer_layout(cx, renderer, document->data, document->length, place, &form, &layout));
	*texts = dom_texts_of(cx->arena, form);
	add_boxes(&out, *texts);
	add_page_texts(&out, &layout);
	write_file(with_suffix(cx->arena, path, ".texts"), &out);
	return ERR_OK;
}

static void
check_html(struct arena *arena, const char *path, const char *html, const char *texts)
{
	struct dom dom = dom_article(arena, html);

	if (dom.fault != NULL || strcmp(dom.texts.data, texts) != 0)
		printf("not ok: %s: as HTML: %s\n", path,
		       dom.fault == NULL ? "other texts" : dom.fault);
}

static void
write_faces(struct arena *arena, const struct renderer *renderer, const char *path)
{
	struct ctx cx = ctx_make(arena);
	struct text document;
	const char *texts;

	if (load(&cx, path, &document) != ERR_OK ||
	    write_texts(&cx, renderer, path, &document, &texts) != ERR_OK) {
		printf("%s: %s\n", path, cx.faults == NULL ? cx.reason : cx.faults->what);
		return;
	}
	for (const struct face *face = face_list; face->name != NULL; face++) {
		const struct order order = { .document = document.data, .length = document.length };
		struct ctx inner = ctx_make(arena);
		struct text out;

		if (face->document == NULL)
			continue;
		if (face->document(&inner, renderer, &order, &out) != ERR_OK) {
			printf("not ok: %s: as %s: %s\n", path, face->name, inner.reason);
			continue;
		}
		if (strcmp(face->name, "html") == 0)
			check_html(arena, path, out.data, texts);
		write_file(with_suffix(arena, path, face->suffix), &out);
	}
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer;

	if (argc < 3 || renderer_load(&cx, argv[1], argv[2], true, &renderer) != ERR_OK) {
		fprintf(stderr, "%s\n",
		        cx.reason == NULL ? "faces TEMPLATES MANIFEST NAME.json..." : cx.reason);
		return 1;
	}
	for (int i = 3; i < argc; i++) {
		struct arena *own = arena_new();

		write_faces(own, renderer, argv[i]);
		arena_free(own);
	}
	renderer_free(renderer);
	arena_free(arena);
	return 0;
}
