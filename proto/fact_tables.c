#include "proto/fact.h"

const char *const channel_names[] = {"", "direct", "online", "post", NULL};
const char *const applicant_names[] = {"", "citizen", "enterprise", "agency", "other", NULL};
const char *const unit_level_names[] = {"",         "ministry", "province", "department",
                                        "district", "commune",  "branch",   NULL};
const char *const fact_family_names[] = {"dossiers", "catalogue", "organisation", "figures", NULL};

static const char *const channel_out_names[] = {"", "counter", "online", "post", NULL};
static const char *const via_names[] = {"", "national", "local", NULL};
static const char *const reuse_names[] = {"", "no", "reused", "replaced", NULL};
static const char *const payment_names[] = {"", "portal", "gateway", "bank", "cash", NULL};
static const char *const fee_names[] = {"", "fee", "charge", "tax", "other", NULL};
const char *const service_level_names[] = {"", "full", "part", "info", NULL};
const char *const interlink_names[] = {"", "none", "same_level", "cross_level", NULL};
const char *const limit_unit_names[] = {"", "working_day", "day", "hour", "month", NULL};
const char *const change_names[] = {"", "new", "amended", "replaced", NULL};
const char *const process_names[] = {"", "none", "approved", "electronic", NULL};
static const char *const template_names[] = {"", "result_ready", "apology", "other", NULL};
static const char *const medium_names[] = {"", "sms", "email", "app", "phone", "other", NULL};
const char *const feedback_about_names[] = {"", "procedure", "staff", NULL};
const char *const feedback_via_names[] = {"",     "portal",    "letter", "hotline",
                                          "desk", "forwarded", NULL};
const char *const feedback_step_names[] = {
    "",         "forwarded", "refused", "supplement_requested", "supplemented",
    "answered", "published", NULL};
const char *const feedback_verdict_names[] = {"", "satisfied", "unsatisfied", "none", NULL};
#define TYPE_NAME(NAME, name, rank, family, table) name,
const char *const fact_type_names[] = {"", FACT_TYPES(TYPE_NAME) NULL};
#undef TYPE_NAME

/* Rows: key, name, kind, required, place in the struct, limit, names, record, meaning. */
#define AT(member) offsetof(struct RECORD, member)
#define SCHEMA(NAME, text, sentence)                                                            \
    static const struct schema NAME##_schema = {text, NAME##_fields,                            \
                                                sizeof NAME##_fields / sizeof NAME##_fields[0], \
                                                sizeof(struct RECORD), sentence}

#define RECORD received_data
static const struct field received_fields[] = {
    {1, "procedure",     FIELD_TEXT,    true,  AT(procedure),     CODE_LIMIT, NULL,            NULL,
     "Code of the procedure."                                                                                           },
    {2, "unit",          FIELD_TEXT,    true,  AT(unit),          CODE_LIMIT, NULL,            NULL,
     "Code of the unit at whose desk it came in."                                                                       },
    {3, "channel",       FIELD_CHOICE,  true,  AT(channel),       0,          channel_names,   NULL, "How it came in."  },
    {4, "due",           FIELD_DUE,     false, AT(due),           0,          NULL,            NULL, "The promised day."},
    {5, "applicant",     FIELD_CHOICE,  false, AT(applicant),     0,          applicant_names, NULL, "Who asks."        },
    {6, "submitted_at",  FIELD_INSTANT, false, AT(submitted_us),  0,          NULL,            NULL,
     "When the applicant sent it."                                                                                      },
    {7, "submitted_via", FIELD_CHOICE,  false, AT(submitted_via), 0,          via_names,       NULL,
     "On which portal."                                                                                                 },
};
SCHEMA(received, "received", "Accepted at the desk: the clock starts.");
#undef RECORD

#define RECORD status_data
static const struct field status_fields[] = {
    {1, "status",      FIELD_INTEGER, true,  AT(status),      10,       NULL,              NULL,
     "1 registered, 2 received, 3 refused, 4 processing, 5 supplement requested, 6 payment "
     "requested, 7 withdrawn, 8 stopped, 9 finished, 10 handed over."},
    {2, "due",         FIELD_DUE,     false, AT(due),         0,        NULL,              NULL,
     "The promised day, where the step states one."                  },
    {3, "channel_out", FIELD_CHOICE,  false, AT(channel_out), 0,        channel_out_names, NULL,
     "With 10: how the result was handed over."                      },
    {4, "on_spot",     FIELD_BOOL,    false, AT(on_spot),     0,        NULL,              NULL,
     "With 10: handed over while the applicant waited."              },
    {5, "officer_ref", FIELD_TEXT,    false, AT(officer_ref), ID_LIMIT, NULL,              NULL,
     "A keyed hash that stands for the officer."                     },
};
SCHEMA(status, "status", "A processing step.");
#undef RECORD

#define RECORD extended_data
static const struct field extended_fields[] = {
    {1, "due",    FIELD_DUE,    true,  AT(due),    0, NULL, NULL, "The new promised day."},
    {2, "reason", FIELD_STATED, false, AT(reason), 0, NULL, NULL,
     "Why; only that it was given is kept."                                              },
};
SCHEMA(extended, "extended", "The promised day was put off.");
#undef RECORD

#define RECORD papers_data
static const struct field papers_fields[] = {
    {1, "digitised",        FIELD_BOOL,   false, AT(digitised),        0, NULL,        NULL,
     "A paper of the dossier was digitised."                       },
    {2, "reused",           FIELD_CHOICE, false, AT(reused),           0, reuse_names, NULL,
     "Digitised data was used again or replaced a paper."          },
    {3, "e_result",         FIELD_BOOL,   false, AT(e_result),         0, NULL,        NULL,
     "The result was issued electronically."                       },
    {4, "from_store",       FIELD_BOOL,   false, AT(from_store),       0, NULL,        NULL,
     "A paper came from the personal store of the national portal."},
    {5, "population_db",    FIELD_BOOL,   false, AT(population_db),    0, NULL,        NULL,
     "The national population database was consulted."             },
    {6, "account_verified", FIELD_BOOL,   false, AT(account_verified), 0, NULL,        NULL,
     "The applicant's account was verified with VNeID."            },
    {7, "result_is_input",  FIELD_BOOL,   false, AT(result_is_input),  0, NULL,        NULL,
     "The result file is the same as an input file."               },
};
SCHEMA(papers, "papers", "What is true of its papers; only the keys present are stated.");
#undef RECORD

#define RECORD fee_data
static const struct field fee_fields[] = {
    {1, "amount", FIELD_INTEGER, true, AT(amount_vnd), 0, NULL,      NULL, "VND owed; 0 says exempt."},
    {2, "kind",   FIELD_CHOICE,  true, AT(kind),       0, fee_names, NULL, "What is owed."           },
};
SCHEMA(fee, "fee", "An amount is owed.");
#undef RECORD

#define RECORD paid_data
static const struct field paid_fields[] = {
    {1, "amount",  FIELD_INTEGER, true, AT(amount_vnd), 0, NULL,          NULL, "VND paid."},
    {2, "channel", FIELD_CHOICE,  true, AT(channel),    0, payment_names, NULL,
     "Portal and gateway are online."                                                      },
};
SCHEMA(paid, "paid", "A payment succeeded.");
#undef RECORD

#define RECORD moved_data
static const struct field moved_fields[] = {
    {1, "unit", FIELD_TEXT, true, AT(unit), CODE_LIMIT, NULL, NULL,
     "Code of the unit that took it over."},
};
SCHEMA(moved, "moved", "Another unit took it over.");
#undef RECORD

#define RECORD corrected_data
static const struct field corrected_fields[] = {
    {1, "procedure",   FIELD_TEXT,    false, AT(procedure),   CODE_LIMIT, NULL,            NULL,
     "The right procedure."                                                                                          },
    {2, "unit",        FIELD_TEXT,    false, AT(unit),        CODE_LIMIT, NULL,            NULL, "The right unit."   },
    {3, "channel",     FIELD_CHOICE,  false, AT(channel),     0,          channel_names,   NULL, "The right channel."},
    {4, "received_at", FIELD_INSTANT, false, AT(received_us), 0,          NULL,            NULL,
     "The right moment of receipt."                                                                                  },
    {5, "due",         FIELD_DUE,     false, AT(due),         0,          NULL,            NULL,
     "The right promised day; voids every earlier statement."                                                        },
    {6, "applicant",   FIELD_CHOICE,  false, AT(applicant),   0,          applicant_names, NULL,
     "The right kind of applicant."                                                                                  },
};
SCHEMA(corrected, "corrected", "An earlier statement was wrong.");
#undef RECORD

#define RECORD supplement
static const struct field supplement_fields[] = {
    {1, "requested_at", FIELD_INSTANT, true,  AT(requested_us), 0, NULL, NULL,
     "When the supplement was asked for."                                                     },
    {2, "returned_at",  FIELD_INSTANT, false, AT(returned_us),  0, NULL, NULL, "When it came."},
};
SCHEMA(supplement, "supplement", "One supplement round.");
#undef RECORD

#define RECORD snapshot_data
static const struct field snapshot_fields[] = {
    {1,  "procedure",        FIELD_TEXT,    false, AT(procedure),        CODE_LIMIT,        NULL,              NULL,
     "Code of the procedure."                                                                                                                    },
    {2,  "unit",             FIELD_TEXT,    false, AT(unit),             CODE_LIMIT,        NULL,              NULL,        "Code of the unit."  },
    {3,  "channel",          FIELD_CHOICE,  false, AT(channel),          0,                 channel_names,     NULL,        "How it came in."    },
    {4,  "status",           FIELD_INTEGER, false, AT(status),           10,                NULL,              NULL,        "Present status."    },
    {5,  "received_at",      FIELD_INSTANT, false, AT(received_us),      0,                 NULL,              NULL,        "Moment of receipt." },
    {6,  "due",              FIELD_DUE,     false, AT(due),              0,                 NULL,              NULL,
     "The promised day; a statement made at the snapshot's time."                                                                                },
    {7,  "finished_at",      FIELD_INSTANT, false, AT(finished_us),      0,                 NULL,              NULL,
     "Processing finished."                                                                                                                      },
    {8,  "returned_at",      FIELD_INSTANT, false, AT(returned_us),      0,                 NULL,              NULL,        "Result handed over."},
    {9,  "channel_out",      FIELD_CHOICE,  false, AT(channel_out),      0,                 channel_out_names, NULL,
     "How the result was handed over."                                                                                                           },
    {10, "refused_at",       FIELD_INSTANT, false, AT(refused_us),       0,                 NULL,              NULL,
     "Refused at reception."                                                                                                                     },
    {11, "submitted_at",     FIELD_INSTANT, false, AT(submitted_us),     0,                 NULL,              NULL,
     "When the applicant sent it."                                                                                                               },
    {12, "submitted_via",    FIELD_CHOICE,  false, AT(submitted_via),    0,                 via_names,         NULL,
     "On which portal."                                                                                                                          },
    {13, "applicant",        FIELD_CHOICE,  false, AT(applicant),        0,                 applicant_names,   NULL,        "Who asks."          },
    {14, "digitised",        FIELD_BOOL,    false, AT(digitised),        0,                 NULL,              NULL,
     "A paper of the dossier was digitised."                                                                                                     },
    {15, "reused",           FIELD_CHOICE,  false, AT(reused),           0,                 reuse_names,       NULL,
     "Digitised data was used again or replaced a paper."                                                                                        },
    {16, "e_result",         FIELD_BOOL,    false, AT(e_result),         0,                 NULL,              NULL,
     "The result was issued electronically."                                                                                                     },
    {17, "from_store",       FIELD_BOOL,    false, AT(from_store),       0,                 NULL,              NULL,
     "A paper came from the personal store of the national portal."                                                                              },
    {18, "population_db",    FIELD_BOOL,    false, AT(population_db),    0,                 NULL,              NULL,
     "The national population database was consulted."                                                                                           },
    {19, "account_verified", FIELD_BOOL,    false, AT(account_verified), 0,                 NULL,              NULL,
     "The applicant's account was verified with VNeID."                                                                                          },
    {20, "paid_online",      FIELD_BOOL,    false, AT(paid_online),      0,                 NULL,              NULL,
     "A payment was made on the portal or a gateway."                                                                                            },
    {21, "fees",             FIELD_RECORDS, false, AT(fees),             FACT_FEES_LIMIT,   NULL,              &fee_schema,
     "What is owed."                                                                                                                             },
    {22, "supplements",      FIELD_RECORDS, false, AT(supplements),      FACT_ROUNDS_LIMIT, NULL,
     &supplement_schema,                                                                                                    "Supplement rounds." },
    {23, "result_is_input",  FIELD_BOOL,    false, AT(result_is_input),  0,                 NULL,              NULL,
     "The result file is the same as an input file."                                                                                             },
};
SCHEMA(snapshot, "snapshot", "The source's whole present record of a dossier.");
#undef RECORD

#define RECORD limit_data
static const struct field limit_fields[] = {
    {1, "n",    FIELD_INTEGER, true, AT(n),    100000, NULL,             NULL, "How many."},
    {2, "unit", FIELD_CHOICE,  true, AT(unit), 0,      limit_unit_names, NULL, "Of what." },
};
SCHEMA(limit, "limit", "A lawful time.");
#undef RECORD

#define RECORD procedure_data
static const struct field procedure_fields[] = {
    {1,  "name_vi",              FIELD_TEXT,    true,  AT(name_vi),              NAME_LIMIT, NULL,                NULL,          "Name."                  },
    {2,  "field",                FIELD_TEXT,    true,  AT(field),                NAME_LIMIT, NULL,                NULL,
     "Field (lĩnh vực); its label is its code."                                                                                                        },
    {3,  "service_level",        FIELD_CHOICE,  true,  AT(service_level),        0,          service_level_names, NULL,
     "Level of the online service."                                                                                                                       },
    {4,  "limit",                FIELD_RECORD,  true,  AT(limit),                0,          NULL,                &limit_schema,
     "Lawful time to handle a dossier."                                                                                                                   },
    {5,  "fee",                  FIELD_BOOL,    true,  AT(fee),                  0,          NULL,                NULL,          "A fee is due."          },
    {6,  "online_payment",       FIELD_BOOL,    false, AT(online_payment),       0,          NULL,                NULL,
     "It can be paid online."                                                                                                                             },
    {7,  "result_is_paper",      FIELD_BOOL,    false, AT(result_is_paper),      0,          NULL,                NULL,
     "The result is a paper."                                                                                                                             },
    {8,  "applicants",           FIELD_CHOICES, false, AT(applicants),           0,          applicant_names,     NULL,
     "Who may ask."                                                                                                                                       },
    {9,  "levels",               FIELD_CHOICES, false, AT(levels),               0,          unit_level_names,    NULL,
     "At which levels it is handled."                                                                                                                     },
    {10, "one_stop",             FIELD_BOOL,    false, AT(one_stop),             0,          NULL,                NULL,
     "Handled at the one-stop office."                                                                                                                    },
    {11, "interlink",            FIELD_CHOICE,  false, AT(interlink),            0,          interlink_names,     NULL,
     "Inter-linked with other units."                                                                                                                     },
    {12, "change",               FIELD_CHOICE,  false, AT(change),               0,          change_names,        NULL,
     "What this publication changes."                                                                                                                     },
    {13, "decision_no",          FIELD_TEXT,    false, AT(decision_no),          CODE_LIMIT, NULL,                NULL,
     "Number of the publishing decision."                                                                                                                 },
    {14, "decision_date",        FIELD_DUE,     false, AT(decision_date),        0,          NULL,                NULL,
     "Date of the publishing decision."                                                                                                                   },
    {15, "effective_date",       FIELD_DUE,     false, AT(effective_date),       0,          NULL,                NULL,
     "Day from which the law behind it is in force."                                                                                                      },
    {16, "published_at",         FIELD_DUE,     false, AT(published_at),         0,          NULL,                NULL,
     "When it was made public."                                                                                                                           },
    {17, "location_independent", FIELD_BOOL,    false, AT(location_independent), 0,          NULL,                NULL,
     "Received regardless of boundary."                                                                                                                   },
    {18, "on_portal",            FIELD_BOOL,    false, AT(on_portal),            0,          NULL,                NULL,
     "Offered on the national portal."                                                                                                                    },
    {19, "bcci",                 FIELD_BOOL,    false, AT(bcci),                 0,          NULL,                NULL,          "Offered by public post."},
    {20, "eligible_full_online", FIELD_BOOL,    false, AT(eligible_full_online), 0,          NULL,                NULL,
     "Could be offered fully online."                                                                                                                     },
    {21, "internal_process",     FIELD_CHOICE,  false, AT(internal_process),     0,          process_names,       NULL,
     "Internal process."                                                                                                                                  },
};
SCHEMA(procedure, "procedure", "A procedure as published, valid from the local day of its time.");
#undef RECORD

#define RECORD unit_data
static const struct field unit_fields[] = {
    {1, "name_vi", FIELD_TEXT,   true,  AT(name_vi), NAME_LIMIT, NULL,             NULL, "Name."             },
    {2, "parent",  FIELD_TEXT,   false, AT(parent),  CODE_LIMIT, NULL,             NULL,
     "Code of the unit above it; none for a root."                                                           },
    {3, "level",   FIELD_CHOICE, true,  AT(level),   0,          unit_level_names, NULL, "Level in the tree."},
};
SCHEMA(unit, "unit",
       "A unit exists from the local day of its time; again with another parent: it moved.");
#undef RECORD

#define RECORD renamed_data
static const struct field renamed_fields[] = {
    {1, "name_vi", FIELD_TEXT, true, AT(name_vi), NAME_LIMIT, NULL, NULL, "The new name."},
};
SCHEMA(renamed, "renamed", "A unit has another name.");
#undef RECORD

#define RECORD successor
static const struct field successor_fields[] = {
    {1, "unit",  FIELD_TEXT,    true,  AT(unit),  CODE_LIMIT, NULL, NULL, "Code of a unit that goes on."},
    {2, "share", FIELD_INTEGER, false, AT(share), 100,        NULL, NULL, "Its share in percent."       },
};
SCHEMA(successor, "successor", "A unit that goes on for another.");
#undef RECORD

#define RECORD succeeded_data
static const struct field succeeded_fields[] = {
    {1, "successors", FIELD_RECORDS, true, AT(successors), FACT_FEES_LIMIT, NULL, &successor_schema,
     "The units that go on."},
};
SCHEMA(succeeded, "succeeded", "Other units go on for this one.");
#undef RECORD

#define RECORD hours_data
static const struct field hours_fields[] = {
    {1, "mon", FIELD_SPANS, false, AT(day[0]), 0, NULL, NULL, "Working intervals of Monday."   },
    {2, "tue", FIELD_SPANS, false, AT(day[1]), 0, NULL, NULL, "Working intervals of Tuesday."  },
    {3, "wed", FIELD_SPANS, false, AT(day[2]), 0, NULL, NULL, "Working intervals of Wednesday."},
    {4, "thu", FIELD_SPANS, false, AT(day[3]), 0, NULL, NULL, "Working intervals of Thursday." },
    {5, "fri", FIELD_SPANS, false, AT(day[4]), 0, NULL, NULL, "Working intervals of Friday."   },
    {6, "sat", FIELD_SPANS, false, AT(day[5]), 0, NULL, NULL, "Working intervals of Saturday." },
    {7, "sun", FIELD_SPANS, false, AT(day[6]), 0, NULL, NULL, "Working intervals of Sunday."   },
};
SCHEMA(hours, "hours",
       "Working hours of a unit and those below it; a weekday that is missing has no work.");
#undef RECORD

#define RECORD voided_data
static const struct field voided_fields[] = {
    {1, "reason", FIELD_STATED, true, AT(reason), 0, NULL, NULL,
     "Why; only that it was given is kept."},
};
SCHEMA(voided, "voided", "It should never have been counted: final.");
#undef RECORD

#define RECORD rated_data
static const struct field rated_fields[] = {
    {1, "level", FIELD_INTEGER, true, AT(level), 5, NULL, NULL,
     "1 is worst, 5 is best; satisfied is 4 or 5."},
};
SCHEMA(rated, "rated", "The applicant's vote; the last one counts.");
#undef RECORD

#define RECORD notified_data
static const struct field notified_fields[] = {
    {1, "template", FIELD_CHOICE, true, AT(template), 0, template_names, NULL,
     "What the message says."                                                                    },
    {2, "medium",   FIELD_CHOICE, true, AT(medium),   0, medium_names,   NULL, "How it was sent."},
};
SCHEMA(notified, "notified", "A message was sent to the applicant.");
#undef RECORD

#define RECORD complained_data
static const struct field complained_fields[] = {
    {1, "feedback", FIELD_TEXT, true, AT(feedback), CODE_LIMIT, NULL, NULL,
     "Number of the feedback that names the dossier."},
};
SCHEMA(complained, "complained", "A feedback names every dossier with this code.");
#undef RECORD

#define RECORD feedback_data
static const struct field feedback_received_fields[] = {
    {1, "unit",    FIELD_TEXT,   true,  AT(unit),    CODE_LIMIT, NULL,                 NULL,
     "Code of the unit that has to answer."                                                                     },
    {2, "about",   FIELD_CHOICE, true,  AT(about),   0,          feedback_about_names, NULL, "What it is about."},
    {3, "via",     FIELD_CHOICE, false, AT(via),     0,          feedback_via_names,   NULL, "How it came in."  },
    {4, "dossier", FIELD_TEXT,   false, AT(dossier), CODE_LIMIT, NULL,                 NULL,
     "Code of the dossier it names."                                                                            },
};
SCHEMA(feedback_received, "feedback_received", "A feedback (phản ánh, kiến nghị) came in.");
#undef RECORD

#define RECORD feedback_step_data
static const struct field feedback_step_fields[] = {
    {1, "step", FIELD_CHOICE, true, AT(step), 0, feedback_step_names, NULL, "What was done."},
};
SCHEMA(feedback_step, "feedback_step", "Something was done with a feedback.");
#undef RECORD

#define RECORD feedback_closed_data
static const struct field feedback_closed_fields[] = {
    {1, "verdict", FIELD_CHOICE, true, AT(verdict), 0, feedback_verdict_names, NULL,
     "What its sender thinks of the answer; none: no word."},
};
SCHEMA(feedback_closed, "feedback_closed", "A feedback is closed.");
#undef RECORD

#define RECORD figure_data
static const struct field figure_fields[] = {
    {1, "form",      FIELD_TEXT,    true,  AT(form),      CODE_LIMIT,   NULL, NULL,
     "Code of the form, or of the rubric for official scores."                                                },
    {2, "indicator", FIELD_TEXT,    true,  AT(indicator), CODE_LIMIT,   NULL, NULL,
     "Code of the indicator."                                                                                 },
    {3, "from",      FIELD_DATE,    true,  AT(from_day),  0,            NULL, NULL, "First day of the period."},
    {4, "to",        FIELD_DATE,    true,  AT(to_day),    0,            NULL, NULL, "Last day of the period." },
    {5, "value",     FIELD_DECIMAL, false, AT(value),     0,            NULL, NULL,
     "The figure; missing says: not answered."                                                                },
    {6, "author",    FIELD_TEXT,    false, AT(author),    AUTHOR_LIMIT, NULL, NULL, "A staff reference."      },
    {7, "note",      FIELD_TEXT,    false, AT(note),      NAME_LIMIT,   NULL, NULL, "A note on the figure."   },
    {8, "evidence",  FIELD_TEXT,    false, AT(evidence),  NAME_LIMIT,   NULL, NULL,
     "Where it can be looked up."                                                                             },
};
SCHEMA(figure, "figure", "A figure that a unit reports by hand; the last by time counts.");
#undef RECORD

#define RECORD target_data
static const struct field target_fields[] = {
    {1, "indicator", FIELD_TEXT,    true, AT(indicator), CODE_LIMIT, NULL, NULL,
     "Code of the indicator."                                                                              },
    {2, "from",      FIELD_DATE,    true, AT(from_day),  0,          NULL, NULL, "First day of the period."},
    {3, "to",        FIELD_DATE,    true, AT(to_day),    0,          NULL, NULL, "Last day of the period." },
    {4, "value",     FIELD_DECIMAL, true, AT(value),     0,          NULL, NULL, "The planned value."      },
};
SCHEMA(target, "target", "What a unit plans to reach; the last by time counts.");
#undef RECORD

static const struct schema empty_schema = {"empty", NULL, 0, sizeof(struct empty_data),
                                           "Nothing more is said."};

#define RECORD fact
static const struct field fact_fields[] = {
    {1, "type",        FIELD_CHOICE,  true,  AT(type),        0,            fact_type_names, NULL, "What kind of fact."               },
    {2, "id",          FIELD_TEXT,    true,  AT(id),          ID_LIMIT,     NULL,            NULL, "Unique within source and subject."},
    {3, "source",      FIELD_TEXT,    true,  AT(source),      SOURCE_LIMIT, NULL,            NULL, "The registered system."           },
    {4, "time",        FIELD_INSTANT, true,  AT(time_us),     0,            NULL,            NULL, "When it happened."                },
    {5, "subject",     FIELD_TEXT,    true,  AT(subject),     CODE_LIMIT,   NULL,            NULL,
     "Code of the dossier, feedback, unit or procedure."                                                                              },
    {6, "data",        FIELD_RAW,     true,  AT(data),        0,            NULL,            NULL, "What the type says."              },
    {7, "recorded_at", FIELD_INSTANT, false, AT(recorded_us), 0,            NULL,            NULL,
     "When intake took it; set by intake."                                                                                            },
};
const struct schema fact_schema = {"fact", fact_fields, sizeof fact_fields / sizeof fact_fields[0],
                                   sizeof(struct fact), "A fact: its envelope."};
#undef RECORD

#define KIND(NAME, name, rank, family, table) {name, rank, FAMILY_##family, &table##_schema},
const struct fact_kind fact_kinds[FACT_TYPE_COUNT] = {
    {"", 0, 0, NULL},
    FACT_TYPES(KIND)
};
#undef KIND
