/*
 * The route table, and the way from a request to its handler and from the
 * handler's outcome to the response.
 */
#ifndef PAGE_ROUTE_H
#define PAGE_ROUTE_H

#include "db/resource.h"
#include "page/page.h"

/*
 * Where a pattern has braces, the path has a value of the kind that the name
 * between them says: `{id}` a report's identifier, `{number}` a revision, `{year}`,
 * `{printed}` anything, as somebody has typed it from paper, else a code. The faces are those that show the subject. JSON stands under the bare
 * address, the others under it with their suffix; at the bare address Accept
 * decides.
 */
struct route {
	const char *pattern; /* NULL ends the table */
	page_handler handler;
	enum face_subject subject;
	const struct param *params;
	/* For resource_page_answer. The statement takes the names, then the parameters. */
	enum resource_id resource;
	const struct list_column *columns; /* of a list as a table */
	const char *title;                 /* and its name as a file, in Chinese */
};

extern const struct route route_list[];

/*
 * Answer a request; a transport_handler whose `user` is a struct page. Always
 * fills the response: what fails becomes a problem document and, if it is our
 * fault, a line in the log.
 */
void route_answer(void *user, struct ctx *cx, char *const *environment, struct response *response);

#endif
