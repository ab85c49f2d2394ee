#include "page/project_page.h"

#include "db/project.h"

const struct param project_page_list_params[] = {
	{ "department", PARAM_CODE, 0, 0, NULL },
	{ "limit", PARAM_INT, 1, 200, "50" },
	{ "cursor", PARAM_CURSOR, 0, 0, NULL },
	{ 0 },
};

enum err
project_page_list(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *body;

	TRY(page_blame_cursor(cx, project_list(cx, call->page->db,
	                                       param_value(&call->params, "department"),
	                                       param_value(&call->params, "limit"),
	                                       param_value(&call->params, "cursor"), &body)));
	page_json(cx, body, response);
	return ERR_OK;
}

enum err
project_page_find(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *body;

	if (!param_is_code(call->name))
		return err_set(cx, ERR_NOT_FOUND, "'%s' is no project code", call->name);
	TRY(project_find(cx, call->page->db, call->name, &body));
	page_json(cx, body, response);
	return ERR_OK;
}
