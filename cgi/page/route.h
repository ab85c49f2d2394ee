/*
 * The route table: from a request to its handler, and from the handler's
 * outcome to the response.
 */
#ifndef PAGE_ROUTE_H
#define PAGE_ROUTE_H

#include "page/page.h"

/*
 * Answer a request; a transport_handler whose `user` is a struct page. Always
 * fills the response: what fails becomes a problem document and, if it is our
 * fault, a line in the log.
 */
void route_answer(void *user, struct ctx *cx, char *const *environment, struct response *response);

#endif
