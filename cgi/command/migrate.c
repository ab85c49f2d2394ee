/* `gongkai migrate`: bring the database to this program's schema, and register the templates. */
#include "db/migrate.h"

#include <stdio.h>

#include "command/command.h"
#include "template/template.h"

/* Migrations may rewrite tables: an hour for each. */
#define TIMEOUT_MS (60 * 60 * 1000)

static void
show_step(void *user, const char *name, size_t number, size_t total)
{
	(void)user;
	fprintf(stderr, "%zu/%zu %s\n", number, total, name);
}

/* What is published names the template that prints it: from here on those of the folder. */
static enum err
register_templates(struct ctx *cx, struct connection *db, const struct renderer *renderer)
{
	size_t count = renderer_template_count(renderer);
	size_t registered = 0;

	for (size_t i = 0; i < count; i++) {
		const struct template *template = renderer_template_at(renderer, i);
		bool is_new;

		TRY(migrate_template(cx, db, template_source(template), &is_new));
		if (!is_new)
			continue;
		registered++;
		printf("登记模板 %s\n", template_id(template));
	}
	printf("共 %zu 个模板，本次登记了 %zu 个\n", count, registered);
	return ERR_OK;
}

static enum err
migrate(struct command_line *line, struct connection *db)
{
	struct renderer *renderer;
	size_t applied = 0;
	enum err status;

	TRY(migrate_apply(line->cx, db, show_step, NULL, &applied));
	printf("数据库已是最新结构，本次执行了 %zu 个迁移\n", applied);
	TRY(migrate_index_rule(line->cx, db, line->config.index_organisation));
	status = renderer_load(line->cx, line->config.templates, NULL, false, &renderer);
	if (status != ERR_OK) {
		fprintf(stderr, "模板没有登记，请改正以后再执行一次：\n");
		return status;
	}
	status = register_templates(line->cx, db, renderer);
	renderer_free(renderer);
	return status;
}

enum err
migrate_run(struct command_line *line, int argc, char **argv)
{
	struct connection *db;
	enum err status;

	(void)argv;
	if (argc > 1)
		return command_misuse(line, "migrate 不带参数");
	db = connection_new(CONNECTION_OWNER, line->config.owner_database, TIMEOUT_MS);
	status = migrate(line, db);
	connection_free(db);
	return status;
}
