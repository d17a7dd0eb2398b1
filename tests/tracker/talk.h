/*
 * talk: random facts of every type that a dossier, a feedback, a procedure or a unit has, as intake
 * would log them.
 *
 * Few codes and few clocks, so that things collide: facts of one moment, dues on the day of the
 * end, moments at the borders of a day. Units form a tree whose edges always lead to a unit of a
 * lower number, so that it stays one however units are moved.
 */
#pragma once

#include "proto/fact.h"
#include "runtime/arena.h"
#include "tests/support/chance.h"

enum {
    TALK_UNITS = 20,        /* 0 is the root … */
    TALK_UNKNOWN_UNIT = 19, /* … and this one nobody ever opens. */
    TALK_PROCEDURES = 16,   /* The last one is never published. */
    TALK_UNKNOWN_PROCEDURE = 15,
    TALK_SOURCES = 3,
    TALK_NATIONAL = 2, /* The source that forms do not count. */
    TALK_CODE = 32,
};

/* Who talks, and of which days. */
struct talk {
    struct chance chance;
    int32_t first_day;
    int32_t days;
    int64_t number; /* Of facts so far, for their ids. */
};

struct bytes talk_unit(size_t unit);
struct bytes talk_procedure(size_t procedure);
struct bytes talk_source(size_t source);

/* The number of a code, TALK_UNITS or TALK_PROCEDURES when it is none of ours. */
size_t talk_unit_of(struct bytes code);
size_t talk_procedure_of(struct bytes code);

bool talk_maybe(struct talk *talk, int percent);

/* Any moment of those days; one near to another. */
int64_t talk_moment(struct talk *talk);
int64_t talk_near(struct talk *talk, int64_t time_us);

/* The types of facts that are about a dossier, complaints the last. */
extern const enum fact_type talk_of_dossiers[];
enum { TALK_OF_DOSSIERS = 13 };

/* Any of them: steps are the most frequent, voids rare. */
enum fact_type talk_dossier_type(struct talk *talk);

/*
 * A fact of the type with a new id and whatever it may say, all in the arena but the two texts
 * given. It arrives about when it happens, or later, or before.
 */
struct fact talk_fact(struct talk *talk, enum fact_type type, int64_t time_us, struct bytes source,
                      struct bytes subject, struct arena *arena);

/* The same for a step with that status. */
struct fact talk_step(struct talk *talk, int64_t status, int64_t time_us, struct bytes source,
                      struct bytes subject, struct arena *arena);

/* Something about a unit or a procedure, by any source. */
struct fact talk_reference(struct talk *talk, struct arena *arena);

/* Another fact under the same id. */
struct fact talk_contradiction(struct talk *talk, const struct fact *fact, struct arena *arena);
