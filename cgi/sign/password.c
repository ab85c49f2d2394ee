#include "sign/password.h"

#include <argon2.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "sign/secret.h"

#define KEY_LENGTH 32
#define SALT_LENGTH 16

/* From so many characters on one kind of them is enough. */
#define LONG 16
#define DIFFERENT_MIN 5
#define KINDS_MIN 3

enum err
password_key(struct ctx *cx, const char *password, const char *salt,
             const struct password_cost *cost, const char **key)
{
	unsigned char bytes[KEY_LENGTH];
	unsigned char salt_bytes[SALT_LENGTH];
	int failure;

	if (!secret_from_hex(salt, salt_bytes, sizeof salt_bytes))
		return err_set(cx, ERR_INTERNAL, "the salt is '%s', expected %d bytes", salt,
		               SALT_LENGTH);
	failure = argon2id_hash_raw((uint32_t)cost->passes, (uint32_t)cost->memory_kib,
	                            (uint32_t)cost->lanes, password, strlen(password), salt_bytes,
	                            sizeof salt_bytes, bytes, sizeof bytes);
	if (failure == ARGON2_MEMORY_ALLOCATION_ERROR)
		return err_set(cx, ERR_UNAVAILABLE, "Argon2: no %d KiB of memory", cost->memory_kib);
	if (failure != ARGON2_OK)
		return err_set(cx, ERR_INTERNAL, "Argon2: %s", argon2_error_message(failure));
	*key = secret_hex(cx->arena, bytes, sizeof bytes);
	return ERR_OK;
}

const char *
password_salt(struct arena *arena)
{
	unsigned char bytes[SALT_LENGTH];

	secret_random(bytes, sizeof bytes);
	return secret_hex(arena, bytes, sizeof bytes);
}

static size_t
kinds(const char *password)
{
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
	static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char digits[] = "0123456789";
	bool has[4] = { false };

	for (const char *s = password; *s != '\0'; s++) {
		if (strchr(lower, *s) != NULL)
			has[0] = true;
		else if (strchr(upper, *s) != NULL)
			has[1] = true;
		else if (strchr(digits, *s) != NULL)
			has[2] = true;
		else
			has[3] = true;
	}
	return (size_t)has[0] + has[1] + has[2] + has[3];
}

static size_t
different(const char *password)
{
	bool seen[256] = { false };
	size_t count = 0;

	for (const unsigned char *s = (const unsigned char *)password; *s != '\0'; s++) {
		count += !seen[*s];
		seen[*s] = true;
	}
	return count;
}

static bool
has_name(const char *password, const char *name)
{
	size_t length = strlen(name);

	for (; length >= 3 && *password != '\0'; password++)
		if (strncasecmp(password, name, length) == 0)
			return true;
	return false;
}

enum err
password_check(struct ctx *cx, const char *password, const char *name, const char *field)
{
	size_t count = text_utf8_count(password);

	if (count < PASSWORD_MIN || strlen(password) > PASSWORD_MAX)
		return err_set_field(cx, ERR_INPUT, field, "密码应有 %d 个字符以上，不超过 %d 字节",
		                     PASSWORD_MIN, PASSWORD_MAX);
	if (has_name(password, name))
		return err_set_field(cx, ERR_INPUT, field, "密码中不能有登录名");
	if (different(password) < DIFFERENT_MIN || (count < LONG && kinds(password) < KINDS_MIN))
		return err_set_field(cx, ERR_INPUT, field,
		                     "密码太容易猜到：应有大写字母、小写字母、数字、其他字符中的三种，或者有 %d "
		                     "个字符以上，而且不是几个字符的重复",
		                     LONG);
	return ERR_OK;
}

const char *
password_new(struct arena *arena)
{
	static const char signs[] = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
	char *password = arena_alloc(arena, LONG + 1);

	for (size_t i = 0; i < LONG;) {
		unsigned char byte;

		secret_random(&byte, 1);
		/* The largest multiple below 256, so that each sign is as likely. */
		if (byte < 256 - 256 % (sizeof signs - 1))
			password[i++] = signs[byte % (sizeof signs - 1)];
	}
	return password;
}
