/*
 * `gongkai verify`: whether what is public is still what was published. The log is read
 * from its first entry on, and all that the database has is held against it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/option.h"
#include "command/progress.h"
#include "command/verify_file.h"
#include "command/verify_internal.h"
#include "command/verify_proof.h"
#include "typeset/font_list.h"

#define FAULTS_TOLD 100

void
verify_tell(struct verification *verification, const char *which, const char *what)
{
	if (verification->faults++ < FAULTS_TOLD)
		printf("✗ %s：%s\n", which, what);
}

/* What lists, summaries and searches have of the next department; `after` becomes its code, or NULL. */
static enum err
check_department(struct verification *verification, struct ctx *cx, const char **after)
{
	struct verify_extra fault;

	TRY(verify_facts(cx, verification->db, *after, &verification->part, &fault));
	*after = fault.which == NULL ? NULL
	                             : arena_strdup(verification->line->cx->arena, fault.which);
	if (fault.what != NULL)
		verify_tell(verification, arena_printf(cx->arena, "部门 %s", fault.which),
		            fault.what);
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

static enum err
check_rest(struct verification *verification)
{
	struct ctx *cx = verification->line->cx;
	struct verify_extra *extras;
	size_t count;

	TRY(verify_extra(cx, verification->db, &extras, &count));
	for (size_t i = 0; i < count; i++)
		verify_tell(verification, extras[i].which, extras[i].what);
	if (verification->size.signed_entries > verification->size.entries)
		verify_tell(verification, "日志的签名", "签的条目比现有的多：末尾的条目不见了");
	else if (verification->size.signed_entries > 0 &&
	         verification->size.signed_entries < verification->size.entries)
		verify_tell(verification, "日志的签名",
		            "末尾的条目没有签名：有人没有用密钥公开，或者签名不见了；"
		            "有密钥的公开者执行一次 publish --all 就会补签");
	return ERR_OK;
}

static enum err
conclude(const struct verification *verification)
{
	struct ctx *cx = verification->line->cx;

	printf("日志 %llu 条，根 %s\n签名 %zu 个\n", (unsigned long long)verification->tree.size,
	       tree_root(cx->arena, &verification->tree), verification->signatures);
	if (verification->renderer != NULL)
		printf("文件：%zu 次修订与登记的一致，%zu 次没有登记，因为字体（%zu 次）或程序（%zu 次）"
		       "已不是公开时的而无法照原样重做\n",
		       verification->faces.made, verification->faces.unclaimed,
		       verification->faces.other_fonts, verification->faces.other_program);
	if (verification->part.count > 1)
		printf("这是第 %u 份，共 %u 份：对照了其中 %zu 条的登记、文档和文件，"
		       "以及这一份的部门；树、签名和多出的内容看了全部\n",
		       verification->part.number, verification->part.count, verification->compared);
	if (verification->faults > FAULTS_TOLD)
		printf("另有 %zu 处没有列出\n", verification->faults - FAULTS_TOLD);
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
		                  verification->size.entries / verification->part.count >=
		                          COMMAND_MANY,
		                  &verification->renderer));
		verification->faces = (struct verify_faces){
			.renderer = verification->renderer,
			.fonts = font_list_text(cx->arena, renderer_fonts(verification->renderer))
		};
	}
	TRY(verify_log_check(verification));
	TRY(check_facts(verification));
	TRY(check_rest(verification));
	return conclude(verification);
}

/* Such as 3/10. */
static enum err
read_part(struct command_line *line, const char *given, struct verify_part *part)
{
	int length = 0;

	*part = (struct verify_part){ 1, 1 };
	if (given == NULL)
		return ERR_OK;
	if (strspn(given, "0123456789/") != strlen(given) ||
	    sscanf(given, "%4u/%4u%n", &part->number, &part->count, &length) != 2 ||
	    given[length] != '\0' || part->number < 1 || part->number > part->count)
		return command_misuse(line,
		                      "--part 应是“第几份/共几份”，如 3/10，份数至多 9999，是“%s”",
		                      given);
	return ERR_OK;
}

enum err
verify_run(struct command_line *line, int argc, char **argv)
{
	struct verification verification = { .line = line };
	bool is_quick = false;
	const char *part = NULL;
	struct verify_proof proof = { 0 };
	const struct option options[] = {
		{ "--quick", NULL, &is_quick },    { "--part", &part, NULL },
		{ "--proof", &proof.proof, NULL }, { "--head", &proof.head, NULL },
		{ "--key", &proof.key, NULL },     { NULL, NULL, NULL },
	};
	enum err status;
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	TRY(read_part(line, part, &verification.part));
	if ((is_quick || part != NULL) && count > 0)
		return command_misuse(line, "%s 只用于核对数据库", is_quick ? "--quick" : "--part");
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
