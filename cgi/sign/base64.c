#include "sign/base64.h"

#include <openssl/evp.h>
#include <string.h>

/* Keys and signatures are short. */
#define CHARS_MAX 4096

bool
base64_read(const char *s, struct text *out)
{
	unsigned char bytes[CHARS_MAX / 4 * 3];
	size_t length = strlen(s);
	size_t padding = 0;

	if (length == 0 || length > CHARS_MAX || length % 4 != 0 ||
	    EVP_DecodeBlock(bytes, (const unsigned char *)s, (int)length) < 0)
		return false;
	while (padding < 2 && s[length - 1 - padding] == '=')
		padding++;
	text_add(out, (const char *)bytes, length / 4 * 3 - padding);
	return true;
}
