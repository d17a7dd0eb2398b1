#include "tests/tracker/sheet.h"

#include <stdlib.h>

#include "runtime/day.h"

static void number(struct buffer *sheet, int64_t value)
{
    buffer_add(sheet, &value, sizeof value);
}

static void text(struct buffer *sheet, struct bytes bytes)
{
    number(sheet, (int64_t)bytes.length);
    buffer_add(sheet, bytes.at, bytes.length);
}

static void moment(struct buffer *sheet, struct moment at)
{
    number(sheet, at.day);
    number(sheet, at.minute);
}

static void due(struct buffer *sheet, const struct due *stated)
{
    number(sheet, stated->instant_us);
    number(sheet, stated->day);
    number(sheet, stated->is_date);
}

static void statements(struct buffer *sheet, const struct due_statement *dues, uint32_t count)
{
    number(sheet, count);
    for (uint32_t row = 0; row < count; row++) {
        number(sheet, dues[row].made_us);
        due(sheet, &dues[row].due);
    }
}

static void waits(struct buffer *sheet, const struct wait *all, uint32_t count)
{
    number(sheet, count);
    for (uint32_t row = 0; row < count; row++) {
        number(sheet, all[row].from_us);
        number(sheet, all[row].to_us);
        number(sheet, all[row].reason);
    }
}

/* ---- history ---- */

static void put_stated(struct buffer *sheet, const struct history *history)
{
    const int64_t values[] = {
        history->standing,      history->status,        history->channel,
        history->applicant,     history->digitised,     history->e_result_stated,
        history->from_store,    history->population_db, history->account_verified,
        history->reused,        history->fee_stated,    history->result_is_input,
        history->fee_positive,  history->submitted,     history->paid_online_stated,
        history->paid_anything, history->submitted_us,  history->vote.cast_us,
        history->vote.level,    history->feedback_us,   history->feedback_given,
        history->first_us,      history->flags,
    };

    buffer_add(sheet, values, sizeof values);
    text(sheet, history->unit);
    text(sheet, history->procedure);
}

static void put_course(struct buffer *sheet, const struct history *history)
{
    const int64_t values[] = {
        history->received_us,       history->ended_us,    history->handed_over,
        history->handed_over_us,    history->channel_out, history->on_spot,
        history->has_due,           history->verdict,     history->stopped,
        history->supplement_rounds, history->stopped_us,  history->second_round_us,
        history->end_recorded_us,
    };

    buffer_add(sheet, values, sizeof values);
    due(sheet, &history->due);
    statements(sheet, history->dues, history->due_count);
    statements(sheet, history->extensions, history->extension_count);
    waits(sheet, history->waits, history->wait_count);
    waits(sheet, history->pauses, history->pause_count);
}

/* ---- judgement ---- */

static void put_deadline(struct buffer *sheet, const struct deadline *deadline)
{
    number(sheet, deadline->known);
    moment(sheet, deadline->receipt);
    moment(sheet, deadline->base);
    moment(sheet, deadline->due);
    number(sheet, deadline->moving);
    number(sheet, deadline->extended_by);
    number(sheet, deadline->late);
    moment(sheet, deadline->late_from);
}

static void put_judgement(struct buffer *sheet, const struct judgement *judgement)
{
    const int64_t values[] = {
        judgement->procedure ? judgement->procedure->from_day : DAY_NONE,
        judgement->attributes,
        judgement->flags,
        judgement->national.lateness,
        judgement->national.late_day,
        judgement->national.end_us,
        judgement->national.waited_us,
        judgement->difference,
        judgement->handling_minutes,
        judgement->overdue_count,
        judgement->run_count,
    };

    buffer_add(sheet, values, sizeof values);
    put_deadline(sheet, &judgement->deadline);
    for (uint32_t row = 0; row < judgement->overdue_count; row++) {
        number(sheet, judgement->overdue[row].from_day);
        number(sheet, judgement->overdue[row].to_day);
    }
    for (uint32_t row = 0; row < judgement->run_count; row++) {
        number(sheet, judgement->runs[row].days.from_day);
        number(sheet, judgement->runs[row].days.to_day);
        number(sheet, judgement->runs[row].difference);
    }
}

void sheet_of_state(struct buffer *sheet, const struct dossier_state *state)
{
    put_stated(sheet, &state->history);
    put_course(sheet, &state->history);
    put_judgement(sheet, &state->judgement);
    for (uint32_t row = 0; row < state->contributions.count; row++) {
        number(sheet, state->contributions.at[row].day);
        number(sheet, state->contributions.at[row].measure);
        number(sheet, state->contributions.at[row].n);
    }
    text(sheet, state->posted);
}

/* ---- facts ---- */

static int order_of_kept(const void *left, const void *right)
{
    const struct kept_fact *one = left, *other = right;
    const int order = history_compare(one->id, other->id);

    return order ? order : history_compare(one->source, other->source);
}

static uint32_t count_kept(struct bytes kept)
{
    struct wire_cursor cursor = wire_cursor(kept);
    uint32_t count = 0;

    for (; cursor.at != cursor.end; count++)
        wire_skip(&cursor);
    return count;
}

void sheet_of_kept(struct buffer *sheet, struct bytes kept, struct arena *arena)
{
    struct wire_cursor cursor = wire_cursor(kept);
    const uint32_t count = count_kept(kept);
    struct kept_fact *facts = arena_take(arena, (count + 1) * sizeof *facts);
    struct sink sink = buffer_sink(sheet);
    struct failure why;

    for (uint32_t row = 0; row < count; row++) {
        const uint8_t *from = cursor.at;

        wire_skip(&cursor);
        if (record_decode(&kept_fact_schema, (struct bytes){from, (size_t)(cursor.at - from)},
                          &facts[row], arena, NULL, &why) != DONE)
            abort(); /* The tracker has just written it. */
        facts[row].position = 0;
    }
    qsort(facts, count, sizeof *facts, order_of_kept);
    for (uint32_t row = 0; row < count; row++)
        record_encode(&kept_fact_schema, &facts[row], &sink);
}
