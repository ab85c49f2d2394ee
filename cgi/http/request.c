#include "http/request.h"

#include <string.h>
#include <sys/random.h>

#include "base/text.h"
#include "http/accept.h"
#include "http/percent.h"

const char *
request_variable(char *const *environment, const char *name)
{
	size_t length = strlen(name);

	for (; *environment != NULL; environment++)
		if (strncmp(*environment, name, length) == 0 && (*environment)[length] == '=')
			return *environment + length + 1;
	return NULL;
}

static bool
is_request_id(const char *s)
{
	size_t length = strlen(s);

	return length >= 8 && length <= 64 &&
	       strspn(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") ==
	               length;
}

const char *
request_id(struct arena *arena, char *const *environment)
{
	const char *given = request_variable(environment, "REQUEST_ID");
	unsigned char random[16] = { 0 };
	char *id;

	if (given != NULL && is_request_id(given))
		return given;
	if (getrandom(random, sizeof random, GRND_NONBLOCK) < 0)
		return "00000000000000000000000000000000";
	id = arena_alloc(arena, 2 * sizeof random + 1);
	for (size_t i = 0; i < sizeof random; i++) {
		id[2 * i] = "0123456789abcdef"[random[i] >> 4];
		id[2 * i + 1] = "0123456789abcdef"[random[i] & 15];
	}
	return id;
}

static const char *const methods[] = {
	[REQUEST_GET] = "GET",       [REQUEST_HEAD] = "HEAD",   [REQUEST_OPTIONS] = "OPTIONS",
	[REQUEST_POST] = "POST",     [REQUEST_PUT] = "PUT",     [REQUEST_PATCH] = "PATCH",
	[REQUEST_DELETE] = "DELETE", [REQUEST_OTHER] = "other",
};

const char *
request_method_name(enum request_method method)
{
	return methods[method];
}

static enum request_method
method_of(const char *name)
{
	enum request_method method = REQUEST_GET;

	while (method < REQUEST_OTHER && (name == NULL || strcmp(name, methods[method]) != 0))
		method++;
	return method;
}

static enum err
check_headers(struct ctx *cx, char *const *environment)
{
	size_t total = 0;

	for (; *environment != NULL; environment++)
		if (text_starts_with(*environment, "HTTP_"))
			total += strlen(*environment);
	if (total > REQUEST_HEADERS_MAX)
		return err_set_field(cx, ERR_TOO_LONG, REQUEST_FIELD_HEADERS,
		                     ctx_say(cx, "请求头超过 %d 字节",
		                             "the headers have more than %d bytes"),
		                     REQUEST_HEADERS_MAX);
	return ERR_OK;
}

/*
 * Split the target as the client sent it. A plain CGI server gives the decoded
 * path alone; that is taken as it is.
 */
static enum err
read_target(struct ctx *cx, char *const *environment, struct request *request)
{
	const char *target = request_variable(environment, "REQUEST_URI");
	const char *query = request_variable(environment, "QUERY_STRING");
	size_t length;

	if (target == NULL) {
		const char *path = request_variable(environment, "PATH_INFO");

		request->path = path == NULL ? "/" : path;
		request->query = query == NULL ? "" : query;
		request->target = request->path;
		length = strlen(request->path);
	} else {
		request->target = target;
		length = strcspn(target, "?");
		request->query = target[length] == '?' ? target + length + 1 : "";
	}
	if (length > REQUEST_PATH_MAX)
		return err_set(cx, ERR_TOO_LONG,
		               ctx_say(cx, "网址路径超过 %d 字节", "the path has more than %d bytes"),
		               REQUEST_PATH_MAX);
	if (strlen(request->query) > REQUEST_QUERY_MAX)
		return err_set(cx, ERR_TOO_LONG,
		               ctx_say(cx, "查询字符串超过 %d 字节",
		                       "the query has more than %d bytes"),
		               REQUEST_QUERY_MAX);
	if (target == NULL)
		target = request->path;
	else
		return percent_decode(cx, "path", target, length, false, &request->path);
	if (text_utf8_check(target, length) != length)
		return err_set_field(cx, ERR_INPUT, "path",
		                     ctx_say(cx, "不是有效的 UTF-8 编码", "is not valid UTF-8"));
	return ERR_OK;
}

/* What says who asks, and from where. */
static void
read_session(char *const *environment, struct request *request)
{
	const char *address = request_variable(environment, "REMOTE_ADDR");
	const char *https = request_variable(environment, "HTTPS");

	request->authorization = request_variable(environment, "HTTP_AUTHORIZATION");
	request->cookie = request_variable(environment, "HTTP_COOKIE");
	request->host = request_variable(environment, "HTTP_HOST");
	request->origin = request_variable(environment, "HTTP_ORIGIN");
	request->sec_fetch_site = request_variable(environment, "HTTP_SEC_FETCH_SITE");
	request->x_gongkai_token = request_variable(environment, "HTTP_X_GONGKAI_TOKEN");
	request->address = address == NULL ? "" : address;
	request->is_secure = https != NULL && strcmp(https, "on") == 0;
	/* Headers of the client begin with HTTP_: none can pass for this. */
	request->sign_on = request_variable(environment, "GONGKAI_SIGN_ON");
	if (request->sign_on != NULL && *request->sign_on == '\0')
		request->sign_on = NULL;
}

/*
 * The web server says what the client takes, because what it asks for in HTTP_ACCEPT is its
 * own choice. Who takes both alike is a program.
 */
static bool
reads_pages(char *const *environment, const char *accept)
{
	const char *sent = request_variable(environment, "GONGKAI_ACCEPT");
	int page;

	if (sent == NULL)
		sent = accept;
	page = accept_quality(sent, "text/html");
	return page > accept_quality(sent, "application/problem+json") &&
	       page > accept_quality(sent, "application/json");
}

enum err
request_read(struct ctx *cx, char *const *environment, struct request *request)
{
	const char *spelling;

	*request = (struct request){ .target = "", .path = "", .query = "", .address = "" };
	request->method = method_of(request_variable(environment, "REQUEST_METHOD"));
	request->content_type = request_variable(environment, "CONTENT_TYPE");
	request->idempotency_key = request_variable(environment, "HTTP_IDEMPOTENCY_KEY");
	request->accept = request_variable(environment, "HTTP_ACCEPT");
	request->wants_page = reads_pages(environment, request->accept);
	request->may_defer = accept_prefers(request_variable(environment, "HTTP_PREFER"),
	                                    "respond-async");
	spelling = request_variable(environment, "GONGKAI_SPELLING");
	request->wants_spelling = spelling != NULL;
	request->is_dear = spelling != NULL && strcmp(spelling, "0") != 0;
	request->accept_language = request_variable(environment, "HTTP_ACCEPT_LANGUAGE");
	request->if_match = request_variable(environment, "HTTP_IF_MATCH");
	request->if_none_match = request_variable(environment, "HTTP_IF_NONE_MATCH");
	request->if_modified_since = request_variable(environment, "HTTP_IF_MODIFIED_SINCE");
	request->if_unmodified_since = request_variable(environment, "HTTP_IF_UNMODIFIED_SINCE");
	read_session(environment, request);
	cx->english = accept_is_english(request->accept_language);
	TRY(check_headers(cx, environment));
	return read_target(cx, environment, request);
}
