#include "text/short_code.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

#define DIGITS 16
#define GROUP 4
#define MODULUS 1021

/* Crockford's base 32. */
static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define NO_DIGIT (-1)
#define NOTHING (-2)

static int
digit_of(uint32_t sign)
{
	const char *found;

	if (sign >= 0xff01 && sign <= 0xff5e)
		sign -= 0xfee0;
	if (sign >= 'a' && sign <= 'z')
		sign -= 'a' - 'A';
	if (sign == ' ' || sign == 0x3000 || sign == '-' || (sign >= 0x2010 && sign <= 0x2015) ||
	    sign == 0x2212)
		return NOTHING;
	if (sign == 'I' || sign == 'L')
		return 1;
	if (sign == 'O')
		return 0;
	found = sign < 0x80 && sign > 0 ? strchr(signs, (int)sign) : NULL;
	return found == NULL ? NO_DIGIT : (int)(found - signs);
}

bool
short_code_read(const char *typed, char code[SHORT_CODE_SIZE])
{
	unsigned remainder = 0;
	size_t count = 0;
	uint32_t sign;

	memset(code, 0, SHORT_CODE_SIZE);
	if (text_utf8_check(typed, strlen(typed)) != strlen(typed))
		return false;
	for (size_t length; (length = text_utf8_next(typed, &sign)) > 0; typed += length) {
		int digit = digit_of(sign);

		if (digit == NOTHING)
			continue;
		if (digit == NO_DIGIT || count == DIGITS)
			return false;
		code[count + count / GROUP] = signs[digit];
		if (count % GROUP == 0 && count > 0)
			code[count + count / GROUP - 1] = '-';
		remainder = (remainder * 32 + (unsigned)digit) % MODULUS;
		count++;
	}
	return count == DIGITS && remainder == 1;
}
