/* The table of the settings, for config.c alone. */
#ifndef BASE_CONFIG_TABLE_H
#define BASE_CONFIG_TABLE_H

#include <stddef.h>

#include "base/config.h"

enum config_table_type { SETTING_STRING, SETTING_FILE, SETTING_INT, SETTING_CHOICE, SETTING_SITE };

struct config_table_line {
	const char *key;
	enum config_table_type type;
	size_t offset;
	const char *fallback;
	int min;
	int max;
	const char *choices; /* of a SETTING_CHOICE, with blanks between */
	const char *help[CONFIG_LANGUAGE_COUNT];
};

extern const struct config_table_line config_table[];
extern const size_t config_table_count;

#endif
