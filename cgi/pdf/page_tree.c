#include "pdf/page_tree.h"

#define NODE_PAGES 128

struct page_tree
page_tree_make(struct file *file)
{
	return (struct page_tree){ .file = file,
		                   .pages = text_make(file->cx->arena),
		                   .nodes = text_make(file->cx->arena) };
}

static void
begin_node(struct page_tree *tree, unsigned number, const struct text *kids, size_t count)
{
	struct text *out = &tree->file->out;

	file_begin(tree->file, number);
	text_add_str(out, "<</Type/Pages/Count ");
	text_add_number(out, count);
	text_add_str(out, "/Kids[");
	text_add(out, kids->data, kids->length);
	text_add_str(out, "]");
}

static void
end_node(struct page_tree *tree)
{
	text_add_str(&tree->file->out, ">>");
	file_end(tree->file);
}

static void
write_node(struct page_tree *tree)
{
	if (tree->root == 0)
		tree->root = file_number(tree->file);
	begin_node(tree, tree->node, &tree->pages, tree->node_count);
	text_add_str(&tree->file->out, "/Parent ");
	file_add_ref(&tree->file->out, tree->root);
	end_node(tree);
	file_add_ref(&tree->nodes, tree->node);
	text_add_str(&tree->nodes, " ");
	text_clear(&tree->pages);
	tree->node_count = 0;
}

unsigned
page_tree_add(struct page_tree *tree, unsigned page)
{
	if (tree->node_count == NODE_PAGES)
		write_node(tree);
	if (tree->node_count == 0)
		tree->node = file_number(tree->file);
	tree->page_count++;
	tree->node_count++;
	file_add_ref(&tree->pages, page);
	text_add_str(&tree->pages, " ");
	return tree->node;
}

unsigned
page_tree_end(struct page_tree *tree, const struct text *resources)
{
	bool is_single = tree->root == 0;

	if (is_single)
		tree->root = tree->node != 0 ? tree->node : file_number(tree->file);
	else
		write_node(tree);
	begin_node(tree, tree->root, is_single ? &tree->pages : &tree->nodes, tree->page_count);
	text_add_str(&tree->file->out, "/Resources");
	text_add(&tree->file->out, resources->data, resources->length);
	end_node(tree);
	return tree->root;
}
