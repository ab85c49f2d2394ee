/*
 * /api/v1/reports/{id} and /api/v1/reports/{id}/revisions/{number}: one document
 * as its frozen bytes or by another face.
 */
#ifndef PAGE_REPORT_PAGE_H
#define PAGE_REPORT_PAGE_H

#include "db/report.h"
#include "page/page.h"

MUST_USE enum err report_page_current(struct ctx *cx, const struct page_call *call,
                                      struct response *response);
MUST_USE enum err report_page_revision(struct ctx *cx, const struct page_call *call,
                                       struct response *response);

/*
 * What the report is made with: its own template, from the database when the one in force
 * is another. One that is not there, or is not understood any more, leaves the one in force,
 * and the log has it with `name`, that of the report.
 */
MUST_USE enum err report_page_renderer(struct ctx *cx, const struct page *page,
                                       const struct report *report, const char *name,
                                       const struct renderer **out);

/* 410, with what the public may know of it: when, and why. For people a page. */
enum err report_page_withdrawn(struct ctx *cx, const struct page_call *call,
                               const struct report *report, struct response *response);

#endif
