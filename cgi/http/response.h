/*
 * A response, filled before any byte of it is sent. Its strings live in the
 * arena of the request or longer.
 */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "base/text.h"

#define RESPONSE_HEADERS_MAX 24

struct response {
	int status;
	unsigned route; /* the number under which it is counted (page/route_name.h); 0: none */
	size_t header_count;
	struct {
		const char *name;
		const char *value;
	} headers[RESPONSE_HEADERS_MAX];
	const char *body;
	size_t body_length;
};

/* 200, no headers, no body. */
struct response response_make(void);

/* Set a header, in place of one of the same name. A NULL value removes it. */
void response_header(struct response *response, const char *name, const char *value);

/* Set a header beside those of the same name: Set-Cookie alone may come so (RFC 9110 5.3). */
void response_header_beside(struct response *response, const char *name, const char *value);

/* The value of a header, or NULL. */
const char *response_find(const struct response *response, const char *name);

/* Set the body and its Content-Type. */
void response_body(struct response *response, const char *type, const char *body, size_t length);

/* Begin afresh with a status: no headers, no body, the same route. */
void response_restart(struct response *response, int status);

/* Status line and headers as CGI wants them (RFC 3875 section 6), with the empty line. */
struct text response_head(struct arena *arena, const struct response *response);

#endif
