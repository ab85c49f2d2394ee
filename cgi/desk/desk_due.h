/*
 * Findings that are renewed after the answer to a save. PostgreSQL holds what is due, so that a
 * worker that is killed loses none; one session of all machines is at it at a time.
 */
#ifndef DESK_DESK_DUE_H
#define DESK_DESK_DUE_H

#include "desk/desk.h"

/*
 * Renew what is due, as much as there is and may be at once. Between requests; what goes wrong is
 * logged, and tried again. True when there may be more to do at once.
 */
bool desk_due_step(const struct desk *desk, struct arena *arena);

#endif
