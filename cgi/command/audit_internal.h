/* What the files of `gongkai check` share. */
#ifndef COMMAND_AUDIT_INTERNAL_H
#define COMMAND_AUDIT_INTERNAL_H

#include "command/command.h"
#include "command/finding.h"

struct audit_request {
	const char *department;
	const char *year;
	const char *parameters; /* a file of them, to be set */
	const char *severity;   /* the least that is told; NULL: all */
	bool is_all;
	bool is_data; /* the names are files */
	bool is_json;
	bool wants_rules;
	const char *const *names;
	size_t name_count;
};

struct auditing {
	struct command_line *line;
	const struct audit_request *request;
	struct connection *db;
	struct finding_reader reader;
	size_t told_reports;
	struct audit_count told;
	bool has_errors; /* unexplained */
	bool has_warnings;
};

/* Drafts that are told of together. */
#define TOLD_REPORTS 100

/* Whether it is error, warning or note. */
bool audit_is_severity(const char *severity);

/* Print the findings of some drafts. */
MUST_USE enum err audit_tell(struct auditing *auditing, const char *const *ids, size_t id_count);

/* Print how many findings were told, and set the exit status. */
void audit_sum_up(struct auditing *auditing);

/* Print the table of rules, and their parameters, in Markdown. */
MUST_USE enum err audit_tell_rules(struct ctx *cx, struct connection *db);

/* Check all drafts and tell what is found. */
MUST_USE enum err audit_all(struct auditing *auditing);

/* Check some drafts and tell what is found. */
MUST_USE enum err audit_some(struct auditing *auditing, const char *const *ids, size_t id_count);

/* The same of files, in a database of their own (command/scratch.h). */
MUST_USE enum err audit_data(struct auditing *auditing);

#endif
