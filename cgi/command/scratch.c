#include "command/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "command/command.h"
#include "db/migrate.h"

#define START_MS 60000

/* The newest PostgreSQL of Debian, as the folder of its programs; NULL: none. */
static const char *
find_programs(struct arena *arena)
{
	const char *found = NULL;
	glob_t paths;

	if (glob("/usr/lib/postgresql/*/bin/initdb", 0, NULL, &paths) == 0) {
		const char *last = paths.gl_pathv[paths.gl_pathc - 1];

		found = arena_printf(arena, "%.*s", (int)(strlen(last) - strlen("/initdb")), last);
		globfree(&paths);
	}
	return found;
}

/* PostgreSQL refuses to run as root: then it is its own user, whom the folder belongs to. */
static bool
become_service(const struct passwd *user)
{
	return user == NULL || (initgroups(user->pw_name, user->pw_gid) == 0 &&
	                        setgid(user->pw_gid) == 0 && setuid(user->pw_uid) == 0);
}

static int
remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

/* Run a program in the folder, with what it says in the file `log`. */
static pid_t
start(char *const argv[])
{
	pid_t pid = fork();
	int log;

	if (pid != 0)
		return pid;
	log = open("log", O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (log >= 0 && dup2(log, STDOUT_FILENO) >= 0 && dup2(log, STDERR_FILENO) >= 0)
		execv(argv[0], argv);
	_exit(127);
}

static bool
run(char *const argv[])
{
	pid_t pid = start(argv);
	int status = 1;

	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

/* The keeper: makes the cluster, lets it run until the lifeline ends, and removes it. */
static void
keep(const char *programs, char *folder, int lifeline, const struct passwd *user)
{
	char initdb[4096];
	char postgres[4096];
	char *make[] = { initdb,
		         "--pgdata=data",
		         "--username=gongkai_owner",
		         "--auth=trust",
		         "--encoding=UTF8",
		         "--locale=C.UTF-8",
		         "--no-sync",
		         NULL };
	char *serve[] = { postgres,
		          "-D",
		          "data",
		          "-k",
		          folder,
		          "-c",
		          "listen_addresses=",
		          "-c",
		          "fsync=off",
		          "-c",
		          "synchronous_commit=off",
		          "-c",
		          "full_page_writes=off",
		          NULL };
	pid_t server = -1;
	char byte;

	setsid();
	snprintf(initdb, sizeof initdb, "%s/initdb", programs);
	snprintf(postgres, sizeof postgres, "%s/postgres", programs);
	if (become_service(user) && chdir(folder) == 0 && run(make))
		server = start(serve);
	if (server > 0) {
		while (read(lifeline, &byte, 1) < 0 && errno == EINTR)
			continue;
		kill(server, SIGQUIT);
		waitpid(server, NULL, 0);
	}
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	_exit(server > 0 ? 0 : 1);
}

static enum err
start_keeper(struct ctx *cx, const char *programs, char *folder, struct scratch *out)
{
	const struct passwd *user = geteuid() == 0 ? getpwnam("postgres") : NULL;
	int ends[2];

	if (user != NULL && chown(folder, user->pw_uid, user->pw_gid) != 0)
		return err_set(cx, ERR_UNAVAILABLE, "%s：%s", folder, err_system(errno));
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(cx, ERR_UNAVAILABLE, "pipe：%s", err_system(errno));
	out->lifeline = ends[1];
	out->keeper = fork();
	if (out->keeper == 0) {
		close(ends[1]);
		keep(programs, folder, ends[0], user);
	}
	close(ends[0]);
	if (out->keeper < 0)
		return err_set(cx, ERR_UNAVAILABLE, "fork：%s", err_system(errno));
	return ERR_OK;
}

/* The server writes into its file of the process whether it takes connections. */
static bool
is_ready(struct arena *arena, const char *folder)
{
	struct ctx inner = ctx_make(arena);
	struct text file;

	return text_read_file(&inner, arena_printf(arena, "%s/data/postmaster.pid", folder), 4096,
	                      &file) == ERR_OK &&
	       strstr(file.data, "\nready") != NULL;
}

/* Wait until the server takes connections, or the keeper gave up. */
static enum err
await(struct ctx *cx, const char *folder, struct scratch *scratch)
{
	const struct timespec pause = { .tv_nsec = 20 * 1000 * 1000 };

	for (int waited = 0; waited < START_MS; waited += 20) {
		if (is_ready(cx->arena, folder))
			return ERR_OK;
		if (waitpid(scratch->keeper, NULL, WNOHANG) != 0) {
			scratch->keeper = -1;
			break;
		}
		nanosleep(&pause, NULL);
	}
	return err_set(cx, ERR_UNAVAILABLE,
	               "临时的 PostgreSQL 没有启动；请检查 %s 所在的磁盘，或者导入以后用编号检查",
	               folder);
}

/* The owner is the superuser here; the other roles as far as it matters. */
static enum err
make_schema(struct ctx *cx, const char *folder)
{
	struct connection *db =
		connection_new(CONNECTION_OWNER,
	                       arena_printf(cx->arena, "host=%s dbname=postgres user=gongkai_owner",
	                                    folder),
	                       COMMAND_TIMEOUT_MS);
	size_t applied;
	enum err status = migrate_roles(cx, db);

	if (status == ERR_OK)
		status = migrate_apply(cx, db, NULL, NULL, &applied);
	connection_free(db);
	return status;
}

static enum err
start_in(struct ctx *cx, const char *programs, char *folder, struct scratch *out)
{
	TRY(start_keeper(cx, programs, folder, out));
	TRY(await(cx, folder, out));
	return make_schema(cx, folder);
}

enum err
scratch_open(struct ctx *cx, struct scratch *out)
{
	const char *programs = find_programs(cx->arena);
	const char *parent = getenv("TMPDIR");
	char *folder = arena_printf(cx->arena, "%s/gongkai-XXXXXX",
	                            parent == NULL ? "/tmp" : parent);
	enum err status;

	*out = (struct scratch){ .lifeline = -1, .keeper = -1 };
	if (programs == NULL)
		return err_set(cx, ERR_UNAVAILABLE,
		               "规则由 PostgreSQL 执行，这台机器上没有它的程序；"
		               "请安装 postgresql，或者导入以后用编号检查");
	if (mkdtemp(folder) == NULL)
		return err_set(cx, ERR_UNAVAILABLE, "%s：%s", folder, err_system(errno));
	out->staff = arena_printf(cx->arena, "host=%s dbname=postgres user=gongkai_staff", folder);
	status = start_in(cx, programs, folder, out);
	if (status != ERR_OK && out->keeper < 0)
		rmdir(folder); /* nobody else does */
	if (status != ERR_OK)
		scratch_close(out);
	return status;
}

void
scratch_close(struct scratch *scratch)
{
	if (scratch->lifeline >= 0)
		close(scratch->lifeline);
	if (scratch->keeper > 0)
		waitpid(scratch->keeper, NULL, 0);
	scratch->lifeline = -1;
	scratch->keeper = -1;
}
