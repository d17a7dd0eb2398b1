#include "intake/national/resolve.h"

/* National codes of procedures: 2.000815, to which a province may add more. */
static const char national_shape[] = "d.dddddd";

/* 000.19.25.H56-260302-0123 and G09.20-20260609-0092637 alike; empty when there is no hyphen. */
static struct bytes dossier_prefix(struct bytes subject)
{
    const uint8_t *const hyphen = memchr(subject.at, '-', subject.length);

    return (struct bytes){subject.at, hyphen ? (size_t)(hyphen - subject.at) : 0};
}

struct bytes resolve_unit(const struct reading *reading, struct bytes name)
{
    const struct national_context *const national = reading->national;
    const struct bytes prefix = dossier_prefix(reading->subject);
    struct bytes code = {0};

    if (name.length > 0) {
        const int units = national->unit_by_name(national->context, name, &code);

        if (units == 1)
            return code;
        if (units > 1)
            keys_remark(reading, "DonViXuLy");
    }
    if (prefix.length > 0 && national->unit_known(national->context, prefix))
        return prefix;
    return reading->unit;
}

static bool has_national_shape(struct bytes code)
{
    const size_t length = sizeof national_shape - 1;

    if (code.length <= length || code.at[length] != '.')
        return false;
    for (size_t at = 0; at < length; at++) {
        const bool is_digit = code.at[at] >= '0' && code.at[at] <= '9';

        if (national_shape[at] == 'd' ? !is_digit : code.at[at] != (uint8_t)national_shape[at])
            return false;
    }
    return true;
}

struct bytes resolve_procedure(const struct reading *reading, struct bytes code)
{
    const struct national_context *const national = reading->national;
    const struct bytes shorter = {code.at, sizeof national_shape - 1};

    if (national->procedure_known(national->context, code) || !has_national_shape(code))
        return code;
    return national->procedure_known(national->context, shorter) ? shorter : code;
}
