#include "template/bind_path.h"

#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "template/bind_path_internal.h"

/* A path being compiled. */
struct reading {
	struct ctx *cx;
	const struct bind_names *names;
	struct bind_path *path;
	struct shape shape; /* of what has been read */
	const char *list;   /* the name of a list that was passed without a selector, or NULL */
};

bool
bind_path_is(const char *source)
{
	int depth = 0;

	if (*source >= '0' && *source <= '9')
		return false;
	for (; *source != '\0'; source++) {
		depth += *source == '[' ? 1 : *source == ']' ? -1 : 0;
		if (depth <= 0 && strchr("+-*/() ", *source) != NULL)
			return false;
	}
	return true;
}

int
bind_slot(const struct bind_names *names, const char *name)
{
	for (unsigned i = names->slot_count; i > 0; i--)
		if (strcmp(names->slots[i - 1].name, name) == 0)
			return (int)(i - 1);
	return -1;
}

static const char *
slots_of(const struct reading *reading)
{
	struct text list = text_make(reading->cx->arena);

	for (unsigned i = 0; i < reading->names->slot_count; i++)
		text_add_fmt(&list, "%s%s", i > 0 ? ", " : "", reading->names->slots[i].name);
	return list.data;
}

/* A misspelt first word may be a loop variable, too, or the beginning of one. */
static enum err
suggest_slot(struct reading *reading, const char *name)
{
	const struct bind_names *names = reading->names;
	const char *member = schema_suggest(names->world.root, name);
	struct near near = near_to(name);

	if (schema_member(names->world.root, name) != NULL)
		return ERR_OK;
	for (unsigned i = 0; i < names->slot_count; i++)
		near_try(&near, names->slots[i].name);
	for (unsigned i = 0; i < names->slot_count && near.best == NULL && *name != '\0'; i++)
		if (text_starts_with(names->slots[i].name, name))
			near.best = names->slots[i].name;
	if (member != NULL)
		near_try(&near, member);
	if (member != NULL && (near.best == NULL || strcmp(near.best, member) == 0))
		return ERR_OK;
	if (near.best == NULL && (names->slot_count == 0 || *name == '\0'))
		return ERR_OK;
	if (near.best == NULL)
		return err_set(reading->cx, ERR_INPUT,
		               "{%s}：文档没有“%s”，这里的循环变量也不叫“%s”，有的是：%s",
		               reading->path->source, name, name, slots_of(reading));
	return err_set(reading->cx, ERR_INPUT, "{%s}：文档在这里没有“%s”，是不是“%s”？",
	               reading->path->source, name, near.best);
}

/* `[2]`, `[kind=total]` or `[kind!=total]`, without the brackets. */
static enum err
read_selector(struct reading *reading, struct shape item, char *text, struct selector *selector)
{
	struct ctx *cx = reading->cx;
	const char *source = reading->path->source;
	char *equals = strchr(text, '=');
	struct shape member;

	if (*text != '\0' && strspn(text, "0123456789") == strlen(text)) {
		selector->position = strlen(text) > 7 ? 0 : strtoul(text, NULL, 10);
		return selector->position > 0
		               ? ERR_OK
		               : err_set(cx, ERR_INPUT, "{%s}：第几项从 1 数起", source);
	}
	if (equals == NULL || equals == text)
		return err_set(cx, ERR_INPUT,
		               "{%s}：方括号里写第几项，如 [1]，或挑选哪些项，如 [kind=total]",
		               source);
	selector->values = equals + 1;
	selector->is_not = equals[-1] == '!';
	equals[selector->is_not ? -1 : 0] = '\0';
	selector->member = text;
	TRY(shape_member(cx, &reading->names->world, source, item, text, &member));
	return shape_check_values(cx, arena_printf(cx->arena, "{%s}", source), member, text,
	                          selector->values);
}

/* The brackets behind a name; `*rest` is moved behind them. */
static enum err
read_selectors(struct reading *reading, const char **rest)
{
	struct bind_path *path = reading->path;
	struct step *step = &path->steps[path->step_count - 1];
	struct shape item;

	step->is_list = shape_items(reading->shape, &item);
	for (const char *end; **rest == '['; *rest = end + 1) {
		end = strchr(*rest, ']');
		if (end == NULL)
			return err_set(reading->cx, ERR_INPUT, "{%s}：缺少右方括号", path->source);
		if (!step->is_list)
			return err_set(reading->cx, ERR_INPUT,
			               "{%s}：“%s”不是列表，不能用方括号挑选", path->source,
			               step->name);
		if (step->selector_count == SELECTORS_MAX)
			return err_set(reading->cx, ERR_INPUT, "{%s}：方括号多于 %d 个",
			               path->source, SELECTORS_MAX);
		TRY(read_selector(reading, item,
		                  arena_strndup(reading->cx->arena, *rest + 1,
		                                (size_t)(end - *rest - 1)),
		                  &step->selectors[step->selector_count++]));
	}
	return ERR_OK;
}

/* One name behind a point. A list on the way is gone into, item by item. */
static enum err
read_step(struct reading *reading, const char *name, const char **rest)
{
	struct bind_path *path = reading->path;
	struct step *last = path->step_count == 0 ? NULL : &path->steps[path->step_count - 1];
	bool is_group = reading->shape.group_by != NULL && strcmp(name, "items") == 0;
	struct shape item;

	if (path->step_count == STEPS_MAX)
		return err_set(reading->cx, ERR_INPUT, "{%s}：路径多于 %d 级", path->source,
		               STEPS_MAX);
	if (last != NULL && last->is_list && shape_items(reading->shape, &item)) {
		reading->list = last->selector_count > 0 ? reading->list
		                : last->name == NULL     ? "items"
		                                         : last->name;
		reading->shape = item;
	}
	TRY(shape_member(reading->cx, &reading->names->world, path->source, reading->shape, name,
	                 &reading->shape));
	path->steps[path->step_count++].name = is_group ? NULL : name;
	TRY(read_selectors(reading, rest));
	if (path->steps[path->step_count - 1].is_list)
		path->is_plain = false;
	return ERR_OK;
}

static enum err
read_path(struct reading *reading, const char *source)
{
	struct ctx *cx = reading->cx;
	const char *rest = source;
	bool is_first = true;

	for (;;) {
		size_t length = strcspn(rest, ".[");
		const char *name = arena_strndup(cx->arena, rest, length);
		int slot = is_first ? bind_slot(reading->names, name) : -1;

		rest += length;
		if (slot >= 0) {
			reading->path->slot = slot;
			reading->shape = reading->names->slots[slot].shape;
		} else {
			if (is_first)
				TRY(suggest_slot(reading, name));
			TRY(read_step(reading, name, &rest));
		}
		if (*rest == '\0')
			return ERR_OK;
		if (*rest != '.')
			return err_set(cx, ERR_INPUT, "{%s}：“%s”之后应为点号", source, name);
		rest++;
		is_first = false;
	}
}

static enum err
compile(struct ctx *cx, const struct bind_names *names, const char *source, struct reading *reading)
{
	struct bind_path *path = arena_alloc(cx->arena, sizeof *path);

	path->source = arena_strdup(cx->arena, source);
	path->slot = -1;
	path->is_plain = true;
	*reading = (struct reading){ cx, names, path, shape_root(&names->world), NULL };
	TRY(read_path(reading, path->source));
	path->shape = reading->shape;
	return ERR_OK;
}

/* A path to something printable, through lists or not. */
static enum err
compile_text(struct ctx *cx, const struct bind_names *names, const char *source,
             struct reading *reading)
{
	struct shape item;

	TRY(compile(cx, names, source, reading));
	if (bind_path_chooses(reading->path) && shape_items(reading->shape, &item))
		reading->shape = reading->path->shape = item;
	return ERR_OK;
}

static enum err
check_text(struct ctx *cx, const char *source, const struct reading *reading)
{
	if (shape_is_text(reading->shape))
		return ERR_OK;
	return err_set(cx, ERR_INPUT, "{%s} 不是文字而是%s", source, shape_cure(reading->shape));
}

enum err
bind_path_value(struct ctx *cx, const struct bind_names *names, const char *source,
                const struct bind_path **out)
{
	struct reading reading;

	TRY(compile_text(cx, names, source, &reading));
	*out = reading.path;
	if (reading.list != NULL)
		return err_set(cx, ERR_INPUT,
		               "{%s}：“%s”是列表，请用 <each> 逐项来印，或用方括号挑一项，如 %s[1]",
		               source, reading.list, reading.list);
	return check_text(cx, source, &reading);
}

enum err
bind_path_values(struct ctx *cx, const struct bind_names *names, const char *source,
                 const struct bind_path **out)
{
	struct reading reading;

	struct shape item;

	TRY(compile_text(cx, names, source, &reading));
	*out = reading.path;
	if (shape_items(reading.shape, &item))
		return err_set(cx, ERR_INPUT, "{%s}：“%s”是列表，请用点号写到各项的数，如 %s.amount",
		               source, source, source);
	return check_text(cx, source, &reading);
}

enum err
bind_path_any(struct ctx *cx, const struct bind_names *names, const char *source,
              const struct bind_path **out, struct shape *shape)
{
	struct reading reading;

	TRY(compile(cx, names, source, &reading));
	*out = reading.path;
	*shape = reading.shape;
	return ERR_OK;
}

enum err
bind_compile_list(struct ctx *cx, const struct bind_names *names, const char *source,
                  const struct bind_path **out, struct shape *item)
{
	struct reading reading;

	TRY(compile(cx, names, source, &reading));
	*out = reading.path;
	if (reading.path->step_count == 0 || !shape_items(reading.shape, item))
		return err_set(cx, ERR_INPUT, "“%s”不是列表，不能循环", source);
	return ERR_OK;
}
