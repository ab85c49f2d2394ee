/* What sql/embed.awk makes of fonts/tgh8105.txt at build time. */
#ifndef COMMAND_CHARSET_TGH8105_H
#define COMMAND_CHARSET_TGH8105_H

extern const char charset_tgh8105[];

#endif
