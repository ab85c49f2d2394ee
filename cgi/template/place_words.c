/* The words of a place: what staff call a value of the document. */
#include <string.h>

#include "template/place_internal.h"
#include "text/markup.h"

/* Characters of a name that stands in the words of a place. */
#define NAME_MAX_CHARACTERS 20

static const char *const naming[] = { "name", "label", "heading", "title" };

static bool
is_naming(const char *member)
{
	for (size_t i = 0; i < sizeof naming / sizeof naming[0]; i++)
		if (strcmp(naming[i], member) == 0)
			return true;
	return false;
}

/* What an item is called by itself, short and without markup; NULL when by nothing. */
static const char *
name_of(struct arena *arena, const struct json *item)
{
	for (size_t i = 0; i < sizeof naming / sizeof naming[0]; i++) {
		const char *text = json_string(json_member(item, naming[i]));
		struct ctx inner = ctx_make(arena);
		const char *plain;
		bool has_marks;

		if (text == NULL || markup_decode(&inner, text, &plain, &has_marks) != ERR_OK ||
		    *plain == '\0')
			continue;
		return text_utf8_shorten(arena, markup_plain(arena, plain), NAME_MAX_CHARACTERS);
	}
	return NULL;
}

/* Words in the making: what they lead to so far, and how many levels of one tree they passed. */
struct telling {
	const struct place_way *way;
	struct text words;
	struct shape shape;
	unsigned level;
};

/* A label with {level} in it is that of every level of a tree: 一级指标, 二级指标. */
static const char *
at_level(struct telling *telling, const char *label)
{
	static const char *const numerals[] = { "一", "二", "三", "四", "五", "六", "七", "八" };
	const char *mark = strstr(label, "{level}");

	if (mark == NULL)
		return label;
	telling->level++;
	return arena_printf(telling->way->arena, "%.*s%s%s", (int)(mark - label), label,
	                    telling->level <= 8 ? numerals[telling->level - 1] : "",
	                    mark + strlen("{level}"));
}

static void
tell_item(struct telling *telling, const char *label, size_t i)
{
	const struct place_way *way = telling->way;
	const struct place_step *step = &way->steps[i];
	bool is_about_name = i + 2 == way->count && way->steps[i + 1].name != NULL &&
	                     is_naming(way->steps[i + 1].name);
	const char *name = is_about_name ? NULL : name_of(way->arena, step->value);
	struct shape item;

	text_add_fmt(&telling->words, "%s%s", telling->words.length > 0 ? "→" : "", label);
	if (name != NULL)
		text_add_fmt(&telling->words, "“%s”", name);
	else if (step->value != NULL || step->is_apart)
		text_add_fmt(&telling->words, "第%u项", step->index + 1);
	else
		text_add_str(&telling->words, "的新一项");
	if (shape_items(telling->shape, &item))
		telling->shape = item;
}

/* The label of a member; the shape goes on to it. */
static const char *
tell_member(struct telling *telling, const char *name)
{
	const struct shape_world *world = telling->way->scope->world;
	struct ctx inner = ctx_make(telling->way->arena);
	const char *label = world == NULL ? NULL : shape_label(world, telling->shape, name);
	struct shape member = { 0 };

	if (world == NULL ||
	    shape_member(&inner, world, "", telling->shape, name, &member) != ERR_OK)
		member = (struct shape){ 0 };
	telling->shape = member;
	return at_level(telling, label == NULL ? name : label);
}

const char *
place_way_words(const struct place_way *way)
{
	struct telling telling = { .way = way, .words = text_make(way->arena) };
	const char *label = "";

	if (way->scope->world != NULL)
		telling.shape = shape_root(way->scope->world);
	for (size_t i = 0; i < way->count; i++) {
		bool has_items = i + 1 < way->count && way->steps[i + 1].name == NULL;

		if (way->steps[i].name == NULL) {
			tell_item(&telling, label, i);
			label = "";
			continue;
		}
		label = tell_member(&telling, way->steps[i].name);
		if (!has_items && *label != '\0')
			text_add_fmt(&telling.words, "%s%s", telling.words.length > 0 ? "的" : "",
			             label);
	}
	return telling.words.data;
}
