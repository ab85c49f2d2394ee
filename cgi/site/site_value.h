/*
 * Values of the API's answers, as pages of the site show them. What they return lies in the
 * arena, or in the answer.
 */
#ifndef SITE_SITE_VALUE_H
#define SITE_SITE_VALUE_H

#include <stdint.h>

#include "base/text.h"
#include "doc/json.h"

/* The value at a path of members with points between them, or NULL. */
const struct json *site_value_at(const struct json *value, const char *path);

/* The same where it is a string, an integer (0 where there is none), or a list (NULL if empty). */
const char *site_value_text(const struct json *value, const char *path);
long site_value_number(const struct json *value, const char *path);
const struct json *site_value_list(const struct json *value, const char *path);

/* 2025-03-01T09:00:00+08:00 as 2025年3月1日; "" for NULL. */
const char *site_value_day(struct arena *arena, const char *at);

/* What stands behind the time of a revision or a change that somebody gave, and not the clock; or "". */
const char *site_value_backdated(const struct json *value);

/* An amount in yuan, 1935100.00, as 1,935,100.00; NULL for NULL. */
const char *site_value_yuan(struct arena *arena, const char *amount);

/* An amount in yuan as ten thousands of them with two digits: 193.51; NULL for NULL. */
const char *site_value_wan(struct arena *arena, const char *amount);

/*
 * The whole yuan of an amount that is not negative, for the length of a bar; 0 for any
 * other. At most INT64_MAX / 1000.
 */
int64_t site_value_whole(const char *amount);

#endif
