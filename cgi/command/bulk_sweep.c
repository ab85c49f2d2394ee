/*
 * What is public no more goes from the packages. It is looked for in each run, also where
 * nothing is new: the run before may have been interrupted, or a file could not be deleted.
 */
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/bulk_internal.h"

/* A folder, whose names are looked at one by one. */
struct walk {
	const struct bulk *bulk;
	const char *path;
	const char *region; /* remove_stale: the folder's own name */
	const char *below;  /* remove_unnamed: before the name in the manifest */
	const struct bulk_names *names;
};

typedef enum err visitor(struct ctx *cx, const struct walk *walk, const char *name);

static enum err
cannot(struct ctx *cx, const char *what, const char *path)
{
	return err_set(cx, ERR_INPUT, "%s：无法%s：%s。排除后再执行一次", path, what,
	               err_system(errno));
}

static enum err
each_name(struct ctx *cx, const struct walk *walk, visitor *visit)
{
	DIR *folder = opendir(walk->path);
	enum err status = ERR_OK;
	const struct dirent *entry = NULL;

	if (folder == NULL)
		return errno == ENOENT || errno == ENOTDIR ? ERR_OK : cannot(cx, "读取", walk->path);
	do {
		errno = 0;
		entry = readdir(folder);
		if (entry != NULL)
			status = visit(cx, walk, entry->d_name);
		else if (errno != 0)
			status = cannot(cx, "读取", walk->path);
	} while (status == ERR_OK && entry != NULL);
	closedir(folder);
	return status;
}

static int delete (const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

static enum err
remove_tree(struct ctx *cx, const char *path)
{
	if (nftw(path, delete, 8, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
		return ERR_OK;
	return cannot(cx, "删除", path);
}

/* Is it still published? */
static bool
is_listed(const struct bulk *bulk, const char *region, const char *year)
{
	for (size_t i = 0; i < bulk->count; i++)
		if (strcmp(bulk->packages[i].region, region) == 0 &&
		    strcmp(bulk->packages[i].year, year) == 0)
			return true;
	return false;
}

/*
 * A package of which nothing is public any more. Its name is ours: digits, with a manifest
 * in it. It goes out of sight at once, under a name that tells the next run what it is.
 */
static enum err
remove_stale(struct ctx *cx, const struct walk *walk, const char *name)
{
	const char *year = name[0] == '.' ? name + 1 : name;
	const char *package = arena_printf(cx->arena, "%s/%s", walk->path, year);
	const char *hidden = arena_printf(cx->arena, "%s/.%s", walk->path, year);
	const char *manifest = arena_printf(cx->arena, "%s/manifest.json", package);

	if (strlen(year) != 4 || strspn(year, "0123456789") != 4)
		return ERR_OK;
	if (year != name)
		return remove_tree(cx, hidden);
	if (access(manifest, F_OK) != 0 || is_listed(walk->bulk, walk->region, year))
		return ERR_OK;
	TRY(remove_tree(cx, hidden));
	if (rename(package, hidden) != 0)
		return cannot(cx, "删除", package);
	return remove_tree(cx, hidden);
}

static enum err
remove_stale_of(struct ctx *cx, const struct walk *walk, const char *name)
{
	const struct walk inner = { .bulk = walk->bulk,
		                    .path = arena_printf(cx->arena, "%s/%s", walk->path, name),
		                    .region = name };

	return name[0] == '.' ? ERR_OK : each_name(cx, &inner, remove_stale);
}

enum err
bulk_sweep(struct ctx *cx, const struct bulk *bulk)
{
	const struct walk walk = { .bulk = bulk, .path = bulk->folder };

	return each_name(cx, &walk, remove_stale_of);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum err
remove_unnamed(struct ctx *cx, const struct walk *walk, const char *name)
{
	const char *named = arena_printf(cx->arena, "%s%s", walk->below, name);
	const char *path;

	if (!text_ends_with(name, ".pdf") && !text_ends_with(name, ".jsonl"))
		return ERR_OK;
	if (bsearch(&named, walk->names->list, walk->names->count, sizeof named, by_name) != NULL)
		return ERR_OK;
	path = arena_printf(cx->arena, "%s/%s", walk->path, name);
	return unlink(path) == 0 || errno == ENOENT ? ERR_OK : cannot(cx, "删除", path);
}

enum err
bulk_sweep_package(struct ctx *cx, const char *folder, struct bulk_names *names)
{
	const char *pdf = arena_printf(cx->arena, "%s/pdf", folder);
	const struct walk pdfs = { .path = pdf, .below = "pdf/", .names = names };
	const struct walk rest = { .path = folder, .below = "", .names = names };

	qsort(names->list, names->count, sizeof *names->list, by_name);
	TRY(each_name(cx, &pdfs, remove_unnamed));
	return each_name(cx, &rest, remove_unnamed);
}
