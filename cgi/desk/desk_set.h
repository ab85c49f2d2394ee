/* Any selection of drafts as one file. */
#ifndef DESK_DESK_SET_H
#define DESK_DESK_SET_H

#include "desk/desk.h"

/*
 * POST /sets {"ids": [...], "face": "pdf" | "ofd" | "html" | "xlsx" | "zip", "title"}: bound in
 * the order of the ids, drafts with the watermark of whoever asks; `zip` has a workbook to
 * fill in for each.
 */
MUST_USE enum err desk_set_make(struct ctx *cx, struct desk_call *call, struct response *response);

#endif
