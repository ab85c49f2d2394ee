/*
 * Short codes: what stands on the paper of what is published, and leads whoever types
 * it to the revision (gongkai.code_of() in sql/function/57_code.sql makes them).
 */
#ifndef TEXT_SHORT_CODE_H
#define TEXT_SHORT_CODE_H

#include <stdbool.h>
#include <stddef.h>

/* As it is printed: four groups of four, and the NUL. */
#define SHORT_CODE_SIZE 20

/*
 * Read a code as a person has typed it: in either case, full width or not, with hyphens and spaces
 * anywhere or none, I and L for 1, O for 0. `code` is as it is printed. False when it is
 * none: a sign is wrong, too many, too few, or two were exchanged.
 */
bool short_code_read(const char *typed, char code[SHORT_CODE_SIZE]);

#endif
