/*
 * priority: behind everybody else of this machine.
 */
#pragma once

/* Lowest share of processor and disk, as far as the system lets us; never an error. */
void priority_lowest(void);
