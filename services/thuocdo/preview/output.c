#include "thuocdo/preview/output.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/buffer.h"
#include "runtime/day.h"

enum { MOMENT_TEXT = DAY_TEXT + 6 };

static const char *const lateness_names[] = {
    [NOT_LATE] = "",
    [LATE_SECOND_SUPPLEMENT] = "second_supplement",
    [LATE_PAST_DUE] = "past_due",
    [LATE_PAST_LAWFUL] = "past_lawful_due",
};

/* What is shown of one side, as text; empty where there is nothing. */
struct side {
    const char *local; /* Verdict of finished ones; stays, since it goes by the stated due. */
    bool late;
    char late_day[DAY_TEXT];
    const char *why;
    char lawful[MOMENT_TEXT];
};

static void print_moment(struct moment moment, char text[MOMENT_TEXT])
{
    char day[DAY_TEXT];

    day_print(moment.day, day);
    snprintf(text, MOMENT_TEXT, "%sT%02d:%02d", day, (int)(moment.minute / 60),
             (int)(moment.minute % 60));
}

static struct side side_of(const struct dossier_state *state)
{
    const struct judgement *judgement = &state->judgement;
    struct side side = {.local = verdict_names[state->history.verdict],
                        .late = judgement->national.lateness != NOT_LATE,
                        .why = lateness_names[judgement->national.lateness]};

    if (side.late)
        day_print(judgement->national.late_day, side.late_day);
    /* While a wait lasts it moves on, and its minute means nothing. */
    if (judgement->deadline.known && judgement->deadline.moving)
        day_print(judgement->deadline.due.day, side.lawful);
    else if (judgement->deadline.known)
        print_moment(judgement->deadline.due, side.lawful);
    return side;
}

/* ---- totals ---- */

static struct preview_total *total_of(struct preview_output *output, struct bytes unit)
{
    struct preview_total *total;

    HASH_FIND(hh, output->totals, unit.at, unit.length, total);
    if (total)
        return total;
    total = heap_take(1, sizeof *total);
    memcpy(total->unit, unit.length ? unit.at : (const uint8_t *)"", unit.length);
    HASH_ADD_KEYPTR(hh, output->totals, total->unit, unit.length, total);
    return total;
}

static int order_of_totals(const struct preview_total *left, const struct preview_total *right)
{
    return strcmp(left->unit, right->unit);
}

/* Whether anything that is shown differs. */
static bool count(struct preview_total *total, const struct side *before, const struct side *after)
{
    const bool lawful = strcmp(before->lawful, after->lawful) != 0;
    const bool day = before->late && after->late &&
                     (strcmp(before->late_day, after->late_day) != 0 || before->why != after->why);

    total->judged++;
    total->lawful_changed += lawful;
    total->becomes_late += !before->late && after->late;
    total->ceases_late += before->late && !after->late;
    total->other_day += day;
    return lawful || day || before->late != after->late;
}

/* ---- JSON ---- */

static json_t *text_or_null(const char *text)
{
    return text[0] ? json_string(text) : json_null();
}

static json_t *national_json(const struct side *side)
{
    return json_pack("{s:b, s:o, s:o}", "late", side->late, "late_day",
                     text_or_null(side->late_day), "why", text_or_null(side->why));
}

static void put_json(const struct preview_output *output, json_t *row)
{
    json_dumpf(row, output->file, 0);
    json_decref(row);
}

static json_t *bytes_json(struct bytes text)
{
    return json_stringn(text.length ? (const char *)text.at : "", text.length);
}

static void show_json(const struct preview_output *output, const struct preview_pair *pair,
                      const struct side *before, const struct side *after)
{
    const struct history *history = &pair->after->history;

    fputs(output->shown ? ",\n  " : "\n  ", output->file);
    put_json(output,
             json_pack("{s:o, s:o, s:o, s:o, s:{s:o, s:o}, s:{s:o, s:o}, s:{s:o, s:o}}", "code",
                       bytes_json(pair->code), "source", bytes_json(pair->source), "unit",
                       bytes_json(history->unit), "procedure", bytes_json(history->procedure),
                       "local", "before", text_or_null(before->local), "after",
                       text_or_null(after->local), "national", "before", national_json(before),
                       "after", national_json(after), "lawful_due", "before",
                       text_or_null(before->lawful), "after", text_or_null(after->lawful)));
}

static json_t *total_json(const struct preview_total *total)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:I}", "judged", (json_int_t)total->judged,
                     "lawful_due_changed", (json_int_t)total->lawful_changed, "becomes_late",
                     (json_int_t)total->becomes_late, "ceases_late", (json_int_t)total->ceases_late,
                     "late_on_another_day", (json_int_t)total->other_day);
}

static void end_json(const struct preview_output *output, const struct preview_total *all)
{
    const char *between = "\n  ";

    fputs(output->shown ? "\n],\n\"units\": [" : "],\n\"units\": [", output->file);
    for (const struct preview_total *total = output->totals; total; total = total->hh.next) {
        json_t *row = json_pack("{s:s}", "unit", total->unit);

        json_object_update_new(row, total_json(total));
        fputs(between, output->file);
        put_json(output, row);
        between = ",\n  ";
    }
    fputs(output->totals ? "\n],\n\"total\": " : "],\n\"total\": ", output->file);
    put_json(output, total_json(all));
    fputs("}\n", output->file);
}

/* ---- CSV ---- */

static void put_cell(FILE *file, struct bytes text)
{
    const bool quoted = text.length > 0 &&
                        (memchr(text.at, ',', text.length) || memchr(text.at, '"', text.length) ||
                         memchr(text.at, '\n', text.length));

    if (quoted)
        fputc('"', file);
    for (size_t at = 0; at < text.length; at++) {
        if (text.at[at] == '"')
            fputc('"', file);
        fputc(text.at[at], file);
    }
    fputs(quoted ? "\"," : ",", file);
}

static void show_csv(const struct preview_output *output, const struct preview_pair *pair,
                     const struct side *before, const struct side *after)
{
    put_cell(output->file, pair->code);
    put_cell(output->file, pair->source);
    put_cell(output->file, pair->after->history.unit);
    put_cell(output->file, pair->after->history.procedure);
    fprintf(output->file, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", before->local, after->local,
            before->late ? "late" : "in_time", after->late ? "late" : "in_time", before->late_day,
            after->late_day, before->why, after->why, before->lawful, after->lawful);
}

/* ---- text ---- */

static void put_lateness(FILE *file, const struct side *side)
{
    static const char *const words[] = {
        [NOT_LATE] = "đúng hạn",
        [LATE_SECOND_SUPPLEMENT] = "yêu cầu bổ sung lần hai",
        [LATE_PAST_DUE] = "quá ngày hẹn",
        [LATE_PAST_LAWFUL] = "quá thời hạn theo quy định",
    };

    for (int lateness = NOT_LATE; lateness <= LATE_PAST_LAWFUL; lateness++)
        if (side->why == lateness_names[lateness])
            fputs(words[lateness], file);
    if (side->late)
        fprintf(file, ", trễ từ %s", side->late_day);
}

static void show_text(const struct preview_output *output, const struct preview_pair *pair,
                      const struct side *before, const struct side *after)
{
    const struct history *history = &pair->after->history;
    FILE *file = output->file;

    fprintf(file, "%.*s (%.*s), đơn vị %.*s, thủ tục %.*s\n", (int)pair->code.length,
            (const char *)pair->code.at, (int)pair->source.length, (const char *)pair->source.at,
            (int)history->unit.length, (const char *)history->unit.at,
            (int)history->procedure.length, (const char *)history->procedure.at);
    fprintf(file, "    hạn theo quy định: %s -> %s\n", before->lawful[0] ? before->lawful : "–",
            after->lawful[0] ? after->lawful : "–");
    fputs("    theo QĐ 766: ", file);
    put_lateness(file, before);
    fputs(" -> ", file);
    put_lateness(file, after);
    fprintf(file, "\n    tại đơn vị: %s (giữ nguyên)\n",
            after->local[0] ? after->local : "chưa kết thúc");
}

static void put_total(FILE *file, const char *unit, const struct preview_total *total)
{
    fprintf(file, "%-20s %10lld %10lld %10lld %10lld %10lld\n", unit, (long long)total->judged,
            (long long)total->lawful_changed, (long long)total->becomes_late,
            (long long)total->ceases_late, (long long)total->other_day);
}

static void end_text(const struct preview_output *output, const struct preview_total *all)
{
    if (output->shown == 0)
        fputs("Không hồ sơ nào đổi hạn hay đổi kết quả.\n", output->file);
    fputs("\nunit                     judged     lawful       late     timely  other_day\n",
          output->file);
    for (const struct preview_total *total = output->totals; total; total = total->hh.next)
        put_total(output->file, total->unit, total);
    put_total(output->file, "total", all);
}

/* ---- all of them ---- */

void output_begin(struct preview_output *output)
{
    switch (output->format) {
    case PREVIEW_CSV:
        fputs("code,source,unit,procedure,local_before,local_after,national_before,"
              "national_after,late_day_before,late_day_after,why_before,why_after,"
              "lawful_due_before,lawful_due_after\n",
              output->file);
        return;
    case PREVIEW_JSON: fputs("{\"dossiers\": [", output->file); return;
    case PREVIEW_TEXT: return;
    }
}

void output_add(struct preview_output *output, const struct preview_pair *pair)
{
    const struct side before = side_of(pair->before), after = side_of(pair->after);

    if (!count(total_of(output, pair->after->history.unit), &before, &after))
        return;
    switch (output->format) {
    case PREVIEW_TEXT: show_text(output, pair, &before, &after); break;
    case PREVIEW_CSV: show_csv(output, pair, &before, &after); break;
    case PREVIEW_JSON: show_json(output, pair, &before, &after); break;
    }
    output->shown++;
}

void output_end(struct preview_output *output)
{
    struct preview_total all = {0}, *total, *next;

    HASH_SORT(output->totals, order_of_totals);
    for (total = output->totals; total; total = total->hh.next) {
        all.judged += total->judged;
        all.lawful_changed += total->lawful_changed;
        all.becomes_late += total->becomes_late;
        all.ceases_late += total->ceases_late;
        all.other_day += total->other_day;
    }
    if (output->format == PREVIEW_TEXT)
        end_text(output, &all);
    if (output->format == PREVIEW_JSON)
        end_json(output, &all);
    HASH_ITER(hh, output->totals, total, next)
    {
        HASH_DEL(output->totals, total);
        free(total);
    }
}
