/* What keeps a session to its browser: the cookie, the origin, the token. */
#include "desk/desk.h"

#include <string.h>
#include <strings.h>

#include "sign/secret.h"

/* Browsers take the first only over TLS, for this host alone and the whole site. */
#define COOKIE_SECURE "__Host-gongkai"
#define COOKIE_PLAIN "gongkai-desk"

/* The same for the secret of the browser, which outlives its sessions by a year. */
#define DEVICE_SECURE "__Host-gongkai-device"
#define DEVICE_PLAIN "gongkai-desk-device"
#define DEVICE_AGE_S 31536000

#define SECRET_SIGNS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
#define SECRET_MAX 64

static const char *
cookie_name(const struct request *request)
{
	return request->is_secure ? COOKIE_SECURE : COOKIE_PLAIN;
}

static const char *
take_secret(struct arena *arena, const char *s)
{
	size_t length = strspn(s, SECRET_SIGNS);

	if (length == 0 || length > SECRET_MAX || strchr("; ", s[length]) == NULL)
		return NULL;
	return arena_strndup(arena, s, length);
}

static const char *
device_name(const struct request *request)
{
	return request->is_secure ? DEVICE_SECURE : DEVICE_PLAIN;
}

/* The value of a cookie of ours: the first of that name, as browsers put the most specific one. */
static const char *
cookie_secret(struct arena *arena, const struct request *request, const char *name)
{
	size_t length = strlen(name);
	const char *s = request->cookie;

	while (s != NULL && *s != '\0') {
		s += strspn(s, "; ");
		if (strncmp(s, name, length) == 0 && s[length] == '=')
			return take_secret(arena, s + length + 1);
		s = strchr(s, ';');
	}
	return NULL;
}

const char *
desk_secret(struct arena *arena, const struct request *request, bool *is_bearer)
{
	static const char scheme[] = "Bearer ";
	const char *given = request->authorization;

	*is_bearer = given != NULL && strncasecmp(given, scheme, sizeof scheme - 1) == 0;
	if (*is_bearer)
		return take_secret(arena, given + sizeof scheme - 1);
	return cookie_secret(arena, request, cookie_name(request));
}

/* Of all that scripts and other sites shall not have. An age below 0: until the browser ends. */
static void
set_cookie(struct ctx *cx, const struct request *request, const char *name, const char *secret,
           int age_s, struct response *response)
{
	const char *age = age_s < 0 ? "" : arena_printf(cx->arena, "; Max-Age=%d", age_s);

	response_header_beside(response, "Set-Cookie",
	                       arena_printf(cx->arena,
	                                    "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s", name,
	                                    secret, request->is_secure ? "; Secure" : "", age));
}

void
desk_cookie(struct ctx *cx, const struct request *request, const char *secret,
            struct response *response)
{
	set_cookie(cx, request, cookie_name(request), secret == NULL ? "" : secret,
	           secret == NULL ? 0 : -1, response);
}

const char *
desk_device(struct arena *arena, const struct request *request)
{
	return cookie_secret(arena, request, device_name(request));
}

void
desk_device_cookie(struct ctx *cx, const struct request *request, const char *device,
                   struct response *response)
{
	set_cookie(cx, request, device_name(request), device, DEVICE_AGE_S, response);
}

const char *
desk_token(struct arena *arena, const char *secret)
{
	const char *text = arena_printf(arena, "gongkai token of %s", secret);

	return text_sha256(arena, text, strlen(text));
}

/* Scheme and host, as in the address that the browser shows. */
static bool
is_our_origin(struct arena *arena, const struct request *request)
{
	const char *ours = arena_printf(arena, "%s://%s", request->is_secure ? "https" : "http",
	                                request->host == NULL ? "" : request->host);

	return request->origin != NULL && request->host != NULL &&
	       strcmp(request->origin, ours) == 0;
}

enum err
desk_same_site(struct ctx *cx, const struct request *request, const char *secret)
{
	const char *site = request->sec_fetch_site;

	if (!is_our_origin(cx->arena, request) || (site != NULL && strcmp(site, "same-origin") != 0))
		return err_set(cx, ERR_RIGHT,
		               ctx_say(cx, "请求不是从工作台的页面发出的（Origin）",
		                       "the request does not come from a page of the desk (Origin)"));
	if (secret != NULL &&
	    (request->x_gongkai_token == NULL ||
	     !secret_equal(request->x_gongkai_token, desk_token(cx->arena, secret))))
		return err_set(cx, ERR_RIGHT,
		               ctx_say(cx, "请求头 X-Gongkai-Token 不是这个会话的",
		                       "X-Gongkai-Token is not that of this session"));
	return ERR_OK;
}
