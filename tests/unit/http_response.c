#include "http/response.h"

#include <string.h>

#include "tests/unit/tap.h"

int
main(void)
{
	struct arena *arena = arena_new();
	struct response response = response_make();

	response_header(&response, "Vary", "1");
	response_header(&response, "Link", "a");
	response_header(&response, "link", "b\r\nSet-Cookie: x");
	response_body(&response, "text/plain", "body", 4);
	is_str(response_head(arena, &response).data,
	       "Status: 200 OK\r\nVary: 1\r\nlink: b  Set-Cookie: x\r\n"
	       "Content-Type: text/plain\r\nContent-Length: 4\r\n\r\n",
	       "one header a name, and no way to smuggle another in");
	response_header_beside(&response, "Set-Cookie", "a=1");
	response_header_beside(&response, "Set-Cookie", "b=2\r\nX: y");
	ok(strstr(response_head(arena, &response).data,
	          "Set-Cookie: a=1\r\nSet-Cookie: b=2  X: y\r\n") != NULL,
	   "but for cookies, each in a line of its own");
	response_restart(&response, 304);
	is_str(response_head(arena, &response).data, "Status: 304 Not Modified\r\n\r\n",
	       "restart keeps nothing");
	for (int i = 0; i < 100; i++)
		response_header(&response, arena_printf(arena, "H%d", i), "v");
	response_header_beside(&response, "Set-Cookie", "c=3");
	is_int((long long)response.header_count, RESPONSE_HEADERS_MAX,
	       "no more headers than there is room");
	arena_free(arena);
	return done_testing();
}
