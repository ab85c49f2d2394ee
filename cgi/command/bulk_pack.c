/*
 * One package: documents and PDFs first, none of which ever changes under its name, then the
 * manifest that names them, then what no manifest names goes.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/bulk_internal.h"
#include "command/output.h"
#include "db/report.h"
#include "page/report_page.h"

/* Of an existing file, for its digest. */
#define FILE_MAX ((size_t)1024 * 1024 * 1024)

/* A package in work. */
struct work {
	struct ctx *cx; /* of the package; each report has one of its own */
	const struct bulk *bulk;
	const char *folder;
	struct bulk_report *reports;
	size_t count;
	const char *version; /* of what it has, 64 hexadecimal digits */
	struct text files;   /* members of the manifest */
};

enum err
bulk_folder(struct ctx *cx, const char *path)
{
	if (mkdir(path, 0755) == 0 || errno == EEXIST)
		return ERR_OK;
	return err_set(cx, ERR_INPUT, "%s：无法建立目录：%s", path, err_system(errno));
}

static const char *
pdf_name(struct arena *arena, const struct bulk_report *report)
{
	return arena_printf(arena, "pdf/%s-r%s.pdf", report->report_id, report->revision);
}

static const char *
documents_name(struct arena *arena, const struct work *work)
{
	return arena_printf(arena, "reports-%.12s.jsonl", work->version);
}

static struct bulk_names
names_of(struct arena *arena, const struct work *work)
{
	struct bulk_names names = { .list = arena_array(arena, work->count + 1, sizeof *names.list) };

	names.list[names.count++] = documents_name(arena, work);
	for (size_t i = 0; i < work->count; i++)
		names.list[names.count++] = pdf_name(arena, &work->reports[i]);
	return names;
}

static void
add_file(struct work *work, const char *name, const char *bytes, size_t length)
{
	text_add_fmt(&work->files, "%s\n{\"path\":\"%s\",\"bytes\":%zu,\"sha256\":\"%s\"}",
	             work->files.length == 0 ? "" : ",", name, length,
	             text_sha256(work->cx->arena, bytes, length));
}

/* A published document that does not fit its template is no fault of who packs it. */
static enum err
make_pdf(struct ctx *cx, struct work *work, const struct bulk_report *report, const char *path,
         struct text *pdf)
{
	const struct page *page = &work->bulk->page;
	const struct renderer *renderer;
	struct report found;
	struct order order;

	TRY(report_find_revision(cx, page->db, report->report_id, report->revision, NULL, &found));
	if (found.document == NULL)
		return err_set(cx, ERR_CONFLICT, "%s 刚刚撤回，请再执行一次", report->report_id);
	TRY(report_page_renderer(cx, page, &found, report->report_id, &renderer));
	order = (struct order){ .document = found.document,
		                .length = found.document_length,
		                .code = found.code,
		                .site = found.site };
	TRY(face_find("pdf")->document(cx, renderer, &order, pdf));
	return command_write_file(cx, path, pdf);
}

static enum err
pack_pdf(struct ctx *cx, struct work *work, const struct bulk_report *report)
{
	const char *name = pdf_name(cx->arena, report);
	const char *path = arena_printf(cx->arena, "%s/%s", work->folder, name);
	struct text pdf = text_make(cx->arena);

	/* Its name has the revision, and it got its name when it was whole. */
	if (access(path, F_OK) == 0)
		TRY(text_read_file(cx, path, FILE_MAX, &pdf));
	else
		TRY(make_pdf(cx, work, report, path, &pdf));
	add_file(work, name, pdf.data, pdf.length);
	return ERR_OK;
}

/* All documents, a line each, as they are frozen. */
static enum err
write_lines(struct ctx *cx, struct work *work, struct output *output)
{
	for (size_t i = 0; i < work->count; i++) {
		const struct bulk_report *report = &work->reports[i];
		struct report found;

		TRY(report_find_revision(cx, work->bulk->page.db, report->report_id,
		                         report->revision, NULL, &found));
		if (found.document == NULL)
			return err_set(cx, ERR_CONFLICT, "%s 刚刚撤回，请再执行一次",
			               report->report_id);
		TRY(output_write(cx, output, found.document, found.document_length));
		TRY(output_write(cx, output, "\n", 1));
	}
	return ERR_OK;
}

static enum err
pack_documents(struct ctx *cx, struct work *work)
{
	const char *name = documents_name(cx->arena, work);
	const char *path = arena_printf(cx->arena, "%s/%s", work->folder, name);
	struct text whole;
	struct output output;

	if (access(path, F_OK) != 0) {
		TRY(output_open(cx, path, &output));
		TRY(output_close(cx, &output, write_lines(cx, work, &output)));
	}
	TRY(text_read_file(cx, path, FILE_MAX, &whole));
	add_file(work, name, whole.data, whole.length);
	return ERR_OK;
}

static const char *
version_of(struct arena *arena, const struct work *work)
{
	struct text all = text_make(arena);

	for (size_t i = 0; i < work->count; i++)
		text_add_fmt(&all, "%s %s %s\n", work->reports[i].report_id,
		             work->reports[i].revision, work->reports[i].sha256);
	return text_sha256(arena, all.data, all.length);
}

/* Does the manifest that is there name this very state? */
static bool
is_done(struct work *work, const char *manifest)
{
	struct ctx inner = ctx_make(work->cx->arena);
	struct text text;

	return access(manifest, F_OK) == 0 &&
	       text_read_file(&inner, manifest, FILE_MAX, &text) == ERR_OK &&
	       strstr(text.data, work->version) != NULL;
}

static enum err
write_manifest(struct work *work, const struct bulk_package *package, const char *path)
{
	struct text out = text_make(work->cx->arena);

	text_add_fmt(&out,
	             "{\"region\":\"%s\",\"year\":%s,\"reports\":%zu,\"version\":\"%s\",\"files\":[",
	             package->region, package->year, work->count, work->version);
	text_add(&out, work->files.data, work->files.length);
	text_add_str(&out, "\n]}\n");
	return command_write_file(work->cx, path, &out);
}

static enum err
pack_reports(struct work *work)
{
	struct arena *arena = arena_new();
	enum err status;

	{
		struct ctx cx = ctx_make(arena);

		status = pack_documents(&cx, work);
		if (status != ERR_OK)
			status = err_set(work->cx, status, "%s", cx.reason);
	}
	for (size_t i = 0; status == ERR_OK && i < work->count; i++) {
		struct ctx cx;

		arena_reset(arena);
		cx = ctx_make(arena);
		status = pack_pdf(&cx, work, &work->reports[i]);
		if (status != ERR_OK)
			status = err_set(work->cx, status, "%s：%s", work->reports[i].report_id,
			                 cx.reason == NULL ? "" : cx.reason);
	}
	arena_free(arena);
	return status;
}

enum err
bulk_pack(struct ctx *cx, struct bulk *bulk, const struct bulk_package *package)
{
	const char *region = arena_printf(cx->arena, "%s/%s", bulk->folder, package->region);
	struct work work = { .cx = cx,
		             .bulk = bulk,
		             .folder = arena_printf(cx->arena, "%s/%s", region, package->year),
		             .files = text_make(cx->arena) };
	const char *manifest = arena_printf(cx->arena, "%s/manifest.json", work.folder);
	struct bulk_names names;

	TRY(bulk_reports(cx, bulk->page.db, package->region, package->year, &work.reports,
	                 &work.count));
	work.version = version_of(cx->arena, &work);
	names = names_of(cx->arena, &work);
	if (is_done(&work, manifest))
		return bulk_sweep_package(cx, work.folder, &names);
	TRY(bulk_folder(cx, region));
	TRY(bulk_folder(cx, work.folder));
	TRY(bulk_folder(cx, arena_printf(cx->arena, "%s/pdf", work.folder)));
	TRY(pack_reports(&work));
	TRY(write_manifest(&work, package, manifest));
	bulk->made++;
	return bulk_sweep_package(cx, work.folder, &names);
}
