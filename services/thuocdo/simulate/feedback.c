#include "thuocdo/simulate/feedback.h"

#include <stdio.h>

#include "thuocdo/simulate/canonical.h"

enum { STREAM = 5 };

/* How often, in permille. */
enum {
    READY = 300,
    APOLOGY = 600,
    VOTE = 120,
    FEEDBACK = 3,
    NAMES_DOSSIER = 700,
    FORWARDED = 200,
    REFUSED = 60,
    SUPPLEMENT = 100,
    ANSWERED_LATE = 150,
    PUBLISHED = 800,
};

static const char *const mediums[] = {"sms", "sms", "sms", "app", "email", "phone", "other"};
static const char *const vias[] = {"portal", "portal", "hotline", "desk", "letter", "forwarded"};
static const char *const verdicts[] = {"satisfied", "satisfied", "satisfied", "unsatisfied",
                                       "none"};

/* One dossier, and what is said about it. */
struct saying {
    const struct year *year;
    const struct story *story;
    struct outfile *output;
    struct dice dice;
    size_t number;
    char feedback[CODE_TEXT]; /* Number of the feedback about it. */
};

static const char *pick(struct saying *saying, const char *const *names, size_t count)
{
    return names[dice_below(&saying->dice, (int64_t)count)];
}

#define PICK(saying, names) pick(saying, names, sizeof(names) / sizeof(names)[0])

/* Some working days and a bit after the position. */
static int64_t later(struct saying *saying, int64_t position, int least, int most)
{
    return position + dice_between(&saying->dice, least * WORKDAY_SECONDS, most * WORKDAY_SECONDS) +
           dice_between(&saying->dice, 5 * MINUTE, HOUR);
}

/* Begins a line, unless the year is over by then. */
static bool begin(const struct saying *saying, const char *type, const char *mark,
                  const char *subject, int64_t position)
{
    if (position >= saying->year->end)
        return false;
    outfile_add(saying->output,
                "{\"specversion\":\"1.0\",\"id\":\"bd-%06zu-%s\",\"source\":\"%s\",",
                saying->number, mark, SIMULATE_SOURCE);
    outfile_add(saying->output, "\"type\":\"%s\",", type);
    outfile_instant(saying->output, "time", office_moment(&saying->year->calendar, position));
    outfile_add(saying->output, "\"subject\":\"%s\",\"data\":{", subject);
    return true;
}

static void end(const struct saying *saying)
{
    outfile_add(saying->output, "}}");
    outfile_end_line(saying->output);
}

static void notify(struct saying *saying, const char *template, int64_t position)
{
    if (!begin(saying, "dossier.notified", template, saying->story->code, position))
        return;
    outfile_add(saying->output, "\"template\":\"%s\",\"medium\":\"%s\"", template,
                PICK(saying, mediums));
    end(saying);
}

/* Who was served late seldom likes it. */
static void vote(struct saying *saying, bool is_late, int64_t position)
{
    const int64_t level = is_late                            ? dice_between(&saying->dice, 1, 3)
                          : dice_permille(&saying->dice, 60) ? dice_between(&saying->dice, 1, 3)
                                                             : dice_between(&saying->dice, 4, 5);

    if (!begin(saying, "dossier.rated", "vote", saying->story->code, position))
        return;
    outfile_add(saying->output, "\"level\":%lld", (long long)level);
    end(saying);
}

static void tell_applicant(struct saying *saying)
{
    const struct dossier *dossier = saying->story->dossier;
    const bool is_late = dossier_has(dossier, MARK_LATE);

    if (dossier->outcome != OUTCOME_FINISHED)
        return;
    if (is_late && dice_permille(&saying->dice, APOLOGY))
        notify(saying, "apology", dossier->ended - MINUTE);
    if (dice_permille(&saying->dice, READY))
        notify(saying, "result_ready", dossier->ended + 2 * MINUTE);
    if (dice_permille(&saying->dice, VOTE))
        vote(saying, is_late, later(saying, dossier->ended, 0, 5));
}

/* ---- feedback ---- */

static void add_step(struct saying *saying, const char *step, int64_t position)
{
    if (!begin(saying, "feedback.step", step, saying->feedback, position))
        return;
    outfile_add(saying->output, "\"step\":\"%s\"", step);
    end(saying);
}

static void close_feedback(struct saying *saying, const char *verdict, int64_t position)
{
    if (!begin(saying, "feedback.closed", "closed", saying->feedback, position))
        return;
    outfile_add(saying->output, "\"verdict\":\"%s\"", verdict);
    end(saying);
}

static void receive_feedback(struct saying *saying, int64_t position)
{
    const struct dossier *dossier = saying->story->dossier;

    begin(saying, "feedback.received", "feedback", saying->feedback, position);
    outfile_add(saying->output, "\"unit\":\"H08.%02d\",\"about\":\"%s\",\"via\":\"%s\"",
                dossier->unit + 1, dice_permille(&saying->dice, 650) ? "procedure" : "staff",
                PICK(saying, vias));
    if (dice_permille(&saying->dice, NAMES_DOSSIER))
        outfile_add(saying->output, ",\"dossier\":\"%s\"", saying->story->code);
    end(saying);
}

static void answer_feedback(struct saying *saying, int64_t position)
{
    const bool is_late = dice_permille(&saying->dice, ANSWERED_LATE);
    const int64_t answered = later(saying, position, is_late ? 16 : 2, is_late ? 25 : 12);

    add_step(saying, "answered", answered);
    if (dice_permille(&saying->dice, PUBLISHED))
        add_step(saying, "published", later(saying, answered, 0, 2));
    close_feedback(saying, PICK(saying, verdicts), later(saying, answered, 3, 6));
}

static void play_feedback(struct saying *saying)
{
    const struct dossier *dossier = saying->story->dossier;
    int64_t at = later(saying, dossier->ended, 0, 3);

    if (at >= saying->year->end)
        return;
    snprintf(saying->feedback, sizeof saying->feedback, "PA.H08-%06zu", saying->number);
    receive_feedback(saying, at);
    if (dice_permille(&saying->dice, FORWARDED)) {
        at = later(saying, at, 0, 1);
        add_step(saying, "forwarded", at);
    }
    if (dice_permille(&saying->dice, REFUSED)) {
        at = later(saying, at, 0, 2);
        add_step(saying, "refused", at);
        close_feedback(saying, "none", at + MINUTE);
        return;
    }
    if (dice_permille(&saying->dice, SUPPLEMENT)) {
        at = later(saying, at, 1, 4);
        add_step(saying, "supplement_requested", at);
        at = later(saying, at, 1, 5);
        add_step(saying, "supplemented", at);
    }
    answer_feedback(saying, at);
}

enum outcome feedback_write(const struct year *year, struct outfile *output, struct failure *why)
{
    struct story story;

    (void)why;
    for (size_t at = 0; at < year->count; at++) {
        const struct dossier *dossier = &year->dossiers[at];
        struct saying saying = {.year = year,
                                .story = &story,
                                .output = output,
                                .dice = dice_seeded(dossier->seed, STREAM),
                                .number = at + 1};

        if (!dossier_counted(dossier))
            continue;
        story_play(year, dossier, &story);
        tell_applicant(&saying);
        if (dice_permille(&saying.dice, FEEDBACK))
            play_feedback(&saying);
    }
    return DONE;
}
