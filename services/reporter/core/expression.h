/*
 * expression: what an indicator comes to, as a file may write it.
 *
 * An expression is items joined by + and -:
 *
 *   received[F,U|online]       a sum of measures, as in proto/formula.h
 *   distinct(received[F,U])    the procedures for which the flow of the period is more than nothing
 *   procedures(U|full,fee)     the procedures with these properties that are in force on a day
 *   procedures[F,U|new]        what was announced of procedures in the period
 *   decisions[F,U]             the decisions that announced something in it
 *   reported(plan_tasks)       a figure that somebody reported for exactly this period
 *
 * Pure. An item may have no value (nobody has stated or reported it); then the whole has none.
 */
#pragma once

#include "proto/formula.h"
#include "reporter/core/catalogue_counts.h"
#include "reporter/core/number.h"

enum { EXPRESSION_ITEMS = 6, EXPRESSION_NAME = 64, FLOW_CHANNELS = 4 };

/* The measures by which procedures can be told apart. X(NAME, name) as in proto/measure.h */
#define FLOW_MEASURES(X)                          \
    X(RECEIVED, received)                         \
    X(RETURNED_COUNTER, returned_counter)         \
    X(RETURNED_ONLINE, returned_online)           \
    X(RETURNED_POST, returned_post)               \
    X(RECEIVED_FULL_ONLINE, received_full_online) \
    X(RECEIVED_PART_ONLINE, received_part_online)

enum flow_measure {
#define X(NAME, name) FLOW_##NAME,
    FLOW_MEASURES(X)
#undef X
        FLOW_MEASURE_COUNT
};

enum item_kind { ITEM_SUM, ITEM_DISTINCT, ITEM_PROCEDURES, ITEM_DECISIONS, ITEM_REPORTED };

struct expression_item {
    enum item_kind kind;
    int sign;               /* 1 or -1. */
    struct formula formula; /* Of a sum, and within distinct. */
    enum formula_when when; /* Of procedures. */
    uint32_t words;         /* Of procedures: enum catalogue_word. */
    char figure[EXPRESSION_NAME];
};

struct expression {
    size_t count; /* 0 for "no expression". */
    struct expression_item items[EXPRESSION_ITEMS];
};

/* The flows of the period of one procedure. */
struct procedure_flow {
    int64_t at[FLOW_CHANNELS][FLOW_MEASURE_COUNT]; /* Channel 0 is all of them together. */
};

struct reported_figure {
    const char *indicator;
    bool answered;
    number_millionths value;
};

/* Where the values come from. */
struct expression_facts {
    int32_t from;
    int32_t to;
    /* S(measure, day) of what is counted. */
    int64_t (*sum)(void *context, enum measure measure, enum formula_channel channel, int32_t day);
    void *context;
    const struct procedure_flow *flows; /* Of procedures that somebody has published. */
    size_t flow_count;
    struct catalogue_changes changes;
    const struct reported_figure *figures;
    size_t figure_count;
};

/* REJECT, naming the place and the rule, when the text is no expression. */
enum outcome expression_parse(const char *text, struct expression *expression, struct failure *why);

/* Whether it has an item of the kind. */
bool expression_has(const struct expression *expression, enum item_kind kind);

/* False when an item has no value. */
bool expression_value(const struct expression *expression, const struct expression_facts *facts,
                      number_millionths *value);
