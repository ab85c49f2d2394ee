/*
 * Memory that is there, or the end of the process.
 *
 * Limits on input come long before memory is short, so nobody can do anything about
 * it but say so. Whoever goes on with less than was asked for prints a page with less
 * on it, as HarfBuzz would, or crashes, as others would: so in our programs malloc(),
 * calloc() and realloc() never return NULL, whichever library calls them. A command
 * has then written no file and committed nothing; a worker is followed by a new one.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Say that there is no memory for so many bytes and end the process with status 1. */
__attribute__((noreturn)) void memory_end(size_t size);

#endif
