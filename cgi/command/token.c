/* `gongkai token`: tokens of programs that work at the desk, by the owner of the database. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/option.h"
#include "command/roster.h"
#include "db/account.h"
#include "db/reading.h"
#include "db/staff.h"
#include "sign/secret.h"

#define TIMEOUT_MS 10000
#define USUAL_DAYS 90

static enum err
add(struct command_line *line, struct connection *db, struct account_token *token)
{
	const char *secret = secret_new(line->cx->arena);
	const char *number;

	token->hash = text_sha256(line->cx->arena, secret, strlen(secret));
	TRY(staff_begin(line->cx, db));
	TRY(account_add_token(line->cx, db, token, &number));
	TRY(account_told(line->cx, db, command_system_user(line->cx->arena), "token add",
	                 token->account, token->label));
	TRY(staff_commit(line->cx, db));
	printf("%s\n", secret);
	return ERR_OK;
}

static enum err
end(struct command_line *line, struct connection *db, const char *number)
{
	if (*number == '\0' || strspn(number, "0123456789") != strlen(number) || strlen(number) > 9)
		return command_misuse(line, "“%s”不是令牌的编号", number);
	TRY(staff_begin(line->cx, db));
	TRY(account_end_token(line->cx, db, number));
	TRY(account_told(line->cx, db, command_system_user(line->cx->arena), "token end",
	                 arena_printf(line->cx->arena, "token %s", number), NULL));
	return staff_commit(line->cx, db);
}

static enum err
list(struct command_line *line, struct connection *db, bool is_json)
{
	struct text out = text_make(line->cx->arena);
	const char *body;

	TRY(reading_query(line->cx, db, READING_TOKEN_LIST,
	                  PARAMS(NULL, "1000000", NULL, READING_REACH_ALL), &body));
	if (is_json)
		text_add_fmt(&out, "%s\n", body);
	else
		TRY(roster_tokens(line->cx, body, &out));
	fputs(out.data, stdout);
	return ERR_OK;
}

enum err
token_run(struct command_line *line, int argc, char **argv)
{
	struct account_token token = { .department = "" };
	const char *days = NULL;
	bool is_json = false;
	const struct option options[] = {
		{ "--label", &token.label, NULL },
		{ "--roles", &token.roles, NULL },
		{ "--department", &token.department, NULL },
		{ "--days", &days, NULL },
		{ "--json", NULL, &is_json },
		{ NULL, NULL, NULL },
	};
	struct connection *db;
	size_t count;
	enum err status;

	TRY(option_read(line, options, argc, argv, &count));
	token.account = argv[2];
	token.days = days == NULL ? USUAL_DAYS : atoi(days);
	db = connection_new(CONNECTION_OWNER, line->config.owner_database, TIMEOUT_MS);
	if (count == 2 && strcmp(argv[1], "add") == 0)
		status = add(line, db, &token);
	else if (count == 2 && strcmp(argv[1], "end") == 0)
		status = end(line, db, argv[2]);
	else if (count == 1 && strcmp(argv[1], "list") == 0)
		status = list(line, db, is_json);
	else
		status = command_misuse(line, "token 之后应为 add 和登录名、list，或者 end 和编号");
	connection_free(db);
	return status;
}
