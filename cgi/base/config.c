#include "base/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config_table.h"
#include "base/text.h"

#define CONFIG_FILE_MAX ((size_t)64 * 1024)

const char *const config_about[CONFIG_LANGUAGE_COUNT] = {
	"Both programs read a file of `key = value` lines; `#` at the start of a line begins a remark. "
	"It is `" CONFIG_FILE "`, or what `-c FILE` names; `--set key=value` on the command "
	"line goes over it. `gongkai config` prints what is in force and where it comes from.",
	"两个程序都读取由“`键 = 值`”行组成的文件，行首的 `#` 之后是说明。文件是 "
	"`" CONFIG_FILE "`，或者由 `-c 文件` 指定；命令行的 `--set 键=值` 优先于它。"
	"`gongkai config` 列出生效的设置和各自的来处。",
};

static bool
is_choice(const struct config_table_line *setting, const char *value)
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
assign_text(struct ctx *cx, const struct config_table_line *setting, const char *value, char *target)
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
assign(struct ctx *cx, const struct config_table_line *setting, const char *value,
       struct config *config)
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

	for (size_t i = 0; i < config_table_count; i++) {
		char *target = (char *)&config + config_table[i].offset;

		if (config_table[i].type != SETTING_INT)
			memcpy(target, &config_table[i].fallback, sizeof config_table[i].fallback);
		else
			memcpy(target, &(int){ atoi(config_table[i].fallback) }, sizeof(int));
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
	for (size_t i = 0; i < config_table_count; i++)
		if (strcmp(config_table[i].key, key) == 0) {
			config->origins[i] = origin;
			return assign(cx, &config_table[i], trim(value), config);
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
	for (size_t i = 0; i < config_table_count; i++) {
		const char *source = (const char *)config + config_table[i].offset;
		struct config_setting told = { .key = config_table[i].key,
			                       .fallback = config_table[i].fallback,
			                       .choices = config_table[i].choices,
			                       .takes_file = config_table[i].type == SETTING_FILE,
			                       .origin = config->origins[i] };
		char number[16];

		memcpy(told.help, config_table[i].help, sizeof told.help);
		if (config_table[i].type != SETTING_INT) {
			memcpy(&told.value, source, sizeof told.value);
		} else {
			snprintf(number, sizeof number, "%d", *(const int *)(const void *)source);
			told.value = number;
		}
		visit(user, &told);
	}
}
