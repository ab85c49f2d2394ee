#include "sign/private_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/nameless.h"

/* All of it is on the disk. */
static bool
is_written(int fd, const char *bytes, size_t length)
{
	return write(fd, bytes, length) == (ssize_t)length && fsync(fd) == 0;
}

/* Where files have names from their beginning, it has another one until it is whole. */
static bool
write_beside(const char *beside, const char *path, const char *bytes, size_t length)
{
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool is_whole = fd >= 0 && is_written(fd, bytes, length);
	int reason;

	if (fd >= 0)
		is_whole = close(fd) == 0 && is_whole;
	is_whole = is_whole && link(beside, path) == 0;
	reason = errno;
	if (fd >= 0)
		unlink(beside);
	errno = reason;
	return is_whole;
}

static bool
write_nameless(int fd, const char *path, const char *bytes, size_t length)
{
	bool is_whole = is_written(fd, bytes, length) && nameless_name(fd, path);
	int reason = errno;

	close(fd);
	errno = reason;
	return is_whole;
}

enum err
private_file_new(struct ctx *cx, const char *path, const char *bytes, size_t length)
{
	const char *beside = arena_printf(cx->arena, "%s.%ld.part", path, (long)getpid());
	int fd = nameless_open(cx->arena, path, 0600);
	bool is_whole = fd >= 0 ? write_nameless(fd, path, bytes, length)
	                        : write_beside(beside, path, bytes, length);

	if (is_whole)
		return ERR_OK;
	if (errno == EEXIST)
		return err_set(cx, ERR_CONFLICT, "%s：已有这个文件，不能覆盖", path);
	return err_set(cx, ERR_INPUT, "%s：无法写入：%s", path, err_system(errno));
}
