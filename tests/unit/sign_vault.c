/* Secrets under keys of a file: what opens, what does not, and what the file must be like. */
#include "sign/vault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/tap.h"

/*
 * NIST's test case 14 of AES-256-GCM (McGrew and Viega): the key, nonce and 16 bytes of zero.
 * With a name the tag is another one; so it is of the empty name.
 */
#define ZERO_KEY "0000000000000000000000000000000000000000000000000000000000000000"
#define ZERO_LOCKED                                                                                \
	"000000000000000000000000"                                                                 \
	"cea7403d4d606b6e074ec5d3baf39d18"                                                         \
	"d0d1c8a799996bf0265b98b5d48ab919"
#define ZERO_SECRET "00000000000000000000000000000000"
/* SHA-256 of 32 bytes of zero begins so. */
#define ZERO_ID "66687aadf862bd77"
#define SECRET "3132333435363738393031323334353637383930"

static char folder[] = "/tmp/gongkai-vault.XXXXXX";
static char path[64];

static void
write_file(const char *text, mode_t mode)
{
	FILE *file = fopen(path, "w");

	fputs(text, file);
	fclose(file);
	chmod(path, mode);
}

static bool
loads(struct arena *arena, struct vault *vault, enum err expected)
{
	struct ctx cx = ctx_make(arena);

	return vault_load(&cx, path, vault) == expected;
}

static bool
opens(struct arena *arena, const struct vault *vault, const char *id, const char *name,
      const char *locked, const char *expected)
{
	struct ctx cx = ctx_make(arena);
	const char *secret = NULL;
	enum err status = vault_open(&cx, vault, id, name, locked, &secret);

	return expected == NULL ? status == ERR_CONFLICT
	                        : status == ERR_OK && strcmp(secret, expected) == 0;
}

static void
check_files(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct vault vault;
	struct stat file;

	ok(loads(arena, &vault, ERR_NOT_FOUND), "no file is told apart");
	ok(vault_make(&cx, path) == ERR_OK && loads(arena, &vault, ERR_OK) && vault.count == 1,
	   "a key is made and read");
	ok(stat(path, &file) == 0 && (file.st_mode & 0777) == 0600, "its owner alone may read it");
	cx = ctx_make(arena);
	ok(vault_make(&cx, path) == ERR_CONFLICT, "it is not overwritten");
	chmod(path, 0640);
	ok(loads(arena, &vault, ERR_CONFLICT), "a file that others may read is refused");
	write_file("", 0600);
	ok(loads(arena, &vault, ERR_CONFLICT), "an empty one, too");
	write_file(ZERO_KEY "0\n", 0600);
	ok(loads(arena, &vault, ERR_CONFLICT), "and a line that is too long");
	write_file("z" ZERO_KEY, 0600);
	ok(loads(arena, &vault, ERR_CONFLICT), "and one of other characters");
	write_file(ZERO_KEY, 0600);
	ok(loads(arena, &vault, ERR_OK), "the last line may have no end");
}

static void
check_secrets(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	char changed[200];
	struct vault vault;
	struct vault rotated;
	const char *locked;
	const char *again;

	write_file(ZERO_KEY "\n", 0600);
	ok(loads(arena, &vault, ERR_OK) && strcmp(vault.ids[0], ZERO_ID) == 0,
	   "a key is known by its digest");
	ok(opens(arena, &vault, ZERO_ID, "", ZERO_LOCKED, ZERO_SECRET), "NIST's test case opens");
	ok(vault_lock(&cx, &vault, "zhang", SECRET, &locked) == ERR_OK && strlen(locked) == 96,
	   "a secret of 20 bytes is 48 when it is locked");
	ok(strstr(locked, SECRET) == NULL, "and is not to be seen");
	ok(opens(arena, &vault, ZERO_ID, "zhang", locked, SECRET), "it opens for its name");
	ok(opens(arena, &vault, ZERO_ID, "zhan", locked, NULL), "and for no other");
	ok(vault_lock(&cx, &vault, "zhang", SECRET, &again) == ERR_OK && strcmp(again, locked) != 0,
	   "twice the same secret is not the same");
	for (size_t i = 0; i < 96; i += 5) {
		snprintf(changed, sizeof changed, "%s", locked);
		changed[i] = changed[i] == '0' ? '1' : '0';
		ok(opens(arena, &vault, ZERO_ID, "zhang", changed, NULL), "digit %zu is changed", i);
	}
	snprintf(changed, sizeof changed, "%.40s", locked);
	ok(opens(arena, &vault, ZERO_ID, "zhang", changed, NULL), "cut off");
	ok(opens(arena, &vault, ZERO_ID, "zhang", "", NULL), "empty");
	ok(opens(arena, &vault, "0123456789abcdef", "zhang", locked, NULL),
	   "a key that is not there");
	write_file("1111111111111111111111111111111111111111111111111111111111111111\n" ZERO_KEY
	           "\n",
	           0600);
	ok(loads(arena, &rotated, ERR_OK) && rotated.count == 2, "a second key");
	ok(opens(arena, &rotated, ZERO_ID, "zhang", locked, SECRET), "the old one opens");
	ok(vault_lock(&cx, &rotated, "zhang", SECRET, &again) == ERR_OK &&
	           opens(arena, &rotated, rotated.ids[0], "zhang", again, SECRET) &&
	           opens(arena, &vault, rotated.ids[0], "zhang", again, NULL),
	   "the first one locks");
}

int
main(void)
{
	struct arena *arena = arena_new();

	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(path, sizeof path, "%s/code.key", folder);
	check_files(arena);
	check_secrets(arena);
	unlink(path);
	rmdir(folder);
	arena_free(arena);
	return done_testing();
}
