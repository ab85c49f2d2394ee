#include "render/renderer.h"

#include "pdf/pdf.h"
#include "tests/unit/forms.h"
#include "tests/unit/manifest.h"
#include "tests/unit/tap.h"

#define TEMPLATES TREE "/templates"
#define SAMPLE TREE "/sql/sample/s2-01.json"

static struct text
sample(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct text text = text_make(arena);

	if (text_read_file(&cx, SAMPLE, 1000000, &text) != ERR_OK)
		printf("# %s\n", cx.reason);
	return text;
}

static void
check_templates(struct arena *arena, const struct renderer *renderer)
{
	struct ctx cx = ctx_make(arena);
	const char *first;
	const char *etag;

	is_int((long long)renderer_template_count(renderer), forms_count(TEMPLATES "/*.xml"),
	       "as many templates as files");
	is_int((long long)renderer_face_count(renderer), 35, "35 faces");
	ok(renderer_template_digest(renderer, "E1") != NULL &&
	           strlen(renderer_template_digest(renderer, "E1")) == 64,
	   "E1 has a digest");
	is_str(renderer_template_digest(renderer, "X9"), NULL, "X9 has no template");
	is_int(renderer_etag(&cx, renderer, "E1", "aa", "1", &first), ERR_OK, "a validator");
	is_int((long long)strlen(first), 64, "of 64 digits");
	is_int(renderer_etag(&cx, renderer, "E1", "aa", "1", &etag), ERR_OK, "again");
	is_str(etag, first, "the same for the same document");
	is_int(renderer_etag(&cx, renderer, "E1", "ab", "1", &etag), ERR_OK, "another document");
	ok(strcmp(etag, first) != 0, "has another");
	is_int(renderer_etag(&cx, renderer, "T1", "aa", "1", &etag), ERR_OK, "another form");
	ok(strcmp(etag, first) != 0, "too");
	is_int(renderer_etag(&cx, renderer, "E1", "aa", "2", &etag), ERR_OK, "another version");
	ok(strcmp(etag, first) != 0, "of the face, too");
	is_int(renderer_etag(&cx, renderer, "X9", "aa", "1", &etag), ERR_UNAVAILABLE,
	       "none without a template");
}

static void
check_output(struct arena *arena, const struct renderer *renderer)
{
	struct ctx cx = ctx_make(arena);
	struct text document = sample(arena);
	const struct order order = { .document = document.data, .length = document.length };
	struct text pdf;
	struct text again;
	struct text trace;
	const char *title;

	is_int(renderer_title(&cx, renderer, document.data, document.length, &title), ERR_OK,
	       "a title");
	is_str(title, "项目支出绩效目标自评表：定额公用经费（2024年度）",
	       "is composed by the template");
	is_int(pdf_write(&cx, renderer, &order, &pdf), ERR_OK, "a PDF");
	ok(text_starts_with(pdf.data, "%PDF-") && pdf.length > 10000, "is one");
	is_int(pdf_write(&cx, renderer, &order, &again), ERR_OK, "again");
	ok(pdf.length == again.length && memcmp(pdf.data, again.data, pdf.length) == 0,
	   "the same bytes");
	is_int(renderer_trace(&cx, renderer, document.data, document.length, &trace), ERR_OK,
	       "a trace");
	ok(text_starts_with(trace.data, "page 1 595.276 841.890\n"), "of its pages");
	ok(strstr(trace.data, " noto-serif-sc ") != NULL, "names the faces");
}

static const struct {
	const char *document;
	enum err kind;
	const char *says;
} refused[] = {
	{ "", ERR_INPUT, "文档" },
	{ "{", ERR_INPUT, "文档" },
	{ "[]", ERR_INPUT, "form" },
	{ "{}", ERR_INPUT, "form" },
	{ "{\"form\": 1}", ERR_INPUT, "form" },
	{ "{\"form\": \"XX\"}", ERR_NOT_FOUND, "XX" },
	{ "{\"form\": \"T1\", \"texts\": {\"goal\": \"\\u0001\"}}", ERR_INPUT,
	  "/texts/goal：绩效目标" },
	{ "{\"form\": \"T1\", \"texts\": {\"goal\": \"\\uE000\"}}", ERR_INPUT, "U+E000" },
};

static void
check_refusals(struct arena *arena, const struct renderer *renderer)
{
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *document = refused[i].document;
		const struct order order = { .document = document, .length = strlen(document) };
		struct text pdf;

		is_int(pdf_write(&cx, renderer, &order, &pdf), refused[i].kind,
		       *document == '\0' ? "nothing" : document);
		ok(cx.reason != NULL && strstr(cx.reason, refused[i].says) != NULL,
		   "  says '%s': %s", refused[i].says, cx.reason);
	}
}

static void
check_loading(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer;

	is_int(renderer_load_file(&cx, TEMPLATES, TEMPLATES "/T1.xml", NULL, false, &renderer),
	       ERR_OK, "one template, with test glyphs");
	is_int((long long)renderer_template_count(renderer), 1, "is the only one");
	renderer_free(renderer);
	renderer_free(NULL);
	is_int(renderer_load(&cx, "/nonexistent", NULL, false, &renderer), ERR_INPUT,
	       "no templates");
	ctx_clear(&cx);
	is_int(renderer_load_file(&cx, TEMPLATES, SAMPLE, NULL, false, &renderer), ERR_INPUT,
	       "a template that is none");
	ok(cx.fault_count > 0 && strstr(cx.faults->place, "s2-01.json") != NULL,
	   "its faults are told");
	ctx_clear(&cx);
	is_int(renderer_load(&cx, TEMPLATES, manifest_write(arena, "{}"), false, &renderer),
	       ERR_INPUT, "fonts that are none");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer;

	check_loading(arena);
	if (!is_int(renderer_load(&cx, TEMPLATES, MANIFEST_REAL, false, &renderer), ERR_OK,
	            "the project's templates and fonts"))
		return done_testing();
	check_templates(arena, renderer);
	check_output(arena, renderer);
	check_refusals(arena, renderer);
	renderer_free(renderer);
	arena_free(arena);
	return done_testing();
}
