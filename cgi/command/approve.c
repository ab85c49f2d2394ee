/* `gongkai approve`: approve drafts that were submitted, so that they can be published. */
#include "command/selection.h"
#include "db/audit.h"

struct request {
	struct selection selection;
	const char *digest;
	const char *note;
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	struct selection *selection = &request->selection;
	const struct option options[] = {
		SELECTION_OPTIONS(selection),
		{ "--digest", &request->digest, NULL },
		{ "--note", &request->note, NULL },
		{ "--by", &line->person, NULL },
		{ NULL, NULL, NULL },
	};

	TRY(selection_read(line, options, argc, argv, selection));
	if (request->digest != NULL && selection->count != 1)
		return command_misuse(line, "--digest 只与一个编号同用");
	return ERR_OK;
}

/* Who gives no digest approves what is there now. */
static enum err
approve(struct ctx *cx, struct connection *db, struct request *request, struct life_drafts *approved)
{
	struct life_drafts drafts;
	const char *ids;

	TRY(selection_ids(cx, db, &request->selection, "in_review", &ids));
	/* A refusal takes back what it found itself; the findings that it names are to be explained. */
	TRY(audit_renew(cx, db, ids));
	TRY(life_digests(cx, db, ids, &drafts));
	if (request->digest != NULL)
		drafts.digests[0] = request->digest;
	for (size_t i = 0; i < drafts.count; i++)
		if (drafts.digests[i] == NULL)
			return err_set(cx, ERR_NOT_FOUND, "没有编号为“%s”的草稿", drafts.ids[i]);
	return life_approve(cx, db, ids, audit_ids(cx->arena, drafts.digests, drafts.count),
	                    request->note, approved);
}

enum err
approve_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };
	struct life_drafts approved;
	struct connection *db;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	db = command_staff(line);
	status = approve(line->cx, db, &request, &approved);
	connection_free(db);
	if (status == ERR_OK)
		selection_print(&approved, "已批准");
	return status;
}
