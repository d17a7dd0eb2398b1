#include "tests/proto/records.h"

#include <criterion/criterion.h>
#include <string.h>

#include "proto/catalogue.h"
#include "runtime/day.h"

uint32_t every_schema(const struct schema *schemas[EVERY_SCHEMA])
{
    uint32_t count = catalogue_records(schemas);

    for (const struct catalogue_message *row = catalogue_messages; row->schema; row++)
        schemas[count++] = row->schema;
    for (int type = FACT_NONE + 1; type < FACT_TYPE_COUNT; type++)
        schemas[count++] = fact_kinds[type].data;
    return count;
}

static void *room(struct arena *arena, size_t bytes)
{
    void *taken = arena_take(arena, bytes);

    cr_assert_not_null(taken, "the arena is too small for the records of this test");
    return taken;
}

/* ASCII, Vietnamese composed and decomposed, other scripts, the borders of each UTF-8 length. */
static struct bytes random_text(struct chance *chance, int64_t limit, struct arena *arena)
{
    static const char *const pieces[] = {
        "a",
        "0",
        "\x01",
        "\x7f",
        "\"",
        "\\",
        "/",
        "Đất",
        "ễ",
        "e\u0302\u0303",
        "o\u031b\u0323",
        "\u0301",
        "\xc2\x80",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\U00010000",
        "\U0010ffff",
        "文",
        "\t",
        "\n",
        ".",
    };
    const size_t wanted = 1 + chance_below(chance, chance_once_in(chance, 20) ? 300 : 20);
    char *text = room(arena, (size_t)limit + 4);
    size_t length = 0;

    while (length < wanted) {
        const char *piece = pieces[chance_below(chance, sizeof pieces / sizeof pieces[0])];

        if (length + strlen(piece) > (size_t)limit)
            break;
        memcpy(text + length, piece, strlen(piece) + 1);
        length += strlen(piece);
    }
    if (length == 0)
        text[length++] = 'x';
    return (struct bytes){(const uint8_t *)text, length};
}

static struct bytes random_binary(struct chance *chance, int64_t limit, struct arena *arena)
{
    const size_t most = chance_once_in(chance, 20) ? 300 : 20;
    const size_t length = chance_below(chance, (uint64_t)limit + 1) % (most + 1);
    uint8_t *bytes = room(arena, length + 1);

    for (size_t at = 0; at < length; at++)
        bytes[at] = (uint8_t)chance_next(chance);
    return (struct bytes){bytes, length};
}

/* Near the borders of every width that MessagePack has. */
static int64_t random_number(struct chance *chance)
{
    const unsigned width = (unsigned)chance_below(chance, 64);
    const int64_t border = (int64_t)(UINT64_C(1) << width >> 1);
    const int64_t number = border + chance_between(chance, -2, border < INT64_MAX / 2 ? 2 : 0);

    return chance_once_in(chance, 3) ? (int64_t)(chance_next(chance) >> 1) >> width : number;
}

static int64_t random_signed(struct chance *chance)
{
    const int64_t number = random_number(chance);

    return chance_once_in(chance, 2) ? number : -number - 1;
}

static int64_t random_integer(struct chance *chance, int64_t limit)
{
    const int64_t number = random_number(chance);

    if (number < 0)
        return 0;
    return limit && number > limit ? limit - number % (limit + 1) : number;
}

static int64_t random_instant(struct chance *chance)
{
    const int64_t first = day_start(-25567);
    const int64_t last = day_start(day_from_date((struct date){2200, 1, 1})) - 1;
    const int64_t instant = chance_between(chance, first, last);

    return chance_once_in(chance, 2) ? instant : instant - instant % SECOND_US;
}

static struct due random_due(struct chance *chance)
{
    struct due due = {.instant_us = random_instant(chance)};

    due.day = day_of_instant(due.instant_us);
    due.is_date = chance_once_in(chance, 2);
    if (due.is_date)
        due.instant_us = 0;
    return due;
}

/* All digits there may be, and the forms that a number read and printed would change. */
static struct bytes random_decimal(struct chance *chance, struct arena *arena)
{
    char *text = room(arena, 1 + DECIMAL_WHOLE + 1 + DECIMAL_FRACTION);
    int64_t digits = chance_between(chance, 1, DECIMAL_WHOLE);
    size_t length = 0;

    if (chance_once_in(chance, 3))
        text[length++] = '-';
    while (digits-- > 0)
        text[length++] = (char)('0' + chance_below(chance, 10));
    if (chance_once_in(chance, 2)) {
        text[length++] = '.';
        for (digits = chance_between(chance, 1, DECIMAL_FRACTION); digits > 0; digits--)
            text[length++] = (char)('0' + chance_below(chance, 10));
    }
    return (struct bytes){(const uint8_t *)text, length};
}

static int32_t random_choice(struct chance *chance, const char *const *names)
{
    int32_t count = 0;

    while (names[count])
        count++;
    for (;;) {
        const int32_t number = (int32_t)chance_below(chance, (uint64_t)count);

        if (names[number][0])
            return number;
    }
}

static uint32_t random_choices(struct chance *chance, const char *const *names)
{
    uint32_t set = 0;

    for (int round = (int)chance_below(chance, 4); round > 0; round--)
        set |= UINT32_C(1) << random_choice(chance, names);
    return set;
}

static struct spans random_spans(struct chance *chance)
{
    struct spans spans = {.count = (uint8_t)chance_between(chance, 1, SPANS_LIMIT)};
    int64_t at = chance_between(chance, 0, 100);

    for (int span = 0; span < spans.count; span++) {
        spans.from[span] = (uint16_t)at;
        at += chance_between(chance, 1, 170);
        spans.to[span] = (uint16_t)at;
        at += chance_between(chance, 1, 170);
    }
    if (chance_once_in(chance, 5))
        spans.to[spans.count - 1] = 24 * 60;
    return spans;
}

/* A few whole values, not null, of which one is as deep as one more record around it allows. */
static struct bytes random_raw(struct chance *chance)
{
    static const struct bytes values[] = {
        {(const uint8_t *)"\x80",                                                 1 },
        {(const uint8_t *)"\x07",                                                 1 },
        {(const uint8_t *)"\xa1x",                                                2 },
        {(const uint8_t *)"\x81\x01\xc0",                                         3 },
        {(const uint8_t *)"\x82\x01\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00\x02\xc3", 13},
        {(const uint8_t *)"\x91\x91\x91\x91\x91\x91\x90",                         7 },
    };

    return values[chance_below(chance, sizeof values / sizeof values[0])];
}

static struct list random_list(struct chance *chance, const struct field *field,
                               struct arena *arena)
{
    const size_t size = field->kind == FIELD_RECORDS    ? field->record->size
                        : field->kind == FIELD_BINARIES ? sizeof(struct bytes)
                                                        : sizeof(int64_t);
    const uint64_t most = chance_once_in(chance, 30) ? 40 : 4;
    struct list list = {.count = (uint32_t)(chance_below(chance, (uint64_t)field->limit) % most)};

    list.at = room(arena, size * list.count + 1);
    for (uint32_t row = 0; row < list.count; row++) {
        void *element = (uint8_t *)list.at + row * size;

        if (field->kind == FIELD_RECORDS)
            record_random(chance, field->record, element, arena);
        else if (field->kind == FIELD_BINARIES)
            *(struct bytes *)element = random_binary(chance, 40, arena);
        else
            *(int64_t *)element = random_signed(chance);
    }
    return list;
}

static void random_value(struct chance *chance, const struct field *field, void *into,
                         struct arena *arena)
{
    switch (field->kind) {
    case FIELD_TEXT: *(struct bytes *)into = random_text(chance, field->limit, arena); break;
    case FIELD_BINARY: *(struct bytes *)into = random_binary(chance, field->limit, arena); break;
    case FIELD_INTEGER: *(int64_t *)into = random_integer(chance, field->limit); break;
    case FIELD_SIGNED: *(int64_t *)into = random_signed(chance); break;
    case FIELD_BOOL: *(bool *)into = chance_once_in(chance, 2); break;
    case FIELD_CHOICE: *(int32_t *)into = random_choice(chance, field->names); break;
    case FIELD_CHOICES: *(uint32_t *)into = random_choices(chance, field->names); break;
    case FIELD_INSTANT: *(int64_t *)into = random_instant(chance); break;
    case FIELD_DUE: *(struct due *)into = random_due(chance); break;
    case FIELD_SPANS: *(struct spans *)into = random_spans(chance); break;
    case FIELD_RECORD: record_random(chance, field->record, into, arena); break;
    case FIELD_RECORDS:
    case FIELD_BINARIES:
    case FIELD_NUMBERS: *(struct list *)into = random_list(chance, field, arena); break;
    case FIELD_RAW: *(struct bytes *)into = random_raw(chance); break;
    case FIELD_STATED: *(bool *)into = true; break;
    case FIELD_DATE: *(int32_t *)into = day_of_instant(random_instant(chance)); break;
    case FIELD_DECIMAL: *(struct bytes *)into = random_decimal(chance, arena); break;
    }
}

void record_random(struct chance *chance, const struct schema *schema, void *record,
                   struct arena *arena)
{
    uint64_t present = 0;

    memset(record, 0, schema->size);
    for (uint32_t row = 0; row < schema->count; row++) {
        const struct field *field = &schema->fields[row];

        if (!field->required && chance_once_in(chance, 2))
            continue;
        random_value(chance, field, (uint8_t *)record + field->offset, arena);
        present |= UINT64_C(1) << row;
    }
    memcpy(record, &present, sizeof present);
}
