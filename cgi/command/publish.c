/* `gongkai publish`: freeze drafts as revisions that the public can see. */
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/draft.h"
#include "command/progress.h"
#include "db/staff.h"
#include "doc/json.h"
#include "pdf/pdf.h"

struct request {
	const char *published_at;
	bool is_all;
	bool keeps_going; /* what is sound is published even when something else is not */
	char **ids;       /* without --all */
	size_t id_count;
};

struct publishing {
	struct command_line *line;
	struct connection *db;
	struct renderer *renderer;
	const char *published_at;
	size_t published;
	size_t unchanged;
	struct text left; /* what has faults, one a line */
	size_t left_count;
	struct text said; /* what was published, for when it is certain */
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--all") == 0)
			request->is_all = true;
		else if (strcmp(argv[i], "--keep-going") == 0)
			request->keeps_going = true;
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
	struct order order;
	struct text pdf;

	TRY(draft_canonical(cx, publishing->db, renderer, id));
	TRY(staff_draft(cx, publishing->db, id, "public", &document));
	order = (struct order){ .document = document, .length = strlen(document) };
	TRY(pdf_write(cx, renderer, &order, &pdf));
	TRY(renderer_title(cx, renderer, document, strlen(document), &publication->title));
	TRY(json_parse(cx, id, document, strlen(document), &json));
	publication->id = id;
	publication->template_name = json_string(json_member(json, "form"));
	publication->template_digest = renderer_template_digest(renderer,
	                                                        publication->template_name);
	publication->published_at = publishing->published_at;
	return ERR_OK;
}

/* All that is wrong with a draft is told of it; the others go on. */
static void
take_faults(struct publishing *publishing, const char *id, const struct ctx *found)
{
	struct ctx *cx = publishing->line->cx;

	publishing->left_count++;
	text_add_fmt(&publishing->left, "%s\n", id);
	for (const struct fault *fault = found->faults; fault != NULL; fault = fault->next)
		err_add_fault(cx, arena_printf(cx->arena, "%s: %s", id, fault->place), "%s",
		              fault->what);
	if (found->fault_count > FAULTS_MAX)
		cx->fault_count += found->fault_count - FAULTS_MAX;
	if (!found->sums_up)
		err_add_fault(cx, id, "%s", found->reason);
}

static enum err
freeze(struct publishing *publishing, struct ctx *cx, const char *id)
{
	struct staff_publication publication;
	const char *revision;
	const char *outcome;

	TRY(prepare(publishing, cx, id, &publication));
	TRY(staff_publish(cx, publishing->db, &publication, &revision, &outcome));
	if (strcmp(outcome, "unchanged") == 0) {
		publishing->unchanged++;
		return ERR_OK;
	}
	publishing->published++;
	text_add_fmt(&publishing->said, "%s：已公开，第 %s 次修订\n", id, revision);
	return ERR_OK;
}

/* Is it the draft that is wrong, and not something that all of them need? */
static bool
is_of_draft(enum err status)
{
	return status == ERR_INPUT || status == ERR_NOT_FOUND || status == ERR_TOO_LONG ||
	       status == ERR_CONFLICT;
}

static enum err
publish_one(struct publishing *publishing, const char *id)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	enum err status = staff_mark(&cx, publishing->db);

	if (status == ERR_OK)
		status = freeze(publishing, &cx, id);
	if (status == ERR_OK) {
		status = staff_keep(&cx, publishing->db);
	} else if (is_of_draft(status)) {
		take_faults(publishing, id, &cx);
		ctx_clear(&cx);
		status = staff_back(&cx, publishing->db);
	}
	if (status != ERR_OK)
		err_set(publishing->line->cx, status, "%s：%s", id, cx.reason);
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
	if (publishing->left_count == 0 || request->keeps_going)
		return ERR_OK;
	return err_set(publishing->line->cx, ERR_INPUT,
	               "%zu 份有错误，什么也没有公开；要先公开没有错误的，请加 --keep-going",
	               publishing->left_count);
}

/* Everything that has a template and was not withdrawn. */
static void
take_drafts(const struct publishing *publishing, struct request *request,
            const struct staff_draft *drafts, size_t count)
{
	struct arena *arena = publishing->line->cx->arena;

	request->ids = arena_array(arena, count, sizeof *request->ids);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(drafts[i].state, "withdrawn") == 0)
			fprintf(stderr, "%s：已撤回，要再公开请写明编号\n", drafts[i].id);
		else if (renderer_template(publishing->renderer, drafts[i].form) == NULL)
			fprintf(stderr, "%s：表式 %s 没有模板，仍为草稿\n", drafts[i].id,
			        drafts[i].form);
		else
			request->ids[request->id_count++] = arena_strdup(arena, drafts[i].id);
	}
}

/* What is to be published, and what draws it. */
static enum err
prepare_all(struct publishing *publishing, struct request *request)
{
	const struct config *config = &publishing->line->config;
	struct ctx *cx = publishing->line->cx;
	struct staff_draft *drafts = NULL;
	size_t count = request->id_count;

	if (request->is_all)
		TRY(staff_draft_list(cx, publishing->db, &drafts, &count));
	TRY(renderer_load(cx, config->templates, config->fonts, count >= COMMAND_MANY,
	                  &publishing->renderer));
	if (request->is_all)
		take_drafts(publishing, request, drafts, count);
	return ERR_OK;
}

static enum err
publish_all(struct publishing *publishing, struct request *request)
{
	struct ctx *cx = publishing->line->cx;
	enum err status;

	TRY(prepare_all(publishing, request));
	TRY(staff_begin(cx, publishing->db));
	status = publish_each(publishing, request);
	if (status == ERR_OK)
		return staff_commit(cx, publishing->db);
	staff_rollback(publishing->db);
	return status;
}

/* What was done; an error when some of it was not. */
static enum err
report(struct publishing *publishing)
{
	struct ctx *cx = publishing->line->cx;

	printf("%s公开 %zu 份，%zu 份没有变化\n", publishing->said.data, publishing->published,
	       publishing->unchanged);
	if (publishing->left_count == 0)
		return ERR_OK;
	command_print_faults(cx);
	printf("%zu 份有错误，没有公开：\n%s", publishing->left_count, publishing->left.data);
	return err_set(cx, ERR_INPUT, "%zu 份有错误，没有公开", publishing->left_count);
}

enum err
publish_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { .ids = arena_array(line->cx->arena, (size_t)argc,
		                                      sizeof(char *)) };
	struct publishing publishing = { .line = line,
		                         .left = text_make(line->cx->arena),
		                         .said = text_make(line->cx->arena) };
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	publishing.published_at = request.published_at;
	publishing.db = connection_new(CONNECTION_STAFF, line->config.staff_database,
	                               COMMAND_TIMEOUT_MS);
	status = publish_all(&publishing, &request);
	connection_free(publishing.db);
	renderer_free(publishing.renderer);
	return status == ERR_OK ? report(&publishing) : status;
}
