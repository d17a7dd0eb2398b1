/*
 * items: one batch's items, each taken or refused on its own.
 */
#pragma once

#include "intake/gathering.h"

struct intake_items {
    struct gathering *gathering;
    struct known *known;
    struct arena arena; /* Reset before each item. */
};

/* Logs the items that can be taken into the gathering and rejects the others by name. */
void items_take(struct intake_items *items, const struct source *source,
                const struct submit *submit, struct gathered *batch);
