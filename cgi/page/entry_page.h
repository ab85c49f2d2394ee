/*
 * /api/v1, from where every address of the API can be reached by links; the
 * description of the API, /api/v1/openapi.json; and the schema of a document,
 * /api/v1/document.schema.json, to which it refers.
 */
#ifndef PAGE_ENTRY_PAGE_H
#define PAGE_ENTRY_PAGE_H

#include "page/page.h"

MUST_USE enum err entry_page_answer(struct ctx *cx, const struct page_call *call,
                                    struct response *response);
MUST_USE enum err entry_page_openapi(struct ctx *cx, const struct page_call *call,
                                     struct response *response);
MUST_USE enum err entry_page_schema(struct ctx *cx, const struct page_call *call,
                                    struct response *response);

#endif
