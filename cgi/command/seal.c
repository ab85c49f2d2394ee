#include "command/seal.h"

#include <string.h>

#include "db/ledger.h"
#include "face/face.h"
#include "typeset/font_list.h"

static enum err
open_key(struct ctx *cx, const char *path, enum key_algorithm algorithm, struct seal *seal)
{
	struct seal_key *key = &seal->keys[seal->key_count];

	if (strcmp(path, "none") == 0)
		return ERR_OK;
	TRY(key_load(cx, path, &key->key));
	if (key_algorithm(key->key) != algorithm)
		return err_set(cx, ERR_INPUT, "%s：这里应是 %s 的密钥", path,
		               key_algorithm_name(algorithm));
	TRY(key_public(cx, key->key, &key->public_key));
	key->id = text_sha256(cx->arena, key->public_key.data, key->public_key.length);
	seal->key_count++;
	return ERR_OK;
}

enum err
seal_open(const struct command_line *line, struct seal *seal)
{
	const char *site = line->config.site;

	*seal = (struct seal){ .site = strcmp(site, "none") == 0 ? NULL : site };
	TRY(open_key(line->cx, line->config.log_key, KEY_ED25519, seal));
	return open_key(line->cx, line->config.log_key_sm2, KEY_SM2, seal);
}

void
seal_fonts(struct arena *arena, const struct renderer *renderer, struct seal *seal)
{
	seal->fonts = font_list_text(arena, renderer_fonts(renderer));
}

static enum err
digest(struct ctx *cx, const struct renderer *renderer, const struct order *order, const char *name,
       const char **sha256)
{
	struct text made;

	TRY(face_find(name)->document(cx, renderer, order, &made));
	*sha256 = text_sha256(cx->arena, made.data, made.length);
	return ERR_OK;
}

/* Of a face that the document has no way into, as of a text too long for a cell, none. */
static const char *
digest_if_any(struct ctx *cx, const struct renderer *renderer, const struct order *order,
              const char *name)
{
	struct ctx inner = ctx_make(cx->arena);
	const char *sha256;

	return digest(&inner, renderer, order, name, &sha256) == ERR_OK ? sha256 : NULL;
}

enum err
seal_claim(struct ctx *cx, const struct seal *seal, struct connection *db,
           const struct renderer *renderer, const char *id, const char *published_at)
{
	struct ledger_claim claim = { .fonts = seal->fonts,
		                      .program = "gongkai " PACKAGE_VERSION,
		                      .site = seal->site };
	struct ledger_frozen frozen;
	struct order order;

	TRY(ledger_frozen(cx, db, id, published_at, &frozen));
	if (frozen.is_unchanged)
		return ERR_OK;
	order = (struct order){ .document = frozen.document,
		                .length = strlen(frozen.document),
		                .code = frozen.code,
		                .site = seal->site };
	TRY(digest(cx, renderer, &order, "pdf", &claim.pdf_sha256));
	claim.ofd_sha256 = digest_if_any(cx, renderer, &order, "ofd");
	claim.xlsx_sha256 = digest_if_any(cx, renderer, &order, "xlsx");
	return ledger_claim(cx, db, id, &frozen, &claim);
}

static enum err
sign(struct ctx *cx, const struct seal_key *key, struct connection *db)
{
	struct ledger_head head;
	struct text signature;

	TRY(ledger_unsigned(cx, db, key->id, &head));
	if (head.text == NULL)
		return ERR_OK;
	TRY(key_sign(cx, key->key, head.text, strlen(head.text), &signature));
	return ledger_sign(cx, db, head.size, key_algorithm_name(key_algorithm(key->key)),
	                   &key->public_key, &signature);
}

enum err
seal_head(struct ctx *cx, const struct seal *seal, struct connection *db)
{
	for (size_t i = 0; i < seal->key_count; i++)
		TRY(sign(cx, &seal->keys[i], db));
	return ERR_OK;
}
