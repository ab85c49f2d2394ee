/*
 * The tree of pages (ISO 32000-1, 7.7.3), written as it grows.
 */
#ifndef PDF_PAGE_TREE_H
#define PDF_PAGE_TREE_H

#include "pdf/file.h"

struct page_tree {
	struct file *file;
	unsigned root;     /* 0 while one node does */
	unsigned node;     /* that grows; 0 before the first page */
	struct text pages; /* of the node */
	struct text nodes; /* that are written */
	size_t page_count;
	size_t node_count; /* pages of the node */
};

struct page_tree page_tree_make(struct file *file);

/* Add a page. Returns its parent. */
unsigned page_tree_add(struct page_tree *tree, unsigned page);

/*
 * Write what is left; pages inherit `resources`, a dictionary as PDF syntax.
 * Returns the number of the root.
 */
unsigned page_tree_end(struct page_tree *tree, const struct text *resources);

#endif
