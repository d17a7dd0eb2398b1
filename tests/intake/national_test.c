#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/intake/national_collect.h"
#include "tests/support/golden.h"

enum { TEXT = 8192 };

static void expect_texts(const json_t *list, const char *const *expected, const char *what)
{
    size_t count = 0;

    for (; expected[count]; count++) {
        const char *const text = json_string_value(json_array_get(list, count));

        cr_expect_str_eq(text ? text : "nothing", expected[count], "%s %zu", what, count);
    }
    cr_expect_eq(json_array_size(list), count, "%s", what);
}

static void expect_nothing(const json_t *list, const char *what)
{
    expect_texts(list, (const char *const[]){NULL}, what);
}

static const char *id_of(const struct collected *collected, size_t fact)
{
    return json_string_value(json_object_get(json_array_get(collected->facts, fact), "id"));
}

static void expect_same_facts(const struct collected *left, const struct collected *right,
                              const char *name)
{
    cr_expect(json_array_size(left->facts) > 0, "%s: no facts", name);
    cr_expect(json_equal(left->facts, right->facts), "%s: other facts", name);
    cr_expect_eq(left->wire_length, right->wire_length, "%s: other bytes", name);
    cr_expect_eq(memcmp(left->wire, right->wire, left->wire_length), 0, "%s: other bytes", name);
}

Test(national, gives_the_facts_a_person_has_read)
{
    static const char *const fixtures[] = {"national_dossier.json", "national_step.json"};
    const struct national_context national = collect_context();
    char page[TEXT] = "";

    for (size_t row = 0; row < 2; row++) {
        char *const envelope = collect_fixture(fixtures[row]);
        struct collected *const collected = collect(envelope, &national);
        char *const text = json_dumps(json_array_get(collected->facts, 0), JSON_COMPACT);

        cr_expect_eq(collected->outcome, DONE);
        cr_expect_eq(json_array_size(collected->facts), 1);
        expect_nothing(collected->refusals, "refusal");
        expect_nothing(collected->remarks, "remark");
        expect_nothing(collected->unknown, "unknown key");
        snprintf(page + strlen(page), sizeof page - strlen(page), "%s\n", text);
        free(text);
        collect_free(collected);
        free(envelope);
    }
    golden_check("national_example.txt", page, strlen(page));
}

/* The same in the envelope, as a list to an address with query parameters, and alone. */
static void expect_three_shapes(const char *fixture, enum national_service service)
{
    struct national_context national = collect_context();
    char *const envelope = collect_fixture(fixture);
    char *const list = collect_items(envelope);
    struct collected *const whole = collect(envelope, &national);
    struct collected *bare, *object;

    national.unit = bytes_of_text("000.00.00.H56");
    bare = collect(list, &national);
    expect_same_facts(whole, bare, "a bare list");
    collect_free(bare);

    national.service = service;
    bare = collect(list, &national);
    expect_same_facts(whole, bare, "a bare list to its own address");
    collect_free(bare);

    national.service = NATIONAL_BY_KEYS;
    list[strlen(list) - 1] = '\0';
    object = collect(list + 1, &national);
    expect_same_facts(whole, object, "a bare object");
    collect_free(object);
    collect_free(whole);
    free(list);
    free(envelope);
}

Test(national, takes_a_dossier_in_three_shapes)
{
    expect_three_shapes("national_dossier.json", NATIONAL_DOSSIERS);
}

Test(national, takes_a_step_in_three_shapes)
{
    expect_three_shapes("national_step.json", NATIONAL_STEPS);
}

/* As the peer sends it: texts only, empty lists, nothing of what was added in 2022. */
Test(national, takes_a_record_without_the_new_fields)
{
    const struct national_context national = collect_context();
    struct collected *const collected = collect(
        "{\"service\":\"DongBoHoSoMC\",\"madonvi\":\"000.00.00.H56\",\"isUpdating\":\"False\","
        "\"data\":[{\"MaHoSo\":\"H56-1\",\"MaTTHC\":\"1.001193\",\"TenTTHC\":\"\",\"LoaiDoiTuong\":"
        "\"1\",\"Email\":\"\",\"NgayTiepNhan\":\"20260302083510\",\"NgayHenTra\":\"\","
        "\"TrangThaiHoSo\":\"4\",\"HinhThuc\":\"0\",\"NgayTra\":null,\"NgayKetThucXuLy\":\"\","
        "\"DonViXuLy\":\"Sở Tư pháp\",\"TaiLieuNop\":[],\"DanhSachLePhi\":[],"
        "\"DanhSachTepDinhKemKhac\":[],\"DanhSachHoSoBoSung\":[],\"DanhSachGiayToKetQua\":[]}]}",
        &national);
    json_t *const expected = json_pack(
        "{s:s,s:s,s:s,s:i,s:s,s:s}", "procedure", "1.001193", "unit", "000.00.00.H56", "channel",
        "direct", "status", 4, "received_at", "2026-03-02T08:35:10+07:00", "applicant", "citizen");

    cr_expect(json_equal(json_object_get(json_array_get(collected->facts, 0), "data"), expected),
              "other data");
    expect_nothing(collected->remarks, "remark");
    expect_nothing(collected->unknown, "unknown key");
    json_decref(expected);
    collect_free(collected);
}

/* Ten steps at a time, with the made-up first step that is put before every push. */
Test(national, knows_a_step_that_is_sent_again)
{
    const struct national_context national = collect_context();
    char batch[TEXT];
    struct collected *first, *second;
    int length = 0;

    for (int step = 0; step < 10; step++) {
        const bool is_made_up = step == 0 || step == 5;

        length += snprintf(
            batch + length, sizeof batch - (size_t)length,
            "%c{\"MaHoSo\":\"H56-1\",\"NguoiXuLy\":\"Trần Văn B\",\"ThoiDiemXuLy\":\"202603%02d"
            "083510\",\"NoiDungXuLy\":\"bước\",\"TrangThai\":\"%d\"}",
            step ? ',' : '[', is_made_up ? 1 : step + 1, is_made_up ? 2 : 4);
    }
    snprintf(batch + length, sizeof batch - (size_t)length, "]");
    first = collect(batch, &national);
    second = collect(batch, &national);
    cr_expect_eq(json_array_size(first->facts), 10);
    cr_expect(json_equal(json_array_get(first->facts, 0), json_array_get(first->facts, 5)));
    for (size_t left = 0; left < 10; left++)
        for (size_t right = left + 1; right < 10; right++)
            cr_expect_eq(strcmp(id_of(first, left), id_of(first, right)) == 0,
                         left == 0 && right == 5, "steps %zu and %zu", left, right);
    expect_same_facts(first, second, "sent again");
    collect_free(first);
    collect_free(second);
}

Test(national, has_ids_that_need_the_key)
{
    static const char *const fixtures[] = {"national_dossier.json", "national_step.json"};
    static const uint8_t other[NATIONAL_KEY_MINIMUM] = "another secret.";

    for (size_t row = 0; row < 2; row++) {
        struct national_context national = collect_context();
        char *const envelope = collect_fixture(fixtures[row]);
        struct collected *const first = collect(envelope, &national);
        struct collected *second;

        cr_expect_eq(strlen(id_of(first, 0)), 32);
        national.key = other;
        national.key_length = sizeof other;
        second = collect(envelope, &national);
        cr_expect_str_neq(id_of(first, 0), id_of(second, 0), "%s", fixtures[row]);
        if (collect_data(first, "officer_ref"))
            cr_expect(!json_equal(collect_data(first, "officer_ref"),
                                  collect_data(second, "officer_ref")));
        collect_free(second);
        collect_free(first);
        free(envelope);
    }
}

static const char *const moments[][2] = {
    {"\"20260318101500\"",      "2026-03-18T10:15:00+07:00"},
    {"\"2026-03-18 10:15:00\"", "2026-03-18T10:15:00+07:00"},
    {"\"\"",                    "2026-03-20T08:00:00+07:00"},
    {"null",                    "2026-03-20T08:00:00+07:00"},
    {"\"yesterday\"",           "2026-03-20T08:00:00+07:00"},
};

Test(national, takes_the_time_of_sending_else_of_arrival)
{
    const struct national_context national = collect_context();

    for (size_t row = 0; row < sizeof moments / sizeof moments[0]; row++) {
        char text[TEXT];
        struct collected *collected;

        snprintf(text, sizeof text,
                 "{\"service\":\"DongBoHoSoMC\",\"ThoiDiemGui\":%s,\"data\":[{\"MaHoSo\":\"1\"}]}",
                 moments[row][0]);
        collected = collect(text, &national);
        cr_expect_str_eq(
            json_string_value(json_object_get(json_array_get(collected->facts, 0), "time")),
            moments[row][1], "%s", moments[row][0]);
        cr_expect_eq(json_array_size(collected->remarks), row == 4, "%s", moments[row][0]);
        collect_free(collected);
    }
}

Test(national, snapshots_of_two_moments_are_two_facts)
{
    struct national_context national = collect_context();
    char *const envelope = collect_fixture("national_dossier.json");
    struct collected *const first = collect(envelope, &national);
    struct collected *second;

    national.arrival_us++;
    second = collect(envelope, &national);
    cr_expect_str_neq(id_of(first, 0), id_of(second, 0));
    collect_free(second);
    collect_free(first);
    free(envelope);
}

Test(national, refuses_items_one_by_one)
{
    const struct national_context national = collect_context();
    struct collected *const collected =
        collect("[{\"MaHoSo\":\"1\",\"TrangThai\":\"4\",\"ThoiDiemXuLy\":\"20260302083510\"},"
                " {\"MaHoSo\":\"2\",\"TrangThai\":\"99\",\"ThoiDiemXuLy\":\"20260302083510\"},"
                " {\"MaHoSo\":\"3\",\"TrangThai\":\"4\",\"ThoiDiemXuLy\":\"Lê Thị\"},"
                " {\"TrangThaiHoSo\":\"4\"}, \"Lê Thị\", {\"MaHoSo\":[\"Lê Thị\"]}, "
                "{\"MaHoSo\":\"\\u0000\"},"
                " {\"MaHoSo\":true}, {\"MaHoSo\":\"9\",\"TrangThaiHoSo\":\"4\"}]",
                &national);
    static const char *const refusals[] = {
        "1 2: TrangThai: TrangThai is missing or not one of 1..10",
        "2 3: ThoiDiemXuLy: ThoiDiemXuLy is missing or not a date that can be read",
        "3 : MaHoSo: MaHoSo is missing",
        "4 : data: item is not an object",
        "5 : MaHoSo: MaHoSo is not a text",
        "6 : MaHoSo: MaHoSo has a NUL",
        "7 : MaHoSo: MaHoSo is not a text",
        NULL};

    cr_expect_eq(collected->outcome, DONE);
    expect_texts(collected->refusals, refusals, "refusal");
    cr_expect_eq(json_array_size(collected->facts), 2);
    cr_expect_eq(json_integer_value(json_array_get(collected->items, 1)), 8);
    collect_free(collected);
}

static const struct {
    const char *text;
    const char *field;
} no_batches[] = {
    {"{\"service\":\"LayThuTuc\",\"data\":[]}",                  "service"},
    {"{\"service\":[],\"data\":5}",                              "data"   },
    {"{\"service\":\"DongBoHoSoMC\"}",                           "data"   },
    {"{\"service\":\"DongBoHoSoMC\",\"data\":\"Lê Thị\"}",    "data"   },
    {"{\"service\":\"dongbohosomc\",\"data\":[{\"MaHoSo\":1}]}", "service"},
};

Test(national, refuses_what_is_no_batch)
{
    const struct national_context national = collect_context();

    for (size_t row = 0; row < sizeof no_batches / sizeof no_batches[0]; row++) {
        struct collected *const collected = collect(no_batches[row].text, &national);

        cr_expect_eq(collected->outcome, REJECT, "%s", no_batches[row].text);
        cr_expect_str_eq(collected->why.field, no_batches[row].field, "%s", no_batches[row].text);
        expect_nothing(collected->facts, "fact");
        collect_free(collected);
    }
}

Test(national, tells_unknown_keys_at_every_level)
{
    const struct national_context national = collect_context();
    struct collected *const collected = collect(
        "{\"service\":\"DongBoHoSoMC\",\"Khac\":1,\"data\":[{\"MaHoSo\":\"1\",\"NoiHoSo\":\"x\","
        "\"MAHOSO\":\"2\",\"TaiLieuNop\":[{\"DuocSoHoa\":1,\"Moi\":{}}],"
        "\"DinhDanhCHS\":[{\"SoDinhDanh\":\"1\",\"Sau\":1}]}]}",
        &national);
    static const char *const unknown[] = {"Khac", "NoiHoSo", "MAHOSO", "Moi", NULL};

    expect_texts(collected->unknown, unknown, "unknown key");
    cr_expect_eq(json_array_size(collected->facts), 1);
    expect_nothing(collected->remarks, "remark");
    collect_free(collected);
}

static const struct {
    const char *text;
    const char *sentence; /* NULL: it is taken. */
} lines[] = {
    {"\xef\xbb\xbf[]",                         NULL                                                          },
    {" {\"a\":1,\"a\":2} \n",                  NULL                                                          },
    {"{\"a\":123456789012345678901234567890}", NULL                                                          },
    {"\"Lê Thị\"",                          "it is neither an object nor a list, or a broken one, byte 11"},
    {"",                                       "it ends too early, byte 0"                                   },
    {"{\"ChuHoSo\":\"Lê Thị",               "it ends too early, byte 21"                                  },
    {"{\"ChuHoSo\":Minh}",                     "it is neither an object nor a list, or a broken one, byte 15"},
    {"[] An",                                  "something stands behind it, byte 5"                          },
    {"[\"\xff\"]",                             "it is not valid UTF-8, byte 2"                               },
};

Test(national, reads_a_line_or_says_why_without_quoting_it)
{
    for (size_t row = 0; row < sizeof lines / sizeof lines[0]; row++) {
        static const char before[] = "line is not JSON that can be taken: ";
        struct failure why = {0};
        json_t *value;
        const enum outcome outcome = national_read(bytes_of_text(lines[row].text), &value, &why);

        cr_expect_eq(outcome, lines[row].sentence ? REJECT : DONE, "%s", lines[row].text);
        if (outcome == DONE) {
            json_decref(value);
            continue;
        }
        cr_expect_eq(strncmp(why.text, before, sizeof before - 1), 0, "%s", why.text);
        cr_expect_str_eq(why.text + sizeof before - 1, lines[row].sentence, "%s", why.text);
    }
}
