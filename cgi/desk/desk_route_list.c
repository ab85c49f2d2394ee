/*
 * All addresses of the desk's API. cgi/desk/openapi.json describes the same; a test compares
 * them. The first that fits wins.
 */
#include "desk/desk_form.h"
#include "desk/desk_login.h"

#define FACELESS FACE_ANSWER

const struct desk_route desk_route_list[] = {
	{ REQUEST_POST, "/login", desk_login_answer, DESK_NOBODY, DESK_JSON, FACELESS, NULL, true,
	  true },
	{ REQUEST_POST, "/logout", desk_login_end, DESK_ANYBODY, DESK_NONE, FACELESS, NULL, true,
	  false },
	{ REQUEST_GET, "/session", desk_login_session, DESK_ANYBODY, DESK_NONE, FACELESS, NULL,
	  true, false },
	{ REQUEST_POST, "/form", desk_form_type, DESK_READER, DESK_JSON, FACELESS, NULL, true,
	  false },
	{ 0 },
};
