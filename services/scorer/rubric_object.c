#include "scorer/rubric_object.h"

#include <string.h>

#include "scorer/rubric_json.h"

#define ROWS(table) sizeof(table) / sizeof(table)[0]
#define INDICATOR(key, need, read)                        \
    {                                                     \
#key, need, read, offsetof(struct indicator, key) \
    }

static enum outcome read_rule(struct reader *reader, const char *key, json_t *value, void *into);

static enum outcome read_formula(struct reader *reader, const char *key, json_t *value, void *into)
{
    const char *const text = json_string_value(value);

    if (!text)
        return fail_field(reader->why, REJECT, key, "%s is not text", key);
    if (formula_parse(text, into, reader->why) != DONE)
        return fail_field(reader->why, REJECT, key, "%s: %s", key, reader->why->text);
    return DONE;
}

static enum outcome read_zero_den(struct reader *reader, const char *key, json_t *value, void *into)
{
    static const char *const words[] = {
#define X(NAME, name) #name,
        ZERO_DENS(X)
#undef X
    };
    size_t row;

    TRY(read_word(reader, key, value, words, ROWS(words), &row));
    *(enum zero_den *)into = (enum zero_den)row;
    return DONE;
}

static enum outcome read_rounding(struct reader *reader, const char *key, json_t *value, void *into)
{
    static const char *const words[] = {
#define X(NAME, name) #name,
        ROUNDING_STYLES(X)
#undef X
    };
    size_t row;

    TRY(read_word(reader, key, value, words, ROWS(words), &row));
    *(enum rounding_style *)into = (enum rounding_style)row;
    return DONE;
}

static enum outcome read_scope(struct reader *reader, const char *key, json_t *value, void *into)
{
    static const char *const words[] = {
#define X(NAME, name) #name,
        RUBRIC_LEVELS(X)
#undef X
    };
    unsigned scope = 0;
    size_t at, row;
    json_t *level;

    json_array_foreach(value, at, level)
    {
        TRY(read_word(reader, key, level, words, ROWS(words), &row));
        scope |= 1U << (row + RUBRIC_LEVEL_ANY + 1);
    }
    if (!scope)
        return fail_field(reader->why, REJECT, key, "%s is not a list of levels", key);
    *(unsigned *)into = scope;
    return DONE;
}

static const struct field indicator_fields[] = {
    INDICATOR(id, true, read_text),
    INDICATOR(name_vi, true, read_text),
    INDICATOR(name_en, false, read_text),
    INDICATOR(numerator_vi, false, read_text),
    INDICATOR(denominator_vi, false, read_text),
    INDICATOR(why, false, read_text),
    INDICATOR(comment, false, read_text),
    INDICATOR(max, true, read_points),
    INDICATOR(rule, true, read_rule),
    INDICATOR(zero_den, false, read_zero_den),
    INDICATOR(scope, false, read_scope),
    INDICATOR(inherit, false, read_flag),
    INDICATOR(computable, true, read_flag),
    INDICATOR(numerator, false, read_formula),
    INDICATOR(denominator, false, read_formula),
};

static const struct field group_fields[] = {
    {"id",                          true,        read_text,         offsetof(struct rubric_group,                     id)},
    {"name_vi",                             true,                                read_text,                 offsetof(struct rubric_group,                         name_vi)},
    {"name_en",                     false,                                read_text,                                         offsetof(struct rubric_group,                                        name_en)},
    {"max", true,    read_points,offsetof(struct rubric_group,max)},
    {"portal_rate_first",                  false,read_flag,                               offsetof(struct rubric_group,                                                                                              portal_rate_first)},
    {"indicators",       true,            read_nothing,0},
};

static const struct field grade_fields[] = {
    {"name_vi", true, read_text,   offsetof(struct grade, name_vi)},
    {"from",    true, read_points, offsetof(struct grade, from)   },
};

static const struct field band_fields[] = {
    {"from", true,        read_nothing,         0      },
    { "points",  true, read_points, offsetof(struct band, points)},
};

static const struct field rubric_fields[] = {
    {"id",                    true,      read_text,       offsetof(struct rubric,          id)},
    {"name_vi",                       true,                        read_text,             offsetof(struct rubric,            name_vi)},
    {"name_en",               false,                        read_text,                               offsetof(struct rubric,                                name_en)},
    {"comment", false,  read_text,offsetof(struct rubric,comment)},
    {"valid_from",              true,read_day,                     offsetof(struct rubric,                                                                          valid_from)},
    {"rounding",      true,        read_rounding,offsetof(struct rubric,rounding)},
    {"groups",              true,              read_nothing,         0                                     },
    {"grades",                       false,                         read_nothing,                       0                            },
    {"variants",                       false,                         read_nothing,             0},
};

static enum outcome read_bands(struct reader *reader, json_t *list, struct rule *rule)
{
    TRY(read_list(reader, "bands", list, RULE_BANDS));
    for (size_t at = 0; at < json_array_size(list); at++) {
        json_t *const object = json_array_get(list, at);
        struct band *const band = &rule->bands[rule->band_count++];

        TRY(read_object(reader, object, band_fields, ROWS(band_fields), band));
        TRY(read_decimal(reader, "from", json_object_get(object, "from"), 6, &band->from));
    }
    return DONE;
}

/* Every parameter that the kind needs, and no other. */
static enum outcome read_parameters(struct reader *reader, json_t *object, struct rule *rule)
{
    size_t known = 1;

    for (int row = 0; row < RULE_PARAMETER_COUNT; row++) {
        const enum rule_parameter parameter = (enum rule_parameter)row;
        const char *const name = rule_parameter_name(parameter);
        json_t *const value = json_object_get(object, name);

        if (!value && rule_needs(rule->kind, parameter))
            return fail_field(reader->why, REJECT, name, "%s is missing", name);
        if (!value)
            continue;
        if (!rule_needs(rule->kind, parameter))
            return fail_field(reader->why, REJECT, name, "%s is no parameter of it", name);
        known++;
        TRY(read_decimal(reader, name, value, rule_parameter_digits(parameter),
                         &rule->parameters[parameter]));
    }
    if (rule_needs_bands(rule->kind)) {
        known++;
        TRY(read_bands(reader, json_object_get(object, "bands"), rule));
    }
    if (json_object_size(object) != known)
        return fail_field(reader->why, REJECT, "rule", "a parameter of it is unknown");
    return DONE;
}

static enum outcome read_rule(struct reader *reader, const char *key, json_t *value, void *into)
{
    struct rule *const rule = into;
    const char *const kind = json_string_value(json_object_get(value, "kind"));

    if (!kind)
        return fail_field(reader->why, REJECT, key, "rule has no kind");
    if (!rule_by_name(kind, &rule->kind))
        return fail_field(reader->why, REJECT, key, "rule '%.40s' is unknown", kind);
    if (read_parameters(reader, value, rule) != DONE) {
        failure_prefix(reader->why, "rule %s", kind);
        return REJECT;
    }
    return DONE;
}

/* An object of a list, named in the failure by its id or its number. */
static enum outcome read_named(struct reader *reader, const char *what, json_t *list, size_t at,
                               const struct field *fields, size_t count, void *into)
{
    json_t *const object = json_array_get(list, at);
    const char *const id = json_string_value(json_object_get(object, "id"));

    if (read_object(reader, object, fields, count, into) == DONE)
        return DONE;
    if (id)
        failure_prefix(reader->why, "%s %.48s", what, id);
    else
        failure_prefix(reader->why, "%s number %zu", what, at + 1);
    return REJECT;
}

static enum outcome read_group(struct reader *reader, json_t *groups, size_t at,
                               struct rubric *rubric)
{
    json_t *const list = json_object_get(json_array_get(groups, at), "indicators");

    TRY(read_named(reader, "group", groups, at, group_fields, ROWS(group_fields),
                   &rubric->groups[at]));
    if (read_list(reader, "indicators", list, RUBRIC_INDICATORS - rubric->indicator_count) !=
        DONE) {
        failure_prefix(reader->why, "group %s", rubric->groups[at].id);
        return REJECT;
    }
    for (size_t row = 0; row < json_array_size(list); row++) {
        struct indicator *const indicator = &rubric->indicators[rubric->indicator_count];

        TRY(read_named(reader, "indicator", list, row, indicator_fields, ROWS(indicator_fields),
                       indicator));
        indicator->group = at;
        rubric->indicator_count++;
    }
    return DONE;
}

static enum outcome read_groups(struct reader *reader, json_t *list, struct rubric *rubric)
{
    size_t indicators = 0;
    void *taken;

    TRY(read_list(reader, "groups", list, RUBRIC_GROUPS));
    rubric->group_count = json_array_size(list);
    for (size_t at = 0; at < rubric->group_count; at++)
        indicators += json_array_size(json_object_get(json_array_get(list, at), "indicators"));
    TRY(read_take(reader, rubric->group_count, sizeof(struct rubric_group), &taken));
    rubric->groups = taken;
    TRY(read_take(reader, indicators, sizeof(struct indicator), &taken));
    rubric->indicators = taken;
    for (size_t at = 0; at < rubric->group_count; at++)
        TRY(read_group(reader, list, at, rubric));
    return DONE;
}

static enum outcome read_grades(struct reader *reader, json_t *list, struct rubric *rubric)
{
    void *taken;

    if (!list)
        return DONE;
    TRY(read_list(reader, "grades", list, RUBRIC_GRADES));
    rubric->grade_count = json_array_size(list);
    TRY(read_take(reader, rubric->grade_count, sizeof(struct grade), &taken));
    rubric->grades = taken;
    for (size_t at = 0; at < rubric->grade_count; at++)
        TRY(read_named(reader, "grade", list, at, grade_fields, ROWS(grade_fields),
                       &rubric->grades[at]));
    return DONE;
}

enum outcome rubric_from_object(json_t *root, struct arena *arena, struct rubric *rubric,
                                struct failure *why)
{
    struct reader reader = {arena, why};

    memset(rubric, 0, sizeof *rubric);
    TRY(read_object(&reader, root, rubric_fields, ROWS(rubric_fields), rubric));
    TRY(read_groups(&reader, json_object_get(root, "groups"), rubric));
    TRY(read_grades(&reader, json_object_get(root, "grades"), rubric));
    return rubric_check(rubric, why);
}
