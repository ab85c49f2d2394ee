/* `gongkai submit`: ask for the approval of drafts. */
#include "command/draft.h"
#include "command/selection.h"

struct request {
	struct selection selection;
	const char *note;
	const char *reason;
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	struct selection *selection = &request->selection;
	const struct option options[] = {
		SELECTION_OPTIONS(selection),
		{ "--reason", &request->reason, NULL },
		{ "--note", &request->note, NULL },
		{ "--by", &line->person, NULL },
		{ NULL, NULL, NULL },
	};

	return selection_read(line, options, argc, argv, selection);
}

/* What was kept before texts were brought into their canonical form gets it now. */
static enum err
settle(struct command_line *line, struct connection *db, const struct selection *selection)
{
	struct renderer *renderer;
	enum err status = ERR_OK;

	TRY(renderer_load(line->cx, line->config.templates, NULL, false, &renderer));
	for (size_t i = 0; i < selection->count && status == ERR_OK; i++) {
		struct arena *arena = arena_new();
		struct ctx cx = ctx_make(arena);

		status = draft_settle(&cx, db, renderer, selection->ids[i]);
		if (status != ERR_OK)
			err_set(line->cx, status, "%s：%s", selection->ids[i], cx.reason);
		arena_free(arena);
	}
	renderer_free(renderer);
	return status;
}

static enum err
submit(struct command_line *line, struct connection *db, struct request *request,
       struct life_drafts *submitted)
{
	struct ctx *cx = line->cx;
	const char *ids;

	TRY(staff_begin(cx, db));
	TRY(selection_ids(cx, db, &request->selection, "draft", &ids));
	TRY(settle(line, db, &request->selection));
	TRY(life_submit(cx, db, ids, request->note, request->reason,
	                selection_is_filter(&request->selection), submitted));
	return staff_commit(cx, db);
}

enum err
submit_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };
	struct life_drafts submitted;
	struct connection *db;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	db = command_staff(line);
	status = submit(line, db, &request, &submitted);
	connection_free(db);
	if (status == ERR_OK)
		selection_print(&submitted, "已提交，待审核");
	return status;
}
