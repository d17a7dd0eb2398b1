#include <criterion/criterion.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "tests/proto/examples.h"
#include "tests/proto/records.h"
#include "tests/support/rows.h"

static alignas(16) uint8_t memory[1 << 18];

static const struct unknown_keys *counting(int *count);

static void count_key(void *context, const char *name, size_t length)
{
    (void)name;
    (void)length;
    ++*(int *)context;
}

static const struct unknown_keys *counting(int *count)
{
    static struct unknown_keys unknown = {count_key, NULL};

    *count = 0;
    unknown.context = count;
    return &unknown;
}

static enum outcome read_line(const char *line, int *unknown, struct failure *why)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct fact fact;
    union fact_data data;
    enum outcome outcome;
    json_t *value;

    *why = (struct failure){0};
    outcome = json_read(bytes_of_text(line), &value, why);
    if (outcome == DONE)
        outcome = json_decode_fact(value, &fact, &data, &arena, counting(unknown), why);
    json_decref(value);
    return outcome;
}

/* A good line of a fact with one thing changed: the type and what stands in its data. */
#define LINE(type, data)                                                            \
    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"" type "\"," \
    "\"time\":\"2023-02-01T08:35:10+07:00\",\"subject\":\"d\",\"data\":{" data "}}"
#define RECEIVED(more) \
    LINE("dossier.received", "\"procedure\":\"p\",\"unit\":\"u\",\"channel\":\"online\"" more)

#define FEEDBACK(more) LINE("feedback.received", "\"unit\":\"u\",\"about\":\"staff\"" more)
#define FIGURE(from, to, more) \
    LINE("figure.reported",    \
         "\"form\":\"f\",\"indicator\":\"i\",\"from\":\"" from "\",\"to\":\"" to "\"" more)
#define VALUE(value) FIGURE("2023-01-01", "2023-03-31", ",\"value\":" value)
#define TARGET(from, to, value) \
    LINE("target.set",          \
         "\"indicator\":\"i\",\"from\":\"" from "\",\"to\":\"" to "\",\"value\":" value)
#define NO_DATE    " is not a date YYYY-MM-DD of the years 1900 to 2199"
#define NO_DECIMAL "value is not a decimal number of at most 15 digits and 6 behind a point"

static const struct {
    const char *line;
    const char *field; /* NULL: it is taken. */
    const char *text;
} lines[] = {
    {RECEIVED(""),                                                             NULL,                                                          NULL},
    {RECEIVED(",\"due\":null,\"applicant\":null,\"surname\":{\"a\":[1,[2]]}"), NULL,                                                          NULL},
    {RECEIVED(",\"due\":\"2023-02-08\""),                                      NULL,                                                          NULL},
    {RECEIVED(",\"due\":\"2023-02-30\""),                                      "due",
     "due is neither a date nor an instant with offset of the years 1900 to 2199"},
    {RECEIVED(",\"due\":\"2023-02-08T17:00:00\""),                             "due",
     "due is neither a date nor an instant with offset of the years 1900 to 2199"},
    {RECEIVED(",\"due\":20230208"),                                            "due",                                                         "due is an integer, not a date or an instant"},
    {RECEIVED(",\"submitted_at\":\"2023-02-08\""),                             "submitted_at",
     "submitted_at is not an instant in RFC 3339 with offset of the years 1900 to 2199"},
    {RECEIVED(",\"submitted_at\":\"2199-12-31T23:59:59-12:00\""),              "submitted_at",
     "submitted_at is not an instant in RFC 3339 with offset of the years 1900 to 2199"},
    {RECEIVED(",\"applicant\":\"\""),                                          "applicant",
     "applicant is not one of citizen, enterprise, agency, other"},
    {RECEIVED(",\"applicant\":\"Nguyen Van A 0912345678\""),                   "applicant",
     "applicant is not one of citizen, enterprise, agency, other"},
    {RECEIVED(",\"applicant\":1"),                                             "applicant",
     "applicant is an integer, not the name of a choice"},
    {LINE("dossier.received",                                                  "\"procedure\":\"p\",\"unit\":null,\"channel\":\"online\""),   "unit",
     "unit is missing"},
    {LINE("dossier.received",                                                                        "\"procedure\":\"\""),                                                                                                               "procedure","procedure is empty"},
    {LINE("dossier.received",                                                    "\"procedure\":7"),                                                                                                                 "procedure",
     "procedure is an integer, not a text"},
    {LINE("dossier.lost",                                                             ""),                                                                                                   "type",
     "type is not one of dossier.received, dossier.status, dossier.extended, "
     "dossier.papers, dossier.fee, dossier.paid, dossier.moved, dossier.corrected, "
     "dossier.voided, dossier.snapshot, procedure.published, procedure.withdrawn, "
     "unit.opened, unit.renamed, unit.closed, unit.succeeded, unit.hours, "
     "dossier.rated, dossier.notified, dossier.complained, feedback.received, "
     "feedback.step, feedback.closed, figure.reported, target.set"},
    {LINE("",         ""),"type",NULL},
    {LINE("dossier.status",                                                                  "\"status\":1"),                                                                                                                    NULL, NULL},
    {LINE("dossier.status",                                                                        "\"status\":0"),                                                                                                                 "status","status is 0, not one of 1..10"},
    {LINE("dossier.status",                                                                    "\"status\":11"),                                                                                                                                 "status","status is more than 10"},
    {LINE("dossier.status",                                                                "\"status\":-1"),"status","status is not within 0..2^63-1"},
    {LINE("dossier.status","\"status\":1.0"),"status",
     "status is a number with a point or exponent, not an integer"},
    {LINE("dossier.status",                                                    "\"status\":1e0"),                                  "status",
     "status is a number with a point or exponent, not an integer"},
    {LINE("dossier.status",                                                                        "\"status\":\"1\""),                                                                                                                 "status","status is a text, not an integer"},
    {LINE("dossier.status",            "\"status\":true"),                                                                         "status",
     "status is true or false, not an integer"},
    {LINE("dossier.status",                                                                "\"status\":[1]"),                                                                           "status","status is a list, not an integer"},
    {LINE("dossier.status","\"status\":1,\"on_spot\":1"),"on_spot",
     "on_spot is an integer, not true or false"},
    {LINE("dossier.snapshot",                                                    "\"status\":0"),                                                                                    "status","status is 0, not one of 1..10"},
    {LINE("dossier.snapshot",                                                                        ""),                                                                                                                 NULL,NULL},
    {LINE("dossier.corrected",                                      ""),                                                                                                   "data",     "data corrects nothing"},
    {LINE("dossier.corrected",                                                               "\"unit\":null"),                                                                                              "data","data corrects nothing"},
    {LINE("dossier.voided",      "\"reason\":\"\""),"reason","reason is empty or not a text"},
    {LINE("dossier.voided",                                                  "\"reason\":true"),                                     "reason","reason is empty or not a text"},
    {LINE("dossier.voided",                                                                        "\"reason\":\"typed twice\""),                                                                                                              NULL,NULL},
    {LINE("dossier.fee",                                                 "\"amount\":9223372036854775807,\"kind\":\"fee\""),                                                                                                              NULL,NULL},
    {LINE("dossier.fee",                                                                  "\"amount\":9223372036854775808,\"kind\":\"fee\""),           "amount",
     "amount is not within 0..2^63-1"},
    {LINE("dossier.fee",                                                 "\"kind\":\"fee\",\"amount\":-9223372036854775809"),                                                                                                                               "amount",
     "amount is not within 0..2^63-1"},
    {LINE("dossier.fee",                                                    "\"amount\":1e300,\"kind\":\"fee\""),                                              "amount",
     "amount is not within 0..2^63-1"},
    {LINE("dossier.fee",                                                                        "\"x\":[99999999999999999999],\"amount\":9007199254740993,"
                         "\"kind\":\"fee\""),
     NULL,NULL},
    {LINE("dossier.status",                                                                    "\"status\":5,\"x\":-99999999999999999999,\"on_spot\":true"),                                                                                                                                 NULL,
     NULL},
    {LINE("dossier.status",                                                                    "\"status\":5,\"x\":\"\\\"99999999999999999999\",\"y\":"
                            "99999999999999999999"),
     NULL,NULL},
    {LINE("dossier.status","\"status\":5,\"x\":1e400"),"line",NULL},
    {LINE("dossier.snapshot",                                                       "\"fees\":[{\"amount\":1,\"kind\":\"fee\"},{\"amount\":1}]"),
     "fees[1].kind","fees[1]: kind is missing"},
    {LINE("dossier.snapshot",                                                                        "\"fees\":[null]"),                                                                                                                    "fees",
     "fees is null, not an object in every element"},
    {LINE("dossier.snapshot",                                         "\"fees\":{}"),                                                                                                      "fees","fees is an object, not a list"},
    {LINE("procedure.published",                                                                     "\"name_vi\":\"n\",\"field\":\"f\",\"service_level\":\"full\","
                                 "\"fee\":true,\"limit\":{\"n\":100001,\"unit\":\"day\"}"),
     "limit.n",                                                                                                                  "limit: n is more than 100000"},
    {LINE("procedure.published","\"limit\":5"),"limit","limit is an integer, not an object"},
    {LINE("procedure.published",                                                    "\"limit\":{\"n\":1.5,\"unit\":\"day\"}"),                                                               "limit.n",
     "limit: n is a number with a point or exponent, not an integer"},
    {LINE("procedure.published",                                                                        "\"applicants\":[\"citizen\",\"\"]"),                                                                                                                 "applicants",
     "applicants is not one of citizen, enterprise, agency, other"},
    {LINE("procedure.published",                                                                    "\"applicants\":\"citizen\""),                                                                                                                                 "applicants",
     "applicants is a text, not a list"},
    {LINE("unit.hours",                                                           "\"mon\":[[\"07:30\",\"11:30\"]]"),                                                                                              NULL,                                                                                                                                                                                                                    NULL},
    {LINE("unit.hours","\"mon\":[[\"00:00\",\"24:00\"]]"),NULL,NULL},
    {LINE("unit.hours",                                                  ""),                                                         "data","data has no working interval on any weekday"},
    {LINE("unit.hours",                                                                        "\"mon\":[],\"sun\":[]"),                                                                                                            "data",
     "data has no working interval on any weekday"},
    {LINE("unit.hours",                                          "\"mon\":\"07:30\""),                                                                                                       "mon","mon is a text, not a list"},
    {LINE("unit.hours",                                                                 "\"mon\":[[\"07:30\"]]"),                                                                                                                                                                                                                         "mon",
     "mon has an interval that is not [\"hh:mm\", \"hh:mm\"]"},
    {LINE("unit.hours","\"mon\":[[\" 7:30\",\"11:30\"]]"),"mon",
     "mon has an interval that is not [\"hh:mm\", \"hh:mm\"]"},
    {LINE("unit.hours",                                               "\"mon\":[[\"+7:+5\",\"11:30\"]]"), "mon",
     "mon has an interval that is not [\"hh:mm\", \"hh:mm\"]"},
    {LINE("unit.hours",                                                                        "\"mon\":[[\"07:60\",\"11:30\"]]"),                                                                                                            "mon",
     "mon has an interval that is not [\"hh:mm\", \"hh:mm\"]"},
    {LINE("unit.hours",                                       "\"mon\":[[\"7:30\",\"11:30\"]]"),                                                                                                    "mon",
     "mon has an interval that is not [\"hh:mm\", \"hh:mm\"]"},
    {LINE("unit.hours",                                                                    "\"mon\":[[\"07:30\",\"24:01\"]]"),                                "mon",
     "mon is not a list of at most 4 intervals, ascending and apart"},
    {LINE("unit.hours",                                                        "\"mon\":[[\"11:30\",\"07:30\"]]"),                                                                                                                                                                                               "mon",
     "mon is not a list of at most 4 intervals, ascending and apart"},
    {LINE("unit.hours",                                                        "\"mon\":[[\"07:30\",\"07:30\"]]"),                                                                 "mon",
     "mon is not a list of at most 4 intervals, ascending and apart"},
    {LINE("unit.hours",                                                                        "\"mon\":[[\"07:30\",\"11:30\"],[\"11:30\",\"12:00\"]]"),                                                                                                                     "mon",
     "mon is not a list of at most 4 intervals, ascending and apart"},
    {LINE("dossier.rated",                            "\"level\":1"),                                                                                         NULL,NULL},
    {LINE("dossier.rated",                                                                   "\"level\":5"),NULL,                                   NULL},
    {LINE("dossier.rated","\"level\":0"),"level","level is 0, not one of 1..5"},
    {LINE("dossier.rated",                                                        "\"level\":6"),                                                                                                        "level","level is more than 5"},
    {LINE("dossier.rated",                                                                        ""),                                                                                                                     "level","level is missing"},
    {LINE("dossier.notified",                 "\"template\":\"apology\",\"medium\":\"phone\""),                                                                              NULL,NULL},
    {LINE("dossier.notified",                                                                   "\"template\":\"apology\""),                                                                                "medium","medium is missing"},
    {LINE("dossier.notified", "\"medium\":\"sms\""),"template","template is missing"},
    {LINE("dossier.notified",                                                        "\"template\":\"0912\",\"medium\":\"sms\""),                "template",
     "template is not one of result_ready, apology, other"},
    {LINE("dossier.notified",                                                                        "\"template\":\"other\",\"medium\":\"post\""),                                                                                                                     "medium",
     "medium is not one of sms, email, app, phone, other"},
    {LINE("dossier.complained",          "\"feedback\":\"n\""),                                                                       NULL,NULL},
    {LINE("dossier.complained",                                                                   ""),                                                                         "feedback","feedback is missing"},
    {LINE("dossier.papers","\"result_is_input\":false"),NULL,NULL},
    {LINE("dossier.papers",                                                     "\"result_is_input\":0"),                                                                         "result_is_input",
     "result_is_input is an integer, not true or false"},
    {LINE("dossier.snapshot",                                                                        "\"result_is_input\":\"1\""),                                                                                                                  "result_is_input",
     "result_is_input is a text, not true or false"},
    {FEEDBACK(""),                                                                    NULL,                                                                                                                                 NULL},
    {FEEDBACK(",\"via\":\"forwarded\",\"dossier\":\"d\""),                                                                 NULL,                                                                                                                                                                                                                                                                                  NULL                                                                                                                                                                                                },
    {FEEDBACK(",\"via\":\"email\""),   "via",
     "via is not one of portal, letter, hotline, desk, forwarded"},
    {FEEDBACK(",\"dossier\":\"\""),                                                     "dossier",                                        "dossier is empty"},
    {LINE("feedback.received",                                                                        "\"unit\":\"u\""),                                                                                                               "about","about is missing"},
    {LINE("feedback.received",                                                                    "\"about\":\"staff\""),                                                                                                                                 "unit",                                              "unit is missing"},
    {LINE("feedback.received",                                                                "\"unit\":\"u\",\"about\":\"me\""),                           "about",
     "about is not one of procedure, staff"},
    {LINE("feedback.step",                                                   "\"step\":\"published\""),                                                                                                                                                 NULL,                                           NULL},
    {LINE("feedback.step",                                                  ""),             "step","step is missing"},
    {LINE("feedback.step",                                                                        "\"step\":\"received\""),                                                                                                               "step",
     "step is not one of forwarded, refused, supplement_requested, supplemented, answered, "
     "published"},
    {LINE("feedback.closed",                     "\"verdict\":\"none\""),                                                                                  NULL,NULL},
    {LINE("feedback.closed",                                                                    "\"verdict\":null"),                                                       "verdict", "verdict is missing"},
    {LINE("feedback.closed",   "\"verdict\":\"good\""),"verdict",
     "verdict is not one of satisfied, unsatisfied, none"},
    {VALUE("null"),                                                    NULL,                                                                                                                                             NULL                                                                                                            },
    {VALUE("\"0\""),                                                                        NULL,                                                                                                                 NULL},
    {VALUE("\"-123456789012345.123456\""),                       NULL,                                                                                    NULL},
    {VALUE("\"1234567890123456\""),                                                       "value",                                                                                          NO_DECIMAL},
    {VALUE("\"1.1234567\""), "value",NO_DECIMAL},
    {VALUE("\"\""),    "value",NO_DECIMAL},
    {VALUE("\"-\""),                                                                 "value",                                                                            NO_DECIMAL                                                                                                                                 },
    {VALUE("\"1.\""),           "value",               NO_DECIMAL                                                                                                  },
    {VALUE("\".5\""),"value",NO_DECIMAL},
    {VALUE("\"+5\""),                                                 "value",                     NO_DECIMAL},
    {VALUE("\"--5\""),                                                                        "value",                                                                                                              NO_DECIMAL},
    {VALUE("\"1,5\""),                                   "value",                                                                                                NO_DECIMAL},
    {VALUE("\"1.5.\""),                                                                    "value",NO_DECIMAL},
    {VALUE("\"1e3\""),                    "value",                                                               NO_DECIMAL                                                          },
    {VALUE("\" 1\""),                                                     "value",                   NO_DECIMAL},
    {VALUE("\"\uff11\""),                                                                        "value",                                                                                                                NO_DECIMAL},
    {VALUE("1"),                                                                    "value",                                                                                                                                 "value is an integer, not a decimal number in a text"                                                  },
    {FIGURE("2023-03-31",                                                               "2023-03-31",                                                  ""),NULL, NULL},
    {FIGURE("2023-04-01",                                               "2023-03-31",                                                                                                                      ""),"to", "to is a day before from"},
    {FIGURE("2023-01-01T00:00:00+07:00",                                                            "2023-03-31",                                                                  ""),"from", "from" NO_DATE},
    {FIGURE("2023-01-01",                                                           "2023-03-31T00:00:00Z",                                             ""),"to", "to" NO_DATE},
    {FIGURE("2023-02-29",                                     "2023-03-31",                                                                        ""),"from", "from" NO_DATE},
    {FIGURE("2023-01-01",                                            "2023-03-31",                                            ",\"author\":\"\""),"author", "author is empty"},
    {LINE("figure.reported",
     "\"form\":\"f\",\"indicator\":\"i\",\"from\":20230101,\"to\":\"2023-03-31\""),
     "from",                      "from is an integer, not a date"},
    {LINE("figure.reported",                                                            "\"form\":\"f\",\"indicator\":\"i\",\"from\":\"2023-01-01\""),                                                                                                               "to",
     "to is missing"},
    {LINE("figure.reported",                                                           "\"form\":\"f\",\"from\":\"2023-01-01\",\"to\":\"2023-03-31\""),
     "indicator","indicator is missing"},
    {LINE("figure.reported",                                                          "\"indicator\":\"i\",\"from\":\"2023-01-01\",\"to\":\"2023-03-31\""),
     "form","form is missing"},
    {TARGET("2023-01-01",                                                          "2023-12-31",                                                                                                                                 "\"98.3\""),                                                NULL, NULL},
    {TARGET("2023-01-01",                                                          "2022-12-31",                                                                "\"98.3\""),"to", "to is a day before from"},
    {TARGET("2023-01-01",                                                         "2023-12-31",                                        "null"),"value", "value is missing"},
    {TARGET("2023-01-01",                                                         "2023-12-31",                                                                             "98.3"),"value",
     "value is a number with a point or exponent, not a decimal number in a text"},
    {"{\"type\":\"unit.closed\",\"id\":\"1\",\"source\":\"s\",\"subject\":\"d\","
     "\"time\":\"2023-02-01T08:35:10Z\"}",                                                        NULL,                                           NULL},
    {"{\"type\":\"dossier.papers\",\"id\":\"1\",\"source\":\"s\",\"subject\":\"d\","
     "\"time\":\"2023-02-01T08:35:10Z\"}",                                                         "data",                                                                                            "data is missing"},
    {"{\"type\":\"unit.closed\",\"id\":\"1\",\"source\":\"s\",\"subject\":\"d\","
     "\"time\":\"2023-02-01T08:35:10Z\",\"data\":[]}",                                                          "data",                                                            "data is not an object"},
    {"{\"specversion\":\"0.3\",\"type\":\"unit.closed\",\"id\":\"1\",\"source\":\"s\","
     "\"subject\":\"d\",\"time\":\"2023-02-01T08:35:10Z\"}",                                                      "specversion",                                     "specversion is not 1.0"},
    {"{}",                                                               "type",                                                  "type is missing"},
    {"[]",                                                      "line",                                         "line is JSON, but not an object"},
    {"",                                                                    "line",                                                                                                                                 "line ends too early at byte 0"},
    {"{\"id\":\"a\"",                                                                     "line",         "line ends too early at byte 9"},
    {"{} {}",                                       "line",                             "line has bytes behind its value at byte 4"},
    {"{\"secret\":1,\"secret\":2}",                                                          "line",                                                                                                                       "line has a key twice at byte 20"},
    {"{\"id\":\"\xff\"}",                                                                     "line",                                                                                  "line is not valid UTF-8 at byte 7"                                                                                                                                             },
    {"{\"id\":\"a\\u0000b\"}",                                                      "line",                                                                   "line has a NUL at byte 16"},
    {"{\"id\":\"\\ud800\"}",                                                          "line",                                                                                                                       NULL},
    {"{\"id\":secret}",                                                     "line",                                                               "line is not JSON at byte 12"                                                                                                     },
};

Test(json, takes_and_refuses_lines_by_name)
{
    for (size_t row = 0; row < sizeof lines / sizeof lines[0]; row++) {
        struct failure why;
        int unknown;
        const enum outcome outcome = read_line(lines[row].line, &unknown, &why);

        cr_expect_eq(outcome, lines[row].field ? REJECT : DONE, "%s: %s", lines[row].line,
                     why.text);
        cr_expect_str_eq(why.field, lines[row].field ? lines[row].field : "", "%s: '%s', %s",
                         lines[row].line, why.field, why.text);
        if (lines[row].text)
            cr_expect_str_eq(why.text, lines[row].text, "%s: %s", lines[row].line, why.text);
    }
}

Test(json, tells_of_unknown_keys_or_refuses_them)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct fact fact;
    union fact_data data;
    struct failure why;
    json_t *value;
    int unknown;

    cr_assert_eq(json_read(bytes_of_text(
                               "{\"type\":\"dossier.moved\",\"id\":\"1\",\"source\":\"s\","
                               "\"subject\":\"d\",\"time\":\"2023-02-01T08:35:10Z\",\"sequence\":1,"
                               "\"recorded_at\":\"2023-02-01T08:35:10Z\",\"specversion\":\"1.0\","
                               "\"data\":{\"unit\":\"u\",\"surname\":\"x\"}}"),
                           &value, &why),
                 DONE);
    cr_expect_eq(json_decode_fact(value, &fact, &data, &arena, counting(&unknown), &why), DONE);
    cr_expect_eq(unknown, 3, "sequence, recorded_at and surname");
    cr_expect_not(field_present(fact.present, FACT_ROW_RECORDED_AT));
    cr_expect_eq(json_decode_fact(value, &fact, &data, &arena, NULL, &why), REJECT);
    cr_expect_str_eq(why.text, "fact has an unknown key");
    cr_expect_eq(
        json_decode(&fact_schema, json_object_get(value, "data"), &fact, &arena, NULL, &why),
        REJECT);
    cr_expect_str_eq(why.field, "fact");
    json_decref(value);
}

Test(fact, names_its_data_when_that_is_no_map)
{
    static const char *const values[] = {"\x07", "\xa1x", "\x90", "\xcb\0\0\0\0\0\0\0\0"};
    struct arena arena = arena_over(memory, sizeof memory);
    union fact_data data;
    struct failure why;
    int unknown;

    for (size_t row = 0; row < 4; row++) {
        const struct fact fact = {
            .type = FACT_MOVED,
            .data = {(const uint8_t *)values[row], row == 3   ? 9
                                                   : row == 1 ? 2
                                                              : 1}
        };

        cr_expect_eq(fact_decode_data(&fact, &data, &arena, counting(&unknown), &why), REJECT);
        cr_expect_str_eq(why.field, "data");
    }
}

/* Values of every type there is; a field takes some and must name itself for the others. */
static const struct {
    const char *bytes;
    size_t length;
    const char *json;
} values[] = {
    {"\xc3",                                 1,  "true"                   },
    {"\xc2",                                 1,  "false"                  },
    {"\x00",                                 1,  "0"                      },
    {"\x7f",                                 1,  "127"                    },
    {"\xff",                                 1,  "-1"                     },
    {"\xcf\xff\xff\xff\xff\xff\xff\xff\xff", 9,  "18446744073709551615"   },
    {"\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00", 9,  "1.5"                    },
    {"\xa0",                                 1,  "\"\""                   },
    {"\xab"
     "0912 secret",                     12, "\"0912 secret\""        },
    {"\x90",                                 1,  "[]"                     },
    {"\x91\xc0",                             2,  "[null]"                 },
    {"\x91\x90",                             2,  "[[]]"                   },
    {"\x92\xa6"
     "secret\x01",                      9,  "[\"secret\",1]"         },
    {"\x80",                                 1,  "{}"                     },
    {"\x81\xa6"
     "secret\xa6"
     "secret",                          15, "{\"secret\":\"secret\"}"},
    {"\xc4\x06"
     "secret",                          8,  "\"736563726574\""       },
};

static size_t schema_count(void)
{
    const struct schema *schemas[EVERY_SCHEMA];

    return every_schema(schemas);
}

/* A refusal because of the field, of what is in it, or of a required one that is not there. */
static void check_refusal(const struct schema *schema, const struct field *field,
                          const struct failure *why, const char *encoding)
{
    const size_t length = strlen(field->name);
    bool is_named = strncmp(why->field, field->name, length) == 0 &&
                    strncmp(why->text, field->name, length) == 0;

    for (uint32_t row = 0; row < schema->count; row++)
        is_named = is_named || strcmp(why->field, schema->fields[row].name) == 0;
    cr_expect(is_named, "%s.%s in %s: '%s' %s", schema->name, field->name, encoding, why->field,
              why->text);
    cr_expect_null(strstr(why->text, "secret"), "%s.%s in %s: %s", schema->name, field->name,
                   encoding, why->text);
}

static enum outcome read_packed(const struct schema *schema, const struct field *field, size_t row,
                                void *record, struct failure *why)
{
    struct arena arena = arena_over(memory, sizeof memory);
    uint8_t message[32] = {0x81, field->key};
    int unknown;

    memcpy(message + 2, values[row].bytes, values[row].length);
    cr_assert_lt(field->key, 128);
    TRY(wire_check((struct bytes){message, 2 + values[row].length}, why));
    return record_decode(schema, (struct bytes){message, 2 + values[row].length}, record, &arena,
                         counting(&unknown), why);
}

static enum outcome read_json(const struct schema *schema, const struct field *field, size_t row,
                              void *record, struct failure *why)
{
    struct arena arena = arena_over(memory, sizeof memory);
    enum outcome outcome;
    char line[200];
    json_t *value;
    int unknown;

    snprintf(line, sizeof line, "{\"%s\":%s}", field->name, values[row].json);
    cr_assert_eq(json_read(bytes_of_text(line), &value, why), DONE, "%s: %s", line, why->text);
    outcome = json_decode(schema, value, record, &arena, counting(&unknown), why);
    json_decref(value);
    return outcome;
}

ROWS(rejects, name_the_field_and_do_not_repeat_what_was_sent, schema_count())
{
    const struct schema *schemas[EVERY_SCHEMA];
    const struct schema *schema = (every_schema(schemas), schemas[*row]);
    uint8_t record[1024];

    for (uint32_t at = 0; at < schema->count; at++)
        for (size_t value = 0; value < sizeof values / sizeof values[0]; value++) {
            const struct field *field = &schema->fields[at];
            struct failure why = {0};

            if (read_packed(schema, field, value, record, &why) != DONE)
                check_refusal(schema, field, &why, "MessagePack");
            why = (struct failure){0};
            if (read_json(schema, field, value, record, &why) != DONE)
                check_refusal(schema, field, &why, "JSON");
        }
}
