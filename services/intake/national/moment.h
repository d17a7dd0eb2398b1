/*
 * moment: a date as one-stop systems write it, in the time of Viet Nam.
 */
#pragma once

#include "proto/field.h"

/*
 * yyyyMMddHHmmss · yyyyMMdd · yyyy-MM-dd HH:mm:ss (or with T, and a fraction of a second) ·
 * dd/MM/yyyy HH:mm:ss · dd/MM/yyyy; 24 hours, years 1900..2199. False for anything else.
 */
bool moment_parse(struct bytes text, struct due *moment);

/* The instant; of a day its first. */
int64_t moment_instant(const struct due *moment);
