/*
 * published: what the province printed for 2023-01-01..2023-12-25, agency by agency.
 *
 * The counts behind printed percentages are those that the published analysis found possible.
 */
#pragma once

#include <stdint.h>

enum { AGENCIES = 18, AGENCY_TEXT = 96 };

struct published {
    char agency[AGENCY_TEXT];  /* "so_tu_phap" */
    char label[AGENCY_TEXT];   /* As appendix 1 spells it. */
    char former[AGENCY_TEXT];  /* As appendix 2 spells it. */
    int64_t received;          /* Column 4. */
    int64_t online;            /* Column 5. */
    int64_t carried;           /* Column 6. */
    int64_t closed;            /* Column 7. */
    int64_t late;              /* Column 9. */
    int64_t open;              /* Column 10. */
    int64_t fee_dossiers;      /* Below column 14. */
    int64_t digitised;         /* Above column 16. */
    int64_t population_tenths; /* Column 15, 95,3 % as 953. */
    int64_t e_result_tenths;   /* Column 17. */
    int64_t population_base;   /* The largest base that column 15 can have. */
    int64_t online_payments;
    int64_t online_vnd;
    int64_t direct_payments;
    int64_t direct_vnd;
};

/* Fills the rows in the order of the published table. */
void published_read(struct published rows[AGENCIES]);

/* A count whose share of the base prints as that many tenths of a percent; -1 when none does. */
int64_t published_count(int64_t tenths, int64_t base);
