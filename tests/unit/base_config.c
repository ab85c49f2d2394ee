#include "base/config.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/tap.h"

/* One `key=value`: what of it is refused, or NULL. */
static const struct {
	const char *assignment;
	const char *refusal;
} assignments[] = {
	{ "workers=0", NULL },
	{ "workers=256", NULL },
	{ "workers=257", "应为 0 到 256 的整数" },
	{ "workers=-1", "应为 0 到 256 的整数" },
	{ "workers=", "workers 为 ''" },
	{ "workers=3x", "workers 为 '3x'" },
	{ "workers=0x10", "workers 为 '0x10'" },
	{ "workers=1.5", "workers 为 '1.5'" },
	{ "workers=99999999999999999999", "应为 0 到 256 的整数" },
	{ "database_timeout_ms=100", NULL },
	{ "database_timeout_ms=99", "应为 100 到 60000 的整数" },
	{ "request_timeout_ms=45001", "应为 0 到 45000 的整数" },
	{ "retry_after_s=3600", NULL },
	{ "retry_after_s=0", "应为 1 到 3600 的整数" },
	{ "socket=", "socket 是空的" },
	{ "templates= \t", "templates 是空的" },
	{ "role=staff", NULL },
	{ "role=Staff", "应为其中之一：public staff" },
	{ "role=public staff", "应为其中之一：public staff" },
	{ "log_level=warning", NULL },
	{ "log_level=DEBUG", "应为其中之一：debug info warning error" },
	{ "log_level=warn", "应为其中之一" },
	{ "log_format=XML", "应为其中之一：text json" },
	{ "missing_glyph=mark", NULL },
	{ "missing_glyph=blank", "应为其中之一：error mark" },
	{ "site=none", NULL },
	{ "site=https://gongkai.example.gov.cn", NULL },
	{ "site=http://127.0.0.1:8080/open", NULL },
	{ "site=gongkai.example", "应为 none，或者末尾没有斜线的网址" },
	{ "site=ftp://gongkai.example", "应为 none，或者末尾没有斜线的网址" },
	{ "site=httpx://gongkai.example", "应为 none，或者末尾没有斜线的网址" },
	{ "site=https://", "应为 none，或者末尾没有斜线的网址" },
	{ "site=https:///v", "应为 none，或者末尾没有斜线的网址" },
	{ "site=https://gongkai.example/", "应为 none，或者末尾没有斜线的网址" },
	{ "site=https://gongkai.example x", "应为 none，或者末尾没有斜线的网址" },
	{ "site=https://gongkai.example/?a", "应为 none，或者末尾没有斜线的网址" },
	{ "site=https://公开.example", "应为 none，或者末尾没有斜线的网址" },
	{ "workers", "应写成 设置=值" },
	{ "worker=3", "没有设置 'worker'" },
	{ "Workers=3", "没有设置 'Workers'" },
	{ "=3", "没有设置 ''" },
};

static void
check_assignments(struct arena *arena)
{
	for (size_t i = 0; i < sizeof assignments / sizeof assignments[0]; i++) {
		struct config config = config_default();
		struct ctx cx = ctx_make(arena);
		enum err status = config_set(&cx, assignments[i].assignment, &config);

		if (assignments[i].refusal == NULL)
			ok(status == ERR_OK, "%s", assignments[i].assignment);
		else if (!ok(status == ERR_INPUT && strstr(cx.reason, assignments[i].refusal) != NULL,
		             "%s is refused", assignments[i].assignment))
			printf("# reason: %s\n", cx.reason);
	}
}

/* Set the default that is told to the user; `user` is the context. */
static void
set_told_default(void *user, const struct config_setting *setting)
{
	static struct config told;
	struct config config = config_default();
	struct ctx *cx = user;

	ok(config_set(cx, arena_printf(cx->arena, "%s=%s", setting->key, setting->fallback),
	              &told) == ERR_OK &&
	           *setting->help[CONFIG_ENGLISH] != '\0' && *setting->help[CONFIG_CHINESE] != '\0',
	   "%s can be set to its default and has a meaning in both languages", setting->key);
	is_str(setting->value, setting->fallback, "which is in force");
	is_str(setting->origin, NULL, "and comes from nowhere");
	if (strcmp(setting->key, "retry_after_s") != 0)
		return;
	is_str(told.database, config.database, "the default of database is what is told");
	is_str(told.staff_database, config.staff_database, "staff_database");
	is_str(told.owner_database, config.owner_database, "owner_database");
	is_str(told.socket, config.socket, "socket");
	is_str(told.templates, config.templates, "templates");
	is_str(told.fonts, config.fonts, "fonts");
	is_str(told.log_level, config.log_level, "log_level");
	is_int(told.workers, config.workers, "workers");
	is_int(told.database_timeout_ms, config.database_timeout_ms, "database_timeout_ms");
	is_int(told.retry_after_s, config.retry_after_s, "retry_after_s, the last one");
}

static char path[] = "/tmp/gongkai-config-XXXXXX";

static enum err
read_config(struct ctx *cx, const char *content, size_t length, struct config *config)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fwrite(content, 1, length, file) != length)
		abort();
	fclose(file);
	*config = config_default();
	return config_read(cx, path, config);
}

static void
check_file(struct arena *arena)
{
	static const char good[] = "# a comment\n"
				   "\n"
				   "workers = 2\n"
				   " \t database=host=/run dbname=a user=b # c \r\n"
				   "  # another\n"
				   "workers=4";
	struct ctx cx = ctx_make(arena);
	struct config config;

	is_int(read_config(&cx, good, sizeof good - 1, &config), ERR_OK, "a file");
	is_int(config.workers, 4, "a later line wins, and the last needs no line feed");
	is_str(config.database, "host=/run dbname=a user=b # c",
	       "blanks around key and value go, also a CR; the first = is the one that counts");
	is_int(read_config(&cx, "\xEF\xBB\xBFworkers = 5\r\n", 16, &config), ERR_OK,
	       "a file of an editor that begins with a byte order mark");
	is_int(config.workers, 5, "its first line counts");
	is_int(read_config(&cx, good, sizeof good - 1, &config), ERR_OK, "the first again");
	is_str(config.log_level, config_default().log_level, "what is not named keeps its default");
}

/* What one setting says of itself. */
struct seen {
	const char *key;
	char value[64];
	const char *origin;
};

static void
see(void *user, const struct config_setting *setting)
{
	struct seen *seen = user;

	if (strcmp(setting->key, seen->key) != 0)
		return;
	snprintf(seen->value, sizeof seen->value, "%s", setting->value);
	seen->origin = setting->origin;
}

static void
check_origin(struct arena *arena)
{
	static const char file[] = "workers=2\n\nlog_level=debug\nworkers=9\n";
	struct seen workers = { .key = "workers" };
	struct seen level = { .key = "log_level" };
	struct seen socket = { .key = "socket" };
	struct ctx cx = ctx_make(arena);
	struct config config;

	is_int(read_config(&cx, file, sizeof file - 1, &config), ERR_OK, "a file of three settings");
	config_each(&config, see, &workers);
	is_str(workers.value, "9", "the value in force");
	is_str(workers.origin, arena_printf(arena, "%s:4", path), "is from the line that won");
	is_int(config_set(&cx, "workers=3", &config), ERR_OK, "the command line goes over it");
	config_each(&config, see, &workers);
	config_each(&config, see, &level);
	config_each(&config, see, &socket);
	is_str(workers.value, "3", "its value");
	is_str(workers.origin, "--set", "and that it was the command line");
	is_str(level.origin, arena_printf(arena, "%s:3", path), "the other stays where it was");
	is_str(socket.origin, NULL, "and what nobody set is a default");
}

/* Whether it is said is asked of what the two limits are. */
static void
check_together(struct arena *arena)
{
	static const struct {
		int render;
		int request;
		enum err err;
	} cases[] = {
		{ 20000, 40000, ERR_OK },    { 999, 1000, ERR_OK },     { 0, 0, ERR_OK },
		{ 600000, 0, ERR_OK },       { 1000, 1000, ERR_INPUT }, { 0, 1000, ERR_INPUT },
		{ 20000, 10000, ERR_INPUT },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct ctx cx = ctx_make(arena);
		struct config config = config_default();

		config.render_timeout_ms = cases[i].render;
		config.request_timeout_ms = cases[i].request;
		is_int(config_check(&cx, &config), cases[i].err,
		       arena_printf(arena, "pages %d ms, a request %d ms", cases[i].render,
		                    cases[i].request));
		ok((cases[i].err == ERR_OK) == (cx.reason == NULL), "  with or without a reason");
	}
}

static void
check_wrong_file(struct arena *arena)
{
	static const char bad[] = "workers=x\n# fine\nworkers=2\nnonsense\nworker=2\n";
	static const char nul[] = "workers=2\0\nworkers=x\n";
	struct ctx cx = ctx_make(arena);
	struct config config;

	err_add_fault(&cx, "before", "found by another");
	is_int(read_config(&cx, bad, sizeof bad - 1, &config), ERR_INPUT, "a file with wrong lines");
	is_str(cx.reason, arena_printf(arena, "%s：3 行有错", path), "says how many");
	is_int((long long)cx.fault_count, 4, "each is a fault");
	is_str(cx.faults->next->place, arena_printf(arena, "%s:1", path), "the first with its line");
	is_str(cx.faults->next->what, "workers 为 'x'，应为 0 到 256 的整数", "and its cure");
	is_str(cx.last_fault->place, arena_printf(arena, "%s:5", path), "the last with its line");
	cx = ctx_make(arena);
	err_add_fault(&cx, "before", "found by another");
	is_int(read_config(&cx, "", 0, &config), ERR_OK,
	       "faults of others are not those of the file");
	cx = ctx_make(arena);
	is_int(read_config(&cx, nul, sizeof nul - 1, &config), ERR_INPUT,
	       "NUL does not hide the rest of a file");
	unlink(path);
	cx = ctx_make(arena);
	is_int(config_read(&cx, path, &config), ERR_INPUT, "no file");
	ok(strstr(cx.reason, path) != NULL, "is named");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct config config;
	int fd = mkstemp(path);

	if (fd < 0)
		return 1;
	close(fd);
	check_assignments(arena);
	config = config_default();
	config_each(&config, set_told_default, &cx);
	check_file(arena);
	check_origin(arena);
	check_together(arena);
	check_wrong_file(arena);
	arena_free(arena);
	return done_testing();
}
