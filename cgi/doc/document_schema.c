#include "doc/document_schema.h"

#include <string.h>

#include "doc/document_schema_json.h"

enum err
document_schema_load(struct ctx *cx, const struct schema **out)
{
	return schema_load(cx, "document.schema.json", document_schema_json,
	                   strlen(document_schema_json), out);
}
