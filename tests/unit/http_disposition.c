#include "http/disposition.h"

#include "tests/unit/tap.h"

int
main(void)
{
	struct arena *arena = arena_new();
	char title[1000] = "";
	const char *value;

	is_str(disposition_inline(arena, "e1-2024-a", "自评表", ".pdf"),
	       "inline; filename=\"e1-2024-a.pdf\"; filename*=UTF-8''%E8%87%AA%E8%AF%84%E8%A1%A8.pdf",
	       "both names");
	is_str(disposition_inline(arena, "a", "x/y\\z:\"<>|?*\r\n", ".pdf"),
	       "inline; filename=\"a.pdf\"; filename*=UTF-8''x_y_z_______%20%20.pdf",
	       "what file systems refuse is replaced");
	is_str(disposition_attachment(arena, "reports", "报告", ".csv"),
	       "attachment; filename=\"reports.csv\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.csv",
	       "to be saved");
	is_str(disposition_inline(arena, "a",
	                          "x\xE2\x80\xAE"
	                          "fdp\xC2\x85\xE2\x81\xA6y",
	                          ".pdf"),
	       "inline; filename=\"a.pdf\"; filename*=UTF-8''x%20fdp%20%20y.pdf",
	       "no name can turn its direction");
	for (size_t i = 0; i < 300; i++)
		memcpy(title + 3 * i, "表", 4);
	value = disposition_inline(arena, "a", title, ".pdf");
	/* 66 characters of three bytes are the most that 200 bytes hold. */
	is_int((long long)strlen(strstr(value, "UTF-8''") + 7), 66 * 9 + 4, "cut at a character");
	arena_free(arena);
	return done_testing();
}
