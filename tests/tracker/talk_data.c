#include "tests/tracker/talk_data.h"

#include "runtime/day.h"

#define BIT(row) (UINT64_C(1) << (row))

enum { SNAPSHOT_ROWS = 23, SUPPLEMENTS = 3, WEEK = 7 };

/* The fact that is being made. */
struct saying {
    struct talk *talk;
    int64_t time_us;
    struct bytes subject;
    struct arena *arena;
};

static uint64_t below(const struct saying *saying, uint64_t count)
{
    return chance_below(&saying->talk->chance, count);
}

static bool maybe(const struct saying *saying, int percent)
{
    return talk_maybe(saying->talk, percent);
}

static int32_t one_of(const struct saying *saying, int choices)
{
    return 1 + (int32_t)below(saying, (uint64_t)choices);
}

static struct bytes unit(const struct saying *saying)
{
    return talk_unit(below(saying, TALK_UNITS));
}

static struct bytes procedure(const struct saying *saying)
{
    return talk_procedure(below(saying, TALK_PROCEDURES));
}

static int64_t near(const struct saying *saying)
{
    return talk_near(saying->talk, saying->time_us);
}

static struct due due(const struct saying *saying)
{
    const int32_t day =
        day_of_instant(saying->time_us) + (int32_t)chance_between(&saying->talk->chance, -2, 14);
    const int64_t instant_us =
        maybe(saying, 30) ? near(saying) : day_start(day) + 61200 * SECOND_US;

    if (maybe(saying, 40))
        return (struct due){.day = day, .is_date = true};
    return (struct due){.instant_us = instant_us, .day = day_of_instant(instant_us)};
}

/* Any rows of a table, each with that chance. */
static uint64_t some(const struct saying *saying, int rows, int percent)
{
    uint64_t present = 0;

    for (int row = 0; row < rows; row++)
        if (maybe(saying, percent))
            present |= BIT(row);
    return present;
}

/* ---- dossiers ---- */

static void say_received(const struct saying *saying, union fact_data *data)
{
    data->received = (struct received_data){
        .procedure = procedure(saying),
        .unit = unit(saying),
        .channel = one_of(saying, 3),
        .due = due(saying),
        .applicant = one_of(saying, 4),
        .submitted_us = near(saying),
        .submitted_via = one_of(saying, 2),
    };
    data->present = BIT(RECEIVED_PROCEDURE) | BIT(RECEIVED_UNIT) | BIT(RECEIVED_CHANNEL);
    if (maybe(saying, 80))
        data->present |= BIT(RECEIVED_DUE);
    data->present |= some(saying, 7, 30) & (BIT(RECEIVED_APPLICANT) | BIT(RECEIVED_SUBMITTED_AT));
}

static void say_status(const struct saying *saying, union fact_data *data)
{
    static const int64_t statuses[] = {1, 2, 2, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9, 9, 9, 10, 10};

    data->status = (struct status_data){
        .status = statuses[below(saying, sizeof statuses / sizeof statuses[0])],
        .due = due(saying),
        .channel_out = one_of(saying, 3),
        .on_spot = maybe(saying, 60),
    };
    data->present = BIT(STATUS_STATUS);
    if (maybe(saying, 10))
        data->present |= BIT(STATUS_DUE);
    data->present |= some(saying, 4, 50) & (BIT(STATUS_CHANNEL_OUT) | BIT(STATUS_ON_SPOT));
}

static void say_papers(const struct saying *saying, union fact_data *data)
{
    data->papers = (struct papers_data){
        .digitised = maybe(saying, 75),
        .reused = one_of(saying, 3),
        .e_result = maybe(saying, 75),
        .from_store = maybe(saying, 75),
        .population_db = maybe(saying, 75),
        .account_verified = maybe(saying, 75),
        .result_is_input = maybe(saying, 30),
    };
    data->present = some(saying, 7, 50);
}

static void say_corrected(const struct saying *saying, union fact_data *data)
{
    data->corrected = (struct corrected_data){
        .procedure = procedure(saying),
        .unit = unit(saying),
        .channel = one_of(saying, 3),
        .received_us = near(saying),
        .due = due(saying),
        .applicant = one_of(saying, 4),
    };
    data->present = 1 + below(saying, 63);
}

static struct list fees(const struct saying *saying)
{
    struct fee_data *fees = arena_take(saying->arena, 2 * sizeof *fees);
    const uint32_t count = (uint32_t)below(saying, 3);

    for (uint32_t row = 0; row < count; row++)
        fees[row] = (struct fee_data){3, (int64_t)below(saying, 3) * 8000, one_of(saying, 4)};
    return (struct list){fees, count};
}

static struct list supplements(const struct saying *saying)
{
    struct supplement *rounds = arena_take(saying->arena, SUPPLEMENTS * sizeof *rounds);
    const uint32_t count = (uint32_t)below(saying, SUPPLEMENTS + 1);

    for (uint32_t row = 0; row < count; row++) {
        rounds[row].present = maybe(saying, 75) ? 3 : 1;
        rounds[row].requested_us = near(saying);
        rounds[row].returned_us = near(saying);
    }
    return (struct list){rounds, count};
}

static void say_snapshot(const struct saying *saying, union fact_data *data)
{
    static const int64_t statuses[] = {2, 3, 4, 5, 7, 9, 9, 10, 10};

    data->snapshot = (struct snapshot_data){
        .procedure = procedure(saying),
        .unit = unit(saying),
        .channel = one_of(saying, 3),
        .status = statuses[below(saying, sizeof statuses / sizeof statuses[0])],
        .received_us = near(saying),
        .due = due(saying),
        .finished_us = near(saying),
        .returned_us = near(saying),
        .channel_out = one_of(saying, 3),
        .refused_us = near(saying),
        .submitted_us = near(saying),
        .submitted_via = one_of(saying, 2),
        .applicant = one_of(saying, 4),
        .digitised = maybe(saying, 75),
        .reused = one_of(saying, 3),
        .e_result = maybe(saying, 75),
        .from_store = maybe(saying, 75),
        .population_db = maybe(saying, 75),
        .account_verified = maybe(saying, 75),
        .paid_online = maybe(saying, 60),
        .fees = fees(saying),
        .supplements = supplements(saying),
        .result_is_input = maybe(saying, 30),
    };
    data->present = some(saying, SNAPSHOT_ROWS, 60) | BIT(SNAPSHOT_STATUS);
}

/* ---- feedback ---- */

static void say_feedback(const struct saying *saying, union fact_data *data)
{
    data->feedback = (struct feedback_data){
        .present = BIT(FEEDBACK_RECEIVED_UNIT) | BIT(FEEDBACK_RECEIVED_ABOUT),
        .unit = unit(saying),
        .about = one_of(saying, 2),
        .via = one_of(saying, 5),
    };
    if (maybe(saying, 50))
        data->present |= BIT(FEEDBACK_RECEIVED_VIA);
}

/* ---- catalogue and organisation ---- */

static void say_procedure(const struct saying *saying, union fact_data *data)
{
    static const char *const fields[] = {"Hộ tịch", "Đất đai", "Đầu tư", "Y tế"};
    static const int64_t limits[] = {0, 1, 3, 5, 10, 20};

    data->procedure = (struct procedure_data){
        .name_vi = bytes_of_text("Thủ tục"),
        .field = bytes_of_text(fields[below(saying, 4)]),
        .service_level = one_of(saying, 3),
        .limit = {3, limits[below(saying, 6)], one_of(saying, 3)},
        .fee = maybe(saying, 50),
        .result_is_paper = maybe(saying, 50),
        .interlink = one_of(saying, 3),
    };
    if (maybe(saying, 10))
        data->procedure.limit = (struct limit_data){3, 1, 4}; /* A month. */
    data->present = BIT(PROCEDURE_FEE + 1) - 1;
    data->present |=
        some(saying, 21, 70) & (BIT(PROCEDURE_RESULT_IS_PAPER) | BIT(PROCEDURE_INTERLINK));
}

static void say_opened(const struct saying *saying, union fact_data *data)
{
    const size_t number = talk_unit_of(saying->subject);

    data->unit = (struct unit_data){
        .present = BIT(UNIT_NAME_VI) | BIT(UNIT_LEVEL),
        .name_vi = bytes_of_text("Đơn vị"),
        .level = 3,
    };
    if (number == 0)
        return;
    data->present |= BIT(UNIT_PARENT);
    data->unit.parent = talk_unit(below(saying, number));
}

static void say_hours(const struct saying *saying, union fact_data *data)
{
    static const struct spans days[] = {
        {2, {450, 810},       {690, 1020}     },
        {2, {420, 780},       {660, 1020}     },
        {1, {450},            {690}           },
        {1, {0},              {1440}          },
        {3, {495, 750, 1200}, {730, 886, 1440}},
    };

    data->hours = (struct hours_data){0};
    for (int weekday = 0; weekday < WEEK; weekday++)
        if (maybe(saying, weekday < 5 ? 90 : 20)) {
            data->hours.day[weekday] = days[below(saying, 5)];
            data->present |= BIT(weekday);
        }
    if (data->present == 0) {
        data->hours.day[1] = days[2];
        data->present = BIT(1);
    }
}

static void say_succeeded(const struct saying *saying, union fact_data *data)
{
    struct successor *successor = arena_take(saying->arena, sizeof *successor);

    *successor = (struct successor){.present = BIT(SUCCESSOR_UNIT), .unit = unit(saying)};
    data->succeeded = (struct succeeded_data){
        1, {successor, 1}
    };
}

/* ---- all of them ---- */

static void say_small(const struct saying *saying, enum fact_type type, union fact_data *data)
{
    const int64_t amount_vnd = (int64_t)below(saying, 4) * 10000;

    switch ((int)type) {
    case FACT_EXTENDED:
        data->extended = (struct extended_data){maybe(saying, 30) ? 3 : 1, due(saying), true};
        break;
    case FACT_FEE: data->fee = (struct fee_data){3, amount_vnd, one_of(saying, 4)}; break;
    case FACT_PAID: data->paid = (struct paid_data){3, amount_vnd, one_of(saying, 4)}; break;
    case FACT_MOVED: data->moved = (struct moved_data){1, unit(saying)}; break;
    case FACT_VOIDED: data->voided = (struct voided_data){1, true}; break;
    case FACT_RATED: data->rated = (struct rated_data){1, one_of(saying, 5)}; break;
    case FACT_NOTIFIED:
        data->notified = (struct notified_data){3, one_of(saying, 3), one_of(saying, 3)};
        break;
    case FACT_COMPLAINED:
        data->complained = (struct complained_data){1, bytes_of_text("PA-1")};
        break;
    case FACT_FEEDBACK_STEP:
        data->feedback_step = (struct feedback_step_data){1, one_of(saying, 6)};
        break;
    case FACT_FEEDBACK_CLOSED:
        data->feedback_closed = (struct feedback_closed_data){1, one_of(saying, 3)};
        break;
    case FACT_UNIT_RENAMED:
        data->renamed = (struct renamed_data){1, bytes_of_text("Tên khác")};
        break;
    default: break; /* A withdrawal and a closing say nothing more. */
    }
}

void talk_data(struct talk *talk, enum fact_type type, int64_t time_us, struct bytes subject,
               struct arena *arena, union fact_data *data)
{
    const struct saying saying = {talk, time_us, subject, arena};

    switch ((int)type) {
    case FACT_RECEIVED: say_received(&saying, data); break;
    case FACT_STATUS: say_status(&saying, data); break;
    case FACT_PAPERS: say_papers(&saying, data); break;
    case FACT_CORRECTED: say_corrected(&saying, data); break;
    case FACT_SNAPSHOT: say_snapshot(&saying, data); break;
    case FACT_FEEDBACK_RECEIVED: say_feedback(&saying, data); break;
    case FACT_PROCEDURE_PUBLISHED: say_procedure(&saying, data); break;
    case FACT_UNIT_OPENED: say_opened(&saying, data); break;
    case FACT_UNIT_HOURS: say_hours(&saying, data); break;
    case FACT_UNIT_SUCCEEDED: say_succeeded(&saying, data); break;
    default: say_small(&saying, type, data); break;
    }
}
