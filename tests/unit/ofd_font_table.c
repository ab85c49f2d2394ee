/* Tables of fonts, byte by byte as ISO/IEC 14496-22 has them. */
#include "ofd/ofd_font_internal.h"

#include "tests/unit/tap.h"

static const char *
hex(struct arena *arena, const struct text *table)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < table->length; i += 2)
		text_add_fmt(&out, "%s%02x%02x", i > 0 ? " " : "", (unsigned char)table->data[i],
		             (unsigned char)table->data[i + 1]);
	return out.data;
}

/* A and B follow one another, as do their glyphs; C's glyph does not. */
static void
check_cmap(struct arena *arena)
{
	static const struct ofd_mapping mappings[] = { { 'A', 1 },     { 'B', 2 },
		                                       { 'C', 9 },     { 0x20bb7, 4 },
		                                       { 0x20bb8, 5 }, { 0x30000, 3 } };
	struct text cmap = text_make(arena);

	ofd_font_table_cmap(mappings, 3, &cmap);
	is_str(hex(arena, &cmap),
	       "0000 0001 0003 0001 0000 000c "      /* one table for Windows, of the BMP, at 12 */
	       "0004 0028 0000 "                     /* format 4 of 40 bytes */
	       "0006 0004 0001 0002 "                /* three segments; the search begins at two */
	       "0042 0043 ffff 0000 0041 0043 ffff " /* their ends and beginnings */
	       "ffc0 ffc6 0001 0000 0000 0000",      /* 1 - 0x41, 9 - 0x43 */
	       "characters of the BMP");
	text_clear(&cmap);
	ofd_font_table_cmap(mappings + 2, 4, &cmap);
	is_str(hex(arena, &cmap),
	       "0000 0002 0003 0001 0000 0014 0003 000a 0000 0034 "
	       "0004 0020 0000 0004 0004 0001 0000 0043 ffff 0000 0043 ffff ffc6 0001 0000 0000 "
	       "000c 0000 0000 0034 0000 0000 0000 0003 " /* format 12 of three segments */
	       "0000 0043 0000 0043 0000 0009 "
	       "0002 0bb7 0002 0bb8 0000 0004 "
	       "0003 0000 0003 0000 0000 0003",
	       "and beyond");
	text_clear(&cmap);
	ofd_font_table_cmap(mappings, 0, &cmap);
	is_str(hex(arena, &cmap),
	       "0000 0001 0003 0001 0000 000c 0004 0018 0000 0002 0002 0000 0000 ffff 0000 ffff "
	       "0001 0000",
	       "none");
}

/* More segments than a table of format 4 can tell of. */
static void
check_many(struct arena *arena)
{
	struct ofd_mapping *mappings = arena_array(arena, 20000, sizeof *mappings);
	struct text cmap = text_make(arena);

	for (uint32_t i = 0; i < 20000; i++)
		mappings[i] = (struct ofd_mapping){ 0x100 + 2 * i, i + 1 };
	ofd_font_table_cmap(mappings, 20000, &cmap);
	is_int((unsigned char)cmap.data[3], 2, "many characters have both tables");
	is_int((unsigned char)cmap.data[22] * 256 + (unsigned char)cmap.data[23], 16 + 8 * 8001,
	       "the short one as long as it can be");
	is_int((long long)cmap.length, 20 + 16 + 8 * 8001 + 16 + 12 * 20000, "the long one whole");
}

static void
check_others(struct arena *arena)
{
	static const struct ofd_mapping mappings[] = { { '0', 1 }, { 0x20bb7, 2 } };
	struct text name = text_make(arena);
	struct text post = text_make(arena);
	struct text os2 = text_make(arena);
	char own[78];

	ofd_font_table_name("AB", &name);
	is_str(hex(arena, &name),
	       "0000 0005 0042 "
	       "0003 0001 0409 0001 0004 0000 "
	       "0003 0001 0409 0002 000e 0004 "
	       "0003 0001 0409 0003 0004 0000 "
	       "0003 0001 0409 0004 0004 0000 "
	       "0003 0001 0409 0006 0004 0000 "
	       "0041 0042 0052 0065 0067 0075 006c 0061 0072",
	       "the names");
	ofd_font_table_post(&post);
	is_int((long long)post.length, 32, "no names of glyphs");
	is_int(post.data[1], 3, "  which is version 3");
	memset(own, 7, sizeof own);
	ofd_font_table_os2(own, sizeof own, mappings, 2, &os2);
	is_int((long long)os2.length, 78, "the metrics of the face");
	ok(memcmp(os2.data + 62, "\7\7\0\x30\xff\xff\7\7", 8) == 0,
	   "with the first and the last character");
	text_clear(&os2);
	ofd_font_table_os2(own, 10, mappings, 2, &os2);
	is_int((long long)os2.length, 0, "none without any");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_cmap(arena);
	check_many(arena);
	check_others(arena);
	arena_free(arena);
	return done_testing();
}
