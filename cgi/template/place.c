#include "template/place.h"

#include <stdlib.h>
#include <string.h>

#include "template/place_internal.h"

static void
add_step(struct place_way *way, struct place_step step)
{
	way->steps = arena_grow(way->arena, way->steps, way->count, &way->capacity,
	                        sizeof *way->steps);
	way->steps[way->count++] = step;
}

static const struct json_map *
map_of(struct bind_scope *scope)
{
	if (scope->map == NULL)
		scope->map = json_map_new(scope->arena, scope->root);
	return scope->map;
}

/* The way down to a value of the document. */
static void
add_value(struct place_way *way, const struct json *value)
{
	const struct json_spot *spot = json_map_find(map_of(way->scope), value);

	if (spot == NULL || spot->container == NULL)
		return;
	add_value(way, spot->container);
	add_step(way, (struct place_step){ .name = json_type(spot->container) == JSON_OBJECT
	                                                   ? json_name(value)
	                                                   : NULL,
	                                   .value = value,
	                                   .index = spot->index });
}

static void
add_absent(void *user, const char *name)
{
	add_step(user, (struct place_step){ .name = name });
}

struct bind_scope
place_scope(const struct bind_turn *turn)
{
	struct bind_scope scope = *turn->scope;

	for (; turn->outer != NULL; turn = turn->outer)
		scope.slots[turn->slot] = turn;
	return scope;
}

static void add_path(struct place_way *way, const struct bind_path *path,
                     const struct bind_turn *turn);

/* The turn of the loop variable that the list of a turn begins at; NULL: at the document. */
static const struct bind_turn *
turn_before(const struct bind_turn *turn)
{
	int slot = bind_path_slot(turn->list);

	return slot < 0 ? NULL : place_scope(turn->outer).slots[slot];
}

/* The way to the list of a turn that stands for no item: where one would be added. */
static void
add_list(struct place_way *way, const struct bind_turn *turn)
{
	if (bind_path_is_of_group(turn->list)) {
		add_list(way, turn_before(turn));
		return;
	}
	add_path(way, turn->list, turn->outer);
	/* The path of chosen items leads on to one of them. */
	if (bind_path_chooses(turn->list) && way->count > 0)
		way->count--;
}

bool
place_index_apart(const struct bind_turn *turn, unsigned *index)
{
	struct place_mark marks[PLACE_MARKS_MAX];

	/* Items between that say nothing must be items of the loop all the same. */
	if (turn->lacking == 0 || turn->scope->is_trial || bind_path_chooses(turn->list) ||
	    !place_may_grow(turn) || place_marks(turn, marks) > 0)
		return false;
	*index = turn->number - 1;
	return true;
}

bool
place_is_later(const struct place *place)
{
	int slot = bind_path_slot(bind_piece_path(place->piece));
	const struct bind_turn *turn = slot < 0 ? NULL : place_scope(place->turn).slots[slot];
	unsigned index;

	for (; turn != NULL && turn->list != NULL; turn = turn_before(turn))
		if (turn->lacking > 1 && !place_index_apart(turn, &index))
			return true;
	return false;
}

/* The way to the item of a turn, or to one that would be added to its list. */
static void
add_turn(struct place_way *way, const struct bind_turn *turn)
{
	if (turn->item != NULL) {
		add_value(way, turn->item);
	} else if (turn->outer != NULL && turn->list != NULL) {
		struct place_step step = { 0 };

		step.is_apart = place_index_apart(turn, &step.index);
		add_list(way, turn);
		add_step(way, step);
	}
}

/* The way along a path, as far as the document has it, and on to where it leads. */
static void
add_path(struct place_way *way, const struct bind_path *path, const struct bind_turn *turn)
{
	struct bind_scope scope = place_scope(turn);
	struct bind_reach reach = bind_path_reach(path, &scope);

	if (reach.value != NULL)
		add_value(way, reach.value);
	else if (reach.turn != NULL)
		add_turn(way, reach.turn);
	bind_path_rest(path, reach, add_absent, way);
}

static struct place_way
way_to(const struct place *place)
{
	struct place_way way = { .arena = place->turn->scope->arena, .scope = place->turn->scope };
	const struct bind_path *path = bind_piece_path(place->piece);

	if (path == NULL)
		add_turn(&way, place->turn);
	else
		add_path(&way, path, place->turn);
	return way;
}

static struct place_way
way_to_value(const struct bind_turn *turn, const struct json *value)
{
	struct place_way way = { .arena = turn->scope->arena, .scope = turn->scope };

	add_value(&way, value);
	return way;
}

static const char *
pointer_of(const struct place_way *way)
{
	struct text out = text_make(way->arena);

	for (size_t i = 0; i < way->count; i++)
		if (way->steps[i].name != NULL)
			json_pointer_add(&out, way->steps[i].name);
		else if (way->steps[i].value != NULL || way->steps[i].is_apart)
			text_add_fmt(&out, "/%u", way->steps[i].index);
		else
			text_add_str(&out, "/-");
	return out.length == 0 ? "/" : out.data;
}

bool
place_is_fixed(const struct place *place)
{
	return place->piece == NULL || place->piece->kind != PIECE_BINDING;
}

const struct json *
place_value(const struct place *place)
{
	const struct bind_path *path = bind_piece_path(place->piece);
	struct bind_scope scope;

	if (path == NULL || place->turn == NULL)
		return NULL;
	scope = place_scope(place->turn);
	return bind_find(path, &scope);
}

bool
place_shape(const struct place *place, struct shape *out)
{
	const struct bind_path *path = bind_piece_path(place->piece);

	if (path != NULL)
		*out = bind_path_shape(path);
	return path != NULL;
}

const char *
place_pointer(const struct place *place)
{
	struct place_way way;

	if (place->turn == NULL)
		return "/";
	way = way_to(place);
	return pointer_of(&way);
}

/* What only a change of the template can mend: where it stands there, and in which turn. */
static const char *
fixed_words(struct arena *arena, const struct piece *piece, const char *words)
{
	struct text out = text_make(arena);

	text_add_str(&out, "模板");
	if (piece != NULL && piece->line > 0)
		text_add_fmt(&out, "第 %u 行的", piece->line);
	text_add_str(&out, "文字");
	if (*words != '\0')
		text_add_fmt(&out, "（%s）", words);
	return out.data;
}

const char *
place_words(const struct place *place)
{
	const char *words;
	struct place_way way;

	if (place->turn == NULL)
		return "模板文字";
	way = way_to(place);
	words = place_way_words(&way);
	return place_is_fixed(place) ? fixed_words(way.arena, place->piece, words) : words;
}

const char *
place_pointer_of(const struct bind_turn *turn, const struct json *value)
{
	struct place_way way = way_to_value(turn, value);

	return pointer_of(&way);
}

const char *
place_words_of(const struct bind_turn *turn, const struct json *value)
{
	struct place_way way = way_to_value(turn, value);

	return place_way_words(&way);
}

/* The next name of a pointer, without its escapes (RFC 6901). */
static const char *
next_name(struct arena *arena, const char **pointer)
{
	struct text name = text_make(arena);
	const char *at = *pointer;

	for (; *at != '\0' && *at != '/'; at++)
		if (at[0] == '~' && (at[1] == '0' || at[1] == '1'))
			text_add_str(&name, *++at == '0' ? "~" : "/");
		else
			text_add(&name, at, 1);
	*pointer = at;
	return name.data;
}

static const struct json *
item_at(const struct json *list, unsigned long index)
{
	json_each(item, list) if (index-- == 0) return item;
	return NULL;
}

/* What is not in the document is still told by its name; a number is that of an item. */
static struct place_step
step_to(const struct json *container, const char *name)
{
	char *end;
	unsigned long index = strtoul(name, &end, 10);

	if (container != NULL && json_type(container) == JSON_OBJECT)
		return (struct place_step){ .name = name, .value = json_member(container, name) };
	if (*name != '\0' && *end == '\0')
		return (struct place_step){ .value = item_at(container, index),
			                    .index = (unsigned)index };
	return (struct place_step){ .name = name };
}

const char *
place_words_at(struct arena *arena, const struct shape_world *world, const struct json *root,
               const char *pointer)
{
	struct bind_scope scope = { .arena = arena, .root = root, .world = world };
	struct place_way way = { .arena = arena, .scope = &scope };

	while (*pointer == '/') {
		pointer++;
		add_step(&way, step_to(root, next_name(arena, &pointer)));
		root = way.steps[way.count - 1].value;
	}
	return place_way_words(&way);
}

const char *
place_list(const struct bind_turn *turn)
{
	struct place_way way = { .arena = turn->scope->arena, .scope = turn->scope };
	const struct json_spot *spot = turn->item == NULL
	                                       ? NULL
	                                       : json_map_find(map_of(turn->scope), turn->item);

	if (spot != NULL && spot->container != NULL)
		add_value(&way, spot->container);
	else if (turn->list != NULL)
		add_list(&way, turn);
	return pointer_of(&way);
}

bool
place_index(const struct bind_turn *turn, unsigned *index)
{
	const struct json_spot *spot = turn->item == NULL
	                                       ? NULL
	                                       : json_map_find(map_of(turn->scope), turn->item);

	if (spot == NULL || turn->outer == NULL)
		return false;
	*index = spot->index;
	return true;
}

/* The group whose items have alike what the place prints; NULL where it is the value of one. */
static const struct bind_turn *
group_of(const struct place *place)
{
	const struct bind_path *path = bind_piece_path(place->piece);
	int slot = path == NULL ? -1 : bind_path_slot(path);
	const struct bind_turn *turn = slot < 0 ? NULL : place_scope(place->turn).slots[slot];

	return turn == NULL || turn->group.count < 2 || bind_path_step(path, 0) == NULL ? NULL
	                                                                                : turn;
}

void
place_visit(const struct place *place, void (*visit)(void *user, const char *pointer), void *user)
{
	const struct bind_turn *group = group_of(place);
	struct place_way first;
	struct place_way way;

	if (group == NULL) {
		visit(user, place_pointer(place));
		return;
	}
	way = way_to(place);
	first = way_to_value(group, group->item);
	for (size_t i = 0; i < group->group.count; i++) {
		struct place_way item = way_to_value(group, group->group.items[i]);

		for (size_t rest = first.count; rest < way.count; rest++)
			add_step(&item, (struct place_step){ .name = way.steps[rest].name });
		visit(user, pointer_of(&item));
	}
}

void
place_add_fault(struct ctx *cx, const struct place *place, const char *what)
{
	const char *pointer;
	const char *words;

	if (cx->fault_count >= FAULTS_MAX) {
		cx->fault_count++;
		return;
	}
	pointer = place_pointer(place);
	words = place_words(place);
	if (*words != '\0')
		what = arena_printf(cx->arena, "%s：%s", words, what);
	err_add_fault_once(cx, pointer, what);
}
