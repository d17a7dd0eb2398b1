#include "thuocdo/simulate/procedures.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "thuocdo/simulate/sheet.h"

static const char *const limit_units[] = {"working_day", "day", "hour", "month"};

enum { LIMIT_UNITS = sizeof limit_units / sizeof limit_units[0] };

static struct limit read_limit(const struct sheet *sheet)
{
    int unit = 0;

    while (unit < LIMIT_UNITS && strcmp(limit_units[unit], sheet_text(sheet, "limit_unit")) != 0)
        unit++;
    assert(unit < LIMIT_UNITS);
    return (struct limit){(int)sheet_number(sheet, "limit_n"), (enum limit_unit)unit};
}

static void read_procedure(const struct sheet *sheet, struct procedure *one)
{
    const char *applicants = sheet_text(sheet, "applicants");

    snprintf(one->code, sizeof one->code, "%s", sheet_text(sheet, "code"));
    snprintf(one->field, sizeof one->field, "%s", sheet_text(sheet, "field"));
    snprintf(one->name, sizeof one->name, "%s", sheet_text(sheet, "name_vi"));
    snprintf(one->service_level, sizeof one->service_level, "%s",
             sheet_text(sheet, "service_level"));
    one->agency = (int)sheet_number(sheet, "stt") - 1;
    one->limit = read_limit(sheet);
    one->fee = sheet_number(sheet, "fee") == 1;
    one->result_is_paper = sheet_number(sheet, "result_is_paper") == 1;
    one->for_citizens = strstr(applicants, "citizen") != NULL;
    one->for_enterprises = strstr(applicants, "enterprise") != NULL;
    one->weight = sheet_number(sheet, "weight");
}

void procedures_read(struct catalogue *catalogue)
{
    struct sheet sheet;

    catalogue->count = 0;
    sheet_open(&sheet, "procedures.csv");
    while (sheet_next(&sheet)) {
        assert(catalogue->count < PROCEDURES);
        read_procedure(&sheet, &catalogue->procedures[catalogue->count++]);
    }
}

static bool overnight(struct limit limit)
{
    return limit.n > (limit.unit == LIMIT_HOUR ? 7 : 0);
}

static bool suits(const struct procedure *one, struct wish wish)
{
    return one->agency == wish.agency && one->fee == wish.fee &&
           (!wish.overnight || overnight(one->limit)) &&
           (!wish.online || strcmp(one->service_level, "info") != 0);
}

static int64_t total_weight(const struct catalogue *catalogue, struct wish wish)
{
    int64_t total = 0;

    for (int at = 0; at < catalogue->count; at++)
        if (suits(&catalogue->procedures[at], wish))
            total += catalogue->procedures[at].weight;
    return total;
}

int procedures_draw(const struct catalogue *catalogue, struct wish wish, struct dice *dice)
{
    int64_t left;
    int at = 0;

    if (total_weight(catalogue, wish) == 0)
        wish.fee = !wish.fee;
    left = dice_below(dice, total_weight(catalogue, wish));
    for (;; at++) {
        assert(at < catalogue->count);
        if (!suits(&catalogue->procedures[at], wish))
            continue;
        left -= catalogue->procedures[at].weight;
        if (left < 0)
            return at;
    }
}
