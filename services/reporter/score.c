/*
 * What the scorer has computed, in the shape of `thuocdo score --counts`, with coverage, activity
 * and the moment of computing beside it.
 */
#include <jansson.h>
#include <string.h>

#include "reporter/answers.h"
#include "reporter/core/display.h"
#include "reporter/core/number.h"
#include "reporter/json_body.h"
#include "reporter/store.h"
#include "runtime/day.h"
#include "scorer/core/exact.h"
#include "scorer/rubric_file.h"

enum { ID_WIDTH = 8, NAME_WIDTH = 72, POINTS_WIDTH = 9, POINTS_DECIMALS = 2, TEN_THOUSAND = 10000 };

/* Columns of the statement. */
enum { INDICATOR, NUMERATOR, DENOMINATOR, POINTS, MAXIMUM, COVERAGE, ACTIVITY, FROM, TO, COMPUTED };

/* The rubric that the scores are of; rows are found by id. */
struct scores {
    struct asking *asking;
    struct rubric rubric;
    const char *unit;
};

static int row_of_id(const struct scores *scores, const char *id)
{
    for (int row = 0; row < row_count(scores->asking->database); row++)
        if (bytes_equal(row_bytes(scores->asking->database, row, INDICATOR), bytes_of_text(id)))
            return row;
    return -1;
}

/* ---- JSON ---- */

/* Integers that count 10^-n stay exact as far as 15 digits go. */
static json_t *decimal_json(int64_t value, int64_t one)
{
    return value % one ? json_real((double)value / (double)one) : json_integer(value / one);
}

static json_t *column_json(const struct scores *scores, int row, int column, int64_t one)
{
    const struct database *database = scores->asking->database;

    if (row < 0 || row_is_null(database, row, column))
        return json_null();
    return decimal_json(row_integer(database, row, column), one);
}

/* What applies to the unit; without a score what the rubric says. */
static json_t *maximum_json(const struct scores *scores, int row, int64_t of_rubric)
{
    return row < 0 ? decimal_json(of_rubric, 100) : column_json(scores, row, MAXIMUM, 100);
}

static json_t *ratio_json(const struct scores *scores, int row)
{
    const struct database *database = scores->asking->database;
    int64_t numerator, denominator;

    if (row < 0 || row_is_null(database, row, NUMERATOR) || row_is_null(database, row, DENOMINATOR))
        return json_null();
    numerator = row_integer(database, row, NUMERATOR);
    denominator = row_integer(database, row, DENOMINATOR);
    if (denominator <= 0 || numerator < 0)
        return json_null();
    return decimal_json((int64_t)quotient_half_up((wide)numerator * MILLION, denominator), MILLION);
}

static json_t *indicators_json(const struct scores *scores)
{
    json_t *list = json_array();

    for (size_t place = 0; place < scores->rubric.indicator_count; place++) {
        const struct indicator *indicator = &scores->rubric.indicators[place];
        const int row = row_of_id(scores, indicator->id);

        json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
                                              indicator->id, "numerator",
                                              column_json(scores, row, NUMERATOR, 1), "denominator",
                                              column_json(scores, row, DENOMINATOR, 1), "ratio",
                                              ratio_json(scores, row), "points",
                                              column_json(scores, row, POINTS, 100), "max",
                                              maximum_json(scores, row, indicator->max), "coverage",
                                              column_json(scores, row, COVERAGE, TEN_THOUSAND),
                                              "activity", column_json(scores, row, ACTIVITY, 1)));
    }
    return list;
}

static json_t *groups_json(const struct scores *scores)
{
    json_t *list = json_array();

    for (size_t place = 0; place < scores->rubric.group_count; place++) {
        const struct rubric_group *group = &scores->rubric.groups[place];
        const int row = row_of_id(scores, group->id);

        json_array_append_new(list, json_pack("{s:s, s:o, s:o}", "id", group->id, "points",
                                              column_json(scores, row, POINTS, 100), "max",
                                              maximum_json(scores, row, group->max)));
    }
    return list;
}

static void put_json(const struct scores *scores)
{
    const struct asking *asking = scores->asking;
    const int total = row_of_id(scores, "total"), any = total < 0 ? 0 : total;
    char from[DAY_TEXT], to[DAY_TEXT], computed[INSTANT_TEXT];
    json_t *answer;

    day_print((int32_t)row_integer(asking->database, any, FROM), from);
    day_print((int32_t)row_integer(asking->database, any, TO), to);
    instant_print(row_integer(asking->database, any, COMPUTED), computed);
    answer = json_pack("{s:s, s:s, s:s, s:s, s:s, s:[{s:s, s:o, s:o, s:o, s:o, s:o}]}", "rubric",
                       asking_text(asking, "rubric"), "period", asking_text(asking, "period"),
                       "from", from, "to", to, "computed_at", computed, "units", "unit",
                       scores->unit, "indicators", indicators_json(scores), "groups",
                       groups_json(scores), "total", column_json(scores, total, POINTS, 100),
                       "coverage", column_json(scores, total, COVERAGE, TEN_THOUSAND), "activity",
                       column_json(scores, total, ACTIVITY, 1));
    json_body_put(asking->body, answer);
    json_decref(answer);
}

/* ---- text ---- */

static void put_points(struct writer *writer, const struct scores *scores, int row, int column)
{
    char number[NUMBER_TEXT] = "–";

    if (row >= 0 && !row_is_null(scores->asking->database, row, column))
        number_print_vi(row_integer(scores->asking->database, row, column), POINTS_DECIMALS,
                        number);
    display_put(writer, slice_of(number), POINTS_WIDTH, ALIGN_RIGHT);
}

/* The name, marked where nothing can be computed yet: that is not the same as no points. */
static const char *marked_name(const struct scores *scores, const struct indicator *indicator)
{
    static const char mark[] = " (chưa tính được)";
    const size_t length = strlen(indicator->name_vi);
    char *text;

    if (indicator->computable || indicator->max == 0)
        return indicator->name_vi;
    text = arena_take(scores->asking->arena, length + sizeof mark);
    if (!text)
        return indicator->name_vi;
    memcpy(text, indicator->name_vi, length);
    memcpy(text + length, mark, sizeof mark);
    return text;
}

static void put_line(struct writer *writer, const struct scores *scores, const char *id,
                     const char *name)
{
    const int row = row_of_id(scores, id);
    struct slice rest = slice_of(name);

    display_put(writer, slice_of(id), ID_WIDTH, ALIGN_LEFT);
    display_put(writer, display_wrap(&rest, NAME_WIDTH), NAME_WIDTH, ALIGN_LEFT);
    put_points(writer, scores, row, POINTS);
    put_points(writer, scores, row, MAXIMUM);
    writer_text(writer, "\n");
    while (rest.length > 0) {
        writer_repeat(writer, " ", ID_WIDTH);
        display_put(writer, display_wrap(&rest, NAME_WIDTH), NAME_WIDTH, ALIGN_LEFT);
        writer_text(writer, "\n");
    }
}

/* How much of the rubric the points stand on: a total without it would be read as a mark. */
static void put_evidence(const struct scores *scores)
{
    const struct database *database = scores->asking->database;
    const int total = row_of_id(scores, "total");
    char covered[NUMBER_TEXT], activity[NUMBER_TEXT];

    if (total < 0)
        return;
    number_print_vi(row_integer(database, total, COVERAGE), POINTS_DECIMALS, covered);
    number_print_vi(row_integer(database, total, ACTIVITY), 0, activity);
    asking_print(scores->asking,
                 "\nĐộ phủ: %s%% số điểm tối đa có dữ liệu để tính; phần còn lại chưa tính được, "
                 "không phải 0 điểm.\nHồ sơ phải giải quyết trong kỳ: %s.\n",
                 covered, activity);
}

static void put_text(const struct scores *scores)
{
    const struct rubric *rubric = &scores->rubric;
    const struct sink sink = buffer_sink(scores->asking->body);
    struct writer writer = {&sink, true};

    asking_print(scores->asking, "%s\nĐơn vị %s, kỳ %s\n\n", rubric->name_vi, scores->unit,
                 asking_text(scores->asking, "period"));
    for (size_t group = 0; group < rubric->group_count; group++) {
        put_line(&writer, scores, rubric->groups[group].id, rubric->groups[group].name_vi);
        for (size_t row = 0; row < rubric->indicator_count; row++)
            if (rubric->indicators[row].group == group)
                put_line(&writer, scores, rubric->indicators[row].id,
                         marked_name(scores, &rubric->indicators[row]));
    }
    put_line(&writer, scores, "total", "Tổng điểm");
    put_evidence(scores);
}

/* ---- the question ---- */

static enum outcome read_scores(struct scores *scores, struct failure *why)
{
    struct asking *asking = scores->asking;
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(asking_text(asking, "rubric")));
    parameter_text(&parameters, bytes_of_text(scores->unit));
    parameter_text(&parameters, bytes_of_text(asking_text(asking, "period")));
    TRY(database_query(asking->database, statement(reporter_sql, "scores"), &parameters, why));
    if (row_count(asking->database) == 0)
        return fail(why, REJECT, "rubric %s has no scores of unit %s in period %s",
                    asking_text(asking, "rubric"), scores->unit, asking_text(asking, "period"));
    return DONE;
}

enum outcome answer_score(struct asking *asking, struct failure *why)
{
    struct scores scores = {.asking = asking, .unit = asking_text(asking, "unit")};
    struct series today;
    int64_t now_us;

    TRY(store_now(asking, &now_us, why));
    today = series_reported(day_of_instant(now_us), day_of_instant(now_us));
    if (!scores.unit)
        TRY(store_only_root(asking, &today, &scores.unit, why));
    TRY(read_scores(&scores, why));
    /* The id is that of scores that exist, so it is no path of the asker's choice. */
    TRY(rubric_load(asking_text(asking, "rubric"), asking->arena, &scores.rubric, why));
    if (asking_chose(asking, "format", "json"))
        put_json(&scores);
    else
        put_text(&scores);
    return DONE;
}
