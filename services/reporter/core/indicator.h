/*
 * indicator: the figures that public reports print, as data.
 *
 * One row of indicators/indicators.csv is one indicator: its id, whether it follows from dossiers,
 * from the catalogue, or is reported by hand, and the expression that it comes to. A percentage is
 * two expressions, a / b. Pure; everything an indicator points to lies in the arena.
 */
#pragma once

#include "reporter/core/expression.h"
#include "runtime/arena.h"
#include "runtime/embedded.h"
#include "runtime/outcome.h"

enum indicator_kind {
    INDICATOR_DOSSIERS,  /* E: from what happened to dossiers. */
    INDICATOR_CATALOGUE, /* C: from the catalogue of procedures. */
    INDICATOR_REPORTED,  /* M: from figures that somebody reported. */
};

/* By enum indicator_kind: "E", "C", "M". */
extern const char *const indicator_kind_names[];

struct indicator {
    const char *id;
    enum indicator_kind kind;
    const char *unit_vi; /* What the figure counts: "hồ sơ", "%". */
    int decimals;        /* Of a percentage. */
    bool from_duty;      /* Its period begins with a duty that began later than the period. */
    const char *name_vi;
    const char *name_en;
    const char *formula;       /* As written. */
    const char *note;          /* Empty when there is none. */
    struct expression value;   /* A percentage's numerator. */
    struct expression divisor; /* Empty when it is no percentage. */
};

struct indicators {
    const struct indicator *at;
    size_t count;
};

/* What one comes to. */
struct indicator_value {
    bool has_value;
    number_millionths value;
    int decimals;   /* That are printed even when they are nought. */
    bool has_parts; /* It is a percentage, and both of its parts are known. */
    number_millionths numerator;
    number_millionths denominator;
};

/* REJECT, naming file, line, column and rule, when the text is no list of indicators. */
enum outcome indicators_parse(const char *file, const char *text, size_t size, struct arena *arena,
                              struct indicators *indicators, struct failure *why);

/* The one list that is part of the program. */
extern const struct embedded reporter_indicators[];

enum outcome indicators_shipped(struct arena *arena, struct indicators *indicators,
                                struct failure *why);

/* NULL when there is none of that id. */
const struct indicator *indicator_by_id(const struct indicators *indicators, const char *id,
                                        size_t length);

/* `duty` is the day on which the duty began that some indicators count from; DAY_NONE: none. */
void indicator_evaluate(const struct indicator *indicator, const struct expression_facts *facts,
                        int32_t duty, struct indicator_value *value);
