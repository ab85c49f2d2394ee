/* The description of the desk's API (OpenAPI 3.1); cgi/desk/openapi.json is compiled in. */
#ifndef DESK_DESK_OPENAPI_JSON_H
#define DESK_DESK_OPENAPI_JSON_H

extern const char desk_openapi_json[];

#endif
