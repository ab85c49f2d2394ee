/*
 * Bytes as what comes to the desk before anybody is known: lines of `NAME=value`, the variables
 * of the web server, and behind an empty line the body of a login. A secret that is found in
 * them has the signs of one, and stands there; the head of an answer has no line of the client's.
 */
#include "desk/desk.h"
#include "sign/password.h"
#include "tests/fuzz/fuzz.h"

#define VARIABLES_MAX 32
#define SIGNS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

static void
split(char *lines, char *environment[VARIABLES_MAX + 1])
{
	static char id[] = "REQUEST_ID=fuzz-request";
	static char target[] = "REQUEST_URI=/api/v1/staff/login";
	size_t count = 0;
	char *line;

	environment[count++] = id;
	environment[count++] = target;
	while ((line = strsep(&lines, "\n")) != NULL && count < VARIABLES_MAX)
		environment[count++] = line;
	environment[count] = NULL;
}

static void
check_secret(struct ctx *cx, const struct request *request, const char *from, const char *secret)
{
	struct response response = response_make();
	struct text head;
	size_t lines = 0;

	fuzz_must(strlen(secret) > 0 && strlen(secret) <= 64 &&
	                  strspn(secret, SIGNS) == strlen(secret),
	          "a secret has the signs of one");
	fuzz_must(from != NULL && strstr(from, secret) != NULL, "and was sent");
	desk_cookie(cx, request, secret, &response);
	desk_device_cookie(cx, request, secret, &response);
	head = response_head(cx->arena, &response);
	for (const char *s = head.data; *s != '\0'; s += strcspn(s, "\r\n") + 2)
		lines++;
	fuzz_must(lines <= response.header_count + 3, "a head has no line of the client's");
}

static void
check_login(struct ctx *cx, const char *bytes)
{
	static const char *const members[] = { "name", "password", NULL };
	const struct json *body = NULL;
	const char *name;
	const char *password;
	enum err status = json_parse(cx, "body", bytes, strlen(bytes), &body);

	if (status == ERR_OK)
		status = desk_only(cx, body, members);
	if (status == ERR_OK)
		status = desk_string(cx, body, "name", true, &name);
	if (status == ERR_OK)
		status = desk_string(cx, body, "password", true, &password);
	if (status == ERR_OK)
		status = password_check(cx, password, name, "/password");
	fuzz_check_outcome(cx, status);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	char *text = arena_strndup(arena, (const char *)data, size);
	char *body = strstr(text, "\n\n");
	char *environment[VARIABLES_MAX + 1];
	struct request request;
	bool is_bearer = false;
	const char *secret;

	if (body != NULL) {
		*body = '\0';
		check_login(&cx, body + 2);
		ctx_clear(&cx);
	}
	split(text, environment);
	if (request_read(&cx, environment, &request) == ERR_OK) {
		secret = desk_secret(arena, &request, &is_bearer);
		if (secret != NULL)
			check_secret(&cx, &request,
			             is_bearer ? request.authorization : request.cookie, secret);
		secret = desk_device(arena, &request);
		if (secret != NULL)
			check_secret(&cx, &request, request.cookie, secret);
		fuzz_must(desk_same_site(&cx, &request, "another") != ERR_OK,
		          "nobody guesses the token of a session");
	}
	arena_free(arena);
	return 0;
}
