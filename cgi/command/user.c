/* `gongkai user`: accounts of the desk, by the owner of the database. */
#include "db/account.h"

#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/option.h"
#include "command/roster.h"
#include "db/reading.h"
#include "db/staff.h"
#include "sign/password.h"

#define TIMEOUT_MS 10000
#define FILE_MAX_BYTES 4096

struct wishes {
	const char *person;
	const char *department;
	const char *grants;
	const char *password_file;
	const char **told; /* a password that was made: to be told when it counts, and not before */
	bool may_sign_on;
};

/* `editor:430602-106,reviewer` as JSON; the database checks what is in it. */
static const char *
grants_json(struct arena *arena, const char *list)
{
	struct text out = text_make(arena);

	text_add_str(&out, "[");
	while (list != NULL && *list != '\0') {
		size_t length = strcspn(list, ",");
		size_t role = strcspn(list, ":,");

		text_add_str(&out, out.length > 1 ? ",{\"role\":" : "{\"role\":");
		text_add_json(&out, arena_strndup(arena, list, role));
		text_add_str(&out, ",\"department\":");
		text_add_json(&out, role == length ? ""
		                                   : arena_strndup(arena, list + role + 1,
		                                                   length - role - 1));
		text_add_str(&out, "}");
		list += length + (list[length] == ',');
	}
	text_add_str(&out, "]");
	return out.data;
}

static enum err
read_password(struct ctx *cx, const char *file, const char **password)
{
	struct text bytes;

	if (strcmp(file, "-") == 0)
		file = "/dev/stdin";
	TRY(text_read_file(cx, file, FILE_MAX_BYTES, &bytes));
	*password = arena_strndup(cx->arena, bytes.data, strcspn(bytes.data, "\r\n"));
	return ERR_OK;
}

/* The password of a new account: given, or made. */
static enum err
make_password(struct ctx *cx, const struct wishes *wishes, struct account *account)
{
	static const struct password_cost cost = { PASSWORD_MEMORY_KIB, PASSWORD_PASSES,
		                                   PASSWORD_LANES };
	const char *password;

	if (wishes->password_file != NULL) {
		TRY(read_password(cx, wishes->password_file, &password));
		TRY(password_check(cx, password, account->name, "--password-file"));
	} else {
		password = password_new(cx->arena);
		account->must_change = true;
	}
	account->password = (struct account_password){ .salt = password_salt(cx->arena),
		                                       .memory_kib = cost.memory_kib,
		                                       .passes = cost.passes,
		                                       .lanes = cost.lanes };
	*wishes->told = account->must_change ? password : NULL;
	return password_key(cx, password, account->password.salt, &cost, &account->password.key);
}

static enum err
add(struct command_line *line, struct connection *db, const struct wishes *wishes, const char *name)
{
	struct account account = { .name = name,
		                   .person = wishes->person == NULL ? name : wishes->person,
		                   .department = wishes->department == NULL ? ""
		                                                            : wishes->department,
		                   .may_sign_on = wishes->may_sign_on };
	const char *grants = grants_json(line->cx->arena, wishes->grants);

	TRY(make_password(line->cx, wishes, &account));
	TRY(account_add(line->cx, db, &account));
	return account_set_grants(line->cx, db, name, grants);
}

static enum err
grant(struct command_line *line, struct connection *db, const struct wishes *wishes,
      const char *name)
{
	return account_set_grants(line->cx, db, name, grants_json(line->cx->arena, wishes->grants));
}

/* Another password, which must be changed; it is told. */
static enum err
renew(struct command_line *line, struct connection *db, const struct wishes *wishes,
      const char *name)
{
	struct account account = { .name = name };

	TRY(make_password(line->cx, wishes, &account));
	return account_reset(line->cx, db, name, &account.password);
}

static enum err
end_codes(struct command_line *line, struct connection *db, const struct wishes *wishes,
          const char *name)
{
	(void)wishes;
	return account_reset(line->cx, db, name, NULL);
}

static enum err
disable(struct command_line *line, struct connection *db, const struct wishes *wishes,
        const char *name)
{
	const struct account_change change = { .is_disabled = "true" };

	(void)wishes;
	return account_change(line->cx, db, name, &change);
}

static enum err
enable(struct command_line *line, struct connection *db, const struct wishes *wishes,
       const char *name)
{
	const struct account_change change = { .is_disabled = "false" };

	(void)wishes;
	return account_change(line->cx, db, name, &change);
}

static enum err
sign_on(struct command_line *line, struct connection *db, const struct wishes *wishes,
        const char *name)
{
	(void)wishes;
	if (strcmp(name, "on") != 0 && strcmp(name, "off") != 0)
		return command_misuse(line, "sign-on 之后应为 on 或 off");
	return account_trust_sign_on(line->cx, db, strcmp(name, "on") == 0);
}

static const struct {
	const char *name;
	enum err (*run)(struct command_line *line, struct connection *db,
	                const struct wishes *wishes, const char *name);
} actions[] = {
	{ "add", add },           { "grant", grant },     { "password", renew },
	{ "no-totp", end_codes }, { "disable", disable }, { "enable", enable },
	{ "sign-on", sign_on },
};

#define ACTION_COUNT (sizeof actions / sizeof actions[0])

/* Do it and note it in the trail, or neither. */
static enum err
act(struct command_line *line, struct connection *db, const struct wishes *wishes, size_t i,
    const char *name)
{
	const char *action = arena_printf(line->cx->arena, "user %s", actions[i].name);

	TRY(staff_begin(line->cx, db));
	TRY(actions[i].run(line, db, wishes, name));
	TRY(account_told(line->cx, db, command_system_user(line->cx->arena), action, name,
	                 wishes->grants));
	TRY(staff_commit(line->cx, db));
	if (*wishes->told != NULL)
		printf("%s\n", *wishes->told);
	return ERR_OK;
}

static enum err
list(struct command_line *line, struct connection *db, bool is_json)
{
	struct text out = text_make(line->cx->arena);
	const char *body;

	TRY(reading_query(line->cx, db, READING_ACCOUNT_LIST,
	                  PARAMS(NULL, "1000000", READING_REACH_ALL), &body));
	if (is_json)
		text_add_fmt(&out, "%s\n", body);
	else
		TRY(roster_accounts(line->cx, body, &out));
	fputs(out.data, stdout);
	return ERR_OK;
}

enum err
user_run(struct command_line *line, int argc, char **argv)
{
	const char *told = NULL;
	bool is_json = false;
	struct wishes wishes = { .told = &told };
	const struct option options[] = {
		{ "--person", &wishes.person, NULL },
		{ "--department", &wishes.department, NULL },
		{ "--grants", &wishes.grants, NULL },
		{ "--password-file", &wishes.password_file, NULL },
		{ "--sign-on", NULL, &wishes.may_sign_on },
		{ "--json", NULL, &is_json },
		{ NULL, NULL, NULL },
	};
	struct connection *db;
	size_t count;
	size_t i = 0;
	enum err status;

	TRY(option_read(line, options, argc, argv, &count));
	while (i < ACTION_COUNT && count > 0 && strcmp(actions[i].name, argv[1]) != 0)
		i++;
	if (count != 2 || i == ACTION_COUNT) {
		if (count != 1 || strcmp(argv[1], "list") != 0)
			return command_misuse(line, "user 之后应为要做的事和登录名");
	}
	db = connection_new(CONNECTION_OWNER, line->config.owner_database, TIMEOUT_MS);
	status = count == 1 ? list(line, db, is_json) : act(line, db, &wishes, i, argv[2]);
	connection_free(db);
	return status;
}
