#include "text/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/characters.h"
#include "text/element.h"
#include "text/html_list.h"
#include "text/mark.h"
#include "text/writer.h"

#define NESTING_MAX 200

/* What the open elements mean for the text in them. */
struct frame {
	struct writer_place place;
	struct html_list *list;
	bool is_invisible;
	bool has_no_size;
	bool has_ground; /* a background other than that of the paper */
	bool is_white;
	unsigned quotes;
	unsigned depth;
};

static enum err walk(struct writer *writer, const GumboNode *node, const struct frame *outer);

/* The name of an element as its author wrote it. */
static const char *
source_name(struct writer *writer, const GumboElement *element)
{
	GumboStringPiece name = element->original_tag;

	if (element->tag != GUMBO_TAG_UNKNOWN || name.data == NULL)
		return gumbo_normalized_tagname(element->tag);
	gumbo_tag_from_original_text(&name);
	return arena_strndup(writer->cx->arena, name.data, name.length);
}

/* Refuse an element: what it is, where it stands, what helps. */
static enum err
refuse(struct writer *writer, const GumboElement *element, const char *what, const char *cure)
{
	const char *before = characters_tail(writer->cx->arena, writer->out.data);

	return err_set(writer->cx, ERR_INPUT, "%s <%s> 不能排印，%s（在%s%s%s）", what,
	               source_name(writer, element), cure, *before == '\0' ? "开头" : "“", before,
	               *before == '\0' ? "" : "”之后");
}

/* Text that nobody sees has an end, or more vanishes than was meant. */
static enum err
check_closed(struct writer *writer, const GumboElement *element)
{
	if (element->original_end_tag.length > 0 || element_may_stay_open(element->tag))
		return ERR_OK;
	return err_set(writer->cx, ERR_INPUT, "<%s> 没有结束，请删去", source_name(writer, element));
}

static bool
is_silent(const GumboElement *element)
{
	enum element_kind kind = element_kind(element->tag);
	const char *type = element_attribute(element, "type");

	return kind == ELEMENT_SILENT ||
	       (kind == ELEMENT_INPUT && type != NULL && strcasecmp(type, "hidden") == 0);
}

/* What declarations and attributes say of an element. */
static struct css
read_css(struct writer *writer, const GumboElement *element)
{
	const char *colour = element_attribute(element, "color");
	const char *face = element_attribute(element, "face");
	const char *ground = element_attribute(element, "bgcolor");
	const char *align = element_attribute(element, "align");
	struct css css = css_none();

	if (align != NULL && element->tag != GUMBO_TAG_TABLE && css_alignment(align) != 0)
		css.align = (int)css_alignment(align);
	if (colour != NULL)
		css.white = css_is_white(colour);
	if (face != NULL)
		css.font = (int)sign_font(face);
	if (ground != NULL && !css_is_white(ground))
		css.ground = 1;
	css_read(writer->cx->arena, element_attribute(element, "style"), &css);
	if (element_attribute(element, "hidden") != NULL)
		css.is_absent = 1;
	return css;
}

/* Does a style sheet hide something? Which elements it is for, nobody here knows. */
static bool
hides(struct arena *arena, const GumboElement *element)
{
	struct text rules = text_make(arena);

	for (unsigned i = 0; i < element->children.length; i++) {
		const GumboNode *child = element->children.data[i];

		for (const char *s = child->v.text.text; *s != '\0'; s++)
			if (strchr(" \t\r\n", *s) == NULL)
				text_add(&rules, s, 1);
	}
	return strcasestr(rules.data, "display:none") != NULL ||
	       strcasestr(rules.data, "visibility:hidden") != NULL;
}

static enum err
check_silent(struct writer *writer, const GumboElement *element)
{
	TRY(check_closed(writer, element));
	if (element->tag != GUMBO_TAG_STYLE || !writer->has_classes ||
	    !hides(writer->cx->arena, element))
		return ERR_OK;
	return err_set(writer->cx, ERR_INPUT,
	               "样式表 <style> 里有隐藏的规则，不知道隐藏了哪些文字；请删去样式表和不公开的文字");
}

static int
said(int value, int otherwise)
{
	return value == CSS_UNSAID ? otherwise : value;
}

/* What an element means by itself, where no declaration says otherwise. */
static void
set_defaults(enum element_kind kind, struct css *css)
{
	switch (kind) {
	case ELEMENT_CENTER: css->align = said(css->align, MARK_CENTER); break;
	case ELEMENT_HEADING:
	case ELEMENT_BOLD: css->bold = said(css->bold, 1); break;
	case ELEMENT_UNDERLINED: css->lines = said(css->lines, MARK_UNDERLINED); break;
	case ELEMENT_STRUCK: css->lines = said(css->lines, MARK_STRUCK); break;
	case ELEMENT_RAISED: css->level = said(css->level, MARK_RAISED); break;
	case ELEMENT_LOWERED: css->level = said(css->level, MARK_LOWERED); break;
	case ELEMENT_PRE: css->space = said(css->space, CSS_KEEP); break;
	default: break;
	}
}

static unsigned
looks_of(unsigned outer, const struct css *css)
{
	unsigned level = outer & (MARK_RAISED | MARK_LOWERED);
	unsigned bold = outer & MARK_BOLD;
	unsigned lines = outer & (MARK_UNDERLINED | MARK_STRUCK);

	if (css->bold != CSS_UNSAID)
		bold = css->bold > 0 ? MARK_BOLD : 0;
	if (css->lines != CSS_UNSAID)
		lines |= (unsigned)css->lines;
	if (css->level != CSS_UNSAID)
		level = (unsigned)css->level;
	return bold | lines | level;
}

static bool
has_cells(const GumboElement *row)
{
	unsigned cells = 0;

	for (unsigned i = 0; i < row->children.length; i++) {
		const GumboNode *child = row->children.data[i];

		cells += child->type == GUMBO_NODE_ELEMENT &&
		                         element_kind(child->v.element.tag) == ELEMENT_CELL
		                 ? 1
		                 : 0;
	}
	return cells > 1;
}

/* The frame of an element within that of the one around it. */
static struct frame
frame_of(const struct frame *outer, const GumboElement *element, struct css *css)
{
	enum element_kind kind = element_kind(element->tag);
	struct frame frame = *outer;

	set_defaults(kind, css);
	frame.depth++;
	frame.place.looks = looks_of(outer->place.looks, css);
	frame.place.space = (enum css_space)said(css->space, (int)outer->place.space);
	frame.place.font = (enum sign_font)said(css->font, (int)outer->place.font);
	frame.is_invisible = said(css->is_invisible, outer->is_invisible) > 0;
	frame.has_no_size = said(css->has_no_size, outer->has_no_size) > 0;
	frame.is_white = said(css->white, outer->is_white) > 0;
	frame.has_ground |= css->ground > 0;
	frame.place.is_white = frame.is_white && !frame.has_ground;
	frame.place.is_in_row |= kind == ELEMENT_ROW && has_cells(element);
	if (element_is_block(element->tag) && css->align != CSS_UNSAID)
		frame.place.align = (unsigned)css->align;
	if (frame.place.is_in_row)
		frame.place.align = 0;
	return frame;
}

/* Text that the element itself says, before or behind its content. */
static const char *
own_text(enum element_kind kind, const struct frame *outer, bool is_end)
{
	static const char *const quotes[][2] = { { "“", "”" }, { "‘", "’" } };

	if (kind == ELEMENT_QUOTE)
		return quotes[outer->quotes % 2][is_end];
	if (kind == ELEMENT_RUBY_TEXT)
		return is_end ? "）" : "（";
	/* Raised within raised has no place on a line: a^(b^c) is not a^(bc). */
	if ((kind == ELEMENT_RAISED || kind == ELEMENT_LOWERED) &&
	    (outer->place.looks & (MARK_RAISED | MARK_LOWERED)) != 0)
		return is_end ? ")" : kind == ELEMENT_RAISED ? "^(" : "_(";
	return "";
}

static enum err
walk_children(struct writer *writer, const GumboElement *element, const struct frame *frame)
{
	if (frame->depth > NESTING_MAX)
		return err_set(writer->cx, ERR_INPUT, "标记嵌套多于 %d 层，请改用纯文字",
		               NESTING_MAX);
	for (unsigned i = 0; i < element->children.length; i++)
		TRY(walk(writer, element->children.data[i], frame));
	return ERR_OK;
}

/* Of elements that can be printed: what stands before their content. */
static enum err
begin_element(struct writer *writer, const struct frame *outer, const struct frame *frame,
              const GumboElement *element, const struct css *css)
{
	enum element_kind kind = element_kind(element->tag);

	if (kind == ELEMENT_BREAK)
		writer_break(writer, &frame->place);
	else if (kind == ELEMENT_LIST_ITEM)
		return html_list_item(writer, &frame->place, frame->list, element, css->list);
	else if (kind == ELEMENT_CELL && frame->place.is_in_row)
		writer_cell(writer);
	else if (element_is_block(element->tag))
		writer_begin_line(writer, &outer->place);
	if (kind == ELEMENT_ROW && frame->place.is_in_row)
		writer_row(writer);
	return ERR_OK;
}

static void
end_element(struct writer *writer, const struct frame *outer, const GumboElement *element)
{
	enum element_kind kind = element_kind(element->tag);

	if (kind == ELEMENT_LIST_ITEM)
		writer->is_item = false;
	if (kind != ELEMENT_BREAK && !(kind == ELEMENT_CELL && outer->place.is_in_row) &&
	    element_is_block(element->tag))
		writer_begin_line(writer, &outer->place);
}

static enum err
write_element(struct writer *writer, const GumboElement *element, const struct frame *outer,
              struct css *css)
{
	enum element_kind kind = element_kind(element->tag);
	struct frame frame = frame_of(outer, element, css);
	struct html_list list;

	if (kind == ELEMENT_BULLETS || kind == ELEMENT_NUMBERS) {
		list = html_list_of(outer->list, element, css->list);
		frame.list = &list;
	}
	frame.quotes += kind == ELEMENT_QUOTE;
	TRY(begin_element(writer, outer, &frame, element, css));
	TRY(writer_text(writer, &frame.place, own_text(kind, outer, false)));
	TRY(walk_children(writer, element, &frame));
	TRY(writer_text(writer, &frame.place, own_text(kind, outer, true)));
	end_element(writer, outer, element);
	return ERR_OK;
}

static enum err
write_image(struct writer *writer, const GumboElement *element, const struct frame *frame)
{
	const char *alt = element_attribute(element, "alt");

	if (alt == NULL || *alt == '\0')
		return refuse(writer, element, "图片", "请删去，或在 alt 里写明文字");
	return writer_text(writer, &frame->place, alt);
}

static enum err
walk_element(struct writer *writer, const GumboElement *element, const struct frame *outer)
{
	enum element_kind kind = element_kind(element->tag);
	struct css css = read_css(writer, element);

	if (css.is_absent > 0 || is_silent(element))
		return check_silent(writer, element);
	if (kind == ELEMENT_IMAGE)
		return write_image(writer, element, outer);
	if (kind == ELEMENT_INPUT)
		return refuse(writer, element, element_name(element->tag), "请改成文字，如 □、☑");
	if (kind == ELEMENT_UNPRINTABLE)
		return refuse(writer, element, element_name(element->tag), "请改成文字");
	if (strcasecmp(source_name(writer, element), "v:imagedata") == 0)
		return refuse(writer, element, "图片", "请删去，或改成文字");
	return write_element(writer, element, outer, &css);
}

static enum err
walk(struct writer *writer, const GumboNode *node, const struct frame *outer)
{
	bool is_hidden = outer->is_invisible || outer->has_no_size;

	switch (node->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
	case GUMBO_NODE_WHITESPACE:
		return is_hidden ? ERR_OK : writer_text(writer, &outer->place, node->v.text.text);
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE: return walk_element(writer, &node->v.element, outer);
	default: return ERR_OK;
	}
}

static void *
allocate(void *arena, size_t size)
{
	return arena_alloc(arena, size);
}

/* The parser's memory goes with its arena, at once and without recursion. */
static void
deallocate(void *arena, void *memory)
{
	(void)arena;
	(void)memory;
}

static enum err
write_document(struct writer *writer, struct arena *arena, const struct text *html)
{
	GumboOptions options = kGumboDefaultOptions;
	struct frame frame = { .depth = 0 };
	const GumboOutput *output;
	const GumboElement *root;

	options.allocator = allocate;
	options.deallocator = deallocate;
	options.userdata = arena;
	options.max_errors = 0;
	output = gumbo_parse_with_options(&options, html->data, html->length);
	root = &output->root->v.element;
	return walk_children(writer, root, &frame);
}

enum err
html_decode(struct ctx *cx, const struct tag_source *source, const char **out)
{
	struct writer writer = { .cx = cx,
		                 .out = text_make(cx->arena),
		                 .has_blocks = source->has_blocks,
		                 .has_classes = strcasestr(source->html.data, "class=") != NULL };
	struct text html = text_make(cx->arena);
	struct arena *arena = arena_new();
	enum err status;

	/* A body from the start: what comes before one would lose its white space. */
	text_add_str(&html, "<!DOCTYPE html><body>");
	text_add(&html, source->html.data, source->html.length);
	status = write_document(&writer, arena, &html);
	arena_free(arena);
	*out = writer.out.data;
	return status;
}
