/* Each setting: its key, what it may be, its default, and what it means. */
#include "base/config_table.h"

#include <stddef.h>

#ifndef GONGKAI_DATADIR
#define GONGKAI_DATADIR "/usr/local/share/gongkai"
#endif

#define TEXT(name, type, fallback, choices, english, chinese)                                      \
	{                                                                                          \
#name, type, offsetof(struct config, name), fallback, 0, 0, choices,               \
		{                                                                                  \
			english, chinese                                                           \
		}                                                                                  \
	}
#define STRING(name, fallback, english, chinese)                                                   \
	TEXT(name, SETTING_STRING, fallback, NULL, english, chinese)
#define FILE_NAME(name, fallback, english, chinese)                                                \
	TEXT(name, SETTING_FILE, fallback, NULL, english, chinese)
#define CHOICE(name, fallback, choices, english, chinese)                                          \
	TEXT(name, SETTING_CHOICE, fallback, choices, english, chinese)
#define INT(name, fallback, min, max, english, chinese)                                            \
	{                                                                                          \
#name, SETTING_INT, offsetof(struct config, name), fallback, min, max, NULL,       \
		{                                                                                  \
			english, chinese                                                           \
		}                                                                                  \
	}

const struct config_table_line config_table[] = {
	STRING(database, "dbname=gongkai user=gongkai_public",
	       "libpq connection string of the web workers, and of `bulk` and `bind --department`. Several hosts may be given: "
	       "`host=a,b target_session_attrs=any`",
	       "工作进程、`bulk` 和 `bind --department` 的 libpq 连接串。可以列出多台主机：`host=a,b target_session_attrs=any`"),
	STRING(staff_database, "dbname=gongkai user=gongkai_staff",
	       "… of all other commands, such as `import`, `publish` and `verify`",
	       "其余各命令（`import`、`publish`、`verify` 等）所用的连接串"),
	STRING(desk_database, "dbname=gongkai user=gongkai_desk",
	       "… of the workers of the desk, where `role` is `staff`",
	       "内部工作台的工作进程（`role` 为 `staff`）所用的连接串"),
	STRING(owner_database, "dbname=gongkai user=gongkai_owner",
	       "… of `migrate`, `guard`, `user` and `token`",
	       "`migrate`、`guard`、`user` 和 `token` 所用的连接串"),
	STRING(cache_database, "dbname=gongkai user=www-data", "… of `purge`",
	       "`purge` 所用的连接串"),
	FILE_NAME(cache, "/var/cache/gongkai",
	          "folder of nginx's cache, with `documents` and `lists` in it, for `purge`",
	          "nginx 缓存的目录，其中有 `documents` 和 `lists`；`purge` 使用"),
	CHOICE(role, "public", "public staff",
	       "what the server serves: `public`, what is published; `staff`, the desk with its own API",
	       "服务的内容：`public` 是已公开的；`staff` 是内部工作台和它的接口"),
	FILE_NAME(socket, "/run/gongkai/gongkai.sock",
	          "the FastCGI socket, unless file descriptor 0 is a listening socket",
	          "FastCGI 套接字；若 0 号文件描述符已是监听套接字，则用后者"),
	FILE_NAME(templates, GONGKAI_DATADIR "/templates", "folder of the templates", "模板目录"),
	FILE_NAME(fonts, GONGKAI_DATADIR "/fonts/manifest.json", "the font manifest", "字体清单"),
	TEXT(site, SETTING_SITE, "none", NULL,
	     "the address of the site, such as `https://gongkai.example.gov.cn`: what is published "
	     "from then on carries it and a code, as text and QR code, where its template has "
	     "`<verify/>`. `none`: nothing is printed",
	     "网站的地址，例如 `https://gongkai.example.gov.cn`：此后公开的文件，在模板有 `<verify/>` "
	     "时印上它和验证码，以及二维码。`none` 表示不印"),
	FILE_NAME(bulk, "none",
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
	FILE_NAME(log_key, "none",
	          "the private key (Ed25519) with which `publish` and `withdraw` sign the log; made by "
	          "`gongkai key`. `none`: the log is not signed",
	          "`publish` 和 `withdraw` 给日志签名的私钥（Ed25519），由 `gongkai key` 生成。`none` 表示不签名"),
	FILE_NAME(log_key_sm2, "none", "a second one (SM2 with SM3), which signs beside the first",
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
	FILE_NAME(code_key, "/var/lib/gongkai-desk/code.key",
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

const size_t config_table_count = sizeof config_table / sizeof config_table[0];

_Static_assert(sizeof config_table / sizeof config_table[0] <= CONFIG_SETTINGS_MAX,
               "struct config has no place for an origin");
