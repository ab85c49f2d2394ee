/*
 * /healthz: the process answers. /readyz: it can also serve, with database,
 * templates and fonts; 503 when not.
 */
#ifndef PAGE_HEALTH_PAGE_H
#define PAGE_HEALTH_PAGE_H

#include "page/page.h"

MUST_USE enum err health_page_alive(struct ctx *cx, const struct page_call *call,
                                    struct response *response);
MUST_USE enum err health_page_ready(struct ctx *cx, const struct page_call *call,
                                    struct response *response);

#endif
