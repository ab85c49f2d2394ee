/*
 * Content-Disposition with a Chinese file name (RFC 6266, RFC 8187).
 */
#ifndef HTTP_DISPOSITION_H
#define HTTP_DISPOSITION_H

#include "base/arena.h"

/*
 * `inline` with two names: `plain`, of ASCII letters, digits, hyphens and
 * points, for old clients, and `name`, any UTF-8, from which characters that a
 * file system refuses or that would make it look like another are taken, and
 * which is cut to 200 bytes before `suffix`.
 */
const char *disposition_inline(struct arena *arena, const char *plain, const char *name,
                               const char *suffix);

/* The same for what is to be saved and not shown. */
const char *disposition_attachment(struct arena *arena, const char *plain, const char *name,
                                   const char *suffix);

/* `name` as it stands there: without what Windows or Unix refuse in names of files, in 200 bytes. */
const char *disposition_name(struct arena *arena, const char *name);

#endif
