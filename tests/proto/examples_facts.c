#include "tests/proto/examples.h"

#define TEXT(literal)                                   \
    {                                                   \
        (const uint8_t *)(literal), sizeof(literal) - 1 \
    }
#define WHOLE(count) ((UINT64_C(1) << (count)) - 1)

/* 2023-02-01T08:35:10+07:00 and some days after it. */
#define AT_US(days) (INT64_C(1675215310000000) + (days)*INT64_C(86400000000))
#define DUE_DATE       \
    {                  \
        0, 19396, true \
    } /* 2023-02-08 */
#define DUE_INSTANT                             \
    {                                           \
        INT64_C(1675850400000000), 19396, false \
    } /* 2023-02-08T17:00:00+07:00 */

static const struct received_data received = {
    .present = WHOLE(7),
    .procedure = TEXT("1.001193"),
    .unit = TEXT("H08.12"),
    .channel = CHANNEL_ONLINE,
    .due = DUE_INSTANT,
    .applicant = APPLICANT_CITIZEN,
    .submitted_us = AT_US(-1),
    .submitted_via = 1,
};

static const struct status_data status = {
    .present = WHOLE(5),
    .status = 10,
    .due = DUE_DATE,
    .channel_out = OUT_POST,
    .on_spot = false,
    .officer_ref = TEXT("5f1d7a84db00d2fce00b31a7fc73224f"),
};

static const struct extended_data extended = {.present = WHOLE(2), .due = DUE_DATE, .reason = true};

static const struct papers_data papers = {
    .present = WHOLE(7),
    .digitised = true,
    .reused = REUSE_REPLACED,
    .e_result = false,
    .from_store = true,
    .population_db = false,
    .account_verified = true,
    .result_is_input = true,
};

static const struct fee_data fee = {.present = WHOLE(2), .amount_vnd = 150000, .kind = 2};

static const struct paid_data paid = {
    .present = WHOLE(2), .amount_vnd = INT64_MAX, .channel = PAYMENT_GATEWAY};

static const struct moved_data moved = {.present = WHOLE(1), .unit = TEXT("H08.13")};

static const struct corrected_data corrected = {
    .present = WHOLE(6),
    .procedure = TEXT("1.001194"),
    .unit = TEXT("H08.14"),
    .channel = CHANNEL_POST,
    .received_us = AT_US(-2) + 123456,
    .due = DUE_DATE,
    .applicant = 4,
};

static const struct voided_data voided = {.present = WHOLE(1), .reason = true};

static struct fee_data fees[] = {
    {.present = WHOLE(2), .amount_vnd = 0,     .kind = 1},
    {.present = WHOLE(2), .amount_vnd = 30000, .kind = 4},
};

static struct supplement supplements[] = {
    {.present = WHOLE(2), .requested_us = AT_US(1), .returned_us = AT_US(2)},
    {.present = WHOLE(1),                   .requested_us = AT_US(3)                        },
};

static const struct snapshot_data snapshot = {
    .present = WHOLE(23),
    .procedure = TEXT("1.001193"),
    .unit = TEXT("H08.12"),
    .channel = CHANNEL_DIRECT,
    .status = 9,
    .received_us = AT_US(0),
    .due = DUE_DATE,
    .finished_us = AT_US(4),
    .returned_us = AT_US(5),
    .channel_out = OUT_COUNTER,
    .refused_us = AT_US(6),
    .submitted_us = AT_US(-1),
    .submitted_via = 2,
    .applicant = 2,
    .digitised = false,
    .reused = REUSE_NO,
    .e_result = true,
    .from_store = false,
    .population_db = true,
    .account_verified = false,
    .paid_online = true,
    .fees = {fees,        2},
    .supplements = {supplements, 2},
    .result_is_input = false,
};

static const struct procedure_data procedure = {
    .present = WHOLE(21),
    .name_vi = TEXT("Cấp Giấy chứng nhận quyền sử dụng đất"),
    .field = TEXT("Đất đai"),
    .service_level = SERVICE_PART,
    .limit = {.present = WHOLE(2), .n = 30, .unit = 1},
    .fee = true,
    .online_payment = false,
    .result_is_paper = true,
    .applicants = 1U << 1 | 1U << 2,
    .levels = 1U << 2 | 1U << 5,
    .one_stop = true,
    .interlink = INTERLINK_CROSS_LEVEL,
    .change = 2,
    .decision_no = TEXT("1686/QĐ-UBND"),
    .decision_date = DUE_DATE,
    .effective_date = DUE_INSTANT,
    .published_at = DUE_DATE,
    .location_independent = false,
    .on_portal = true,
    .bcci = false,
    .eligible_full_online = true,
    .internal_process = 3,
};

static const struct empty_data empty = {.present = 0};

static const struct unit_data unit = {
    .present = WHOLE(3),
    .name_vi = TEXT("Phường Quy Nhơn"),
    .parent = TEXT("H08"),
    .level = 5,
};

static const struct renamed_data renamed = {.present = WHOLE(1),
                                            .name_vi = TEXT("Sở Nông nghiệp và Môi trường")};

static struct successor successors[] = {
    {.present = WHOLE(2), .unit = TEXT("H08.21"), .share = 60},
    {.present = WHOLE(1),                   .unit = TEXT("H08.22")                      },
};

static const struct succeeded_data succeeded = {
    .present = WHOLE(1), .successors = {successors, 2}
};

#define WORKDAY        \
    {                  \
        2, {450, 810}, \
        {              \
            690, 1020  \
        }              \
    }
static const struct hours_data hours = {
    .present = WHOLE(7),
    .day = {WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, {1, {450}, {690}}, {1, {0}, {1440}}},
};

static const struct rated_data rated = {.present = WHOLE(1), .level = 5};

static const struct notified_data notified = {
    .present = WHOLE(2), .template = TEMPLATE_APOLOGY, .medium = 3};

static const struct complained_data complained = {.present = WHOLE(1),
                                                  .feedback = TEXT("PA-2023-0044")};

static const struct feedback_data feedback_received = {
    .present = WHOLE(4),
    .unit = TEXT("H08.12"),
    .about = FEEDBACK_ABOUT_STAFF,
    .via = FEEDBACK_VIA_HOTLINE,
    .dossier = TEXT("000.00.12.H08-230201-0001"),
};

static const struct feedback_step_data feedback_step = {.present = WHOLE(1),
                                                        .step = FEEDBACK_STEP_SUPPLEMENTED};

static const struct feedback_closed_data feedback_closed = {
    .present = WHOLE(1), .verdict = FEEDBACK_VERDICT_UNSATISFIED};

static const struct figure_data figure = {
    .present = WHOLE(8),
    .form = TEXT("cchc-2023-department"),
    .indicator = TEXT("I.3.2"),
    .from_day = 19358,
    .to_day = 19447,
    .value = TEXT("-0123456789012.50"),
    .author = TEXT("5f1d7a84db00d2fce00b31a7fc73224f"),
    .note = TEXT("Số liệu tạm tính"),
    .evidence = TEXT("45/BC-SNV"),
};

static const struct target_data target = {
    .present = WHOLE(4),
    .indicator = TEXT("I.3.2"),
    .from_day = 19358,
    .to_day = 19722,
    .value = TEXT("98.3"),
};

#define EXAMPLE(NAME, name, rank, family, table) {name, NULL, &table, FACT_##NAME},
const struct example example_facts[EXAMPLE_FACTS] = {FACT_TYPES(EXAMPLE)};
