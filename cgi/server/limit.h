/*
 * What a worker may take of the machine's memory.
 */
#ifndef SERVER_LIMIT_H
#define SERVER_LIMIT_H

#include <stdbool.h>

/*
 * In a worker, before its first request: let it have so many megabytes beside what
 * it has now, which is mostly shared with its siblings. An allocation beyond that
 * ends it. 0: no limit.
 */
void limit_memory(int megabytes);

/*
 * With what the last request took still in hand: is that more than half of the
 * megabytes? Then the memory is better given back. Costs a system call.
 */
bool limit_is_worn(void);

#endif
