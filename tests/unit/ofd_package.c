#include "ofd/ofd_package.h"

#include <stdlib.h>

#include "tests/unit/tap.h"
#include "tests/unit/unzipped.h"

/* A file of three parts; NULL when it cannot be written. */
static struct text
make(struct arena *arena, const char **digest)
{
	struct ctx cx = ctx_make(arena);
	struct text out = text_make(arena);
	struct sink sink = sink_text(&out);
	struct ofd_package *package;
	char *large = arena_alloc(arena, 300000);

	for (size_t i = 0; i < 300000; i++)
		large[i] = (char)(i * i >> 7);
	if (ofd_package_open(&cx, &package) != ERR_OK ||
	    ofd_package_add(package, "b/c.xml", "<c/>", 4) != ERR_OK ||
	    ofd_package_add(package, "a", large, 300000) != ERR_OK ||
	    ofd_package_add(package, "none", "", 0) != ERR_OK)
		printf("# %s\n", cx.reason);
	*digest = ofd_package_digest(package, "id");
	ok(strcmp(*digest, ofd_package_digest(package, "di")) != 0,
	   "what is said of it is part of the digest");
	is_int(ofd_package_close(package, &sink), ERR_OK, "a file is written");
	return out;
}

static void
check_parts(struct arena *arena)
{
	const char *digest;
	const char *again;
	struct text file = make(arena, &digest);
	struct text other;
	struct unzipped part = unzipped_at(arena, &file, 0);

	is_str(part.name, "b/c.xml", "the first part");
	is_str(part.bytes.data, "<c/>", "  comes back");
	is_int(part.date, 19800101, "  of the first day of ZIP");
	is_int(part.time, 1200, "  at noon");
	part = unzipped_at(arena, &file, 1);
	is_str(part.name, "a", "the second");
	is_int((long long)part.bytes.length, 300000, "  comes back");
	ok(part.bytes.data[4711] == (char)(4711 * 4711 >> 7), "  as it was");
	part = unzipped_at(arena, &file, 2);
	is_str(part.name, "none", "an empty one, too");
	ok(unzipped_at(arena, &file, 3).name == NULL, "and no other");
	setenv("TZ", "Asia/Kathmandu", 1);
	tzset();
	other = make(arena, &again);
	ok(other.length == file.length && memcmp(other.data, file.data, file.length) == 0,
	   "in another place the same bytes");
	is_str(again, digest, "and the same digest");
}

/* One that takes no more than is left. */
static enum err
refuse(struct ctx *cx, void *user, const void *bytes, size_t length)
{
	size_t *left = user;

	(void)bytes;
	if (length > *left)
		return err_set(cx, ERR_UNAVAILABLE, "full");
	*left -= length;
	return ERR_OK;
}

static void
check_refusal(struct arena *arena)
{
	size_t left = 1000;
	struct sink sink = { refuse, &left };
	struct ctx cx = ctx_make(arena);
	struct ofd_package *package;

	is_int(ofd_package_open(&cx, &package), ERR_OK, "a file");
	is_int(ofd_package_add(package, "a", "a", 1), ERR_OK, "  of one part");
	left = 10;
	is_int(ofd_package_close(package, &sink), ERR_UNAVAILABLE, "for which there is no room");
	is_str(cx.reason, "full", "  fails with the reason");
	ctx_clear(&cx);
	is_int(ofd_package_open(&cx, &package), ERR_OK, "a file that is not written");
	is_int(ofd_package_add(package, "a", "a", 1), ERR_OK, "  is forgotten");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_parts(arena);
	check_refusal(arena);
	arena_free(arena);
	return done_testing();
}
