/*
 * /api/v1/sets/{department}/{year} with the suffix of a face: all that a department
 * has published for a year, in one file.
 */
#ifndef PAGE_SET_PAGE_H
#define PAGE_SET_PAGE_H

#include "page/page.h"

MUST_USE enum err set_page_answer(struct ctx *cx, const struct page_call *call,
                                  struct response *response);

#endif
