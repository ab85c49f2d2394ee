#include "db/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/meter.h"
#include "base/text.h"
#include "db/refusal.h"
#include "db/statement.h"
#include "db/wire.h"

/* After silence, how long nobody asks again. */
#define SILENCE_MS 500

/* One of several hosts is not waited for longer, however patient the caller is. */
#define HOST_MS 5000

#define OPTIONS_MAX 64

struct role {
	const char *name;
	const char *setting;
	const char *application;
	const char *read_only;
};

static const struct role roles[] = {
	[CONNECTION_PUBLIC] = { "public", "database", "gongkai", "on" },
	[CONNECTION_STAFF] = { "staff", "staff_database", "gongkai staff", "off" },
	[CONNECTION_DESK] = { "desk", "desk_database", "gongkai desk", "off" },
	[CONNECTION_OWNER] = { "owner", "owner_database", "gongkai migrate", "off" },
	[CONNECTION_CACHE] = { "cache", "cache_database", "gongkai purge", "on" },
};

static const char session_settings[] =
	"SELECT pg_catalog.set_config('search_path', '', false),"
	" pg_catalog.set_config('statement_timeout', $1, false),"
	" pg_catalog.set_config('default_transaction_read_only', $2, false),"
	" pg_catalog.set_config('gongkai.person', $3, false)";

static void
hear(void *user, const PGresult *result)
{
	const struct connection *db = user;
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (message != NULL)
		db->hear(message);
}

/* What others see of the session: the program, and the person who runs it through sudo. */
static const char *
application(struct ctx *cx, enum connection_role role)
{
	const char *person = role == CONNECTION_PUBLIC || role == CONNECTION_DESK
	                             ? NULL
	                             : getenv("SUDO_USER");

	if (person == NULL)
		return roles[role].application;
	return arena_printf(cx->arena, "%s (%s)", roles[role].application, person);
}

static void
free_options(void *options)
{
	PQconninfoFree(options);
}

/* The first line of libpq's message, which names host and cause but no secret. */
static const char *
message_of(struct ctx *cx, const PGconn *pg)
{
	const char *message = PQerrorMessage(pg);
	size_t length = strcspn(message, "\n");
	const char *line = arena_strndup(cx->arena, message, length);

	/* When the system cannot wait for an answer, libpq has nothing to say, or only where. */
	if (length > 0 && !text_ends_with(line, ": "))
		return line;
	return arena_printf(cx->arena, "%s连接断了，原因不明；请看数据库的日志和这台机器的内存",
	                    line);
}

void
session_close(struct connection *db)
{
	if (db->pg != NULL)
		PQfinish(db->pg);
	db->pg = NULL;
}

/* Somebody waits for it no more; true when there is another host to ask. */
static bool
leave_out(struct connection *db, size_t place)
{
	PQconninfoOption *options = PQconninfoParse(db->conninfo, NULL);
	bool skipped[HOST_MAX];
	size_t count = options == NULL ? 1 : host_count(options);
	size_t left = 0;

	if (count > 1) {
		host_leave_out(&db->silence->hosts, place, clock_now_ms());
		left = host_choose(options, &db->silence->hosts, clock_now_ms(), skipped);
	}
	PQconninfoFree(options);
	return place < HOST_MAX && left > 0 && skipped[place];
}

enum err
session_silent(struct ctx *cx, struct connection *db)
{
	bool has_other = leave_out(db, db->place);

	session_close(db);
	if (!has_other)
		db->silence->until = clock_now_ms() + SILENCE_MS;
	return err_set(cx, ERR_UNAVAILABLE, "数据库：%d 毫秒之内没有回答", db->timeout_ms);
}

/*
 * The string is parsed here so that a fault in it is told without libpq's
 * message, which quotes it, password and all.
 */
static enum err
parse(struct ctx *cx, const struct connection *db, PQconninfoOption **options)
{
	*options = PQconninfoParse(db->conninfo, NULL);
	if (*options == NULL)
		return err_set(cx, ERR_UNAVAILABLE, "数据库：设置 %s 不是 libpq 的连接串",
		               roles[db->role].setting);
	arena_defer(cx->arena, free_options, *options);
	return ERR_OK;
}

/* Start connecting, to the hosts that are not to be skipped. */
static enum err
start(struct ctx *cx, struct connection *db, const PQconninfoOption *options,
      const bool skipped[HOST_MAX])
{
	const char *keys[OPTIONS_MAX + 3] = { 0 };
	const char *values[OPTIONS_MAX + 3] = { 0 };
	size_t count = 0;

	keys[count] = "fallback_application_name";
	values[count++] = application(cx, db->role);
	keys[count] = "client_encoding";
	values[count++] = "UTF8";
	for (const PQconninfoOption *option = options;
	     option->keyword != NULL && count < OPTIONS_MAX; option++) {
		if (option->val == NULL || strcmp(option->keyword, "client_encoding") == 0)
			continue;
		keys[count] = option->keyword;
		values[count++] = host_value(cx->arena, option, skipped);
	}
	db->pg = PQconnectStartParams(keys, values, 0);
	if (db->pg == NULL)
		return err_set(cx, ERR_UNAVAILABLE, "数据库：内存不够");
	if (PQstatus(db->pg) == CONNECTION_BAD)
		return err_set(cx, ERR_UNAVAILABLE, "数据库：%s%s", message_of(cx, db->pg),
		               refusal_cure(cx, db->pg));
	if (db->hear != NULL)
		PQsetNoticeReceiver(db->pg, hear, db);
	return ERR_OK;
}

static enum err
lost(struct ctx *cx, struct connection *db, enum wire wire)
{
	if (wire == WIRE_SILENT)
		return session_silent(cx, db);
	return err_set(cx, ERR_UNAVAILABLE, "数据库：%s", message_of(cx, db->pg));
}

static enum err
not_connected(struct ctx *cx, struct connection *db, enum wire wire)
{
	if (wire == WIRE_SILENT)
		return session_silent(cx, db);
	return err_set(cx, ERR_UNAVAILABLE, "数据库：%s%s", message_of(cx, db->pg),
	               refusal_cure(cx, db->pg));
}

/* The answer to a command of the session itself: success, or why not. */
static enum err
expect(struct ctx *cx, struct connection *db, int64_t deadline, const char *doing)
{
	PGresult *result;
	enum wire wire = wire_collect(db->pg, deadline, &result);
	ExecStatusType status;

	if (wire != WIRE_OK)
		return lost(cx, db, wire);
	status = PQresultStatus(result);
	PQclear(result);
	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
		return ERR_OK;
	return err_set(cx, ERR_UNAVAILABLE, "数据库：%s：%s", doing, message_of(cx, db->pg));
}

static enum err
set_up(struct ctx *cx, struct connection *db, int64_t deadline)
{
	/* The server gives up first, so that a slow statement does not look like a silent server. */
	const char *values[] = {
		arena_printf(cx->arena, "%d", db->timeout_ms - db->timeout_ms / 10),
		roles[db->role].read_only,
		db->person == NULL ? "" : db->person,
	};

	if (!PQsendQueryParams(db->pg, session_settings, 3, NULL, values, NULL, NULL, 0))
		return lost(cx, db, WIRE_LOST);
	return expect(cx, db, deadline, "会话的设置");
}

/* Is the role among those of the statement? No name of a role is part of another. */
static bool
is_for(const struct statement *statement, const char *role)
{
	return strstr(statement->role, role) != NULL;
}

static enum err
prepare(struct ctx *cx, struct connection *db, int64_t deadline)
{
	/* The owner meets databases that have no schema yet: nothing can be prepared there. */
	if (db->role == CONNECTION_OWNER)
		return ERR_OK;
	for (size_t i = 0; i < STATEMENT_COUNT; i++) {
		const struct statement *statement = &statement_list[i];

		if (!is_for(statement, roles[db->role].name))
			continue;
		if (!PQsendPrepare(db->pg, statement->name, statement->text, 0, NULL))
			return lost(cx, db, WIRE_LOST);
		TRY(expect(cx, db, deadline,
		           arena_printf(cx->arena,
		                        "语句 %s 与库里的结构不合，请由数据库的所有者执行 gongkai migrate",
		                        statement->name)));
	}
	return ERR_OK;
}

/*
 * Connect to the first host that answers. Each may take its share of the time that
 * is left, so that one that says nothing leaves some for the others.
 */
static enum err
connect_any(struct ctx *cx, struct connection *db, int64_t deadline)
{
	PQconninfoOption *options;

	TRY(parse(cx, db, &options));
	for (;;) {
		bool skipped[HOST_MAX];
		int64_t now = clock_now_ms();
		size_t left = host_choose(options, &db->silence->hosts, now, skipped);
		int64_t share = (deadline - now) / (int64_t)left;
		enum wire wire;

		if (left > 1 && share > HOST_MS)
			share = HOST_MS;
		TRY(start(cx, db, options, skipped));
		wire = wire_connect(db->pg, now + share);
		db->place = host_place(options, db->pg);
		if (wire == WIRE_OK)
			return ERR_OK;
		if (wire == WIRE_LOST || left == 1 || !leave_out(db, db->place))
			return not_connected(cx, db, wire);
		session_close(db);
	}
}

static enum err
open_session(struct ctx *cx, struct connection *db, int64_t deadline)
{
	TRY(connect_any(cx, db, deadline));
	TRY(set_up(cx, db, deadline));
	return prepare(cx, db, deadline);
}

enum err
session_open(struct ctx *cx, struct connection *db, int64_t deadline)
{
	enum err status;

	/* Others have found that its host says nothing: do not wait for it once more. */
	if (db->pg != NULL && db->role == CONNECTION_PUBLIC &&
	    host_is_left_out(&db->silence->hosts, db->place, clock_now_ms()))
		session_close(db);
	if (db->pg != NULL)
		return ERR_OK;
	if (db->in_transaction)
		return err_set(cx, ERR_UNAVAILABLE, "数据库：连接在事务中断开");
	if (clock_now_ms() < db->silence->until)
		return err_set(cx, ERR_UNAVAILABLE, "数据库：刚才没有回答");
	status = open_session(cx, db, deadline);
	meter_add(status == ERR_OK ? METER_CONNECTS : METER_CONNECTS_FAILED, 1);
	if (status != ERR_OK) {
		session_close(db);
		return status;
	}
	db->silence->until = 0;
	host_ask_again(&db->silence->hosts, db->place);
	return ERR_OK;
}
