#include "runtime/outcome.h"

#include <criterion/criterion.h>
#include <string.h>

#include "runtime/utf8.h"

static bool is_utf8(const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    size_t left = strlen(text);

    while (left > 0) {
        const size_t length = utf8_sequence(at, left);

        if (length == 0)
            return false;
        at += length;
        left -= length;
    }
    return true;
}

Test(outcome, says_what_and_where)
{
    struct failure why = {0};

    cr_expect_eq(fail(&why, RETRY, "dossier %d waits", 7), RETRY);
    cr_expect_str_eq(why.text, "dossier 7 waits");
    cr_expect_str_eq(why.field, "");
    cr_expect_not_null(strstr(why.file, "outcome_test.c"));
    cr_expect_eq(fail_field(&why, REJECT, "due", "due is missing"), REJECT);
    cr_expect_str_eq(why.field, "due");
    failure_prefix(&why, "item %d", 3);
    cr_expect_str_eq(why.text, "item 3: due is missing");
}

Test(outcome, may_quote_the_sentence_it_replaces)
{
    struct failure why = {0};

    (void)fail_field(&why, REJECT, "due", "due is missing");
    (void)fail_field(&why, FATAL, why.field, "dossier 7: %s", why.text);
    cr_expect_str_eq(why.text, "dossier 7: due is missing");
    cr_expect_str_eq(why.field, "due");
}

Test(outcome, is_one_line_without_control_characters)
{
    struct failure why = {0};

    (void)fail(&why, RETRY, "ERROR:  no\nDETAIL:\tno\x1b[31m\r\x7f%s", "\xc3\xa9");
    cr_expect_str_eq(why.text, "ERROR:  no DETAIL: no [31m  \xc3\xa9");
}

/* The sentence is sent as a text of a message, which takes nothing but valid UTF-8. */
Test(outcome, is_valid_utf8_wherever_it_was_cut)
{
    struct failure why = {0};
    char name[FAILURE_TEXT * 2];

    for (size_t before = 0; before < 8; before++) {
        memset(name, 'x', before);
        for (size_t at = before; at + 4 < sizeof name; at += 3)
            memcpy(name + at, "\xe1\xbb\x85", 4);
        (void)fail_field(&why, REJECT, name, "%s", name);
        cr_expect(is_utf8(why.text) && is_utf8(why.field), "cut after %zu and some", before);
        (void)fail(&why, REJECT, "'%.*s' is unknown", (int)(7 + before), name);
        cr_expect(is_utf8(why.text), "quoted up to byte %zu", 7 + before);
        for (int round = 0; round < 30; round++) {
            failure_prefix(&why, "%.*s", (int)(before + 7), name);
            cr_expect(is_utf8(why.text));
        }
    }
    (void)fail(&why, REJECT, "\xff\xc0\xaf is \xed\xa0\x80");
    cr_expect_str_eq(why.text, "??? is ???");
}

Test(outcome, has_a_name)
{
    cr_expect_str_eq(outcome_name(DONE), "done");
    cr_expect_str_eq(outcome_name(REJECT), "reject");
    cr_expect_str_eq(outcome_name(RETRY), "retry");
    cr_expect_str_eq(outcome_name(FATAL), "fatal");
}
