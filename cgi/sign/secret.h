/* Random secrets, and comparing them. */
#ifndef SIGN_SECRET_H
#define SIGN_SECRET_H

#include <stdbool.h>

#include "base/arena.h"

/* Random bytes of the system. Without them the process says so and ends with status 1. */
void secret_random(unsigned char *bytes, size_t length);

/* A secret of 256 random bits, in base64url: 43 characters. */
const char *secret_new(struct arena *arena);

/* Bytes as hexadecimal digits, and back; false when `hex` is not exactly so many bytes. */
const char *secret_hex(struct arena *arena, const unsigned char *bytes, size_t length);
bool secret_from_hex(const char *hex, unsigned char *bytes, size_t length);

/* Are two strings the same? The time tells only their lengths. */
bool secret_equal(const char *a, const char *b);

#endif
