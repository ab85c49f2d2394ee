/*
 * All addresses of the desk's API. cgi/desk/openapi.json describes the same; a test compares
 * them. The first that fits wins.
 */
#include <limits.h>

#include "desk/desk_approval.h"
#include "desk/desk_comment.h"
#include "desk/desk_difference.h"
#include "desk/desk_draft.h"
#include "desk/desk_finding.h"
#include "desk/desk_form.h"
#include "desk/desk_job.h"
#include "desk/desk_life.h"
#include "desk/desk_list.h"
#include "desk/desk_login.h"
#include "desk/desk_self.h"
#include "desk/desk_set.h"
#include "desk/desk_template.h"
#include "desk/desk_user.h"

/* A page of a list, and the key behind which it begins. */
#define LIMIT                                                                                      \
	{                                                                                          \
		.name = "limit", .kind = PARAM_INT, .min = 1, .max = 200, .fallback = "50"         \
	}
#define AFTER                                                                                      \
	{                                                                                          \
		.name = "after", .kind = PARAM_TEXT, .max = 64                                     \
	}
#define END                                                                                        \
	{                                                                                          \
		0                                                                                  \
	}

static const struct param page_params[] = { AFTER, LIMIT, END };
static const struct param project_params[] = {
	{ .name = "department", .kind = PARAM_CODE }, AFTER, LIMIT, END
};
#define BEFORE                                                                                     \
	{                                                                                          \
		.name = "before", .kind = PARAM_INT, .min = 1, .max = INT_MAX                      \
	}
static const struct param token_params[] = { BEFORE, LIMIT, END };
#define TRAIL_FILTER                                                                               \
	BEFORE, { .name = "account", .kind = PARAM_TEXT, .max = 64 },                              \
		{ .name = "target", .kind = PARAM_TEXT, .max = 100 },                              \
		{ .name = "since", .kind = PARAM_TEXT, .max = 10 },                                \
	{                                                                                          \
		.name = "until", .kind = PARAM_TEXT, .max = 10                                     \
	}
static const struct param trail_params[] = { TRAIL_FILTER, LIMIT, END };
static const struct param trail_file_params[] = {
	TRAIL_FILTER,
	{ .name = "limit", .kind = PARAM_INT, .min = 1, .max = 10000, .fallback = "10000" },
	{ .name = "bom", .kind = PARAM_BOOL },
	END,
};

/* Reading what is for the trail, and what is not; changing with a body of JSON, and without. */
#define READ(pattern, handler, role, params)                                                       \
	{                                                                                          \
		REQUEST_GET, pattern, handler, role, DESK_NONE, FACE_ANSWER, params, DESK_NOTED,   \
			false                                                                      \
	}
#define GLANCE(pattern, handler)                                                                   \
	{                                                                                          \
		REQUEST_GET, pattern, handler, DESK_READER, DESK_NONE, FACE_ANSWER, NULL,          \
			DESK_GLANCE, false                                                         \
	}
#define LOOK(pattern, handler, role, params)                                                       \
	{                                                                                          \
		REQUEST_GET, pattern, handler, role, DESK_NONE, FACE_ANSWER, params, DESK_QUIET,   \
			false                                                                      \
	}
#define DO(method, pattern, handler, role)                                                         \
	{                                                                                          \
		method, pattern, handler, role, DESK_JSON, FACE_ANSWER, NULL, DESK_NOTED, false    \
	}
#define DO_BARE(method, pattern, handler, role)                                                    \
	{                                                                                          \
		method, pattern, handler, role, DESK_NONE, FACE_ANSWER, NULL, DESK_NOTED, false    \
	}
/* A change whose body the handler reads by itself. */
#define TAKE(method, pattern, handler)                                                             \
	{                                                                                          \
		method, pattern, handler, DESK_EDITOR, DESK_RAW, FACE_ANSWER, NULL, DESK_NOTED,    \
			false                                                                      \
	}
/* A step of coming in: the database notes it, and what it notes stays when it is refused. */
#define STEP(pattern, handler, role, body)                                                         \
	{                                                                                          \
		REQUEST_POST, pattern, handler, role, body, FACE_ANSWER, NULL, DESK_QUIET, true    \
	}

const struct desk_route desk_route_list[] = {
	LOOK("/openapi.json", desk_list_description, DESK_NOBODY, NULL),
	LOOK("/login", desk_login_ways, DESK_NOBODY, NULL),
	STEP("/login", desk_login_answer, DESK_NOBODY, DESK_JSON),
	STEP("/login/totp", desk_login_code, DESK_ANYBODY, DESK_JSON),
	STEP("/login/sign-on", desk_login_sign_on, DESK_NOBODY, DESK_NONE),
	STEP("/logout", desk_login_end, DESK_ANYBODY, DESK_NONE),
	LOOK("/session", desk_login_session, DESK_ANYBODY, NULL),
	STEP("/password", desk_self_password, DESK_ANYBODY, DESK_JSON),
	{ REQUEST_POST, "/totp", desk_self_code, DESK_LOGGED_IN, DESK_JSON, FACE_ANSWER, NULL,
	  DESK_NOTED, true },
	{ REQUEST_DELETE, "/totp", desk_self_code_end, DESK_LOGGED_IN, DESK_JSON, FACE_ANSWER, NULL,
	  DESK_NOTED, true },
	LOOK("/tokens", desk_self_tokens, DESK_LOGGED_IN, token_params),
	DO(REQUEST_POST, "/tokens", desk_self_token_add, DESK_LOGGED_IN),
	DO_BARE(REQUEST_DELETE, "/tokens/{number}", desk_self_token_end, DESK_LOGGED_IN),
	READ("/users", desk_user_list, DESK_ADMINISTRATOR, page_params),
	DO(REQUEST_POST, "/users", desk_user_add, DESK_ADMINISTRATOR),
	READ("/users/{name}", desk_user_find, DESK_ADMINISTRATOR, NULL),
	DO(REQUEST_PATCH, "/users/{name}", desk_user_change, DESK_ADMINISTRATOR),
	DO_BARE(REQUEST_POST, "/users/{name}/password", desk_user_password, DESK_ADMINISTRATOR),
	DO_BARE(REQUEST_DELETE, "/users/{name}/totp", desk_user_code_end, DESK_ADMINISTRATOR),
	READ("/audit", desk_list_trail, DESK_ADMINISTRATOR, trail_params),
	READ("/audit.csv", desk_list_trail_file, DESK_ADMINISTRATOR, trail_file_params),
	LOOK("/parameters", desk_list_parameters, DESK_READER, NULL),
	DO(REQUEST_PUT, "/parameters", desk_list_set_parameters, DESK_ADMINISTRATOR),
	LOOK("/approvals", desk_approval_list, DESK_READER, desk_approval_params),
	DO(REQUEST_PUT, "/approvals", desk_approval_set, DESK_ADMINISTRATOR),
	LOOK("/departments", desk_list_departments, DESK_READER, page_params),
	LOOK("/projects", desk_list_projects, DESK_READER, project_params),
	{ REQUEST_POST, "/form", desk_form_type, DESK_READER, DESK_JSON, FACE_ANSWER, NULL,
	  DESK_QUIET, false },
	LOOK("/drafts", desk_draft_list, DESK_READER, desk_draft_params),
	TAKE(REQUEST_POST, "/drafts", desk_draft_create),
	{ REQUEST_GET, "/drafts/{id}", desk_draft_face, DESK_READER, DESK_NONE, FACE_DOCUMENT,
	  desk_draft_face_params, DESK_NOTED, false },
	READ("/drafts/{id}", desk_draft_read, DESK_READER, NULL),
	TAKE(REQUEST_PUT, "/drafts/{id}", desk_draft_put),
	TAKE(REQUEST_PATCH, "/drafts/{id}", desk_draft_patch),
	DO(REQUEST_DELETE, "/drafts/{id}", desk_draft_delete, DESK_EDITOR),
	READ("/drafts/{id}/workbook", desk_draft_workbook, DESK_EDITOR, NULL),
	TAKE(REQUEST_POST, "/drafts/{id}/workbook", desk_draft_upload),
	TAKE(REQUEST_POST, "/drafts/{id}/workbook/read", desk_draft_read_workbook),
	GLANCE("/drafts/{id}/findings", desk_finding_list),
	DO(REQUEST_POST, "/drafts/{id}/explanations", desk_finding_explain, DESK_EDITOR),
	DO(REQUEST_DELETE, "/drafts/{id}/explanations", desk_finding_unexplain, DESK_EDITOR),
	DO(REQUEST_POST, "/drafts/{id}/masks", desk_finding_mask, DESK_EDITOR),
	GLANCE("/drafts/{id}/masks", desk_finding_masks),
	DO(REQUEST_DELETE, "/drafts/{id}/masks", desk_finding_unmask, DESK_EDITOR),
	GLANCE("/drafts/{id}/history", desk_life_history),
	READ("/drafts/{id}/diff", desk_difference, DESK_READER, desk_difference_params),
	READ("/drafts/{id}/revisions/{number}", desk_life_revision, DESK_READER, NULL),
	DO(REQUEST_POST, "/drafts/{id}/submit", desk_life_submit, DESK_EDITOR),
	DO(REQUEST_POST, "/drafts/{id}/approve", desk_life_approve, DESK_REVIEWER),
	DO(REQUEST_POST, "/drafts/{id}/return", desk_life_return, DESK_REVIEWER),
	DO(REQUEST_POST, "/drafts/{id}/publish", desk_life_publish, DESK_PUBLISHER),
	DO(REQUEST_POST, "/drafts/{id}/withdraw", desk_life_withdraw, DESK_PUBLISHER),
	GLANCE("/drafts/{id}/comments", desk_comment_list),
	DO(REQUEST_POST, "/drafts/{id}/comments", desk_comment_add, DESK_READER),
	DO_BARE(REQUEST_DELETE, "/drafts/{id}/comments/{number}", desk_comment_settle, DESK_READER),
	{ REQUEST_POST, "/drafts/{id}/presence", desk_comment_presence, DESK_READER, DESK_JSON,
	  FACE_ANSWER, NULL, DESK_QUIET, false },
	LOOK("/overview", desk_draft_overview, DESK_READER, desk_draft_overview_params),
	DO(REQUEST_POST, "/sets", desk_set_make, DESK_READER),
	LOOK("/templates", desk_template_list, DESK_READER, NULL),
	READ("/templates/{form}/blank", desk_template_blank, DESK_EDITOR, desk_template_params),
	READ("/templates/{form}/workbook", desk_template_workbook, DESK_EDITOR, desk_template_params),
	LOOK("/jobs", desk_job_list, DESK_EDITOR, NULL),
	{ REQUEST_POST, "/jobs", desk_job_create, DESK_EDITOR, DESK_RAW, FACE_ANSWER,
	  desk_job_params, DESK_NOTED, false },
	LOOK("/jobs/{job}", desk_job_read, DESK_EDITOR, NULL),
	DO_BARE(REQUEST_DELETE, "/jobs/{job}", desk_job_cancel, DESK_EDITOR),
	{ 0 },
};
