#include "pdf/metadata.h"

#include <string.h>

#define PRODUCER "gongkai"

/* A time as PDF writes it, to the second (ISO 32000-1, 7.9.4); NULL if it is no time. */
static const char *
pdf_time(struct arena *arena, const char *s)
{
	const char *zone = info_zone(s);

	if (zone == NULL)
		return NULL;
	return arena_printf(arena, "D:%.4s%.2s%.2s%.2s%.2s%.2s%.3s%s%.2s%s", s, s + 5, s + 8,
	                    s + 11, s + 14, s + 17, zone, *zone == 'Z' ? "" : "'",
	                    *zone == 'Z' ? "" : zone + 4, *zone == 'Z' ? "" : "'");
}

static void
add_info(struct object_doc *doc, HPDF_Dict dict, const char *key, const char *value)
{
	value = info_clean(doc->cx->arena, value);
	if (value != NULL)
		object_add_text(doc, dict, key, value);
}

unsigned
metadata_write_info(struct object_doc *doc, const struct document_info *info)
{
	HPDF_Dict dict = object_dict(doc);
	const char *time = pdf_time(doc->cx->arena, info->created_at);

	add_info(doc, dict, "Title", info->title);
	add_info(doc, dict, "Author", info->author);
	add_info(doc, dict, "Subject", info->subject);
	add_info(doc, dict, "Keywords", info->keywords);
	object_add_ascii(doc, dict, "Creator", PRODUCER);
	object_add_ascii(doc, dict, "Producer", PRODUCER);
	if (time != NULL) {
		object_add_ascii(doc, dict, "CreationDate", time);
		object_add_ascii(doc, dict, "ModDate", time);
	}
	object_write(doc, dict);
	return object_number(dict);
}

/* An element with text; nothing without text. */
static void
add_element(struct text *out, const char *before, const char *value, const char *after)
{
	if (value == NULL)
		return;
	text_add_str(out, before);
	for (; *value != '\0'; value++)
		switch (*value) {
		case '&': text_add_str(out, "&amp;"); break;
		case '<': text_add_str(out, "&lt;"); break;
		case '>': text_add_str(out, "&gt;"); break;
		default: text_add(out, value, 1);
		}
	text_add_str(out, after);
	text_add_str(out, "\n");
}

static void
add_texts(struct text *out, struct arena *arena, const struct document_info *info)
{
	add_element(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
	            info_clean(arena, info->title), "</rdf:li></rdf:Alt></dc:title>");
	add_element(out, "<dc:creator><rdf:Seq><rdf:li>", info_clean(arena, info->author),
	            "</rdf:li></rdf:Seq></dc:creator>");
	add_element(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
	            info_clean(arena, info->subject), "</rdf:li></rdf:Alt></dc:description>");
	add_element(out, "<pdf:Keywords>", info_clean(arena, info->keywords), "</pdf:Keywords>");
}

static void
add_dates(struct text *out, struct arena *arena, const char *created_at)
{
	const char *zone = info_zone(created_at);
	const char *time;

	if (zone == NULL)
		return;
	time = arena_printf(arena, "%.19s%s", created_at, zone);
	add_element(out, "<xmp:CreateDate>", time, "</xmp:CreateDate>");
	add_element(out, "<xmp:ModifyDate>", time, "</xmp:ModifyDate>");
}

static void
add_packet(struct text *out, struct arena *arena, const struct document_info *info)
{
	text_add_str(out, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	                  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	                  "<rdf:Description rdf:about=\"\""
	                  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	                  " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
	                  " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
	                  " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n");
	add_texts(out, arena, info);
	add_element(out, "<pdf:Producer>", PRODUCER, "</pdf:Producer>");
	add_element(out, "<xmp:CreatorTool>", PRODUCER, "</xmp:CreatorTool>");
	add_dates(out, arena, info->created_at);
	text_add_str(out, "<pdfaid:part>1</pdfaid:part>\n"
	                  "<pdfaid:conformance>A</pdfaid:conformance>\n"
	                  "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
	                  "<?xpacket end=\"r\"?>");
}

unsigned
metadata_write_xmp(struct file *file, const struct document_info *info)
{
	struct text packet = text_make(file->cx->arena);
	unsigned number = file_number(file);

	add_packet(&packet, file->cx->arena, info);
	file_begin(file, number);
	text_add_str(&file->out, "<</Type/Metadata/Subtype/XML/Length ");
	text_add_number(&file->out, packet.length);
	text_add_str(&file->out, ">>");
	file_add_data(file, packet.data, packet.length);
	file_end(file);
	return number;
}

const char *
metadata_identity(struct arena *arena, const struct document_info *info)
{
	return arena_printf(arena, "%s\n%s\n%s", info->title,
	                    info->author != NULL ? info->author : "",
	                    info->created_at != NULL ? info->created_at : "");
}
