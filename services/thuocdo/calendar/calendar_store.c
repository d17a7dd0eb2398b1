#include "thuocdo/calendar/calendar_store.h"

#include <stdlib.h>

#include "runtime/day.h"

enum { ARENA_BYTES = 1 << 20 };

extern const struct embedded calendar_files[];

static const char *const origin_names[] = {"shipped", "local"};

static enum outcome add_wanted(struct database *database, enum calendar_origin origin,
                               const struct calendar_row *row, struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, row->day);
    parameter_text(&parameters, bytes_of_text(origin_names[origin]));
    parameter_text(&parameters, bytes_of_text(special_kind_names[row->kind]));
    parameter_text(&parameters, row->name_vi);
    parameter_text(&parameters, row->name_en);
    parameter_integer(&parameters, row->off);
    if (row->paired_day != DAY_NONE)
        parameter_integer(&parameters, row->paired_day);
    else
        parameter_null(&parameters);
    parameter_text(&parameters, row->source);
    parameter_text(&parameters, row->confidence);
    return database_change(database, statement(calendar_sql, "add_wanted"), &parameters, 1, why);
}

static void print_side(FILE *out, struct bytes text)
{
    if (text.length)
        fprintf(out, "%.*s", (int)text.length, (const char *)text.at);
    else
        fputs("as its weekday", out);
}

/* Takes the rows of list_changed. */
static void tell_changed(const struct database *database, FILE *out, struct calendar_change *change)
{
    change->days = row_count(database);
    for (int row = 0; row < change->days; row++) {
        const int32_t day = (int32_t)row_integer(database, row, 0);
        char text[DAY_TEXT];

        if (row_bool(database, row, 3)) {
            if (!change->version)
                change->first_day = day;
            change->last_day = day;
            change->version = 1; /* There will be one. */
        }
        if (!out)
            continue;
        day_print(day, text);
        fprintf(out, "%s: ", text);
        print_side(out, row_bytes(database, row, 1));
        fputs(" -> ", out);
        print_side(out, row_bytes(database, row, 2));
        fputc('\n', out);
    }
}

enum outcome calendar_replace(struct database *database, enum calendar_origin origin,
                              const struct calendar_rows *rows, FILE *out,
                              struct calendar_change *change, struct failure *why)
{
    struct parameters named = {0}, days = {0};

    *change = (struct calendar_change){0};
    TRY(database_execute(database, statement(calendar_sql, "open_wanted"), why));
    for (size_t row = 0; row < rows->count; row++)
        TRY(add_wanted(database, origin, &rows->at[row], why));
    parameter_text(&named, bytes_of_text(origin_names[origin]));
    TRY(database_query(database, statement(calendar_sql, "drop_unwanted"), &named, why));
    TRY(database_query(database, statement(calendar_sql, "put_wanted"), NULL, why));
    TRY(database_query(database, statement(calendar_sql, "list_changed"), NULL, why));
    tell_changed(database, out, change);
    if (!change->version)
        return DONE;
    parameter_integer(&days, change->first_day);
    parameter_integer(&days, change->last_day);
    TRY(database_change(database, statement(calendar_sql, "add_change"), &days, 1, why));
    change->version = row_integer(database, 0, 0);
    return DONE;
}

/* ---- the list that is part of the program ---- */

struct first_refusal {
    size_t line;
    const char *column;
    char rule[FAILURE_TEXT];
};

static void keep_first(void *context, size_t line, const char *column, const char *rule)
{
    struct first_refusal *first = context;

    if (first->line)
        return;
    first->line = line;
    first->column = column;
    snprintf(first->rule, sizeof first->rule, "%s", rule);
}

static enum outcome read_shipped(struct arena *arena, struct calendar_rows *rows,
                                 struct failure *why)
{
    const struct embedded *file = embedded_find(calendar_files, "holidays.csv");
    const struct bytes text = {(const uint8_t *)file->text, file->size};
    struct first_refusal first = {0};

    if (calendar_file_read(text, arena, keep_first, &first, rows, why) != DONE)
        return fail(why, FATAL, "holidays.csv:%zu: %s: %s", first.line, first.column, first.rule);
    return DONE;
}

static enum outcome ship(struct database *database, const struct calendar_rows *rows,
                         struct calendar_change *change, struct failure *why)
{
    struct failure ignored;
    enum outcome outcome;

    TRY(database_execute(database, "BEGIN", why));
    outcome = calendar_replace(database, CALENDAR_SHIPPED, rows, NULL, change, why);
    if (outcome == DONE)
        return database_execute(database, "COMMIT", why);
    database_execute(database, "ROLLBACK", &ignored);
    return outcome;
}

enum outcome calendar_ship(struct database *database, struct calendar_change *change,
                           struct failure *why)
{
    void *memory = heap_take(1, ARENA_BYTES);
    struct arena arena = arena_over(memory, ARENA_BYTES);
    struct calendar_rows rows;
    enum outcome outcome = read_shipped(&arena, &rows, why);

    if (outcome == DONE)
        outcome = ship(database, &rows, change, why);
    free(memory);
    return outcome;
}
