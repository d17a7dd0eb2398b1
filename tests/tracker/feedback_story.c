#include "tests/tracker/feedback_story.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "runtime/day.h"

enum { MEMORY = 1 << 16 };

/* ---- telling ---- */

static const char *const steps[] = {
    "",         "forwarded", "refused", "supplement_requested", "supplemented",
    "answered", "published", NULL};
static const char *const verdicts[] = {"", "satisfied", "unsatisfied", "none", NULL};

static int32_t choice(const char *const *names, const char *name)
{
    const int32_t number = choice_by_name(names, name, strlen(name));

    cr_assert_gt(number, 0, "%s is no word", name);
    return number;
}

static void tell_word(struct told *told, uint32_t row, char *word)
{
    struct history_fact *fact = &told->facts[row];
    union fact_data *data = &told->data[row];
    char *value = strchr(word, '=');

    if (value)
        *value++ = '\0';
    if (strcmp(word, "received") == 0 || strcmp(word, "staff") == 0) {
        fact->type = FACT_FEEDBACK_RECEIVED;
        snprintf(told->units[row], sizeof told->units[row], "%s", value ? value : "U1");
        data->feedback = (struct feedback_data){
            .present = 3,
            .unit = bytes_of_text(told->units[row]),
            .about = word[0] == 's' ? FEEDBACK_ABOUT_STAFF : FEEDBACK_ABOUT_PROCEDURE,
        };
    } else if (strcmp(word, "closed") == 0) {
        fact->type = FACT_FEEDBACK_CLOSED;
        data->feedback_closed = (struct feedback_closed_data){1, choice(verdicts, value)};
    } else {
        fact->type = FACT_FEEDBACK_STEP;
        data->feedback_step = (struct feedback_step_data){1, choice(steps, word)};
    }
}

void feedback_tell_one(struct told *told, int64_t time_us, const char *word)
{
    const uint32_t row = told->count++;
    char copy[64];

    cr_assert_lt(row, FEEDBACK_FACTS);
    snprintf(copy, sizeof copy, "%s", word);
    snprintf(told->ids[row], sizeof told->ids[row], "f%u", (unsigned)row);
    told->facts[row] = (struct history_fact){
        .time_us = time_us,
        .position = row + 1,
        .recorded_us = time_us,
        .id = bytes_of_text(told->ids[row]),
        .data = &told->data[row],
    };
    tell_word(told, row, copy);
}

void feedback_tell(struct told *told, const char *text)
{
    char copy[512], *rest = copy, *line;

    *told = (struct told){0};
    snprintf(copy, sizeof copy, "%s", text);
    while ((line = strtok_r(rest, ",", &rest))) {
        int month, day, hour, minute;
        char word[64];

        cr_assert_eq(sscanf(line, " %d-%dT%d:%d %63s", &month, &day, &hour, &minute, word), 5, "%s",
                     line);
        feedback_tell_one(told,
                          day_start(day_from_date((struct date){2026, month, day})) +
                              (INT64_C(60) * hour + minute) * 60 * SECOND_US,
                          word);
    }
}

/* ---- the calendar ---- */

static struct special_days specials(void)
{
    static struct special_day list[6];

    for (int row = 0; row < 5; row++)
        list[row] = (struct special_day){.day = day_from_date((struct date){2026, 2, 16 + row}),
                                         .off = true,
                                         .name_vi = bytes_of_text("Tết"),
                                         .source = bytes_of_text("9441/TB-BNV")};
    list[5] = (struct special_day){.day = day_from_date((struct date){2026, 2, 28}),
                                   .like_weekday = 0,
                                   .name_vi = bytes_of_text("làm bù"),
                                   .source = bytes_of_text("ví dụ")};
    return (struct special_days){list, 6};
}

void feedback_calendar(struct calendar *calendar)
{
    static _Alignas(16) uint8_t memory[4096];
    static struct special_days list;
    static const struct hours_segment segment = {0, &standard_week};
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why;

    list = specials();
    cr_assert_eq(calendar_make(&segment, 1, &list, &arena, calendar, &why), DONE);
}

/* ---- printing ---- */

__attribute__((format(printf, 2, 3))) static void print(struct printed *printed, const char *format,
                                                        ...)
{
    va_list arguments;

    va_start(arguments, format);
    printed->used += (size_t)vsnprintf(printed->text + printed->used, FEEDBACK_TEXT - printed->used,
                                       format, arguments);
    va_end(arguments);
    cr_assert_lt(printed->used, FEEDBACK_TEXT);
}

static void print_day(struct printed *printed, const char *title, int32_t day)
{
    const struct date date = day_to_date(day);

    print(printed, "%s%02d-%02d", title, date.month, date.day);
}

/* "decision 03-04 kept": what does not make it late stands in brackets. */
static void print_term(struct printed *printed, const struct feedback_term *term, const char *name)
{
    const char *standing = term->broken ? " broken" : " kept";

    if (!term->applies)
        return;
    print(printed, "; %s%s", term->judges ? "" : "(", name);
    print_day(printed, " ", term->due.day);
    if (term->waited)
        print(printed, " +%d", (int)term->waited);
    print(printed, "%s%s",
          term->moving ? " moving"
          : term->done ? standing
                       : "",
          term->judges ? "" : ")");
}

void feedback_print(struct printed *printed, const struct feedback *feedback)
{
    print(printed, "%s", feedback_standing_names[feedback->standing]);
    if (feedback->outcome)
        print(printed, " %s", feedback_outcome_names[feedback->outcome]);
    if (feedback->late)
        print(printed, " late");
    if (feedback->published)
        print(printed, " published");
    for (int kind = 0; kind < TERM_COUNT; kind++)
        print_term(printed, &feedback->terms[kind], feedback_term_names[kind]);
}

void feedback_print_counts(struct printed *printed, const struct contributions *contributions)
{
    for (uint32_t row = 0; row < contributions->count; row++) {
        const struct contribution *one = &contributions->at[row];
        const bool again = row > 0 && one[-1].day == one->day;

        cr_assert_eq(one->n, 1);
        if (!again)
            print_day(printed, row ? "; " : "", one->day);
        print(printed, " %s", measure_name((enum measure)one->measure) + strlen("feedback_"));
    }
}

void feedback_fold_told(const struct told *told, struct printed *state, struct printed *counts)
{
    static _Alignas(16) uint8_t memory[MEMORY];
    struct arena arena = arena_over(memory, sizeof memory);
    struct contributions contributions;
    struct feedback feedback;
    struct calendar calendar;
    struct failure why;

    state->used = counts->used = 0;
    state->text[0] = counts->text[0] = '\0';
    feedback_calendar(&calendar);
    cr_assert_eq(feedback_fold(told->facts, told->count, &arena, &feedback, &why), DONE);
    feedback_judge(&calendar, &feedback);
    cr_assert_eq(feedback_contributions(&feedback, &arena, &contributions, &why), DONE);
    feedback_print(state, &feedback);
    feedback_print_counts(counts, &contributions);
}
