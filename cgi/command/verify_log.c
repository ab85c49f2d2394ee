/* The log from its first entry on, and what each entry says held against what the database has. */
#include <stdlib.h>
#include <string.h>

#include "command/progress.h"
#include "command/verify_internal.h"
#include "doc/json.h"
#include "sign/key.h"

/* Entries that are read together: more, where most of them are not of the part. */
#define BATCH 200
#define BATCH_PARTS 10

struct signatures {
	struct verify_signature *items;
	size_t count;
	size_t next;
};

/* The members in which two entries differ. */
static const char *
difference(struct ctx *cx, const char *entry, const char *expected)
{
	static const char *const members[] = { "number",   "kind",  "report",    "revision",
		                               "document", "code",  "template",  "fonts",
		                               "program",  "pdf",   "ofd",       "xlsx",
		                               "reason",   "time",  "backdated", "recorded",
		                               "previous", "trail", "steps" };
	struct ctx inner = ctx_make(cx->arena);
	struct text out = text_make(cx->arena);
	const struct json *a;
	const struct json *b;

	if (json_parse(&inner, "entry", entry, strlen(entry), &a) != ERR_OK ||
	    json_parse(&inner, "entry", expected, strlen(expected), &b) != ERR_OK)
		return "写法";
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		const struct json *was = json_member(a, members[i]);
		const struct json *is = json_member(b, members[i]);

		if ((was == NULL) != (is == NULL) || (was != NULL && !json_equal(was, is)))
			text_add_fmt(&out, "%s%s", out.length == 0 ? "" : "、", members[i]);
	}
	return out.length == 0 ? "写法" : out.data;
}

/* What the database has of an entry of the part. */
static void
compare(struct verification *verification, struct ctx *cx, const struct verify_entry *entry,
        const char *which)
{
	const char *expected = entry->expected == NULL ? "" : entry->expected;
	const char *fault = NULL;

	verification->compared++;
	if (strcmp(entry->text, expected) != 0)
		verify_tell(verification, which,
		            arena_printf(cx->arena, "条目与数据库不符：%s",
		                         difference(cx, entry->text, expected)));
	if (entry->chain != NULL)
		verify_tell(verification, which, entry->chain);
	if (entry->listed != NULL)
		verify_tell(verification, which, entry->listed);
	if (entry->document == NULL || entry->sha256 == NULL)
		return;
	if (strcmp(text_sha256(cx->arena, entry->document, strlen(entry->document)),
	           entry->sha256) != 0)
		fault = "文档被改动";
	else if (verification->renderer != NULL)
		fault = verify_faces_check(cx, &verification->faces, entry);
	if (fault != NULL)
		verify_tell(verification, which, fault);
}

/* Add an entry to the tree: also behind one that is missing, it has its own number. */
static void
grow(struct verification *verification, struct ctx *cx, const struct verify_entry *entry,
     const char *which)
{
	struct text nodes = text_make(cx->arena);
	uint64_t number = strtoull(entry->number, NULL, 10);

	if (number != verification->tree.size + 1)
		verify_tell(verification, which,
		            arena_printf(cx->arena, "日志缺第 %llu 条",
		                         (unsigned long long)verification->tree.size + 1));
	tree_add(&verification->tree, entry->text, strlen(entry->text), &nodes);
	verification->tree.size = number;
	if (entry->leaf == NULL || strncmp(nodes.data, entry->leaf, 64) != 0)
		verify_tell(verification, which, "条目与它的散列不符");
	if (entry->nodes == NULL || strcmp(nodes.data, entry->nodes) != 0)
		verify_tell(verification, which, "日志的树与条目不符");
}

static struct text
bytes_of(struct arena *arena, const char *hex)
{
	struct text out = text_make(arena);

	for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2) {
		char digits[3] = { hex[0], hex[1], '\0' };

		text_add(&out, &(char){ (char)strtol(digits, NULL, 16) }, 1);
	}
	return out;
}

static bool
is_signed(const struct verification *verification, struct ctx *cx,
          const struct verify_signature *signature, const char *recorded)
{
	struct text key = bytes_of(cx->arena, signature->public_key);
	struct text made = bytes_of(cx->arena, signature->signature);
	const char *head =
		arena_printf(cx->arena,
	                     "{\"kind\":\"gongkai-log-head\",\"size\":%s,\"root\":\"%s\",\"time\":\"%.25s\"}",
	                     signature->size, tree_root(cx->arena, &verification->tree), recorded);
	enum key_algorithm algorithm;

	return strtoull(signature->size, NULL, 10) == verification->tree.size &&
	       key_algorithm_find(cx, signature->algorithm, &algorithm) == ERR_OK &&
	       key_verifies(algorithm, &key, head, strlen(head), &made);
}

/* The signatures of the head that ends with this entry. */
static void
check_signatures(struct verification *verification, struct ctx *cx,
                 const struct verify_entry *entry, struct signatures *signatures)
{
	const char *at = strstr(entry->text, "\"recorded\":\"");

	for (; signatures->next < signatures->count; signatures->next++) {
		const struct verify_signature *signature = &signatures->items[signatures->next];

		if (strtoull(signature->size, NULL, 10) > verification->tree.size)
			return;
		verification->signatures++;
		if (!is_signed(verification, cx, signature,
		               at == NULL ? "" : at + strlen("\"recorded\":\"")))
			verify_tell(verification,
			            arena_printf(cx->arena, "日志前 %s 条的签名（%s）",
			                         signature->size, signature->algorithm),
			            "不对");
	}
}

static void
check_one(struct verification *verification, const struct verify_entry *entry,
          struct signatures *signatures)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const char *which = arena_printf(arena, "日志第 %s 条", entry->number);

	if (entry->report != NULL)
		which = arena_printf(arena, "%s %s 第 %s 次修订", which, entry->report,
		                     entry->revision);
	grow(verification, &cx, entry, which);
	check_signatures(verification, &cx, entry, signatures);
	if (verify_part_has(&verification->part, verification->tree.size))
		compare(verification, &cx, entry, which);
	arena_free(arena);
}

/* The next entries; `after` becomes the number of the last of them, or that of the last there is. */
static enum err
check_batch(struct verification *verification, struct ctx *cx, uint64_t *after)
{
	struct verify_entry *entries;
	struct signatures signatures = { 0 };
	uint64_t last = verification->size.entries;
	const unsigned parts = verification->part.count;
	const unsigned limit = BATCH * (parts < BATCH_PARTS ? parts : BATCH_PARTS);
	size_t count;

	TRY(verify_entries(cx, verification->db, *after, last, &verification->part, limit, &entries,
	                   &count));
	if (count == limit)
		last = strtoull(entries[count - 1].number, NULL, 10);
	TRY(verify_signatures(cx, verification->db, *after, last, &signatures.items,
	                      &signatures.count));
	for (size_t i = 0; i < count; i++)
		check_one(verification, &entries[i], &signatures);
	*after = last;
	return ERR_OK;
}

enum err
verify_log_check(struct verification *verification)
{
	struct progress progress = progress_begin("核对", (size_t)verification->size.entries);
	uint64_t after = 0;

	while (after < verification->size.entries) {
		struct arena *arena = arena_new();
		struct ctx cx = ctx_make(arena);
		enum err status;

		progress_show(&progress, (size_t)after);
		status = check_batch(verification, &cx, &after);
		if (status != ERR_OK)
			err_set(verification->line->cx, status, "%s", cx.reason);
		arena_free(arena);
		TRY(status);
	}
	progress_end(&progress);
	return ERR_OK;
}
