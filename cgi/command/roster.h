/* Accounts and tokens of the desk as its owner reads them on the command line. */
#ifndef COMMAND_ROSTER_H
#define COMMAND_ROSTER_H

#include "base/text.h"

/* Append a line for each account of a list as the database gives it (sql/query/account_list.sql). */
MUST_USE enum err roster_accounts(struct ctx *cx, const char *list, struct text *out);

/* The same of tokens (sql/query/token_list.sql). */
MUST_USE enum err roster_tokens(struct ctx *cx, const char *list, struct text *out);

#endif
