/* `gongkai publish`: freeze drafts as revisions that the public can see. */
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/draft.h"
#include "command/progress.h"
#include "db/staff.h"
#include "doc/json.h"

struct request {
	const char *published_at;
	bool is_all;
	char **ids; /* without --all */
	size_t id_count;
};

struct publishing {
	struct command_line *line;
	struct connection *db;
	struct renderer *renderer;
	const char *published_at;
	size_t published;
	size_t unchanged;
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--all") == 0)
			request->is_all = true;
		else if (strcmp(argv[i], "--at") == 0)
			TRY(command_value(line, argc, argv, &i, &request->published_at));
		else if (argv[i][0] == '-')
			return command_misuse(line, "publish 没有选项 %s", argv[i]);
		else
			request->ids[request->id_count++] = argv[i];
	}
	if (request->is_all == (request->id_count > 0))
		return command_misuse(line, "请给出报告编号，或者 --all，二者取一");
	return ERR_OK;
}

/* Draw the document once before it is frozen: what cannot be printed is not published. */
static enum err
prepare(struct publishing *publishing, struct ctx *cx, const char *id,
        struct staff_publication *publication)
{
	const struct renderer *renderer = publishing->renderer;
	const struct json *json;
	const char *document;
	struct text pdf;

	TRY(draft_canonical(cx, publishing->db, renderer, id));
	TRY(staff_draft(cx, publishing->db, id, "public", &document));
	TRY(renderer_pdf(cx, renderer, document, strlen(document), &pdf));
	TRY(renderer_title(cx, renderer, document, strlen(document), &publication->title));
	TRY(json_parse(cx, id, document, strlen(document), &json));
	publication->id = id;
	publication->template_name = json_string(json_member(json, "form"));
	publication->template_digest = renderer_template_digest(renderer,
	                                                        publication->template_name);
	publication->published_at = publishing->published_at;
	return ERR_OK;
}

static enum err
publish_one(struct publishing *publishing, const char *id)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct staff_publication publication;
	const char *revision = "";
	const char *outcome = "";
	enum err status = prepare(publishing, &cx, id, &publication);

	if (status == ERR_OK)
		status = staff_publish(&cx, publishing->db, &publication, &revision, &outcome);
	if (status != ERR_OK)
		err_set(publishing->line->cx, status, "%s：%s", id, cx.reason);
	else if (strcmp(outcome, "unchanged") == 0)
		publishing->unchanged++;
	else
		publishing->published++;
	if (status == ERR_OK && strcmp(outcome, "unchanged") != 0)
		printf("%s：已公开，第 %s 次修订\n", id, revision);
	arena_free(arena);
	return status;
}

static enum err
publish_each(struct publishing *publishing, const struct request *request)
{
	struct progress progress = progress_begin("公开", request->id_count);

	for (size_t i = 0; i < request->id_count; i++) {
		progress_show(&progress, i);
		TRY(publish_one(publishing, request->ids[i]));
	}
	progress_end(&progress);
	return ERR_OK;
}

/* Everything that has a template and is not published as it stands. */
static enum err
list_drafts(struct publishing *publishing, struct request *request)
{
	struct ctx *cx = publishing->line->cx;
	struct staff_draft *drafts;
	size_t count;

	TRY(staff_draft_list(cx, publishing->db, &drafts, &count));
	request->ids = arena_array(cx->arena, count, sizeof *request->ids);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(drafts[i].state, "withdrawn") == 0)
			fprintf(stderr, "%s：已撤回，要再公开请写明编号\n", drafts[i].id);
		else if (renderer_template_digest(publishing->renderer, drafts[i].form) == NULL)
			fprintf(stderr, "%s：表式 %s 没有模板，仍为草稿\n", drafts[i].id,
			        drafts[i].form);
		else
			request->ids[request->id_count++] = arena_strdup(cx->arena, drafts[i].id);
	}
	return ERR_OK;
}

static enum err
publish_all(struct publishing *publishing, struct request *request)
{
	struct ctx *cx = publishing->line->cx;
	enum err status;

	if (request->is_all)
		TRY(list_drafts(publishing, request));
	TRY(staff_begin(cx, publishing->db));
	status = publish_each(publishing, request);
	if (status == ERR_OK)
		return staff_commit(cx, publishing->db);
	staff_rollback(publishing->db);
	return status;
}

enum err
publish_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { .ids = arena_array(line->cx->arena, (size_t)argc,
		                                      sizeof(char *)) };
	struct publishing publishing = { .line = line };
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	TRY(renderer_load(line->cx, line->config.templates, line->config.fonts, false,
	                  &publishing.renderer));
	publishing.published_at = request.published_at;
	publishing.db = connection_new(CONNECTION_STAFF, line->config.staff_database,
	                               COMMAND_TIMEOUT_MS);
	status = publish_all(&publishing, &request);
	connection_free(publishing.db);
	renderer_free(publishing.renderer);
	if (status == ERR_OK)
		printf("公开 %zu 份，%zu 份没有变化\n", publishing.published, publishing.unchanged);
	return status;
}
