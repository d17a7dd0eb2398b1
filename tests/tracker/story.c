#include "tests/tracker/story.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/day.h"

enum { WORD = 64, LINE = 512 };

static const char *const yes_words[] = {
    "on_spot",         "digitised",        "e_result",    "from_store",
    "population_db",   "account_verified", "paid_online", "fee",
    "result_is_paper", "result_is_input",  NULL,
};
static const char *const whole_words[] = {"status", "amount", "level", NULL};
static const char *const weekday_words[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};
static const char *const unit_types[] = {"opened", "hours", NULL};
static const char *const procedure_types[] = {"published", "withdrawn", NULL};

void page_print(struct page *page, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(page->at + page->length, page->room - page->length, format, arguments);
    va_end(arguments);
    cr_assert(length >= 0 && (size_t)length < page->room - page->length, "the page is full");
    page->length += (size_t)length;
}

/* ---- telling ---- */

static bool among(const char *const *words, const char *word)
{
    while (*words && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

static int32_t first_day(void)
{
    return day_from_date((struct date){2024, 2, 1});
}

static void day_text(const char *number, char text[DAY_TEXT])
{
    day_print(first_day() + (int32_t)strtol(number, NULL, 10) - 1, text);
}

/* "04T17:00" or "04T17:00:01", or "04" with that clock, as RFC 3339. */
static json_t *moment_json(const char *value, const char *clock)
{
    const char *separator = strchr(value, 'T');
    char day[DAY_TEXT], text[WORD];

    day_text(value, day);
    if (separator)
        clock = separator + 1;
    snprintf(text, sizeof text, "%sT%s%s+07:00", day, clock, strlen(clock) == 5 ? ":00" : "");
    return json_string(text);
}

static json_t *due_json(const char *value)
{
    char day[DAY_TEXT];

    if (strchr(value, 'T'))
        return moment_json(value, "");
    day_text(value, day);
    return json_string(day);
}

static void add_supplement(json_t *data, const char *value)
{
    const char *back = strstr(value, "..");
    char asked[WORD];
    json_t *list = json_object_get(data, "supplements"), *round = json_object();

    snprintf(asked, sizeof asked, "%.*s", back ? (int)(back - value) : WORD - 1, value);
    json_object_set_new(round, "requested_at", moment_json(asked, "08:00"));
    if (back && back[2])
        json_object_set_new(round, "returned_at", moment_json(back + 2, "08:00"));
    if (!list) {
        list = json_array();
        json_object_set_new(data, "supplements", list);
    }
    json_array_append_new(list, round);
}

static void add_fee(json_t *data, const char *value)
{
    json_object_set_new(
        data, "fees",
        json_pack("[{s:I,s:s}]", "amount", (json_int_t)strtoll(value, NULL, 10), "kind", "fee"));
}

/* "5:working_day" */
static void add_limit(json_t *data, const char *value)
{
    const char *unit = strchr(value, ':');

    cr_assert_not_null(unit, "a limit is N:UNIT");
    json_object_set_new(
        data, "limit",
        json_pack("{s:I,s:s}", "n", (json_int_t)strtoll(value, NULL, 10), "unit", unit + 1));
}

/* "07:00-11:30,13:30-17:00" */
static void add_spans(json_t *data, const char *weekday, const char *value)
{
    json_t *spans = json_array();

    for (; *value; value += strcspn(value, ","), value += *value == ',') {
        char from[6], to[6];

        cr_assert_eq(sscanf(value, "%5[0-9:]-%5[0-9:]", from, to), 2, "no hours: %s", value);
        json_array_append_new(spans, json_pack("[s,s]", from, to));
    }
    json_object_set_new(data, weekday, spans);
}

static void add_word(json_t *data, const char *word, const char *value)
{
    const size_t length = strlen(word);

    if (strcmp(word, "due") == 0)
        json_object_set_new(data, word, due_json(value));
    else if (strcmp(word, "supplement") == 0)
        add_supplement(data, value);
    else if (strcmp(word, "fees") == 0)
        add_fee(data, value);
    else if (strcmp(word, "limit") == 0)
        add_limit(data, value);
    else if (among(weekday_words, word))
        add_spans(data, word, value);
    else if (length > 3 && strcmp(word + length - 3, "_at") == 0)
        json_object_set_new(data, word, moment_json(value, "08:00"));
    else if (among(yes_words, word))
        json_object_set_new(data, word, json_boolean(strcmp(value, "yes") == 0));
    else if (among(whole_words, word))
        json_object_set_new(data, word, json_integer(strtoll(value, NULL, 10)));
    else
        json_object_set_new(data, word, json_string(value));
}

/* What the short line leaves out because it makes no difference. */
static json_t *usual_data(const char *type)
{
    if (strcmp(type, "published") == 0)
        return json_pack("{s:s,s:s,s:s,s:{s:i,s:s},s:b}", "name_vi", "Thủ tục", "field", "Hộ tịch",
                         "service_level", "info", "limit", "n", 5, "unit", "working_day", "fee", 0);
    if (strcmp(type, "opened") == 0)
        return json_pack("{s:s,s:s}", "name_vi", "Đơn vị", "level", "commune");
    if (strcmp(type, "fee") == 0)
        return json_pack("{s:s}", "kind", "fee");
    if (strcmp(type, "voided") == 0)
        return json_pack("{s:s}", "reason", "test");
    return json_object();
}

static void tell_word(json_t *data, const char *subject_word, char *word, json_t *fact)
{
    char *value = strchr(word, '=');

    if (!value) {
        json_object_set_new(data, "status", json_integer(strtoll(word, NULL, 10)));
        return;
    }
    *value++ = '\0';
    if (strcmp(word, "id") == 0 || strcmp(word, "source") == 0)
        json_object_set_new(fact, word, json_string(value));
    else if (strcmp(word, "recorded_at") == 0)
        json_object_set_new(fact, word, moment_json(value, "08:00"));
    else if (strcmp(word, subject_word) == 0)
        json_object_set_new(fact, "subject", json_string(value));
    else
        add_word(data, word, value);
}

static void tell_line(struct cabinet *cabinet, char *line)
{
    char *rest = NULL, *day = strtok_r(line, " ", &rest), *type = strtok_r(NULL, " ", &rest);
    const char *clock = "08:00";
    char name[WORD], id[WORD];
    json_t *fact = json_object(), *data;
    const int64_t rejected = cabinet->rejected;

    if (type && strchr(type, ':')) {
        clock = type;
        type = strtok_r(NULL, " ", &rest);
    }
    cr_assert_not_null(type, "a line has a day and a type");
    data = usual_data(type);
    snprintf(id, sizeof id, "f%lld", (long long)cabinet->position + 1);
    snprintf(name, sizeof name, "%s%s",
             strchr(type, '.')              ? ""
             : among(procedure_types, type) ? "procedure."
             : among(unit_types, type)      ? "unit."
                                            : "dossier.",
             type);
    json_object_update_new(fact, json_pack("{s:s,s:s,s:s,s:s,s:s,s:o,s:o}", "specversion", "1.0",
                                           "id", id, "source", "mot-cua", "type", name, "subject",
                                           "HS-1", "time", moment_json(day, clock), "data", data));
    for (char *word = strtok_r(NULL, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        tell_word(data, name[0] == 'd' ? "dossier" : "code", word, fact);
    cabinet_file(cabinet, fact);
    cr_assert_eq(cabinet->rejected, rejected, "no fact: %s", type);
    json_decref(fact);
}

void story_tell(struct cabinet *cabinet, const char *lines)
{
    char line[LINE];

    while (*lines) {
        const size_t length = strcspn(lines, "\n");

        cr_assert_lt(length, sizeof line);
        memcpy(line, lines, length);
        line[length] = '\0';
        if (length > 0)
            tell_line(cabinet, line);
        lines += length + (lines[length] == '\n');
    }
}

void story_fold(struct cabinet *cabinet, const char *lines, struct dossier_state *state)
{
    const struct file *file;
    struct failure why;

    story_tell(cabinet, lines);
    cabinet_read_catalogue(cabinet);
    for (file = cabinet->files; file && !file_is_dossier(file);)
        file = file->hh.next;
    if (!file)
        file = cabinet->files; /* Nothing but a complaint. */
    cr_assert_not_null(file);
    cr_assert_eq(cabinet_fold(cabinet, file, state, &why), DONE, "%s", why.text);
}

/* ---- printing ---- */

static void print_day(struct page *page, int32_t day)
{
    page_print(page, "%02d", (int)(day - first_day() + 1));
}

static void print_moment(struct page *page, const char *name, int64_t moment_us)
{
    const int32_t day = day_of_instant(moment_us);
    const int second = (int)((moment_us - day_start(day)) / SECOND_US);

    page_print(page, " %s", name);
    print_day(page, day);
    page_print(page, "T%02d:%02d", second / 3600, second / 60 % 60);
    if (second % 60)
        page_print(page, ":%02d", second % 60);
}

static void print_code(struct page *page, const char *name, struct bytes code)
{
    if (code.length)
        page_print(page, " %s=%.*s", name, (int)code.length, (const char *)code.at);
}

static void print_waits(struct page *page, const struct history *history)
{
    static const char *const reasons[] = {"citizen", "payment", "stopped"};

    for (uint32_t row = 0; row < history->wait_count; row++) {
        const struct wait *wait = &history->waits[row];

        print_moment(page, "waiting from ", wait->from_us);
        if (wait->to_us != INT64_MAX)
            print_moment(page, "to ", wait->to_us);
        page_print(page, " (%s)", reasons[wait->reason]);
    }
    if (history->supplement_rounds)
        page_print(page, " rounds=%u", history->supplement_rounds);
}

static void print_course(struct page *page, const struct history *history)
{
    static const char *const ways[] = {"", "counter", "online", "post"};

    print_moment(page, "R=", history->received_us);
    if (history->has_due) {
        page_print(page, " due=");
        print_day(page, history->due.day);
    }
    print_waits(page, history);
    if (history_ended(history))
        print_moment(page, "E=", history->ended_us);
    if (history->verdict)
        page_print(page, " %s", verdict_names[history->verdict]);
    if (!history->handed_over)
        return;
    print_moment(page, "handed over ", history->handed_over_us);
    page_print(page, " %s%s", ways[history->channel_out], history->on_spot ? " on the spot" : "");
}

void story_print_history(struct page *page, const struct history *history, uint32_t flags)
{
    page_print(page, "%s", standing_names[history->standing]);
    if (history->status)
        page_print(page, " status=%d", (int)history->status);
    print_code(page, "unit", history->unit);
    print_code(page, "procedure", history->procedure);
    page_print(page, " %s", channel_names[history->channel]);
    if (history_counted(history))
        print_course(page, history);
    for (int flag = 0; flag < FLAG_COUNT; flag++)
        if (flags >> flag & 1U)
            page_print(page, " !%s", history_flag_names[flag]);
    page_print(page, "\n");
}

void story_print_contributions(struct page *page, const struct contributions *contributions)
{
    for (uint32_t row = 0; row < contributions->count; row++) {
        const struct contribution *one = &contributions->at[row];

        print_day(page, one->day);
        page_print(page, " %s", measure_name((enum measure)one->measure));
        if (one->n != 1)
            page_print(page, " %lld", (long long)one->n);
        page_print(page, "\n");
    }
}
