#include "page/entry_page.h"

#include <string.h>

#include "doc/document_schema_json.h"
#include "page/openapi_json.h"

#define API "/api/v1"

static const char entry[] = "{\"title\":\"预算绩效信息公开数据接口\",\"version\":\"" PACKAGE_VERSION
			    "\","
			    "\"links\":{\"self\":\"" API "\","
			    "\"departments\":\"" API "/departments\","
			    "\"overall_expenditures\":\"" API "/overall-expenditures\","
			    "\"project_expenditures\":\"" API "/project-expenditures\","
			    "\"projects\":\"" API "/projects\","
			    "\"indicators\":\"" API "/indicators\","
			    "\"reports\":\"" API "/reports\","
			    "\"latest\":\"" API "/latest\","
			    "\"totals\":\"" API "/totals\","
			    "\"changes\":\"" API "/changes\","
			    "\"amendments\":\"" API "/amendments\","
			    "\"log\":\"" API "/log/head\","
			    "\"openapi\":\"" API "/openapi.json\","
			    "\"document_schema\":\"" API "/document.schema.json\","
			    "\"documentation\":\"/api.html\","
			    "\"home\":\"/\"},"
			    "\"templates\":{\"search\":\"" API "/search?q={q}\","
			    "\"set\":\"" API "/sets/{department}/{year}.pdf\"}}\n";

/* A body that is part of the program. `sha256` keeps its digest for the process. */
static void
answer(struct ctx *cx, const char *body, char sha256[65], struct response *response)
{
	size_t length = strlen(body);

	if (sha256[0] == '\0')
		memcpy(sha256, text_sha256(cx->arena, body, length), 64);
	page_cache(cx, sha256, response);
	page_body(cx, "application/json", body, length, sha256, response);
}

enum err
entry_page_answer(struct ctx *cx, const struct page_call *call, struct response *response)
{
	static char sha256[65];

	(void)call;
	answer(cx, entry, sha256, response);
	page_link(cx, response, API "/openapi.json",
	          "rel=\"service-desc\"; type=\"application/json\"");
	page_link(cx, response, "/api.html", "rel=\"service-doc\"; type=\"text/html\"");
	return ERR_OK;
}

enum err
entry_page_openapi(struct ctx *cx, const struct page_call *call, struct response *response)
{
	static char sha256[65];

	(void)call;
	answer(cx, openapi_json, sha256, response);
	return ERR_OK;
}

enum err
entry_page_schema(struct ctx *cx, const struct page_call *call, struct response *response)
{
	static char sha256[65];

	(void)call;
	answer(cx, document_schema_json, sha256, response);
	return ERR_OK;
}
