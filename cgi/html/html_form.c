#include "html/html_form.h"

#include <stdlib.h>
#include <string.h>

#include "doc/edit.h"
#include "html/html_internal.h"
#include "html/html_style_hash.h"
#include "template/place_input.h"

/* A place of the form by its name. */
struct spot {
	const char *pointer;
	const char *binding;
	const struct place *place;
	const struct span *span;
};

/* A form with what was typed in it. */
struct typing {
	struct ctx *cx;
	struct edit_tree *tree;
	struct spot *spots; /* sorted by name */
	size_t count;
	size_t capacity;
	const struct json *edits;
	struct text faults;
};

static int
by_name(const void *a, const void *b)
{
	const struct spot *left = a;
	const struct spot *right = b;
	int order = strcmp(left->pointer, right->pointer);

	return order != 0 ? order : strcmp(left->binding, right->binding);
}

/* Was something typed where a binding prints? */
static bool
is_typed(const struct typing *typing, const struct place *place)
{
	if (place_is_fixed(place) || !place_input_is_open(place))
		return false;
	json_each(typed, typing->edits) if (strcmp(json_string(json_member(typed, "binding")),
	                                           place->piece->literal) == 0) return true;
	return false;
}

static enum err
add_spots(void *user, const struct paragraph *paragraph)
{
	struct typing *typing = user;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next) {
		if (!is_typed(typing, &span->place))
			continue;
		typing->spots = arena_grow(typing->cx->arena, typing->spots, typing->count,
		                           &typing->capacity, sizeof *typing->spots);
		typing->spots[typing->count++] = (struct spot){ place_pointer(&span->place),
			                                        span->place.piece->literal,
			                                        &span->place, span };
	}
	return ERR_OK;
}

/* `edit` is the number of a text, or -1. */
static void
add_fault(struct text *faults, const char *place, long edit, const char *message)
{
	text_add_str(faults, faults->length > 0 ? ",{\"place\":" : "{\"place\":");
	text_add_json(faults, place);
	if (edit >= 0)
		text_add_fmt(faults, ",\"edit\":%ld", edit);
	text_add_str(faults, ",\"message\":");
	text_add_json(faults, message);
	text_add_str(faults, "}");
}

/* A step of a JSON Pointer, and behind it the rest. */
static const char *
step_of(struct arena *arena, const char **rest)
{
	size_t length = strcspn(*rest + 1, "/");
	char *step = arena_strndup(arena, *rest + 1, length);
	char *to = step;

	*rest += 1 + length;
	for (const char *s = step; *s != '\0'; s++) {
		char unescaped = *s;

		if (*s == '~' && s[1] != '\0')
			unescaped = *++s == '1' ? '/' : '~';
		*to++ = unescaped;
	}
	*to = '\0';
	return step;
}

static bool
is_index(const char *step)
{
	size_t length = strspn(step, "0123456789");

	return length > 0 && (step[length] == '\0' || step[length] == '/');
}

/* Those before it are made, too: where it stands says to what it belongs. */
static struct edit *
item_at(struct edit_tree *tree, struct edit *list, const char *step)
{
	struct edit *item = list->first;

	if (!is_index(step))
		return NULL;
	for (long left = strtol(step, NULL, 10); left >= 0; left--) {
		if (item == NULL)
			item = edit_add_item(tree, list, NULL);
		if (left > 0)
			item = item->next;
	}
	return item;
}

/* The value at a pointer; what lacks on the way is made. NULL where an item lacks. */
static struct edit *
reach(struct typing *typing, const char *pointer, enum json_type type)
{
	struct edit *edit = typing->tree->root;

	while (edit != NULL && *pointer == '/') {
		const char *step = step_of(typing->cx->arena, &pointer);

		if (edit->type == JSON_ARRAY)
			edit = item_at(typing->tree, edit, step);
		else if (edit->type == JSON_OBJECT)
			edit = edit_make(typing->tree, edit, step,
			                 *pointer == '\0'        ? type
			                 : is_index(pointer + 1) ? JSON_ARRAY
			                                         : JSON_OBJECT);
		else
			edit = NULL;
	}
	return edit;
}

/* A value on its way into the document. */
struct setting {
	struct typing *typing;
	const struct spot *spot;
	const char *value; /* NULL for none */
	long number;
};

static void
set_at(void *user, const char *pointer)
{
	struct setting *setting = user;
	const struct place *place = setting->spot->place;
	struct edit *edit = reach(setting->typing, pointer, place_input_type(place));

	if (edit == NULL || edit->type == JSON_OBJECT || edit->type == JSON_ARRAY) {
		add_fault(&setting->typing->faults, pointer, setting->number,
		          "这一行还不在文档里，请先添加一行");
		return;
	}
	edit->is_gone = setting->value == NULL && !place_input_takes_empty(place);
	edit->text = setting->value == NULL ? "" : setting->value;
	if (setting->value != NULL)
		edit->type = place_input_type(place);
}

/* All for which the cell stands: what a group has alike, and cells merged because they say the same. */
static void
set(struct typing *typing, const struct spot *spot, const char *value, long number)
{
	struct setting setting = { typing, spot, value, number };

	for (const struct span *span = spot->span; span != NULL; span = span->merged)
		place_visit(&span->place, set_at, &setting);
}

/* A box that is not ticked says nothing of what others say. */
static bool
says_nothing(const struct spot *spot, const char *value)
{
	const struct piece *piece = spot->place->piece;

	return value == NULL && piece->filter_count == 1 && filter_is_box(piece->filters[0]) &&
	       text_starts_with(spot->span->text, "□");
}

static void
take(struct typing *typing, const struct json *typed, long number)
{
	const struct spot wanted = { .pointer = json_string(json_member(typed, "place")),
		                     .binding = json_string(json_member(typed, "binding")) };
	const char *text = json_string(json_member(typed, "text"));
	const struct spot *spot = typing->count == 0 ? NULL
	                                             : bsearch(&wanted, typing->spots, typing->count,
	                                                       sizeof wanted, by_name);
	const char *expected;
	const char *value;

	if (spot == NULL)
		add_fault(&typing->faults, wanted.pointer, number,
		          "表上没有这一格，或者这一格不能填写");
	else if (!place_input_read(typing->cx->arena, spot->place, text, &value, &expected))
		add_fault(&typing->faults, spot->pointer, number,
		          arena_printf(typing->cx->arena, "应为%s",
		                       expected == NULL ? "别的内容" : expected));
	else if (!says_nothing(spot, value))
		set(typing, spot, value, number);
}

static enum err
check_edits(struct ctx *cx, const struct json *edits)
{
	if (edits != NULL && json_type(edits) != JSON_ARRAY)
		return err_set_field(cx, ERR_INPUT, "/edits", "edits 应为列表");
	if (json_count(edits) > HTML_FORM_EDITS_MAX)
		return err_set_field(cx, ERR_TOO_LONG, "/edits", "一次最多填写 %d 格",
		                     HTML_FORM_EDITS_MAX);
	json_each(typed,
	          edits) if (json_string(json_member(typed, "place")) == NULL ||
	                     json_string(json_member(typed, "binding")) == NULL ||
	                     json_string(json_member(typed, "text")) ==
	                             NULL) return err_set_field(cx, ERR_INPUT, "/edits",
	                                                        "每一格应有 place、binding 和 text，都是文本");
	return ERR_OK;
}

/* What cannot be printed is a fault, and the form is there all the same. */
static enum err
fill(struct ctx *cx, const struct renderer *renderer, const struct text *document,
     struct form **form, struct ctx *inner)
{
	enum err status;

	*inner = ctx_make(cx->arena);
	*form = NULL;
	status = renderer_fill_entry(inner, renderer, document->data, document->length, form);
	if (status == ERR_OK || (*form != NULL && inner->faults != NULL))
		return ERR_OK;
	return inner->field == NULL ? err_set(cx, status, "%s", inner->reason)
	                            : err_set_field(cx, status, inner->field, "%s", inner->reason);
}

static enum err
type_all(struct typing *typing, const struct renderer *renderer, const struct json *request,
         struct text *document)
{
	const struct json *edits = json_member(request, "edits");
	struct ctx inner;
	struct form *form;
	long number = 0;

	typing->tree = edit_new(typing->cx->arena, json_member(request, "document"));
	*document = text_make(typing->cx->arena);
	edit_write(typing->tree, document);
	if (json_count(edits) == 0)
		return ERR_OK;
	typing->edits = edits;
	TRY(fill(typing->cx, renderer, document, &form, &inner));
	TRY(box_visit(form, add_spots, typing));
	if (typing->count > 0)
		qsort(typing->spots, typing->count, sizeof *typing->spots, by_name);
	json_each(typed, edits) take(typing, typed, number++);
	text_clear(document);
	edit_write(typing->tree, document);
	return ERR_OK;
}

static void
write_answer(struct typing *typing, const struct form *form, const struct ctx *found,
             const struct text *document, struct text *out)
{
	struct text html = text_make(typing->cx->arena);
	struct html_page page = {
		.cx = typing->cx, .out = &html, .form = form, .is_marked = true, .is_entry = true
	};

	html_page_article(&page, 0, NULL);
	for (const struct fault *fault = found->faults; fault != NULL; fault = fault->next)
		add_fault(&typing->faults, fault->place, -1, fault->what);
	*out = text_make(typing->cx->arena);
	text_add_fmt(out,
	             "{\"document\":%s,\"style\":\"/document-%s.css\",\"html\":", document->data,
	             HTML_STYLE_HASH);
	text_add_json(out, html.data);
	text_add_fmt(out, ",\"faults\":[%s]}", typing->faults.data);
}

enum err
html_form(struct ctx *cx, const struct renderer *renderer, const struct json *request,
          struct text *out)
{
	struct typing typing = { .cx = cx, .faults = text_make(cx->arena) };
	struct text document;
	struct ctx inner;
	struct form *form;

	if (json_type(json_member(request, "document")) != JSON_OBJECT)
		return err_set_field(cx, ERR_INPUT, "/document", "document 应为一份文档");
	TRY(check_edits(cx, json_member(request, "edits")));
	TRY(type_all(&typing, renderer, request, &document));
	TRY(fill(cx, renderer, &document, &form, &inner));
	write_answer(&typing, form, &inner, &document, out);
	return ERR_OK;
}
