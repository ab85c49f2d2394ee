/* `gongkai check --all`: by two processes, department by department. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/audit_internal.h"
#include "command/progress.h"

/* Drafts that are checked together: more take no less each, and hold the locks of their departments longer. */
#define BATCH_REPORTS 500

/* Processes that check all drafts; each has every second department. */
#define WORKERS 2

/* A worker's share of all drafts. */
static enum err
renew_share(struct ctx *cx, struct connection *db, int worker, size_t total)
{
	struct progress progress = progress_begin("检查", total);
	struct audit_batch batch = { 0 };
	size_t seen = 0;

	do {
		TRY(audit_renew_batch(cx, db, batch.last, BATCH_REPORTS, worker, WORKERS, &batch));
		seen += batch.seen * WORKERS;
		if (worker == 0)
			progress_show(&progress, seen < total ? seen : total);
	} while (batch.last != NULL);
	if (worker == 0)
		progress_end(&progress);
	return ERR_OK;
}

/* A worker is a process with a connection of its own. */
static pid_t
start_worker(const struct auditing *auditing, int worker, size_t total)
{
	pid_t parent = getpid();
	pid_t pid = fork();
	struct connection *db;
	struct ctx *cx;
	enum err status;

	if (pid != 0)
		return pid;
	/* Who interrupts the command means both. */
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent)
		_exit(1);
	cx = auditing->line->cx;
	db = command_staff(auditing->line);
	status = renew_share(cx, db, worker, total);
	if (status != ERR_OK)
		fprintf(stderr, "gongkai：%s\n", cx->reason);
	connection_free(db);
	_exit(status == ERR_OK ? 0 : 1);
}

static enum err
renew_all(struct auditing *auditing)
{
	struct ctx *cx = auditing->line->cx;
	pid_t workers[WORKERS] = { 0 };
	bool has_failed = false;
	enum err status;
	size_t total;

	TRY(audit_drafts(cx, auditing->db, &total));
	for (int i = 1; i < WORKERS; i++) {
		workers[i] = start_worker(auditing, i, total);
		if (workers[i] < 0)
			fprintf(stderr, "gongkai：fork：%s\n", err_system(errno));
	}
	status = renew_share(cx, auditing->db, 0, total);
	for (int i = 1; i < WORKERS; i++) {
		int ended = 1;

		if (workers[i] < 0 || waitpid(workers[i], &ended, 0) < 0 || ended != 0)
			has_failed = true;
	}
	if (status == ERR_OK && has_failed)
		return err_set(cx, ERR_UNAVAILABLE, "没有全部检查，再执行一次同样的命令就会继续");
	return status;
}

enum err
audit_all(struct auditing *auditing)
{
	struct ctx *cx = auditing->line->cx;
	const char *after = NULL;
	const char **ids;
	size_t id_count;

	TRY(renew_all(auditing));
	do {
		TRY(audit_reports(cx, auditing->db, after, TOLD_REPORTS, &ids, &id_count));
		if (id_count > 0) {
			after = ids[id_count - 1];
			TRY(audit_tell(auditing, ids, id_count));
		}
	} while (id_count == TOLD_REPORTS);
	return ERR_OK;
}
