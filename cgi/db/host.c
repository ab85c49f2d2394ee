#include "db/host.h"

#include <string.h>

#include "base/text.h"

/* A host that says nothing is asked again after this time. */
#define LEFT_OUT_MS 10000

static const char *
value_of(const PQconninfoOption *options, const char *keyword)
{
	for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
		if (strcmp(option->keyword, keyword) == 0)
			return option->val == NULL ? "" : option->val;
	return "";
}

static size_t
items(const char *list)
{
	size_t count = 1;

	for (; *list != '\0'; list++)
		count += *list == ',';
	return count;
}

/* The item at a place of a list; of a list of one it is the same at each place. */
static const char *
item(const char *list, size_t place, size_t *length)
{
	for (; place > 0 && strchr(list, ',') != NULL; place--)
		list = strchr(list, ',') + 1;
	*length = strcspn(list, ",");
	return list;
}

static bool
is_item(const char *list, size_t place, const char *value)
{
	size_t length;
	const char *start = item(list, place, &length);

	return length == strlen(value) && strncmp(start, value, length) == 0;
}

size_t
host_count(const PQconninfoOption *options)
{
	size_t names = items(value_of(options, "host"));
	size_t addresses = items(value_of(options, "hostaddr"));

	return names > addresses ? names : addresses;
}

size_t
host_place(const PQconninfoOption *options, const PGconn *pg)
{
	const char *names = value_of(options, "host");
	const char *addresses = value_of(options, "hostaddr");
	const char *ports = value_of(options, "port");
	size_t count = host_count(options);

	for (size_t place = 0; place < count && place < HOST_MAX; place++) {
		bool is_host = is_item(names, place, PQhost(pg)) ||
		               is_item(addresses, place, PQhost(pg));

		if (is_host && (items(ports) == 1 || is_item(ports, place, PQport(pg))))
			return place;
	}
	return HOST_MAX;
}

void
host_leave_out(struct host_silence *silence, size_t place, int64_t now)
{
	if (place < HOST_MAX)
		silence->until[place] = now + LEFT_OUT_MS;
}

void
host_ask_again(struct host_silence *silence, size_t place)
{
	if (place < HOST_MAX)
		silence->until[place] = 0;
}

bool
host_is_left_out(const struct host_silence *silence, size_t place, int64_t now)
{
	return place < HOST_MAX && now < silence->until[place];
}

size_t
host_choose(const PQconninfoOption *options, const struct host_silence *silence, int64_t now,
            bool skipped[HOST_MAX])
{
	size_t count = host_count(options);
	size_t left = count;

	for (size_t place = 0; place < HOST_MAX; place++) {
		skipped[place] = place < count && host_is_left_out(silence, place, now);
		left -= skipped[place];
	}
	if (left > 0)
		return left;
	memset(skipped, 0, HOST_MAX * sizeof *skipped);
	return count;
}

const char *
host_value(struct arena *arena, const PQconninfoOption *option, const bool skipped[HOST_MAX])
{
	bool is_list = strcmp(option->keyword, "host") == 0 ||
	               strcmp(option->keyword, "hostaddr") == 0 ||
	               strcmp(option->keyword, "port") == 0;
	struct text out = text_make(arena);
	size_t count;
	bool first = true;

	if (!is_list || option->val == NULL || (count = items(option->val)) == 1)
		return option->val;
	for (size_t place = 0; place < count; place++) {
		size_t length;
		const char *start = item(option->val, place, &length);

		if (place < HOST_MAX && skipped[place])
			continue;
		text_add_str(&out, first ? "" : ",");
		text_add(&out, start, length);
		first = false;
	}
	return out.data;
}
