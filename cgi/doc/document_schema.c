#include "doc/document_schema.h"

#include <string.h>

#include "doc/document_schema_json.h"

const char *
document_schema_text(size_t *length)
{
	*length = strlen(document_schema_json);
	return document_schema_json;
}

enum err
document_schema_load(struct ctx *cx, const struct schema **out)
{
	size_t length;
	const char *text = document_schema_text(&length);

	return schema_load(cx, "document.schema.json", text, length, out);
}
