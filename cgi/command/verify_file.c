#include "command/verify_file.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "db/verify.h"
#include "doc/json.h"

#define FILE_MAX ((size_t)512 * 1024 * 1024)

static bool
is_page(const struct text *file)
{
	static const char begin[] = "<!doctype html";

	return file->length >= sizeof begin - 1 &&
	       strncasecmp(file->data, begin, sizeof begin - 1) == 0;
}

bool
verify_file_read(struct ctx *cx, const char *path, struct text *file)
{
	struct ctx inner = ctx_make(cx->arena);

	if (text_read_file(&inner, path, FILE_MAX, file) != ERR_OK) {
		printf("✗ %s\n", inner.reason);
		return false;
	}
	if (is_page(file)) {
		printf("！ %s：网页没有登记摘要，不能核对；请核对同一报告的 PDF、OFD、Excel 或 JSON\n",
		       path);
		return false;
	}
	return true;
}

/* The identifier that a document says it has, or NULL. */
static const char *
claimed_id(struct ctx *cx, const struct text *file)
{
	struct ctx inner = ctx_make(cx->arena);
	const struct json *document;

	if (json_parse(&inner, "file", file->data, file->length, &document) != ERR_OK)
		return NULL;
	return json_string(json_member(document, "id"));
}

/* OFD and workbooks are made anew for each reader, PDFs as they were published. */
static const char *
remade(const char *path)
{
	return text_ends_with(path, ".ofd") || text_ends_with(path, ".xlsx")
	               ? "；程序升级以后下载的这种文件可能与公开时的不同，请核对 PDF 或 JSON"
	               : "";
}

/* In words; true for what is public now. */
static bool
tell(const char *path, const struct verify_file *file)
{
	bool is_current = file->withdrawn_at == NULL && file->current != NULL &&
	                  strcmp(file->current, file->revision) == 0;

	if (file->report_id == NULL) {
		printf("✗ %s：不是这里公开的文件，或者被改动过%s\n", path, remade(path));
		return false;
	}
	if (file->what == NULL) {
		printf("✗ %s：自称是 %s，但内容被改动过\n", path, file->report_id);
		return false;
	}
	printf("%s %s：是这里于 %s%s公开的 %s，%s 第 %s 次修订，", is_current ? "✓" : "！", path,
	       file->published_at, file->is_backdated ? "（补录）" : " ", file->what,
	       file->report_id, file->revision);
	if (file->withdrawn_at != NULL)
		printf("已于 %s 撤回：%s\n", file->withdrawn_at,
		       file->reason == NULL ? "" : file->reason);
	else if (!is_current && file->current != NULL)
		printf("已被第 %s 次修订代替\n", file->current);
	else
		printf("现行有效\n");
	return is_current;
}

enum err
verify_file_each(struct command_line *line, struct connection *db, char **paths, size_t count)
{
	struct ctx *cx = line->cx;
	size_t others = 0;

	for (size_t i = 0; i < count; i++) {
		struct verify_file found;
		struct text file;

		if (!verify_file_read(cx, paths[i], &file)) {
			others++;
			continue;
		}
		TRY(verify_file(cx, db, text_sha256(cx->arena, file.data, file.length),
		                claimed_id(cx, &file), &found));
		others += tell(paths[i], &found) ? 0 : 1;
	}
	if (others > 0)
		return err_set(cx, ERR_CONFLICT, "%zu 份不是现行的公开文件", others);
	return ERR_OK;
}
