#include <criterion/criterion.h>
#include <stdio.h>

#include "runtime/day.h"
#include "tests/support/rows.h"
#include "tests/tracker/offices.h"
#include "tracker/core/deadline.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { EVENTS = 4, STORY_TEXT = 160 };

/* A dossier with a limit of working days, what happened to it, and what that makes of its due. */
struct course {
    const char *name;
    enum office office;
    int64_t n;
    const char *story;
    const char *outcome;
};

struct story {
    struct deadline_question question;
    struct deadline_wait waits[EVENTS];
    struct deadline_extension extensions[EVENTS];
};

/* Reads on over a word; false where another one stands. */
static bool next_word(const char **at, const char *word)
{
    const char *here = *at + strspn(*at, " ,");

    if (strncmp(here, word, strlen(word)) != 0)
        return false;
    *at = here + strlen(word) + 1;
    return true;
}

/* A date with a time, or alone. */
static struct due next_due(const char **at)
{
    const size_t length = strcspn(*at, ",") < strlen("2023-02-01 x") ? DAY_TEXT - 1 : DAY_TEXT;
    struct due due = {.is_date = length < DAY_TEXT};

    cr_assert(day_parse(*at, DAY_TEXT - 1, &due.day), "%s", *at);
    if (!due.is_date)
        due.instant_us = instant_read(*at);
    *at += due.is_date ? length : length + strspn(*at + length, "0123456789:");
    return due;
}

static void read_story(const char *at, struct story *story)
{
    struct deadline_question *const question = &story->question;

    while (*at)
        if (next_word(&at, "received")) {
            question->received_us = next_due(&at).instant_us;
        } else if (next_word(&at, "waits")) {
            struct deadline_wait *const wait = &story->waits[question->wait_count++];

            wait->from_us = next_due(&at).instant_us;
            wait->to_us = next_word(&at, "to") ? next_due(&at).instant_us : INT64_MAX;
        } else {
            struct deadline_extension *const extension =
                &story->extensions[question->extension_count++];

            cr_assert(next_word(&at, "extended"), "%s", at);
            extension->made_us = next_due(&at).instant_us;
            cr_assert(next_word(&at, "to"), "%s", at);
            extension->due = next_due(&at);
        }
    question->waits = story->waits;
    question->extensions = story->extensions;
}

static void tell(const struct deadline *deadline, char text[STORY_TEXT])
{
    char due[MOMENT_TEXT], from[MOMENT_TEXT], by[32] = "";

    moment_print(deadline->due, due);
    moment_print(deadline->late_from, from);
    if (deadline->extended_by >= 0)
        snprintf(by, sizeof by, " by extension %d", deadline->extended_by + 1);
    snprintf(text, STORY_TEXT, "%s%s%s", due, by, deadline->moving ? ", moving" : "");
    if (deadline->late || !deadline->moving)
        snprintf(text + strlen(text), STORY_TEXT - strlen(text), ", late %s %s",
                 deadline->late ? "since" : "from", from);
}

static void check(const struct course *course)
{
    const struct calendar calendar = office_calendar(course->office);
    struct story story = {0};
    struct deadline deadline;
    char text[STORY_TEXT];

    story.question.calendar = &calendar;
    story.question.limit = (struct limit){course->n, LIMIT_WORKING_DAY};
    read_story(course->story, &story);
    deadline_compute(&story.question, &deadline);
    tell(&deadline, text);
    cr_expect_str_eq(text, course->outcome, "%s: %s, not %s", course->name, text, course->outcome);
}

/* Each wait for citizen or payment shifts the due by its working minutes. */

/* clang-format off */
static const struct course waiting[] = {
    {"17:00 + 30 min = 08:00 next working day", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 10:00 to 2023-02-01 10:30",
     "2023-02-03 08:00, late from 2023-02-03 08:00"},
    {"instants are cut to the minute", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 10:00:59 to 2023-02-01 10:01",
     "2023-02-03 07:31, late from 2023-02-03 07:31"},
    {"within one minute nothing moves", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 10:00 to 2023-02-01 10:00:59",
     "2023-02-02 17:00, late from 2023-02-03 07:30"},
    {"across a night", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 16:30 to 2023-02-02 08:00",
     "2023-02-03 08:30, late from 2023-02-03 08:30"},
    {"a night alone moves nothing, not even to the morning", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 17:00 to 2023-02-02 07:30",
     "2023-02-02 17:00, late from 2023-02-03 07:30"},
    {"lunch alone moves nothing", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 11:30 to 2023-02-01 13:30",
     "2023-02-02 17:00, late from 2023-02-03 07:30"},
    {"across a weekend", STANDARD, 1,
     "received 2023-02-03 09:00, waits 2023-02-03 16:30 to 2023-02-06 08:00",
     "2023-02-07 08:30, late from 2023-02-07 08:30"},
    {"across half a Saturday: five hours", SATURDAY, 1,
     "received 2023-02-03 09:00, waits 2023-02-03 16:30 to 2023-02-06 08:00",
     "2023-02-06 14:30, late from 2023-02-06 14:30"},
    {"across Tết 2023", STANDARD, 1,
     "received 2023-01-18 09:00, waits 2023-01-19 16:30 to 2023-01-27 08:00",
     "2023-01-27 08:30, late from 2023-01-27 08:30"},
    {"across Tết 2024", STANDARD, 1,
     "received 2024-02-06 09:00, waits 2024-02-07 16:30 to 2024-02-15 08:00",
     "2024-02-15 08:30, late from 2024-02-15 08:30"},
    {"across Tết 2025", STANDARD, 1,
     "received 2025-01-23 09:00, waits 2025-01-24 16:30 to 2025-02-03 08:00",
     "2025-02-03 08:30, late from 2025-02-03 08:30"},
    {"across New Year", STANDARD, 1,
     "received 2021-12-30 09:00, waits 2021-12-31 16:30 to 2022-01-04 08:00",
     "2022-01-04 08:30, late from 2022-01-04 08:30"},
    {"a whole day of 7.5 hours moves by a day", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 17:00 to 2023-02-02 17:00",
     "2023-02-03 17:00, late from 2023-02-06 07:30"},
    {"so does one of eight", EIGHT, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 17:00 to 2023-02-02 17:00",
     "2023-02-03 17:00, late from 2023-02-06 07:30"},
    {"a make-up Saturday is worked", STANDARD, 1,
     "received 2024-05-02 09:00, waits 2024-05-03 16:00 to 2024-05-06 08:30",
     "2024-05-06 09:30, late from 2024-05-06 09:30"},
    {"minutes of 7.5 hours before a change, moved along hours after it", CHANGED, 1,
     "received 2024-07-02 09:00, waits 2024-07-02 15:00 to 2024-07-03 17:00",
     "2024-07-05 09:00, late from 2024-07-05 09:00"},
    {"three waits, each by its own", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 10:00 to 2023-02-01 10:10, "
     "waits 2023-02-01 10:10 to 2023-02-01 10:20, waits 2023-02-02 08:00 to 2023-02-02 08:10",
     "2023-02-03 08:00, late from 2023-02-03 08:00"},
    {"a wait on the way to the receipt's day", STANDARD, 1,
     "received 2023-02-04 09:00, waits 2023-02-04 09:00 to 2023-02-06 08:00",
     "2023-02-08 08:00, late from 2023-02-08 08:00"},
    {"while it lasts the due is that of its start", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 10:00 to 2023-02-01 10:30, "
     "waits 2023-02-02 09:00",
     "2023-02-03 08:00, moving"},
    {"a wait behind the due moves it, and late it stays", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-03 08:00 to 2023-02-03 09:00",
     "2023-02-03 08:30, late since 2023-02-03 07:30"},
    {"also while it lasts", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-03 08:00",
     "2023-02-02 17:00, moving, late since 2023-02-03 07:30"},
    {"a wait from the evening of the due: nothing was worked behind it", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-02 22:00 to 2023-02-03 08:00",
     "2023-02-03 08:00, late from 2023-02-03 08:00"},
    {"at 24:00 the due stays on its day", EVENING, 1,
     "received 2023-02-01 17:00, waits 2023-02-01 17:30 to 2023-02-01 17:30:30",
     "2023-02-02 24:00, late from 2023-02-03 16:00"},
};
/* clang-format on */

ROWS(deadline_moves, with_each_wait, COUNT(waiting))
{
    check(&waiting[*row]);
}

/*
 * The first extension announced no later than the day of the due then in force, and later than it,
 * replaces the due (end of hours of its day, or its instant); a second one is ignored.
 */

/* clang-format off */
static const struct course extended[] = {
    {"to the end of hours of its day", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-07",
     "2023-02-07 17:00 by extension 1, late from 2023-02-08 07:30"},
    {"to its instant, cut to the minute", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-07 10:00:59",
     "2023-02-07 10:00 by extension 1, late from 2023-02-07 10:00"},
    {"to the end of half a Saturday", SATURDAY, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-04",
     "2023-02-04 11:30 by extension 1, late from 2023-02-06 07:30"},
    {"to the end of a day off, which has no hours", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-04",
     "2023-02-04 24:00 by extension 1, late from 2023-02-06 07:30"},
    {"on the day of the due, even after its hour", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 23:59:59 to 2023-02-07",
     "2023-02-07 17:00 by extension 1, late from 2023-02-08 07:30"},
    {"a day after the due it is too late", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-03 00:00 to 2023-02-07",
     "2023-02-02 17:00, late from 2023-02-03 07:30"},
    {"an earlier day extends nothing", STANDARD, 2,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-02",
     "2023-02-03 17:00, late from 2023-02-06 07:30"},
    {"nor does the same", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-02",
     "2023-02-02 17:00, late from 2023-02-03 07:30"},
    {"a minute later does", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-02 17:01",
     "2023-02-02 17:01 by extension 1, late from 2023-02-03 07:30"},
    {"00:00 is not later than 24:00", EVENING, 1,
     "received 2023-02-01 17:00, extended 2023-02-02 10:00 to 2023-02-03 00:00",
     "2023-02-02 24:00, late from 2023-02-03 16:00"},
    {"a second one is ignored", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-07, "
     "extended 2023-02-07 10:00 to 2023-02-10",
     "2023-02-07 17:00 by extension 1, late from 2023-02-08 07:30"},
    {"behind one that came to nothing the next is the first", STANDARD, 2,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-02, "
     "extended 2023-02-03 10:00 to 2023-02-10",
     "2023-02-10 17:00 by extension 2, late from 2023-02-13 07:30"},
    {"of two in one instant the first in order", STANDARD, 1,
     "received 2023-02-01 09:00, extended 2023-02-02 10:00 to 2023-02-08, "
     "extended 2023-02-02 10:00 to 2023-02-07",
     "2023-02-08 17:00 by extension 1, late from 2023-02-09 07:30"},
    {"the due then in force is the one that a wait has moved", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 10:00 to 2023-02-01 10:30, "
     "extended 2023-02-03 10:00 to 2023-02-07",
     "2023-02-07 17:00 by extension 1, late from 2023-02-08 07:30"},
    {"a wait behind it moves the new one", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-06 10:00 to 2023-02-06 10:30, "
     "extended 2023-02-02 10:00 to 2023-02-07",
     "2023-02-08 08:00 by extension 1, late from 2023-02-08 08:00"},
    {"in a wait: the part before it moved the old due, the part behind moves the new one", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-02 16:00 to 2023-02-03 08:30, "
     "extended 2023-02-03 08:00 to 2023-02-07",
     "2023-02-08 08:00 by extension 1, late from 2023-02-08 08:00"},
    {"in a wait, earlier than the due as moved by then", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 09:00 to 2023-02-02 17:00, "
     "extended 2023-02-02 16:00 to 2023-02-03 16:00",
     "2023-02-06 15:30, late from 2023-02-06 15:30"},
    {"in a wait that lasts: it stands until the wait ends", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-02 16:00, extended 2023-02-03 08:00 to 2023-02-07",
     "2023-02-07 17:00 by extension 1, moving"},
    {"in a wait that lasts, to no avail: the due is that of the start", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-02 16:00, extended 2023-02-03 08:00 to 2023-02-02",
     "2023-02-02 17:00, moving"},
    {"a wait made it late, on the day of the extension: judged by the new due", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 10:00 to 2023-02-01 10:30, "
     "waits 2023-02-03 09:00 to 2023-02-03 09:10, extended 2023-02-03 15:00 to 2023-02-07",
     "2023-02-07 17:00 by extension 1, late from 2023-02-08 07:30"},
    {"late on an earlier day, it stays late in spite of an extension", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-03 10:00 to 2023-02-07 10:00, "
     "extended 2023-02-06 15:00 to 2023-02-09",
     "2023-02-10 14:00 by extension 1, late since 2023-02-03 07:30"},
    {"extended to an hour that has passed, it is late from there", STANDARD, 1,
     "received 2023-02-01 09:00, waits 2023-02-01 10:00 to 2023-02-01 10:30, "
     "extended 2023-02-03 15:00 to 2023-02-03 10:00",
     "2023-02-03 10:00 by extension 1, late since 2023-02-03 10:00"},
};
/* clang-format on */

ROWS(deadline_moves, with_the_first_extension, COUNT(extended))
{
    check(&extended[*row]);
}
