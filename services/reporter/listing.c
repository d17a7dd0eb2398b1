#include "reporter/listing.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "reporter/core/display.h"
#include "reporter/core/number.h"
#include "reporter/json_body.h"
#include "reporter/store.h"

enum { LISTING_COLUMNS = 24, GAP = 2, TYPE_BOOL = 16, TYPE_BIGINT = 20 };

static Oid type_of(const struct database *database, int column)
{
    return PQftype(database->result, column);
}

/* ---- JSON ---- */

static json_t *cell_json(const struct database *database, int row, int column)
{
    const struct bytes text = row_bytes(database, row, column);

    if (row_is_null(database, row, column))
        return json_null();
    switch (type_of(database, column)) {
    case TYPE_BOOL: return json_boolean(row_bool(database, row, column));
    case TYPE_BIGINT: return json_integer(row_integer(database, row, column));
    default: return json_stringn((const char *)text.at, text.length);
    }
}

static json_t *rows_json(const struct database *database)
{
    json_t *list = json_array();

    for (int row = 0; row < row_count(database); row++) {
        json_t *object = json_object();

        for (int column = 0; column < PQnfields(database->result); column++)
            json_object_set_new(object, PQfname(database->result, column),
                                cell_json(database, row, column));
        json_array_append_new(list, object);
    }
    return list;
}

/* ---- text ---- */

/* The cell as it is shown; `number` is room for one that is not text. */
static struct slice cell_text(const struct database *database, int row, int column,
                              char number[NUMBER_TEXT])
{
    const struct bytes text = row_bytes(database, row, column);

    if (row_is_null(database, row, column))
        return slice_of("–");
    switch (type_of(database, column)) {
    case TYPE_BOOL: return slice_of(row_bool(database, row, column) ? "có" : "không");
    case TYPE_BIGINT:
        number_print_vi(row_integer(database, row, column), 0, number);
        return slice_of(number);
    default: return (struct slice){(const char *)text.at, text.length};
    }
}

static void measure_columns(const struct database *database, size_t widths[LISTING_COLUMNS])
{
    for (int column = 0; column < PQnfields(database->result); column++) {
        widths[column] = display_width(slice_of(PQfname(database->result, column)));
        for (int row = 0; row < row_count(database); row++) {
            char number[NUMBER_TEXT];
            const size_t width = display_width(cell_text(database, row, column, number));

            if (width > widths[column])
                widths[column] = width;
        }
    }
}

static void put_row(const struct database *database, int row, const size_t *widths,
                    struct writer *writer)
{
    const int columns = PQnfields(database->result);

    for (int column = 0; column < columns; column++) {
        const bool is_number = type_of(database, column) == TYPE_BIGINT;
        const bool is_last = column == columns - 1 && !is_number;
        char number[NUMBER_TEXT];
        const struct slice text = row < 0 ? slice_of(PQfname(database->result, column))
                                          : cell_text(database, row, column, number);

        writer_repeat(writer, " ", column ? GAP : 0);
        /* Nothing stands behind the last column, so no blanks either. */
        display_put(writer, text, is_last ? display_width(text) : widths[column],
                    is_number ? ALIGN_RIGHT : ALIGN_LEFT);
    }
    writer_text(writer, "\n");
}

static void put_rows(const struct database *database, const char *title, struct writer *writer)
{
    size_t widths[LISTING_COLUMNS];

    writer_text(writer, title);
    writer_text(writer, "\n");
    if (row_count(database) == 0) {
        writer_text(writer, "(không có)\n");
        return;
    }
    measure_columns(database, widths);
    for (int row = -1; row < row_count(database); row++)
        put_row(database, row, widths, writer);
}

/* ---- answers ---- */

static enum outcome query(struct asking *asking, const struct listing *listing,
                          const struct parameters *parameters, struct failure *why)
{
    TRY(database_query(asking->database, statement(reporter_sql, listing->statement), parameters,
                       why));
    if (PQnfields(asking->database->result) > LISTING_COLUMNS)
        return fail(why, FATAL, "statement %s has too many columns", listing->statement);
    return DONE;
}

static enum outcome answer_json(struct asking *asking, const struct listing *listings,
                                const struct parameters *parameters, struct failure *why)
{
    json_t *object = json_object();
    enum outcome outcome = DONE;

    for (; listings->name && outcome == DONE; listings++) {
        outcome = query(asking, listings, parameters, why);
        if (outcome == DONE)
            json_object_set_new(object, listings->name, rows_json(asking->database));
    }
    if (outcome == DONE)
        json_body_put(asking->body, object);
    json_decref(object);
    return outcome;
}

static enum outcome answer_text(struct asking *asking, const struct listing *listings,
                                const struct parameters *parameters, struct failure *why)
{
    const struct sink sink = buffer_sink(asking->body);
    struct writer writer = {&sink, true};

    for (size_t row = 0; listings[row].name; row++) {
        TRY(query(asking, &listings[row], parameters, why));
        writer_text(&writer, row ? "\n" : "");
        put_rows(asking->database, listings[row].title, &writer);
    }
    return DONE;
}

enum outcome listing_answer(struct asking *asking, const struct listing *listings,
                            const struct parameters *parameters, struct failure *why)
{
    if (asking_chose(asking, "format", "json"))
        return answer_json(asking, listings, parameters, why);
    return answer_text(asking, listings, parameters, why);
}
