/* The wording of a rule with the figures of a finding in it. */
#ifndef COMMAND_WORDING_H
#define COMMAND_WORDING_H

#include "doc/json.h"

/*
 * As gongkai.told() does it (sql/function/audit/30_answer.sql), {final} by the figure of that
 * name, but with amounts in 万元, to the last digit. `figures` is an object of texts, where an
 * amount is one as 1,234.50元, alone or in a list (…元、…元).
 */
const char *wording_in_wan(struct arena *arena, const char *wording, const struct json *figures);

#endif
