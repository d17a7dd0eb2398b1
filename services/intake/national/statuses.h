/*
 * statuses: the national codes of a dossier's status.
 */
#pragma once

#include "intake/national/keys.h"

/* 1..10 as they are, and 11, which a side channel says for 3, refused at reception. */
extern const struct choice statuses[];
