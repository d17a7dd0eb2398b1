#include "intake/core/admit.h"

#include <string.h>

int32_t admit_family(const char *name, size_t length)
{
    return choice_by_name(fact_family_names, name, length);
}

bool admit_under_prefix(const struct source_rights *rights, struct bytes code)
{
    for (uint32_t row = 0; row < rights->prefix_count; row++) {
        const struct bytes prefix = rights->prefixes[row];

        if (code.length >= prefix.length && memcmp(code.at, prefix.at, prefix.length) == 0)
            return true;
    }
    return false;
}

/* The unit that a fact names, empty when it names none. */
static struct bytes named_unit(const struct fact *fact, const union fact_data *data)
{
    switch (fact->type) {
    case FACT_RECEIVED: return data->received.unit;
    case FACT_MOVED: return data->moved.unit;
    case FACT_CORRECTED: return data->corrected.unit;
    case FACT_SNAPSHOT: return data->snapshot.unit;
    case FACT_FEEDBACK_RECEIVED: return data->feedback.unit;
    case FACT_FIGURE_REPORTED:
    case FACT_TARGET_SET: return fact->subject;
    default: return (struct bytes){0};
    }
}

enum outcome admit(const struct source_rights *rights, const struct fact *fact,
                   const union fact_data *data, unit_is_known *known, void *context,
                   struct failure *why)
{
    const enum fact_family family = fact_kinds[fact->type].family;
    const struct bytes unit = named_unit(fact, data);
    const char *const field = family == FAMILY_FIGURES ? "subject" : "unit";

    if (!bytes_equal(fact->source, rights->source))
        return fail_field(why, REJECT, "source", "source is not the sender's own");
    if (fact_is_derived((enum fact_type)fact->type))
        return fail_field(why, REJECT, "type", "type %s is made by intake, no source may send it",
                          fact_kinds[fact->type].name);
    if (!(rights->families >> family & 1U))
        return fail_field(why, REJECT, "type", "type %s is of %s, which this source may not send",
                          fact_kinds[fact->type].name, fact_family_names[family]);
    if (unit.length > 0 && !admit_under_prefix(rights, unit) && !known(context, unit))
        return fail_field(why, REJECT, field,
                          "%s is neither known nor under a prefix registered for this source",
                          field);
    return DONE;
}
