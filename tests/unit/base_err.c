#include "base/err.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "tests/unit/tap.h"

static enum err
fail(struct ctx *cx, enum err kind)
{
	TRY(kind);
	return err_set(cx, ERR_INTERNAL, "TRY went on");
}

static void
check_first_wins(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	char field[] = "year";

	is_int(cx.kind, ERR_OK, "a new context has no error");
	is_str(cx.request_id, "-", "and no request");
	is_int(err_set_field(&cx, ERR_INPUT, field, "%d 不是年度", 12), ERR_INPUT,
	       "the kind is returned");
	field[0] = 'x';
	is_int(err_set(&cx, ERR_INTERNAL, "later"), ERR_INPUT,
	       "a second error keeps the first kind");
	is_int(err_set_field(&cx, ERR_CONFLICT, "later", "later"), ERR_INPUT, "and a third");
	is_str(cx.reason, "12 不是年度", "the first reason stays");
	is_str(cx.field, "year", "and a copy of the field");
	ctx_clear(&cx);
	is_int(err_set(&cx, ERR_CONFLICT, "%s", "next"), ERR_CONFLICT,
	       "after clearing, the next one");
	is_str(cx.reason, "next", "has its reason");
	is_str(cx.field, NULL, "and no field");
}

static void
check_deadline(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);

	is_int(ctx_in_time(&cx), ERR_OK, "without a deadline there is time");
	cx.deadline_ms = clock_now_ms() + 100000;
	is_int(ctx_in_time(&cx), ERR_OK, "before it, too");
	cx.deadline_ms = clock_now_ms() - 1;
	is_int(ctx_in_time(&cx), ERR_UNAVAILABLE, "and then no more");
	ok(cx.reason != NULL, "with a reason");
}

static void
check_faults(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	char place[] = "E1.xml:1";
	size_t listed = 0;

	for (int i = 0; i < FAULTS_MAX + 5; i++) {
		err_add_fault(&cx, place, "fault %d", i);
		place[0] = 'X';
	}
	for (const struct fault *fault = cx.faults; fault != NULL; fault = fault->next)
		listed++;
	is_int(cx.kind, ERR_OK, "faults are no error by themselves");
	is_str(cx.faults->place, "E1.xml:1", "the place is a copy");
	is_str(cx.faults->what, "fault 0", "they stand in order");
	is_str(cx.faults->next->what, "fault 1", "one after the other");
	is_str(cx.last_fault->what, "fault 199", "up to the limit");
	is_int((long long)listed, FAULTS_MAX, "and no more");
	is_int((long long)cx.fault_count, FAULTS_MAX + 5, "but all are counted");
	ctx_clear(&cx);
	ok(cx.faults == NULL && cx.last_fault == NULL && cx.fault_count == 0,
	   "clearing forgets them");
	err_add_fault(&cx, "p", "again");
	is_str(cx.faults == NULL ? NULL : cx.faults->what, "again", "and a new list begins");
}

int
main(void)
{
	static const char *const names[] = { "ok",
		                             "bad input",
		                             "not found",
		                             "gone",
		                             "not logged in",
		                             "not allowed",
		                             "method not allowed",
		                             "not acceptable",
		                             "precondition failed",
		                             "condition required",
		                             "unsupported media type",
		                             "faulty document",
		                             "too long",
		                             "too large",
		                             "conflict",
		                             "crowded",
		                             "unavailable",
		                             "internal error" };
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	check_first_wins(arena);
	check_deadline(arena);
	check_faults(arena);
	is_int(fail(&cx, ERR_CONFLICT), ERR_CONFLICT, "TRY returns an error");
	is_int(fail(&cx, ERR_OK), ERR_INTERNAL, "and goes on without one");
	for (unsigned kind = ERR_OK; kind <= ERR_INTERNAL; kind++)
		is_str(err_name((enum err)kind), names[kind], names[kind]);
	is_str(err_system(ENOSPC), "磁盘已满，请腾出空间", "an error of the system, with the cure");
	is_str(err_system(EDOM), strerror(EDOM), "one that nobody meets, in the system's words");
	arena_free(arena);
	return done_testing();
}
