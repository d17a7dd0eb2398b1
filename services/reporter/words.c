#include "reporter/words.h"

#include <stdio.h>
#include <string.h>

#include "reporter/core/number.h"
#include "runtime/day.h"

struct word {
    const char *name;
    const char *word;
};

static const struct word facts[] = {
    {"dossier.received",   "Tiếp nhận hồ sơ"                  },
    {"dossier.status",     "Chuyển trạng thái"                  },
    {"dossier.extended",   "Gia hạn"                               },
    {"dossier.papers",     "Ghi nhận giấy tờ"                  },
    {"dossier.fee",        "Xác định phí, lệ phí"            },
    {"dossier.paid",       "Thanh toán"                             },
    {"dossier.moved",      "Chuyển đơn vị giải quyết"      },
    {"dossier.corrected",  "Đính chính"                           },
    {"dossier.voided",     "Hủy, không tính"                     },
    {"dossier.snapshot",   "Hệ thống gửi toàn bộ hồ sơ"  },
    {"dossier.rated",      "Người nộp đánh giá"              },
    {"dossier.notified",   "Nhắn tin cho người nộp"           },
    {"dossier.complained", "Có phản ánh, kiến nghị"          },
    {"feedback.received",  "Tiếp nhận phản ánh, kiến nghị"},
    {"feedback.step",      "Xử lý phản ánh, kiến nghị"     },
    {"feedback.closed",    "Kết thúc phản ánh, kiến nghị"  },
    {NULL,                 NULL                                      },
};

static const struct word fields[] = {
    {"procedure",        "thủ tục"                           },
    {"unit",             "đơn vị"                            },
    {"channel",          "kênh"                                 },
    {"due",              "hẹn trả"                           },
    {"applicant",        "người nộp"                        },
    {"submitted_at",     "nộp lúc"                            },
    {"submitted_via",    "nộp qua"                             },
    {"status",           "trạng thái"                         },
    {"channel_out",      "trả kết quả"                     },
    {"on_spot",          "trả ngay"                            },
    {"officer_ref",      "cán bộ"                             },
    {"reason",           "lý do"                                },
    {"digitised",        "số hóa"                             },
    {"reused",           "tái sử dụng giấy tờ"          },
    {"e_result",         "kết quả điện tử"              },
    {"from_store",       "lấy từ kho dữ liệu"            },
    {"population_db",    "khai thác dữ liệu dân cư"       },
    {"account_verified", "tài khoản đã xác thực"         },
    {"amount",           "số tiền"                           },
    {"kind",             "loại"                                },
    {"received_at",      "tiếp nhận lúc"                    },
    {"finished_at",      "xử lý xong lúc"                    },
    {"returned_at",      "trả lúc"                            },
    {"refused_at",       "từ chối lúc"                      },
    {"requested_at",     "yêu cầu lúc"                       },
    {"paid_online",      "thanh toán trực tuyến"            },
    {"fees",             "phí, lệ phí"                       },
    {"supplements",      "yêu cầu bổ sung"                  },
    {"result_is_input",  "tệp kết quả là tệp đã nộp"},
    {"level",            "mức hài lòng"                      },
    {"template",         "nội dung"                            },
    {"medium",           "gửi qua"                             },
    {"feedback",         "phản ánh số"                      },
    {"about",            "về"                                  },
    {"via",              "nguồn"                               },
    {"dossier",          "hồ sơ"                              },
    {"step",             "bước"                               },
    {"verdict",          "người dân đánh giá"             },
    {NULL,               NULL                                    },
};

static const struct word choices[] = {
    {"direct",               "trực tiếp"                        },
    {"online",               "trực tuyến"                       },
    {"post",                 "bưu chính công ích"               },
    {"counter",              "tại quầy"                         },
    {"citizen",              "công dân"                           },
    {"enterprise",           "doanh nghiệp"                       },
    {"agency",               "cơ quan"                             },
    {"other",                "khác"                                },
    {"national",             "Cổng quốc gia"                    },
    {"local",                "cổng của tỉnh, bộ"            },
    {"no",                   "không"                               },
    {"reused",               "có"                                  },
    {"replaced",             "thay bằng dữ liệu"              },
    {"portal",               "cổng dịch vụ công"             },
    {"gateway",              "cổng thanh toán"                   },
    {"bank",                 "ngân hàng"                          },
    {"cash",                 "tiền mặt"                         },
    {"fee",                  "lệ phí"                            },
    {"charge",               "phí"                                 },
    {"tax",                  "thuế"                               },
    {"result_ready",         "đã có kết quả"                 },
    {"apology",              "xin lỗi vì chậm trả"           },
    {"sms",                  "tin nhắn"                           },
    {"email",                "thư điện tử"                    },
    {"app",                  "ứng dụng"                         },
    {"phone",                "điện thoại"                      },
    {"procedure",            "quy định, thủ tục hành chính"},
    {"staff",                "hành vi của cán bộ"             },
    {"letter",               "thư"                                 },
    {"hotline",              "đường dây nóng"                 },
    {"desk",                 "trực tiếp"                        },
    {"forwarded",            "chuyển giữa các cơ quan"        },
    {"refused",              "từ chối"                          },
    {"supplement_requested", "yêu cầu bổ sung"                 },
    {"supplemented",         "đã bổ sung"                       },
    {"answered",             "đã trả lời"                     },
    {"published",            "đã công khai"                      },
    {"satisfied",            "hài lòng"                           },
    {"unsatisfied",          "không hài lòng"                    },
    {"none",                 "không có ý kiến"                 },
    {NULL,                   NULL                                   },
};

/* National list of steps, 1..10. */
static const char *const statuses[] = {
    "chưa rõ",
    "mới đăng ký",
    "được tiếp nhận",
    "không được tiếp nhận",
    "đang xử lý",
    "yêu cầu bổ sung giấy tờ",
    "yêu cầu thực hiện nghĩa vụ tài chính",
    "công dân yêu cầu rút hồ sơ",
    "dừng xử lý",
    "đã xử lý xong",
    "đã trả kết quả",
};

static const char *const standings[] = {
    [STANDING_UNKNOWN] = "chưa từng được tiếp nhận, không tính vào số liệu",
    [STANDING_VOIDED] = "đã hủy, không tính vào số liệu",
    [STANDING_REFUSED] = "không được tiếp nhận, không tính vào số liệu",
    [STANDING_OPEN] = "đang giải quyết",
    [STANDING_FINISHED] = "đã giải quyết",
    [STANDING_WITHDRAWN] = "công dân đã rút",
};

static const char *const waits[] = {
    [WAIT_CITIZEN] = "chờ công dân bổ sung",
    [WAIT_PAYMENT] = "chờ nộp phí, lệ phí",
    [WAIT_STOPPED] = "dừng xử lý",
};

static const char *word_of(const struct word *words, const char *name)
{
    for (; words->name; words++)
        if (strcmp(words->name, name) == 0)
            return words->word;
    return name;
}

const char *words_of_standing(enum standing standing)
{
    return standings[standing];
}

const char *words_of_wait(enum wait_reason reason)
{
    return waits[reason];
}

const char *words_of_channel(int32_t channel)
{
    return word_of(choices, channel_names[channel]);
}

void words_day(struct writer *writer, int32_t day)
{
    const struct date date = day_to_date(day);
    char text[40];

    snprintf(text, sizeof text, "%02d/%02d/%04d", date.day, date.month, date.year);
    writer_text(writer, text);
}

void words_instant(struct writer *writer, int64_t instant_us)
{
    const int32_t day = day_of_instant(instant_us);
    const int64_t second = (instant_us - day_start(day)) / SECOND_US;
    char text[40];

    snprintf(text, sizeof text, "%02d:%02d:%02d ngày ", (int)(second / 3600),
             (int)(second / 60 % 60), (int)(second % 60));
    writer_text(writer, text);
    words_day(writer, day);
}

void words_due(struct writer *writer, const struct due *due)
{
    if (due->is_date)
        words_day(writer, due->day);
    else
        words_instant(writer, due->instant_us);
}

/* ---- facts ---- */

static void put_record(struct writer *writer, const struct schema *schema, const void *record);

static void put_integer(struct writer *writer, const struct field *field, int64_t value)
{
    char number[NUMBER_TEXT];

    number_print_vi(value, 0, number);
    writer_text(writer, number);
    if (strcmp(field->name, "amount") == 0)
        writer_text(writer, " đồng");
    if (strcmp(field->name, "status") == 0 && value > 0 && value <= 10) {
        writer_text(writer, " – ");
        writer_text(writer, statuses[value]);
    }
}

static void put_records(struct writer *writer, const struct field *field, const struct list *list)
{
    for (uint32_t row = 0; row < list->count; row++) {
        writer_text(writer, row ? ", (" : "(");
        put_record(writer, field->record, (const uint8_t *)list->at + row * field->record->size);
        writer_text(writer, ")");
    }
}

static void put_value(struct writer *writer, const struct field *field, const void *value)
{
    const struct bytes *bytes = value;

    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_DECIMAL: writer_put(writer, (const char *)bytes->at, bytes->length); break;
    case FIELD_INTEGER: put_integer(writer, field, *(const int64_t *)value); break;
    case FIELD_BOOL: writer_text(writer, *(const bool *)value ? "có" : "không"); break;
    case FIELD_STATED: writer_text(writer, "có nêu"); break;
    case FIELD_CHOICE:
        writer_text(writer, word_of(choices, field->names[*(const int32_t *)value]));
        break;
    case FIELD_INSTANT: words_instant(writer, *(const int64_t *)value); break;
    case FIELD_DUE: words_due(writer, value); break;
    case FIELD_DATE: words_day(writer, *(const int32_t *)value); break;
    case FIELD_RECORDS: put_records(writer, field, value); break;
    case FIELD_BINARY:
    case FIELD_SIGNED:
    case FIELD_CHOICES:
    case FIELD_SPANS:
    case FIELD_RECORD:
    case FIELD_BINARIES:
    case FIELD_NUMBERS:
    case FIELD_RAW: writer_text(writer, "…"); break; /* No fact about a dossier has them. */
    }
}

static void put_record(struct writer *writer, const struct schema *schema, const void *record)
{
    const char *gap = "";
    uint64_t present;

    memcpy(&present, record, sizeof present);
    for (uint32_t row = 0; row < schema->count; row++) {
        const struct field *field = &schema->fields[row];

        if (!field_present(present, row))
            continue;
        writer_text(writer, gap);
        writer_text(writer, word_of(fields, field->name));
        writer_text(writer, " ");
        put_value(writer, field, (const uint8_t *)record + field->offset);
        gap = "; ";
    }
}

void words_fact(struct writer *writer, const struct history_fact *fact)
{
    const struct fact_kind *kind = &fact_kinds[fact->type];

    writer_text(writer, word_of(facts, kind->name));
    if (!fact->data->present)
        return;
    writer_text(writer, ": ");
    put_record(writer, kind->data, fact->data);
}

/* ---- verdicts ---- */

static void put_finished(struct writer *writer, const struct history *history)
{
    static const char *const words[] = {
        [VERDICT_NONE] = "",
        [VERDICT_EARLY] = "trước hạn: xử lý xong ngày ",
        [VERDICT_ON_TIME] = "đúng hạn: xử lý xong ngày ",
        [VERDICT_LATE] = "quá hạn: xử lý xong ngày ",
    };

    writer_text(writer, words[history->verdict]);
    words_day(writer, day_of_instant(history->ended_us));
    if (!history->has_due) {
        writer_text(writer, ", không có ngày hẹn trả nên tính là đúng hạn");
        return;
    }
    writer_text(writer, ", ngày hẹn trả có hiệu lực khi đó là ");
    words_day(writer, history->due.day);
}

void words_verdict(struct writer *writer, const struct history *history)
{
    if (history->standing == STANDING_FINISHED) {
        put_finished(writer, history);
    } else if (history->standing == STANDING_WITHDRAWN) {
        writer_text(writer, "không xét hạn: công dân rút ngày ");
        words_day(writer, day_of_instant(history->ended_us));
        writer_text(writer, "; biểu mẫu in cộng vào đúng hạn");
    } else if (history->standing == STANDING_OPEN && history->has_due) {
        writer_text(writer, "chưa kết thúc; ngày hẹn trả ");
        words_day(writer, history->due.day);
    } else {
        writer_text(writer, words_of_standing(history->standing));
    }
}
