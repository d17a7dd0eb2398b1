#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/intake/national_collect.h"

enum { TEXT = 1 << 16, LINE = 512 };

/*
 * Members of an item, a key of the fact's data, its JSON there, and the key remarked on. ' stands
 * for the quotation mark.
 */
struct example {
    const char *members;
    const char *key;
    const char *expected; /* NULL: absent. */
    const char *remark;   /* NULL: none. */
};

static void quote(char *text)
{
    for (; *text; text++)
        if (*text == '\'')
            *text = '"';
}

static void follow(const struct example *example)
{
    const struct national_context national = collect_context();
    char text[LINE], expected[LINE], remark[LINE];
    struct collected *collected;
    const char *told;
    char *found;

    snprintf(text, sizeof text, "{'MaHoSo':'X',%s}", example->members);
    snprintf(expected, sizeof expected, "%s", example->expected ? example->expected : "absent");
    snprintf(remark, sizeof remark, "X: %s", example->remark ? example->remark : "");
    quote(text);
    quote(expected);
    collected = collect(text, &national);
    cr_assert_eq(json_array_size(collected->facts), 1, "%s", text);
    cr_expect_eq(json_array_size(collected->unknown), 0, "%s: unknown key", text);
    found = json_dumps(collect_data(collected, example->key), JSON_COMPACT | JSON_ENCODE_ANY);
    cr_expect_str_eq(found ? found : "absent", expected, "%s", text);
    told = json_string_value(json_array_get(collected->remarks, 0));
    cr_expect_str_eq(told ? told : "X: ", remark, "%s", text);
    free(found);
    collect_free(collected);
}

static void follow_all(const struct example *examples, size_t count)
{
    for (size_t row = 0; row < count; row++)
        follow(&examples[row]);
}

#define AT_NOON "'2026-03-02T12:00:00+07:00'"

static const struct example dates[] = {
    {"'NgayTiepNhan':'20260302120000'",              "received_at", AT_NOON,                       NULL},
    {"'NgayTiepNhan':20260302120000",                "received_at", AT_NOON,                       NULL},
    {"'NgayTiepNhan':' 20260302120000 '",            "received_at", AT_NOON,                       NULL},
    {"'NgayTiepNhan':'2026-03-02 12:00:00'",         "received_at", AT_NOON,                       NULL},
    {"'NgayTiepNhan':'2026-03-02T12:00:00'",         "received_at", AT_NOON,                       NULL},
    {"'NgayTiepNhan':'2026-03-02T12:00:00.500'",     "received_at",
     "'2026-03-02T12:00:00.500000+07:00'",                                                         NULL},
    {"'NgayTiepNhan':'2026-03-02 12:00:00.1234567'", "received_at",
     "'2026-03-02T12:00:00.123456+07:00'",                                                         NULL},
    {"'NgayTiepNhan':'02/03/2026 12:00:00'",         "received_at", AT_NOON,                       NULL},
    {"'NgayTiepNhan':'02/03/2026'",                  "received_at", "'2026-03-02T00:00:00+07:00'", NULL},
    {"'NgayTiepNhan':'20260302'",                    "received_at", "'2026-03-02T00:00:00+07:00'", NULL},
    {"'NgayHenTra':'20260302120000'",                "due",         AT_NOON,                       NULL},
    {"'NgayHenTra':'20260302'",                      "due",         "'2026-03-02'",                NULL},
    {"'NgayHenTra':'02/03/2026'",                    "due",         "'2026-03-02'",                NULL},
    {"'NgayHenTra':'20260302000000'",                "due",         "'2026-03-02T00:00:00+07:00'", NULL},
    {"'NgayTiepNhan':''",                            "received_at", NULL,                          NULL},
    {"'NgayTiepNhan':' '",                           "received_at", NULL,                          NULL},
    {"'NgayTiepNhan':null",                          "received_at", NULL,                          NULL},
};

Test(national_values, reads_the_five_forms_of_a_date)
{
    follow_all(dates, sizeof dates / sizeof dates[0]);
}

static const char *const bad_dates[] = {
    "20260302126000",
    "20260302240000",
    "20260230120000",
    "00010101000000",
    "20261302120000",
    "202603021200",
    "2026030212000",
    "202603021200000",
    "2026-03-02",
    "2026-03-02 12:00",
    "2026-03-02 12:00:00.",
    "2026-03-02 12:00:00.12x",
    "2026-03-02 12:00:00 PM",
    "02/03/2026 12:00:00 AM",
    "02/03/2026 12:00:00.5",
    "2/3/2026",
    "29/02/2026",
    "31/04/2026",
    "2026/03/02",
    "2026-03-02T12:00:00Z",
    "2026-03-02T12:00:00.5+07:00",
    "hôm qua",
    "0",
    "2026-03-02 12:00:60",
    "-0260302",
    "2026-03-02 12:00:00.12345678901",
};

Test(national_values, leaves_out_what_is_no_date)
{
    for (size_t row = 0; row < sizeof bad_dates / sizeof bad_dates[0]; row++) {
        char members[128];

        snprintf(members, sizeof members, "'NgayTiepNhan':'%s'", bad_dates[row]);
        follow(&(struct example){members, "received_at", NULL, "NgayTiepNhan"});
    }
}

static const struct example types[] = {
    {"'TrangThaiHoSo':'4'",                                    "status",           "4",     NULL                         },
    {"'TrangThaiHoSo':4",                                      "status",           "4",     NULL                         },
    {"'TrangThaiHoSo':4.0",                                    "status",           "4",     NULL                         },
    {"'TrangThaiHoSo':4.5",                                    "status",           NULL,    "TrangThaiHoSo"              },
    {"'TrangThaiHoSo':{}",                                     "status",           NULL,    "TrangThaiHoSo"              },
    {"'TrangThaiHoSo':true",                                   "status",           NULL,    "TrangThaiHoSo"              },
    {"'TaiKhoanDuocXacThucVoiVNeID':'1'",                      "account_verified", "true",  NULL                         },
    {"'TaiKhoanDuocXacThucVoiVNeID':0",                        "account_verified", "false", NULL                         },
    {"'TaiKhoanDuocXacThucVoiVNeID':true",                     "account_verified", "true",  NULL                         },
    {"'TaiKhoanDuocXacThucVoiVNeID':'False'",                  "account_verified", "false", NULL                         },
    {"'TaiKhoanDuocXacThucVoiVNeID':'TRUE'",                   "account_verified", "true",  NULL                         },
    {"'TaiKhoanDuocXacThucVoiVNeID':null",                     "account_verified", NULL,    NULL                         },
    {"'TaiKhoanDuocXacThucVoiVNeID':''",                       "account_verified", NULL,    NULL                         },
    {"'TaiKhoanDuocXacThucVoiVNeID':'x'",                      "account_verified", NULL,    "TaiKhoanDuocXacThucVoiVNeID"},
    {"'TaiKhoanDuocXacThucVoiVNeID':2",                        "account_verified", NULL,    "TaiKhoanDuocXacThucVoiVNeID"},
    {"'TaiKhoanDuocXacThucVoiVNeID':[1]",                      "account_verified", NULL,    "TaiKhoanDuocXacThucVoiVNeID"},
    {"'TrangThaiHoSo':4,'Fax':123456789012345678901234567890", "status",           "4",     NULL                         },
    {"'TrangThaiHoSo':1,'TrangThaiHoSo':2",                    "status",           "2",     NULL                         },
};

Test(national_values, takes_texts_numbers_and_booleans)
{
    follow_all(types, sizeof types / sizeof types[0]);
}

static const struct example codes[] = {
    {"'TrangThaiHoSo':'1'",                         "status",        "1",            NULL                    },
    {"'TrangThaiHoSo':'10'",                        "status",        "10",           NULL                    },
    {"'TrangThaiHoSo':'11'",                        "status",        "3",            NULL                    },
    {"'TrangThaiHoSo':'0'",                         "status",        NULL,           "TrangThaiHoSo"         },
    {"'TrangThaiHoSo':'99'",                        "status",        NULL,           "TrangThaiHoSo"         },
    {"'TrangThaiHoSo':-1",                          "status",        NULL,           "TrangThaiHoSo"         },
    {"'KenhThucHien':'1'",                          "channel",       "'direct'",     NULL                    },
    {"'KenhThucHien':'2'",                          "channel",       "'online'",     NULL                    },
    {"'KenhThucHien':'3'",                          "channel",       "'post'",       NULL                    },
    {"'KenhThucHien':''",                           "channel",       "'direct'",     NULL                    },
    {"'KenhThucHien':null",                         "channel",       "'direct'",     NULL                    },
    {"'GhiChu':''",                                 "channel",       "'direct'",     NULL                    },
    {"'KenhThucHien':'4'",                          "channel",       NULL,           "KenhThucHien"          },
    {"'HinhThuc':'0'",                              "channel_out",   NULL,           NULL                    },
    {"'HinhThuc':0,'TrangThaiHoSo':10",             "channel_out",   "'counter'",    NULL                    },
    {"'HinhThuc':1,'NgayTra':'20260302'",           "channel_out",   "'post'",       NULL                    },
    {"'HinhThuc':7,'NgayTra':'20260302'",           "channel_out",   NULL,           "HinhThuc"              },
    {"'HinhThuc':1,'NgayTra':'','TrangThaiHoSo':9", "channel_out",   NULL,           NULL                    },
    {"'NoiNopHoSo':'1'",                            "submitted_via", "'national'",   NULL                    },
    {"'NoiNopHoSo':2",                              "submitted_via", "'local'",      NULL                    },
    {"'LoaiDoiTuong':'1'",                          "applicant",     "'citizen'",    NULL                    },
    {"'LoaiDoiTuong':'2'",                          "applicant",     "'enterprise'", NULL                    },
    {"'LoaiDoiTuong':'3'",                          "applicant",     "'agency'",     NULL                    },
    {"'LoaiDoiTuong':'4'",                          "applicant",     "'other'",      NULL                    },
    {"'LoaiDoiTuong':'0'",                          "applicant",     NULL,           "LoaiDoiTuong"          },
    {"'DuocThanhToanTrucTuyen':'0'",                "paid_online",   "false",        NULL                    },
    {"'DuocThanhToanTrucTuyen':'1'",                "paid_online",   "true",         NULL                    },
    {"'DuocThanhToanTrucTuyen':2",                  "paid_online",   "true",         NULL                    },
    {"'DuocThanhToanTrucTuyen':3",                  "paid_online",   "false",        NULL                    },
    {"'DuocThanhToanTrucTuyen':''",                 "paid_online",   NULL,           NULL                    },
    {"'DuocThanhToanTrucTuyen':4",                  "paid_online",   NULL,           "DuocThanhToanTrucTuyen"},
};

Test(national_values, reads_national_codes)
{
    follow_all(codes, sizeof codes / sizeof codes[0]);
}

#define FEES(members) "'DanhSachLePhi':[" members "]"
#define FEE(amount)   "[{'amount':" amount ",'kind':'other'}]"

static const struct example fees[] = {
    {FEES("{'Gia':'8000'}"),               "fees", FEE("8000"),    NULL           },
    {FEES("{'Gia':'8.000'}"),              "fees", FEE("8000"),    NULL           },
    {FEES("{'Gia':'1,250,000'}"),          "fees", FEE("1250000"), NULL           },
    {FEES("{'Gia':'1 250 000'}"),          "fees", FEE("1250000"), NULL           },
    {FEES("{'Gia':8000.0}"),               "fees", FEE("8000"),    NULL           },
    {FEES("{'Gia':'0','LoaiPhiLePhi':2}"), "fees", FEE("0"),       NULL           },
    {FEES("{'Gia':''}"),                   "fees", NULL,           NULL           },
    {FEES(""),                             "fees", NULL,           NULL           },
    {FEES("{'Gia':'8000.00'}"),            "fees", NULL,           "Gia"          },
    {FEES("{'Gia':'1.250,000'}"),          "fees", NULL,           "Gia"          },
    {FEES("{'Gia':'1234.567'}"),           "fees", NULL,           "Gia"          },
    {FEES("{'Gia':'.000'}"),               "fees", NULL,           "Gia"          },
    {FEES("{'Gia':'8.'}"),                 "fees", NULL,           "Gia"          },
    {FEES("{'Gia':'-5'}"),                 "fees", NULL,           "Gia"          },
    {FEES("{'Gia':'tám nghìn'}"),        "fees", NULL,           "Gia"          },
    {FEES("{'Gia':'x'},{'Gia':1}"),        "fees", FEE("1"),       "Gia"          },
    {FEES("5"),                            "fees", NULL,           "DanhSachLePhi"},
    {"'DanhSachLePhi':{}",                 "fees", NULL,           "DanhSachLePhi"},
    {"'DanhSachLePhi':''",                 "fees", NULL,           NULL           },
};

Test(national_values, reads_fees)
{
    follow_all(fees, sizeof fees / sizeof fees[0]);
}

#define ROUNDS(members) "'DanhSachHoSoBoSung':[" members "]"
#define ASKED           "'NgayBoSung':'20260302120000'"
#define CAME            "'NgayTiepNhanBoSung':'02/03/2026 12:00:00'"

static const struct example rounds[] = {
    {ROUNDS("{" ASKED "}"),          "supplements", "[{'requested_at':" AT_NOON "}]", NULL        },
    {ROUNDS("{" ASKED "," CAME "}"), "supplements",
     "[{'requested_at':" AT_NOON ",'returned_at':" AT_NOON "}]",                      NULL        },
    {ROUNDS("{" CAME "}"),           "supplements", NULL,                             NULL        },
    {ROUNDS("{'NgayBoSung':'x'}"),   "supplements", NULL,                             "NgayBoSung"},
    {ROUNDS(""),                     "supplements", NULL,                             NULL        },
};

Test(national_values, reads_supplements)
{
    follow_all(rounds, sizeof rounds / sizeof rounds[0]);
}

#define FILES(members)   "'TaiLieuNop':[" members "]"
#define RESULTS(members) "'DanhSachGiayToKetQua':[" members "]"
#define BASES(members)   "'DSKetNoiCSDL':[" members "]"
#define WHOLE(flag)      "'HoSoCoThanhPhanSoHoa':" flag

static const struct example papers[] = {
    {FILES("{'DuocSoHoa':'1'}"),                                                                     "digitised",       "true",       NULL                  },
    {FILES("{'DuocSoHoa':'0'},{'DuocSoHoa':'1'}"),                                                   "digitised",       "true",       NULL                  },
    {FILES("{'DuocSoHoa':'0'}"),                                                                     "digitised",       "false",      NULL                  },
    {FILES("{'TenTepDinhKem':'x'}"),                                                                 "digitised",       NULL,         NULL                  },
    {FILES(""),                                                                                      "digitised",       NULL,         NULL                  },
    {FILES("{'DuocSoHoa':'1','IsDeleted':'True'}"),                                                  "digitised",       NULL,         NULL                  },
    {FILES("{'IsDeleted':'1','DuocSoHoa':'1'}"),                                                     "digitised",       NULL,         NULL                  },
    {FILES("{'IsDeleted':'0','DuocSoHoa':'1'}"),                                                     "digitised",       "true",       NULL                  },
    {WHOLE("'1'"),                                                                                   "digitised",       "true",       NULL                  },
    {WHOLE("'0'"),                                                                                   "digitised",       "false",      NULL                  },
    {WHOLE("''"),                                                                                    "digitised",       NULL,         NULL                  },
    {WHOLE("'0'") "," FILES("{'DuocSoHoa':1}"),                                                      "digitised",       "true",       NULL                  },
    {FILES("{'DuocSoHoa':0}") "," WHOLE("1"),                                                        "digitised",       "true",       NULL                  },
    {WHOLE("5") "," FILES("{'DuocSoHoa':1}"),                                                        "digitised",       "true",       "HoSoCoThanhPhanSoHoa"},
    {FILES("{'DuocTaiSuDung':'0'}"),                                                                 "reused",          "'no'",       NULL                  },
    {FILES("{'DuocTaiSuDung':'2'},{'DuocTaiSuDung':'1'}"),                                           "reused",          "'replaced'", NULL                  },
    {FILES("{'DuocTaiSuDung':'1'},{'DuocTaiSuDung':'0'}"),                                           "reused",          "'reused'",   NULL                  },
    {FILES("{'DuocTaiSuDung':'3'}"),                                                                 "reused",          NULL,         "DuocTaiSuDung"       },
    {FILES("{'DuocLayTuKhoDMQG':'1'},{'DuocLayTuKhoDMQG':0}"),                                       "from_store",      "true",       NULL                  },
    {FILES("{'DuocLayTuKhoDMQG':'0'}"),                                                              "from_store",      "false",      NULL                  },
    {RESULTS("{'DuongDanTepTinKetQua':'https://x.vn/1'}"),                                           "e_result",        "true",       NULL                  },
    {RESULTS("{},{'DuongDanTepTinKetQua':'u'}"),                                                     "e_result",        "true",       NULL                  },
    {RESULTS("{'DuongDanTepTinKetQua':'','MaGiayToKetQua':'KQ'}"),                                   "e_result",        "false",      NULL                  },
    {RESULTS(""),                                                                                    "e_result",        NULL,         NULL                  },
    {FILES("{'DuongDanTaiTepTin':'https://x.vn/1'}") "," RESULTS(
         "{'DuongDanTepTinKetQua':'https://x.vn/1'}"),
     "result_is_input",                                                                                                 "true",       NULL                  },
    {FILES("{'DuongDanTaiTepTin':'a'},{'DuongDanTaiTepTin':'bb'},{'DuongDanTaiTepTin':'c'}") "," RESULTS(
         "{'DuongDanTepTinKetQua':'d'},{'DuongDanTepTinKetQua':' c '}"),
     "result_is_input",                                                                                                 "true",       NULL                  },
    {RESULTS("{'DuongDanTepTinKetQua':7}") "," FILES("{'DuongDanTaiTepTin':'7'}"),
     "result_is_input",                                                                                                 "true",       NULL                  },
    {FILES("{'DuongDanTaiTepTin':'a'},{'DuongDanTaiTepTin':'c'}") "," RESULTS(
         "{'DuongDanTepTinKetQua':'b'},{'DuongDanTepTinKetQua':'A'}"),
     "result_is_input",                                                                                                 "false",      NULL                  },
    {FILES("{'DuongDanTaiTepTin':'a','IsDeleted':'1'},{'DuongDanTaiTepTin':'b'}") "," RESULTS(
         "{'DuongDanTepTinKetQua':'a'}"),
     "result_is_input",                                                                                                 "false",      NULL                  },
    {FILES("{'DuongDanTaiTepTin':'a','IsDeleted':'1'}") "," RESULTS("{'DuongDanTepTinKetQua':'a'}"),
     "result_is_input",                                                                                                 NULL,         NULL                  },
    {FILES("{'DuongDanTaiTepTin':''}") "," RESULTS("{'DuongDanTepTinKetQua':''}"),
     "result_is_input",                                                                                                 NULL,         NULL                  },
    {FILES("{'DuongDanTaiTepTin':'a'}") "," RESULTS("{}"),                                           "result_is_input", NULL,         NULL                  },
    {FILES("{'DuongDanTaiTepTin':'a'}"),                                                             "result_is_input", NULL,         NULL                  },
    {RESULTS("{'DuongDanTepTinKetQua':'a'}"),                                                        "result_is_input", NULL,         NULL                  },
    {FILES("{'DuongDanTaiTepTin':[]}") "," RESULTS("{'DuongDanTepTinKetQua':'a'}"),
     "result_is_input",                                                                                                 NULL,         "DuongDanTaiTepTin"   },
    {BASES("{'MaCSDL':'7'}"),                                                                        "population_db",   "true",       NULL                  },
    {BASES("{'MaCSDL':1},{'MaCSDL':7}"),                                                             "population_db",   "true",       NULL                  },
    {BASES("{'MaCSDL':'1'}"),                                                                        "population_db",   "false",      NULL                  },
    {BASES("{'MaCSDL':''}"),                                                                         "population_db",   NULL,         NULL                  },
    {BASES(""),                                                                                      "population_db",   NULL,         NULL                  },
};

Test(national_values, reads_what_the_papers_say)
{
    follow_all(papers, sizeof papers / sizeof papers[0]);
}

static const struct example procedures[] = {
    {"'MaTTHC':'1.001193'",               "procedure", "'1.001193'",               NULL    },
    {"'MaTTHC':'3.000181.000.00.00.H22'", "procedure", "'3.000181'",               NULL    },
    {"'MaTTHC':'2.000815.000.00.00.H56'", "procedure", "'2.000815.000.00.00.H56'", NULL    },
    {"'MaTTHC':'9.999999.000.00.00.H22'", "procedure", "'9.999999.000.00.00.H22'", NULL    },
    {"'MaTTHC':'3.0001810'",              "procedure", "'3.0001810'",              NULL    },
    {"'MaTTHC':''",                       "procedure", NULL,                       NULL    },
    {"'MaTTHC':[]",                       "procedure", NULL,                       "MaTTHC"},
    {"'MaTTHC':'a\\u0000b'",              "procedure", NULL,                       "MaTTHC"},
};

Test(national_values, finds_the_procedure)
{
    follow_all(procedures, sizeof procedures / sizeof procedures[0]);
}

static const struct {
    const char *subject, *agency, *batch, *expected, *remark;
} agencies[] = {
    {"000.19.25.H56-1",         "UBND xã Hà Long",             "000.00.00.H56", "H56.19.25",     NULL       },
    {"000.19.25.H56-1",         "UBND xa\\u0303 Ha\\u0300 Long", "000.00.00.H56", "H56.19.25",     NULL       },
    {"000.19.25.H56-1",         "UBND xã Tân Tiến",          "000.00.00.H56", "000.19.25.H56", "DonViXuLy"},
    {"000.19.25.H56-1",         "UBND xã khác",                "000.00.00.H56", "000.19.25.H56", NULL       },
    {"G09.20-20260609-0092637", "",                              "",              "G09.20",        NULL       },
    {"000.19.25.H5-1",          "",                              "000.00.00.H56", "000.00.00.H56", NULL       },
    {"000.19.25.H56",           "",                              "000.00.00.H56", "000.00.00.H56", NULL       },
    {"-1",                      "",                              "000.00.00.H56", "000.00.00.H56", NULL       },
    {"1",                       "UBND xã khác",                "",              NULL,            NULL       },
};

Test(national_values, finds_the_unit)
{
    for (size_t row = 0; row < sizeof agencies / sizeof agencies[0]; row++) {
        struct national_context national = collect_context();
        struct collected *collected;
        const char *unit;
        char text[512];

        snprintf(text, sizeof text, "[{\"MaHoSo\":\"%s\",\"DonViXuLy\":\"%s\"}]",
                 agencies[row].subject, agencies[row].agency);
        national.unit = bytes_of_text(agencies[row].batch);
        collected = collect(text, &national);
        unit = json_string_value(collect_data(collected, "unit"));
        cr_expect_str_eq(unit ? unit : "absent",
                         agencies[row].expected ? agencies[row].expected : "absent", "%s", text);
        cr_expect_eq(json_array_size(collected->remarks), agencies[row].remark ? 1 : 0, "%s", text);
        collect_free(collected);
    }
}

/* A list of `count` equal elements as the only member of an item but MaHoSo. */
static size_t kept_of(const char *key, const char *element, int count, const char *in)
{
    const struct national_context national = collect_context();
    char *const text = calloc(1, TEXT);
    struct collected *collected;
    size_t length = 0, kept;

    length += (size_t)snprintf(text, TEXT, "{\"MaHoSo\":\"X\",\"%s\":[", key);
    for (int row = 0; row < count; row++)
        length += (size_t)snprintf(text + length, TEXT - length, "%s%s", row ? "," : "", element);
    snprintf(text + length, TEXT - length, "]}");
    collected = collect(text, &national);
    kept = json_array_size(collect_data(collected, in));
    cr_expect_eq(json_array_size(collected->remarks), kept < (size_t)count, "%s %d", key, count);
    collect_free(collected);
    free(text);
    return kept;
}

Test(national_values, cuts_lists_that_a_fact_cannot_hold)
{
    static const char round[] = "{\"NgayBoSung\":\"20260302120000\"}";

    cr_expect_eq(kept_of("DanhSachLePhi", "{\"Gia\":1}", FACT_FEES_LIMIT, "fees"), 100);
    cr_expect_eq(kept_of("DanhSachLePhi", "{\"Gia\":1}", FACT_FEES_LIMIT + 1, "fees"), 100);
    cr_expect_eq(kept_of("DanhSachHoSoBoSung", round, FACT_ROUNDS_LIMIT, "supplements"), 200);
    cr_expect_eq(kept_of("DanhSachHoSoBoSung", round, FACT_ROUNDS_LIMIT + 1, "supplements"), 200);
}

Test(national_values, takes_a_number_of_a_dossier_as_it_stands)
{
    static const struct {
        const char *given, *subject;
    } subjects[] = {
        {"\"H56-1 \"",                    "H56-1 "  },
        {"12345",                         "12345"   },
        {"\"Ho\\u0302\\u0300 s\\u01a1\"", "Hồ sơ"},
    };
    const struct national_context national = collect_context();

    for (size_t row = 0; row < sizeof subjects / sizeof subjects[0]; row++) {
        char text[128];
        struct collected *collected;

        snprintf(text, sizeof text, "{\"MaHoSo\":%s,\"GhiChu\":\"\"}", subjects[row].given);
        collected = collect(text, &national);
        cr_expect_str_eq(
            json_string_value(json_object_get(json_array_get(collected->facts, 0), "subject")),
            subjects[row].subject);
        collect_free(collected);
    }
}
