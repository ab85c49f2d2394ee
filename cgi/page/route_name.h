/*
 * The routes by number, for what is counted of each, and by name: the pattern with
 * the suffix of a face, `/api/v1/reports/{id}.pdf`.
 */
#ifndef PAGE_ROUTE_NAME_H
#define PAGE_ROUTE_NAME_H

#include "page/route.h"

/* From 1. */
unsigned route_name_number(const struct route *route, const struct face *face);

/* Its name, in the arena; NULL where there is no such route, or not with this face. */
const char *route_name(struct arena *arena, unsigned number);

/* All numbers are below. */
unsigned route_name_end(void);

#endif
