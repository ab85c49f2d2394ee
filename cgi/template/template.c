#include "template/template.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "template/compile.h"
#include "template/fill.h"
#include "template/vocabulary.h"

struct template_set {
	struct arena *arena;
	struct template **templates;
	size_t count;
	size_t capacity;
};

static struct template_set *
set_new(void)
{
	struct arena *arena = arena_new();
	struct template_set *set = arena_alloc(arena, sizeof *set);

	set->arena = arena;
	return set;
}

void
template_set_free(struct template_set *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->count; i++)
		arena_free(set->templates[i]->arena);
	arena_free(set->arena);
}

static int
is_template(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && text_ends_with(entry->d_name, ".xml");
}

/* Compile a file into the set; its faults stay in the context. */
static void
add_file(struct ctx *cx, const struct vocabulary *vocabulary, const struct schema *schema,
         const char *path, struct template_set *set)
{
	struct ctx file = ctx_make(cx->arena);
	struct template *template;

	if (compile_template(&file, vocabulary, schema, path, &template) == ERR_OK) {
		const struct template *other = template_find(set, template->id);

		if (other != NULL)
			err_add_fault(cx, path, "表式 %s 已有模板，请改 id 或删去一个文件",
			              template->id);
		set->templates = arena_grow(set->arena, set->templates, set->count, &set->capacity,
		                            sizeof *set->templates);
		set->templates[set->count++] = template;
		if (fill_try(&file, template, &template->is_of_project) != ERR_OK)
			err_add_fault(cx, path, "%s", file.reason);
		return;
	}
	if (file.faults == NULL)
		err_add_fault(cx, path, "%s", file.reason);
	for (const struct fault *fault = file.faults; fault != NULL; fault = fault->next)
		err_add_fault(cx, fault->place, "%s", fault->what);
}

static enum err
finish(struct ctx *cx, size_t faults_before, struct template_set *set, struct template_set **out)
{
	if (cx->fault_count > faults_before) {
		template_set_free(set);
		return err_set(cx, ERR_INPUT, "模板有 %zu 处错误", cx->fault_count - faults_before);
	}
	*out = set;
	return ERR_OK;
}

enum err
template_set_load(struct ctx *cx, const char *folder, const struct schema *schema,
                  struct template_set **out)
{
	size_t before = cx->fault_count;
	struct template_set *set;
	struct vocabulary *vocabulary;
	struct dirent **entries;
	int count = scandir(folder, &entries, is_template, alphasort);
	enum err status;

	if (count < 0)
		return err_set(cx, ERR_INPUT, "%s：%s", folder, err_system(errno));
	status = vocabulary_load(cx, arena_printf(cx->arena, "%s/template.rng", folder),
	                         &vocabulary);
	set = set_new();
	for (int i = 0; i < count; i++) {
		if (status == ERR_OK)
			add_file(cx, vocabulary, schema,
			         arena_printf(cx->arena, "%s/%s", folder, entries[i]->d_name), set);
		free(entries[i]);
	}
	free(entries);
	if (status != ERR_OK) {
		template_set_free(set);
		return status;
	}
	vocabulary_free(vocabulary);
	return finish(cx, before, set, out);
}

enum err
template_load_file(struct ctx *cx, const char *folder, const char *path,
                   const struct schema *schema, struct template_set **out)
{
	size_t before = cx->fault_count;
	struct template_set *set;
	struct vocabulary *vocabulary;

	TRY(vocabulary_load(cx, arena_printf(cx->arena, "%s/template.rng", folder), &vocabulary));
	set = set_new();
	add_file(cx, vocabulary, schema, path, set);
	vocabulary_free(vocabulary);
	return finish(cx, before, set, out);
}

enum err
template_load_text(struct ctx *cx, const char *folder, const char *name, const struct text *text,
                   const struct schema *schema, struct template_set **out)
{
	struct template_set *set;
	struct template *template;
	struct vocabulary *vocabulary;
	enum err status;

	TRY(vocabulary_load(cx, arena_printf(cx->arena, "%s/template.rng", folder), &vocabulary));
	status = compile_source(cx, vocabulary, schema, name, text, &template);
	vocabulary_free(vocabulary);
	if (status != ERR_OK)
		return status;
	set = set_new();
	set->templates = arena_array(set->arena, 1, sizeof *set->templates);
	set->templates[set->count++] = template;
	*out = set;
	return ERR_OK;
}

size_t
template_count(const struct template_set *set)
{
	return set->count;
}

const struct template *
template_at(const struct template_set *set, size_t index)
{
	return index < set->count ? set->templates[index] : NULL;
}

const struct template *
template_find(const struct template_set *set, const char *form)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->templates[i]->id, form) == 0)
			return set->templates[i];
	return NULL;
}

const char *
template_id(const struct template *template)
{
	return template->id;
}

const char *
template_name(const struct template *template)
{
	return template->name;
}

const char *
template_digest(const struct template *template)
{
	return template->digest;
}

bool
template_is_of_project(const struct template *template)
{
	return template->is_of_project;
}

const char *
template_source(const struct template *template)
{
	return template->source;
}

const struct bind_field *
template_fields(const struct template *template)
{
	return template->world.fields;
}

const struct bind_list *
template_lists(const struct template *template)
{
	return template->world.lists;
}

struct shape_world
template_world(const struct template *template, const struct schema *schema)
{
	struct shape_world world = { .root = NULL };

	if (template != NULL)
		world = template->world;
	world.root = schema;
	return world;
}
