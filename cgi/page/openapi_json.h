/*
 * cgi/page/openapi.json, compiled in.
 */
#ifndef PAGE_OPENAPI_JSON_H
#define PAGE_OPENAPI_JSON_H

extern const char openapi_json[];

#endif
