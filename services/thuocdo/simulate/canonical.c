#include "thuocdo/simulate/canonical.h"

#include "runtime/day.h"

static const char *const types[] = {
    [EVENT_RECEIVED] = "received", [EVENT_STATUS] = "status",
    [EVENT_EXTENDED] = "extended", [EVENT_PAPERS] = "papers",
    [EVENT_FEE] = "fee",           [EVENT_PAID] = "paid",
    [EVENT_MOVED] = "moved",       [EVENT_CORRECTED] = "corrected",
    [EVENT_VOIDED] = "voided",
};
static const char *const channels[] = {"direct", "online", "post"};
static const char *const channels_out[] = {"counter", "online", "post", NULL};
static const char *const applicants[] = {"citizen", "enterprise", "agency", "other"};
static const char *const vias[] = {"national", "local"};
static const char *const reuses[] = {"no", "reused", "replaced"};
static const char *const fee_kinds[] = {"fee", "charge", "tax", "other"};
static const char *const payment_channels[] = {"portal", "gateway", "bank", "cash"};
static const char *const extension_reasons[] = {
    "Chờ ý kiến của cơ quan phối hợp", "Hồ sơ phức tạp, cần kiểm tra thực địa",
    "Công dân xin nộp bổ sung sau", "Số lượng hồ sơ tăng đột biến"};
static const char *const void_reasons[] = {"Nhập trùng hồ sơ", "Hồ sơ nhập thử",
                                           "Nhập nhầm thủ tục, đã lập hồ sơ khác"};

enum { REASONS = 4, VOID_REASONS = 3 };

static void add_text(struct outfile *output, const char *name, const char *text)
{
    outfile_add(output, "\"%s\":\"%s\",", name, text);
}

static void add_bool(struct outfile *output, const char *name, bool value)
{
    outfile_add(output, "\"%s\":%s,", name, value ? "true" : "false");
}

static void add_unit(struct outfile *output, int unit)
{
    outfile_add(output, "\"unit\":\"H08.%02d\",", unit + 1);
}

static void add_due(struct outfile *output, const struct story *story, int32_t due)
{
    char text[DAY_TEXT];

    if (due == DAY_NONE)
        return;
    day_print(due, text);
    outfile_add(output, "\"due\":\"%s%s\",", text, story->due_as_date ? "" : "T17:00:00+07:00");
}

static void add_submission(struct outfile *output, const struct story *story)
{
    if (!story->submitted)
        return;
    outfile_instant(output, "submitted_at", story->submitted);
    add_text(output, "submitted_via", vias[story->submitted_via]);
}

static void add_received(struct outfile *output, const struct year *year, const struct story *story,
                         const struct event *event)
{
    add_text(output, "procedure", year->catalogue.procedures[event->procedure].code);
    add_unit(output, event->unit);
    add_text(output, "channel", channels[event->channel]);
    add_due(output, story, event->due);
    add_text(output, "applicant", applicants[event->applicant]);
    add_submission(output, story);
}

static void add_status(struct outfile *output, const struct story *story, const struct event *event)
{
    outfile_add(output, "\"status\":%d,", event->status);
    add_due(output, story, event->due);
    if (event->status != STATUS_HANDED_OVER)
        return;
    if (channels_out[story->channel_out])
        add_text(output, "channel_out", channels_out[story->channel_out]);
    if (dossier_has(story->dossier, MARK_ON_SPOT))
        add_bool(output, "on_spot", true);
}

static void add_papers(struct outfile *output, const struct story *story, const struct event *event)
{
    const struct dossier *dossier = story->dossier;

    if (event->keys & PAPERS_DIGITISED)
        add_bool(output, "digitised", event->digitised);
    if (event->keys & PAPERS_REUSED)
        add_text(output, "reused", reuses[story->reused]);
    if (event->keys & PAPERS_E_RESULT)
        add_bool(output, "e_result", dossier_has(dossier, MARK_E_RESULT));
    if (event->keys & PAPERS_FROM_STORE)
        add_bool(output, "from_store", story->from_store);
    if (event->keys & PAPERS_POPULATION)
        add_bool(output, "population_db", dossier_has(dossier, MARK_POPULATION));
    if (event->keys & PAPERS_ACCOUNT)
        add_bool(output, "account_verified", story->account_verified);
}

static void add_corrected(struct outfile *output, const struct year *year,
                          const struct story *story, const struct event *event)
{
    if (event->keys & CORRECTS_PROCEDURE)
        add_text(output, "procedure", year->catalogue.procedures[event->procedure].code);
    if (event->keys & CORRECTS_UNIT)
        add_unit(output, event->unit);
    if (event->keys & CORRECTS_CHANNEL)
        add_text(output, "channel", channels[event->channel]);
    if (event->keys & CORRECTS_RECEIVED)
        outfile_instant(output, "received_at", story->received);
    if (event->keys & CORRECTS_DUE)
        add_due(output, story, event->due);
    if (event->keys & CORRECTS_APPLICANT)
        add_text(output, "applicant", applicants[event->applicant]);
}

static void add_data(struct outfile *output, const struct year *year, const struct story *story,
                     const struct event *event)
{
    const uint64_t seed = story->dossier->seed;

    switch ((enum event_kind)event->kind) {
    case EVENT_RECEIVED: add_received(output, year, story, event); break;
    case EVENT_STATUS: add_status(output, story, event); break;
    case EVENT_EXTENDED:
        add_due(output, story, event->due);
        add_text(output, "reason", extension_reasons[seed % REASONS]);
        break;
    case EVENT_PAPERS: add_papers(output, story, event); break;
    case EVENT_FEE:
        outfile_add(output, "\"amount\":%lld,", (long long)event->amount);
        add_text(output, "kind", fee_kinds[event->fee]);
        break;
    case EVENT_PAID:
        outfile_add(output, "\"amount\":%lld,", (long long)event->amount);
        add_text(output, "channel", payment_channels[event->channel]);
        break;
    case EVENT_MOVED: add_unit(output, event->unit); break;
    case EVENT_CORRECTED: add_corrected(output, year, story, event); break;
    case EVENT_VOIDED: add_text(output, "reason", void_reasons[seed % VOID_REASONS]); break;
    }
}

size_t canonical_number(const struct year *year, const struct story *story)
{
    return (size_t)(story->dossier - year->dossiers) + 1;
}

static void add_envelope(struct outfile *output, const struct year *year, const struct story *story,
                         const char *mark, int number, const char *type, int64_t second)
{
    outfile_add(output, "{\"specversion\":\"1.0\",\"id\":\"bd-%06zu-%s%02d\",\"source\":\"%s\",",
                canonical_number(year, story), mark, number, SIMULATE_SOURCE);
    outfile_add(output, "\"type\":\"dossier.%s\",", type);
    outfile_instant(output, "time", second);
    outfile_add(output, "\"subject\":\"%s\",\"data\":{", story->code);
}

void canonical_add_event(struct outfile *output, const struct year *year, const struct story *story,
                         int number)
{
    const struct event *event = &story->events[number];

    add_envelope(output, year, story, "", number + 1, types[event->kind], event->time);
    add_data(output, year, story, event);
    outfile_trim(output);
    outfile_add(output, "}}");
}

static void add_moment(struct outfile *output, const char *name, int64_t second)
{
    if (second)
        outfile_instant(output, name, second);
}

static void add_rounds(struct outfile *output, const struct state *state)
{
    outfile_add(output, "\"supplements\":[");
    for (int at = 0; at < state->round_count; at++) {
        outfile_add(output, "{");
        outfile_instant(output, "requested_at", state->rounds[at].requested);
        add_moment(output, "returned_at", state->rounds[at].returned);
        outfile_trim(output);
        outfile_add(output, "},");
    }
    outfile_trim(output);
    outfile_add(output, "],");
}

static void add_fees(struct outfile *output, const struct story *story)
{
    outfile_add(output, "\"fees\":[");
    for (int at = 0; at < story->fee_count; at++)
        outfile_add(output, "{\"amount\":%lld,\"kind\":\"%s\"},", (long long)story->fees[at].amount,
                    fee_kinds[story->fees[at].kind]);
    outfile_trim(output);
    outfile_add(output, "],");
}

static void add_state(struct outfile *output, const struct story *story, const struct state *state)
{
    outfile_add(output, "\"status\":%d,", state->status);
    add_moment(output, "received_at", state->received);
    add_due(output, story, state->due);
    add_moment(output, "finished_at", state->finished);
    add_moment(output, "returned_at", state->returned);
    if (state->returned && channels_out[story->channel_out])
        add_text(output, "channel_out", channels_out[story->channel_out]);
    add_moment(output, "refused_at", state->refused);
}

void canonical_add_snapshot(struct outfile *output, const struct year *year,
                            const struct story *story, int number, int64_t second)
{
    const struct state state = story_state(story, second);
    const struct dossier *dossier = story->dossier;

    add_envelope(output, year, story, "s", number + 1, "snapshot", second);
    add_text(output, "procedure", year->catalogue.procedures[dossier->procedure].code);
    add_unit(output, state.unit);
    add_text(output, "channel", channels[dossier->channel]);
    add_state(output, story, &state);
    add_submission(output, story);
    add_text(output, "applicant", applicants[story->applicant]);
    add_bool(output, "digitised", dossier_has(dossier, MARK_DIGITISED));
    add_text(output, "reused", reuses[story->reused]);
    add_bool(output, "e_result", state.result_ready);
    add_bool(output, "from_store", story->from_store);
    add_bool(output, "population_db", dossier_has(dossier, MARK_POPULATION));
    add_bool(output, "account_verified", story->account_verified);
    add_bool(output, "paid_online", state.paid_online);
    add_fees(output, story);
    add_rounds(output, &state);
    outfile_trim(output);
    outfile_add(output, "}}");
}

bool canonical_beside_records(const struct event *event)
{
    return event->kind == EVENT_PAID;
}
