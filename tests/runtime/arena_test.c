#include "runtime/arena.h"

#include <criterion/criterion.h>
#include <stdalign.h>
#include <string.h>

#include "runtime/arena_sink.h"

static alignas(16) uint8_t buffer[256];

Test(arena, hands_out_zeroed_aligned_pieces_until_it_is_full)
{
    struct arena arena = arena_over(buffer, sizeof buffer);
    uint8_t *first, *second;

    memset(buffer, 0xff, sizeof buffer);
    first = arena_take(&arena, 5);
    second = arena_take(&arena, 17);
    cr_assert(first && second);
    cr_expect_eq(first - buffer, 0);
    cr_expect_eq(second - buffer, 16);
    for (int at = 0; at < 17; at++)
        cr_expect_eq(second[at], 0);
    cr_expect_null(arena_take(&arena, sizeof buffer));
    cr_expect_null(arena_take(&arena, SIZE_MAX));
    cr_expect_not_null(arena_take(&arena, 256 - 48));
    cr_expect_null(arena_take(&arena, 1));
    arena_reset(&arena);
    cr_expect_not_null(arena_take(&arena, sizeof buffer));
}

Test(arena, copies_text_with_a_nul)
{
    struct arena arena = arena_over(buffer, sizeof buffer);

    memset(buffer, 0xff, sizeof buffer);
    cr_expect_str_eq(arena_text(&arena, "dossier", 4), "doss");
    cr_expect_str_eq(arena_text(&arena, NULL, 0), "");
    cr_expect_null(arena_text(&arena, "x", SIZE_MAX));
    cr_expect_null(arena_text(&arena, "x", 300));
}

Test(arena_sink, takes_all_of_a_piece_or_nothing)
{
    struct arena arena = arena_over(buffer, 8);
    struct arena_sink into;

    arena_sink_open(&into, &arena);
    cr_expect(into.sink.write(into.sink.context, "12345", 5));
    cr_expect_not(into.sink.write(into.sink.context, "6789", 4));
    cr_expect(into.sink.write(into.sink.context, "678", 3));
    cr_expect_eq(into.written.length, 8);
    cr_expect_eq(memcmp(into.written.at, "12345678", 8), 0);
}
