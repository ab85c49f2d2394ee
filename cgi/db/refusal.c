#include "db/refusal.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

/* A server on this machine asks the kernel who is there. */
static const char *
stranger(struct ctx *cx, const PGconn *pg)
{
	const struct passwd *me = getpwuid(geteuid());
	const char *wanted = PQuser(pg);

	if (me == NULL || wanted == NULL || strcmp(me->pw_name, wanted) == 0)
		return "";
	return arena_printf(cx->arena, "；设置中的用户是 %s，现在是 %s：请以 sudo -u %s 执行",
	                    wanted, me->pw_name, wanted);
}

const char *
refusal_cure(struct ctx *cx, const PGconn *pg)
{
	const char *const keys[] = { "host", "port", NULL };
	const char *const values[] = { PQhost(pg), PQport(pg), NULL };

	if (PQconnectionNeedsPassword(pg))
		return "；那里要密码：请把它写进只有执行的用户能读的文件，在设置的连接串中写 "
		       "passfile=文件";
	if (values[0] == NULL || values[0][0] != '/')
		return "；请核对设置中的 host 和 port，在那台机器上看 PostgreSQL 是否在运行、"
		       "listen_addresses 和 pg_hba.conf 是否让这里连接";
	switch (PQpingParams(keys, values, 0)) {
	case PQPING_OK: return stranger(cx, pg);
	case PQPING_NO_RESPONSE:
		return "；PostgreSQL 没有运行，或者不在这里：请看 systemctl status postgresql，"
		       "核对设置中的 host 和 port";
	default: return "";
	}
}
