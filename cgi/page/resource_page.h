/*
 * Whatever the database makes whole: lists, summaries and single resources, as
 * JSON, and lists as CSV and workbook. The route says which statement and which columns.
 */
#ifndef PAGE_RESOURCE_PAGE_H
#define PAGE_RESOURCE_PAGE_H

#include "page/page.h"

MUST_USE enum err resource_page_answer(struct ctx *cx, const struct page_call *call,
                                       struct response *response);

#endif
