#include "sheet/memory_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#define LEAST 65536

static unsigned long opened;

struct memory_file {
	char *bytes;
	size_t length;
	size_t capacity;
	size_t position;
};

static void
make_room(struct memory_file *file, size_t wanted)
{
	if (wanted <= file->capacity)
		return;
	while (file->capacity < wanted)
		file->capacity = file->capacity == 0 ? LEAST : 2 * file->capacity;
	file->bytes = realloc(file->bytes, file->capacity);
}

static ssize_t
put(void *cookie, const char *bytes, size_t length)
{
	struct memory_file *file = cookie;
	size_t end = file->position + length;

	make_room(file, end);
	if (file->position > file->length)
		memset(file->bytes + file->length, 0, file->position - file->length);
	memcpy(file->bytes + file->position, bytes, length);
	file->position = end;
	if (end > file->length)
		file->length = end;
	return (ssize_t)length;
}

static ssize_t
take(void *cookie, char *bytes, size_t room)
{
	struct memory_file *file = cookie;
	size_t left = file->position < file->length ? file->length - file->position : 0;
	size_t length = left < room ? left : room;

	if (length > 0)
		memcpy(bytes, file->bytes + file->position, length);
	file->position += length;
	return (ssize_t)length;
}

static int
move(void *cookie, off64_t *offset, int whence)
{
	struct memory_file *file = cookie;
	off64_t from = whence == SEEK_SET   ? 0
	               : whence == SEEK_CUR ? (off64_t)file->position
	                                    : (off64_t)file->length;

	if (from + *offset < 0)
		return -1;
	*offset += from;
	file->position = (size_t)*offset;
	return 0;
}

static int
drop(void *cookie)
{
	struct memory_file *file = cookie;

	free(file->bytes);
	free(file);
	return 0;
}

FILE *
lxw_tmpfile(char *tmpdir __attribute__((unused)))
{
	opened++;
	return fopencookie(calloc(1, sizeof(struct memory_file)), "w+b",
	                   (cookie_io_functions_t){ take, put, move, drop });
}

unsigned long
memory_file_count(void)
{
	return opened;
}
