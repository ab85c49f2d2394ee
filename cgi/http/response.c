#include "http/response.h"

#include <string.h>
#include <strings.h>

struct reason {
	int status;
	const char *phrase;
};

static const struct reason reasons[] = {
	{ 200, "OK" },
	{ 201, "Created" },
	{ 202, "Accepted" },
	{ 204, "No Content" },
	{ 303, "See Other" },
	{ 304, "Not Modified" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 406, "Not Acceptable" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 412, "Precondition Failed" },
	{ 413, "Content Too Large" },
	{ 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" },
	{ 422, "Unprocessable Content" },
	{ 428, "Precondition Required" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" },
	{ 503, "Service Unavailable" },
};

static const char *
phrase_of(int status)
{
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (reasons[i].status == status)
			return reasons[i].phrase;
	return "Status";
}

struct response
response_make(void)
{
	return (struct response){ .status = 200, .body = "" };
}

static size_t
position(const struct response *response, const char *name)
{
	size_t i = 0;

	while (i < response->header_count && strcasecmp(response->headers[i].name, name) != 0)
		i++;
	return i;
}

void
response_header(struct response *response, const char *name, const char *value)
{
	size_t i = position(response, name);

	if (value == NULL) {
		if (i < response->header_count)
			response->headers[i] = response->headers[--response->header_count];
		return;
	}
	if (i == response->header_count) {
		response_header_beside(response, name, value);
		return;
	}
	response->headers[i].name = name;
	response->headers[i].value = value;
}

void
response_header_beside(struct response *response, const char *name, const char *value)
{
	if (response->header_count == RESPONSE_HEADERS_MAX)
		return;
	response->headers[response->header_count].name = name;
	response->headers[response->header_count++].value = value;
}

const char *
response_find(const struct response *response, const char *name)
{
	size_t i = position(response, name);

	return i < response->header_count ? response->headers[i].value : NULL;
}

void
response_body(struct response *response, const char *type, const char *body, size_t length)
{
	response_header(response, "Content-Type", type);
	response->body = body;
	response->body_length = length;
}

void
response_restart(struct response *response, int status)
{
	unsigned route = response->route;

	*response = response_make();
	response->route = route;
	response->status = status;
}

/* A line feed in a value would begin a header that nobody wrote. */
static void
add_value(struct text *head, const char *value)
{
	for (; *value != '\0'; value++)
		text_add(head, (unsigned char)*value < ' ' ? " " : value, 1);
}

struct text
response_head(struct arena *arena, const struct response *response)
{
	struct text head = text_make(arena);

	text_add_fmt(&head, "Status: %d %s\r\n", response->status, phrase_of(response->status));
	for (size_t i = 0; i < response->header_count; i++) {
		text_add_fmt(&head, "%s: ", response->headers[i].name);
		add_value(&head, response->headers[i].value);
		text_add_str(&head, "\r\n");
	}
	if (response->status != 204 && response->status != 304)
		text_add_fmt(&head, "Content-Length: %zu\r\n", response->body_length);
	text_add_str(&head, "\r\n");
	return head;
}
