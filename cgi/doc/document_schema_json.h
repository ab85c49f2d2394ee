/* What sql/embed.awk makes of sql/document.schema.json at build time. */
#ifndef DOC_DOCUMENT_SCHEMA_JSON_H
#define DOC_DOCUMENT_SCHEMA_JSON_H

extern const char document_schema_json[];

#endif
