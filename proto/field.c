#include "proto/field.h"

#include <stdio.h>
#include <string.h>

#include "proto/reading.h"
#include "proto/text.h"

bool choice_named(const char *const *names, int64_t number)
{
    for (int64_t row = 0; names[row]; row++)
        if (row == number)
            return names[row][0] != '\0';
    return false;
}

int32_t choice_by_name(const char *const *names, const char *name, size_t length)
{
    for (int32_t row = 0; names[row]; row++)
        if (length > 0 && strlen(names[row]) == length && memcmp(names[row], name, length) == 0)
            return row;
    return -1;
}

void choice_list(const char *const *names, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (int row = 0; names[row] && used < size; row++)
        if (names[row][0])
            used +=
                (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", names[row]);
}

static enum outcome normalise_inside(const struct field *field, int64_t row, void *record,
                                     struct arena *arena, struct failure *why)
{
    const enum outcome outcome = record_normalise(field->record, record, arena, why);

    if (outcome != DONE)
        reading_inside(field, row, why);
    return outcome;
}

static enum outcome normalise_field(const struct field *field, void *value, struct arena *arena,
                                    struct failure *why)
{
    switch (field->kind) {
    case FIELD_TEXT: {
        struct bytes *text = value;

        if (text_normalise(*text, arena, text, why) != DONE)
            return fail_field(why, REJECT, field->name,
                              "%s has no normal form that fits the memory", field->name);
        if (text->length > (size_t)field->limit)
            return fail_field(why, REJECT, field->name, "%s is too long in normal form",
                              field->name);
        return DONE;
    }
    case FIELD_RECORD: return normalise_inside(field, -1, value, arena, why);
    case FIELD_RECORDS: {
        const struct list *list = value;

        for (uint32_t row = 0; row < list->count; row++)
            TRY(normalise_inside(field, row, (uint8_t *)list->at + row * field->record->size, arena,
                                 why));
        return DONE;
    }
    case FIELD_BINARY:
    case FIELD_INTEGER:
    case FIELD_SIGNED:
    case FIELD_BOOL:
    case FIELD_CHOICE:
    case FIELD_CHOICES:
    case FIELD_INSTANT:
    case FIELD_DUE:
    case FIELD_SPANS:
    case FIELD_BINARIES:
    case FIELD_NUMBERS:
    case FIELD_RAW:
    case FIELD_STATED:
    case FIELD_DATE:
    case FIELD_DECIMAL: break;
    }
    return DONE;
}

enum outcome record_normalise(const struct schema *schema, void *record, struct arena *arena,
                              struct failure *why)
{
    uint64_t present;

    memcpy(&present, record, sizeof present);
    for (uint32_t row = 0; row < schema->count; row++)
        if (field_present(present, row))
            TRY(normalise_field(&schema->fields[row],
                                (uint8_t *)record + schema->fields[row].offset, arena, why));
    return DONE;
}
