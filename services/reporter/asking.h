/*
 * asking: one question under way: what was asked, with what, and where the answer goes.
 *
 * Arguments are checked against the table of the ask before its function is called; the functions
 * here only look them up, and stop the process when the name is not in that table.
 */
#pragma once

#include "runtime/arena.h"
#include "runtime/database.h"

enum { ASK_ARGUMENTS = 10 };

enum argument_kind {
    ARGUMENT_TEXT,   /* Not empty. */
    ARGUMENT_DAY,    /* YYYY-MM-DD. */
    ARGUMENT_CHOICE, /* One of `choices`; the first when it is not given. */
};

struct ask_argument {
    const char *name; /* NULL ends the table. */
    enum argument_kind kind;
    bool required;
    const char *choices; /* Words with a blank between them. */
};

struct asking;

struct ask {
    const char *name;
    /* REJECT is answered as a refusal, RETRY as "not yet". */
    enum outcome (*answer)(struct asking *asking, struct failure *why);
    struct ask_argument arguments[ASK_ARGUMENTS];
};

struct asking {
    const struct ask *ask;
    const char *values[ASK_ARGUMENTS]; /* By row of its table; NULL when it was not given. */
    struct database *database;         /* In a transaction that sees one snapshot. */
    struct arena *arena;               /* Until the answer is sent. */
    struct buffer *body;
    bool not_yet; /* The answer is: ask again; `why` says what is missing. */
};

/* The value, NULL when it was not given (a choice always has one). */
const char *asking_text(const struct asking *asking, const char *name);
int32_t asking_day(const struct asking *asking, const char *name);
bool asking_chose(const struct asking *asking, const char *name, const char *word);

/* Copies of what a query gave, with a NUL behind. REJECT when the arena is full. */
enum outcome asking_copy(struct asking *asking, struct bytes text, const char **copy,
                         struct failure *why);

/* `bytes` zeroed bytes of the arena. REJECT when it is full. */
enum outcome asking_take(struct asking *asking, size_t bytes, void **taken, struct failure *why);

void asking_print(struct asking *asking, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
