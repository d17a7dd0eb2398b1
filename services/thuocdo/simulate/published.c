#include "thuocdo/simulate/published.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "thuocdo/simulate/sheet.h"

static void read_dossiers(struct published rows[AGENCIES])
{
    struct sheet sheet;
    int row = 0;

    sheet_open(&sheet, "binhdinh_2023_appendix1.csv");
    for (; row < AGENCIES && sheet_next(&sheet); row++) {
        struct published *one = &rows[row];

        snprintf(one->agency, sizeof one->agency, "%s", sheet_text(&sheet, "agency_id"));
        snprintf(one->label, sizeof one->label, "%s", sheet_text(&sheet, "label_vi"));
        one->received = sheet_number(&sheet, "received_new");
        one->online = sheet_number(&sheet, "received_online");
        one->carried = sheet_number(&sheet, "carried_in");
        one->closed = sheet_number(&sheet, "resolved_total");
        one->late = sheet_number(&sheet, "resolved_late");
        one->open = sheet_number(&sheet, "in_progress_total");
        one->population_tenths = sheet_tenths(&sheet, "pct_popdb_lookup");
        one->e_result_tenths = sheet_tenths(&sheet, "pct_e_result");
        /* The printed table has nothing overdue at its end; the planned days rely on it. */
        assert(sheet_number(&sheet, "in_progress_overdue") == 0);
        assert(one->received + one->carried == one->closed + one->open);
    }
    assert(row == AGENCIES);
}

static void read_payments(struct published rows[AGENCIES])
{
    struct sheet sheet;

    sheet_open(&sheet, "binhdinh_2023_appendix2.csv");
    for (int row = 0; row < AGENCIES && sheet_next(&sheet); row++) {
        struct published *one = &rows[row];

        assert(strcmp(one->agency, sheet_text(&sheet, "agency_id")) == 0);
        snprintf(one->former, sizeof one->former, "%s", sheet_text(&sheet, "label_vi"));
        one->online_payments = sheet_number(&sheet, "online_tx_count");
        one->online_vnd = sheet_number(&sheet, "online_tx_amount_vnd");
        one->direct_payments = sheet_number(&sheet, "direct_tx_count");
        one->direct_vnd = sheet_number(&sheet, "direct_tx_amount_vnd");
    }
}

static void read_implied(struct published rows[AGENCIES])
{
    struct sheet sheet;

    sheet_open(&sheet, "binhdinh_2023_implied_counts.csv");
    for (int row = 0; row < AGENCIES && sheet_next(&sheet); row++) {
        struct published *one = &rows[row];

        assert(strcmp(one->agency, sheet_text(&sheet, "agency_id")) == 0);
        assert(one->online_payments == sheet_number(&sheet, "c14_online_transactions"));
        one->fee_dossiers = sheet_number(&sheet, "c14_fee_dossiers_witness");
        one->population_base = sheet_number(&sheet, "c15_largest_possible_base_within_col4");
        one->digitised = sheet_number(&sheet, "c16_digitised_witness");
    }
}

void published_read(struct published rows[AGENCIES])
{
    read_dossiers(rows);
    read_payments(rows);
    read_implied(rows);
}

/* Half up, on whole numbers: the way the tables are rounded. */
static int64_t share_tenths(int64_t part, int64_t base)
{
    return (part * 2000 + base) / (2 * base);
}

int64_t published_count(int64_t tenths, int64_t base)
{
    const int64_t near = tenths * base / 1000;

    for (int64_t part = near; part <= near + 1 && part <= base; part++)
        if (base > 0 && share_tenths(part, base) == tenths)
            return part;
    return -1;
}
