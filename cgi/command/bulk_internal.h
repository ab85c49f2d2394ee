/* What the files of bulk share. */
#ifndef COMMAND_BULK_INTERNAL_H
#define COMMAND_BULK_INTERNAL_H

#include "command/command.h"
#include "db/bulk.h"
#include "page/page.h"

struct bulk {
	struct command_line *line;
	const char *folder;
	const char *region; /* NULL: all */
	const char *year;
	struct page page;
	struct bulk_package *packages;
	size_t count;
	size_t made;
};

/* Make a folder, where it is not there. */
MUST_USE enum err bulk_folder(struct ctx *cx, const char *path);

/* Make one package, unless what is there is this very state. */
MUST_USE enum err bulk_pack(struct ctx *cx, struct bulk *bulk, const struct bulk_package *package);

/* The files that a manifest names, by their paths in the package. */
struct bulk_names {
	const char **list;
	size_t count;
};

/*
 * Delete the documents and PDFs of a package that its manifest does not name; sorts the names.
 * ERR_INPUT: one cannot be deleted, or its folder not be read; the next run tries again.
 */
MUST_USE enum err bulk_sweep_package(struct ctx *cx, const char *folder, struct bulk_names *names);

/* Delete the packages that `bulk` does not list; errors as bulk_sweep_package(). */
MUST_USE enum err bulk_sweep(struct ctx *cx, const struct bulk *bulk);

/* Write what leads to the packages: index.json, and index.html. */
MUST_USE enum err bulk_index(struct ctx *cx, const struct bulk *bulk);

#endif
