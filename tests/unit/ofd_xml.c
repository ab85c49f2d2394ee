#include "ofd/ofd_xml.h"

#include "tests/unit/tap.h"

/* A point is 25.4/72 mm, 352.78 micrometres. */
static void
check_lengths(struct arena *arena)
{
	struct text out = text_make(arena);

	is_int(ofd_xml_um(72000), 25400, "72 points are an inch");
	is_int(ofd_xml_um(1000), 353, "a point");
	is_int(ofd_xml_um(-1000), -353, "to the left");
	is_int(ofd_xml_um(500), 176, "half a point");
	is_int(ofd_xml_um(0), 0, "nothing");
	is_int(ofd_xml_um_exact(1000000), 353, "a point of more digits");
	is_int(ofd_xml_um_exact(-499000), -176, "and less than half of one");
	is_int(ofd_xml_um(841890), 297000, "the height of A4");
	ofd_xml_lengths(&out, (ofd_um[]){ 0, -250, 210000, 297001 }, 4);
	is_str(out.data, "0 -0.25 210 297.001", "in millimetres");
}

static void
check_texts(struct arena *arena)
{
	struct text out = text_make(arena);

	ofd_xml_element(&out, "Title", "<甲> & \"乙\" 𠮷");
	is_str(out.data, "<ofd:Title>&lt;甲&gt; &amp; &quot;乙&quot; 𠮷</ofd:Title>",
	       "what is no markup");
	text_clear(&out);
	ofd_xml_element(&out, "Author", NULL);
	is_str(out.data, "", "nothing for nothing");
	ofd_xml_char(&out, 1);
	ofd_xml_char(&out, '\t');
	ofd_xml_char(&out, 0xffff);
	is_str(out.data, "\xef\xbf\xbd\t\xef\xbf\xbd", "what XML cannot have");
	text_clear(&out);
	ofd_xml_begin(&out, "Page");
	ofd_xml_number(&out, "ID", 12);
	ofd_xml_attribute(&out, "Name", "a\"b");
	ofd_xml_add(&out, "/>");
	is_str(out.data,
	       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Page "
	       "xmlns:ofd=\"http://www.ofdspec.org/2016\" ID=\"12\" Name=\"a&quot;b\"/>",
	       "the beginning of a part");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_lengths(arena);
	check_texts(arena);
	arena_free(arena);
	return done_testing();
}
