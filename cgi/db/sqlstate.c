#include "db/sqlstate.h"

#include <string.h>

#include "base/text.h"

struct mapping {
	const char *prefix;
	enum err kind;
};

/* The first prefix that fits decides. Appendix A of the PostgreSQL manual has the codes. */
static const struct mapping mappings[] = {
	{ "08", ERR_UNAVAILABLE },    /* connection exception */
	{ "22", ERR_INPUT },          /* data exception; 22023 is invalid parameter value */
	{ "23", ERR_CONFLICT },       /* integrity constraint violation */
	{ "25006", ERR_UNAVAILABLE }, /* read-only: the primary has moved */
	{ "26000", ERR_UNAVAILABLE }, /* unknown prepared statement */
	{ "28", ERR_UNAVAILABLE },    /* authorization refused */
	{ "3D000", ERR_UNAVAILABLE }, /* no such database */
	{ "40001", ERR_UNAVAILABLE }, /* serialization failure */
	{ "40P01", ERR_UNAVAILABLE }, /* deadlock */
	{ "53", ERR_UNAVAILABLE },    /* insufficient resources */
	{ "55P03", ERR_UNAVAILABLE }, /* lock not available */
	{ "55000", ERR_CONFLICT },    /* object not in prerequisite state */
	{ "57014", ERR_UNAVAILABLE }, /* statement timeout */
	{ "57P0", ERR_UNAVAILABLE },  /* shutdown, crash, starting up */
	{ "58", ERR_UNAVAILABLE },    /* the server's system failed */
	{ "P0001", ERR_INPUT },       /* RAISE EXCEPTION without a code */
	{ "P0002", ERR_NOT_FOUND },   /* no data found */
};

enum err
sqlstate_kind(const char *sqlstate)
{
	if (sqlstate == NULL)
		return ERR_INTERNAL;
	for (size_t i = 0; i < sizeof mappings / sizeof mappings[0]; i++)
		if (text_starts_with(sqlstate, mappings[i].prefix))
			return mappings[i].kind;
	return ERR_INTERNAL;
}

bool
sqlstate_is_stale(const char *sqlstate)
{
	static const char *const stale[] = { "57P01", "57P02", "57P05", "26000", "0A000" };

	for (size_t i = 0; sqlstate != NULL && i < sizeof stale / sizeof stale[0]; i++)
		if (strcmp(sqlstate, stale[i]) == 0)
			return true;
	return false;
}

bool
sqlstate_is_read_only(const char *sqlstate)
{
	return sqlstate != NULL && strcmp(sqlstate, "25006") == 0;
}

const char sqlstate_read_only[] =
	"连接的是只读的数据库（备库），什么也没有写入。请在 staff_database 和 owner_database 的 host= 中"
	"列出所有数据库，并加上 target_session_attrs=read-write，由程序找到主库";

/*
 * Our SQL functions put the JSON pointer or the parameter into the detail;
 * PostgreSQL itself puts prose there, which is no field.
 */
static const char *
field_of(const PGresult *result)
{
	const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);

	if (detail != NULL &&
	    (detail[0] == '/' || detail[strspn(detail, "abcdefghijklmnopqrstuvwxyz_")] == '\0'))
		return detail;
	return PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
}

/* Our own functions refuse so; from PostgreSQL itself it is a right that was not granted. */
static bool
is_refusal(const PGresult *result)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *source = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);

	return sqlstate != NULL && strcmp(sqlstate, "42501") == 0 && source != NULL &&
	       strcmp(source, "exec_stmt_raise") == 0;
}

/* What is wrong, and the cure behind it: in Chinese the sentence has its full stop outside. */
static const char *
with_cure(struct arena *arena, const char *message, const char *cure)
{
	static const char stop[] = "。";

	if (!text_ends_with(cure, stop))
		return arena_printf(arena, "%s (%s)", message, cure);
	return arena_printf(arena, "%s（%.*s）", message, (int)(strlen(cure) - strlen(stop)), cure);
}

enum err
sqlstate_set(struct ctx *cx, const PGresult *result, const char *doing, bool has_commands)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
	const char *field = field_of(result);
	enum err kind = is_refusal(result) ? ERR_RIGHT : sqlstate_kind(sqlstate);

	if (message == NULL)
		message = "no message";
	if (sqlstate_is_read_only(sqlstate))
		return err_set(cx, kind, "%s", sqlstate_read_only);
	if (kind == ERR_UNAVAILABLE || kind == ERR_INTERNAL)
		return err_set(cx, kind, "数据库：%s：%s %s%s", doing,
		               sqlstate == NULL ? "-----" : sqlstate, message,
		               sqlstate != NULL && strcmp(sqlstate, "42501") == 0
		                       ? "（缺少权限，请执行 gongkai doctor）"
		                       : "");
	if (hint != NULL && (has_commands || strstr(hint, "gongkai ") == NULL))
		message = with_cure(cx->arena, message, hint);
	if (field == NULL)
		return err_set(cx, kind, "%s", message);
	return err_set_field(cx, kind, field, "%s", message);
}
