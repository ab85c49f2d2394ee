#include "doc/json_patch.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

/*
 * So many values may be looked at or copied, and so many bytes of texts copied: some
 * tenths of a second. Copies of copies would double a document with each step.
 */
#define WORK_MAX 20000000
#define BYTES_MAX ((size_t)64 * 1024 * 1024)

/* A patch at work. The tree hangs below `top`, so that the root is a member like any other. */
struct patching {
	struct ctx *cx;
	cJSON *top;
	size_t work;
	size_t bytes;
	const char *at; /* the pointer of the operation in the patch */
};

/* Where a pointer leads: the container, and the name or the place in it. */
struct target {
	cJSON *container;
	const char *name; /* of an object's member */
	int index;        /* of an element; the number of all is behind the last */
	cJSON *value;     /* what stands there, or NULL */
	int depth;
};

static const cJSON *
inner(const struct json *value)
{
	return (const cJSON *)(const void *)value;
}

static void
delete_tree(void *tree)
{
	cJSON_Delete(tree);
}

static enum err
spend(struct patching *patching, size_t work)
{
	patching->work += work;
	if (patching->work <= WORK_MAX && patching->bytes <= BYTES_MAX)
		return ERR_OK;
	return err_set_field(patching->cx, ERR_INPUT, patching->at,
	                     "修改过多，请分成几次，或者用 PUT 提交整份文件");
}

static enum err
fail(struct patching *patching, const char *member, const char *what, const char *pointer)
{
	const char *field = arena_printf(patching->cx->arena, "%s%s", patching->at, member);

	return err_set_field(patching->cx, ERR_INPUT, field, "%s：“%s”", what, pointer);
}

/* How deep a value is, itself included, with what it costs to copy. */
static int
weigh(struct patching *patching, const cJSON *value)
{
	int deepest = 0;

	patching->work++;
	if (value->valuestring != NULL)
		patching->bytes += strlen(value->valuestring);
	if (value->string != NULL)
		patching->bytes += strlen(value->string);
	for (const cJSON *child = value->child; child != NULL; child = child->next) {
		int depth = weigh(patching, child);

		if (depth > deepest)
			deepest = depth;
	}
	return deepest + 1;
}

/* A copy, which may stand `depth` deep. */
static enum err
copy(struct patching *patching, const cJSON *value, int depth, cJSON **out)
{
	int own = weigh(patching, value);

	TRY(spend(patching, 0));
	if (own + depth > JSON_DEPTH_MAX)
		return err_set_field(patching->cx, ERR_INPUT, patching->at,
		                     "改成的文件嵌套多于 %d 层", JSON_DEPTH_MAX);
	*out = cJSON_Duplicate(value, 1);
	if (*out == NULL)
		return err_set(patching->cx, ERR_INTERNAL, "out of memory");
	return ERR_OK;
}

/* One name of a pointer without its escapes (RFC 6901); false when they are malformed. */
static bool
next_name(struct arena *arena, const char **pointer, const char **name)
{
	size_t length = strcspn(*pointer + 1, "/");
	char *out = arena_strndup(arena, *pointer + 1, length);
	char *end = out;

	for (const char *in = out; *in != '\0'; in++) {
		char c = *in;

		if (c == '~') {
			in++;
			if (*in != '0' && *in != '1')
				return false;
			c = *in == '0' ? '~' : '/';
		}
		*end++ = c;
	}
	*end = '\0';
	*name = out;
	*pointer += length + 1;
	return true;
}

/* A place in a list: digits without a zero before them, or `-` for the one behind the last. */
static bool
read_index(const char *name, int count, int *index)
{
	size_t digits = strspn(name, "0123456789");

	if (strcmp(name, "-") == 0) {
		*index = count;
		return true;
	}
	if (digits == 0 || digits > 9 || name[digits] != '\0' || (name[0] == '0' && digits > 1))
		return false;
	*index = (int)strtol(name, NULL, 10);
	return *index <= count;
}

static enum err
find_in(struct patching *patching, struct target *target, bool *found)
{
	cJSON *container = target->container;
	int count = cJSON_GetArraySize(container);

	TRY(spend(patching, (size_t)count + 1));
	target->value = NULL;
	*found = true;
	if (cJSON_IsObject(container)) {
		target->value = cJSON_GetObjectItemCaseSensitive(container, target->name);
	} else if (cJSON_IsArray(container)) {
		*found = read_index(target->name, count, &target->index);
		if (*found && target->index < count)
			target->value = cJSON_GetArrayItem(container, target->index);
	} else {
		*found = false;
	}
	return ERR_OK;
}

/*
 * Follow a pointer, `member` of the operation. What it names must be there if
 * `exists`; else it may also be a new member or the place behind the last element.
 */
static enum err
follow(struct patching *patching, const char *member, const char *pointer, bool exists,
       struct target *target)
{
	const char *rest = pointer;
	bool found = true;

	*target = (struct target){ .container = patching->top,
		                   .name = "",
		                   .value = patching->top->child };
	if (*rest != '\0' && *rest != '/')
		return fail(patching, member, "应为 JSON Pointer（RFC 6901），以 / 开头", pointer);
	while (found && *rest != '\0') {
		target->container = target->value;
		target->depth++;
		if (target->container == NULL)
			break;
		if (!next_name(patching->cx->arena, &rest, &target->name))
			return fail(patching, member, "“~”之后应为 0 或 1", pointer);
		TRY(find_in(patching, target, &found));
	}
	if (!found || target->container == NULL || (exists && target->value == NULL))
		return fail(patching, member, "没有这个位置", pointer);
	return ERR_OK;
}

/* cJSON_InsertItemInArray() of Debian 12 (1.7.15-1+deb12u4) refuses all but the ends. */
static bool
insert(cJSON *array, int index, cJSON *value)
{
	cJSON *after = cJSON_GetArrayItem(array, index);

	if (array == NULL || after == NULL)
		return cJSON_AddItemToArray(array, value) != 0;
	value->next = after;
	value->prev = after->prev;
	if (index == 0)
		array->child = value;
	else
		after->prev->next = value;
	after->prev = value;
	return true;
}

/* Put a tree, which is ours to give away, at a place. */
static enum err
put(struct patching *patching, const struct target *target, cJSON *value)
{
	bool done;

	if (cJSON_IsArray(target->container)) {
		done = insert(target->container, target->index, value);
	} else {
		if (target->value != NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(target->container, target->value));
		done = cJSON_AddItemToObject(target->container, target->name, value) != 0;
	}
	if (done)
		return ERR_OK;
	cJSON_Delete(value);
	return err_set(patching->cx, ERR_INTERNAL, "out of memory");
}

/* A member of the operation that has to be a text. */
static enum err
text_of(struct patching *patching, const cJSON *step, const char *name, const char **out)
{
	const char *field = arena_printf(patching->cx->arena, "%s/%s", patching->at, name);

	*out = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(step, name));
	return *out != NULL ? ERR_OK
	                    : err_set_field(patching->cx, ERR_INPUT, field,
	                                    "缺少成员“%s”，应为字符串", name);
}

static enum err
value_of(struct patching *patching, const cJSON *step, const cJSON **out)
{
	*out = cJSON_GetObjectItemCaseSensitive(step, "value");
	return *out != NULL
	               ? ERR_OK
	               : err_set_field(patching->cx, ERR_INPUT, patching->at, "缺少成员“value”");
}

static enum err
add(struct patching *patching, const cJSON *step, const char *path)
{
	struct target target;
	const cJSON *value;
	cJSON *tree;

	TRY(value_of(patching, step, &value));
	TRY(follow(patching, "/path", path, false, &target));
	TRY(copy(patching, value, target.depth, &tree));
	return put(patching, &target, tree);
}

static enum err
take_out(struct patching *patching, const char *member, const char *path, cJSON **out)
{
	struct target target;

	TRY(follow(patching, member, path, true, &target));
	if (target.container == patching->top)
		return fail(patching, member, "不能去掉整份文件", path);
	*out = cJSON_DetachItemViaPointer(target.container, target.value);
	return ERR_OK;
}

static enum err
take_away(struct patching *patching, const cJSON *step, const char *path)
{
	cJSON *old = NULL;

	(void)step;
	TRY(take_out(patching, "/path", path, &old));
	cJSON_Delete(old);
	return ERR_OK;
}

static enum err
replace(struct patching *patching, const cJSON *step, const char *path)
{
	struct target target;
	const cJSON *value;
	cJSON *tree;

	TRY(value_of(patching, step, &value));
	TRY(follow(patching, "/path", path, true, &target));
	TRY(copy(patching, value, target.depth, &tree));
	if (cJSON_IsArray(target.container)) {
		cJSON_Delete(cJSON_DetachItemViaPointer(target.container, target.value));
		target.value = NULL;
	}
	return put(patching, &target, tree);
}

static enum err
copy_over(struct patching *patching, const cJSON *step, const char *path)
{
	struct target source;
	struct target target;
	const char *from;
	cJSON *tree;

	TRY(text_of(patching, step, "from", &from));
	TRY(follow(patching, "/from", from, true, &source));
	TRY(follow(patching, "/path", path, false, &target));
	TRY(copy(patching, source.value, target.depth, &tree));
	return put(patching, &target, tree);
}

static enum err
move(struct patching *patching, const cJSON *step, const char *path)
{
	struct target target;
	const char *from;
	cJSON *old = NULL;
	cJSON *tree;

	TRY(text_of(patching, step, "from", &from));
	if (text_starts_with(path, from) && path[strlen(from)] == '/')
		return fail(patching, "/path", "不能移到自己的里面", path);
	TRY(follow(patching, "/from", from, true, &target));
	if (strcmp(from, path) == 0)
		return ERR_OK;
	TRY(take_out(patching, "/from", from, &old));
	/* In the arena's care, whatever comes now. */
	arena_defer(patching->cx->arena, delete_tree, old);
	TRY(follow(patching, "/path", path, false, &target));
	TRY(copy(patching, old, target.depth, &tree));
	return put(patching, &target, tree);
}

static enum err
test(struct patching *patching, const cJSON *step, const char *path)
{
	struct target target;
	const cJSON *value;

	TRY(value_of(patching, step, &value));
	TRY(follow(patching, "/path", path, true, &target));
	weigh(patching, value);
	TRY(spend(patching, 0));
	if (json_equal((const struct json *)(const void *)target.value,
	               (const struct json *)(const void *)value))
		return ERR_OK;
	return err_set_field(patching->cx, ERR_CONFLICT, patching->at,
	                     "test 不成立：“%s”现在是别的值", path);
}

static const struct {
	const char *name;
	enum err (*act)(struct patching *patching, const cJSON *step, const char *path);
} operations[] = {
	{ "add", add },        { "remove", take_away }, { "replace", replace },
	{ "copy", copy_over }, { "move", move },        { "test", test },
};

static enum err
apply_step(struct patching *patching, const cJSON *step)
{
	const char *name;
	const char *path;

	if (!cJSON_IsObject(step))
		return err_set_field(patching->cx, ERR_INPUT, patching->at,
		                     "应为对象，如 {\"op\": \"replace\", \"path\": …, \"value\": …}");
	TRY(text_of(patching, step, "op", &name));
	TRY(text_of(patching, step, "path", &path));
	for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++)
		if (strcmp(operations[i].name, name) == 0)
			return operations[i].act(patching, step, path);
	return fail(patching, "/op", "应为 add、remove、replace、move、copy 或 test", name);
}

static enum err
begin(struct ctx *cx, const struct json *document, struct patching *patching)
{
	cJSON *tree;

	*patching = (struct patching){ .cx = cx, .top = cJSON_CreateObject(), .at = "" };
	if (patching->top == NULL)
		return err_set(cx, ERR_INTERNAL, "out of memory");
	arena_defer(cx->arena, delete_tree, patching->top);
	TRY(copy(patching, inner(document), 0, &tree));
	return put(patching, &(struct target){ .container = patching->top, .name = "" }, tree);
}

static const struct json *
result(const struct patching *patching)
{
	return (const struct json *)(const void *)patching->top->child;
}

enum err
json_patch_apply(struct ctx *cx, const struct json *document, const struct json *patch,
                 const struct json **out)
{
	struct patching patching;
	size_t number = 0;

	if (json_type(patch) != JSON_ARRAY)
		return err_set_field(cx, ERR_INPUT, "", "应为数组：JSON Patch（RFC 6902）的各步");
	if (json_count(patch) > JSON_PATCH_STEPS_MAX)
		return err_set_field(cx, ERR_INPUT, "", "多于 %d 步，请分成几次",
		                     JSON_PATCH_STEPS_MAX);
	TRY(begin(cx, document, &patching));
	json_each(step, patch)
	{
		patching.at = arena_printf(cx->arena, "/%zu", number++);
		TRY(apply_step(&patching, inner(step)));
	}
	*out = result(&patching);
	return ERR_OK;
}

static enum err merge(struct patching *patching, const struct target *place, const cJSON *patch);

static enum err
merge_member(struct patching *patching, cJSON *object, int depth, const cJSON *patch)
{
	struct target place = { .container = object, .name = patch->string, .depth = depth };

	TRY(spend(patching, (size_t)cJSON_GetArraySize(object) + 1));
	place.value = cJSON_GetObjectItemCaseSensitive(object, patch->string);
	if (!cJSON_IsNull(patch))
		return merge(patching, &place, patch);
	if (place.value != NULL)
		cJSON_Delete(cJSON_DetachItemViaPointer(object, place.value));
	return ERR_OK;
}

/* Section 2 of the RFC: what is no object becomes one, before its members come. */
static enum err
merge(struct patching *patching, const struct target *place, const cJSON *patch)
{
	cJSON *value = place->value;

	if (!cJSON_IsObject(patch)) {
		TRY(copy(patching, patch, place->depth, &value));
		return put(patching, place, value);
	}
	if (!cJSON_IsObject(value)) {
		value = cJSON_CreateObject();
		if (value == NULL)
			return err_set(patching->cx, ERR_INTERNAL, "out of memory");
		TRY(put(patching, place, value));
	}
	for (const cJSON *member = patch->child; member != NULL; member = member->next)
		TRY(merge_member(patching, value, place->depth + 1, member));
	return ERR_OK;
}

enum err
json_patch_merge(struct ctx *cx, const struct json *document, const struct json *patch,
                 const struct json **out)
{
	struct patching patching;

	TRY(begin(cx, document, &patching));
	TRY(merge(&patching,
	          &(struct target){
			  .container = patching.top, .name = "", .value = patching.top->child },
	          inner(patch)));
	*out = result(&patching);
	return ERR_OK;
}
