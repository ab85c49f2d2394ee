/* Files of pdf/file.h that go into memory, for the tests of pdf/. */
#ifndef TESTS_UNIT_SUNK_H
#define TESTS_UNIT_SUNK_H

#include "pdf/file.h"

static inline enum err
sunk_write(struct ctx *cx, void *user, const void *bytes, size_t length)
{
	(void)cx;
	text_add(user, bytes, length);
	return ERR_OK;
}

/* A file that ends up in `out`. */
static inline struct file *
sunk_open(struct ctx *cx, struct text *out)
{
	const struct sink sink = { sunk_write, out };
	struct file *file = arena_alloc(cx->arena, sizeof *file);

	*out = text_make(cx->arena);
	return file_open(cx, &sink, file) == ERR_OK ? file : NULL;
}

/* Write an object that says `text`. Returns its number. */
static inline unsigned
sunk_object(struct file *file, const char *text)
{
	unsigned number = file_number(file);

	file_begin(file, number);
	text_add_str(&file->out, text);
	file_end(file);
	return number;
}

/* Close the file, with empty dictionaries where it needs some. Returns all of it. */
static inline const char *
sunk_close(struct file *file, const struct text *out)
{
	unsigned root = sunk_object(file, "<<>>");

	return file_close(file, root, root, "") == ERR_OK ? out->data : file->cx->reason;
}

#endif
