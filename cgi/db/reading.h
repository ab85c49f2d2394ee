/*
 * What the desk reads as JSON that the database makes whole. sql/query has a file for each,
 * with its parameters. Bodies lie in the arena of `cx`.
 */
#ifndef DB_READING_H
#define DB_READING_H

#include "base/err.h"
#include "db/connection.h"
#include "db/params.h"

enum reading_id {
	READING_ACCOUNT_FIND,
	READING_ACCOUNT_LIST,
	READING_APPROVAL_LIST,
	READING_DEPARTMENT_LIST,
	READING_PARAMETER_LIST,
	READING_PROJECT_LIST,
	READING_TOKEN_LIST,
	READING_TRAIL_LIST
};

/* A `reach` with the departments of all: of who acts on the command line. */
#define READING_REACH_ALL "[\"\"]"

/* ERR_NOT_FOUND when the statement returns none. */
MUST_USE enum err reading_query(struct ctx *cx, struct connection *db, enum reading_id id,
                                struct params params, const char **body);

#endif
