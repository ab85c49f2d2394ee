/*
 * /api/v1/reports/{id} and /api/v1/reports/{id}/revisions/{number}: one document
 * as its frozen bytes or by another face.
 */
#ifndef PAGE_REPORT_PAGE_H
#define PAGE_REPORT_PAGE_H

#include "page/page.h"

MUST_USE enum err report_page_current(struct ctx *cx, const struct page_call *call,
                                      struct response *response);
MUST_USE enum err report_page_revision(struct ctx *cx, const struct page_call *call,
                                       struct response *response);

#endif
