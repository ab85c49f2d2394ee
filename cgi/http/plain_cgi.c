#include "http/plain_cgi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/input.h"
#include "http/request.h"

bool
plain_cgi_is_wanted(void)
{
	struct stat status;

	if (getenv("GATEWAY_INTERFACE") == NULL)
		return false;
	return fstat(STDIN_FILENO, &status) != 0 || !S_ISSOCK(status.st_mode);
}

static int
read_body(void *stream, char *bytes, int size)
{
	return (int)fread(bytes, 1, (size_t)size, stream);
}

void
plain_cgi_serve(transport_handler handler, void *user)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct input input = { .read = read_body,
		                     .stream = stdin,
		                     .length = request_variable(environ, "CONTENT_LENGTH") };
	struct response response = response_make();
	const char *method = request_variable(environ, "REQUEST_METHOD");
	struct text head;

	cx.input = &input;
	handler(user, &cx, environ, &response);
	head = response_head(arena, &response);
	fwrite(head.data, 1, head.length, stdout);
	if (method == NULL || strcmp(method, "HEAD") != 0)
		fwrite(response.body, 1, response.body_length, stdout);
	fflush(stdout);
	arena_free(arena);
}
