/*
 * One spelling for one thing. A cache before us keeps an answer under the address
 * that it was asked for, so that each spelling of it (another order of parameters,
 * a default given, `%65` for `e`, an Accept in words of its own) would be made and
 * kept again. A web server that asks for it is told the one spelling instead of
 * the answer, and asks itself again.
 */
#ifndef PAGE_SPELLING_H
#define PAGE_SPELLING_H

#include "page/page.h"

/*
 * Where the web server asks for it (GONGKAI_SPELLING) and the request is spelt in
 * another way, or says that it is dear (it is not 0), fill the response with nothing but
 *
 *   X-Accel-Redirect: /chosen/TYPE/ADDRESS
 *
 * and return true. TYPE is any type (as Accept has it) for what the address has by itself, and the
 * type of its face for what the Accept of a bare address chose. `asked` is the
 * face that the address asks for, or NULL.
 */
bool spelling_redirect(struct ctx *cx, const struct page_call *call, const struct face *asked,
                       struct response *response);

#endif
