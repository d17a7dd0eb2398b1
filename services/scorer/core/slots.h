/*
 * slots: which sums the formulas of the rubrics ask for, each one once.
 *
 * Pure. A slot is a measure or a mark, of one channel or of all.
 */
#pragma once

#include "proto/formula.h"

enum { SLOT_CHANNELS = FORMULA_POST + 1, SLOTS = (MEASURE_COUNT + MARK_COUNT) * SLOT_CHANNELS };

struct slot {
    enum measure measure;
    enum formula_channel channel;
};

struct slots {
    size_t count;
    bool has_marks;
    struct slot at[SLOTS];
    size_t place[MARK_END][SLOT_CHANNELS]; /* One more than the slot's number; 0: none. */
};

/* Adds what the formula asks for and is not there yet. */
void slots_add(struct slots *slots, const struct formula *formula);

/* The number of the slot, which must be there. */
size_t slots_find(const struct slots *slots, enum measure measure, enum formula_channel channel);
