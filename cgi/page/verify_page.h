/*
 * /v/CODE: what a short code on paper stands for, as a page for whoever holds the paper.
 */
#ifndef PAGE_VERIFY_PAGE_H
#define PAGE_VERIFY_PAGE_H

#include "page/page.h"

/* The code is the path's, or the parameter `code`, or there is none yet and it is asked for. */
MUST_USE enum err verify_page_answer(struct ctx *cx, const struct page_call *call,
                                     struct response *response);

#endif
