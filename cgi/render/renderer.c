#include "render/renderer.h"

#include <string.h>

#include "doc/document_schema.h"
#include "template/fill.h"
#include "template/template.h"
#include "typeset/layout.h"
#include "typeset/line.h"
#include "typeset/trace.h"

struct renderer {
	struct arena *arena;
	struct template_set *templates;
	struct fonts *fonts;
	const struct schema *schema;
	const char *folder; /* of the templates, for their vocabulary */
	bool has_others_fonts;
	bool is_of_file; /* its one template was named, and not looked for */
};

static enum err
load_parts(struct ctx *cx, struct renderer *renderer, const char *templates, const char *file,
           const char *manifest, bool warm)
{
	struct ctx inner = ctx_make(renderer->arena);

	renderer->folder = arena_strdup(renderer->arena, templates);
	renderer->is_of_file = file != NULL;
	if (document_schema_load(&inner, &renderer->schema) != ERR_OK)
		return err_set(cx, inner.kind, "%s", inner.reason);
	if (file != NULL)
		TRY(template_load_file(cx, templates, file, renderer->schema, &renderer->templates));
	else
		TRY(template_set_load(cx, templates, renderer->schema, &renderer->templates));
	if (manifest == NULL) {
		renderer->fonts = font_fixed();
		return ERR_OK;
	}
	return font_load(cx, manifest, warm, &renderer->fonts);
}

static enum err
load(struct ctx *cx, const char *templates, const char *file, const char *manifest, bool warm,
     struct renderer **out)
{
	struct arena *arena = arena_new();
	struct renderer *renderer = arena_alloc(arena, sizeof *renderer);
	enum err status;

	layout_init();
	renderer->arena = arena;
	status = load_parts(cx, renderer, templates, file, manifest, warm);
	if (status == ERR_OK)
		*out = renderer;
	else
		renderer_free(renderer);
	return status;
}

enum err
renderer_load(struct ctx *cx, const char *templates, const char *manifest, bool warm,
              struct renderer **out)
{
	return load(cx, templates, NULL, manifest, warm, out);
}

enum err
renderer_load_file(struct ctx *cx, const char *templates, const char *file, const char *manifest,
                   bool warm, struct renderer **out)
{
	return load(cx, templates, file, manifest, warm, out);
}

void
renderer_free(struct renderer *renderer)
{
	if (renderer == NULL)
		return;
	template_set_free(renderer->templates);
	if (!renderer->has_others_fonts)
		font_free(renderer->fonts);
	arena_free(renderer->arena);
}

static void
free_renderer(void *renderer)
{
	renderer_free(renderer);
}

enum err
renderer_earlier(struct ctx *cx, const struct renderer *renderer, const char *digest,
                 const char *source, const struct renderer **out)
{
	struct text text = { .data = arena_strdup(cx->arena, source), .length = strlen(source) };
	struct arena *arena = arena_new();
	struct renderer *made = arena_alloc(arena, sizeof *made);

	*made = *renderer;
	made->arena = arena;
	made->templates = NULL;
	made->has_others_fonts = true;
	arena_defer(cx->arena, free_renderer, made);
	TRY(template_load_text(cx, renderer->folder, digest, &text, renderer->schema,
	                       &made->templates));
	*out = made;
	return ERR_OK;
}

enum err
renderer_set_missing(struct ctx *cx, struct renderer *renderer, const char *word)
{
	return font_set_missing(cx, renderer->fonts, word);
}

size_t
renderer_template_count(const struct renderer *renderer)
{
	return template_count(renderer->templates);
}

size_t
renderer_face_count(const struct renderer *renderer)
{
	return font_manifest_count(renderer->fonts);
}

const struct template *
renderer_template(const struct renderer *renderer, const char *form)
{
	/* cppcheck takes `struct template` for C++. */
	/* cppcheck-suppress CastIntegerToAddressAtReturn */
	return template_find(renderer->templates, form);
}

const struct template *
renderer_template_at(const struct renderer *renderer, size_t index)
{
	/* cppcheck-suppress CastIntegerToAddressAtReturn */
	return template_at(renderer->templates, index);
}

const char *
renderer_template_digest(const struct renderer *renderer, const char *form)
{
	const struct template *template = template_find(renderer->templates, form);

	return template == NULL ? NULL : template_digest(template);
}

enum err
renderer_etag(struct ctx *cx, const struct renderer *renderer, const char *form,
              const char *document_sha256, const char *version, const char **etag)
{
	const char *digest = renderer_template_digest(renderer, form);
	const char *source;

	if (digest == NULL)
		return err_set(cx, ERR_UNAVAILABLE, "表式 %s 没有模板", form);
	source = arena_printf(cx->arena, "%s %s %s %s", document_sha256, digest,
	                      font_digest(renderer->fonts), version);
	*etag = text_sha256(cx->arena, source, strlen(source));
	return ERR_OK;
}

/* The forms that have a template, in the order of their files. */
static const char *
known_forms(struct arena *arena, const struct renderer *renderer)
{
	struct text known = text_make(arena);

	for (size_t i = 0; i < template_count(renderer->templates); i++)
		text_add_fmt(&known, "%s%s", i > 0 ? "、" : "",
		             template_id(template_at(renderer->templates, i)));
	return known.length > 0 ? known.data : "（无）";
}

const char *
renderer_no_template(struct arena *arena, const struct renderer *renderer, const char *form)
{
	const char *known = known_forms(arena, renderer);

	if (renderer->is_of_file)
		return arena_printf(arena,
		                    "文档的 form 是“%s”，模板的 id 是“%s”，两者应当相同："
		                    "请改正其中一个，或者换用表式 %s 的模板",
		                    form, known, form);
	return arena_printf(arena, "表式 %s 在模板文件夹里没有模板，有模板的表式：%s", form, known);
}

bool
renderer_is_of_file(const struct renderer *renderer)
{
	return renderer->is_of_file;
}

static enum err
open_document(struct ctx *cx, const struct renderer *renderer, const char *document, size_t length,
              const struct json **json, const struct template **template)
{
	const char *form;

	TRY(json_parse(cx, "文档", document, length, json));
	form = json_string(json_member(*json, "form"));
	if (form == NULL)
		return err_set_field(cx, ERR_INPUT, "/form", "文档没有写明表式（form）");
	*template = template_find(renderer->templates, form);
	if (*template == NULL)
		return err_set_field(cx, ERR_NOT_FOUND, "/form", "%s",
		                     renderer_no_template(cx->arena, renderer, form));
	return ERR_OK;
}

enum err
renderer_title(struct ctx *cx, const struct renderer *renderer, const char *document, size_t length,
               const char **title)
{
	const struct template *template;
	const struct json *json;

	TRY(open_document(cx, renderer, document, length, &json, &template));
	return fill_title(cx, template, json, title);
}

/* Fill it, and leave the faults for layout, which finds more. */
static enum err
fill(struct ctx *cx, const struct renderer *renderer, const char *document, size_t length,
     struct form **form)
{
	const struct template *template;
	const struct json *json;

	TRY(open_document(cx, renderer, document, length, &json, &template));
	return fill_document(cx, template, json, form);
}

struct known {
	struct ctx *cx;
	struct fonts *fonts;
};

static enum err
check_known(void *user, const struct paragraph *paragraph)
{
	const struct known *known = user;

	return line_check_known(known->cx, known->fonts, paragraph);
}

static enum err
check_form(struct ctx *cx, const struct renderer *renderer, struct form *form)
{
	struct known known = { cx, renderer->fonts };

	TRY(box_visit(form, check_known, &known));
	return err_faults(cx, 0);
}

enum err
renderer_fill(struct ctx *cx, const struct renderer *renderer, const char *document, size_t length,
              struct form **form)
{
	TRY(fill(cx, renderer, document, length, form));
	return check_form(cx, renderer, *form);
}

enum err
renderer_fill_entry(struct ctx *cx, const struct renderer *renderer, const char *document,
                    size_t length, struct form **form)
{
	const struct template *template;
	const struct json *json;

	TRY(open_document(cx, renderer, document, length, &json, &template));
	TRY(fill_entry(cx, template, json, form));
	return check_form(cx, renderer, *form);
}

enum err
renderer_layout(struct ctx *cx, const struct renderer *renderer, const char *document,
                size_t length, struct render_place place, struct form **form, struct layout *layout)
{
	TRY(fill(cx, renderer, document, length, form));
	(*form)->pages_before = place.pages_before;
	(*form)->pages_in_set = place.pages_in_set;
	(*form)->code = place.code;
	(*form)->site = place.site;
	(*form)->holder = place.holder;
	return layout_form(cx, renderer->fonts, *form, layout);
}

const struct fonts *
renderer_fonts(const struct renderer *renderer)
{
	return renderer->fonts;
}

enum err
renderer_check(struct ctx *cx, const struct renderer *renderer, const char *document, size_t length)
{
	struct layout layout;
	struct form *form;

	return renderer_layout(cx, renderer, document, length, (struct render_place){ 0 }, &form,
	                       &layout);
}

enum err
renderer_trace(struct ctx *cx, const struct renderer *renderer, const char *document, size_t length,
               struct text *out)
{
	struct layout layout;
	struct form *form;

	TRY(renderer_layout(cx, renderer, document, length, (struct render_place){ 0 }, &form,
	                    &layout));
	*out = text_make(cx->arena);
	return trace_layout(renderer->fonts, &layout, out);
}
