/*
 * The commands of the command line tool. A command prints its result on
 * standard output and its progress on standard error, in Chinese, for staff.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/config.h"
#include "face/face.h"
#include "db/connection.h"

/* A statement of a command may take longer than one of a request. */
#define COMMAND_TIMEOUT_MS (10 * 60 * 1000)

/* From so many documents on it pays to prepare the fonts (renderer_load()), which takes seconds. */
#define COMMAND_MANY 60

/* What a command works with. */
struct command_line {
	struct ctx *cx;
	struct config config;
	const char *person; /* who acts, by --by; NULL: the user who runs the command */
	bool is_misused;    /* the arguments are wrong: exit status 2 */
	int exit_status;    /* of a command that has done its work */
};

/* Say that the arguments are wrong, and how. */
MUST_USE enum err command_misuse(struct command_line *line, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The value after option `name` at argv[*index], or an error. */
MUST_USE enum err command_value(struct command_line *line, int argc, char **argv, int *index,
                                const char **out);

/*
 * Is `at`, the value of --at, a moment: a date, which may be followed by a time of day and
 * by a zone (ISO 8601)? NULL, which is now, is one. PostgreSQL would read much more, and
 * tell in English what it cannot read.
 */
MUST_USE enum err command_moment(struct command_line *line, const char *at);

/*
 * Is --by, where it was given, a name? One that is empty or cannot be seen would act as
 * somebody else than was meant, and be another person than the one it looks like.
 */
MUST_USE enum err command_person(struct command_line *line);

/*
 * The face to be made of a document or a set: `as`, its name, or where that is
 * NULL the one whose suffix the file has, else PDF. ERR_INPUT for one that there is not.
 */
MUST_USE enum err command_face(struct command_line *line, const char *as, const char *file,
                               enum face_subject subject, const struct face **out);

/* A connection of staff, on which whoever holds it up is told on standard error. */
struct connection *command_staff(const struct command_line *line);

/* Who runs the command, and who through sudo, for the trail of the desk. */
const char *command_system_user(struct arena *arena);

/* Print the faults that a checker collected, and forget them. */
void command_print_faults(struct ctx *cx);

/* Write bytes to a file, all or nothing, as output.h says. */
MUST_USE enum err command_write_file(struct ctx *cx, const char *path, const struct text *bytes);

MUST_USE enum err approve_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err audit_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err bench_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err bind_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err bulk_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err check_document_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err check_template_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err config_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err delete_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err diff_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err doctor_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err explain_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err export_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err fonts_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err guard_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err purge_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err history_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err import_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err key_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err list_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err mask_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err unmask_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err migrate_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err publish_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err render_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err return_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err sheet_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err show_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err submit_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err token_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err user_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err verify_run(struct command_line *line, int argc, char **argv);
MUST_USE enum err withdraw_run(struct command_line *line, int argc, char **argv);

#endif
