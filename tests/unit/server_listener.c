#include "server/listener.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/tap.h"

int
main(void)
{
	char folder[] = "/tmp/gongkai-listener-XXXXXX";
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct listener first;
	struct listener second;
	struct stat status;
	const char *path;

	if (mkdtemp(folder) == NULL)
		return 1;
	path = arena_printf(arena, "%s/s", folder);
	is_int(listener_open(&cx, path, &first), ERR_OK, "a new socket");
	is_int(stat(path, &status) == 0 ? status.st_mode & 07777 : 0, 0660, "has mode 0660");
	ok((fcntl(first.fd, F_GETFL) & O_NONBLOCK) != 0, "and does not block");
	is_int(listener_open(&cx, path, &second), ERR_CONFLICT, "a live socket is not taken over");
	ctx_clear(&cx);
	close(first.fd);
	is_int(listener_open(&cx, path, &second), ERR_OK, "a stale one is replaced");
	first.fd = -1;
	listener_close(&first);
	is_int(access(path, F_OK), 0, "the former owner does not remove the new socket");
	listener_close(&second);
	ok(access(path, F_OK) != 0, "its owner does");
	close(open(path, O_CREAT | O_WRONLY, 0600));
	is_int(listener_open(&cx, path, &first), ERR_CONFLICT, "a file is not replaced");
	unlink(path);
	ctx_clear(&cx);
	is_int(listener_open(&cx, arena_printf(arena, "%s/%0120d", folder, 0), &first), ERR_INPUT,
	       "a path that is too long");
	rmdir(folder);
	arena_free(arena);
	return done_testing();
}
