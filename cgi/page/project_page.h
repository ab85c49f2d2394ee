/*
 * /api/v1/projects and /api/v1/projects/{code}
 */
#ifndef PAGE_PROJECT_PAGE_H
#define PAGE_PROJECT_PAGE_H

#include "page/page.h"

extern const struct param project_page_list_params[];

MUST_USE enum err project_page_list(struct ctx *cx, const struct page_call *call,
                                    struct response *response);
MUST_USE enum err project_page_find(struct ctx *cx, const struct page_call *call,
                                    struct response *response);

#endif
