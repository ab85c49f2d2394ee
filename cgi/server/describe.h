/* What gongkai.fcgi says about itself, in its help and its manual page. */
#ifndef SERVER_DESCRIBE_H
#define SERVER_DESCRIBE_H

#include "base/usage.h"

extern const char describe_summary[];
extern const char describe_usage[];                  /* its arguments */
extern const char *const describe_paragraphs[];      /* the last is NULL */
extern const struct usage_option describe_options[]; /* the last has no name */

/* Print the help on standard output. */
void describe_print(void);

#endif
