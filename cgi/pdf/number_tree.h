/*
 * Number trees (ISO 32000-1, 7.9.7), written as they grow: values by ascending
 * keys, such as the structure of each page or the label of a range of pages.
 */
#ifndef PDF_NUMBER_TREE_H
#define PDF_NUMBER_TREE_H

#include "pdf/file.h"

struct number_tree {
	struct file *file;
	struct text leaf; /* keys and values of the leaf that grows */
	struct text kids; /* the leaves that are written */
	size_t count;     /* of keys in the leaf */
	size_t first;
	size_t last;
};

struct number_tree number_tree_make(struct file *file);

/* Add a value, as PDF syntax; keys ascend. */
void number_tree_add(struct number_tree *tree, size_t key, const char *value, size_t length);

/* Append the root, a dictionary, to `out`. */
void number_tree_end(struct number_tree *tree, struct text *out);

#endif
