/*
 * Example dossiers told as an office reads them: what happened, both verdicts with reasons, the
 * lawful due step by step, what each adds to the figures. The page is read line by line by somebody
 * who knows the rules; whatever changes it is a change of a rule.
 */
#include <criterion/criterion.h>

#include "reporter/telling.h"
#include "tests/reporter/pages.h"
#include "tests/support/golden.h"
#include "tests/tracker/story.h"

static void add_text(struct buffer *page, const char *text)
{
    buffer_add(page, text, strlen(text));
}

static const char *name_of(struct bytes code)
{
    static const char *const names[][2] = {
        {"U1",   "UBND xã Hà Long"                    },
        {"U2",   "UBND phường Tân An"               },
        {"U3",   "Trung tâm Phục vụ HCC"           },
        {"1.01", "Đăng ký khai sinh"                 },
        {"1.02", "Cấp bản sao trích lục"         },
        {"1.03", "Chứng thực chữ ký"             },
        {"1.04", "Đăng ký biến động đất đai"},
        {"1.05", "Cấp giấy phép xây dựng"       },
        {"1.06", "Chứng thực bản sao"             },
    };

    for (size_t row = 0; row < sizeof names / sizeof names[0]; row++)
        if (bytes_equal(code, bytes_of_text(names[row][0])))
            return names[row][1];
    return NULL;
}

static void tell(const struct page_example *example, size_t number, struct buffer *page)
{
    struct telling telling = {.code = "HS-1", .source = "mot-cua", .partition = 1};
    struct cabinet cabinet;
    struct failure why;
    char title[16];

    cabinet_open(&cabinet);
    shelf_read_days(&cabinet.shelf, HOLIDAYS);
    story_tell(&cabinet, page_catalogue);
    story_fold(&cabinet, example->lines, &telling.state);
    telling.state.difference.count = 0; /* As if it had been posted. */
    cr_assert_eq(telling_explain(&telling, &cabinet.arena, &why), DONE, "%s", why.text);
    telling.unit_name = name_of(telling.state.history.unit);
    telling.procedure_name = name_of(telling.state.history.procedure);
    snprintf(title, sizeof title, "%zu. ", number);
    add_text(page, title);
    add_text(page, example->title);
    add_text(page, "\n");
    {
        struct buffer body = {0};

        telling_text(&telling, &body);
        buffer_add(page, body.at, body.length);
        buffer_free(&body);
    }
    add_text(page, "\n\n");
    cabinet_close(&cabinet);
}

Test(pages, tell_example_dossiers_as_a_person_agreed_to)
{
    struct buffer page = {0};

    add_text(
        &page,
        "# Hồ sơ mẫu: diễn biến, đánh giá, hạn theo quy định từng bước, phần tính vào số liệu.\n"
        "# Tháng 02/2024; nghỉ Tết từ 08/02 đến 14/02. UPDATE_GOLDEN=1 writes this page; read the "
        "diff.\n\n");
    for (size_t row = 0; page_examples[row].title; row++)
        tell(&page_examples[row], row + 1, &page);
    golden_check("dossier_pages.txt", (const char *)page.at, page.length);
    buffer_free(&page);
}
