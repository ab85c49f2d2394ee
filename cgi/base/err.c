#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

struct ctx
ctx_make(struct arena *arena)
{
	return (struct ctx){ .arena = arena, .request_id = "-" };
}

const char *
ctx_say(const struct ctx *cx, const char *chinese, const char *english)
{
	return cx->english ? english : chinese;
}

enum err
ctx_in_time(struct ctx *cx)
{
	if (cx->deadline_ms == 0 || clock_now_ms() < cx->deadline_ms)
		return ERR_OK;
	return err_set(cx, ERR_UNAVAILABLE, "排版没有在规定的时间内完成（设置 render_timeout_ms）");
}

void
ctx_clear(struct ctx *cx)
{
	cx->kind = ERR_OK;
	cx->reason = NULL;
	cx->field = NULL;
	cx->sums_up = false;
	cx->faults = NULL;
	cx->last_fault = NULL;
	cx->fault_count = 0;
}

static const char *format(struct arena *arena, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

static const char *
format(struct arena *arena, const char *fmt, va_list args)
{
	va_list again;
	int length;
	char *s;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (length < 0)
		return fmt;
	s = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(s, (size_t)length + 1, fmt, args);
	return s;
}

enum err
err_set(struct ctx *cx, enum err kind, const char *fmt, ...)
{
	va_list args;

	if (cx->kind != ERR_OK)
		return cx->kind;
	va_start(args, fmt);
	cx->kind = kind;
	cx->reason = format(cx->arena, fmt, args);
	va_end(args);
	return kind;
}

enum err
err_set_field(struct ctx *cx, enum err kind, const char *field, const char *fmt, ...)
{
	va_list args;

	if (cx->kind != ERR_OK)
		return cx->kind;
	va_start(args, fmt);
	cx->kind = kind;
	cx->field = arena_strdup(cx->arena, field);
	cx->reason = format(cx->arena, fmt, args);
	va_end(args);
	return kind;
}

void
err_add_fault(struct ctx *cx, const char *place, const char *fmt, ...)
{
	struct fault *fault;
	va_list args;

	if (cx->fault_count++ >= FAULTS_MAX)
		return;
	fault = arena_alloc(cx->arena, sizeof *fault);
	va_start(args, fmt);
	fault->place = arena_strdup(cx->arena, place);
	fault->what = format(cx->arena, fmt, args);
	va_end(args);
	if (cx->last_fault == NULL)
		cx->faults = fault;
	else
		cx->last_fault->next = fault;
	cx->last_fault = fault;
}

void
err_add_fault_once(struct ctx *cx, const char *place, const char *what)
{
	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		if (strcmp(fault->place, place) == 0 && strcmp(fault->what, what) == 0)
			return;
	err_add_fault(cx, place, "%s", what);
}

enum err
err_faults(struct ctx *cx, size_t before)
{
	const struct fault *first = cx->faults;
	size_t others = cx->fault_count - before - 1;

	if (cx->fault_count == before)
		return ERR_OK;
	for (; before > 0 && first != NULL; before--)
		first = first->next;
	if (first == NULL)
		return err_set(cx, ERR_INPUT, "错误太多");
	cx->sums_up = cx->kind == ERR_OK;
	if (others == 0)
		return err_set_field(cx, ERR_INPUT, first->place, "%s：%s", first->place,
		                     first->what);
	return err_set_field(cx, ERR_INPUT, first->place, "%s：%s（另有 %zu 处错误）", first->place,
	                     first->what, others);
}

const char *
err_system(int number)
{
	static const struct {
		int number;
		const char *words;
	} known[] = {
		{ ENOENT, "没有这个文件或目录，请核对路径" },
		{ EACCES, "没有权限，请检查文件和各级目录的权限" },
		{ EPERM, "系统不允许，请检查文件的属主" },
		{ ENOTDIR, "路径中有一级不是目录，请核对路径" },
		{ EISDIR, "是目录，应为文件" },
		{ EEXIST, "已有同名的文件" },
		{ ENAMETOOLONG, "文件名过长" },
		{ ELOOP, "符号链接转了圈" },
		{ ENOSPC, "磁盘已满，请腾出空间" },
		{ EDQUOT, "超出磁盘配额，请腾出空间" },
		{ EROFS, "文件系统只读，请换一个目录" },
		{ EFBIG, "文件超出允许的大小" },
		{ EIO, "读写出错，请检查磁盘" },
		{ EPIPE, "接收输出的程序已经结束" },
		{ EMFILE, "打开的文件过多" },
		{ ENFILE, "系统打开的文件过多" },
		{ ENOMEM, "内存不足" },
		{ EAGAIN, "系统的资源暂时不够，请稍后再试；常常如此的，请检查进程数的上限和内存" },
		{ ECONNREFUSED, "没有程序在听，请先启动服务" },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (known[i].number == number)
			return known[i].words;
	return strerror(number);
}

const char *
err_name(enum err kind)
{
	switch (kind) {
	case ERR_OK: return "ok";
	case ERR_INPUT: return "bad input";
	case ERR_NOT_FOUND: return "not found";
	case ERR_GONE: return "gone";
	case ERR_LOGIN: return "not logged in";
	case ERR_RIGHT: return "not allowed";
	case ERR_METHOD: return "method not allowed";
	case ERR_ACCEPT: return "not acceptable";
	case ERR_CONDITION: return "precondition failed";
	case ERR_UNCONDITIONED: return "condition required";
	case ERR_MEDIA: return "unsupported media type";
	case ERR_DOCUMENT: return "faulty document";
	case ERR_CROWDED: return "crowded";
	case ERR_TOO_LARGE: return "too large";
	case ERR_TOO_LONG: return "too long";
	case ERR_CONFLICT: return "conflict";
	case ERR_UNAVAILABLE: return "unavailable";
	case ERR_INTERNAL: break;
	}
	return "internal error";
}
