#include "command/command.h"

#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command/output.h"
#include "doc/typed.h"
#include "text/characters.h"

#define PERSON_MAX 100

enum err
command_misuse(struct command_line *line, const char *fmt, ...)
{
	char message[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(message, sizeof message, fmt, args);
	va_end(args);
	line->is_misused = true;
	return err_set(line->cx, ERR_INPUT, "%s", message);
}

enum err
command_value(struct command_line *line, int argc, char **argv, int *index, const char **out)
{
	const char *name = argv[*index];

	if (++*index >= argc)
		return command_misuse(line, "%s 之后缺少内容", name);
	*out = argv[*index];
	return ERR_OK;
}

/* Behind the date and the time of day. */
static bool
is_zone(const char *s)
{
	size_t digits;

	if (*s == '\0' || strcmp(s, "Z") == 0)
		return true;
	if (*s != '+' && *s != '-')
		return false;
	digits = strspn(++s, "0123456789");
	if (digits == 4 || (digits == 2 && s[2] == '\0'))
		return s[digits] == '\0';
	return digits == 2 && s[2] == ':' && strspn(s + 3, "0123456789") == 2 && s[5] == '\0';
}

static bool
is_moment(const char *at)
{
	struct tm given = { 0 };
	struct tm real;
	const char *rest = strptime(at, "%Y-%m-%d", &given);
	const char *hours = rest == NULL || strchr("T ", *rest) == NULL
	                            ? NULL
	                            : strptime(rest + 1, "%H:%M", &given);
	const char *seconds = hours == NULL ? NULL : strptime(hours, ":%S", &given);

	if (rest == NULL || strspn(at, "0123456789") != 4)
		return false;
	real = given;
	timegm(&real);
	if (seconds != NULL)
		hours = seconds;
	return real.tm_mday == given.tm_mday && is_zone(hours == NULL ? rest : hours);
}

enum err
command_moment(struct command_line *line, const char *at)
{
	if (at == NULL || is_moment(at))
		return ERR_OK;
	return command_misuse(line, "--at 是“%s”，应为时间，如 2025-03-01T09:00:00+08:00", at);
}

enum err
command_person(struct command_line *line)
{
	const char *name = line->person;

	if (name == NULL)
		return ERR_OK;
	TRY(characters_clean(line->cx, name, &name));
	line->person = typed_trim(line->cx->arena, name);
	if (*line->person == '\0' || strchr(line->person, '\n') != NULL ||
	    text_utf8_count(line->person) > PERSON_MAX)
		return command_misuse(line, "--by 之后应是姓名，一行，至多 %d 个字符", PERSON_MAX);
	return ERR_OK;
}

enum err
command_face(struct command_line *line, const char *as, const char *file, enum face_subject subject,
             const struct face **out)
{
	const struct face *face;

	if (as != NULL)
		face = face_find(as);
	else
		face = file == NULL ? NULL : face_of_path(file);
	if (as == NULL && (face == NULL || !face_shows(face, subject)))
		face = face_find("pdf");
	if (face == NULL || face_is_json(face) || !face_shows(face, subject))
		return command_misuse(line, "没有格式 %s，可以是：%s", as,
		                      face_names(line->cx->arena, subject));
	*out = face;
	return ERR_OK;
}

static void
tell(const char *message)
{
	fprintf(stderr, "%s\n", message);
}

/* As whom the program runs; a user without a name by its number. */
static const char *
user_name(struct arena *arena)
{
	const struct passwd *user = getpwuid(getuid());

	if (user == NULL)
		return arena_printf(arena, "用户 %lu", (unsigned long)getuid());
	return arena_strdup(arena, user->pw_name);
}

/* Who runs the program: through sudo, the person who did. */
static const char *
login_name(struct arena *arena)
{
	const char *person = getenv("SUDO_USER");

	if (person != NULL && *person != '\0')
		return arena_strdup(arena, person);
	return user_name(arena);
}

struct connection *
command_staff(const struct command_line *line)
{
	struct connection *db = connection_new(CONNECTION_STAFF, line->config.staff_database,
	                                       COMMAND_TIMEOUT_MS);

	connection_act_as(db, line->person == NULL ? login_name(line->cx->arena) : line->person);
	connection_hear(db, tell);
	return db;
}

/* What comes from reading a file names its place already. */
static void
print_fault(const struct fault *fault)
{
	if (text_starts_with(fault->what, fault->place))
		fprintf(stderr, "%s\n", fault->what);
	else
		fprintf(stderr, "%s：%s\n", fault->place, fault->what);
}

void
command_print_faults(struct ctx *cx)
{
	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		print_fault(fault);
	if (cx->fault_count > FAULTS_MAX)
		fprintf(stderr, "……另有 %zu 处错误未列出\n", cx->fault_count - FAULTS_MAX);
	cx->faults = NULL;
	cx->last_fault = NULL;
	cx->fault_count = 0;
}

enum err
command_write_file(struct ctx *cx, const char *path, const struct text *bytes)
{
	struct output output;

	TRY(output_open(cx, path, &output));
	return output_close(cx, &output, output_write(cx, &output, bytes->data, bytes->length));
}

const char *
command_system_user(struct arena *arena)
{
	const char *before = getenv("SUDO_USER");
	const char *name = user_name(arena);

	return before == NULL ? name : arena_printf(arena, "%s (%s)", name, before);
}
