#include <criterion/criterion.h>

#include "intake/core/admit.h"
#include "tests/support/rows.h"

static struct bytes text(const char *words)
{
    return words ? bytes_of_text(words) : (struct bytes){0};
}

/* H08 and all below it are this source's; H99 has been opened by somebody else. */
static bool somebody_named(void *context, struct bytes code)
{
    (void)context;
    return bytes_equal(code, bytes_of_text("H99"));
}

enum {
    DOSSIERS = 1 << FAMILY_DOSSIERS,
    CATALOGUE = 1 << FAMILY_CATALOGUE,
    ORGANISATION = 1 << FAMILY_ORGANISATION,
    FIGURES = 1 << FAMILY_FIGURES
};

static const struct {
    const char *sentence;
    uint32_t families;
    const char *source;
    enum fact_type type;
    const char *unit;  /* NULL: the fact names none. */
    const char *field; /* At fault; NULL: it is let in. */
} facts[] = {
    {"a receipt at a unit of its own",               DOSSIERS,                "mot-cua",  FACT_RECEIVED,            "H08",    NULL     },
    {"a receipt at a unit below it",                 DOSSIERS,                "mot-cua",  FACT_RECEIVED,            "H08.12", NULL     },
    {"a receipt at a unit that somebody has named",  DOSSIERS,                "mot-cua",  FACT_RECEIVED,            "H99",
     NULL                                                                                                                              },
    {"a receipt at a unit below that one",           DOSSIERS,                "mot-cua",  FACT_RECEIVED,            "H99.1",  "unit"   },
    {"a receipt at a stranger's unit",               DOSSIERS,                "mot-cua",  FACT_RECEIVED,            "H07",    "unit"   },
    {"a unit that is shorter than the prefix",       DOSSIERS,                "mot-cua",  FACT_RECEIVED,            "H0",     "unit"   },
    {"a move to a stranger's unit",                  DOSSIERS,                "mot-cua",  FACT_MOVED,               "H07",    "unit"   },
    {"a correction to a stranger's unit",            DOSSIERS,                "mot-cua",  FACT_CORRECTED,           "H07",    "unit"   },
    {"a snapshot at a stranger's unit",              DOSSIERS,                "mot-cua",  FACT_SNAPSHOT,            "H07",    "unit"   },
    {"a correction that names no unit",              DOSSIERS,                "mot-cua",  FACT_CORRECTED,           NULL,     NULL     },
    {"a step, which names no unit",                  DOSSIERS,                "mot-cua",  FACT_STATUS,              NULL,     NULL     },
    {"a fact of another source",                     DOSSIERS,                "bo-nganh", FACT_STATUS,              NULL,     "source" },
    {"a fact of a longer source",                    DOSSIERS,                "mot-cua2", FACT_STATUS,              NULL,     "source" },
    {"a step, without the right to send any",        CATALOGUE,               "mot-cua",  FACT_STATUS,              NULL,     "type"   },
    {"a procedure, with the right",                  CATALOGUE,               "mot-cua",  FACT_PROCEDURE_PUBLISHED, NULL,     NULL     },
    {"a procedure, without it",                      DOSSIERS,                "mot-cua",  FACT_PROCEDURE_WITHDRAWN, NULL,     "type"   },
    {"a unit, with the right",                       ORGANISATION,            "mot-cua",  FACT_UNIT_OPENED,         NULL,     NULL     },
    {"a unit, without it",                           DOSSIERS | CATALOGUE,    "mot-cua",  FACT_UNIT_HOURS,          NULL,     "type"   },
    {"a feedback on a unit of its own",              DOSSIERS,                "mot-cua",  FACT_FEEDBACK_RECEIVED,   "H08",    NULL     },
    {"a feedback on a unit that somebody has named", DOSSIERS,                "mot-cua",  FACT_FEEDBACK_RECEIVED,
     "H99",                                                                                                                   NULL     },
    {"a feedback on a stranger's unit",              DOSSIERS,                "mot-cua",  FACT_FEEDBACK_RECEIVED,   "H07",    "unit"   },
    {"a feedback, without the right",                FIGURES,                 "mot-cua",  FACT_FEEDBACK_RECEIVED,   "H08",    "type"   },
    {"a step of a feedback, which names no unit",    DOSSIERS,                "mot-cua",  FACT_FEEDBACK_STEP,       NULL,
     NULL                                                                                                                              },
    {"a complaint, which intake makes",              DOSSIERS | FIGURES,      "mot-cua",  FACT_COMPLAINED,          NULL,
     "type"                                                                                                                            },
    {"a vote",                                       DOSSIERS,                "mot-cua",  FACT_RATED,               NULL,     NULL     },
    {"a figure of a unit of its own",                FIGURES,                 "mot-cua",  FACT_FIGURE_REPORTED,     "H08.12", NULL     },
    {"a figure of a unit that somebody has named",   FIGURES,                 "mot-cua",  FACT_FIGURE_REPORTED,     "H99",
     NULL                                                                                                                              },
    {"a figure of a stranger's unit",                FIGURES,                 "mot-cua",  FACT_FIGURE_REPORTED,     "H07",    "subject"},
    {"a figure, without the right",                  DOSSIERS | ORGANISATION, "mot-cua",  FACT_FIGURE_REPORTED,     "H08",
     "type"                                                                                                                            },
    {"a target of a unit of its own",                FIGURES,                 "mot-cua",  FACT_TARGET_SET,          "H08",    NULL     },
    {"a target of a stranger's unit",                FIGURES,                 "mot-cua",  FACT_TARGET_SET,          "H07",    "subject"},
    {"a target, without the right",                  DOSSIERS,                "mot-cua",  FACT_TARGET_SET,          "H08",    "type"   },
    {"nothing at all, without any right",            0,                       "mot-cua",  FACT_RECEIVED,            "H08",    "type"   },
};

static void name_unit(enum fact_type type, union fact_data *data, struct bytes unit)
{
    *data = (union fact_data){0};
    if (type == FACT_RECEIVED)
        data->received.unit = unit;
    else if (type == FACT_MOVED)
        data->moved.unit = unit;
    else if (type == FACT_CORRECTED)
        data->corrected.unit = unit;
    else if (type == FACT_SNAPSHOT)
        data->snapshot.unit = unit;
    else if (type == FACT_FEEDBACK_RECEIVED)
        data->feedback.unit = unit;
}

ROWS(admit, lets_in_what_a_source_may_say, sizeof facts / sizeof facts[0])
{
    const char *sentence = facts[*row].sentence, *field = facts[*row].field;
    const struct source_rights rights = {
        .source = text("mot-cua"),
        .families = facts[*row].families,
        .prefixes = {text("H08"), text("H08.77")},
        .prefix_count = 2,
    };
    const struct fact fact = {.type = (int32_t)facts[*row].type,
                              .source = text(facts[*row].source),
                              .subject = text(facts[*row].unit)};
    struct failure why = {0};
    union fact_data data;
    enum outcome outcome;

    name_unit(facts[*row].type, &data, text(facts[*row].unit));
    outcome = admit(&rights, &fact, &data, somebody_named, NULL, &why);
    cr_expect_eq(outcome, field ? REJECT : DONE, "%s", sentence);
    cr_expect_str_eq(why.field, field ? field : "", "%s", sentence);
}

Test(admit, without_prefixes_takes_known_units_only)
{
    const struct source_rights rights = {.source = text("mot-cua"), .families = DOSSIERS};

    cr_expect_not(admit_under_prefix(&rights, text("H08")));
    cr_expect_not(admit_under_prefix(&rights, text("")));
}

Test(admit, knows_families_by_name)
{
    cr_expect_eq(admit_family("dossiers", 8), FAMILY_DOSSIERS);
    cr_expect_eq(admit_family("catalogue", 9), FAMILY_CATALOGUE);
    cr_expect_eq(admit_family("organisation", 12), FAMILY_ORGANISATION);
    cr_expect_eq(admit_family("figures", 7), FAMILY_FIGURES);
    cr_expect_eq(admit_family("dossier", 7), -1);
    cr_expect_eq(admit_family("", 0), -1);
}
