/*
 * /api/v1/reports, /api/v1/reports/{id} and /api/v1/reports/{id}.pdf
 */
#ifndef PAGE_REPORT_PAGE_H
#define PAGE_REPORT_PAGE_H

#include "page/page.h"

extern const struct param report_page_list_params[];

MUST_USE enum err report_page_list(struct ctx *cx, const struct page_call *call,
                                   struct response *response);
MUST_USE enum err report_page_json(struct ctx *cx, const struct page_call *call,
                                   struct response *response);
MUST_USE enum err report_page_pdf(struct ctx *cx, const struct page_call *call,
                                  struct response *response);

#endif
