/* `gongkai diff`: what a correction changed, or what one would. */
#include <stdio.h>
#include <string.h>

#include "command/finding.h"
#include "command/option.h"
#include "db/life.h"
#include "db/staff.h"
#include "doc/json_diff.h"

struct request {
	const char *id;
	const char *from; /* a revision; NULL: the last one */
	const char *to;   /* a revision; NULL: the draft */
	bool is_json;
};

struct compared {
	const struct json *before;
	const struct json *after;
};

static bool
is_number(const char *s)
{
	return s == NULL ||
	       (*s >= '1' && *s <= '9' && strlen(s) < 9 && s[strspn(s, "0123456789")] == '\0');
}

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	const struct option options[] = {
		{ "--from", &request->from, NULL },
		{ "--to", &request->to, NULL },
		{ "--json", NULL, &request->is_json },
		{ NULL, NULL, NULL },
	};
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count != 1)
		return command_misuse(line, "请给出一个报告编号");
	if (!is_number(request->from) || !is_number(request->to))
		return command_misuse(line, "--from 和 --to 应为修订的次数，如 1");
	request->id = argv[1];
	return ERR_OK;
}

static enum err
parse(struct ctx *cx, const char *id, const char *text, const struct json **out)
{
	return json_parse(cx, id, text, strlen(text), out);
}

static enum err
read_both(struct ctx *cx, struct connection *db, const struct request *request,
          struct compared *compared)
{
	const char *before;
	const char *after;

	TRY(life_revision(cx, db, request->id, request->from, &before));
	if (request->to == NULL)
		TRY(staff_draft(cx, db, request->id, "public", &after));
	else
		TRY(life_revision(cx, db, request->id, request->to, &after));
	TRY(parse(cx, request->id, before, &compared->before));
	return parse(cx, request->id, after, &compared->after);
}

static const char *
shown(struct arena *arena, const struct json *value)
{
	struct text out = text_make(arena);
	const char *s = json_string(value);

	if (value == NULL)
		return "（无）";
	if (s != NULL)
		return arena_printf(arena, "“%s”", s);
	json_add(&out, value);
	return out.data;
}

/* When it was published is no change of what it says. */
static void
print_words(struct ctx *cx, const struct finding_reader *reader, const struct compared *compared,
            const struct json_difference *differences, size_t count)
{
	size_t told = 0;

	for (size_t i = 0; i < count; i++) {
		const struct json_difference *one = &differences[i];
		const struct json *document = one->before == NULL ? compared->after
		                                                  : compared->before;

		if (text_starts_with(one->pointer, "/published"))
			continue;
		told++;
		printf("%s：%s → %s\n", finding_words(cx->arena, reader, document, one->pointer),
		       shown(cx->arena, one->before), shown(cx->arena, one->after));
	}
	printf(told == 0 ? "没有差别\n" : "共 %zu 处\n", told);
}

static enum err
tell(struct command_line *line, struct connection *db, const struct request *request,
     const struct compared *compared)
{
	struct ctx *cx = line->cx;
	struct text out = text_make(cx->arena);
	struct json_difference *differences;
	struct finding_reader reader;
	struct renderer *renderer;
	size_t count;

	json_diff(cx->arena, compared->before, compared->after, &differences, &count);
	if (request->is_json) {
		json_diff_patch(&out, differences, count);
		printf("%s\n", out.data);
		return ERR_OK;
	}
	TRY(renderer_load(cx, line->config.templates, NULL, false, &renderer));
	if (finding_open(cx, renderer, db, &reader) == ERR_OK)
		print_words(cx, &reader, compared, differences, count);
	renderer_free(renderer);
	return cx->kind;
}

enum err
diff_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };
	struct compared compared;
	struct connection *db;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	db = command_staff(line);
	status = read_both(line->cx, db, &request, &compared);
	if (status == ERR_OK)
		status = tell(line, db, &request, &compared);
	connection_free(db);
	return status;
}
