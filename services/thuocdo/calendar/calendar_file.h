/*
 * calendar_file: special days as a file says them, in the columns of the shipped holidays.csv.
 *
 * Pure. Every line is looked at, and everything wrong in it is told by line, column and rule, so
 * that a file is mended in one go.
 */
#pragma once

#include "runtime/arena.h"
#include "runtime/bytes.h"
#include "runtime/day.h"
#include "runtime/outcome.h"

/* X(NAME, wire name, off, Vietnamese label) */
#define SPECIAL_KINDS(X)                                 \
    X(HOLIDAY, "holiday", true, "nghỉ lễ")               \
    X(TET, "tet", true, "nghỉ Tết")                      \
    X(OBSERVED, "observed", true, "nghỉ bù")             \
    X(SWAP_OFF, "swap_off", true, "nghỉ hoán đổi")       \
    X(MAKEUP_WORKING, "makeup_working", false, "làm bù") \
    X(ORDINARY, "ordinary", false, "ngày thường, trái với danh mục") /* As if nobody named it. */

enum special_kind {
#define SPECIAL_KIND_NAME(NAME, name, off, label) SPECIAL_##NAME,
    SPECIAL_KINDS(SPECIAL_KIND_NAME)
#undef SPECIAL_KIND_NAME
        SPECIAL_KIND_COUNT
};

extern const char *const special_kind_names[];

enum { CALENDAR_NAME_LIMIT = 200, CALENDAR_SOURCE_LIMIT = 500 };

/* Texts are pieces of the file or of the arena. */
struct calendar_row {
    size_t line;
    int32_t day;
    enum special_kind kind;
    bool off;
    int32_t paired_day; /* DAY_NONE: none. */
    struct bytes name_vi;
    struct bytes name_en;
    struct bytes source;
    struct bytes confidence;
};

struct calendar_rows {
    struct calendar_row *at; /* Rising by day, each day once. */
    size_t count;
};

/* Told of everything that is wrong; `column` is "" when the whole line is. */
typedef void calendar_refused(void *context, size_t line, const char *column, const char *rule);

/*
 * REJECT when anything is wrong, after `refused` was told; the sentence says how much. The header
 * line must name the columns of holidays.csv in their order.
 */
enum outcome calendar_file_read(struct bytes text, struct arena *arena, calendar_refused *refused,
                                void *context, struct calendar_rows *rows, struct failure *why);
