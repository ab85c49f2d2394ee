/* Styles and inline text of a template. */
#include <string.h>

#include "template/compile_internal.h"

#define DEFAULT_PADDING_X 5000
#define DEFAULT_PADDING_Y 4500

/* What elements look like before a template says otherwise. */
static const struct {
	const char *element;
	struct style style;
} defaults[] = {
	/* As in GB/T 9704-2012: 二号 小标宋, of which the bold 宋 of the manifest plays the role. */
	{ "title",
	  { .role = FONT_SONG,
	    .bold = true,
	    .words = true,
	    .align = ALIGN_CENTER,
	    .size_mpt = 22000,
	    .leading = 1500 } },
	{ "subtitle",
	  { .role = FONT_SONG,
	    .words = true,
	    .align = ALIGN_CENTER,
	    .size_mpt = 12000,
	    .leading = 1500 } },
	/* Headings as in GB/T 9704-2012: 三号, two characters in, 28 pt from line to line. */
	{ "h1",
	  { .role = FONT_HEI,
	    .align = ALIGN_LEFT,
	    .size_mpt = 16000,
	    .leading = 1750,
	    .first_indent = 2000 } },
	{ "h2",
	  { .role = FONT_KAI,
	    .align = ALIGN_LEFT,
	    .size_mpt = 16000,
	    .leading = 1750,
	    .first_indent = 2000 } },
	{ "h3",
	  { .role = FONT_FANGSONG,
	    .bold = true,
	    .align = ALIGN_LEFT,
	    .size_mpt = 16000,
	    .leading = 1750,
	    .first_indent = 2000 } },
	{ "p", { .role = FONT_SONG, .align = ALIGN_LEFT, .size_mpt = 10500, .leading = 1500 } },
	{ "line", { .role = FONT_SONG, .align = ALIGN_LEFT, .size_mpt = 10500, .leading = 1800 } },
	{ "footer", { .role = FONT_SONG, .align = ALIGN_CENTER, .size_mpt = 9000, .leading = 1200 } },
	{ "label",
	  { .role = FONT_HEI,
	    .words = true,
	    .align = ALIGN_CENTER,
	    .valign = VALIGN_MIDDLE,
	    .size_mpt = 10500,
	    .leading = 1300,
	    .padding_x_mpt = DEFAULT_PADDING_X,
	    .padding_y_mpt = DEFAULT_PADDING_Y } },
	{ "cell",
	  { .role = FONT_SONG,
	    .align = ALIGN_LEFT,
	    .valign = VALIGN_MIDDLE,
	    .size_mpt = 10500,
	    .leading = 1300,
	    .padding_x_mpt = DEFAULT_PADDING_X,
	    .padding_y_mpt = DEFAULT_PADDING_Y } },
};

static bool
is_bound(const char *attribute, const char *value)
{
	return strcmp(attribute, "indent") == 0 && strchr(value, '{') != NULL;
}

/* Apply the style attributes that stand on an element; `report` their faults. */
static void
apply(struct compiler *compiler, xmlNodePtr source, bool report, struct style *style)
{
	for (const xmlAttr *attr = source->properties; attr != NULL; attr = attr->next) {
		const char *name = (const char *)attr->name;
		struct ctx attempt = compile_attempt(compiler);
		const char *value;

		if (!style_has(name))
			continue;
		value = compile_attribute(compiler, source, name);
		if (!is_bound(name, value) && style_set(&attempt, style, name, value) != ERR_OK &&
		    report)
			compile_fault(compiler, source, name, attempt.reason);
	}
}

static const struct named_style *
find_named(const struct compiler *compiler, const char *name)
{
	const struct named_style *named = compiler->styles;

	while (named != NULL && strcmp(named->name, name) != 0)
		named = named->next;
	return named;
}

void
compile_named_style(struct compiler *compiler, xmlNodePtr source)
{
	struct named_style *named = arena_alloc(compiler->cx->arena, sizeof *named);
	const char *indent = compile_attribute(compiler, source, "indent");
	struct style scratch = { 0 };

	named->name = compile_required(compiler, source, "name");
	if (find_named(compiler, named->name) != NULL)
		compile_fault(compiler, source, "name", "同名的 <style> 已经有了，请并成一个");
	if (indent != NULL && is_bound("indent", indent))
		compile_fault(compiler, source, "indent", "这里不能绑定，请写在 <cell> 上");
	named->source = source;
	named->next = compiler->styles;
	compiler->styles = named;
	apply(compiler, source, true, &scratch);
}

static bool
apply_named(struct compiler *compiler, const char *name, struct style *style)
{
	const struct named_style *named = find_named(compiler, name);

	if (named != NULL)
		apply(compiler, named->source, false, style);
	return named != NULL;
}

struct style
compile_style_of(struct compiler *compiler, const char *element)
{
	struct style style = { .leading = 1300, .size_mpt = 10500 };

	for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
		if (strcmp(defaults[i].element, element) == 0)
			style = defaults[i].style;
	apply_named(compiler, element, &style);
	return style;
}

void
compile_style(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	const char *name = compile_attribute(compiler, source, "style");
	const char *indent = compile_attribute(compiler, source, "indent");

	node->style = compile_style_of(compiler, (const char *)source->name);
	if (name != NULL && !apply_named(compiler, name, &node->style))
		compile_fault(compiler, source, "style",
		              arena_printf(compiler->cx->arena, "模板里没有 <style name=\"%s\">",
		                           name));
	apply(compiler, source, true, &node->style);
	if (indent != NULL && is_bound("indent", indent))
		node->indent = compile_bindings(compiler, source, "indent", indent);
}

/*
 * White space that contains a line feed is layout of the XML file and goes
 * away; other white space is text.
 */
static char *
collapse(struct arena *arena, const char *s)
{
	char *out = arena_alloc(arena, strlen(s) + 1);
	char *to = out;

	while (*s != '\0') {
		size_t blank = strspn(s, " \t\r\n");

		if (blank > 0 && memchr(s, '\n', blank) != NULL) {
			s += blank;
		} else {
			size_t length = blank > 0 ? blank : strcspn(s, " \t\r\n");

			memcpy(to, s, length);
			to += length;
			s += length;
		}
	}
	return out;
}

/* The text of a node; NULL for white space that says nothing. */
static struct inline_part *
compile_words(struct compiler *compiler, xmlNodePtr source, struct emphasis emphasis)
{
	struct arena *arena = compiler->out->arena;
	struct inline_part *part = arena_alloc(arena, sizeof *part);

	part->kind = INLINE_TEXT;
	part->emphasis = emphasis;
	part->pieces = compile_bindings(compiler, source->parent, NULL,
	                                collapse(arena, (const char *)source->content));
	return part->pieces == NULL ? NULL : part;
}

/* What <b> and <span> change. */
static struct emphasis
emphasis_of(struct compiler *compiler, xmlNodePtr source, struct emphasis outer)
{
	const char *font = compile_attribute(compiler, source, "font");
	const char *bold = compile_attribute(compiler, source, "bold");
	const char *orientation = compile_attribute(compiler, source, "orientation");

	if (strcmp((const char *)source->name, "b") == 0)
		outer.bold = 1;
	if (bold != NULL)
		outer.bold = strcmp(bold, "yes") == 0;
	if (font != NULL)
		outer.role = (int)style_role_find(font);
	if (orientation != NULL)
		outer.vertical = strcmp(orientation, "vertical") == 0;
	return outer;
}

static struct inline_part *compile_run(struct compiler *compiler, xmlNodePtr source,
                                       struct emphasis emphasis);

static struct inline_part *
compile_part(struct compiler *compiler, xmlNodePtr source, struct emphasis emphasis)
{
	struct inline_part *part;

	if (source->type == XML_TEXT_NODE)
		return compile_words(compiler, source, emphasis);
	if (source->type != XML_ELEMENT_NODE)
		return NULL;
	part = arena_alloc(compiler->out->arena, sizeof *part);
	compile_shown(compiler, source, &part->shown);
	part->kind = strcmp((const char *)source->name, "br") == 0 ? INLINE_BREAK : INLINE_SPAN;
	if (part->kind == INLINE_SPAN)
		part->children = compile_run(compiler, source,
		                             emphasis_of(compiler, source, emphasis));
	return part;
}

static struct inline_part *
compile_run(struct compiler *compiler, xmlNodePtr source, struct emphasis emphasis)
{
	struct inline_part *first = NULL;
	struct inline_part **tail = &first;

	for (xmlNodePtr child = source->children; child != NULL; child = child->next) {
		*tail = compile_part(compiler, child, emphasis);
		tail = *tail == NULL ? tail : &(*tail)->next;
	}
	return first;
}

struct inline_part *
compile_inline(struct compiler *compiler, xmlNodePtr source)
{
	return compile_run(compiler, source, (struct emphasis){ -1, -1, -1 });
}
