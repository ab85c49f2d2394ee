#include "face/face.h"

#include <string.h>

#include "face/csv.h"
#include "html/html_face.h"
#include "ofd/ofd_face.h"
#include "pdf/pdf.h"
#include "sheet/book_list.h"
#include "sheet/sheet.h"

/* With the end of the table. */
#define FACES_MAX (sizeof face_list / sizeof face_list[0])

const struct face face_list[] = {
	{ .name = "json",
	  .label = "JSON",
	  .type = "application/json",
	  .parameters = "",
	  .suffix = "",
	  .fixed = ".json" },
	{ .name = "csv",
	  .label = "CSV",
	  .type = "text/csv",
	  .parameters = "; charset=utf-8; header=present",
	  .suffix = ".csv",
	  .version = "csv4",
	  .is_kept = true,
	  .has_bom = true,
	  .list = csv_write },
	{ .name = "pdf",
	  .label = "PDF",
	  .type = "application/pdf",
	  .parameters = "",
	  .suffix = ".pdf",
	  .version = "2",
	  .document = pdf_write,
	  .set = pdf_write_set },
	{ .name = "html",
	  .label = "网页",
	  .type = "text/html",
	  .parameters = "; charset=utf-8",
	  .suffix = ".html",
	  .version = HTML_VERSION,
	  .document = html_write,
	  .set = html_write_set },
	{ .name = "xlsx",
	  .label = "Excel",
	  .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	  .parameters = "",
	  .suffix = ".xlsx",
	  .version = SHEET_VERSION,
	  .is_kept = true,
	  .list = book_list_write,
	  .document = sheet_write,
	  .set = sheet_set_write },
	{ .name = "ofd",
	  .label = "OFD",
	  .type = "application/ofd",
	  .parameters = "",
	  .suffix = ".ofd",
	  .version = "1",
	  .is_kept = true,
	  .document = ofd_face_write,
	  .set = ofd_face_write_set },
	{ 0 },
};

bool
face_is_json(const struct face *face)
{
	return face == face_list;
}

bool
face_shows(const struct face *face, enum face_subject subject)
{
	switch (subject) {
	case FACE_LIST: return face_is_json(face) || face->list != NULL;
	case FACE_DOCUMENT: return face_is_json(face) || face->document != NULL;
	case FACE_SET: return face->set != NULL;
	case FACE_PAGE:
	case FACE_ANSWER: break;
	}
	return face_is_json(face);
}

const struct face *
face_find(const char *name)
{
	for (const struct face *face = face_list; face->name != NULL; face++)
		if (strcmp(face->name, name) == 0)
			return face;
	return NULL;
}

const struct face *
face_of_path(const char *path)
{
	for (const struct face *face = face_list; face->name != NULL; face++)
		if (*face->suffix != '\0' && text_ends_with(path, face->suffix))
			return face;
	return NULL;
}

const struct order_link *
face_links(struct arena *arena, enum face_subject subject)
{
	struct order_link *links = arena_array(arena, FACES_MAX + 1, sizeof *links);
	size_t count = 0;

	for (const struct face *face = face_list; face->name != NULL; face++)
		if (face_shows(face, subject))
			links[count++] = (struct order_link){ face->name, face->label, face->type,
				                              face->fixed != NULL ? face->fixed
				                                                  : face->suffix };
	return links;
}

const char *
face_names(struct arena *arena, enum face_subject subject)
{
	struct text names = text_make(arena);

	for (const struct face *face = face_list; face->name != NULL; face++)
		if (!face_is_json(face) && face_shows(face, subject))
			text_add_fmt(&names, "%s%s", names.length == 0 ? "" : "、", face->name);
	return names.data;
}
