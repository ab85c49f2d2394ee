/*
 * The file: a ZIP archive (GB/T 33190-2016, 6), by libzip. Its parts stand in the
 * order in which they came, all of one time, so that the same parts give the same
 * bytes. They are packed at once; only that is kept.
 */
#ifndef OFD_OFD_PACKAGE_H
#define OFD_OFD_PACKAGE_H

#include "base/sink.h"

struct ofd_package;

/* Begin a file. What it keeps is in the context's arena. */
MUST_USE enum err ofd_package_open(struct ctx *cx, struct ofd_package **out);

/* Add a part. */
MUST_USE enum err ofd_package_add(struct ofd_package *package, const char *name, const void *bytes,
                                  size_t length);

/* Is there a part of this name? As Windows sees them: letters in either case are one. */
bool ofd_package_has(const struct ofd_package *package, const char *name);

/* SHA-256 of what the parts are so far and of `identity`, as 64 hexadecimal digits. */
const char *ofd_package_digest(const struct ofd_package *package, const char *identity);

/* Write the file. */
MUST_USE enum err ofd_package_close(struct ofd_package *package, const struct sink *sink);

#endif
