#include <criterion/criterion.h>

#include "runtime/day.h"
#include "tests/support/chance.h"
#include "tests/support/rows.h"
#include "tests/tracker/story.h"
#include "tracker/core/overdue.h"

/* Runs of overdue days of a dossier received on the first, in the words of tests/tracker/story.h.
 */
static const struct {
    const char *sentence;
    const char *lines;
    const char *runs;
} examples[] = {
    {"D = 8, E = 12: in 9, out 12",                                       "01 received due=08\n12 status 9",                           "09-12 "      },
    {"D = 8, E = 9: never",                                               "01 received due=08\n09 status 9",                           ""            },
    {"D = 8, E = 8: never",                                               "01 received due=08\n08 status 9",                           ""            },
    {"D = 8, open: for good",                                             "01 received due=08",                                        "09- "        },
    {"no due: never",                                                     "01 received",                                               ""            },
    {"D before R: from R on",                                             "05 received due=03\n08 status 9",                           "05-08 "      },
    {"R and E on one day after D",                                        "05 received due=03\n05 09:00 status 9",                     ""            },
    {"waiting over D and back",                                           "01 received due=05\n04 status 5\n08 status 4",              "08- "        },
    {"a wait splits the days",                                            "01 received due=05\n08 status 5\n10 status 4\n12 status 9",
     "06-08 10-12 "                                                                                                                                  },
    {"a wait within a day hides nothing",
     "01 received due=05\n08 status 5\n08 17:00 status 4\n12 status 9",                                                                "06-12 "      },
    {"a wait that ends with the day's first second hides the day before",
     "01 received due=05\n07 status 5\n08 00:00 status 4\n12 status 9",                                                                "06-07 08-12 "},
    {"waiting for good",                                                  "01 received due=05\n08 status 8",                           "06-08 "      },
    {"extended in time",                                                  "01 received due=05\n05 23:59 extended due=09",              "10- "        },
    {"extended too late",                                                 "01 received due=05\n07 extended due=09",                    "06-07 10- "  },
    {"extended after the end",                                            "01 received due=05\n07 status 9\n08 extended due=09",       "06-07 "      },
    {"set back to an earlier day",                                        "01 received due=09\n07 extended due=05",                    "07- "        },
    {"set back before it is overdue",                                     "01 received due=09\n02 extended due=05",                    "06- "        },
    {"corrected: in force from R",                                        "01 received due=05\n08 corrected due=20",                   "21- "        },
    {"first due stated late: in force from R",                            "01 received\n08 extended due=05",                           "06- "        },
    {"withdrawn ends it as well",                                         "01 received due=05\n08 status 7",                           "06-08 "      },
    {"a due instant counts by its local day",                             "01 received due=05T23:59:59\n07 status 9",                  "06-07 "      },
};

static void print_runs(struct page *page, const struct day_run *runs, uint32_t count)
{
    const int32_t before = day_from_date((struct date){2024, 1, 31});

    for (uint32_t row = 0; row < count; row++) {
        page_print(page, "%02d-", (int)(runs[row].from_day - before));
        if (runs[row].to_day != INT32_MAX)
            page_print(page, "%02d", (int)(runs[row].to_day - before));
        page_print(page, " ");
    }
}

/* The lines leave out what every receipt must say. */
static void print_receipt(struct page *page, const char *lines)
{
    const char *told = strstr(lines, "received") + strlen("received");

    page_print(page, "%.*s unit=U1 procedure=1.01 channel=direct%s", (int)(told - lines), lines,
               told);
}

ROWS(contributions, say_when_a_dossier_is_overdue, sizeof examples / sizeof examples[0])
{
    char lines[STORY_TEXT], text[STORY_TEXT] = "";
    struct page told = {lines, sizeof lines, 0}, page = {text, sizeof text, 0};
    struct dossier_state state;
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    print_receipt(&told, examples[*row].lines);
    story_fold(&cabinet, lines, &state);
    print_runs(&page, state.judgement.overdue, state.judgement.overdue_count);
    cr_expect_str_eq(text, examples[*row].runs, "%s: %s", examples[*row].sentence, text);
    cabinet_close(&cabinet);
}

/* ---- the same, asked day by day ---- */

enum { HISTORIES = 20000, DAYS = 24, DUES = 5, WAITS = 4 };

struct random_history {
    struct history history;
    struct due_statement dues[DUES];
    struct wait waits[WAITS];
};

static int64_t random_moment(struct chance *chance, int32_t from, int32_t to)
{
    static const int64_t clocks_us[] = {0, 1, INT64_C(28800) * SECOND_US, DAY_US - 1};

    return day_start((int32_t)chance_between(chance, from, to)) +
           clocks_us[chance_below(chance, 4)];
}

static void draw_dues(struct chance *chance, struct random_history *random)
{
    struct history *history = &random->history;
    int64_t made_us = random_moment(chance, -2, 6);

    history->due_count = (uint32_t)chance_below(chance, DUES + 1);
    for (uint32_t row = 0; row < history->due_count; row++) {
        random->dues[row] = (struct due_statement){
            .made_us = made_us, .due = {.day = (int32_t)chance_between(chance, -3, DAYS)}};
        made_us += chance_between(chance, 0, 6) * DAY_US / 2;
    }
    history->has_due = history->due_count > 0;
    history->dues = random->dues;
}

static void draw_waits(struct chance *chance, struct random_history *random)
{
    struct history *history = &random->history;
    const bool ended = history_ended(history);
    int64_t from_us = history->received_us + chance_between(chance, 0, 8) * DAY_US / 2;

    while (history->wait_count < WAITS && chance_below(chance, 3) > 0 &&
           (!ended || from_us <= history->ended_us)) {
        struct wait *wait = &random->waits[history->wait_count++];

        *wait = (struct wait){.from_us = from_us,
                              .to_us = from_us + chance_between(chance, 0, 8) * DAY_US / 2};
        from_us = wait->to_us + chance_between(chance, 0, 4) * DAY_US / 2;
        if (ended && wait->to_us > history->ended_us)
            wait->to_us = history->ended_us;
        if (!ended && chance_once_in(chance, 5)) {
            wait->to_us = INT64_MAX;
            break;
        }
    }
    history->waits = random->waits;
}

static void draw(struct chance *chance, struct random_history *random)
{
    *random = (struct random_history){.history = {.standing = STANDING_OPEN}};
    random->history.received_us = random_moment(chance, 0, 6);
    if (chance_below(chance, 3) > 0) {
        random->history.standing = STANDING_FINISHED;
        random->history.ended_us =
            random->history.received_us + chance_between(chance, 0, 30) * DAY_US / 2;
    }
    draw_dues(chance, random);
    draw_waits(chance, random);
}

/* Domain.md section 3, word by word, at the last microsecond of the day. */
static bool overdue_at_end_of(const struct history *history, int32_t day)
{
    const int64_t last_us = day_start(day + 1) - 1;
    const struct due_statement *in_force = &history->dues[0];

    if (history->due_count == 0 || history->received_us > last_us ||
        (history_ended(history) && history->ended_us <= last_us))
        return false;
    for (uint32_t row = 0; row < history->wait_count; row++)
        if (history->waits[row].from_us <= last_us && history->waits[row].to_us > last_us)
            return false;
    for (uint32_t row = 0; row < history->due_count; row++)
        if (history->dues[row].made_us <= last_us)
            in_force = &history->dues[row];
    return in_force->due.day < day;
}

/* A run that lasts at the end of the days looked at lasts for good: nothing happens after them. */
static void print_day_by_day(struct page *page, const struct history *history)
{
    struct day_run runs[DAYS * 3];
    uint32_t count = 0;
    bool overdue = false;

    for (int32_t day = -5; day < 3 * DAYS; day++) {
        const bool now = overdue_at_end_of(history, day);

        if (now && !overdue)
            runs[count++] = (struct day_run){day, INT32_MAX};
        else if (!now && overdue)
            runs[count - 1].to_day = day;
        overdue = now;
    }
    print_runs(page, runs, count);
}

Test(contributions, find_the_days_that_a_loop_over_all_days_finds)
{
    struct chance chance = {chance_seed()};
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    for (int number = 0; number < HISTORIES; number++) {
        char slow[STORY_TEXT] = "", fast[STORY_TEXT] = "";
        struct page slow_page = {slow, sizeof slow, 0}, fast_page = {fast, sizeof fast, 0};
        struct random_history random;
        const struct day_run *runs;
        struct failure why;
        uint32_t count;

        draw(&chance, &random);
        arena_reset(&cabinet.arena);
        cr_assert_eq(overdue_runs(&random.history, &cabinet.arena, &runs, &count, &why), DONE);
        print_runs(&fast_page, runs, count);
        print_day_by_day(&slow_page, &random.history);
        cr_assert_str_eq(fast, slow, "SEED=%llu, history %d: %s, not %s",
                         (unsigned long long)chance_seed(), number, fast, slow);
    }
    cabinet_close(&cabinet);
}

Test(contributions, say_each_day_and_measure_once)
{
    struct dossier_state state;
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    story_fold(&cabinet,
               "01 received unit=U1 procedure=1.01 channel=direct due=03\n"
               "02 paid amount=5 channel=portal\n02 09:00 paid amount=7 channel=gateway\n"
               "02 paid amount=0 channel=cash\n02 status 5\n02 09:00 status 4\n02 10:00 status 5\n",
               &state);
    for (uint32_t row = 1; row < state.contributions.count; row++) {
        const struct contribution *one = &state.contributions.at[row - 1];
        const struct contribution *next = &state.contributions.at[row];

        cr_expect(one->day < next->day || (one->day == next->day && one->measure < next->measure));
        cr_expect_neq(next->n, 0);
        if (next->measure == MEASURE_AMOUNT_ONLINE)
            cr_expect_eq(next->n, 12);
        if (next->measure == MEASURE_WAITING_IN)
            cr_expect_eq(next->n, 2);
    }
    cabinet_close(&cabinet);
}
