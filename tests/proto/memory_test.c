/* jansson's k-th allocation fails, for every k: an answer, whole or none, and nothing leaks. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "tests/proto/examples.h"
#include "tests/support/rows.h"

static size_t allowed, alive;

static void *take(size_t size)
{
    if (allowed == 0)
        return NULL;
    allowed--;
    alive++;
    return malloc(size);
}

static void give_back(void *taken)
{
    alive -= taken != NULL;
    free(taken);
}

static json_t *encode(const struct example *example)
{
    const struct fact fact = example_envelope(example);

    return example->type == FACT_NONE ? json_encode(example->schema, example->record)
                                      : json_encode_fact(&fact, example->record);
}

ROWS(memory, that_runs_out_gives_no_half_objects, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    json_t *value = NULL;
    char *whole, *text;

    whole = json_dumps(encode(example), JSON_COMPACT);
    json_set_alloc_funcs(take, give_back);
    for (size_t room = 0; !value; room++) {
        allowed = room;
        value = encode(example);
        if (!value)
            cr_expect_eq(alive, 0, "%s leaks with %zu allocations", example->name, room);
    }
    allowed = SIZE_MAX;
    text = json_dumps(value, JSON_COMPACT);
    cr_expect_str_eq(text, whole, "%s", example->name);
}

/* jansson takes some of its failures for bad text, so REJECT is among the answers. */
ROWS(memory, that_runs_out_while_reading_leaks_nothing, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    char *text = json_dumps(encode(example), JSON_COMPACT);
    const struct bytes line = {(uint8_t *)text, strlen(text)};
    enum outcome outcome = RETRY;
    json_t *value = NULL;
    struct failure why;

    json_set_alloc_funcs(take, give_back);
    for (size_t room = 0; outcome != DONE && room < 1000; room++) {
        allowed = room;
        outcome = json_read(line, &value, &why);
        cr_expect(outcome == DONE || (alive == 0 && !value), "%s with %zu allocations: %s",
                  example->name, room, why.text);
        cr_expect(room > 0 || outcome == RETRY, "%s: %s", example->name, why.text);
    }
    cr_expect_eq(outcome, DONE);
}
