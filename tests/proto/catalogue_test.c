#include "proto/catalogue.h"

#include <criterion/criterion.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/arena_sink.h"
#include "tests/proto/records.h"
#include "tests/support/golden.h"

/* Both documents stand in proto/, where people look for them. */
#define README   "../../proto/README.md"
#define ASYNCAPI "../../proto/asyncapi.json"

#define BEGIN "<!-- Printed from the tables by proto_catalogue readme; do not edit below. -->\n"
#define END   "<!-- End of what is printed. -->\n"

static alignas(16) uint8_t memory[1 << 19];

Test(catalogue, is_the_one_in_the_readme)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct arena_sink page;
    size_t length;
    char *readme = golden_load(README, &length);
    const char *begin = strstr(readme, BEGIN), *end = strstr(readme, END);

    cr_assert(begin && end && begin < end, "the README has lost its markers");
    begin += strlen(BEGIN);
    arena_sink_open(&page, &arena);
    cr_assert(page.sink.write(page.sink.context, readme, (size_t)(begin - readme)));
    cr_assert(catalogue_readme(&page.sink));
    cr_assert(page.sink.write(page.sink.context, end, strlen(end)));
    golden_check(README, (const char *)page.written.at, page.written.length);
    free(readme);
}

Test(catalogue, is_the_asyncapi_document)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct arena_sink page;

    arena_sink_open(&page, &arena);
    cr_assert(catalogue_asyncapi(&page.sink));
    golden_check(ASYNCAPI, (const char *)page.written.at, page.written.length);
}

Test(catalogue, says_when_there_is_no_room)
{
    struct arena arena = arena_over(memory, 1000);
    struct arena_sink page;

    arena_sink_open(&page, &arena);
    cr_expect_not(catalogue_readme(&page.sink));
    arena_reset(&arena);
    arena_sink_open(&page, &arena);
    cr_expect_not(catalogue_asyncapi(&page.sink));
}

/* A line of the table for every field of every message; a forgotten message would have none. */
Test(catalogue, has_a_line_for_every_field)
{
    const struct schema *schemas[EVERY_SCHEMA];
    const uint32_t count = every_schema(schemas);
    struct arena arena = arena_over(memory, sizeof memory);
    struct arena_sink page;
    size_t fields = 0, lines = 0;

    arena_sink_open(&page, &arena);
    cr_assert(catalogue_readme(&page.sink));
    cr_assert(page.sink.write(page.sink.context, "", 1));
    for (const char *at = (const char *)page.written.at; (at = strstr(at, "\n| ")); at++)
        lines += at[3] >= '0' && at[3] <= '9';
    for (uint32_t row = 0; row < count; row++)
        fields += schemas[row]->count;
    cr_expect_eq(lines, fields);
}
