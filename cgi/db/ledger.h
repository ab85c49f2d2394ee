/*
 * The log of all that is published, as the publisher's process writes it: claims of what
 * was made of a revision, and signatures of the head. On connections of the staff role.
 * What the calls return lies in the arena of `cx`.
 */
#ifndef DB_LEDGER_H
#define DB_LEDGER_H

#include "base/text.h"
#include "db/connection.h"

/* The very document that staff_publish() would freeze in this transaction. */
struct ledger_frozen {
	const char *document;
	const char *sha256;
	const char *revision;
	const char *code; /* the short code that it gets */
	bool is_unchanged;
};

/* As staff_next(), within staff_begin() and under the lock of staff_wait(). */
MUST_USE enum err ledger_frozen(struct ctx *cx, struct connection *db, const char *id,
                                const char *published_at, struct ledger_frozen *frozen);

/* What was made of it. */
struct ledger_claim {
	const char *pdf_sha256;
	const char *ofd_sha256;
	const char *xlsx_sha256;
	const char *fonts;   /* font_list_text() */
	const char *program; /* with its version */
	const char *site;    /* the address on paper, or NULL where none is printed */
};

/* Say what was made of a revision, before it is published in the same transaction. */
MUST_USE enum err ledger_claim(struct ctx *cx, struct connection *db, const char *id,
                               const struct ledger_frozen *frozen, const struct ledger_claim *claim);

/* A head that wants a signature: the text to be signed, and how many entries it is of. */
struct ledger_head {
	const char *size;
	const char *text; /* NULL when the key has signed it, or the log is empty */
};

/* The head of the log, for the key with this identifier (SHA-256 of its public key). */
MUST_USE enum err ledger_unsigned(struct ctx *cx, struct connection *db, const char *key,
                                  struct ledger_head *head);

/* Keep a signature of the head of that size, within a transaction that has the lock. */
MUST_USE enum err ledger_sign(struct ctx *cx, struct connection *db, const char *size,
                              const char *algorithm, const struct text *public_key,
                              const struct text *signature);

#endif
