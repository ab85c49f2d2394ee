/* Tables: blocks and their columns, rows, cells. */
#include <string.h>

#include "template/compile_internal.h"
#include "template/grid.h"

#define SPAN_MAX 200

static const struct {
	const char *name;
	int width_mpt;
} rules[] = { { "none", 0 }, { "thin", 500 }, { "medium", 1000 }, { "thick", 1500 } };

/* The width of a rule in an attribute; `*width_mpt` stays as it is without one. */
static bool
compile_rule(struct compiler *compiler, xmlNodePtr source, const char *name, int *width_mpt)
{
	const char *value = compile_attribute(compiler, source, name);

	for (size_t i = 0; value != NULL && i < sizeof rules / sizeof rules[0]; i++)
		if (strcmp(rules[i].name, value) == 0) {
			*width_mpt = rules[i].width_mpt;
			return true;
		}
	return false;
}

/* The rules that an element says of its cells, over those of `outer`; NULL for none. */
static struct borders *
compile_borders(struct compiler *compiler, xmlNodePtr source, const struct borders *outer)
{
	struct borders *borders = arena_alloc(compiler->out->arena, sizeof *borders);
	bool is_set = outer != NULL;
	int all = BORDER_OF_TABLE;

	is_set |= compile_rule(compiler, source, "border", &all);
	*borders = all != BORDER_OF_TABLE || outer == NULL ? (struct borders){ all, all, all, all }
	                                                   : *outer;
	is_set |= compile_rule(compiler, source, "border-top", &borders->top_mpt);
	is_set |= compile_rule(compiler, source, "border-right", &borders->right_mpt);
	is_set |= compile_rule(compiler, source, "border-bottom", &borders->bottom_mpt);
	is_set |= compile_rule(compiler, source, "border-left", &borders->left_mpt);
	return is_set ? borders : NULL;
}

/* Add the widths in `text` to a group; what is no width, or too much, is a fault. */
static bool
read_shares(struct compiler *compiler, char *text, struct column_group *group, unsigned *count)
{
	char *share;

	while ((share = strsep(&text, " ")) != NULL) {
		struct ctx attempt = compile_attempt(compiler);

		if (*share == '\0')
			continue;
		if (*count == GRID_COLUMNS_MAX ||
		    style_thousandths(&attempt, share, &group->shares[group->count]) != ERR_OK ||
		    group->shares[group->count] == 0)
			return false;
		group->count++;
		++*count;
	}
	return true;
}

static struct column_group *
add_group(struct compiler *compiler, struct node *node)
{
	struct column_group *group = arena_alloc(compiler->out->arena, sizeof *group);
	struct column_group **tail = &node->columns;

	group->shares = arena_array(compiler->out->arena, GRID_COLUMNS_MAX, sizeof *group->shares);
	while (*tail != NULL)
		tail = &(*tail)->next;
	*tail = group;
	return group;
}

/* The next word of `columns`, up to a blank outside of round brackets; NULL at the end. */
static char *
next_word(char **rest)
{
	char *word = *rest + strspn(*rest, " ");
	char *end = word;

	while (*end != '\0' && *end != ' ')
		end += *end == '(' ? strcspn(end, ")") : 1;
	*rest = *end == '\0' ? end : end + 1;
	*end = '\0';
	return *word == '\0' ? NULL : word;
}

/* A width or, as `6*lists.counties` or `(6 5)*lists.counties`, widths for each item of a list. */
static bool
read_columns(struct compiler *compiler, xmlNodePtr source, char *word, struct column_group *group,
             unsigned *count)
{
	struct ctx attempt = compile_attempt(compiler);
	char *path = strchr(word, '*');
	struct shape item;

	if (path != NULL)
		*path++ = '\0';
	if (*word == '(') {
		size_t length = strlen(word);

		if (path == NULL || word[length - 1] != ')')
			return false;
		word[length - 1] = '\0';
		word++;
	}
	if (path != NULL &&
	    bind_compile_list(&attempt, &compiler->names, path, &group->of, &item) != ERR_OK)
		compile_fault(compiler, source, "columns", attempt.reason);
	return read_shares(compiler, word, group, count);
}

static void
compile_columns(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	const char *value = compile_attribute(compiler, source, "columns");
	char *rest = arena_strdup(compiler->out->arena, value == NULL ? "" : value);
	struct column_group *group = NULL;
	unsigned count = 0;
	char *word;

	while ((word = next_word(&rest)) != NULL) {
		if (group == NULL || group->of != NULL || strchr(word, '*') != NULL)
			group = add_group(compiler, node);
		if (!read_columns(compiler, source, word, group, &count)) {
			compile_fault(compiler, source, "columns",
			              "应为不多于 1000 个正数，即各列的相对宽度；按列表重复的列写作 "
			              "6*lists.counties 或 (6 5)*lists.counties");
			return;
		}
	}
	if (count == 0)
		compile_fault(compiler, source, "columns", "缺少各列的相对宽度，如 \"1 2 4\"");
}

/* How many of the first columns stand again beside those that go on to another page. */
static int
compile_label_columns(struct compiler *compiler, xmlNodePtr source)
{
	if (!xmlHasProp(source, (const xmlChar *)"label-columns"))
		return LABEL_COLUMNS_AS_SET;
	return (int)compile_count(compiler, source, "label-columns", 0, GRID_COLUMNS_MAX);
}

void
compile_block(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	compile_columns(compiler, source, node);
	node->label_columns = compile_label_columns(compiler, source);
	node->children = compile_children(compiler, source);
}

/* Does a table have blocks, in loops or not? The vocabulary lets it have no rows then. */
static bool
has_blocks(xmlNodePtr parent)
{
	for (xmlNodePtr child = parent->children; child != NULL; child = child->next) {
		const char *name = child->type == XML_ELEMENT_NODE ? (const char *)child->name : "";

		if (strcmp(name, "block") == 0 || (strcmp(name, "each") == 0 && has_blocks(child)))
			return true;
	}
	return false;
}

/* What is said of columns would say nothing on a table whose blocks have columns of their own. */
static void
refuse_on_blocks(struct compiler *compiler, xmlNodePtr source, const char *name)
{
	if (xmlHasProp(source, (const xmlChar *)name))
		compile_fault(compiler, source, name, "表里是 <block>，请写在各个 <block> 上");
}

/* Rows directly in a table are one block on the table's own columns. */
void
compile_table(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	node->border_mpt = node->frame_mpt = rules[1].width_mpt;
	compile_rule(compiler, source, "border", &node->border_mpt);
	compile_rule(compiler, source, "frame", &node->frame_mpt);
	if (has_blocks(source)) {
		refuse_on_blocks(compiler, source, "columns");
		refuse_on_blocks(compiler, source, "label-columns");
		node->children = compile_children(compiler, source);
		return;
	}
	node->children = arena_alloc(compiler->out->arena, sizeof *node->children);
	node->children->kind = NODE_BLOCK;
	node->children->line = node->line;
	compile_block(compiler, source, node->children);
}

void
compile_row(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	compile_length(compiler, source, "height", &node->height_mpt);
	compiler->row_borders = compile_borders(compiler, source, NULL);
	node->children = compile_children(compiler, source);
	compiler->row_borders = NULL;
}

static const char *
intern_merge(struct compiler *compiler, const char *name)
{
	struct merge_name *merge;

	for (merge = compiler->merges; merge != NULL; merge = merge->next)
		if (strcmp(merge->name, name) == 0)
			return merge->name;
	merge = arena_alloc(compiler->cx->arena, sizeof *merge);
	merge->name = name;
	merge->next = compiler->merges;
	compiler->merges = merge;
	return name;
}

/* Is it the variable of a loop within the node? */
static bool
is_variable_in(struct compiler *compiler, xmlNodePtr node, const char *name)
{
	for (xmlNodePtr child = xmlFirstElementChild(node); child != NULL;
	     child = xmlNextElementSibling(child)) {
		const char *as = compile_attribute(compiler, child, "as");
		const char *beside = compile_attribute(compiler, child, "with-as");

		if ((as != NULL && strcmp(as, name) == 0) ||
		    (beside != NULL && strcmp(beside, name) == 0) ||
		    is_variable_in(compiler, child, name))
			return true;
	}
	return false;
}

/* A cell outside of the loop would merge with none of its rows, which say another thing by that name. */
static void
check_merge_name(struct compiler *compiler, xmlNodePtr source, const char *merge)
{
	xmlNodePtr block = source;

	while (block != NULL && xmlStrcmp(block->name, BAD_CAST "block") != 0 &&
	       xmlStrcmp(block->name, BAD_CAST "table") != 0)
		block = block->parent;
	if (block != NULL && is_variable_in(compiler, block, merge))
		compile_fault(compiler, source, "merge",
		              arena_printf(compiler->cx->arena,
		                           "“%s”是一个循环的变量，这个单元格不在那个循环里，合不到一起；"
		                           "要从这里合并到循环的各行，请都换成另一个名字，如 all_%s",
		                           merge, merge));
}

/* `text`, `text:row` with a loop variable, a loop variable, or a name. */
static void
compile_merge(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	const char *merge = compile_attribute(compiler, source, "merge");

	node->merge = MERGE_NONE;
	if (merge == NULL)
		return;
	node->merge_name = intern_merge(compiler, merge);
	if (strcmp(merge, "text") == 0 || strncmp(merge, "text:", 5) == 0) {
		node->merge = MERGE_TEXT;
		node->merge_within = merge[4] == ':' ? bind_slot(&compiler->names, merge + 5) : -1;
		if (merge[4] == ':' && node->merge_within < 0)
			compile_fault(compiler, source, "merge",
			              arena_printf(compiler->cx->arena,
			                           "“%s”不是循环变量，应为某个 <each> 的 as",
			                           merge + 5));
		return;
	}
	node->merge = bind_slot(&compiler->names, merge);
	if (node->merge >= 0)
		return;
	node->merge = MERGE_NAME;
	check_merge_name(compiler, source, merge);
}

/* A number of columns from the data, as in colspan="{count(lists.counties)}". */
static void
compile_column_span(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	const char *value = compile_attribute(compiler, source, "colspan");

	node->column_span = 1;
	if (value != NULL && strchr(value, '{') != NULL)
		node->bound_column_span = compile_pieces(compiler, source, "colspan");
	else
		node->column_span = compile_count(compiler, source, "colspan", 1, GRID_COLUMNS_MAX);
}

static enum repeat
compile_repeat(struct compiler *compiler, xmlNodePtr source)
{
	const char *repeat = compile_attribute(compiler, source, "repeat");

	if (repeat == NULL)
		return REPEAT_BY_KIND;
	return strcmp(repeat, "yes") == 0 ? REPEAT_YES : REPEAT_NO;
}

void
compile_cell(struct compiler *compiler, xmlNodePtr source, struct node *node)
{
	compile_text(compiler, source, node);
	node->is_label = strcmp((const char *)source->name, "label") == 0;
	node->repeat = compile_repeat(compiler, source);
	compile_column_span(compiler, source, node);
	node->row_span = compile_count(compiler, source, "rowspan", 1, SPAN_MAX);
	if (node->column_span == 0 || node->row_span == 0)
		compile_fault(compiler, source, NULL, "colspan 和 rowspan 从 1 起");
	compile_merge(compiler, source, node);
	node->borders = compile_borders(compiler, source, compiler->row_borders);
}
