#include "page/report_page.h"

#include <string.h>

#include "db/report.h"
#include "db/resource.h"
#include "http/conditional.h"
#include "http/disposition.h"

const struct param report_page_list_params[] = {
	{ "year", PARAM_YEAR, 0, 0, NULL },     { "department", PARAM_CODE, 0, 0, NULL },
	{ "form", PARAM_FORM, 0, 0, NULL },     { "limit", PARAM_INT, 1, 200, "50" },
	{ "cursor", PARAM_CURSOR, 0, 0, NULL }, { 0 },
};

enum err
report_page_list(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *const params[] = {
		param_value(&call->params, "year"),       NULL, /* region */
		param_value(&call->params, "department"), NULL, /* project */
		param_value(&call->params, "form"),       param_value(&call->params, "limit"),
		param_value(&call->params, "cursor"),     NULL, /* count */
	};
	struct resource resource;

	TRY(page_blame_cursor(cx, resource_query(cx, call->page->db, RESOURCE_REPORT_LIST, params,
	                                         NULL, &resource)));
	page_json(cx, resource.body, response);
	return ERR_OK;
}

#define DIGITS "0123456789"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"

/* Form in lower case, fiscal year, code: what cannot be an identifier need not be asked for. */
static bool
is_report_id(const char *s)
{
	size_t form = strspn(s, LOWER DIGITS);
	size_t code;

	if (form < 1 || form > 16 || strchr(DIGITS, s[0]) != NULL || s[form] != '-')
		return false;
	s += form + 1;
	if (strspn(s, DIGITS) != 4 || s[4] != '-')
		return false;
	s += 5;
	code = strspn(s, DIGITS UPPER LOWER "-");
	return code >= 1 && code <= 64 && s[code] == '\0';
}

static enum err
find(struct ctx *cx, const struct page_call *call, struct report *report)
{
	if (!is_report_id(call->name))
		return err_set(cx, ERR_NOT_FOUND, "'%s' is no report identifier", call->name);
	TRY(report_find(cx, call->page->db, call->name, NULL, report));
	if (report->withdrawn_at != NULL)
		return err_set(cx, ERR_NOT_FOUND, "'%s' is withdrawn", call->name);
	return ERR_OK;
}

enum err
report_page_json(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct report report;

	TRY(find(cx, call, &report));
	response_body(response, "application/json", report.document, report.document_length);
	page_cache(cx, report.sha256, response);
	response_header(response, "Last-Modified", report.published_http);
	response_header(response, "Link",
	                arena_printf(cx->arena,
	                             "</api/v1/reports/%s.pdf>; rel=\"alternate\"; "
	                             "type=\"application/pdf\"",
	                             call->name));
	return ERR_OK;
}

/* A published document that does not fit its template is our fault, not the reader's. */
static enum err
render(struct ctx *cx, const struct page_call *call, const struct report *report,
       struct response *response)
{
	struct text pdf;
	enum err status = renderer_pdf(cx, call->page->renderer, report->document,
	                               report->document_length, &pdf);

	if (status != ERR_OK)
		return ERR_INTERNAL;
	response_body(response, "application/pdf", pdf.data, pdf.length);
	response_header(response, "Content-Disposition",
	                disposition_inline(cx->arena, call->name, report->title, ".pdf"));
	return ERR_OK;
}

enum err
report_page_pdf(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct report report;
	const char *etag;

	TRY(find(cx, call, &report));
	TRY(renderer_etag(cx, call->page->renderer, report.form, report.sha256, &etag));
	page_cache(cx, etag, response);
	response_header(response, "Last-Modified", report.published_http);
	if (conditional_answer(call->request, response))
		return ERR_OK;
	return render(cx, call, &report, response);
}
