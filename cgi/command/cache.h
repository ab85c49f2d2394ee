/*
 * The folders of nginx's cache, of which we know the addresses and nginx the files: the
 * name of a file is the MD5 of its key (nginx/snippets/gongkai-server.conf), in folders of
 * `levels=1:2` (nginx/gongkai.conf.in).
 */
#ifndef COMMAND_CACHE_H
#define COMMAND_CACHE_H

#include <stddef.h>

#include "base/err.h"

/*
 * Delete every file of a report that was withdrawn, of it and its revisions from 1 to
 * `revision`, and add how many there were to `*deleted`. What is not there is no error.
 */
MUST_USE enum err cache_forget(struct ctx *cx, const char *folder, const char *report_id,
                               int revision, size_t *deleted);

/* Delete all files of a folder, and add how many there were. That it is not there is no error. */
MUST_USE enum err cache_empty(struct ctx *cx, const char *folder, size_t *deleted);

#endif
