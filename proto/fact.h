/*
 * fact: what one-stop systems report, one struct and one table of fields per type.
 *
 * A fact is an envelope (CloudEvents attribute names) and the data of its type: domain.md
 * sections 1 and 9. Choices are numbered from 1 in the order of their names; 0 is "not stated".
 */
#pragma once

#include "proto/field.h"

enum { CODE_LIMIT = 100, ID_LIMIT = 64, SOURCE_LIMIT = 64, NAME_LIMIT = 1000 };
enum { AUTHOR_LIMIT = 64 };
enum { FACT_BYTES_LIMIT = 65536, FACT_ROUNDS_LIMIT = 200, FACT_FEES_LIMIT = 100 };

enum channel { CHANNEL_NONE, CHANNEL_DIRECT, CHANNEL_ONLINE, CHANNEL_POST };
enum channel_out { OUT_NONE, OUT_COUNTER, OUT_ONLINE, OUT_POST };
enum applicant { APPLICANT_NONE, APPLICANT_CITIZEN };
enum reuse { REUSE_NONE, REUSE_NO, REUSE_REUSED, REUSE_REPLACED };
enum payment_channel { PAYMENT_NONE, PAYMENT_PORTAL, PAYMENT_GATEWAY, PAYMENT_BANK, PAYMENT_CASH };
enum service_level { SERVICE_NONE, SERVICE_FULL, SERVICE_PART, SERVICE_INFO };
enum interlink { INTERLINK_UNKNOWN, INTERLINK_NONE, INTERLINK_SAME_LEVEL, INTERLINK_CROSS_LEVEL };
enum template { TEMPLATE_NONE, TEMPLATE_RESULT_READY, TEMPLATE_APOLOGY, TEMPLATE_OTHER };
enum feedback_about { FEEDBACK_ABOUT_NONE, FEEDBACK_ABOUT_PROCEDURE, FEEDBACK_ABOUT_STAFF };
enum feedback_via {
    FEEDBACK_VIA_NONE,
    FEEDBACK_VIA_PORTAL,
    FEEDBACK_VIA_LETTER,
    FEEDBACK_VIA_HOTLINE,
    FEEDBACK_VIA_DESK,
    FEEDBACK_VIA_FORWARDED
};
enum feedback_step {
    FEEDBACK_STEP_NONE,
    FEEDBACK_STEP_FORWARDED,
    FEEDBACK_STEP_REFUSED,
    FEEDBACK_STEP_SUPPLEMENT_REQUESTED,
    FEEDBACK_STEP_SUPPLEMENTED,
    FEEDBACK_STEP_ANSWERED,
    FEEDBACK_STEP_PUBLISHED,
};
enum feedback_verdict {
    FEEDBACK_VERDICT_UNSTATED,
    FEEDBACK_VERDICT_SATISFIED,
    FEEDBACK_VERDICT_UNSATISFIED,
    FEEDBACK_VERDICT_NONE
};

enum unit_level {
    UNIT_LEVEL_UNSTATED,
    UNIT_LEVEL_MINISTRY,
    UNIT_LEVEL_PROVINCE,
    UNIT_LEVEL_DEPARTMENT,
    UNIT_LEVEL_DISTRICT,
    UNIT_LEVEL_COMMUNE,
    UNIT_LEVEL_BRANCH
};

extern const char *const channel_names[];
extern const char *const applicant_names[];
extern const char *const unit_level_names[];
extern const char *const service_level_names[];
extern const char *const interlink_names[];
extern const char *const limit_unit_names[];
extern const char *const change_names[];
extern const char *const process_names[];
extern const char *const feedback_about_names[];
extern const char *const feedback_via_names[];
extern const char *const feedback_step_names[];
extern const char *const feedback_verdict_names[];

/* X(NAME, wire name, rank among facts of one moment, family, table of its data) */
#define FACT_TYPES(X)                                                         \
    X(RECEIVED, "dossier.received", 0, DOSSIERS, received)                    \
    X(STATUS, "dossier.status", 3, DOSSIERS, status)                          \
    X(EXTENDED, "dossier.extended", 4, DOSSIERS, extended)                    \
    X(PAPERS, "dossier.papers", 5, DOSSIERS, papers)                          \
    X(FEE, "dossier.fee", 6, DOSSIERS, fee)                                   \
    X(PAID, "dossier.paid", 7, DOSSIERS, paid)                                \
    X(MOVED, "dossier.moved", 2, DOSSIERS, moved)                             \
    X(CORRECTED, "dossier.corrected", 10, DOSSIERS, corrected)                \
    X(VOIDED, "dossier.voided", 11, DOSSIERS, voided)                         \
    X(SNAPSHOT, "dossier.snapshot", 1, DOSSIERS, snapshot)                    \
    X(PROCEDURE_PUBLISHED, "procedure.published", 0, CATALOGUE, procedure)    \
    X(PROCEDURE_WITHDRAWN, "procedure.withdrawn", 1, CATALOGUE, empty)        \
    X(UNIT_OPENED, "unit.opened", 0, ORGANISATION, unit)                      \
    X(UNIT_RENAMED, "unit.renamed", 1, ORGANISATION, renamed)                 \
    X(UNIT_CLOSED, "unit.closed", 2, ORGANISATION, empty)                     \
    X(UNIT_SUCCEEDED, "unit.succeeded", 3, ORGANISATION, succeeded)           \
    X(UNIT_HOURS, "unit.hours", 4, ORGANISATION, hours)                       \
    X(RATED, "dossier.rated", 9, DOSSIERS, rated)                             \
    X(NOTIFIED, "dossier.notified", 8, DOSSIERS, notified)                    \
    X(COMPLAINED, "dossier.complained", 12, DOSSIERS, complained)             \
    X(FEEDBACK_RECEIVED, "feedback.received", 0, DOSSIERS, feedback_received) \
    X(FEEDBACK_STEP, "feedback.step", 1, DOSSIERS, feedback_step)             \
    X(FEEDBACK_CLOSED, "feedback.closed", 2, DOSSIERS, feedback_closed)       \
    X(FIGURE_REPORTED, "figure.reported", 0, FIGURES, figure)                 \
    X(TARGET_SET, "target.set", 1, FIGURES, target)

enum fact_type {
    FACT_NONE,
#define X(NAME, name, rank, family, table) FACT_##NAME,
    FACT_TYPES(X)
#undef X
        FACT_TYPE_COUNT
};

/* What a source may be allowed to send; the names stand in `thuocdo source add --may`. */
enum fact_family { FAMILY_DOSSIERS, FAMILY_CATALOGUE, FAMILY_ORGANISATION, FAMILY_FIGURES };

extern const char *const fact_family_names[];

/* By enum fact_type. */
extern const char *const fact_type_names[];

struct fact {
    uint64_t present;
    int32_t type;
    struct bytes id;      /* Unique within source and subject. */
    struct bytes source;  /* The registered system that says so. */
    int64_t time_us;      /* When it happened. */
    struct bytes subject; /* The dossier's, feedback's, unit's or procedure's code. */
    struct bytes data;    /* Encoded; the table depends on the type. */
    int64_t recorded_us;  /* When intake took it; 0 before. */
};

struct received_data {
    uint64_t present;
    struct bytes procedure;
    struct bytes unit;
    int32_t channel;
    struct due due;
    int32_t applicant;
    int64_t submitted_us;
    int32_t submitted_via;
};

struct status_data {
    uint64_t present;
    int64_t status; /* 1..10, national codes. */
    struct due due;
    int32_t channel_out;
    bool on_spot;
    struct bytes officer_ref;
};

struct extended_data {
    uint64_t present;
    struct due due;
    bool reason;
};

struct papers_data {
    uint64_t present;
    bool digitised;
    int32_t reused;
    bool e_result;
    bool from_store;
    bool population_db;
    bool account_verified;
    bool result_is_input;
};

struct fee_data {
    uint64_t present;
    int64_t amount_vnd;
    int32_t kind;
};

struct paid_data {
    uint64_t present;
    int64_t amount_vnd;
    int32_t channel;
};

struct moved_data {
    uint64_t present;
    struct bytes unit;
};

struct corrected_data {
    uint64_t present;
    struct bytes procedure;
    struct bytes unit;
    int32_t channel;
    int64_t received_us;
    struct due due;
    int32_t applicant;
};

struct voided_data {
    uint64_t present;
    bool reason;
};

struct supplement {
    uint64_t present;
    int64_t requested_us;
    int64_t returned_us;
};

struct snapshot_data {
    uint64_t present;
    struct bytes procedure;
    struct bytes unit;
    int32_t channel;
    int64_t status;
    int64_t received_us;
    struct due due;
    int64_t finished_us;
    int64_t returned_us;
    int32_t channel_out;
    int64_t refused_us;
    int64_t submitted_us;
    int32_t submitted_via;
    int32_t applicant;
    bool digitised;
    int32_t reused;
    bool e_result;
    bool from_store;
    bool population_db;
    bool account_verified;
    bool paid_online;
    struct list fees;        /* struct fee_data */
    struct list supplements; /* struct supplement */
    bool result_is_input;
};

struct limit_data {
    uint64_t present;
    int64_t n;
    int32_t unit;
};

struct procedure_data {
    uint64_t present;
    struct bytes name_vi;
    struct bytes field;
    int32_t service_level;
    struct limit_data limit;
    bool fee;
    bool online_payment;
    bool result_is_paper;
    uint32_t applicants;
    uint32_t levels;
    bool one_stop;
    int32_t interlink;
    int32_t change;
    struct bytes decision_no;
    struct due decision_date;
    struct due effective_date;
    struct due published_at;
    bool location_independent;
    bool on_portal;
    bool bcci;
    bool eligible_full_online;
    int32_t internal_process;
};

struct empty_data {
    uint64_t present;
};

struct unit_data {
    uint64_t present;
    struct bytes name_vi;
    struct bytes parent;
    int32_t level;
};

struct renamed_data {
    uint64_t present;
    struct bytes name_vi;
};

struct successor {
    uint64_t present;
    struct bytes unit;
    int64_t share;
};

struct succeeded_data {
    uint64_t present;
    struct list successors; /* struct successor */
};

struct hours_data {
    uint64_t present;
    struct spans day[7]; /* 0 is Monday. */
};

struct rated_data {
    uint64_t present;
    int64_t level; /* 1..5; satisfied is 4 or 5. */
};

struct notified_data {
    uint64_t present;
    int32_t template;
    int32_t medium;
};

struct complained_data {
    uint64_t present;
    struct bytes feedback; /* Its number, in the source that sent it. */
};

struct feedback_data {
    uint64_t present;
    struct bytes unit;
    int32_t about;
    int32_t via;
    struct bytes dossier;
};

struct feedback_step_data {
    uint64_t present;
    int32_t step;
};

struct feedback_closed_data {
    uint64_t present;
    int32_t verdict;
};

struct figure_data {
    uint64_t present;
    struct bytes form;
    struct bytes indicator;
    int32_t from_day;
    int32_t to_day;
    struct bytes value; /* Decimal text; absent: not answered. */
    struct bytes author;
    struct bytes note;
    struct bytes evidence;
};

struct target_data {
    uint64_t present;
    struct bytes indicator;
    int32_t from_day;
    int32_t to_day;
    struct bytes value;
};

union fact_data {
    uint64_t present;
    struct received_data received;
    struct status_data status;
    struct extended_data extended;
    struct papers_data papers;
    struct fee_data fee;
    struct paid_data paid;
    struct moved_data moved;
    struct corrected_data corrected;
    struct voided_data voided;
    struct snapshot_data snapshot;
    struct procedure_data procedure;
    struct empty_data empty;
    struct unit_data unit;
    struct renamed_data renamed;
    struct succeeded_data succeeded;
    struct hours_data hours;
    struct rated_data rated;
    struct notified_data notified;
    struct complained_data complained;
    struct feedback_data feedback;
    struct feedback_step_data feedback_step;
    struct feedback_closed_data feedback_closed;
    struct figure_data figure;
    struct target_data target;
};

/* The places of fields in their tables, for asking what is present. */
enum fact_row {
    FACT_ROW_TYPE,
    FACT_ROW_ID,
    FACT_ROW_SOURCE,
    FACT_ROW_TIME,
    FACT_ROW_SUBJECT,
    FACT_ROW_DATA,
    FACT_ROW_RECORDED_AT,
};
enum received_row {
    RECEIVED_PROCEDURE,
    RECEIVED_UNIT,
    RECEIVED_CHANNEL,
    RECEIVED_DUE,
    RECEIVED_APPLICANT,
    RECEIVED_SUBMITTED_AT,
};
enum status_row { STATUS_STATUS, STATUS_DUE, STATUS_CHANNEL_OUT, STATUS_ON_SPOT };
enum papers_row {
    PAPERS_DIGITISED,
    PAPERS_REUSED,
    PAPERS_E_RESULT,
    PAPERS_FROM_STORE,
    PAPERS_POPULATION_DB,
    PAPERS_ACCOUNT_VERIFIED,
    PAPERS_RESULT_IS_INPUT,
};
enum corrected_row {
    CORRECTED_PROCEDURE,
    CORRECTED_UNIT,
    CORRECTED_CHANNEL,
    CORRECTED_RECEIVED_AT,
    CORRECTED_DUE,
    CORRECTED_APPLICANT,
};
enum supplement_row { SUPPLEMENT_REQUESTED_AT, SUPPLEMENT_RETURNED_AT };
enum snapshot_row {
    SNAPSHOT_PROCEDURE,
    SNAPSHOT_UNIT,
    SNAPSHOT_CHANNEL,
    SNAPSHOT_STATUS,
    SNAPSHOT_RECEIVED_AT,
    SNAPSHOT_DUE,
    SNAPSHOT_FINISHED_AT,
    SNAPSHOT_RETURNED_AT,
    SNAPSHOT_CHANNEL_OUT,
    SNAPSHOT_REFUSED_AT,
    SNAPSHOT_SUBMITTED_AT,
    SNAPSHOT_SUBMITTED_VIA,
    SNAPSHOT_APPLICANT,
    SNAPSHOT_DIGITISED,
    SNAPSHOT_REUSED,
    SNAPSHOT_E_RESULT,
    SNAPSHOT_FROM_STORE,
    SNAPSHOT_POPULATION_DB,
    SNAPSHOT_ACCOUNT_VERIFIED,
    SNAPSHOT_PAID_ONLINE,
    SNAPSHOT_FEES,
    SNAPSHOT_SUPPLEMENTS,
    SNAPSHOT_RESULT_IS_INPUT,
};
enum unit_row { UNIT_NAME_VI, UNIT_PARENT, UNIT_LEVEL };
enum successor_row { SUCCESSOR_UNIT, SUCCESSOR_SHARE };
enum procedure_row {
    PROCEDURE_NAME_VI,
    PROCEDURE_FIELD,
    PROCEDURE_SERVICE_LEVEL,
    PROCEDURE_LIMIT,
    PROCEDURE_FEE,
    PROCEDURE_ONLINE_PAYMENT,
    PROCEDURE_RESULT_IS_PAPER,
    PROCEDURE_APPLICANTS,
    PROCEDURE_LEVELS,
    PROCEDURE_ONE_STOP,
    PROCEDURE_INTERLINK,
    PROCEDURE_CHANGE,
    PROCEDURE_DECISION_NO,
    PROCEDURE_DECISION_DATE,
    PROCEDURE_EFFECTIVE_DATE,
    PROCEDURE_PUBLISHED_AT,
    PROCEDURE_LOCATION_INDEPENDENT,
    PROCEDURE_ON_PORTAL,
    PROCEDURE_BCCI,
    PROCEDURE_ELIGIBLE_FULL_ONLINE,
    PROCEDURE_INTERNAL_PROCESS,
};
enum feedback_received_row {
    FEEDBACK_RECEIVED_UNIT,
    FEEDBACK_RECEIVED_ABOUT,
    FEEDBACK_RECEIVED_VIA,
    FEEDBACK_RECEIVED_DOSSIER,
};
enum figure_row {
    FIGURE_FORM,
    FIGURE_INDICATOR,
    FIGURE_FROM,
    FIGURE_TO,
    FIGURE_VALUE,
    FIGURE_AUTHOR,
    FIGURE_NOTE,
    FIGURE_EVIDENCE,
};

struct fact_kind {
    const char *name;
    int rank; /* Order of facts of one dossier at one moment (domain.md section 1). */
    enum fact_family family;
    const struct schema *data;
};

extern const struct schema fact_schema;

/* By enum fact_type; row 0 has no name. */
extern const struct fact_kind fact_kinds[FACT_TYPE_COUNT];

/* Decodes the data of a fact by the table of its type and checks what a table cannot say. */
enum outcome fact_decode_data(const struct fact *fact, union fact_data *data, struct arena *arena,
                              const struct unknown_keys *unknown, struct failure *why);

/* Encodes the fact in its one canonical form, its data from the struct. False: the sink is full. */
bool fact_encode(const struct fact *fact, const union fact_data *data, struct arena *arena,
                 struct sink *sink);

/* What a table of fields cannot say: a status of 0, a correction that corrects nothing, … */
enum outcome fact_check(const struct fact *fact, const union fact_data *data, struct failure *why);

/* Facts of partition 0: catalogue, organisation, figures and targets (protocol.md rule 1). */
bool fact_is_reference(enum fact_type type);

/* Facts about a feedback, whose subject is its number. */
bool fact_is_feedback(int32_t type);

/* Facts that intake makes of others; no source may send them. */
bool fact_is_derived(enum fact_type type);

/* The partition of a subject among 1..partitions. */
int32_t fact_partition(struct bytes subject, int32_t partitions);
