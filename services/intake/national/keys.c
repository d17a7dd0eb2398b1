#include "intake/national/keys.h"

#include "intake/national/moment.h"
#include "intake/national/scalar.h"
#include "proto/text.h"

void keys_remark(const struct reading *reading, const char *name)
{
    reading->sinks->remark(reading->sinks->context, name, reading->subject);
}

enum outcome keys_no_room(const struct reading *reading)
{
    return fail_field(reading->why, REJECT, "item", "item does not fit the memory");
}

static const struct key *key_of_name(const struct keys *keys, const char *name)
{
    for (uint32_t row = 0; row < keys->count; row++)
        if (strcmp(keys->at[row].name, name) == 0)
            return &keys->at[row];
    return NULL;
}

static bool stays_outside(const struct keys *keys, const char *name)
{
    for (const char *const *known = keys->outside; *known; known++)
        if (strcmp(*known, name) == 0)
            return true;
    return false;
}

/* jansson's iterator wants the object without const. */
static json_t *walkable(const json_t *value)
{
    union {
        const json_t *given;
        json_t *walked;
    } object = {value};

    return object.walked;
}

enum outcome keys_read(const struct keys *keys, struct reading *reading, const json_t *object,
                       void *record)
{
    const struct unknown_keys *const unknown = &reading->sinks->unknown_keys;
    const char *name;
    json_t *member;

    json_object_foreach(walkable(object), name, member)
    {
        const struct key *const key = key_of_name(keys, name);

        if (key && !json_is_null(member))
            TRY(key->read(reading, key, member, record));
        if (!key && !stays_outside(keys, name))
            unknown->seen(unknown->context, name, strlen(name));
    }
    return DONE;
}

static void *field_of(const struct key *key, void *record)
{
    return (uint8_t *)record + key->offset;
}

static void set_present(const struct key *key, void *record, bool is_present)
{
    const uint64_t bit = UINT64_C(1) << key->row;
    uint64_t present;

    if (key->row == KEY_NO_ROW)
        return;
    memcpy(&present, record, sizeof present);
    present = is_present ? present | bit : present & ~bit;
    memcpy(record, &present, sizeof present);
}

static enum outcome state(const struct key *key, void *record, const void *value, size_t size)
{
    memcpy(field_of(key, record), value, size);
    set_present(key, record, true);
    return DONE;
}

/* What stood there before, a default say, goes as well. */
static enum outcome leave_out(struct reading *reading, const struct key *key, void *record)
{
    set_present(key, record, false);
    keys_remark(reading, key->name);
    return DONE;
}

static enum outcome read_text(struct reading *reading, const struct key *key, const json_t *value,
                              void *record, size_t limit)
{
    struct scalar scalar;
    struct bytes text;

    if (!scalar_read(value, &scalar) || memchr(scalar.text.at, 0, scalar.text.length))
        return leave_out(reading, key, record);
    if (scalar.text.length == 0)
        return DONE;
    if (!json_is_string(value)) {
        scalar.text.at =
            (const uint8_t *)arena_text(reading->arena, scalar.digits, scalar.text.length);
        if (!scalar.text.at)
            return keys_no_room(reading);
    }
    if (text_normalise(scalar.text, reading->arena, &text, reading->why) != DONE)
        return keys_no_room(reading);
    if (text.length > limit)
        return leave_out(reading, key, record);
    return state(key, record, &text, sizeof text);
}

enum outcome key_text(struct reading *reading, const struct key *key, const json_t *value,
                      void *record)
{
    return read_text(reading, key, value, record, SIZE_MAX);
}

enum outcome key_code(struct reading *reading, const struct key *key, const json_t *value,
                      void *record)
{
    return read_text(reading, key, value, record, CODE_LIMIT);
}

typedef bool parse_function(struct bytes text, const struct key *key, void *into);

/* What the text says, by `parse`, as a field of `size` bytes; the empty text says nothing. */
static enum outcome read_value(struct reading *reading, const struct key *key, const json_t *value,
                               void *record, parse_function *parse, size_t size)
{
    union {
        int64_t number;
        struct due due;
        int32_t choice;
        bool flag;
    } parsed = {0};
    struct scalar scalar;

    if (!scalar_read(value, &scalar))
        return leave_out(reading, key, record);
    scalar.text = scalar_trimmed(scalar.text);
    if (scalar.text.length == 0)
        return DONE;
    if (!parse(scalar.text, key, &parsed))
        return leave_out(reading, key, record);
    return state(key, record, &parsed, size);
}

static bool parse_due(struct bytes text, const struct key *key, void *into)
{
    (void)key;
    return moment_parse(text, into);
}

static bool parse_instant(struct bytes text, const struct key *key, void *into)
{
    struct due moment;

    (void)key;
    if (!moment_parse(text, &moment))
        return false;
    *(int64_t *)into = moment_instant(&moment);
    return true;
}

static bool parse_flag(struct bytes text, const struct key *key, void *into)
{
    (void)key;
    return scalar_flag(text, into);
}

static bool parse_amount(struct bytes text, const struct key *key, void *into)
{
    (void)key;
    return scalar_amount(text, into);
}

static bool parse_choice(struct bytes text, const struct key *key, void *into)
{
    int64_t number;

    if (!scalar_integer(text, &number))
        return false;
    for (const struct choice *choice = key->choices; choice->national >= 0; choice++)
        if (choice->national == number) {
            *(int32_t *)into = choice->ours;
            return true;
        }
    return false;
}

static bool parse_choice_flag(struct bytes text, const struct key *key, void *into)
{
    int32_t choice;

    if (!parse_choice(text, key, &choice))
        return false;
    *(bool *)into = choice != 0;
    return true;
}

static bool parse_choice_whole(struct bytes text, const struct key *key, void *into)
{
    int32_t choice;

    if (!parse_choice(text, key, &choice))
        return false;
    *(int64_t *)into = choice;
    return true;
}

enum outcome key_instant(struct reading *reading, const struct key *key, const json_t *value,
                         void *record)
{
    return read_value(reading, key, value, record, parse_instant, sizeof(int64_t));
}

enum outcome key_due(struct reading *reading, const struct key *key, const json_t *value,
                     void *record)
{
    return read_value(reading, key, value, record, parse_due, sizeof(struct due));
}

enum outcome key_flag(struct reading *reading, const struct key *key, const json_t *value,
                      void *record)
{
    return read_value(reading, key, value, record, parse_flag, sizeof(bool));
}

enum outcome key_choice(struct reading *reading, const struct key *key, const json_t *value,
                        void *record)
{
    return read_value(reading, key, value, record, parse_choice, sizeof(int32_t));
}

enum outcome key_choice_flag(struct reading *reading, const struct key *key, const json_t *value,
                             void *record)
{
    return read_value(reading, key, value, record, parse_choice_flag, sizeof(bool));
}

enum outcome key_choice_whole(struct reading *reading, const struct key *key, const json_t *value,
                              void *record)
{
    return read_value(reading, key, value, record, parse_choice_whole, sizeof(int64_t));
}

enum outcome key_amount(struct reading *reading, const struct key *key, const json_t *value,
                        void *record)
{
    return read_value(reading, key, value, record, parse_amount, sizeof(int64_t));
}

enum outcome key_link(struct reading *reading, const struct key *key, const json_t *value,
                      void *record)
{
    struct scalar scalar;

    if (!scalar_read(value, &scalar))
        return leave_out(reading, key, record);
    scalar.text = scalar_trimmed(scalar.text);
    if (scalar.text.length == 0)
        return DONE;
    if (!json_is_string(value)) {
        scalar.text.at =
            (const uint8_t *)arena_text(reading->arena, scalar.digits, scalar.text.length);
        if (!scalar.text.at)
            return keys_no_room(reading);
    }
    return state(key, record, &scalar.text, sizeof scalar.text);
}

enum outcome key_value(struct reading *reading, const struct key *key, const json_t *value,
                       void *record)
{
    const json_t **const kept = field_of(key, record);

    (void)reading;
    *kept = value;
    set_present(key, record, true);
    return DONE;
}

const json_t *keys_element(struct reading *reading, const struct key *key, const json_t *value,
                           size_t *at)
{
    struct scalar scalar;

    if (!json_is_array(value)) {
        if (*at == 0 && (!scalar_read(value, &scalar) || scalar.text.length > 0))
            keys_remark(reading, key->name);
        *at = 1;
        return NULL;
    }
    while (*at < json_array_size(value)) {
        const json_t *const element = json_array_get(value, (*at)++);

        if (json_is_object(element))
            return element;
        keys_remark(reading, key->name);
    }
    return NULL;
}
