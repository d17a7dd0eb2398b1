#include "runtime/embedded.h"

#include <criterion/criterion.h>

static const struct embedded table[] = {
    {"a.json", "{}", 2},
    {"b.json", "[]", 2},
    {NULL,     NULL, 0},
};

Test(embedded, finds_a_file_by_its_whole_name)
{
    cr_expect_eq(embedded_find(table, "a.json"), &table[0]);
    cr_expect_eq(embedded_find(table, "b.json"), &table[1]);
    cr_expect_null(embedded_find(table, "a.jso"));
    cr_expect_null(embedded_find(table, ""));
    cr_expect_null(embedded_find(&table[2], "a.json"));
}
