#include "tests/tracker/deadline_lines.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const unit_names[] = {
    [LIMIT_NONE] = "none",   [LIMIT_WORKING_DAY] = "working_day",
    [LIMIT_DAY] = "day",     [LIMIT_HOUR] = "hour",
    [LIMIT_MONTH] = "month",
};

static void print_moment(struct moment moment)
{
    printf(" %" PRId32 " %" PRId32, moment.day, moment.minute);
}

static void finish_moment(struct moment moment)
{
    fputs(" =", stdout);
    print_moment(moment);
    putchar('\n');
}

static void print_spans(const struct spans *spans)
{
    fputs(spans->count == 0 ? " -" : " ", stdout);
    for (int span = 0; span < spans->count; span++)
        printf("%s%d-%d", span ? "+" : "", spans->from[span], spans->to[span]);
}

void line_calendar(const char *name, const struct hours_segment *segments, uint32_t count,
                   const struct special_days *own)
{
    printf("calendar %s %s\n", name, own ? "own" : "holidays");
    for (uint32_t at = 0; own && at < own->count; at++)
        if (own->at[at].off)
            printf("special %" PRId32 " off\n", own->at[at].day);
        else
            printf("special %" PRId32 " %d\n", own->at[at].day, own->at[at].like_weekday);
    for (uint32_t segment = 0; segment < count; segment++) {
        printf("hours %" PRId32, segments[segment].from_day);
        for (int weekday = 0; weekday < WEEKDAYS; weekday++)
            print_spans(&segments[segment].week->day[weekday]);
        putchar('\n');
    }
}

void line_minutes(const struct calendar *calendar, struct moment from, struct moment to)
{
    fputs("minutes", stdout);
    print_moment(from);
    print_moment(to);
    printf(" = %" PRId64 "\n", calendar_minutes(calendar, from, to));
}

void line_receipt(const struct calendar *calendar, struct moment moment)
{
    fputs("receipt", stdout);
    print_moment(moment);
    finish_moment(calendar_receipt(calendar, moment));
}

void line_worked(const struct calendar *calendar, struct moment from)
{
    fputs("worked", stdout);
    print_moment(from);
    finish_moment(calendar_first_worked(calendar, from));
}

void line_next(const struct calendar *calendar, int32_t day)
{
    printf("next %" PRId32 " = %" PRId32 "\n", day, calendar_next_day(calendar, day));
}

void line_nth(const struct calendar *calendar, int32_t day, int64_t n)
{
    printf("nth %" PRId32 " %" PRId64 " = %" PRId32 "\n", day, n,
           calendar_nth_day(calendar, day, n));
}

void line_end(const struct calendar *calendar, int32_t working_day)
{
    printf("end %" PRId32, working_day);
    finish_moment(calendar_end_of(calendar, working_day));
}

void line_after(const struct calendar *calendar, struct moment from, int64_t minutes)
{
    fputs("after", stdout);
    print_moment(from);
    printf(" %" PRId64, minutes);
    finish_moment(calendar_after(calendar, from, minutes));
}

void line_base(const struct calendar *calendar, struct limit limit, struct moment receipt)
{
    printf("base %s %" PRId64, unit_names[limit.unit], limit.n);
    print_moment(receipt);
    finish_moment(deadline_base(calendar, limit, receipt));
}

static void print_wait(const struct deadline_wait *wait)
{
    if (wait->to_us == INT64_MAX)
        printf(" w%" PRId64 ":", wait->from_us);
    else
        printf(" w%" PRId64 ":%" PRId64, wait->from_us, wait->to_us);
}

static void print_extension(const struct deadline_extension *extension)
{
    if (extension->due.is_date)
        printf(" e%" PRId64 ":d%" PRId32, extension->made_us, extension->due.day);
    else
        printf(" e%" PRId64 ":i%" PRId64, extension->made_us, extension->due.instant_us);
}

static void finish_deadline(const struct deadline *deadline)
{
    fputs(" =", stdout);
    print_moment(deadline->receipt);
    print_moment(deadline->base);
    print_moment(deadline->due);
    printf(" %s %" PRId32 " %s", deadline->moving ? "moving" : "still", deadline->extended_by,
           deadline->late ? "late" : "not");
    if (deadline->late || !deadline->moving)
        print_moment(deadline->late_from);
    else
        fputs(" -", stdout);
    putchar('\n');
}

void line_deadline(const struct deadline_question *question)
{
    struct deadline deadline;

    deadline_compute(question, &deadline);
    printf("deadline %s %" PRId64 " %" PRId64, unit_names[question->limit.unit], question->limit.n,
           question->received_us);
    for (uint32_t wait = 0; wait < question->wait_count; wait++)
        print_wait(&question->waits[wait]);
    for (uint32_t extension = 0; extension < question->extension_count; extension++)
        print_extension(&question->extensions[extension]);
    if (deadline.known)
        finish_deadline(&deadline);
    else
        puts(" = unknown");
}
