/*
 * clock: the one place where the time is asked for.
 */
#pragma once

#include <stdint.h>

int64_t clock_ms(void);     /* Milliseconds that only go forward. */
int64_t clock_now_us(void); /* Microseconds since 1970 UTC. */
void clock_sleep_ms(int64_t ms);
