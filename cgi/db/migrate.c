#include "db/migrate.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/run.h"
#include "db/statement.h"

struct migration {
	const struct statement_step *step;
	const char *sha256;
	int number;
};

/* The compiled-in migrations, how many, and how many the database has already. */
struct plan {
	struct migration *migrations;
	size_t count;
	size_t done;
	size_t functions;
};

static int
number_of(const char *name)
{
	return (int)strtol(name, NULL, 10);
}

static struct plan
make_plan(struct arena *arena)
{
	struct plan plan = { 0 };

	while (migration_list[plan.count].name != NULL)
		plan.count++;
	while (function_list[plan.functions].name != NULL)
		plan.functions++;
	plan.migrations = arena_array(arena, plan.count, sizeof *plan.migrations);
	for (size_t i = 0; i < plan.count; i++) {
		const struct statement_step *step = &migration_list[i];

		plan.migrations[i] = (struct migration){
			.step = step,
			.sha256 = text_sha256(arena, step->text, strlen(step->text)),
			.number = number_of(step->name),
		};
	}
	return plan;
}

/* One row of the database's record against the plan. */
static enum err
compare(struct ctx *cx, const struct plan *plan, size_t row, const PGresult *recorded)
{
	const char *number = run_value(recorded, (int)row, "number");
	const char *name = run_value(recorded, (int)row, "name");
	const char *sha256 = run_value(recorded, (int)row, "sha256");

	if (number == NULL || name == NULL || sha256 == NULL)
		return err_set(cx, ERR_INTERNAL,
		               "statement migration_list returned an incomplete row");
	if (row >= plan->count)
		return err_set(cx, ERR_CONFLICT, "库里有迁移 %s（%s），本程序没有：请用新的程序",
		               number, name);
	if (number_of(number) != plan->migrations[row].number)
		return err_set(cx, ERR_CONFLICT,
		               "库里是迁移 %s（%s），本程序在这里是 %s：请用建库的那个程序，或者它的新版",
		               number, name, plan->migrations[row].step->name);
	if (strcmp(sha256, plan->migrations[row].sha256) != 0)
		return err_set(cx, ERR_CONFLICT,
		               "迁移 %s（%s）在执行以后改动过：请恢复这个文件，改动写成新的迁移",
		               number, name);
	return ERR_OK;
}

/* Compare what the database says it has, from the lowest number on, with the plan. */
static enum err
read_record(struct ctx *cx, struct connection *db, struct plan *plan)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_MIGRATION_EXISTS, 0, NULL, &result));
	if (PQntuples(result) == 0)
		return ERR_OK;
	TRY(run_statement(cx, db, STATEMENT_MIGRATION_LIST, 0, NULL, &result));
	for (int row = 0; row < PQntuples(result); row++)
		TRY(compare(cx, plan, (size_t)row, result));
	plan->done = (size_t)PQntuples(result);
	return ERR_OK;
}

static enum err
apply(struct ctx *cx, struct connection *db, const struct migration *migration)
{
	const char *params[] = {
		arena_printf(cx->arena, "%d", migration->number),
		arena_printf(cx->arena, "%s.sql", migration->step->name),
		migration->sha256,
	};
	const char *place = arena_printf(cx->arena, "sql/schema/%s.sql", migration->step->name);
	PGresult *result;

	TRY(run_script(cx, db, "begin", "BEGIN"));
	TRY(run_script(cx, db, place, migration->step->text));
	TRY(run_statement(cx, db, STATEMENT_MIGRATION_RECORD, 3, params, &result));
	return run_script(cx, db, place, "COMMIT");
}

static enum err
apply_functions(struct ctx *cx, struct connection *db, const struct plan *plan,
                migrate_progress progress, void *user)
{
	size_t before = plan->count - plan->done;

	TRY(run_script(cx, db, "begin", "BEGIN"));
	for (size_t i = 0; i < plan->functions; i++) {
		const char *place = arena_printf(cx->arena, "sql/function/%s.sql",
		                                 function_list[i].name);

		if (progress != NULL)
			progress(user, place, before + i + 1, before + plan->functions);
		TRY(run_script(cx, db, place, function_list[i].text));
	}
	return run_script(cx, db, "commit", "COMMIT");
}

static enum err
apply_all(struct ctx *cx, struct connection *db, struct plan *plan, migrate_progress progress,
          void *user)
{
	size_t total = plan->count - plan->done + plan->functions;

	for (size_t i = plan->done; i < plan->count; i++) {
		if (progress != NULL)
			progress(user,
			         arena_printf(cx->arena, "sql/schema/%s.sql", migration_list[i].name),
			         i - plan->done + 1, total);
		TRY(apply(cx, db, &plan->migrations[i]));
	}
	return apply_functions(cx, db, plan, progress, user);
}

enum err
migrate_apply(struct ctx *cx, struct connection *db, migrate_progress progress, void *user,
              size_t *applied)
{
	struct plan plan = make_plan(cx->arena);
	PGresult *result;
	enum err status;

	*applied = 0;
	TRY(run_statement(cx, db, STATEMENT_MIGRATION_LOCK, 0, NULL, &result));
	status = read_record(cx, db, &plan);
	if (status == ERR_OK)
		status = apply_all(cx, db, &plan, progress, user);
	/* The end of the session ends the lock and what was not committed. */
	session_close(db);
	if (status == ERR_OK)
		*applied = plan.count - plan.done;
	return status;
}

enum err
migrate_template(struct ctx *cx, struct connection *db, const char *text, bool *is_new)
{
	const char *params[] = { text };
	const char *outcome;
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_TEMPLATE_REGISTER, 1, params, &result));
	outcome = run_value(result, 0, "outcome");
	if (outcome == NULL)
		return err_set(cx, ERR_INTERNAL, "statement template_register returned nothing");
	*is_new = strcmp(outcome, "registered") == 0;
	return ERR_OK;
}

/* Letters, digits and hyphens, and {department} anywhere. */
static bool
is_organisation(const char *s)
{
	static const char name[] = "{department}";
	size_t length = strlen(s);

	while (*s != '\0') {
		if (strncmp(s, name, sizeof name - 1) == 0)
			s += sizeof name - 1;
		else if (strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-",
		                *s) != NULL)
			s++;
		else
			return false;
	}
	return length > 0 && length <= 64;
}

enum err
migrate_index_rule(struct ctx *cx, struct connection *db, const char *organisation)
{
	const char *params[] = { organisation };
	PGresult *result;

	if (!is_organisation(organisation))
		return err_set_field(cx, ERR_INPUT, "index_organisation",
		                     "设置 index_organisation 是“%s”，应由字母、数字、短横和 {department} "
		                     "组成，至多 64 个字符",
		                     organisation);
	return run_statement(cx, db, STATEMENT_INDEX_RULE_SET, 1, params, &result);
}

enum err
migrate_roles(struct ctx *cx, struct connection *db)
{
	return run_script(cx, db, "roles",
	                  "SET client_min_messages = 'warning'; SET jit = off;"
	                  "CREATE ROLE gongkai_staff LOGIN; CREATE ROLE gongkai_public LOGIN;"
	                  "CREATE ROLE gongkai_desk LOGIN; CREATE ROLE gongkai_cache;"
	                  "CREATE ROLE gongkai_backdate;"
	                  "ALTER ROLE gongkai_staff SET search_path = '';"
	                  "ALTER ROLE gongkai_staff SET jit = off;"
	                  "ALTER ROLE gongkai_staff SET client_min_messages = 'warning'");
}
