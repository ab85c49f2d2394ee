/*
 * `gongkai publish`: freeze drafts as revisions that the public can see.
 *
 * All are checked first, without a lock; then they are published in batches, of
 * which each is one short transaction: who withdraws something meanwhile waits for
 * a batch, not for all.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "command/draft.h"
#include "command/finding.h"
#include "command/interrupt.h"
#include "command/progress.h"
#include "command/seal.h"
#include "command/selection.h"

#define BATCH_REPORTS 50
#define BATCH_MS 2000

struct request {
	struct selection selection;
	const char *published_at;
	bool keeps_going; /* what is sound is published even when something else is not */
};

/* A draft that was checked and is to be published. */
struct checked {
	const char *id;
	const char *sha256; /* of what was checked */
};

struct publishing {
	struct command_line *line;
	struct connection *db;
	struct renderer *renderer;
	struct seal seal;
	const char *published_at;
	struct checked *checked;
	size_t count;
	size_t published;
	size_t unchanged;
	struct text left; /* what has faults, one a line */
	size_t left_count;
	size_t held_count; /* of these, what only unexplained findings hold up */
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	struct selection *selection = &request->selection;
	const struct option options[] = {
		SELECTION_OPTIONS(selection),
		{ "--keep-going", NULL, &request->keeps_going },
		{ "--at", &request->published_at, NULL },
		{ "--by", &line->person, NULL },
		{ NULL, NULL, NULL },
	};

	TRY(selection_read(line, options, argc, argv, selection));
	return command_moment(line, request->published_at);
}

/* The database composes the title and names the template: they are those of this machine. */
static enum err
check_template(const struct publishing *publishing, struct ctx *cx, const struct staff_next *next)
{
	const char *digest = renderer_template_digest(publishing->renderer, next->form);
	const char *title;

	if (digest != NULL && strcmp(digest, next->template_digest) != 0)
		return err_set(cx, ERR_CONFLICT,
		               "表式 %s 的模板与登记的不同；请更新模板目录，"
		               "或者由数据库的所有者执行 gongkai migrate 登记它",
		               next->form);
	TRY(renderer_title(cx, publishing->renderer, next->document, strlen(next->document), &title));
	if (strcmp(title, next->title) != 0)
		return err_set(cx, ERR_CONFLICT, "标题在纸面上是“%s”，在数据库中是“%s”", title,
		               next->title);
	return ERR_OK;
}

/* The errors that stand unexplained, each a fault with its place in words. */
static enum err
tell_findings(const struct publishing *publishing, struct ctx *cx, const char *id)
{
	struct audit_finding *findings;
	struct finding_reader reader;
	const char *ids = audit_ids(cx->arena, &id, 1);
	const char *place = "";
	const char *sentence = "";
	size_t count;

	TRY(audit_renew(cx, publishing->db, ids));
	TRY(finding_open(cx, publishing->renderer, publishing->db, &reader));
	TRY(audit_list(cx, publishing->db, ids, &findings, &count));
	for (size_t i = 0; i < count; i++) {
		if (strcmp(findings[i].severity, "error") != 0 || findings[i].reason != NULL)
			continue;
		TRY(finding_place(cx, &reader, &findings[i], &place));
		TRY(finding_sentence(cx, &reader, &findings[i], &sentence));
		err_add_fault(cx, place, "%s（%s）", sentence, findings[i].name);
	}
	return err_faults(cx, 0);
}

/* What would be frozen. When the database refuses for findings, all of them are told. */
static enum err
next_of(struct publishing *publishing, struct ctx *cx, const char *id, struct staff_next *next)
{
	struct ctx inner = ctx_make(cx->arena);
	enum err status = draft_next(&inner, publishing->db, id, publishing->published_at, next);

	if (status == ERR_CONFLICT && tell_findings(publishing, cx, id) != ERR_OK) {
		publishing->held_count++;
		return cx->kind;
	}
	if (status != ERR_OK)
		return err_set(cx, status, "%s", inner.reason);
	return ERR_OK;
}

/*
 * Lay the document out before it is frozen: what cannot be printed is not published. It is
 * drawn once, by seal_claim(), with what is printed of its code.
 */
static enum err
check(struct publishing *publishing, struct ctx *cx, const char *id)
{
	struct staff_next next;
	size_t length;

	TRY(next_of(publishing, cx, id, &next));
	if (next.is_unchanged) {
		publishing->unchanged++;
		return ERR_OK;
	}
	length = strlen(next.document);
	TRY(renderer_check(cx, publishing->renderer, next.document, length));
	TRY(check_template(publishing, cx, &next));
	publishing->checked[publishing->count++] = (struct checked){
		.id = id, .sha256 = text_sha256(publishing->line->cx->arena, next.document, length)
	};
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

/* Is it the draft that is wrong, and not something that all of them need? */
static bool
is_of_draft(enum err status)
{
	return status == ERR_INPUT || status == ERR_NOT_FOUND || status == ERR_TOO_LONG ||
	       status == ERR_CONFLICT;
}

static enum err
check_one(struct publishing *publishing, const char *id)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	enum err status = check(publishing, &cx, id);

	if (is_of_draft(status)) {
		take_faults(publishing, id, &cx);
		status = ERR_OK;
	}
	if (status != ERR_OK)
		err_set(publishing->line->cx, status, "%s：%s", id, cx.reason);
	arena_free(arena);
	return status;
}

static enum err
check_each(struct publishing *publishing, const struct request *request)
{
	struct progress progress = progress_begin("检查", request->selection.count);
	size_t left;

	publishing->checked = arena_array(publishing->line->cx->arena, request->selection.count,
	                                  sizeof *publishing->checked);
	for (size_t i = 0; i < request->selection.count; i++) {
		progress_show(&progress, i);
		TRY(check_one(publishing, request->selection.ids[i]));
	}
	progress_end(&progress);
	left = publishing->left_count -
	       (selection_is_filter(&request->selection) ? publishing->held_count : 0);
	if (left == 0 || request->keeps_going)
		return ERR_OK;
	return err_set(publishing->line->cx, ERR_INPUT,
	               "%zu 份有错误，什么也没有公开；要先公开没有错误的，请加 --keep-going",
	               publishing->left_count);
}

/* What was not checked is not frozen: an import may have come in between. */
static enum err
freeze(struct publishing *publishing, struct ctx *cx, const struct checked *checked,
       struct text *said)
{
	struct staff_published published;

	TRY(seal_claim(cx, &publishing->seal, publishing->db, publishing->renderer, checked->id,
	               publishing->published_at));
	TRY(staff_publish(cx, publishing->db, checked->id, publishing->published_at, &published));
	if (strcmp(published.draft_sha256, checked->sha256) != 0)
		return err_set(cx, ERR_CONFLICT, "检查以后草稿又有改动，请再执行一次");
	if (strcmp(published.outcome, "unchanged") == 0) {
		publishing->unchanged++;
		return ERR_OK;
	}
	publishing->published++;
	text_add_fmt(said, "%s：已公开，第 %s 次修订\n", checked->id, published.revision);
	return ERR_OK;
}

static enum err
freeze_one(struct publishing *publishing, struct ctx *cx, const struct checked *checked,
           struct text *said)
{
	struct ctx inner = ctx_make(cx->arena);
	enum err status;

	TRY(staff_mark(cx, publishing->db));
	status = freeze(publishing, &inner, checked, said);
	if (status == ERR_OK)
		return staff_keep(cx, publishing->db);
	if (!is_of_draft(status))
		return err_set(cx, status, "%s：%s", checked->id, inner.reason);
	take_faults(publishing, checked->id, &inner);
	return staff_back(cx, publishing->db);
}

/* What may be in the batch that begins with this one. */
static enum err
lock_batch(const struct publishing *publishing, struct ctx *cx, size_t first)
{
	size_t left = publishing->count - first;
	size_t count = left < BATCH_REPORTS ? left : BATCH_REPORTS;
	const char *ids[BATCH_REPORTS];

	for (size_t i = 0; i < count; i++)
		ids[i] = publishing->checked[first + i].id;
	TRY(staff_wait(cx, publishing->db));
	return audit_lock(cx, publishing->db, audit_ids(cx->arena, ids, count));
}

static enum err
freeze_batch(struct publishing *publishing, struct ctx *cx, size_t *done, struct text *said)
{
	int64_t end = clock_now_ms() + BATCH_MS;
	size_t first = *done;

	TRY(staff_begin(cx, publishing->db));
	TRY(lock_batch(publishing, cx, first));
	do {
		TRY(freeze_one(publishing, cx, &publishing->checked[*done], said));
		++*done;
	} while (*done < publishing->count && *done - first < BATCH_REPORTS &&
	         clock_now_ms() < end && !interrupt_came());
	TRY(seal_head(cx, &publishing->seal, publishing->db));
	return staff_commit(cx, publishing->db);
}

/* One batch is published and told of, or nothing of it. */
static enum err
publish_batch(struct publishing *publishing, size_t *done)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct text said = text_make(arena);
	size_t published = publishing->published;
	enum err status = freeze_batch(publishing, &cx, done, &said);

	if (status == ERR_OK) {
		printf("%s", said.data);
		fflush(stdout);
	} else {
		staff_rollback(publishing->db);
		publishing->published = published;
		err_set(publishing->line->cx, status, "%s", cx.reason);
	}
	arena_free(arena);
	return status;
}

static enum err
publish_each(struct publishing *publishing)
{
	struct progress progress = progress_begin("公开", publishing->count);
	enum err status = ERR_OK;
	size_t done = 0;

	if (publishing->count > 0)
		seal_fonts(publishing->line->cx->arena, publishing->renderer, &publishing->seal);
	interrupt_defer();
	while (done < publishing->count && status == ERR_OK && !interrupt_came()) {
		progress_show(&progress, done);
		status = publish_batch(publishing, &done);
	}
	if (status == ERR_OK && done == publishing->count) {
		progress_end(&progress);
		return ERR_OK;
	}
	fprintf(stderr, "没有全部完成：公开了 %zu 份，再执行一次同样的命令就会继续\n",
	        publishing->published);
	return err_set(publishing->line->cx, ERR_UNAVAILABLE, "收到信号，已停止");
}

/* What a filter leaves and nobody has approved is told. */
static enum err
tell_rest(const struct publishing *publishing, const struct selection *selection)
{
	const struct life_filter filter = { .department = selection->department,
		                            .year = selection->year,
		                            .form = selection->form };
	struct life_row *rows;
	size_t count;

	TRY(life_list(publishing->line->cx, publishing->db, &filter, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].state, "draft") == 0 || strcmp(rows[i].state, "in_review") == 0)
			fprintf(stderr, "%s：%s，没有公开\n", rows[i].id, rows[i].state_name);
	return ERR_OK;
}

/* What is to be published, and what draws it. */
static enum err
prepare_all(struct publishing *publishing, struct request *request)
{
	const struct config *config = &publishing->line->config;
	struct ctx *cx = publishing->line->cx;
	const char *ids;

	if (selection_is_filter(&request->selection))
		TRY(tell_rest(publishing, &request->selection));
	TRY(selection_ids(cx, publishing->db, &request->selection, "approved", &ids));
	return renderer_load(cx, config->templates, config->fonts,
	                     request->selection.count >= COMMAND_MANY, &publishing->renderer);
}

/* Where nothing was published, the log may still want a signature: of a key that is new. */
static enum err
sign_log(struct publishing *publishing)
{
	struct ctx *cx = publishing->line->cx;

	if (publishing->published > 0 || publishing->seal.key_count == 0)
		return ERR_OK;
	TRY(staff_begin(cx, publishing->db));
	TRY(staff_wait(cx, publishing->db));
	TRY(seal_head(cx, &publishing->seal, publishing->db));
	return staff_commit(cx, publishing->db);
}

/* What was done; an error when some of it was not. */
static enum err
report(struct publishing *publishing)
{
	struct ctx *cx = publishing->line->cx;

	printf("公开 %zu 份，%zu 份没有变化\n", publishing->published, publishing->unchanged);
	if (publishing->left_count == 0)
		return ERR_OK;
	command_print_faults(cx);
	printf("%zu 份有错误，没有公开：\n%s", publishing->left_count, publishing->left.data);
	return err_set(cx, ERR_INPUT, "%zu 份有错误，没有公开", publishing->left_count);
}

static enum err
publish_all(struct publishing *publishing, struct request *request)
{
	TRY(prepare_all(publishing, request));
	TRY(check_each(publishing, request));
	TRY(publish_each(publishing));
	TRY(sign_log(publishing));
	return report(publishing);
}

enum err
publish_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };
	struct publishing publishing = { .line = line, .left = text_make(line->cx->arena) };
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	TRY(seal_open(line, &publishing.seal));
	publishing.published_at = request.published_at;
	publishing.db = command_staff(line);
	status = publish_all(&publishing, &request);
	connection_free(publishing.db);
	renderer_free(publishing.renderer);
	return status;
}
