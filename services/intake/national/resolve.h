/*
 * resolve: the unit and the procedure that a national record means.
 */
#pragma once

#include "intake/national/keys.h"

/*
 * The code of the unit: the one that the name stands for, else what MaHoSo begins with, else the
 * unit of the whole batch; empty when nothing says it.
 */
struct bytes resolve_unit(const struct reading *reading, struct bytes name);

/* The code as given when it is known, else its national part when that is, else as given. */
struct bytes resolve_procedure(const struct reading *reading, struct bytes code);
