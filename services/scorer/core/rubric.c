#include "scorer/core/rubric.h"

#include <string.h>

/* Words with a meaning of their own where official scores are reported. */
static const char *const reserved[] = {"total", "national_average"};

bool rubric_find(const struct rubric *rubric, const char *id, size_t length, size_t *indicator)
{
    for (size_t row = 0; row < rubric->indicator_count; row++) {
        const char *const known = rubric->indicators[row].id;

        if (strlen(known) == length && memcmp(known, id, length) == 0) {
            *indicator = row;
            return true;
        }
    }
    return false;
}

int64_t rubric_max(const struct rubric *rubric)
{
    int64_t max = 0;

    for (size_t row = 0; row < rubric->group_count; row++)
        max += rubric->groups[row].max;
    return max;
}

const struct grade *rubric_grade(const struct rubric *rubric, int64_t total)
{
    for (size_t row = 0; row < rubric->grade_count; row++)
        if (total >= rubric->grades[row].from)
            return &rubric->grades[row];
    return NULL;
}

static enum outcome check_id(const char *id, struct failure *why)
{
    const size_t length = strlen(id);

    if (!length || length >= RUBRIC_ID)
        return fail_field(why, REJECT, "id", "id is empty or longer than %d bytes", RUBRIC_ID - 1);
    if (strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") != length)
        return fail_field(why, REJECT, "id", "id has other than letters, digits and . _ -");
    for (size_t row = 0; row < sizeof reserved / sizeof reserved[0]; row++)
        if (strcmp(reserved[row], id) == 0)
            return fail_field(why, REJECT, "id", "id '%s' means something else", id);
    return DONE;
}

/* Nothing but a monitored indicator is worth nothing. */
static enum outcome check_max(const struct indicator *indicator, struct failure *why)
{
    if (indicator->max < 0 || indicator->max > POINTS_MOST)
        return fail_field(why, REJECT, "max", "max is out of range");
    if (indicator->rule.kind == RULE_MONITOR && indicator->max)
        return fail_field(why, REJECT, "max", "max is not 0, which monitor wants");
    if (indicator->rule.kind != RULE_MONITOR && !indicator->max)
        return fail_field(why, REJECT, "max", "max is 0, which only monitor may have");
    return DONE;
}

static enum outcome check_source(const struct indicator *indicator, struct failure *why)
{
    const bool has_numerator = indicator->numerator.count;
    const bool has_denominator = indicator->denominator.count;

    if (!indicator->computable) {
        if (!indicator->why)
            return fail_field(why, REJECT, "why", "why is missing, and it is not computable");
        if (has_numerator || has_denominator)
            return fail_field(why, REJECT, "computable",
                              "a formula is given, and it is not computable");
        return DONE;
    }
    if (indicator->rule.kind == RULE_CONSTANT)
        return DONE;
    if (!has_numerator)
        return fail_field(why, REJECT, "numerator", "numerator is missing");
    if (!has_denominator && rule_divides(indicator->rule.kind))
        return fail_field(why, REJECT, "denominator", "denominator is missing");
    return DONE;
}

static enum outcome check_indicator(const struct rubric *rubric, size_t at, struct failure *why)
{
    const struct indicator *const indicator = &rubric->indicators[at];
    size_t first;

    TRY(check_id(indicator->id, why));
    if (rubric_find(rubric, indicator->id, strlen(indicator->id), &first) && first != at)
        return fail_field(why, REJECT, "id", "id is there twice");
    TRY(check_max(indicator, why));
    if (indicator->inherit && !indicator->scope)
        return fail_field(why, REJECT, "inherit", "inherit needs a scope");
    TRY(check_source(indicator, why));
    if (rule_check(&indicator->rule, indicator->max, why) != DONE) {
        failure_prefix(why, "rule %s", rule_name(indicator->rule.kind));
        return REJECT;
    }
    return DONE;
}

static enum outcome check_group(const struct rubric *rubric, size_t at, struct failure *why)
{
    const struct rubric_group *const group = &rubric->groups[at];
    int64_t sum = 0;

    TRY(check_id(group->id, why));
    for (size_t row = 0; row < at; row++)
        if (strcmp(rubric->groups[row].id, group->id) == 0)
            return fail_field(why, REJECT, "id", "id is there twice");
    for (size_t row = 0; row < rubric->indicator_count; row++)
        if (rubric->indicators[row].group == at)
            sum += rubric->indicators[row].max;
    if (group->max != sum)
        return fail_field(why, REJECT, "max",
                          "max is %lld hundredths, but those of its indicators make %lld",
                          (long long)group->max, (long long)sum);
    return DONE;
}

static enum outcome check_grades(const struct rubric *rubric, struct failure *why)
{
    const size_t count = rubric->grade_count;

    for (size_t row = 1; row < count; row++)
        if (rubric->grades[row].from >= rubric->grades[row - 1].from)
            return fail_field(why, REJECT, "from", "grade %s: from is not below the one before",
                              rubric->grades[row].name_vi);
    if (count && rubric->grades[0].from > rubric_max(rubric))
        return fail_field(why, REJECT, "from", "grade %s: from is more than there is to reach",
                          rubric->grades[0].name_vi);
    if (count && rubric->grades[count - 1].from)
        return fail_field(why, REJECT, "from", "grade %s: from is not 0, and it is the last",
                          rubric->grades[count - 1].name_vi);
    return DONE;
}

enum outcome rubric_check(const struct rubric *rubric, struct failure *why)
{
    TRY(check_id(rubric->id, why));
    for (size_t row = 0; row < rubric->indicator_count; row++)
        if (check_indicator(rubric, row, why) != DONE) {
            failure_prefix(why, "indicator %s", rubric->indicators[row].id);
            return REJECT;
        }
    for (size_t row = 0; row < rubric->group_count; row++)
        if (check_group(rubric, row, why) != DONE) {
            failure_prefix(why, "group %s", rubric->groups[row].id);
            return REJECT;
        }
    return check_grades(rubric, why);
}
