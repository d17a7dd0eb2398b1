#include <string.h>

#include "tests/proto/records.h"

static bool same_due(const struct due *left, const struct due *right)
{
    return left->instant_us == right->instant_us && left->day == right->day &&
           left->is_date == right->is_date;
}

static bool same_spans(const struct spans *left, const struct spans *right)
{
    return left->count == right->count &&
           memcmp(left->from, right->from, left->count * sizeof left->from[0]) == 0 &&
           memcmp(left->to, right->to, left->count * sizeof left->to[0]) == 0;
}

static bool same_bytes(const void *left, const void *right)
{
    return bytes_equal(*(const struct bytes *)left, *(const struct bytes *)right);
}

static bool same_list(const struct field *field, const struct list *left, const struct list *right)
{
    const uint8_t *ours = left->at, *theirs = right->at;

    if (left->count != right->count)
        return false;
    for (uint32_t row = 0; row < left->count; row++) {
        const size_t size = field->kind == FIELD_RECORDS    ? field->record->size
                            : field->kind == FIELD_BINARIES ? sizeof(struct bytes)
                                                            : sizeof(int64_t);
        const void *one = ours + row * size, *other = theirs + row * size;

        if (field->kind == FIELD_RECORDS    ? record_difference(field->record, one, other) != NULL
            : field->kind == FIELD_BINARIES ? !same_bytes(one, other)
                                            : memcmp(one, other, size) != 0)
            return false;
    }
    return true;
}

static bool same_value(const struct field *field, const void *left, const void *right)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_DECIMAL:
    case FIELD_BINARY:
    case FIELD_RAW: return same_bytes(left, right);
    case FIELD_INTEGER:
    case FIELD_SIGNED:
    case FIELD_INSTANT: return memcmp(left, right, sizeof(int64_t)) == 0;
    case FIELD_BOOL:
    case FIELD_STATED: return memcmp(left, right, sizeof(bool)) == 0;
    case FIELD_CHOICE:
    case FIELD_CHOICES:
    case FIELD_DATE: return memcmp(left, right, sizeof(int32_t)) == 0;
    case FIELD_DUE: return same_due(left, right);
    case FIELD_SPANS: return same_spans(left, right);
    case FIELD_RECORD: return record_difference(field->record, left, right) == NULL;
    case FIELD_RECORDS:
    case FIELD_BINARIES:
    case FIELD_NUMBERS: return same_list(field, left, right);
    }
    return false;
}

const char *record_difference(const struct schema *schema, const void *left, const void *right)
{
    uint64_t ours, theirs;

    memcpy(&ours, left, sizeof ours);
    memcpy(&theirs, right, sizeof theirs);
    if (ours != theirs)
        return "present";
    for (uint32_t row = 0; row < schema->count; row++) {
        const struct field *field = &schema->fields[row];

        if (field_present(ours, row) && !same_value(field, (const uint8_t *)left + field->offset,
                                                    (const uint8_t *)right + field->offset))
            return field->name;
    }
    return NULL;
}
