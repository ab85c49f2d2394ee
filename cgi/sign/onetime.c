#include "sign/onetime.h"

#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sign/secret.h"

#define SECRET_LENGTH 20
#define STEP_S 30
#define DIGITS 6

static enum err
bytes_of(struct ctx *cx, const char *secret, unsigned char bytes[SECRET_LENGTH])
{
	if (secret_from_hex(secret, bytes, SECRET_LENGTH))
		return ERR_OK;
	return err_set(cx, ERR_INTERNAL, "the secret of one-time codes has not %d bytes",
	               SECRET_LENGTH);
}

const char *
onetime_secret(struct arena *arena)
{
	unsigned char bytes[SECRET_LENGTH];

	secret_random(bytes, sizeof bytes);
	return secret_hex(arena, bytes, sizeof bytes);
}

enum err
onetime_base32(struct ctx *cx, const char *secret, const char **out)
{
	unsigned char bytes[SECRET_LENGTH];
	char *made = NULL;
	size_t length = 0;

	TRY(bytes_of(cx, secret, bytes));
	if (oath_base32_encode((const char *)bytes, sizeof bytes, &made, &length) != OATH_OK)
		return err_set(cx, ERR_INTERNAL, "base32 of a secret fails");
	*out = arena_strndup(cx->arena, made, strcspn(made, "="));
	free(made);
	return ERR_OK;
}

enum err
onetime_address(struct ctx *cx, const char *secret, const char *account, const char *issuer,
                const char **out)
{
	const char *base32;

	TRY(onetime_base32(cx, secret, &base32));
	*out = arena_printf(cx->arena,
	                    "otpauth://totp/%s:%s?secret=%s&issuer=%s&digits=%d&period=%d", issuer,
	                    account, base32, issuer, DIGITS, STEP_S);
	return ERR_OK;
}

enum err
onetime_step(struct ctx *cx, const char *secret, const char *code, int64_t now_s, int64_t *step)
{
	unsigned char bytes[SECRET_LENGTH];
	int64_t present = now_s / STEP_S;

	*step = -1;
	if (strlen(code) != DIGITS || strspn(code, "0123456789") != DIGITS)
		return ERR_OK;
	TRY(bytes_of(cx, secret, bytes));
	for (int64_t tried = present - 1; tried <= present + 1; tried++) {
		char made[DIGITS + 1];

		if (oath_hotp_generate((const char *)bytes, sizeof bytes, (uint64_t)tried, DIGITS,
		                       false, OATH_HOTP_DYNAMIC_TRUNCATION, made) != OATH_OK)
			return err_set(cx, ERR_INTERNAL, "a one-time code cannot be made");
		if (secret_equal(made, code))
			*step = tried;
	}
	return ERR_OK;
}
