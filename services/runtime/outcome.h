/*
 * outcome: what became of an attempt, and why.
 *
 * An outcome says what to do next; the sentence in struct failure says why. Whoever runs the
 * loop acts on it; everyone else passes it on with TRY.
 */
#pragma once

#include <stddef.h>

enum outcome {
    DONE,   /* It worked. */
    REJECT, /* This item is wrong and always will be: set it aside, go on. */
    RETRY,  /* The world is not ready: wait, then start again. */
    FATAL,  /* We are wrong: stop, and let the supervisor start us afresh. */
};

enum { FAILURE_TEXT = 512, FAILURE_FIELD = 64 };

struct failure {
    char text[FAILURE_TEXT];   /* One line, lower case, no full stop, subject first. */
    char field[FAILURE_FIELD]; /* The field at fault, "" when the failure is not about one. */
    const char *file;
    int line;
};

/*
 * Records the sentence and hands the outcome back. Text that does not fit is cut; control
 * characters become spaces and bytes that are not UTF-8 become '?', so the sentence may travel in a
 * message.
 */
enum outcome failure_set(struct failure *why, const char *file, int line, enum outcome outcome,
                         const char *format, ...) __attribute__((format(printf, 5, 6)));

/* As failure_set, naming the field at fault as well. */
enum outcome failure_set_field(struct failure *why, const char *file, int line,
                               enum outcome outcome, const char *field, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Puts "prefix: " before the sentence already there, so that it names the item at fault. */
void failure_prefix(struct failure *why, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

const char *outcome_name(enum outcome outcome);

#define fail(why, outcome, ...) failure_set((why), __FILE__, __LINE__, (outcome), __VA_ARGS__)
#define fail_field(why, outcome, field, ...) \
    failure_set_field((why), __FILE__, __LINE__, (outcome), (field), __VA_ARGS__)

#define TRY(call)                                \
    do {                                         \
        const enum outcome try_outcome = (call); \
        if (try_outcome != DONE)                 \
            return try_outcome;                  \
    } while (0)
