/* The libraries that `gongkai doctor` runs with, and whether they are those of the build. */
#include <fribidi.h>
#include <gmp.h>
#include <libxml/parser.h>
#include <linebreak.h>
#include <openssl/crypto.h>
#include <qrencode.h>
#include <string.h>
#include <unicode/uversion.h>
#include <unistring/version.h>
#include <xlsxwriter.h>
#include <zip.h>
#include <zlib.h>

#include "command/doctor_internal.h"
#include "db/connection.h"
#include "doc/json.h"
#include "pdf/pdf.h"
#include "typeset/font.h"

struct library {
	const char *name;
	const char *running;
	const char *built; /* NULL: the library does not tell, or no byte depends on it */
};

/* "(GNU FriBidi) 1.0.8", and more lines. */
static const char *
fribidi_version(struct arena *arena)
{
	const char *start = strchr(fribidi_version_info, ')');

	if (start == NULL)
		return "";
	start += strspn(start, ") ");
	return arena_strndup(arena, start, strcspn(start, "\n"));
}

/* Two bytes of a number, of which `shift` is where the lower one stands. */
static const char *
dotted(struct arena *arena, int number, int shift)
{
	return arena_printf(arena, "%d.%d", number >> (shift + 8), (number >> shift) & 0xff);
}

static const char *
icu_version(struct arena *arena)
{
	char version[U_MAX_VERSION_STRING_LENGTH];
	UVersionInfo numbers;

	u_getVersion(numbers);
	u_versionToString(numbers, version);
	return arena_strdup(arena, version);
}

static void
tell(struct doctor *doctor, const struct library *libraries, size_t count)
{
	struct text found = text_make(doctor->line->cx->arena);
	bool are_same = true;

	for (size_t i = 0; i < count; i++) {
		const struct library *library = &libraries[i];
		bool is_same = library->built == NULL ||
		               strcmp(library->running, library->built) == 0;

		text_add_fmt(&found, "%s%s %s", i == 0 ? "" : "、", library->name, library->running);
		if (!is_same)
			text_add_fmt(&found, "（编译时是 %s）", library->built);
		are_same = are_same && is_same;
	}
	doctor_tell(doctor, are_same ? DOCTOR_GOOD : DOCTOR_BAD, "程序库",
	            "请执行 apt upgrade：同一份文件在各台机器上应当逐字节相同", "%s", found.data);
}

void
doctor_libraries(struct doctor *doctor)
{
	struct arena *arena = doctor->line->cx->arena;
	const char *harfbuzz_built;
	const char *harfbuzz = font_shaper_version(&harfbuzz_built);
	const char *harupdf_built;
	const char *harupdf = pdf_library_version(&harupdf_built);
	const struct library libraries[] = {
		{ "HarfBuzz", harfbuzz, harfbuzz_built },
		{ "FriBidi", fribidi_version(arena), FRIBIDI_VERSION },
		{ "ICU", icu_version(arena), U_ICU_VERSION },
		{ "libunistring", dotted(arena, _libunistring_version, 8),
		  dotted(arena, _LIBUNISTRING_VERSION, 8) },
		{ "libunibreak", dotted(arena, linebreak_version, 0),
		  dotted(arena, LINEBREAK_VERSION, 0) },
		{ "libharu", harupdf, harupdf_built },
		{ "zlib", zlibVersion(), ZLIB_VERSION },
		{ "libxlsxwriter", lxw_version(), LXW_VERSION },
		{ "libzip", zip_libzip_version(), LIBZIP_VERSION },
		{ "libqrencode", QRcode_APIVersionString(), NULL },
		{ "GMP", gmp_version, NULL },
		{ "cJSON", json_library_version(), NULL },
		{ "libxml2", xmlParserVersion, NULL },
		{ "libpq", connection_library_version(arena), NULL },
		{ "OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING), NULL },
	};

	tell(doctor, libraries, sizeof libraries / sizeof libraries[0]);
}
