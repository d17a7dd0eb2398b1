/*
 * Example feedback told as an office reads it: its steps, each limit with what it is counted from
 * and how it was kept, what it adds to the figures.
 */
#include <criterion/criterion.h>

#include "reporter/telling_feedback.h"
#include "tests/support/golden.h"
#include "tests/tracker/feedback_story.h"

enum { MEMORY = 1 << 16 };

static const struct {
    const char *title;
    const char *facts;
} examples[] = {
    {"Mới tiếp nhận sau giờ làm việc, trước Tết",                                 "2-13T17:01 received"                                },
    {"Hỏi thêm, chờ ba ngày làm việc, trả lời đúng hạn, công khai, hài lòng",
     "3-2T08:00 received, 3-4T09:00 supplement_requested, 3-9T09:00 supplemented, "
     "3-26T16:00 answered, 3-30T10:00 published, 3-31T09:00 closed=satisfied"                                                                          },
    {"Trả lời quá hạn, không hài lòng",
     "3-2T08:00 staff, 3-26T16:00 answered, 3-28T09:00 closed=unsatisfied"                                                                             },
    {"Từ chối trong hai ngày làm việc",                                                   "3-2T08:00 received, 3-4T16:59 refused"              },
    {"Chuyển sau ba ngày làm việc",                                                         "3-2T08:00 received, 3-5T08:00 forwarded"            },
    {"Hỏi thêm quá muộn và đang chờ",                                                   "3-2T08:00 received, 3-10T08:00 supplement_requested"},
    {"Trả lời đúng hạn, công khai muộn",
     "3-2T08:00 received, 3-5T10:00 answered, 3-10T08:00 published"                                                                                    },
    {"Có các bước nhưng chưa từng tiếp nhận",                                        "3-5T10:00 answered"                                 },
};

static void put(struct buffer *page, const char *text)
{
    buffer_add(page, text, strlen(text));
}

static void tell(const char *facts, struct buffer *page)
{
    static _Alignas(16) uint8_t memory[MEMORY];
    struct arena arena = arena_over(memory, sizeof memory);
    struct telling_feedback telling = {.number = "PA-1", .source = "cong", .partition = 1};
    struct feedback_state *state = &telling.state;
    struct calendar calendar;
    struct buffer body = {0};
    struct failure why;
    struct told told;

    feedback_tell(&told, facts);
    feedback_calendar(&calendar);
    telling.calendar = &calendar;
    state->facts = told.facts;
    state->fact_count = told.count;
    cr_assert_eq(feedback_fold(told.facts, told.count, &arena, &state->feedback, &why), DONE);
    feedback_judge(&calendar, &state->feedback);
    telling.unit_name = state->feedback.unit.length ? "UBND xã Hà Long" : NULL;
    cr_assert_eq(feedback_contributions(&state->feedback, &arena, &state->contributions, &why),
                 DONE);
    telling_feedback_text(&telling, &body);
    buffer_add(page, body.at, body.length);
    buffer_free(&body);
}

Test(feedback_pages, tell_example_feedback_as_a_person_agreed_to)
{
    struct buffer page = {0};

    for (size_t row = 0; row < sizeof examples / sizeof examples[0]; row++) {
        put(&page, "# ");
        put(&page, examples[row].title);
        put(&page, "\n");
        tell(examples[row].facts, &page);
        put(&page, "\n");
    }
    golden_check("feedback_pages.txt", (const char *)page.at, page.length);
    buffer_free(&page);
}
