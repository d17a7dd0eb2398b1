/*
 * calendar_file: files of special days, and what is refused in them.
 */
#include "thuocdo/calendar/calendar_file.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "runtime/embedded.h"
#include "tests/support/rows.h"

#define HEADER \
    "date,weekday,kind,name_vi,name_en,is_day_off,on_weekend,paired_date,source,confidence\n"

extern const struct embedded calendar_files[];

static _Alignas(16) unsigned char memory[1 << 20];

/* "line column: rule" for each refusal. */
struct told {
    char text[2048];
    size_t used;
};

static void tell(void *context, size_t line, const char *column, const char *rule)
{
    struct told *told = context;

    told->used += (size_t)snprintf(told->text + told->used, sizeof told->text - told->used,
                                   "%zu %s: %s\n", line, column, rule);
}

static enum outcome read_text(const char *text, struct told *told, struct calendar_rows *rows)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why = {0};

    *told = (struct told){{0}, 0};
    return calendar_file_read(bytes_of_text(text), &arena, tell, told, rows, &why);
}

static const struct example {
    const char *name;
    const char *text; /* Behind the header. */
    const char *told;
} examples[] = {
    {"a day off",                  "2030-05-01,Wed,holiday,Lao động,Labour Day,1,0,,Luật,high\n", ""                                                                },
    {"without an English name",    "2030-05-01,Wed,holiday,Lao động,,1,0,,Luật,high\n",           ""                                                                },
    {"a make-up day alone",        "2030-05-04,Sat,makeup_working,Bù,,0,1,2030-05-02,CV,low\n",       ""                                                                },
    {"a swap from both ends",
     "2030-05-04,Sat,makeup_working,Bù,,0,1,2030-05-02,CV,low\n"
     "2030-05-02,Thu,swap_off,Nghỉ,,1,0,2030-05-04,CV,low\n",                                        ""                                                                },
    {"a day like any other",       "2030-05-02,Thu,ordinary,Không nghỉ,,0,0,,CV,high\n",            ""                                                                },
    {"a comma in quotes",          "2030-05-01,Wed,holiday,\"a, b\",,1,0,,Luật,high\n",              ""                                                                },
    {"no such date",               "2030-02-30,Sat,holiday,a,,1,1,,Luật,high\n",
     "2 date: not a date YYYY-MM-DD of the years 1900 to 2199\n"                                                                                                         },
    {"another weekday",            "2030-05-01,Thu,holiday,a,,1,0,,Luật,high\n",
     "2 weekday: not the weekday of the date\n"                                                                                                                          },
    {"no weekday",                 "2030-05-01,T4,holiday,a,,1,0,,Luật,high\n",
     "2 weekday: none of Mon, Tue, Wed, Thu, Fri, Sat, Sun\n"                                                                                                            },
    {"a weekend that is none",     "2030-05-01,Wed,holiday,a,,1,1,,Luật,high\n",
     "2 on_weekend: does not fit the date\n"                                                                                                                             },
    {"another kind",               "2030-05-01,Wed,party,a,,1,0,,Luật,high\n",
     "2 kind: none of holiday, tet, observed, swap_off, makeup_working, ordinary\n"                                                                                      },
    {"a holiday that is worked",   "2030-05-01,Wed,holiday,a,,0,0,,Luật,high\n",
     "2 is_day_off: must be 1 for this kind\n"                                                                                                                           },
    {"a make-up day off",          "2030-05-04,Sat,makeup_working,a,,1,1,2030-05-02,Luật,high\n",
     "2 is_day_off: must be 0 for this kind\n"                                                                                                                           },
    {"neither off nor on",         "2030-05-01,Wed,holiday,a,,yes,0,,Luật,high\n",
     "2 is_day_off: neither 0 nor 1\n2 is_day_off: must be 1 for this kind\n"                                                                                            },
    {"a make-up day for no day",   "2030-05-04,Sat,makeup_working,a,,0,1,,Luật,high\n",
     "2 paired_date: missing: whose hours a make-up day has\n"                                                                                                           },
    {"a make-up day for itself",   "2030-05-04,Sat,makeup_working,a,,0,1,2030-05-04,Luật,high\n",
     "2 paired_date: is the date itself\n"                                                                                                                               },
    {"a swap of two days off",
     "2030-05-02,Thu,swap_off,a,,1,0,2030-05-03,CV,low\n"
     "2030-05-03,Fri,holiday,a,,1,0,,CV,low\n",                                                        "2 paired_date: names a day that is no make-up day in this file\n"},
    {"a make-up day for another",
     "2030-05-02,Thu,swap_off,a,,1,0,2030-05-11,CV,low\n"
     "2030-05-04,Sat,makeup_working,a,,0,1,2030-05-02,CV,low\n",                                       "3 paired_date: names a day that has another paired date\n"       },
    {"no name",                    "2030-05-01,Wed,holiday,,x,1,0,,Luật,high\n",                     "2 name_vi: missing\n"                                            },
    {"nobody says so",             "2030-05-01,Wed,holiday,a,x,1,0,,,high\n",                          "2 source: missing\n"                                             },
    {"a name in another encoding", "2030-05-01,Wed,holiday,\xe1,x,1,0,,Luật,high\n",
     "2 name_vi: not valid UTF-8\n"                                                                                                                                      },
    {"how sure",                   "2030-05-01,Wed,holiday,a,x,1,0,,Luật,sure\n",
     "2 confidence: none of high, medium, low\n"                                                                                                                         },
    {"a day twice",
     "2030-05-01,Wed,holiday,a,x,1,0,,Luật,high\n2030-05-01,Wed,tet,a,x,1,0,,Luật,high\n",         "3 date: stands in the file already\n"                            },
    {"a column too few",           "2030-05-01,Wed,holiday,a,x,1,0,,Luật\n",
     "2 : does not have the ten columns of the header\n"                                                                                                                 },
    {"every line is looked at",
     "2030-05-01,Thu,holiday,a,x,1,0,,Luật,sure\nx\n2030-05-02,Thu,holiday,a,x,1,0,,Luật,high\n"
     "2030-13-02,Thu,holiday,a,x,1,0,,Luật,high\n",                                                  "2 weekday: not the weekday of the date\n2 confidence: none of high, medium, low\n"
     "3 : does not have the ten columns of the header\n"
     "5 date: not a date YYYY-MM-DD of the years 1900 to 2199\n"                                                    },
    {"a quote that is not closed", "2030-05-01,Wed,holiday,\"a,x,1,0,,Luật,high\n",
     "3 : line 2, column 4: a quote is not closed\n"                                                                                                                     },
    {"nothing",                    "",                                                                 "2 : the file names no day\n"                                     },
};

ROWS(calendar_file, is_read_or_refused, sizeof examples / sizeof examples[0])
{
    const struct example *example = &examples[*row];
    struct calendar_rows rows;
    struct told told;
    char text[1024];
    enum outcome outcome;

    snprintf(text, sizeof text, HEADER "%s", example->text);
    outcome = read_text(text, &told, &rows);
    cr_expect_str_eq(told.text, example->told, "%s", example->name);
    cr_expect_eq(outcome, example->told[0] ? REJECT : DONE, "%s", example->name);
}

Test(calendar_file, wants_its_header)
{
    struct calendar_rows rows;
    struct told told;

    cr_expect_eq(read_text("2030-05-01,Wed,holiday,a,x,1,0,,Luật,high\n", &told, &rows), REJECT);
    cr_expect_str_eq(told.text,
                     "1 : the header must be date,weekday,kind,name_vi,name_en,is_day_off,"
                     "on_weekend,paired_date,source,confidence\n");
    cr_expect_eq(read_text("", &told, &rows), REJECT);
}

Test(calendar_file, gives_rows_by_day)
{
    struct calendar_rows rows;
    struct told told;

    cr_assert_eq(read_text(HEADER "2030-05-04,Sat,makeup_working,Bù,Make-up,0,1,2030-05-02,CV,low\n"
                                  "2030-05-01,Wed,holiday,Lao động,,1,0,,Luật,high\n",
                           &told, &rows),
                 DONE);
    cr_assert_eq(rows.count, 2);
    cr_expect_eq(rows.at[0].day, day_from_date((struct date){2030, 5, 1}));
    cr_expect_eq(rows.at[0].kind, SPECIAL_HOLIDAY);
    cr_expect(rows.at[0].off);
    cr_expect_eq(rows.at[0].paired_day, DAY_NONE);
    cr_expect(bytes_equal(rows.at[0].name_vi, bytes_of_text("Lao động")));
    cr_expect_eq(rows.at[0].line, 3);
    cr_expect_eq(rows.at[1].kind, SPECIAL_MAKEUP_WORKING);
    cr_expect_not(rows.at[1].off);
    cr_expect_eq(rows.at[1].paired_day, day_from_date((struct date){2030, 5, 2}));
    cr_expect(bytes_equal(rows.at[1].source, bytes_of_text("CV")));
    cr_expect(bytes_equal(rows.at[1].confidence, bytes_of_text("low")));
}

/* Every make-up day of the shipped list has a day off that it replaces. */
Test(calendar_file, ships_a_list_without_mistakes)
{
    const struct embedded *file = embedded_find(calendar_files, "holidays.csv");
    struct calendar_rows rows;
    struct told told;
    size_t makeup = 0;

    cr_assert_eq(read_text(file->text, &told, &rows), DONE, "%s", told.text);
    for (size_t row = 0; row < rows.count; row++)
        makeup += rows.at[row].kind == SPECIAL_MAKEUP_WORKING;
    cr_expect_eq(rows.count, 118);
    cr_expect_eq(makeup, 4);
}
