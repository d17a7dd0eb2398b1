#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "reporter/core/number.h"

static const struct {
    int64_t value;
    int decimals;
    const char *vi;
    const char *plain;
} numbers[] = {
    {0,           0, "0",                          "0"                    },
    {7,           0, "7",                          "7"                    },
    {999,         0, "999",                        "999"                  },
    {1000,        0, "1.000",                      "1000"                 },
    {99364,       0, "99.364",                     "99364"                },
    {1234567,     0, "1.234.567",                  "1234567"              },
    {10998351456, 0, "10.998.351.456",             "10998351456"          },
    {-1234,       0, "-1.234",                     "-1234"                },
    {INT64_MAX,   0, "9.223.372.036.854.775.807",  "9223372036854775807"  },
    {INT64_MIN,   0, "-9.223.372.036.854.775.808", "-9223372036854775808" },
    {983,         1, "98,3",                       "98.3"                 },
    {1000,        1, "100,0",                      "100.0"                },
    {0,           1, "0,0",                        "0.0"                  },
    {5,           2, "0,05",                       "0.05"                 },
    {9995,        2, "99,95",                      "99.95"                },
    {12345678,    1, "1.234.567,8",                "1234567.8"            },
    {1,           6, "0,000001",                   "0.000001"             },
    {-5,          2, "-0,05",                      "-0.05"                },
    {INT64_MIN,   6, "-9.223.372.036.854,775808",  "-9223372036854.775808"},
};

ParameterizedTestParameters(number, prints_as_people_and_programs_expect)
{
    static size_t rows[sizeof numbers / sizeof numbers[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, number, prints_as_people_and_programs_expect)
{
    char text[NUMBER_TEXT];

    number_print_vi(numbers[*row].value, numbers[*row].decimals, text);
    cr_expect_str_eq(text, numbers[*row].vi);
    number_print_plain(numbers[*row].value, numbers[*row].decimals, text);
    cr_expect_str_eq(text, numbers[*row].plain);
}

static const struct {
    int64_t numerator;
    int64_t denominator;
    int decimals;
    bool has_value;
    int64_t value;
} percents[] = {
    {1965,      2000,      1, true,  983      },
    {63629,     96047,     1, true,  662      },
    {1,         3,         0, true,  33       },
    {2,         3,         0, true,  67       },
    {1,         200,       0, true,  1        },
    {1,         201,       0, true,  0        },
    {1,         2000,      1, true,  1        },
    {999,       2000,      1, true,  500      },
    {0,         5,         1, true,  0        },
    {5,         5,         1, true,  1000     },
    {3,         2,         1, true,  1500     },
    {7,         3924,      2, true,  18       },
    {0,         0,         1, false, 0        },
    {5,         0,         1, false, 0        },
    {-1,        5,         1, false, 0        },
    {1,         -5,        1, false, 0        },
    {INT64_MAX, INT64_MAX, 6, true,  100000000},
    {INT64_MAX, 1,         0, false, 0        },
};

ParameterizedTestParameters(number, rounds_percentages_half_up)
{
    static size_t rows[sizeof percents / sizeof percents[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, number, rounds_percentages_half_up)
{
    int64_t value = 0;
    const bool has_value = number_percent(percents[*row].numerator, percents[*row].denominator,
                                          percents[*row].decimals, &value);

    cr_expect_eq(has_value, percents[*row].has_value, "row %zu", *row);
    cr_expect_eq(value, percents[*row].value, "row %zu: %lld", *row, (long long)value);
}

static const struct {
    const char *text;
    int decimals;
    const char *vi; /* NULL: it is no number. */
} decimals[] = {
    {"0",                       0, "0"                          },
    {"7",                       0, "7"                          },
    {"11.86",                   0, "11,86"                      },
    {"11.860000",               0, "11,86"                      },
    {"100",                     1, "100,0"                      },
    {"-0.5",                    0, "-0,5"                       },
    {"999999999999999.999999",  0, "999.999.999.999.999,999999" },
    {"-999999999999999.999999", 2, "-999.999.999.999.999,999999"},
    {"007",                     0, "7"                          },
    {"",                        0, NULL                         },
    {"-",                       0, NULL                         },
    {"1.",                      0, NULL                         },
    {".5",                      0, NULL                         },
    {"1,5",                     0, NULL                         },
    {"1.1234567",               0, NULL                         },
    {"1234567890123456",        0, NULL                         },
    {"+1",                      0, NULL                         },
    {"1e3",                     0, NULL                         },
};

ParameterizedTestParameters(number, reads_decimals_and_prints_them_again)
{
    static size_t rows[sizeof decimals / sizeof decimals[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, number, reads_decimals_and_prints_them_again)
{
    number_millionths value;
    char text[NUMBER_TEXT];

    cr_expect_eq(number_read(decimals[*row].text, &value), decimals[*row].vi != NULL, "%s",
                 decimals[*row].text);
    if (!decimals[*row].vi)
        return;
    number_print_decimal_vi(value, decimals[*row].decimals, text);
    cr_expect_str_eq(text, decimals[*row].vi);
}
