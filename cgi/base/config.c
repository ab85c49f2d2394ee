#include "base/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

#define CONFIG_FILE_MAX ((size_t)64 * 1024)

#ifndef GONGKAI_DATADIR
#define GONGKAI_DATADIR "/usr/local/share/gongkai"
#endif

enum setting_type { SETTING_STRING, SETTING_INT, SETTING_CHOICE, SETTING_SITE };

struct setting {
	const char *key;
	enum setting_type type;
	size_t offset;
	const char *fallback;
	int min;
	int max;
	const char *choices; /* of a SETTING_CHOICE, with blanks between */
	const char *help[CONFIG_LANGUAGE_COUNT];
};

#define TEXT(name, type, fallback, choices, english, chinese)                                      \
	{                                                                                          \
#name, type, offsetof(struct config, name), fallback, 0, 0, choices,               \
		{                                                                                  \
			english, chinese                                                           \
		}                                                                                  \
	}
#define STRING(name, fallback, english, chinese)                                                   \
	TEXT(name, SETTING_STRING, fallback, NULL, english, chinese)
#define CHOICE(name, fallback, choices, english, chinese)                                          \
	TEXT(name, SETTING_CHOICE, fallback, choices, english, chinese)
#define INT(name, fallback, min, max, english, chinese)                                            \
	{                                                                                          \
#name, SETTING_INT, offsetof(struct config, name), fallback, min, max, NULL,       \
		{                                                                                  \
			english, chinese                                                           \
		}                                                                                  \
	}

static const struct setting settings[] = {
	STRING(database, "dbname=gongkai user=gongkai_public",
	       "libpq connection string of the web workers. Several hosts may be given: "
	       "`host=a,b target_session_attrs=any`",
	       "工作进程的 libpq 连接串。可以列出多台主机：`host=a,b target_session_attrs=any`"),
	STRING(staff_database, "dbname=gongkai user=gongkai_staff",
	       "… of `import`, `publish`, `withdraw`, `render` and `bind`",
	       "`import`、`publish`、`withdraw`、`render` 和 `bind` 所用的连接串"),
	STRING(desk_database, "dbname=gongkai user=gongkai_desk",
	       "… of the workers of the desk, where `role` is `staff`",
	       "内部工作台的工作进程（`role` 为 `staff`）所用的连接串"),
	STRING(owner_database, "dbname=gongkai user=gongkai_owner",
	       "… of `migrate`, `guard`, `user` and `token`",
	       "`migrate`、`guard`、`user` 和 `token` 所用的连接串"),
	STRING(cache_database, "dbname=gongkai user=www-data", "… of `purge`",
	       "`purge` 所用的连接串"),
	STRING(cache, "/var/cache/gongkai",
	       "folder of nginx's cache, with `documents` and `lists` in it, for `purge`",
	       "nginx 缓存的目录，其中有 `documents` 和 `lists`；`purge` 使用"),
	CHOICE(role, "public", "public staff",
	       "what the server serves: `public`, what is published; `staff`, the desk with its own API",
	       "服务的内容：`public` 是已公开的；`staff` 是内部工作台和它的接口"),
	STRING(socket, "/run/gongkai/gongkai.sock",
	       "the FastCGI socket, unless file descriptor 0 is a listening socket",
	       "FastCGI 套接字；若 0 号文件描述符已是监听套接字，则用后者"),
	STRING(templates, GONGKAI_DATADIR "/templates", "folder of the templates", "模板目录"),
	STRING(fonts, GONGKAI_DATADIR "/fonts/manifest.json", "the font manifest", "字体清单"),
	TEXT(site, SETTING_SITE, "none", NULL,
	     "the address of the site, such as `https://gongkai.example.gov.cn`: what is published "
	     "from then on carries it and a code, as text and QR code, where its template has "
	     "`<verify/>`. `none`: nothing is printed",
	     "网站的地址，例如 `https://gongkai.example.gov.cn`：此后公开的文件，在模板有 `<verify/>` "
	     "时印上它和验证码，以及二维码。`none` 表示不印"),
	STRING(bulk, "none",
	       "folder of the packages that nginx serves under `/bulk/` (`$gongkai_bulk` of its site): "
	       "`gongkai bulk` writes there, and pages lead there. `none`: there are none",
	       "nginx 在 `/bulk/` 下提供的数据包的目录（其站点配置的 `$gongkai_bulk`）：`gongkai bulk` "
	       "写入这里，网页有到这里的链接。`none` 表示没有"),
	STRING(index_organisation, "{department}",
	       "how index numbers (索引号) begin: the code of the publishing organisation, such as its "
	       "unified social credit code; `{department}` stands for the department's code. In force "
	       "after `gongkai migrate`; what is given is never changed",
	       "索引号的开头：发布机构的代码，例如统一社会信用代码；`{department}` 代表部门代码。执行 "
	       "`gongkai migrate` 后生效，已经给出的索引号不再改变"),
	STRING(log_key, "none",
	       "the private key (Ed25519) with which `publish` and `withdraw` sign the log; made by "
	       "`gongkai key`. `none`: the log is not signed",
	       "`publish` 和 `withdraw` 给日志签名的私钥（Ed25519），由 `gongkai key` 生成。`none` 表示不签名"),
	STRING(log_key_sm2, "none", "a second one (SM2 with SM3), which signs beside the first",
	       "另一个私钥（SM2，用 SM3），与前者同时签名"),
	CHOICE(missing_glyph, "error", "error mark",
	       "a character that no font has: `error` refuses the document, `mark` prints 〓 in its "
	       "place and logs it",
	       "没有字体能显示的字：`error` 拒绝该文档，`mark` 以 〓 代替并记入日志"),
	CHOICE(log_level, "info", "debug info warning error",
	       "`debug`, `info`, `warning` or `error`", "`debug`、`info`、`warning` 或 `error`"),
	CHOICE(log_format, "text", "text json",
	       "`text`, or `json`: an object a line, with time, level, pid, request_id and message",
	       "`text`，或 `json`：每行一个对象，有 time、level、pid、request_id 和 message"),
	INT(workers, "0", 0, 256,
	    "worker processes; 0 is one for each core, at least two, and one more",
	    "工作进程数；0 表示每个处理器核心一个，至少两个，再加一个"),
	INT(database_timeout_ms, "1500", 100, 60000,
	    "for connecting, and for each statement of a request",
	    "连接数据库和执行每条语句的时限，毫秒"),
	INT(render_timeout_ms, "20000", 0, 600000,
	    "for the pages of one answer; then it is 503. 0 is no limit",
	    "一个回答的排版时限，毫秒；超过则回答 503。0 表示不限"),
	INT(request_timeout_ms, "40000", 0, 45000,
	    "for one request, more than `render_timeout_ms`, and at most what nginx waits; then the parent kills its worker, logs which request it was, and starts another. 0 is no limit",
	    "一个请求的时限，毫秒，要大于 `render_timeout_ms`，不超过 nginx 等候的时间；超过则由父进程终止该工作进程，在日志中写明是哪个请求，并另起一个。0 表示不限"),
	INT(worker_memory_mb, "512", 0, 65536,
	    "what a worker may take beside what all share; an allocation beyond ends it, and from half of it on it is replaced after its answer. 0 is no limit",
	    "一个工作进程在共用部分之外可用的内存，MB；超出的分配会使它终止，用到一半以上时，回答之后即更换。0 表示不限"),
	STRING(code_key, "/var/lib/gongkai-desk/code.key",
	       "the file with the keys that lock the secrets of one-time codes; made by the desk with "
	       "the first of them",
	       "加密一次性密码密钥的密钥文件；工作台在第一次用到时自己建立"),
	INT(session_idle_min, "30", 1, 1440,
	    "a session at the desk ends when it is unused for so many minutes",
	    "工作台的会话闲置多少分钟后结束"),
	INT(session_hours, "12", 1, 24, "… and so many hours after the login in any case",
	    "工作台的会话登录多少小时后必须结束"),
	INT(password_days, "180", 0, 3650,
	    "a password at the desk that is older must be changed at the next login. 0: never",
	    "工作台的密码超过多少天，下次登录必须更换；0 表示不要求"),
	INT(retry_after_s, "5", 1, 3600, "what an answer 503 asks the client to wait",
	    "回答 503 时要求客户端等待的秒数"),
};

const char *const config_about[CONFIG_LANGUAGE_COUNT] = {
	"Both programs read a file of `key = value` lines; `#` at the start of a line begins a remark. "
	"It is `" CONFIG_FILE "`, or what `-c FILE` names; `--set key=value` on the command "
	"line goes over it. `gongkai config` prints what is in force and where it comes from.",
	"两个程序都读取由“`键 = 值`”行组成的文件，行首的 `#` 之后是说明。文件是 "
	"`" CONFIG_FILE "`，或者由 `-c 文件` 指定；命令行的 `--set 键=值` 优先于它。"
	"`gongkai config` 列出生效的设置和各自的来处。",
};

#define SETTING_COUNT (sizeof settings / sizeof settings[0])

_Static_assert(SETTING_COUNT <= CONFIG_SETTINGS_MAX, "struct config has no place for an origin");

static bool
is_choice(const struct setting *setting, const char *value)
{
	size_t length = strlen(value);

	for (const char *at = setting->choices; *at != '\0'; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");

		if (word == length && strncmp(at, value, length) == 0)
			return true;
		at += word;
	}
	return false;
}

/* It is printed on paper before /v/CODE, and can never be taken back from there. */
static bool
is_site(const char *value)
{
	const char *host = strstr(value, "://");

	if (strcmp(value, "none") == 0)
		return true;
	if (!text_starts_with(value, "http://") && !text_starts_with(value, "https://"))
		return false;
	for (const char *at = value; *at != '\0'; at++)
		if (*at <= ' ' || *at > '~' || strchr("\"#<>?\\^`{|}", *at) != NULL)
			return false;
	return host[3] != '\0' && host[3] != '/' && !text_ends_with(value, "/");
}

static enum err
assign_text(struct ctx *cx, const struct setting *setting, const char *value, char *target)
{
	const char *copy = arena_strdup(cx->arena, value);

	if (*value == '\0')
		return err_set_field(cx, ERR_INPUT, setting->key, "%s 是空的，应有值", setting->key);
	if (setting->type == SETTING_CHOICE && !is_choice(setting, value))
		return err_set_field(cx, ERR_INPUT, setting->key, "%s 为 '%s'，应为其中之一：%s",
		                     setting->key, value, setting->choices);
	if (setting->type == SETTING_SITE && !is_site(value))
		return err_set_field(cx, ERR_INPUT, setting->key,
		                     "%s 为 '%s'，应为 none，或者末尾没有斜线的网址，"
		                     "如 https://gongkai.example.gov.cn",
		                     setting->key, value);
	memcpy(target, &copy, sizeof copy);
	return ERR_OK;
}

static enum err
assign(struct ctx *cx, const struct setting *setting, const char *value, struct config *config)
{
	char *target = (char *)config + setting->offset;
	char *end;
	long number;

	if (setting->type != SETTING_INT)
		return assign_text(cx, setting, value, target);
	errno = 0;
	number = strtol(value, &end, 10);
	if (errno != 0 || end == value || *end != '\0' || number < setting->min ||
	    number > setting->max)
		return err_set_field(cx, ERR_INPUT, setting->key, "%s 为 '%s'，应为 %d 到 %d 的整数",
		                     setting->key, value, setting->min, setting->max);
	memcpy(target, &(int){ (int)number }, sizeof(int));
	return ERR_OK;
}

struct config
config_default(void)
{
	struct config config = { 0 };

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		char *target = (char *)&config + settings[i].offset;

		if (settings[i].type != SETTING_INT)
			memcpy(target, &settings[i].fallback, sizeof settings[i].fallback);
		else
			memcpy(target, &(int){ atoi(settings[i].fallback) }, sizeof(int));
	}
	return config;
}

static char *
trim(char *s)
{
	char *end;

	s += strspn(s, " \t\r");
	end = s + strlen(s);
	while (end > s && strchr(" \t\r", end[-1]) != NULL)
		*--end = '\0';
	return s;
}

static enum err
set(struct ctx *cx, const char *assignment, const char *origin, struct config *config)
{
	char *key = arena_strdup(cx->arena, assignment);
	char *value = strchr(key, '=');

	if (value == NULL)
		return err_set(cx, ERR_INPUT, "'%s'：应写成 设置=值", assignment);
	*value++ = '\0';
	key = trim(key);
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (strcmp(settings[i].key, key) == 0) {
			config->origins[i] = origin;
			return assign(cx, &settings[i], trim(value), config);
		}
	return err_set_field(cx, ERR_INPUT, key, "没有设置 '%s'，全部设置见 gongkai config", key);
}

enum err
config_set(struct ctx *cx, const char *assignment, struct config *config)
{
	return set(cx, assignment, "--set", config);
}

enum err
config_check(struct ctx *cx, const struct config *config)
{
	int render = config->render_timeout_ms;
	int request = config->request_timeout_ms;

	if (request == 0 || (render != 0 && render < request))
		return ERR_OK;
	return err_set_field(cx, ERR_INPUT, "render_timeout_ms",
	                     "render_timeout_ms 为 %d%s，应为 1 到 %d，小于 request_timeout_ms（%d）："
	                     "不然进程来不及说明放弃就被结束",
	                     render, render == 0 ? "（不限）" : "", request - 1, request);
}

enum err
config_read(struct ctx *cx, const char *path, struct config *config)
{
	size_t before = cx->fault_count;
	struct text file;
	char *rest;
	char *line;
	unsigned number = 0;

	TRY(text_read_file(cx, path, CONFIG_FILE_MAX, &file));
	if (strlen(file.data) != file.length)
		return err_set(cx, ERR_INPUT, "%s：含有 NUL 字节，应为文本", path);
	/* Some editors begin with a byte order mark, which nobody sees. */
	rest = file.data + (text_starts_with(file.data, "\xEF\xBB\xBF") ? 3 : 0);
	while ((line = strsep(&rest, "\n")) != NULL) {
		struct ctx line_cx = ctx_make(cx->arena);
		const char *place = arena_printf(cx->arena, "%s:%u", path, ++number);

		line = trim(line);
		if (*line == '\0' || *line == '#')
			continue;
		if (set(&line_cx, line, place, config) != ERR_OK)
			err_add_fault(cx, place, "%s", line_cx.reason);
	}
	if (cx->fault_count > before)
		return err_set(cx, ERR_INPUT, "%s：%zu 行有错", path, cx->fault_count - before);
	return ERR_OK;
}

/* A file that is there and may not be read is an error, not an absent one. */
enum err
config_read_default(struct ctx *cx, struct config *config)
{
	return access(CONFIG_FILE, F_OK) == 0 ? config_read(cx, CONFIG_FILE, config) : ERR_OK;
}

void
config_each(const struct config *config,
            void (*visit)(void *user, const struct config_setting *setting), void *user)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const char *source = (const char *)config + settings[i].offset;
		struct config_setting told = { .key = settings[i].key,
			                       .fallback = settings[i].fallback,
			                       .choices = settings[i].choices,
			                       .origin = config->origins[i] };
		char number[16];

		memcpy(told.help, settings[i].help, sizeof told.help);
		if (settings[i].type != SETTING_INT) {
			memcpy(&told.value, source, sizeof told.value);
		} else {
			snprintf(number, sizeof number, "%d", *(const int *)(const void *)source);
			told.value = number;
		}
		visit(user, &told);
	}
}
