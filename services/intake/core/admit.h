/*
 * admit: may this source say this?
 *
 * Pure. A fact that is well-formed (proto/) is still refused when its source is not the sender,
 * when the sender may not send its kind, when it is of a type that intake makes itself, or when it
 * names a unit that nobody has named and that is not under a code prefix registered for the sender
 * (domain.md section 9). A figure or target names its unit as its subject.
 */
#pragma once

#include "proto/fact.h"

enum { SOURCE_PREFIXES = 64 };

struct source_rights {
    struct bytes source;
    uint32_t families; /* One bit for each enum fact_family. */
    struct bytes prefixes[SOURCE_PREFIXES];
    uint32_t prefix_count;
};

/* Whether some logged fact has named the unit as its subject. */
typedef bool unit_is_known(void *context, struct bytes code);

enum outcome admit(const struct source_rights *rights, const struct fact *fact,
                   const union fact_data *data, unit_is_known *known, void *context,
                   struct failure *why);

/* The family of that name; -1 when there is none. */
int32_t admit_family(const char *name, size_t length);

/* True when the code begins with a prefix registered for the source. */
bool admit_under_prefix(const struct source_rights *rights, struct bytes code);
