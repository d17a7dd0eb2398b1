/*
 * exact: quotients of integers, rounded half up, with 128 bits on the way.
 */
#pragma once

#include <stdint.h>

__extension__ typedef __int128 wide;

#define MILLION INT64_C(1000000)

/* Neither number is negative, the denominator is not 0, and twice the numerator fits. */
static inline wide quotient_half_up(wide numerator, wide denominator)
{
    return (2 * numerator + denominator) / (2 * denominator);
}
