/* What is listed of the database as a whole: departments, projects, parameters, the trail. */
#ifndef DESK_DESK_LIST_H
#define DESK_DESK_LIST_H

#include "desk/desk.h"

/* GET /openapi.json: the description of all of this, for everybody. */
MUST_USE enum err desk_list_description(struct ctx *cx, struct desk_call *call,
                                        struct response *response);

/* GET /departments, GET /projects: those of which one may read drafts. */
MUST_USE enum err desk_list_departments(struct ctx *cx, struct desk_call *call,
                                        struct response *response);
MUST_USE enum err desk_list_projects(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

/* GET /parameters of the rules; PUT /parameters [{"name", "region", "value"}] of one's regions. */
MUST_USE enum err desk_list_parameters(struct ctx *cx, struct desk_call *call,
                                       struct response *response);
MUST_USE enum err desk_list_set_parameters(struct ctx *cx, struct desk_call *call,
                                           struct response *response);

/* GET /audit: the trail, the newest first; GET /audit.csv: more of it at a time, for a file. */
MUST_USE enum err desk_list_trail(struct ctx *cx, struct desk_call *call, struct response *response);
MUST_USE enum err desk_list_trail_file(struct ctx *cx, struct desk_call *call,
                                       struct response *response);

#endif
