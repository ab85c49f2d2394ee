#include "manual/roff.h"

#include <stdbool.h>
#include <stdio.h>

static void
print_character(char c)
{
	/* Hyphens and quotes of programs must stay what they are. */
	switch (c) {
	case '\\': fputs("\\e", stdout); break;
	case '-': fputs("\\-", stdout); break;
	case '\'': fputs("\\(aq", stdout); break;
	case '`': fputs("\\(ga", stdout); break;
	case '~': fputs("\\(ti", stdout); break;
	case '^': fputs("\\(ha", stdout); break;
	default: putchar(c);
	}
}

/* A dot at the start of a line would be a request. */
static void
print_start(const char *text)
{
	if (*text == '.')
		fputs("\\&", stdout);
}

static void
print_plain(const char *text)
{
	print_start(text);
	for (; *text != '\0'; text++)
		print_character(*text);
}

/* One line of text with its backticks, up to a line feed; returns where it ends. */
static const char *
print_marked(const char *text)
{
	bool is_code = false;

	print_start(text);
	for (; *text != '\0' && *text != '\n'; text++)
		if (*text == '`') {
			is_code = !is_code;
			fputs(is_code ? "\\fB" : "\\fR", stdout);
		} else {
			print_character(*text);
		}
	putchar('\n');
	return text;
}

void
roff_begin(const char *title)
{
	printf(".\\\" Made from the tables that the help is made from; not edited.\n"
	       ".TH %s \"\" \"gongkai %s\"\n"
	       ".if \\n(.g .do mso zh.tmac\n"
	       ".nh\n"
	       ".ad l\n",
	       title, PACKAGE_VERSION);
}

void
roff_section(const char *name)
{
	printf(".SH %s\n", name);
}

void
roff_subsection(const char *name)
{
	printf(".SS ");
	print_plain(name);
	putchar('\n');
}

void
roff_name(const char *name, const char *summary)
{
	print_plain(name);
	fputs(" \\- ", stdout);
	print_plain(summary);
	putchar('\n');
}

void
roff_explain(const char *text)
{
	while (*text != '\0') {
		text = print_marked(text);
		text += *text == '\n';
	}
}

void
roff_paragraph(const char *text)
{
	puts(".PP");
	roff_explain(text);
}

void
roff_term(const char *name, const char *value)
{
	printf(".TP\n\\fB");
	print_plain(name);
	fputs("\\fR", stdout);
	if (value != NULL) {
		fputs(" \\fI", stdout);
		print_plain(value);
		fputs("\\fR", stdout);
	}
	putchar('\n');
}

void
roff_call(const char *program, const char *arguments)
{
	printf(".br\n\\fB");
	print_plain(program);
	printf("\\fR%s", *arguments == '\0' ? "" : " ");
	print_plain(arguments);
	putchar('\n');
}
