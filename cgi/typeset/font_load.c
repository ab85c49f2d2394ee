/* Reading the font manifest, opening the faces and preparing them. */
#include <hb-ot.h>
#include <pthread.h>
#include <string.h>

#include "doc/json.h"
#include "typeset/font_cff.h"
#include "typeset/font_internal.h"

#define MANIFEST_MAX ((size_t)1024 * 1024)
#define FACES_MAX 64
#define TABLES_MAX 64
#define CFF_TAG HB_TAG('C', 'F', 'F', ' ')

struct loader {
	struct ctx *cx;
	const char *manifest;
	struct fonts *fonts;
};

static void
fault(struct loader *loader, const char *pointer, const char *what)
{
	err_add_fault(loader->cx,
	              arena_printf(loader->cx->arena, "%s: %s", loader->manifest, pointer), "%s",
	              what);
}

/* A file name in the manifest is absolute or beside the manifest. */
static const char *
resolve(struct loader *loader, const char *file)
{
	const char *slash = strrchr(loader->manifest, '/');

	if (file[0] == '/' || slash == NULL)
		return arena_strdup(loader->fonts->arena, file);
	return arena_printf(loader->fonts->arena, "%.*s/%s", (int)(slash - loader->manifest),
	                    loader->manifest, file);
}

static const char *
postscript_name(struct arena *arena, hb_face_t *face)
{
	char name[128] = "";
	unsigned size = sizeof name;

	hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
	return *name == '\0' ? "Font" : arena_strdup(arena, name);
}

/*
 * Another face with the tables of `face`, of which `CFF ` is replaced. The new
 * one has the reference.
 */
static hb_face_t *
with_cff(hb_face_t *face, hb_blob_t *cff)
{
	hb_face_t *copy = hb_face_builder_create();
	hb_tag_t tags[TABLES_MAX];
	unsigned count = TABLES_MAX;

	hb_face_get_table_tags(face, 0, &count, tags);
	for (unsigned i = 0; i < count; i++) {
		hb_blob_t *table = tags[i] == CFF_TAG ? hb_blob_reference(cff)
		                                      : hb_face_reference_table(face, tags[i]);

		hb_face_builder_add_table(copy, tags[i], table);
		hb_blob_destroy(table);
	}
	hb_face_destroy(face);
	return copy;
}

/* See to it that the codes in a PDF, which count glyphs, are what viewers look up. */
static const char *
settle_cff(struct face *face)
{
	hb_blob_t *blob = hb_face_reference_table(face->face, CFF_TAG);
	unsigned length;
	const char *table = hb_blob_get_data(blob, &length);
	struct font_cff cff = font_cff_read((const unsigned char *)table, length);
	bool is_sound = length == 0 || cff.kind != FONT_CFF_BROKEN;

	face->is_cff = length > 0;
	face->is_named = face->is_cff && cff.kind == FONT_CFF_NAMED;
	if (face->is_cff && cff.kind == FONT_CFF_RENUMBERED) {
		hb_blob_t *copy = hb_blob_copy_writable_or_fail(blob);
		char *bytes = hb_blob_get_data_writable(copy, NULL);

		is_sound = bytes != NULL && font_cff_make_identity((unsigned char *)bytes, &cff);
		if (is_sound)
			face->face = with_cff(face->face, copy);
		hb_blob_destroy(copy);
	}
	hb_blob_destroy(blob);
	return is_sound ? NULL : "的表 CFF 读不懂，文件已损坏：请重新安装，或者换一种字体";
}

static const char *
open_blob(struct loader *loader, hb_blob_t *blob, struct face *face)
{
	struct arena *arena = loader->fonts->arena;
	const char *fault;

	face->face = hb_face_create(blob, face->index);
	fault = font_fault(loader->cx->arena, face->face);
	if (fault == NULL)
		fault = settle_cff(face);
	face->units_per_em = hb_face_get_upem(face->face);
	face->font = hb_font_create(face->face);
	face->postscript_name = postscript_name(arena, face->face);
	return fault == NULL ? NULL
	                     : arena_printf(loader->cx->arena, "%s（index %u）%s", face->file,
	                                    face->index, fault);
}

/* Open a face. Returns what is wrong with it, and the cure, or NULL. */
static const char *
open_file(struct loader *loader, struct face *face)
{
	struct arena *arena = loader->cx->arena;
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->file);
	unsigned count = blob == NULL ? 0 : hb_face_count(blob);
	const char *fault;

	if (blob == NULL)
		fault = arena_printf(arena, "读不到 %s：请安装%s%s", face->file,
		                     face->package == NULL ? "这种字体" : "软件包 ",
		                     face->package == NULL ? "" : face->package);
	else if (count == 0)
		fault = arena_printf(arena, "%s 不是 OpenType 或 TrueType 字体", face->file);
	else if (face->index >= count)
		fault = arena_printf(arena, "index 是 %u，而 %s 有 %u 个字面，从 0 数起",
		                     face->index, face->file, count);
	else
		fault = open_blob(loader, blob, face);
	hb_blob_destroy(blob);
	return fault;
}

static const char *
copy_string(struct loader *loader, const struct json *entry, const char *name)
{
	const char *value = json_string(json_member(entry, name));

	return value == NULL ? NULL : arena_strdup(loader->fonts->arena, value);
}

/* The place of a name in the list of faces, or their number. */
static unsigned
find_face(const struct fonts *fonts, const char *name)
{
	unsigned i = 0;

	while (i < fonts->face_count && (name == NULL || fonts->faces[i].name == NULL ||
	                                 strcmp(fonts->faces[i].name, name) != 0))
		i++;
	return i;
}

static void
open_face(struct loader *loader, const struct json *entry, struct face *face, const char *pointer)
{
	const char *name = json_string(json_member(entry, "name"));
	const char *file = json_string(json_member(entry, "file"));
	long index = json_integer(json_member(entry, "index"), 0);
	const char *what;

	if (name == NULL || file == NULL) {
		fault(loader, pointer, "缺少 name 或 file，两者都应是文字");
		return;
	}
	if (find_face(loader->fonts, name) < loader->fonts->face_count) {
		fault(loader, pointer, "name 与前面的字面相同");
		return;
	}
	if (index < 0 || index > UINT16_MAX) {
		fault(loader, pointer, "index 不是字面的序号，应为从 0 数起的整数");
		return;
	}
	face->name = arena_strdup(loader->fonts->arena, name);
	face->file = resolve(loader, file);
	face->package = copy_string(loader, entry, "package");
	face->licence = copy_string(loader, entry, "licence");
	face->index = (unsigned)index;
	face->preload = json_is_true(json_member(entry, "preload"));
	what = open_file(loader, face);
	if (what != NULL)
		fault(loader, pointer, what);
}

static void
open_faces(struct loader *loader, const struct json *faces)
{
	unsigned index = 0;

	json_each(entry, faces)
	{
		open_face(loader, entry, &loader->fonts->faces[index],
		          arena_printf(loader->cx->arena, "/faces/%u", index));
		index++;
	}
}

static void
read_chain(struct loader *loader, const struct json *names, struct chain *chain, const char *pointer)
{
	struct fonts *fonts = loader->fonts;

	if (json_count(names) == 0 || json_count(names) > CHAIN_MAX) {
		fault(loader, pointer, "缺少、是空的或者太长，应为 1 到 32 个字面的名称");
		return;
	}
	json_each(entry, names)
	{
		unsigned i = find_face(fonts, json_string(entry));

		if (i == fonts->face_count)
			fault(loader, pointer, "写的字面不在 /faces 里");
		else
			chain->faces[chain->count++] = i;
	}
}

static void
read_roles(struct loader *loader, const struct json *roles)
{
	static const char *const weights[] = { "regular", "bold" };

	for (unsigned role = 0; role < FONT_ROLE_COUNT; role++)
		for (unsigned bold = 0; bold < 2; bold++) {
			const char *name = style_role_name((enum font_role)role);

			read_chain(loader, json_member(json_member(roles, name), weights[bold]),
			           &loader->fonts->chains[FONT_CHOICE(role, bold)],
			           arena_printf(loader->cx->arena, "/roles/%s/%s", name,
			                        weights[bold]));
		}
}

/* Threads take faces from a common counter until none is left. */
struct warming {
	struct fonts *fonts;
	pthread_mutex_t lock;
	size_t next;
};

static void *
warm_faces(void *argument)
{
	struct warming *warming = argument;

	for (;;) {
		size_t index;

		pthread_mutex_lock(&warming->lock);
		index = warming->next++;
		pthread_mutex_unlock(&warming->lock);
		if (index >= warming->fonts->face_count)
			return NULL;
		if (warming->fonts->faces[index].preload)
			font_prepare(&warming->fonts->faces[index]);
		font_warm_pages(&warming->fonts->faces[index]);
	}
}

static void
warm(struct fonts *fonts)
{
	struct warming warming = { .fonts = fonts, .lock = PTHREAD_MUTEX_INITIALIZER };
	pthread_t helper;
	bool has_helper = pthread_create(&helper, NULL, warm_faces, &warming) == 0;

	warm_faces(&warming);
	if (has_helper)
		pthread_join(helper, NULL);
}

/* The `head` table holds the font's revision, its time and a checksum of the whole file. */
static const char *
digest(struct fonts *fonts, const struct text *manifest)
{
	struct text identity = text_make(fonts->arena);

	text_add(&identity, manifest->data, manifest->length);
	for (size_t i = 0; i < fonts->face_count; i++) {
		hb_blob_t *head = hb_face_reference_table(fonts->faces[i].face,
		                                          HB_TAG('h', 'e', 'a', 'd'));
		unsigned length;
		const char *bytes = hb_blob_get_data(head, &length);

		text_add(&identity, bytes, length);
		hb_blob_destroy(head);
	}
	return text_sha256(fonts->arena, identity.data, identity.length);
}

enum err
font_load(struct ctx *cx, const char *manifest, bool want_warm, struct fonts **out)
{
	struct loader loader = { .cx = cx, .manifest = manifest };
	const struct json *root;
	const struct json *faces;
	struct text file;
	size_t faults = cx->fault_count;

	TRY(text_read_file(cx, manifest, MANIFEST_MAX, &file));
	TRY(json_parse(cx, manifest, file.data, file.length, &root));
	faces = json_member(root, "faces");
	if (json_count(faces) == 0 || json_count(faces) > FACES_MAX)
		return err_set(cx, ERR_INPUT, "%s: /faces：应为 1 到 %d 个字面", manifest,
		               FACES_MAX);
	loader.fonts = font_alloc(json_count(faces));
	open_faces(&loader, faces);
	read_roles(&loader, json_member(root, "roles"));
	if (cx->fault_count > faults) {
		font_free(loader.fonts);
		return err_set(cx, ERR_INPUT, "%s：%zu 处有错", manifest, cx->fault_count - faults);
	}
	loader.fonts->digest = digest(loader.fonts, &file);
	if (want_warm)
		warm(loader.fonts);
	*out = loader.fonts;
	return ERR_OK;
}
