/*
 * The secrets of one-time codes, which the database has only locked: the key is in a file of
 * the desk (setting code_key), which is made when the first secret is.
 */
#ifndef DESK_DESK_CODE_H
#define DESK_DESK_CODE_H

#include "desk/desk.h"

/*
 * Lock the secret of an account, 40 hexadecimal digits. ERR_CONFLICT, in words for whoever
 * logs in, where the key cannot be had; the log has the reason. A file that is gone is made
 * anew only while nothing is locked with the one before.
 */
MUST_USE enum err desk_code_lock(struct ctx *cx, struct desk_call *call, const char *account,
                                 const char *plain, struct acting_secret *out);

/*
 * The secret as it is, of `secret->account`. `*is_old` tells that it should be locked anew: it
 * was not locked, or with a key that is not the first one of the file any more.
 */
MUST_USE enum err desk_code_open(struct ctx *cx, struct desk_call *call,
                                 const struct acting_secret *secret, const char **plain,
                                 bool *is_old);

#endif
