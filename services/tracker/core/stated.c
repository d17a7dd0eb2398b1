#include "tracker/core/folding.h"

/* Clocks of offices may differ from ours by five minutes. */
#define FUTURE_US INT64_C(300000000)

static void state_submitted(struct history *history, int64_t at_us)
{
    history->submitted = true;
    history->submitted_us = at_us;
}

static void state_received(struct history *history, const struct history_fact *fact)
{
    const struct received_data *data = &fact->data->received;

    history->procedure = data->procedure;
    history->unit = data->unit;
    history->channel = data->channel;
    if (data->applicant)
        history->applicant = data->applicant;
    if (has(fact, RECEIVED_SUBMITTED_AT))
        state_submitted(history, data->submitted_us);
}

static void state_corrected(struct history *history, const struct history_fact *fact)
{
    const struct corrected_data *data = &fact->data->corrected;

    if (has(fact, CORRECTED_PROCEDURE))
        history->procedure = data->procedure;
    if (has(fact, CORRECTED_UNIT))
        history->unit = data->unit;
    if (has(fact, CORRECTED_CHANNEL))
        history->channel = data->channel;
    if (has(fact, CORRECTED_APPLICANT))
        history->applicant = data->applicant;
}

static void state_papers(struct history *history, const struct history_fact *fact)
{
    const struct papers_data *data = &fact->data->papers;

    if (has(fact, PAPERS_DIGITISED))
        history->digitised = data->digitised;
    if (has(fact, PAPERS_REUSED))
        history->reused = data->reused > REUSE_NO;
    if (has(fact, PAPERS_E_RESULT))
        history->e_result_stated = data->e_result;
    if (has(fact, PAPERS_FROM_STORE))
        history->from_store = data->from_store;
    if (has(fact, PAPERS_POPULATION_DB))
        history->population_db = data->population_db;
    if (has(fact, PAPERS_ACCOUNT_VERIFIED))
        history->account_verified = data->account_verified;
    if (has(fact, PAPERS_RESULT_IS_INPUT))
        history->result_is_input = data->result_is_input;
}

static void state_fee(struct history *history, int64_t amount_vnd)
{
    history->fee_stated = true;
    history->fee_positive |= amount_vnd > 0;
}

static void state_snapshot_papers(struct history *history, const struct history_fact *fact)
{
    const struct snapshot_data *data = &fact->data->snapshot;

    if (has(fact, SNAPSHOT_DIGITISED))
        history->digitised = data->digitised;
    if (has(fact, SNAPSHOT_REUSED))
        history->reused = data->reused > REUSE_NO;
    if (has(fact, SNAPSHOT_E_RESULT))
        history->e_result_stated = data->e_result;
    if (has(fact, SNAPSHOT_FROM_STORE))
        history->from_store = data->from_store;
    if (has(fact, SNAPSHOT_POPULATION_DB))
        history->population_db = data->population_db;
    if (has(fact, SNAPSHOT_ACCOUNT_VERIFIED))
        history->account_verified = data->account_verified;
    if (has(fact, SNAPSHOT_RESULT_IS_INPUT))
        history->result_is_input = data->result_is_input;
}

static void state_snapshot(struct history *history, const struct history_fact *fact)
{
    const struct snapshot_data *data = &fact->data->snapshot;
    const struct fee_data *fees = data->fees.at;

    if (has(fact, SNAPSHOT_PROCEDURE))
        history->procedure = data->procedure;
    if (has(fact, SNAPSHOT_UNIT))
        history->unit = data->unit;
    if (has(fact, SNAPSHOT_CHANNEL))
        history->channel = data->channel;
    if (has(fact, SNAPSHOT_APPLICANT))
        history->applicant = data->applicant;
    if (has(fact, SNAPSHOT_STATUS))
        history->status = data->status;
    if (has(fact, SNAPSHOT_SUBMITTED_AT))
        state_submitted(history, data->submitted_us);
    state_snapshot_papers(history, fact);
    for (uint32_t row = 0; row < data->fees.count; row++)
        state_fee(history, fees[row].amount_vnd);
    if (has(fact, SNAPSHOT_PAID_ONLINE)) {
        history->paid_online_stated |= data->paid_online;
        history->paid_anything |= data->paid_online;
    }
}

static bool paid_online(int32_t channel)
{
    return channel == PAYMENT_PORTAL || channel == PAYMENT_GATEWAY;
}

static void state_paid(struct history *history, const struct paid_data *data)
{
    history->paid_online_stated |= paid_online(data->channel);
    history->paid_anything |= data->amount_vnd > 0;
}

static void state_complained(struct history *history, int64_t at_us)
{
    if (!history->feedback_given)
        history->feedback_us = at_us;
    history->feedback_given = true;
}

/* One pass in order: what comes later overwrites. A snapshot that was replaced says nothing. */
static void state_facts(struct folding *folding)
{
    struct history *history = folding->history;

    for (uint32_t row = 0; row < folding->count; row++) {
        const struct history_fact *fact = &folding->facts[row];

        history_raise(&history->flags, FLAG_FUTURE_MOMENT,
                      fact->recorded_us && fact->time_us - fact->recorded_us > FUTURE_US);
        switch (fact->type) {
        case FACT_RECEIVED: state_received(history, fact); break;
        case FACT_MOVED: history->unit = fact->data->moved.unit; break;
        case FACT_CORRECTED: state_corrected(history, fact); break;
        case FACT_PAPERS: state_papers(history, fact); break;
        case FACT_STATUS: history->status = fact->data->status.status; break;
        case FACT_FEE: state_fee(history, fact->data->fee.amount_vnd); break;
        case FACT_PAID: state_paid(history, &fact->data->paid); break;
        case FACT_RATED:
            history->vote = (struct vote){fact->time_us, fact->data->rated.level};
            break;
        case FACT_COMPLAINED: state_complained(history, fact->time_us); break;
        case FACT_SNAPSHOT:
            if (fact == folding->snapshot)
                state_snapshot(history, fact);
            break;
        case FACT_VOIDED: history->standing = STANDING_VOIDED; break;
        default: break;
        }
    }
}

static void state_defaults(struct history *history)
{
    history_raise(&history->flags, FLAG_RESULT_IS_INPUT, history->result_is_input);
    if (history->channel == CHANNEL_NONE) {
        history->channel = CHANNEL_DIRECT;
        raise_flag(history, FLAG_UNMAPPED_CHANNEL);
    }
}

void folding_state(struct folding *folding)
{
    state_facts(folding);
    state_defaults(folding->history);
}
