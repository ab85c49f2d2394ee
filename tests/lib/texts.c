/*
 * The texts of documents, as every face must say them: one line of JSON for each
 * file, an array with a string for each paragraph of the boxes, in order.
 *
 *   texts TEMPLATES MANIFEST FILE...
 */
#include "doc/json.h"
#include "render/renderer.h"
#include "tests/unit/dom.h"

static enum err
print_texts(struct ctx *cx, const struct renderer *renderer, const char *path)
{
	struct text document;
	struct form *form;
	const char *texts;
	const char *between = "[";

	TRY(text_read_file(cx, path, 10000000, &document));
	TRY(renderer_fill(cx, renderer, document.data, document.length, &form));
	texts = dom_texts_of(cx->arena, form);
	while (*texts != '\0') {
		struct text line = text_make(cx->arena);
		size_t length = strcspn(texts, "\n");

		text_add_json(&line, arena_strndup(cx->arena, texts, length));
		printf("%s%s", between, line.data);
		between = ",";
		texts += length + 1;
	}
	printf("%s]\n", *between == '[' ? "[" : "");
	return ERR_OK;
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer;
	enum err status = argc < 3 ? err_set(&cx, ERR_INPUT, "texts TEMPLATES MANIFEST FILE...")
	                           : renderer_load(&cx, argv[1], argv[2], false, &renderer);

	for (int i = 3; status == ERR_OK && i < argc; i++)
		status = print_texts(&cx, renderer, argv[i]);
	if (status != ERR_OK)
		fprintf(stderr, "%s\n", cx.reason);
	return status == ERR_OK ? 0 : 1;
}
