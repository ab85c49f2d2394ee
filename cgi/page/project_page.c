#include "page/project_page.h"

#include "db/resource.h"

const struct param project_page_list_params[] = {
	{ "department", PARAM_CODE, 0, 0, NULL },
	{ "limit", PARAM_INT, 1, 200, "50" },
	{ "cursor", PARAM_CURSOR, 0, 0, NULL },
	{ 0 },
};

enum err
project_page_list(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *const params[] = {
		param_value(&call->params, "department"),
		NULL, /* region */
		param_value(&call->params, "limit"),
		param_value(&call->params, "cursor"),
		NULL, /* count */
	};
	struct resource resource;

	TRY(page_blame_cursor(cx, resource_query(cx, call->page->db, RESOURCE_PROJECT_LIST, params,
	                                         NULL, &resource)));
	page_json(cx, resource.body, response);
	return ERR_OK;
}

enum err
project_page_find(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct resource resource;

	if (!param_is_code(call->name))
		return err_set(cx, ERR_NOT_FOUND, "'%s' is no project code", call->name);
	TRY(resource_query(cx, call->page->db, RESOURCE_PROJECT_FIND, &call->name, NULL, &resource));
	page_json(cx, resource.body, response);
	return ERR_OK;
}
