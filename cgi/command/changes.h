/* What differs between two documents, for the person who imported the second. */
#ifndef COMMAND_CHANGES_H
#define COMMAND_CHANGES_H

#include "base/err.h"

/* Print one line for each difference: the JSON pointer, the old and the new value. */
MUST_USE enum err changes_print(struct ctx *cx, const char *before, const char *after);

#endif
