#include "command/verify_proof.h"

#include <stdio.h>
#include <string.h>

#include "command/verify_file.h"
#include "doc/json.h"
#include "sign/base64.h"
#include "sign/key.h"
#include "sign/tree.h"

#define PROOF_MAX ((size_t)1024 * 1024)

/* The faces of which an entry has digests, and what readers call them. */
static const struct {
	const char *member;
	const char *label;
} faces[] = { { "document", "JSON" }, { "pdf", "PDF" }, { "ofd", "OFD" }, { "xlsx", "Excel" } };

static const char *
said(const struct json *object, const char *name)
{
	const char *s = json_string(json_member(object, name));

	return s == NULL ? "" : s;
}

static enum err
read_json(struct ctx *cx, const char *path, const struct json **out)
{
	struct text file;

	TRY(text_read_file(cx, path, PROOF_MAX, &file));
	return json_parse(cx, path, file.data, file.length, out);
}

/* Entries and heads have one spelling, which is that of json_add(). */
static struct text
spelt(struct arena *arena, const struct json *value)
{
	struct text out = text_make(arena);

	json_add(&out, value);
	return out;
}

/* Is the entry in the tree whose head this is? */
static enum err
check_inclusion(struct ctx *cx, const char *path, const struct json *item, const struct json *head)
{
	const struct json *entry = json_member(item, "entry");
	const struct json *hashes = json_member(item, "path");
	const char **siblings = arena_array(cx->arena, json_count(hashes), sizeof *siblings);
	struct text text = spelt(cx->arena, entry);
	size_t count = 0;

	json_each(hash, hashes) siblings[count++] = json_string(hash) == NULL ? ""
	                                                                      : json_string(hash);
	if (entry == NULL || !tree_includes(text.data, text.length,
	                                    (uint64_t)json_integer(json_member(entry, "number"), 0),
	                                    (uint64_t)json_integer(json_member(head, "size"), 0),
	                                    siblings, count, said(head, "root")))
		return err_set(cx, ERR_INPUT, "%s：证明不成立，条目不在它所说的日志中", path);
	return ERR_OK;
}

static enum err
check_head(struct ctx *cx, const struct verify_proof *given, const struct json *head)
{
	const struct json *saved;
	const struct json *inner;
	long size = json_integer(json_member(head, "size"), 0);

	if (given->head == NULL)
		return ERR_OK;
	TRY(read_json(cx, given->head, &saved));
	inner = json_member(saved, "head");
	if (inner != NULL)
		saved = inner;
	if (json_integer(json_member(saved, "size"), 0) != size)
		return err_set(cx, ERR_INPUT,
		               "%s 是 %ld 条的头，%s 是 %ld 条的证明：两者要同时保存，"
		               "或者联网用 /api/v1/log/consistency 比较",
		               given->head, json_integer(json_member(saved, "size"), 0),
		               given->proof, size);
	if (strcmp(said(saved, "root"), said(head, "root")) != 0)
		return err_set(cx, ERR_INPUT,
		               "%s 与 %s 同是 %ld 条，根却不同：日志被改写过，或者证明是假的",
		               given->head, given->proof, size);
	return ERR_OK;
}

static bool
is_signed(struct ctx *cx, const struct text *key, const struct json *head,
          const struct json *signature)
{
	struct text text = spelt(cx->arena, head);
	struct text made = text_make(cx->arena);
	enum key_algorithm algorithm;

	return key_algorithm_find(cx, said(signature, "algorithm"), &algorithm) == ERR_OK &&
	       base64_read(said(signature, "signature"), &made) &&
	       key_verifies(algorithm, key, text.data, text.length, &made);
}

static enum err
check_key(struct ctx *cx, const struct verify_proof *given, const struct json *log)
{
	struct ctx inner = ctx_make(cx->arena);
	struct text key;

	if (given->key == NULL)
		return ERR_OK;
	TRY(key_read_public(cx, given->key, &key));
	json_each(signature, json_member(log, "signatures")) if (is_signed(&inner, &key,
	                                                                   json_member(log, "head"),
	                                                                   signature)) return ERR_OK;
	return err_set(cx, ERR_INPUT, "%s：日志的头不是用 %s 签的", given->proof, given->key);
}

static const char *
face_of(const struct json *entry, const char *sha256)
{
	for (size_t i = 0; i < sizeof faces / sizeof faces[0]; i++)
		if (strcmp(said(entry, faces[i].member), sha256) == 0)
			return faces[i].label;
	return NULL;
}

/*
 * In words; true for what was published, and of which the proof tells no withdrawal: that it
 * does not may be whoever handed the proof over.
 */
static bool
tell(const char *path, const char *face, const struct json *proof)
{
	const struct json *entry = json_member(json_member(proof, "publication"), "entry");
	const struct json *gone = json_member(json_member(proof, "withdrawal"), "entry");
	const struct json *head = json_member(json_member(proof, "log"), "head");
	const char *id = said(entry, "report");
	long revision = json_integer(json_member(entry, "revision"), 0);

	if (face == NULL) {
		printf("✗ %s：与证明中的 %s 第 %ld 次修订不同：不是这一份，或者被改动过\n", path,
		       id, revision);
		return false;
	}
	printf("%s %s：是于 %s%s公开的 %s，%s 第 %ld 次修订，", gone == NULL ? "✓" : "！", path,
	       said(entry, "time"),
	       json_is_true(json_member(entry, "backdated")) ? "（补录）" : " ", face, id, revision);
	if (gone != NULL)
		printf("已于 %s 撤回\n", said(gone, "time"));
	else
		printf("日志到 %s 的这份证明没有提到撤回；有没有撤回或更正，要联网才知道\n",
		       said(head, "time"));
	return gone == NULL;
}

/* All that must be so for the proof to say anything. */
static enum err
check_proof(struct ctx *cx, const struct verify_proof *given, const struct json **proof)
{
	const struct json *log;
	const struct json *head;

	if (given->proof == NULL || (given->head == NULL && given->key == NULL))
		return err_set(cx, ERR_INPUT,
		               "离线核对要有 --proof，和它的依据：--head 保存过的头，或者 --key 公钥");
	TRY(read_json(cx, given->proof, proof));
	log = json_member(*proof, "log");
	head = json_member(log, "head");
	TRY(check_inclusion(cx, given->proof, json_member(*proof, "publication"), head));
	if (json_member(*proof, "withdrawal") != NULL)
		TRY(check_inclusion(cx, given->proof, json_member(*proof, "withdrawal"), head));
	TRY(check_head(cx, given, head));
	return check_key(cx, given, log);
}

enum err
verify_proof_each(struct command_line *line, const struct verify_proof *given, char **paths,
                  size_t count)
{
	struct ctx *cx = line->cx;
	const struct json *proof;
	size_t others = 0;

	TRY(check_proof(cx, given, &proof));
	for (size_t i = 0; i < count; i++) {
		const struct json *entry = json_member(json_member(proof, "publication"), "entry");
		struct text file;

		if (!verify_file_read(cx, paths[i], &file)) {
			others++;
			continue;
		}
		others += tell(paths[i],
		               face_of(entry, text_sha256(cx->arena, file.data, file.length)), proof)
		                  ? 0
		                  : 1;
	}
	if (others > 0)
		return err_set(cx, ERR_CONFLICT, "%zu 份不是公开有效的文件", others);
	return ERR_OK;
}
