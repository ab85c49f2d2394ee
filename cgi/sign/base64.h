/*
 * Base64 (RFC 4648, section 4), as JSON has keys and signatures.
 */
#ifndef SIGN_BASE64_H
#define SIGN_BASE64_H

#include <stdbool.h>

#include "base/text.h"

/* The bytes that a text stands for, appended to `out`. False when it is none. */
bool base64_read(const char *s, struct text *out);

#endif
