/* `gongkai migrate`: bring the database to this program's schema. */
#include "db/migrate.h"

#include <stdio.h>

#include "command/command.h"

/* Migrations may rewrite tables: an hour for each. */
#define TIMEOUT_MS (60 * 60 * 1000)

static void
show_step(void *user, const char *name, size_t number, size_t total)
{
	(void)user;
	fprintf(stderr, "%zu/%zu %s\n", number, total, name);
}

enum err
migrate_run(struct command_line *line, int argc, char **argv)
{
	struct connection *db;
	size_t applied = 0;
	enum err status;

	(void)argv;
	if (argc > 1)
		return command_misuse(line, "migrate 不带参数");
	db = connection_new(CONNECTION_OWNER, line->config.owner_database, TIMEOUT_MS);
	status = migrate_apply(line->cx, db, show_step, NULL, &applied);
	connection_free(db);
	if (status == ERR_OK)
		printf("数据库已是最新结构，本次执行了 %zu 个迁移\n", applied);
	return status;
}
