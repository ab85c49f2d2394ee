#include "typeset/font.h"

#include <hb.h>

#include "tests/unit/manifest.h"
#include "tests/unit/tap.h"

#define SONG FONT_CHOICE(FONT_SONG, false)

static void
check_fixed(void)
{
	static const struct {
		uint32_t scalar;
		int advance;
		const char *name;
	} widths[] = {
		{ 'A', 500, "A is half an em wide" },
		{ '1', 500, "1" },
		{ U'·', 500, "·" },
		{ U'≥', 500, "≥" },
		{ U'—', 1000, "— is an em wide" },
		{ U'“', 1000, "“" },
		{ U'…', 1000, "…" },
		{ U'‰', 500, "‰" },
		{ U'，', 1000, "，" },
		{ U'项', 1000, "项" },
		{ 0x2cb3b, 1000, "𬬻" },
	};
	struct fonts *fonts = font_fixed();
	struct glyph glyph;

	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
		bool found = font_glyph(fonts, SONG, widths[i].scalar, &glyph);

		is_int(found ? glyph.advance : -1, widths[i].advance, widths[i].name);
	}
	is_int((long long)font_face_count(fonts), 1, "test glyphs are one face");
	is_str(font_face_name(fonts, 0), "fixed", "with a name");
	font_free(fonts);
	font_free(NULL);
}

/* The face that has a character, or NULL. */
static const char *
face_of(struct fonts *fonts, font_choice choice, uint32_t scalar)
{
	struct glyph glyph;

	return font_glyph(fonts, choice, scalar, &glyph) ? font_face_name(fonts, glyph.face) : NULL;
}

static void
check_chains(struct fonts *fonts)
{
	struct glyph glyph;

	is_str(face_of(fonts, SONG, U'项'), "noto-serif-sc", "宋: Noto Serif");
	is_str(face_of(fonts, FONT_CHOICE(FONT_SONG, true), U'项'), "noto-serif-sc-bold",
	       "宋, bold");
	is_str(face_of(fonts, FONT_CHOICE(FONT_HEI, false), U'项'), "noto-sans-sc", "黑");
	is_str(face_of(fonts, FONT_CHOICE(FONT_KAI, false), U'项'), "wenkai", "楷");
	is_str(face_of(fonts, FONT_CHOICE(FONT_KAI, false), U'“'), "noto-serif-sc",
	       "a quotation mark of a full em, which WenKai lacks");
	is_str(face_of(fonts, SONG, 0x2cb3b), "noto-serif-sc", "𬬻 U+2CB3B");
	is_str(face_of(fonts, SONG, 0x20001), "hanazono-b", "U+20001 by the last of the chain");
	is_str(face_of(fonts, FONT_CHOICE(FONT_KAI, true), 0x20001), "hanazono-b",
	       "also in 楷, bold");
	is_str(face_of(fonts, SONG, 1), NULL,
	       "a control character has no glyph, though Noto Symbols has one");
	is_str(face_of(fonts, SONG, '\n'), NULL, "nor a line feed");
	is_str(face_of(fonts, SONG, 0xffff), NULL, "nor U+FFFF");
	is_str(face_of(fonts, SONG, 0x10fffd), NULL, "nor private use");
	is_str(face_of(fonts, SONG, 0x110000), NULL, "what is no character has no glyph");
	is_str(face_of(fonts, SONG, UINT32_MAX), NULL, "whatever its number");
	ok(font_glyph(fonts, SONG, U'项', &glyph) && glyph.advance == 1000, "项 is an em wide");
	ok(font_glyph(fonts, SONG, 'i', &glyph) && glyph.advance > 200 && glyph.advance < 400,
	   "i is narrow: %d", glyph.advance);
}

/* The face's number of a character, whether the face of the manifest or its double. */
static int
number_of(struct fonts *fonts, uint32_t scalar)
{
	struct glyph glyph;

	return font_glyph(fonts, SONG, scalar, &glyph) ? glyph.face : -1;
}

static void
check_doubles(struct fonts *fonts)
{
	static const uint32_t doubles[] = { 0x2e81, 0x2f00, 0x2fd5, 0xf900, 0xfa29, 0x2f800, 0x2fa1d };
	struct glyph radical;
	struct glyph unified;

	is_int((long long)font_face_count(fonts), 70, "glyphs name each of them twice");
	for (size_t i = 0; i < sizeof doubles / sizeof doubles[0]; i++)
		ok(number_of(fonts, doubles[i]) >= 35, "U+%04X is of a face's double",
		   (unsigned)doubles[i]);
	is_int(number_of(fonts, U'一'), 0, "一 is of the face");
	is_int(number_of(fonts, 0x2cb3b), 0, "𬬻 too");
	if (!font_glyph(fonts, SONG, 0x2f00, &radical) || !font_glyph(fonts, SONG, U'一', &unified))
		return;
	is_int(radical.gid, unified.gid, "⼀ and 一 share a glyph");
	is_str(font_face_name(fonts, radical.face), font_face_name(fonts, unified.face),
	       "of one face");
	ok(font_face(fonts, radical.face) == font_face(fonts, unified.face), "opened once");
	is_str(font_postscript_name(fonts, radical.face), "NotoSerifCJKsc-Regular", "with one name");
}

static void
check_missing(struct arena *arena, struct fonts *fonts)
{
	struct ctx cx = ctx_make(arena);
	const char *before = font_digest(fonts);
	struct glyph mark;
	struct glyph geta;

	ok(!font_mark(fonts, SONG, &mark), "a missing character is an error");
	is_int(font_set_missing(&cx, fonts, "blank"), ERR_INPUT, "blank is no setting");
	is_str(cx.field, "missing_glyph", "and the setting is named");
	ok(!font_mark(fonts, SONG, &mark), "it stays an error");
	ctx_clear(&cx);
	is_int(font_set_missing(&cx, fonts, "error"), ERR_OK, "error");
	is_str(font_digest(fonts), before, "is as it was");
	is_int(font_set_missing(&cx, fonts, "mark"), ERR_OK, "mark");
	ok(strcmp(font_digest(fonts), before) != 0, "gives other documents");
	ok(font_mark(fonts, SONG, &mark) && font_glyph(fonts, SONG, 0x3013, &geta) &&
	           mark.face == geta.face && mark.gid == geta.gid,
	   "with 〓");
}

static void
check_descriptions(struct fonts *fonts)
{
	struct font_info info = font_describe(fonts, 0);
	size_t count;
	const unsigned *chain = font_chain(fonts, FONT_CHOICE(FONT_KAI, true), &count);

	is_str(info.name, "noto-serif-sc", "a face's name");
	is_str(info.postscript_name, "NotoSerifCJKsc-Regular", "its own name");
	is_str(info.package, "fonts-noto-cjk", "its package");
	is_int(info.index, 2, "its place in the collection");
	is_int(info.glyph_count, 65535, "its glyphs");
	is_int(info.permission, 0, "its permission");
	ok(info.is_cff && info.is_preloaded, "CFF, and prepared");
	ok(!font_describe(fonts, 4).is_cff, "WenKai is TrueType");
	ok(!font_keeps_indices(fonts, 0) && !font_keeps_indices(fonts, 4), "subsets are renumbered");
	is_int((long long)count, 19, "楷, bold, has nineteen faces");
	is_str(font_face_name(fonts, chain[0]), "wenkai-bold", "the first is WenKai");
}

static void
check_real(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts;

	if (!is_int(font_load(&cx, MANIFEST_REAL, false, &fonts), ERR_OK, "the project's manifest"))
		return;
	is_int((long long)font_manifest_count(fonts), 35, "has 35 faces");
	is_int((long long)strlen(font_digest(fonts)), 64, "and a digest");
	check_chains(fonts);
	check_doubles(fonts);
	check_descriptions(fonts);
	check_missing(arena, fonts);
	font_free(fonts);
}

#define WENKAI "\"/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf\""
#define FACE(name) "{ \"name\": \"" name "\", \"file\": " WENKAI " }"
#define WEIGHTS(faces) "{ \"regular\": [" faces "], \"bold\": [" faces "] }"
#define ROLES(faces)                                                                               \
	"\"roles\": { \"song\": " WEIGHTS(faces) ", \"hei\": " WEIGHTS(                            \
		faces) ", \"kai\": " WEIGHTS(faces) ", \"fangsong\": " WEIGHTS(faces) " }"

static const struct {
	const char *name;
	const char *text;
	const char *place; /* of the first fault, or NULL when the whole file is refused */
	const char *says;
} faulty[] = {
	{ "no JSON", "{", NULL, "gongkai-manifest" },
	{ "no faces", "{}", NULL, "/faces" },
	{ "an empty list of faces", "{ \"faces\": [] }", NULL, "1 到 64" },
	{ "a face without a file", "{ \"faces\": [{ \"name\": \"a\" }], " ROLES("\"a\"") " }",
	  "/faces/0", "缺少 name 或 file" },
	{ "a file that is not there",
	  "{ \"faces\": [{ \"name\": \"a\", \"file\": \"no-such-font.ttf\", \"package\": \"fonts-a\" }], " ROLES(
		  "\"a\"") " }",
	  "/faces/0", "请安装软件包 fonts-a" },
	{ "a face beyond the collection",
	  "{ \"faces\": [{ \"name\": \"a\", \"file\": " WENKAI
	  ", \"index\": 7 }], " ROLES("\"a\"") " }",
	  "/faces/0", "index 是 7" },
	{ "a face of a negative number",
	  "{ \"faces\": [{ \"name\": \"a\", \"file\": " WENKAI
	  ", \"index\": -1 }], " ROLES("\"a\"") " }",
	  "/faces/0", "index" },
	{ "a name twice", "{ \"faces\": [" FACE("a") "," FACE("a") "], " ROLES("\"a\"") " }",
	  "/faces/1", "与前面的字面相同" },
	{ "no font",
	  "{ \"faces\": [{ \"name\": \"a\", \"file\": \"/proc/self/status\" }], " ROLES("\"a\"") " }",
	  "/faces/0", "不是 OpenType" },
	{ "no roles", "{ \"faces\": [" FACE("a") "] }", "/roles/song/regular", "缺少" },
	{ "a role of no face", "{ \"faces\": [" FACE("a") "], " ROLES("") " }",
	  "/roles/song/regular", "空的" },
	{ "a role of an unknown face", "{ \"faces\": [" FACE("a") "], " ROLES("\"b\"") " }",
	  "/roles/song/regular", "不在 /faces" },
	{ "a role of something else", "{ \"faces\": [" FACE("a") "], " ROLES("1") " }",
	  "/roles/song/regular", "不在 /faces" },
};

static void
check_faults(struct arena *arena)
{
	for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *path = manifest_write(arena, faulty[i].text);
		struct fonts *fonts;
		const char *what;

		is_int(font_load(&cx, path, false, &fonts), ERR_INPUT, faulty[i].name);
		what = cx.faults == NULL ? cx.reason : cx.faults->what;
		ok(strstr(what, faulty[i].says) != NULL, "  says '%s': %s", faulty[i].says, what);
		if (faulty[i].place != NULL)
			is_str(cx.faults == NULL ? NULL : cx.faults->place,
			       arena_printf(arena, "%s: %s", path, faulty[i].place), "  and where");
	}
}

static void
check_warm(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	const char *path = manifest_write(arena, "{ \"faces\": [" FACE(
							 "a") ", { \"name\": \"b\", \"file\": " WENKAI
	                                                      ", \"preload\": true }], " ROLES(
								      "\"a\"") " }");
	struct fonts *fonts;

	if (!is_int(font_load(&cx, path, true, &fonts), ERR_OK, "warmed faces"))
		return;
	is_str(face_of(fonts, SONG, U'项'), "a", "are looked up as others are");
	for (unsigned face = 0; face < 2; face++) {
		hb_set_t *glyphs = hb_set_create();
		hb_face_t *source;

		hb_set_add(glyphs, 1);
		source = font_subset_source(fonts, face, glyphs);
		ok(source != NULL && hb_face_get_glyph_count(source) > 1,
		   "face %u can be subset, prepared or not", face);
		hb_face_destroy(source);
		hb_set_destroy(glyphs);
	}
	font_free(fonts);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts;

	check_fixed();
	check_real(arena);
	check_faults(arena);
	check_warm(arena);
	is_int(font_load(&cx, "/nonexistent/manifest.json", false, &fonts), ERR_INPUT,
	       "a manifest that is not there");
	ok(strstr(cx.reason, "/nonexistent/manifest.json") != NULL, "is named: %s", cx.reason);
	arena_free(arena);
	return done_testing();
}
