#include "tests/flow/stream.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/arena_sink.h"
#include "runtime/day.h"

enum {
    WAITING = 12000,
    ROOM = WAITING + 256,
    ARENA_BYTES = 1 << 18,
    EARLY_SUBJECTS = 3000,
    FEEDBACK_EVERY = 8
};

size_t stream_subject(struct bytes subject)
{
    size_t number = 0;

    for (size_t at = 3; at < subject.length; at++)
        number = number * 10 + (size_t)(subject.at[at] - '0');
    return number;
}

bool stream_is_feedback(size_t subject)
{
    return subject % FEEDBACK_EVERY == FEEDBACK_EVERY - 1;
}

void stream_open(struct fact_stream *stream, uint64_t seed)
{
    *stream = (struct fact_stream){
        .talk = {.chance = {seed}, .first_day = STREAM_FIRST_DAY, .days = STREAM_DAYS}
    };
    stream->memory.at = heap_take(ARENA_BYTES, 1);
    stream->arena = arena_over(stream->memory.at, ARENA_BYTES);
    stream->waiting = heap_take(ROOM, sizeof *stream->waiting);
}

void stream_close(struct fact_stream *stream)
{
    for (size_t row = 0; row < stream->count; row++)
        free(stream->waiting[row].record);
    free(stream->waiting);
    free(stream->given);
    buffer_free(&stream->memory);
}

/* ---- telling ---- */

static void send(struct fact_stream *stream, const struct fact *fact)
{
    struct arena_sink sink;
    struct stream_item *item = &stream->waiting[stream->count++];

    arena_sink_open(&sink, &stream->arena);
    if (!record_encode(&fact_schema, fact, &sink.sink))
        abort(); /* The arena is larger than any fact. */
    item->length = sink.written.length;
    item->record = heap_take(item->length, 1);
    memcpy(item->record, sink.written.at, item->length);
}

/* Sends it, now and then something else under the same id too. */
static void say(struct fact_stream *stream, const struct fact *fact)
{
    stream->types[fact->type]++;
    send(stream, fact);
    if (talk_maybe(&stream->talk, 2)) {
        const struct fact other = talk_contradiction(&stream->talk, fact, &stream->arena);

        send(stream, &other);
    }
    arena_reset(&stream->arena);
}

/* Who tells of what, and when it last happened. */
struct teller {
    struct fact_stream *stream;
    struct bytes source;
    struct bytes subject;
    int64_t time_us;
};

static void pass(struct teller *teller, int days)
{
    struct chance *chance = &teller->stream->talk.chance;

    teller->time_us +=
        chance_between(chance, 0, days) * DAY_US + chance_between(chance, 0, 3) * 5400 * SECOND_US;
}

static void say_fact(struct teller *teller, enum fact_type type)
{
    struct fact_stream *stream = teller->stream;
    const struct fact fact = talk_fact(&stream->talk, type, teller->time_us, teller->source,
                                       teller->subject, &stream->arena);

    say(stream, &fact);
}

static void say_step(struct teller *teller, int64_t status)
{
    struct fact_stream *stream = teller->stream;
    const struct fact fact = talk_step(&stream->talk, status, teller->time_us, teller->source,
                                       teller->subject, &stream->arena);

    say(stream, &fact);
}

/* As it ought to go, with a wait or two. */
static void go_orderly(struct teller *teller)
{
    struct talk *talk = &teller->stream->talk;
    static const int64_t waits[] = {5, 5, 6, 8};

    say_fact(teller, FACT_RECEIVED);
    pass(teller, 2);
    say_step(teller, talk_maybe(talk, 60) ? 4 : 2);
    while (talk_maybe(talk, 30)) {
        pass(teller, 4);
        say_step(teller, waits[chance_below(&talk->chance, 4)]);
        pass(teller, 6);
        if (talk_maybe(talk, 85))
            say_step(teller, 4);
    }
    pass(teller, 9);
    if (talk_maybe(talk, 80))
        say_step(teller, talk_maybe(talk, 92) ? 9 : 7);
    pass(teller, 2);
    if (talk_maybe(talk, 60))
        say_step(teller, 10);
}

static void go_anyhow(struct teller *teller, int64_t facts)
{
    struct talk *talk = &teller->stream->talk;
    const struct teller began = *teller;

    for (; facts > 0; facts--) {
        const enum fact_type type = talk_dossier_type(talk);

        *teller = began;
        pass(teller, 25);
        if (type == FACT_COMPLAINED) /* Anybody's desk may say so. */
            teller->source = talk_source(chance_below(&talk->chance, TALK_SOURCES));
        say_fact(teller, type);
    }
    teller->source = began.source;
}

static void tell_dossier(struct teller *teller)
{
    struct talk *talk = &teller->stream->talk;

    if (talk_maybe(talk, 65))
        go_orderly(teller);
    teller->time_us -= 12 * DAY_US;
    go_anyhow(teller, chance_between(&talk->chance, 1, 7));
}

static void tell_feedback(struct teller *teller)
{
    struct talk *talk = &teller->stream->talk;

    if (talk_maybe(talk, 92))
        say_fact(teller, FACT_FEEDBACK_RECEIVED);
    for (int64_t steps = chance_between(&talk->chance, 0, 5); steps > 0; steps--) {
        pass(teller, 7);
        say_fact(teller, FACT_FEEDBACK_STEP);
    }
    pass(teller, 3);
    if (talk_maybe(talk, 50))
        say_fact(teller, FACT_FEEDBACK_CLOSED);
}

static void tell_subject(struct fact_stream *stream)
{
    struct talk *talk = &stream->talk;
    const size_t number = (size_t)stream->subjects++;
    const bool feedback = stream_is_feedback(number);
    char code[TALK_CODE];
    struct teller teller = {stream, {0}, {0}, talk_moment(talk)};

    snprintf(code, sizeof code, "%s-%06zu", feedback ? "PA" : "HS", number);
    teller.subject = bytes_of_text(code);
    do {
        teller.source = talk_source(chance_below(&talk->chance, TALK_SOURCES));
        if (feedback)
            tell_feedback(&teller);
        else
            tell_dossier(&teller);
    } while (talk_maybe(talk, 12) && stream->count < ROOM - 128);
}

static void tell(struct fact_stream *stream)
{
    const uint64_t every = stream->subjects < EARLY_SUBJECTS ? 12 : 100;

    if (chance_once_in(&stream->talk.chance, every)) {
        const struct fact fact = talk_reference(&stream->talk, &stream->arena);

        say(stream, &fact);
    }
    tell_subject(stream);
}

struct bytes stream_next(struct fact_stream *stream)
{
    size_t place;
    struct stream_item item;

    while (stream->count < WAITING)
        tell(stream);
    place = chance_below(&stream->talk.chance, stream->count);
    item = stream->waiting[place];
    free(stream->given);
    stream->given = NULL;
    if (!talk_maybe(&stream->talk, 5)) { /* Else it will come again. */
        stream->given = item.record;
        stream->waiting[place] = stream->waiting[--stream->count];
    }
    return (struct bytes){item.record, item.length};
}
