/*
 * The table of faces: what all that reads it relies on.
 */
#include "face/face.h"

#include "tests/unit/tap.h"

static void
check_face(const struct face *face)
{
	ok(face_find(face->name) == face, "%s is found by its name", face->name);
	ok(strchr(face->type, '/') != NULL && strpbrk(face->type, "; ") == NULL,
	   "  its type has no parameters: %s", face->type);
	ok(*face->parameters == '\0' || text_starts_with(face->parameters, "; "),
	   "  they stand apart");
	ok(face_is_json(face) == (*face->suffix == '\0'), "  only JSON has no suffix");
	ok(face_is_json(face) || face_of_path(face->suffix) == face, "  it has its own suffix");
	ok(face_is_json(face) || face->version != NULL, "  what is made has a version");
	ok(face_shows(face, FACE_LIST) || face_shows(face, FACE_DOCUMENT), "  it shows something");
	ok(face_is_json(face) == face_shows(face, FACE_ANSWER), "  plain answers are JSON only");
}

int
main(void)
{
	struct arena *arena = arena_new();

	for (const struct face *face = face_list; face->name != NULL; face++)
		check_face(face);
	ok(face_find("docx") == NULL, "a face that there is not");
	ok(face_of_path("/a/b") == NULL && face_of_path("/a.docx") == NULL, "nor by a suffix");
	is_str(face_of_path("/api/v1/reports/e1-2024-1.pdf")->name, "pdf", "a path asks for PDF");
	ok(!face_shows(face_find("csv"), FACE_DOCUMENT), "CSV is for lists");
	ok(!face_shows(face_find("json"), FACE_SET), "a set is no JSON");
	is_str(face_names(arena, FACE_LIST), "csv、xlsx",
	       "the names of those that are made of lists");
	arena_free(arena);
	return done_testing();
}
