/*
 * What is compiled in from sql/: the statements of sql/query, the migrations
 * of sql/schema and the functions of sql/function. sql/embed.awk makes the
 * lists at build time. Only db/ includes this.
 */
#ifndef DB_STATEMENT_H
#define DB_STATEMENT_H

#include "db/statement_list.h"

/* A statement with `params` parameters, prepared by connections of `role`, or of several with commas between. */
struct statement {
	const char *name;
	const char *role;
	int params;
	const char *text;
};

/* A migration or a file of functions. The name is the file's, without its ending. */
struct statement_step {
	const char *name;
	const char *text;
};

extern const struct statement statement_list[STATEMENT_COUNT];

/* Both lists end with an element whose name is NULL. */
extern const struct statement_step migration_list[];
extern const struct statement_step function_list[];

#endif
