#include "base/usage.h"

#include <string.h>

/* Where the explanations begin. */
#define NAME_COLUMNS 24

const char *
usage_plain(struct arena *arena, const char *text)
{
	char *plain = arena_strdup(arena, text);
	char *to = plain;

	for (const char *from = plain; *from != '\0'; from++)
		if (*from != '`')
			*to++ = *from;
	*to = '\0';
	return plain;
}

/* Columns of a terminal; what is not ASCII here is a Han character, two wide. */
static int
columns(const char *s)
{
	int count = 0;

	for (; *s != '\0'; s++)
		count += (unsigned char)*s < 0x80 ? 1 : ((unsigned char)*s & 0xc0) == 0xc0 ? 2 : 0;
	return count;
}

void
usage_print_options(FILE *file, struct arena *arena, const struct usage_option *options)
{
	for (; options->name != NULL; options++) {
		const char *name = arena_printf(arena, "%s%s%s", options->name,
		                                options->value == NULL ? "" : " ",
		                                options->value == NULL ? "" : options->value);
		int gap = NAME_COLUMNS - columns(name);

		fprintf(file, "  %s%*s %s\n", name, gap > 0 ? gap : 0, "",
		        usage_plain(arena, options->help));
	}
}
