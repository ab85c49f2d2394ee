#include "sign/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/tap.h"

/* RFC 8032, section 7.1, test 2: the secret key and the public one, in their wrappings. */
static const char ed25519_private[] = "-----BEGIN PRIVATE KEY-----\n"
				      "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
				      "-----END PRIVATE KEY-----\n";
static const char ed25519_signature[] =
	"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	"085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

/*
 * GB/T 32918.5-2017, annex A.2: the public key of the recommended curve's example, and the
 * signature of "message digest" with the identifier 1234567812345678.
 */
static const char sm2_public[] = "3059301306072a8648ce3d020106082a811ccf5501822d03420004"
				 "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
				 "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
static const char sm2_signature[] =
	"3046"
	"022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
	"022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

static struct text
bytes_of(struct arena *arena, const char *hex)
{
	struct text out = text_make(arena);

	for (; *hex != '\0'; hex += 2) {
		char digits[3] = { hex[0], hex[1], '\0' };

		text_add(&out, &(char){ (char)strtol(digits, NULL, 16) }, 1);
	}
	return out;
}

static const char *
hex_of(struct arena *arena, const struct text *bytes)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < bytes->length; i++)
		text_add_fmt(&out, "%02x", (unsigned)(unsigned char)bytes->data[i]);
	return out.data;
}

static void
write_file(const char *path, const char *content)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(content, file) < 0 || fclose(file) != 0)
		exit(1);
}

static void
test_ed25519(struct ctx *cx, const char *path)
{
	struct key *key;
	struct text signature;
	struct text der;

	write_file(path, ed25519_private);
	ok(key_load(cx, path, &key) == ERR_OK, "the key of RFC 8032 is read");
	ok(key_algorithm(key) == KEY_ED25519, "as Ed25519");
	ok(key_sign(cx, key, "\x72", 1, &signature) == ERR_OK, "it signs");
	is_str(hex_of(cx->arena, &signature), ed25519_signature, "as RFC 8032 says");
	ok(key_public(cx, key, &der) == ERR_OK, "it has a public key");
	is_str(hex_of(cx->arena, &der),
	       "302a300506032b6570032100"
	       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
	       "that of RFC 8032");
	ok(key_verifies(KEY_ED25519, &der, "\x72", 1, &signature), "which verifies the signature");
	ok(!key_verifies(KEY_ED25519, &der, "\x73", 1, &signature), "and not of another message");
	ok(!key_verifies(KEY_SM2, &der, "\x72", 1, &signature), "and not as SM2");
	unlink(path);
}

static void
test_sm2(struct ctx *cx)
{
	struct text der = bytes_of(cx->arena, sm2_public);
	struct text signature = bytes_of(cx->arena, sm2_signature);
	struct text none = text_make(cx->arena);

	ok(key_verifies(KEY_SM2, &der, "message digest", 14, &signature),
	   "the example of GB/T 32918.5 verifies");
	ok(!key_verifies(KEY_SM2, &der, "message digesu", 14, &signature),
	   "and not of another message");
	ok(!key_verifies(KEY_SM2, &none, "message digest", 14, &signature), "nor without a key");
	ok(!key_verifies(KEY_SM2, &der, "message digest", 14, &none), "nor without a signature");
	signature.data[40] ^= 1;
	ok(!key_verifies(KEY_SM2, &der, "message digest", 14, &signature), "nor with a wrong bit");
}

static void
test_made(struct ctx *cx, const char *path, enum key_algorithm algorithm)
{
	struct ctx other = ctx_make(cx->arena);
	struct stat stat_of;
	struct key *key;
	struct text der;
	struct text signature;

	ok(key_make(cx, algorithm, path) == ERR_OK, "a key is made: %s",
	   key_algorithm_name(algorithm));
	ok(stat(path, &stat_of) == 0 && (stat_of.st_mode & 0777) == 0600,
	   "its owner alone reads it");
	ok(key_make(&other, algorithm, path) == ERR_CONFLICT, "it is not overwritten");
	ok(key_load(cx, path, &key) == ERR_OK && key_algorithm(key) == algorithm, "it is read");
	ok(key_public(cx, key, &der) == ERR_OK && key_sign(cx, key, "a", 1, &signature) == ERR_OK &&
	           key_verifies(algorithm, &der, "a", 1, &signature),
	   "it signs, and the signature verifies");
	unlink(path);
}

static void
test_faults(struct arena *arena, const char *path)
{
	static const char *const wrong[] = {
		"",
		"-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n",
		/* P-256, which is neither. */
		"-----BEGIN PRIVATE KEY-----\n"
		"MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGPi6u3s0B8JYd1m/\n"
		"-----END PRIVATE KEY-----\n",
	};

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct ctx cx = ctx_make(arena);
		struct key *key;

		write_file(path, wrong[i]);
		ok(key_load(&cx, path, &key) == ERR_INPUT, "no key: %s", cx.reason);
	}
	unlink(path);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	char folder[] = "/tmp/gongkai-key-XXXXXX";
	const char *path;
	enum key_algorithm found;

	if (mkdtemp(folder) == NULL)
		return 1;
	path = arena_printf(arena, "%s/key.pem", folder);
	test_ed25519(&cx, path);
	test_sm2(&cx);
	test_made(&cx, path, KEY_ED25519);
	test_made(&cx, path, KEY_SM2);
	test_faults(arena, path);
	ok(key_algorithm_find(&cx, "SM2", &found) == ERR_OK && found == KEY_SM2, "SM2 by its name");
	ok(key_algorithm_find(&cx, "RSA", &found) == ERR_INPUT, "RSA is none");
	rmdir(folder);
	arena_free(arena);
	return done_testing();
}
