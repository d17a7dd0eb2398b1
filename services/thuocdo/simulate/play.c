#include "thuocdo/simulate/play.h"

#include <stdio.h>
#include <string.h>

#include "runtime/day.h"

enum { VOID_WITHIN = 20 * WORKDAY_SECONDS };

int64_t play_moment(const struct play *play, int64_t position)
{
    return office_moment(&play->year->calendar, position);
}

struct event *play_status(struct play *play, int64_t position, int status)
{
    struct event *event = story_add(play->story, EVENT_STATUS, play_moment(play, position));

    event->status = (uint8_t)status;
    return event;
}

static void play_voiding(struct play *play)
{
    const int64_t received = play->dossier->received;
    int64_t voided = received + dice_between(&play->dice, 600, VOID_WITHIN);

    if (voided >= play->year->end)
        voided = play->year->end - 1;
    story_add(play->story, EVENT_VOIDED, play_moment(play, voided));
}

static void write_code(const struct dossier *dossier, char code[CODE_TEXT])
{
    const struct date date = day_to_date(dossier->code_day);

    snprintf(code, CODE_TEXT, "000.00.%02d.H08-%02d%02d%02d-%04d", dossier->first_unit + 1,
             date.year % 100, date.month, date.day, dossier->code_number);
}

void story_play(const struct year *year, const struct dossier *dossier, struct story *story)
{
    struct play play = {
        .year = year,
        .dossier = dossier,
        .procedure = &year->catalogue.procedures[dossier->procedure],
        .story = story,
        .dice = dice_seeded(dossier->seed, 1),
    };

    memset(story, 0, offsetof(struct story, events));
    story->dossier = dossier;
    story->received = play_moment(&play, dossier->received);
    story->fee_count = 0;
    write_code(dossier, story->code);
    play_person(&play);
    if (dossier->kind == KIND_NEVER) {
        play_never(&play);
    } else {
        play_receipt(&play);
        play_steps(&play);
        play_end(&play);
        play_papers(&play);
        play_money(&play);
        play_correction(&play);
    }
    if (dossier->kind == KIND_VOIDED)
        play_voiding(&play);
    story_sort(story);
}
