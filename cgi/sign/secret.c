#include "sign/secret.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define SECRET_LENGTH 32

void
secret_random(unsigned char *bytes, size_t length)
{
	if (getrandom(bytes, length, 0) == (ssize_t)length)
		return;
	fprintf(stderr, "gongkai：系统不给随机数（getrandom）：%s\n", strerror(errno));
	_exit(EXIT_FAILURE);
}

const char *
secret_new(struct arena *arena)
{
	unsigned char bytes[SECRET_LENGTH];
	char *out = arena_alloc(arena, 2 * SECRET_LENGTH);

	secret_random(bytes, sizeof bytes);
	EVP_EncodeBlock((unsigned char *)out, bytes, sizeof bytes);
	for (char *s = out; *s != '\0'; s++) {
		if (*s == '+')
			*s = '-';
		else if (*s == '/')
			*s = '_';
		else if (*s == '=')
			*s = '\0';
	}
	return out;
}

const char *
secret_hex(struct arena *arena, const unsigned char *bytes, size_t length)
{
	char *hex = arena_alloc(arena, 2 * length + 1);

	for (size_t i = 0; i < length; i++) {
		hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
	}
	return hex;
}

bool
secret_from_hex(const char *hex, unsigned char *bytes, size_t length)
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(hex) != 2 * length || strspn(hex, digits) != 2 * length)
		return false;
	for (size_t i = 0; i < length; i++)
		bytes[i] = (unsigned char)((strchr(digits, hex[2 * i]) - digits) << 4 |
		                           (strchr(digits, hex[2 * i + 1]) - digits));
	return true;
}

bool
secret_equal(const char *a, const char *b)
{
	size_t length = strlen(a);

	return length == strlen(b) && CRYPTO_memcmp(a, b, length) == 0;
}
