#include "pdf/number_tree.h"

#define LEAF_KEYS 512

struct number_tree
number_tree_make(struct file *file)
{
	return (struct number_tree){ .file = file,
		                     .leaf = text_make(file->cx->arena),
		                     .kids = text_make(file->cx->arena) };
}

static void
write_leaf(struct number_tree *tree)
{
	struct text *out = &tree->file->out;
	unsigned number = file_number(tree->file);

	file_begin(tree->file, number);
	text_add_str(out, "<</Limits[");
	text_add_number(out, tree->first);
	text_add_str(out, " ");
	text_add_number(out, tree->last);
	text_add_str(out, "]/Nums[");
	text_add(out, tree->leaf.data, tree->leaf.length);
	text_add_str(out, "]>>");
	file_end(tree->file);
	file_add_ref(&tree->kids, number);
	text_add_str(&tree->kids, " ");
	text_clear(&tree->leaf);
	tree->count = 0;
}

void
number_tree_add(struct number_tree *tree, size_t key, const char *value, size_t length)
{
	if (tree->count == LEAF_KEYS)
		write_leaf(tree);
	if (tree->count++ == 0)
		tree->first = key;
	else
		text_add_str(&tree->leaf, " ");
	tree->last = key;
	text_add_number(&tree->leaf, key);
	text_add_str(&tree->leaf, " ");
	text_add(&tree->leaf, value, length);
}

void
number_tree_end(struct number_tree *tree, struct text *out)
{
	bool is_single = tree->kids.length == 0;

	if (!is_single && tree->count > 0)
		write_leaf(tree);
	text_add_str(out, is_single ? "<</Nums[" : "<</Kids[");
	text_add(out, is_single ? tree->leaf.data : tree->kids.data,
	         is_single ? tree->leaf.length : tree->kids.length);
	text_add_str(out, "]>>");
}
