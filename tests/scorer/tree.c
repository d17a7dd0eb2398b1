#include "tests/scorer/tree.h"

#include "runtime/day.h"

enum { MOVED = 19539 /* 2023-07-01 */, OPENED = 18262 /* 2020-01-01 */ };

#define ALWAYS(level, parent)                                            \
    {                                                                    \
        INT32_MIN, INT32_MAX, OPENED, true, RUBRIC_LEVEL_##level, parent \
    }

static struct unit_version versions[] = {
    ALWAYS(DEPARTMENT, TREE_P),
    ALWAYS(DEPARTMENT, TREE_P),
    {INT32_MIN, MOVED - 1, OPENED, true,  RUBRIC_LEVEL_COMMUNE,  TREE_D},
    {MOVED,     INT32_MAX, MOVED,  true,  RUBRIC_LEVEL_COMMUNE,  TREE_B},
    {INT32_MIN, MOVED - 1, OPENED, true,  RUBRIC_LEVEL_DISTRICT, TREE_P},
    {MOVED,     INT32_MAX, MOVED,  false, RUBRIC_LEVEL_DISTRICT, TREE_P},
    ALWAYS(PROVINCE, UNIT_NONE),
};

#define CODE(text)                                \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }

static struct unit units[] = {
    {CODE("A"), 0, 1},
    {CODE("B"), 1, 1},
    {CODE("C"), 2, 2},
    {CODE("D"), 4, 2},
    {CODE("P"), 6, 1},
};

const struct units tree = {units, TREE_UNITS, versions};

int32_t tree_month(int year, int month)
{
    return year * 12 + month - 1;
}

int32_t tree_day(int year, int month, int day)
{
    return day_from_date((struct date){year, month, day});
}

struct sums tree_sums(const struct slots *slots, int64_t *memory)
{
    struct sums sums = {slots, tree_month(2023, 1), TREE_MONTHS, TREE_UNITS, memory};

    for (uint32_t unit = 0; unit < TREE_UNITS; unit++)
        sums_open(&sums, unit);
    return sums;
}

void tree_add(struct sums *sums, uint32_t unit, int32_t month, enum formula_channel channel,
              enum measure measure, int64_t n)
{
    sums_add(sums, unit, month, channel, measure, n);
}

void tree_close(struct sums *sums)
{
    for (uint32_t unit = 0; unit < TREE_UNITS; unit++)
        sums_close(sums, unit);
}
