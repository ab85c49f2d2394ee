#include "site/site_value.h"

#include <string.h>

const struct json *
site_value_at(const struct json *value, const char *path)
{
	char name[64];

	while (value != NULL && *path != '\0') {
		size_t length = strcspn(path, ".");

		if (length >= sizeof name)
			return NULL;
		memcpy(name, path, length);
		name[length] = '\0';
		value = json_member(value, name);
		path += length + (path[length] == '.');
	}
	return value;
}

const char *
site_value_text(const struct json *value, const char *path)
{
	return json_string(site_value_at(value, path));
}

long
site_value_number(const struct json *value, const char *path)
{
	const struct json *found = site_value_at(value, path);

	return found == NULL ? 0 : json_integer(found, 0);
}

const struct json *
site_value_list(const struct json *value, const char *path)
{
	const struct json *found = site_value_at(value, path);

	return found == NULL || json_first(found) == NULL ? NULL : found;
}

const char *
site_value_day(struct arena *arena, const char *at)
{
	const char *month;
	const char *day;

	if (at == NULL || strlen(at) < 10)
		return at == NULL ? "" : at;
	month = at + 5 + (at[5] == '0');
	day = at + 8 + (at[8] == '0');
	return arena_printf(arena, "%.4s年%.*s月%.*s日", at, (int)(at + 7 - month), month,
	                    (int)(at + 10 - day), day);
}

const char *
site_value_backdated(const struct json *value)
{
	return json_is_true(json_member(value, "backdated")) ? "（补录）" : "";
}

const char *
site_value_yuan(struct arena *arena, const char *amount)
{
	struct text out = text_make(arena);
	size_t whole;

	if (amount == NULL)
		return NULL;
	if (*amount == '-') {
		text_add_str(&out, "-");
		amount++;
	}
	whole = strcspn(amount, ".");
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			text_add_str(&out, ",");
		text_add(&out, amount + i, 1);
	}
	text_add_str(&out, amount + whole);
	return out.data;
}

int64_t
site_value_whole(const char *amount)
{
	int64_t whole = 0;

	if (amount == NULL)
		return 0;
	for (; *amount >= '0' && *amount <= '9'; amount++) {
		if (whole > INT64_MAX / 100000)
			return INT64_MAX / 1000;
		whole = whole * 10 + (*amount - '0');
	}
	return whole;
}

/* Half a hundred yuan is rounded up, as amounts are everywhere. */
const char *
site_value_wan(struct arena *arena, const char *amount)
{
	const char *sign = "";
	int64_t hundreds;

	if (amount == NULL)
		return NULL;
	if (*amount == '-') {
		sign = "-";
		amount++;
	}
	hundreds = (site_value_whole(amount) + 50) / 100;
	return arena_printf(arena, "%s%s.%02d", sign,
	                    site_value_yuan(arena, arena_printf(arena, "%lld",
	                                                        (long long)(hundreds / 100))),
	                    (int)(hundreds % 100));
}
