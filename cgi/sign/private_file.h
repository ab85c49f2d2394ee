/* A new file that only its owner reads, which nobody ever sees by halves. */
#ifndef SIGN_PRIVATE_FILE_H
#define SIGN_PRIVATE_FILE_H

#include <stddef.h>

#include "base/err.h"

/*
 * Write it with all its bytes on the disk before it has its name, mode 0600. However the
 * program ends, the file is whole or not there. ERR_CONFLICT where there is one of that name,
 * which stays; ERR_INPUT with the system's reason when it cannot be written.
 */
MUST_USE enum err private_file_new(struct ctx *cx, const char *path, const char *bytes,
                                   size_t length);

#endif
