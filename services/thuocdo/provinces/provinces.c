#include "thuocdo/provinces/provinces.h"

#include <string.h>

#include "proto/json.h"
#include "runtime/day.h"
#include "scorer/core/csv.h"

enum { PROVINCES = 256, ARENA_BYTES = 1 << 18, FACT_ID = 96 };

/* Since then there were the 63 that the list begins with. */
static const struct date opened_on = {2008, 8, 1};

/* Columns by name; those that are not listed are for people. */
enum column { OLD_CODE, OLD_NAME, NEW_CODE, NEW_NAME, RELATION, EFFECTIVE, COLUMNS };

static const char *const column_names[] = {
    [OLD_CODE] = "old_h_code", [OLD_NAME] = "old_name", [NEW_CODE] = "new_h_code",
    [NEW_NAME] = "new_name",   [RELATION] = "relation", [EFFECTIVE] = "effective",
};

static const char unchanged[] = "unchanged", merged_into[] = "merged_into",
                  merged_keeps_name[] = "merged_keeps_name";

struct province {
    struct bytes old_code;
    struct bytes old_name;
    struct bytes new_code;
    struct bytes new_name;
    bool merged; /* Into another one, or others into it. */
    int32_t effective;
};

struct provinces {
    uint8_t memory[ARENA_BYTES];
    struct province rows[PROVINCES];
    size_t count;
    const struct provinces_options *options;
    FILE *out;
};

/* ---- the list ---- */

static bool is(struct bytes text, const char *word)
{
    return bytes_equal(text, bytes_of_text(word));
}

static enum outcome find_columns(const struct csv_record *head, size_t places[COLUMNS],
                                 struct failure *why)
{
    for (int column = 0; column < COLUMNS; column++) {
        places[column] = 0;
        while (places[column] < head->count &&
               !is(head->fields[places[column]], column_names[column]))
            places[column]++;
        if (places[column] == head->count)
            return fail(why, REJECT, "line %zu: there is no column %s", head->line,
                        column_names[column]);
    }
    return DONE;
}

static enum outcome read_province(const struct csv_record *record, const size_t places[COLUMNS],
                                  struct province *province, struct failure *why)
{
    struct bytes cells[COLUMNS];

    for (int column = 0; column < COLUMNS; column++) {
        if (places[column] >= record->count || record->fields[places[column]].length == 0)
            return fail(why, REJECT, "line %zu: %s is empty", record->line, column_names[column]);
        cells[column] = record->fields[places[column]];
    }
    *province = (struct province){
        .old_code = cells[OLD_CODE],
        .old_name = cells[OLD_NAME],
        .new_code = cells[NEW_CODE],
        .new_name = cells[NEW_NAME],
        .merged = !is(cells[RELATION], unchanged),
    };
    if (province->merged && !is(cells[RELATION], merged_into) &&
        !is(cells[RELATION], merged_keeps_name))
        return fail(why, REJECT, "line %zu: relation is none of %s, %s, %s", record->line,
                    unchanged, merged_into, merged_keeps_name);
    if (!is(cells[RELATION], merged_into) != bytes_equal(province->old_code, province->new_code))
        return fail(why, REJECT, "line %zu: relation does not go with the codes", record->line);
    if (!day_parse((const char *)cells[EFFECTIVE].at, cells[EFFECTIVE].length,
                   &province->effective))
        return fail(why, REJECT, "line %zu: effective is not a day", record->line);
    return DONE;
}

static const struct province *find_old(const struct provinces *provinces, struct bytes code)
{
    for (size_t row = 0; row < provinces->count; row++)
        if (bytes_equal(provinces->rows[row].old_code, code))
            return &provinces->rows[row];
    return NULL;
}

static enum outcome read_list(struct provinces *provinces, struct bytes list, struct failure *why)
{
    struct arena arena = arena_over(provinces->memory, sizeof provinces->memory);
    struct csv csv = csv_over((const char *)list.at, list.length);
    struct csv_record record;
    size_t places[COLUMNS];

    TRY(csv_next(&csv, &arena, &record, why));
    TRY(find_columns(&record, places, why));
    for (;;) {
        struct province province;

        TRY(csv_next(&csv, &arena, &record, why));
        if (record.count == 0)
            return DONE;
        if (provinces->count == PROVINCES)
            return fail(why, REJECT, "line %zu: more than %d provinces", record.line, PROVINCES);
        TRY(read_province(&record, places, &province, why));
        if (find_old(provinces, province.old_code))
            return fail(why, REJECT, "line %zu: old_h_code stands there twice", record.line);
        provinces->rows[provinces->count++] = province;
    }
}

/* ---- facts ---- */

static enum outcome write_fact(const struct provinces *provinces, enum fact_type type,
                               struct bytes code, int32_t day, const union fact_data *data,
                               struct failure *why)
{
    const char *const name = fact_kinds[type].name;
    char id[FACT_ID], text[DAY_TEXT];
    struct fact fact = {
        .source = bytes_of_text(provinces->options->source),
        .type = (int32_t)type,
        .time_us = day_start(day),
        .subject = code,
    };
    json_t *value;
    int failed;

    day_print(day, text);
    snprintf(id, sizeof id, "%s-%s-%.*s", strchr(name, '.') + 1, text, (int)code.length,
             (const char *)code.at);
    fact.id = bytes_of_text(id);
    fact.present = UINT64_C(1) << FACT_ROW_ID | UINT64_C(1) << FACT_ROW_SOURCE |
                   UINT64_C(1) << FACT_ROW_TYPE | UINT64_C(1) << FACT_ROW_TIME |
                   UINT64_C(1) << FACT_ROW_SUBJECT;
    value = json_encode_fact(&fact, data);
    failed = !value || json_dumpf(value, provinces->out, JSON_COMPACT) != 0 ||
             fputc('\n', provinces->out) == EOF;
    json_decref(value);
    return failed ? fail(why, RETRY, "the facts cannot be written") : DONE;
}

static enum outcome write_opened(const struct provinces *provinces, struct bytes code,
                                 struct bytes name, int32_t day, struct failure *why)
{
    const char *const root = provinces->options->root;
    union fact_data data = {
        .unit = {.present = UINT64_C(1) << UNIT_NAME_VI | UINT64_C(1) << UNIT_LEVEL,
                 .name_vi = name,
                 .level = UNIT_LEVEL_PROVINCE},
    };

    if (root) {
        data.unit.present |= UINT64_C(1) << UNIT_PARENT;
        data.unit.parent = bytes_of_text(root);
    }
    return write_fact(provinces, FACT_UNIT_OPENED, code, day, &data, why);
}

/* Those that the list names as new are opened with the first row that leads to them. */
static enum outcome write_new(const struct provinces *provinces, size_t row, struct failure *why)
{
    const struct province *province = &provinces->rows[row];

    if (find_old(provinces, province->new_code))
        return DONE;
    for (size_t earlier = 0; earlier < row; earlier++)
        if (bytes_equal(provinces->rows[earlier].new_code, province->new_code))
            return DONE;
    return write_opened(provinces, province->new_code, province->new_name, province->effective,
                        why);
}

static enum outcome write_change(const struct provinces *provinces, const struct province *province,
                                 struct failure *why)
{
    const bool remains = bytes_equal(province->old_code, province->new_code);
    struct successor successor = {
        .present = UINT64_C(1) << SUCCESSOR_UNIT,
        .unit = province->new_code,
    };
    const union fact_data succeeded = {
        .succeeded = {1, {&successor, 1}}
    };
    const union fact_data renamed = {
        .renamed = {1, province->new_name}
    };
    const union fact_data closed = {.present = 0};

    if (province->merged)
        TRY(write_fact(provinces, FACT_UNIT_SUCCEEDED, province->old_code, province->effective,
                       &succeeded, why));
    if (!remains)
        return write_fact(provinces, FACT_UNIT_CLOSED, province->old_code, province->effective,
                          &closed, why);
    if (bytes_equal(province->old_name, province->new_name))
        return DONE;
    return write_fact(provinces, FACT_UNIT_RENAMED, province->old_code, province->effective,
                      &renamed, why);
}

enum outcome provinces_write(struct bytes list, const struct provinces_options *options, FILE *out,
                             struct failure *why)
{
    static struct provinces provinces;

    provinces.count = 0;
    provinces.options = options;
    provinces.out = out;
    TRY(read_list(&provinces, list, why));
    for (size_t row = 0; row < provinces.count; row++)
        TRY(write_opened(&provinces, provinces.rows[row].old_code, provinces.rows[row].old_name,
                         day_from_date(opened_on), why));
    for (size_t row = 0; row < provinces.count; row++)
        TRY(write_new(&provinces, row, why));
    for (size_t row = 0; row < provinces.count; row++)
        TRY(write_change(&provinces, &provinces.rows[row], why));
    return DONE;
}
