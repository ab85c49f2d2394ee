/*
 * What makes a publication provable, done by the process that publishes: its files are
 * made and their digests claimed, and the head of the log is signed.
 */
#ifndef COMMAND_SEAL_H
#define COMMAND_SEAL_H

#include "command/command.h"
#include "sign/key.h"

struct seal_key {
	struct key *key;
	struct text public_key;
	const char *id;
};

struct seal {
	struct seal_key keys[KEY_ALGORITHM_COUNT];
	size_t key_count;
	const char *site;  /* what is printed before /v/, or NULL */
	const char *fonts; /* made when it is first needed */
};

/* Read the keys of the settings. They live as long as the line's arena. */
MUST_USE enum err seal_open(const struct command_line *line, struct seal *seal);

/*
 * Make the PDF, OFD and workbook of what is about to be published, and claim their digests. Within
 * staff_begin(), after staff_wait(), with the time that is given to staff_publish().
 */
MUST_USE enum err seal_claim(struct ctx *cx, const struct seal *seal, struct connection *db,
                             const struct renderer *renderer, const char *id,
                             const char *published_at);

/* Sign the head, where a key has not. At the end of such a transaction. */
MUST_USE enum err seal_head(struct ctx *cx, const struct seal *seal, struct connection *db);

/* The fonts of a renderer, as claims name them: reads all of them. Before seal_claim(). */
void seal_fonts(struct arena *arena, const struct renderer *renderer, struct seal *seal);

#endif
