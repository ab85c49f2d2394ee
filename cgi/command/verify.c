/*
 * `gongkai verify`: whether what is public is still what was published. The log is read
 * from its first entry on, and all that the database has is held against it.
 */
#include "db/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/option.h"
#include "command/progress.h"
#include "command/verify_faces.h"
#include "command/verify_file.h"
#include "command/verify_proof.h"
#include "doc/json.h"
#include "sign/key.h"
#include "sign/tree.h"
#include "typeset/font_list.h"

#define BATCH 200
#define FAULTS_TOLD 100

struct verification {
	struct command_line *line;
	struct connection *db;
	struct renderer *renderer; /* NULL: no files are made */
	struct verify_faces faces;
	struct verify_size size;
	struct tree tree;
	struct verify_signature *signatures;
	size_t signature_count;
	size_t signature;
	size_t faults;
};

static void
tell(struct verification *verification, const char *which, const char *what)
{
	if (verification->faults++ < FAULTS_TOLD)
		printf("✗ %s：%s\n", which, what);
}

/* The members in which two entries differ. */
static const char *
difference(struct ctx *cx, const char *entry, const char *expected)
{
	static const char *const members[] = { "number",   "kind", "report",    "revision",
		                               "document", "code", "template",  "fonts",
		                               "program",  "pdf",  "ofd",       "xlsx",
		                               "reason",   "time", "backdated", "recorded",
		                               "previous", "trail" };
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

static void
check_entry(struct verification *verification, struct ctx *cx, const struct verify_entry *entry,
            const char *which)
{
	struct text nodes = text_make(cx->arena);
	uint64_t number = strtoull(entry->number, NULL, 10);

	if (number != verification->tree.size + 1)
		tell(verification, which,
		     arena_printf(cx->arena, "日志缺第 %llu 条",
		                  (unsigned long long)verification->tree.size + 1));
	tree_add(&verification->tree, entry->text, strlen(entry->text), &nodes);
	verification->tree.size = number;
	if (entry->leaf == NULL || strncmp(nodes.data, entry->leaf, 64) != 0)
		tell(verification, which, "条目与它的散列不符");
	if (entry->nodes == NULL || strcmp(nodes.data, entry->nodes) != 0)
		tell(verification, which, "日志的树与条目不符");
	if (entry->expected == NULL || strcmp(entry->text, entry->expected) != 0)
		tell(verification, which,
		     arena_printf(cx->arena, "条目与数据库不符：%s",
		                  difference(cx, entry->text, entry->expected)));
	if (entry->chain != NULL)
		tell(verification, which, entry->chain);
	if (entry->listed != NULL)
		tell(verification, which, entry->listed);
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

/* The signatures of the head that ends with this entry. */
static void
check_signatures(struct verification *verification, struct ctx *cx, const struct verify_entry *entry)
{
	const char *at = strstr(entry->text, "\"recorded\":\"");
	const char *head;

	for (; verification->signature < verification->signature_count; verification->signature++) {
		const struct verify_signature *signature =
			&verification->signatures[verification->signature];
		uint64_t size = strtoull(signature->size, NULL, 10);
		struct text key = bytes_of(cx->arena, signature->public_key);
		struct text made = bytes_of(cx->arena, signature->signature);
		enum key_algorithm algorithm;

		if (size > verification->tree.size)
			return;
		head = arena_printf(cx->arena,
		                    "{\"kind\":\"gongkai-log-head\",\"size\":%s,\"root\":\"%s\",\"time\":\"%.25s\"}",
		                    signature->size, tree_root(cx->arena, &verification->tree),
		                    at == NULL ? "" : at + strlen("\"recorded\":\""));
		if (size < verification->tree.size ||
		    key_algorithm_find(cx, signature->algorithm, &algorithm) != ERR_OK ||
		    !key_verifies(algorithm, &key, head, strlen(head), &made))
			tell(verification,
			     arena_printf(cx->arena, "日志前 %s 条的签名（%s）", signature->size,
			                  signature->algorithm),
			     "不对");
	}
}

static void
check_one(struct verification *verification, const struct verify_entry *entry)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const char *which = arena_printf(arena, "日志第 %s 条 %s 第 %s 次修订", entry->number,
	                                 entry->report == NULL ? "?" : entry->report,
	                                 entry->revision == NULL ? "?" : entry->revision);
	const char *fault = NULL;

	check_entry(verification, &cx, entry, which);
	check_signatures(verification, &cx, entry);
	if (entry->document != NULL && entry->sha256 != NULL) {
		if (strcmp(text_sha256(arena, entry->document, strlen(entry->document)),
		           entry->sha256) != 0)
			fault = "文档被改动";
		else if (verification->renderer != NULL)
			fault = verify_faces_check(&cx, &verification->faces, entry);
	}
	if (fault != NULL)
		tell(verification, which, fault);
	arena_free(arena);
}

static enum err
check_entries(struct verification *verification)
{
	struct progress progress;
	uint64_t after = 0;
	size_t count;
	size_t done = 0;

	progress = progress_begin("核对", (size_t)verification->size.entries);
	do {
		struct arena *arena = arena_new();
		struct ctx cx = ctx_make(arena);
		struct verify_entry *entries;
		enum err status = verify_entries(&cx, verification->db, after, BATCH, &entries,
		                                 &count);

		for (size_t i = 0; status == ERR_OK && i < count; i++) {
			after = strtoull(entries[i].number, NULL, 10);
			if (after > verification->size.entries)
				break;
			progress_show(&progress, done++);
			check_one(verification, &entries[i]);
		}
		if (status != ERR_OK)
			err_set(verification->line->cx, status, "%s", cx.reason);
		arena_free(arena);
		TRY(status);
	} while (count == BATCH && after < verification->size.entries);
	progress_end(&progress);
	return ERR_OK;
}

/* What lists, summaries and searches have of the next department; `after` becomes its code, or NULL. */
static enum err
check_department(struct verification *verification, struct ctx *cx, const char **after)
{
	struct verify_extra fault;

	TRY(verify_facts(cx, verification->db, *after, &fault));
	*after = fault.which == NULL ? NULL
	                             : arena_strdup(verification->line->cx->arena, fault.which);
	if (fault.what != NULL)
		tell(verification, arena_printf(cx->arena, "部门 %s", fault.which), fault.what);
	return ERR_OK;
}

static enum err
check_facts(struct verification *verification)
{
	struct progress progress = progress_begin("核对部门",
	                                          (size_t)verification->size.departments);
	const char *after = "";
	size_t done = 0;

	while (after != NULL) {
		struct arena *arena = arena_new();
		struct ctx cx = ctx_make(arena);
		enum err status;

		progress_show(&progress, done++);
		status = check_department(verification, &cx, &after);
		if (status != ERR_OK)
			err_set(verification->line->cx, status, "%s", cx.reason);
		arena_free(arena);
		TRY(status);
	}
	progress_end(&progress);
	return ERR_OK;
}

/* Those that came after the moment that is verified. */
static void
drop_later_signatures(struct verification *verification)
{
	const struct verify_signature *signatures = verification->signatures;
	size_t *count = &verification->signature_count;

	while (*count > 0 &&
	       strtoull(signatures[*count - 1].size, NULL, 10) > verification->size.signed_entries)
		--*count;
}

static enum err
check_rest(struct verification *verification)
{
	struct ctx *cx = verification->line->cx;
	struct verify_extra *extras;
	size_t count;

	TRY(verify_extra(cx, verification->db, &extras, &count));
	for (size_t i = 0; i < count; i++)
		tell(verification, extras[i].which, extras[i].what);
	for (; verification->signature < verification->signature_count; verification->signature++)
		tell(verification, "日志的签名", "签的条目比现有的多：末尾的条目不见了");
	if (verification->size.signed_entries > 0 &&
	    verification->size.signed_entries < verification->tree.size)
		tell(verification, "日志的签名",
		     "末尾的条目没有签名：有人没有用密钥公开，或者签名不见了；"
		     "有密钥的公开者执行一次 publish --all 就会补签");
	return ERR_OK;
}

static enum err
conclude(const struct verification *verification)
{
	struct ctx *cx = verification->line->cx;

	printf("日志 %llu 条，根 %s\n签名 %zu 个\n", (unsigned long long)verification->tree.size,
	       tree_root(cx->arena, &verification->tree), verification->signature_count);
	if (verification->renderer != NULL)
		printf("文件：%zu 次修订与登记的一致，%zu 次没有登记，因为字体（%zu 次）或程序（%zu 次）"
		       "已不是公开时的而无法照原样重做\n",
		       verification->faces.made, verification->faces.unclaimed,
		       verification->faces.other_fonts, verification->faces.other_program);
	if (verification->faults > 0)
		return err_set(cx, ERR_CONFLICT, "%zu 处不符", verification->faults);
	printf("没有改动\n");
	return ERR_OK;
}

static enum err
verify_all(struct verification *verification, bool is_quick)
{
	const struct config *config = &verification->line->config;
	struct ctx *cx = verification->line->cx;

	TRY(verify_size(cx, verification->db, &verification->size));
	if (!is_quick) {
		TRY(renderer_load(cx, config->templates, config->fonts,
		                  verification->size.entries >= COMMAND_MANY,
		                  &verification->renderer));
		verification->faces = (struct verify_faces){
			.renderer = verification->renderer,
			.fonts = font_list_text(cx->arena, renderer_fonts(verification->renderer))
		};
	}
	TRY(verify_signatures(cx, verification->db, &verification->signatures,
	                      &verification->signature_count));
	drop_later_signatures(verification);
	TRY(check_entries(verification));
	TRY(check_facts(verification));
	TRY(check_rest(verification));
	return conclude(verification);
}

enum err
verify_run(struct command_line *line, int argc, char **argv)
{
	struct verification verification = { .line = line };
	bool is_quick = false;
	struct verify_proof proof = { 0 };
	const struct option options[] = {
		{ "--quick", NULL, &is_quick },
		{ "--proof", &proof.proof, NULL },
		{ "--head", &proof.head, NULL },
		{ "--key", &proof.key, NULL },
		{ NULL, NULL, NULL },
	};
	enum err status;
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (is_quick && count > 0)
		return command_misuse(line, "--quick 只用于核对数据库");
	if (proof.proof != NULL || proof.head != NULL || proof.key != NULL)
		return count > 0 ? verify_proof_each(line, &proof, argv + 1, count)
		                 : command_misuse(line, "离线核对要给出文件");
	verification.db = command_staff(line);
	status = count > 0 ? verify_file_each(line, verification.db, argv + 1, count)
	                   : verify_all(&verification, is_quick);
	renderer_free(verification.renderer);
	connection_free(verification.db);
	return status;
}
