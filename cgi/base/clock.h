/*
 * The clock for deadlines and durations: it never jumps, and says nothing of the
 * time of day.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds of CLOCK_MONOTONIC, which all processes of the machine share. */
int64_t clock_now_ms(void);

/* The same in microseconds. */
int64_t clock_now_us(void);

#endif
