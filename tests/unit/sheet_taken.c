/*
 * Workbooks as other programs write them, made here by hand after ECMA-376: what
 * stands in their cells.
 */
#include "sheet/taken.h"

#include "tests/unit/tap.h"
#include "tests/unit/zipped.h"

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

/* A workbook of one sheet. `strings` and `styles` may be NULL. */
static struct text
book_of(struct arena *arena, const char *properties, const char *sheet, const char *strings,
        const char *styles)
{
	struct zipped_part parts[8] = {
		{ "_rels/.rels",
		  "<Relationships " RELATIONS "><Relationship Id=\"r1\" Type=\"" OFFICE
		  "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
		  0 },
		{ "xl/workbook.xml",
		  arena_printf(arena,
		               "<workbook " MAIN " xmlns:r=\"" OFFICE "\">%s<sheets>"
		               "<sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
		               properties),
		  0 },
		{ "xl/_rels/workbook.xml.rels",
		  "<Relationships " RELATIONS "><Relationship Id=\"r1\" Type=\"" OFFICE
		  "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" OFFICE
		  "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"r3\" "
		  "Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/></Relationships>",
		  0 },
		{ "xl/worksheets/sheet1.xml",
		  arena_printf(arena, "<worksheet " MAIN ">%s</worksheet>", sheet), 0 },
	};
	size_t count = 4;

	if (strings != NULL)
		parts[count++] = (struct zipped_part){
			"xl/sharedStrings.xml",
			arena_printf(arena, "<sst " MAIN ">%s</sst>", strings), 0
		};
	if (styles != NULL)
		parts[count++] = (struct zipped_part){
			"xl/styles.xml",
			arena_printf(arena, "<styleSheet " MAIN ">%s</styleSheet>", styles), 0
		};
	return zipped(arena, parts);
}

/* The cells of the sheet: `A1=text:x`, with `f` for a formula, `%` and `d2` for a format. */
static const char *
cells_of(struct arena *arena, const struct text *file)
{
	static const char *const kinds[] = { "text", "number", "boolean", "error" };
	struct ctx cx = ctx_make(arena);
	struct text out = text_make(arena);
	struct taken_book book;

	if (taken_read(&cx, file->data, file->length, &book) != ERR_OK)
		return cx.reason;
	for (size_t i = 0; i < book.sheets->cell_count; i++) {
		const struct taken_cell *cell = &book.sheets->cells[i];

		text_add_fmt(&out, "%s%c%u=%s%s:%s", i == 0 ? "" : " ", (char)('A' + cell->column),
		             cell->row + 1, kinds[cell->kind], cell->has_formula ? "f" : "",
		             cell->text);
		if (cell->format != NULL && cell->format->is_percent)
			text_add_str(&out, "%");
		if (cell->format != NULL && cell->format->is_date)
			text_add_str(&out, "d");
	}
	return out.data;
}

static void
is_read(struct arena *arena, const char *rows, const char *strings, const char *styles,
        const char *expected, const char *name)
{
	struct text file = book_of(arena, "", arena_printf(arena, "<sheetData>%s</sheetData>", rows),
	                           strings, styles);

	is_str(cells_of(arena, &file), expected, name);
}

#define STYLES                                                                                     \
	"<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m\"/>"                  \
	"<numFmt numFmtId=\"165\" formatCode=\"#,##0.00&quot;md&quot;\"/></numFmts>"               \
	"<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"14\"/>"                  \
	"<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>"

static void
check_merged(struct arena *arena)
{
	struct text file = book_of(arena, "<workbookPr date1904=\"1\"/>",
	                           "<sheetData><row r=\"2\"><c r=\"B2\"><v>1</v></c></row></sheetData>"
	                           "<mergeCells><mergeCell ref=\"B2:D3\"/></mergeCells>",
	                           NULL, NULL);
	struct ctx cx = ctx_make(arena);
	struct taken_book book;

	if (!ok(taken_read(&cx, file.data, file.length, &book) == ERR_OK, "read"))
		return;
	is_str(book.sheets->name, "表", "the name of the sheet");
	ok(book.is_from_1904, "days from 1904");
	ok(taken_merged(book.sheets, 2, 3) != NULL && taken_merged(book.sheets, 3, 3) == NULL,
	   "a merged area ends where it ends");
	ok(taken_find(book.sheets, 1, 1) != NULL && taken_find(book.sheets, 0, 0) == NULL,
	   "cells are found by their place");
}

int
main(void)
{
	struct arena *arena = arena_new();

	is_read(arena,
	        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>0</v></c></row>",
	        "<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 丙</t></r>"
	        "<rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh></si>",
	        NULL, "A1=text:乙 丙 C1=text:甲",
	        "shared texts, with looks, without how they sound");
	is_read(arena,
	        "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>_x0041_&lt;</t></is></c></row>",
	        NULL, NULL, "B3=text:A<", "texts in the cell");
	is_read(arena,
	        "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\" t=\"str\"><f>\"x\"</f><v>x</v></c>"
	        "<c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" t=\"e\"><v>#DIV/0!</v></c></row>",
	        NULL, NULL, "A1=numberf:2 B1=textf:x C1=boolean:1 D1=error:#DIV/0!",
	        "formulas with their results, booleans, errors");
	is_read(arena,
	        "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>0.98</v></c><c r=\"B1\" s=\"2\"><v>45699</v></c>"
	        "<c r=\"C1\" s=\"3\"><v>45699</v></c><c r=\"D1\" s=\"4\"><v>5</v></c></row>",
	        NULL, STYLES, "A1=number:0.98% B1=number:45699d C1=number:45699d D1=number:5",
	        "percentages and days by their formats, and what only looks so");
	is_read(arena, "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", NULL,
	        NULL, "A1=number:1 B1=number:2 A2=number:3",
	        "places that are not told follow each other");
	is_read(arena, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>5</v></c></row>", "<si><t>甲</t></si>",
	        NULL, "工作表“表”已损坏，请重新保存一次", "a text that is not there");
	check_merged(arena);
	arena_free(arena);
	return done_testing();
}
