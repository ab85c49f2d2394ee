/*
 * Bytes as an archive that a clerk sends as a job: its list, and each file of it. Nothing is
 * larger than the limits say, and each name and reason can be told.
 */
#include "sheet/bundle.h"

#include "tests/fuzz/fuzz.h"

/* Of an archive of two thousand files so many are enough. */
#define READ_MAX 50

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

static bool
is_text(const char *s)
{
	return text_utf8_check(s, strlen(s)) == strlen(s);
}

static size_t
read_file(struct bundle *bundle, const struct bundle_file *file)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct text bytes = { .length = 0 };
	enum err status = bundle_read(&cx, bundle, file->index, &bytes);
	size_t length = status == ERR_OK ? bytes.length : 0;

	fuzz_check_outcome(&cx, status);
	fuzz_must(length <= BUNDLE_FILE_MAX, "a file is within its limit");
	arena_free(arena);
	return length;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct bundle *bundle;
	struct bundle_file *files = NULL;
	size_t count = 0;
	size_t whole = 0;
	enum err status = bundle_open(&cx, (const char *)data, size, &bundle);

	if (status == ERR_OK)
		status = bundle_list(&cx, bundle, &files, &count);
	fuzz_check_outcome(&cx, status);
	fuzz_must(count <= BUNDLE_FILES_MAX, "an archive has no more files than it may");
	for (size_t i = 0; status == ERR_OK && i < count; i++) {
		fuzz_must(*files[i].name != '\0' && is_text(files[i].name), "a file has a name");
		fuzz_must(files[i].reason == NULL || is_text(files[i].reason), "a reason is text");
		if (files[i].reason == NULL && i < READ_MAX)
			whole += read_file(bundle, &files[i]);
	}
	fuzz_must(whole <= BUNDLE_WHOLE_MAX, "all of it is within its limit");
	arena_free(arena);
	return 0;
}
