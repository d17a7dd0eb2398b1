#include "tests/reporter/pages.h"

#include <stddef.h>

const char page_catalogue[] =
    "01 00:00 opened code=U1 id=u1\n"
    "01 00:00 opened code=U2 id=u2\n"
    "01 00:00 opened code=U3 id=u3\n"
    "01 00:00 hours code=U2 id=h2 mon=07:00-11:30,13:30-16:30 tue=07:00-11:30,13:30-16:30 "
    "wed=07:00-11:30,13:30-16:30 thu=07:00-11:30,13:30-16:30 fri=07:00-11:30,13:30-16:30 "
    "sat=07:00-11:30\n"
    "05 00:00 hours code=U3 id=h3 mon=08:00-12:00,13:00-17:00 tue=08:00-12:00,13:00-17:00 "
    "wed=08:00-12:00,13:00-17:00 thu=08:00-12:00,13:00-17:00 fri=08:00-12:00,13:00-17:00\n"
    "01 00:00 published code=1.01 id=p1 limit=5:working_day\n"
    "01 00:00 published code=1.02 id=p2 limit=3:working_day fee=yes result_is_paper=yes "
    "service_level=full interlink=same_level\n"
    "01 00:00 published code=1.03 id=p3 limit=8:hour\n"
    "01 00:00 published code=1.04 id=p4 limit=10:day\n"
    "01 00:00 published code=1.05 id=p5 limit=1:month\n"
    "01 00:00 published code=1.06 id=p6 limit=0:working_day\n";

const struct page_example page_examples[] = {
    {"Giải quyết sớm, nhận kết quả tại quầy",
     "01 08:30 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "06 15:00 status 9\n"
     "07 status 10 channel_out=counter"                                                                                                   },
    {"Xong vào giây cuối của ngày hẹn, trả ngay",
     "01 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "07 23:59:59 status 9\n"
     "07 23:59:59 status 10 on_spot=yes channel_out=online"                                                                               },
    {"Quá hạn năm ngày: quá hạn tính từ ngày sau ngày hẹn",
     "01 received unit=U1 procedure=1.01 channel=direct due=02\n"
     "02 status 4\n"
     "07 09:00 status 9"                                                                                                                  },
    {"Quá hạn ngay khi qua nửa đêm, cuối ngày hẹn chưa quá hạn",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n"
     "02 status 4\n"
     "06 00:00 status 9"                                                                                                                  },
    {"Đang giải quyết: số liệu nói trước ngày sẽ quá hạn",
     "01 received unit=U1 procedure=1.01 channel=direct due=07T17:00\n"
     "02 status 4"                                                                                                                        },
    {"Nộp sau 17 giờ: tính từ sáng hôm sau",
     "01 17:01 received unit=U1 procedure=1.01 channel=direct due=16\n"
     "02 status 4\n"
     "16 status 9"                                                                                                                        },
    {"Nộp đúng 17 giờ: còn trong giờ",
     "01 17:00 received unit=U1 procedure=1.01 channel=direct due=16\n"
     "02 status 4\n"
     "16 status 9"                                                                                                                        },
    {"Nộp sáng thứ Bảy: tính từ thứ Hai",
     "03 09:00 received unit=U1 procedure=1.01 channel=direct due=19\n"
     "05 status 4\n"
     "19 status 9"                                                                                                                        },
    {"Nộp giờ nghỉ trưa: tính từ đầu giờ chiều",
     "01 12:10 received unit=U1 procedure=1.01 channel=direct due=15\n"
     "02 status 4\n"
     "15 status 9"                                                                                                                        },
    {"Nộp lúc 00:10: là đêm, không phải 12:10",
     "01 00:10 received unit=U1 procedure=1.01 channel=direct due=15\n"
     "02 status 4\n"
     "15 status 9"                                                                                                                        },
    {"Năm ngày làm việc vắt qua Tết Giáp Thìn",
     "06 10:00 received unit=U1 procedure=1.01 channel=direct due=21\n"
     "07 status 4\n"
     "20 status 9"                                                                                                                        },
    {"Nộp trong những ngày nghỉ Tết",
     "10 10:00 received unit=U1 procedure=1.01 channel=direct due=22\n"
     "15 status 4\n"
     "21 status 9"                                                                                                                        },
    {"Thời hạn tám giờ làm việc: qua trưa và qua đêm",
     "01 15:00 received unit=U1 procedure=1.03 channel=direct due=02\n"
     "01 15:30 status 4\n"
     "02 11:00 status 9"                                                                                                                  },
    {"Thời hạn giờ: xong lúc 11:30, chứ không phải 13:30",
     "01 11:00 received unit=U1 procedure=1.03 channel=direct due=02T11:30\n"
     "02 status 4\n"
     "02 11:30 status 9"                                                                                                                  },
    {"Mười ngày theo lịch, rơi vào Tết thì dời đến ngày làm việc kế tiếp",
     "01 08:00 received unit=U1 procedure=1.04 channel=direct due=15\n"
     "02 status 4\n"
     "15 09:00 status 9"                                                                                                                  },
    {"Một tháng, ngày 31 không có trong tháng sau (31/01 đến hết tháng 02)",
     "00 09:00 received unit=U1 procedure=1.05 channel=direct due=29\n"
     "02 status 4\n"
     "29 status 9"                                                                                                                        },
    {"Thời hạn trong ngày (n = 0)",
     "01 14:00 received unit=U1 procedure=1.06 channel=direct due=01\n"
     "01 15:00 status 4\n"
     "01 16:30 status 9"                                                                                                                  },
    {"Đơn vị làm bảy giờ rưỡi, có sáng thứ Bảy",
     "02 16:50 received unit=U2 procedure=1.01 channel=direct due=16\n"
     "03 status 4\n"
     "16 status 9"                                                                                                                        },
    {"Đơn vị đổi giờ làm việc giữa chừng",
     "01 08:00 received unit=U3 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "07 status 9"                                                                                                                        },
    {"Chờ bổ sung: hạn theo quy định dời theo phút làm việc",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 08:00 status 5\n"
     "05 09:30 status 4\n"
     "15 status 9"                                                                                                                        },
    {"Chờ qua đêm và qua Tết",                                                                                     "05 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
                               "07 16:30 status 5\n"
                               "15 08:00 status 4\n"
                               "16 status 9"                                                         },
    {"Chờ nộp phí rồi chờ giấy tờ: một lần chờ, hai lý do",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 6\n"
     "05 status 5\n"
     "06 status 4\n"
     "15 status 9"                                                                                                                        },
    {"Dừng xử lý không dời hạn theo quy định",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 8\n"
     "05 status 4\n"
     "07 status 9"                                                                                                                        },
    {"Đang chờ công dân: hạn còn dời tiếp",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "05 status 5"                                                                                                                        },
    {"Gia hạn đúng lúc: thay hạn",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "06 extended due=20\n"
     "19 status 9"                                                                                                                        },
    {"Gia hạn lần thứ hai: không tính vào hạn theo quy định",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "06 extended due=16\n"
     "15 extended due=23\n"
     "22 status 9"                                                                                                                        },
    {"Gia hạn sau khi đã hết hạn",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=05\n"
     "16 extended due=23\n"
     "22 status 9"                                                                                                                        },
    {"Gia hạn đến ngày sớm hơn hạn đang có",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=20\n"
     "05 extended due=06\n"
     "06 status 9"                                                                                                                        },
    {"Đính chính ngày hẹn: có hiệu lực từ khi tiếp nhận",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=02\n"
     "05 corrected due=16\n"
     "15 status 9"                                                                                                                        },
    {"Đúng hạn tại đơn vị, trễ trên hệ thống quốc gia: bổ sung hai lần",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=20\n"
     "02 status 5\n"
     "05 status 4\n"
     "06 status 5\n"
     "07 status 4\n"
     "16 status 9"                                                                                                                        },
    {"Quá hạn tại đơn vị, đúng hạn trên hệ thống quốc gia: trừ thời gian chờ",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 08:00 status 5\n"
     "06 08:00 status 4\n"
     "09 10:00 status 9"                                                                                                                  },
    {"Đúng hạn tại đơn vị, trễ trên hệ thống quốc gia: đổi hẹn sau khi đã trễ",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=05\n"
     "15 status 4 due=20\n"
     "19 status 9"                                                                                                                        },
    {"Không có ngày hẹn: xét theo hạn theo quy định",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct \n"
     "02 status 4\n"
     "16 09:00 status 9"                                                                                                                  },
    {"Không có ngày hẹn và thủ tục không ai công bố",
     "01 08:00 received unit=U1 procedure=9.99 channel=direct\n"
     "02 status 4\n"
     "22 status 9"                                                                                                                        },
    {"Công dân rút khi đã trễ",                                                                                    "01 08:00 received unit=U1 procedure=1.01 channel=direct due=05\n"
                                "06 status 4\n"
                                "15 status 7"                                                       },
    {"Công dân rút trong hạn",                                                                                       "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
                               "02 status 4\n"
                               "05 status 7"                                                           },
    {"Đã trễ, rồi chờ công dân: không quá hạn tại đơn vị, vẫn trễ trên hệ thống quốc gia",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=02\n"
     "06 status 5\n"
     "16 status 4\n"
     "19 status 9"                                                                                                                        },
    {"Dừng xử lý trước ngày hẹn: hệ thống quốc gia coi là kết thúc",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "05 status 8"                                                                                                                        },
    {"Dừng xử lý khi đã trễ",                                                                                    "01 08:00 received unit=U1 procedure=1.01 channel=direct due=02\n"
                              "02 status 4\n"
                              "06 status 8"                                                         },
    {"Từ chối, rồi tiếp nhận lại với hẹn mới",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=05\n"
     "02 status 5\n"
     "03 status 3\n"
     "06 received unit=U1 procedure=1.01 channel=direct due=16\n"
     "15 status 9"                                                                                                                        },
    {"Từ chối hẳn",                                                                                                 "01 08:00 received unit=U1 procedure=1.01 channel=direct due=05\n"
                    "02 status 3"                                                                                },
    {"Hủy: thanh toán và đánh giá cũng không tính",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 paid amount=50000 channel=portal\n"
     "05 rated level=5\n"
     "06 voided"                                                                                                                          },
    {"Chưa từng được tiếp nhận",                                                                               "02 status 4\n"
                                 "05 status 9"                                                 },
    {"Mở lại và chưa kết thúc: quá hạn trở lại",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=05\n"
     "02 status 4\n"
     "05 status 9\n"
     "07 status 4"                                                                                                                        },
    {"Mở lại rồi kết thúc: chỉ lần cuối tính",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "05 status 9\n"
     "06 status 4\n"
     "07 status 9"                                                                                                                        },
    {"Chuyển đơn vị: tính cả cho đơn vị sau cùng, từ khi tiếp nhận",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 moved unit=U2\n"
     "05 status 4\n"
     "06 status 9"                                                                                                                        },
    {"Đính chính thủ tục, kênh và giờ tiếp nhận",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 corrected procedure=1.02 channel=online received_at=02T09:00\n"
     "06 status 9"                                                                                                                        },
    {"Bản ghi quốc gia kể tất cả",
     "09 snapshot 10 unit=U1 procedure=1.02 channel=online received_at=01T09:00 due=06 "
     "supplement=02T08:00..05T08:00 finished_at=07T10:00 returned_at=07T11:00 channel_out=post "
     "digitised=yes e_result=yes fees=50000 paid_online=yes"                                                                              },
    {"Bản ghi xong mà không rõ lúc nào",
     "09 snapshot 9 unit=U1 procedure=1.01 channel=direct received_at=01T09:00 due=07"                                                    },
    {"Bản ghi và các bước không khớp: bước thắng",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "05 status 9\n"
     "06 snapshot 9 unit=U1 procedure=1.01 channel=direct received_at=01T08:00 due=07 "
     "finished_at=06T10:00"                                                                                                               },
    {"Bước tiếp nhận lặp lại sau khi xong: bản ghi cuối phủ nhận",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "05 status 9\n"
     "06 status 2\n"
     "06 09:00 snapshot 10 unit=U1 procedure=1.01 channel=direct finished_at=05 returned_at=06"                                           },
    {"Có phí, trả qua cổng, kết quả điện tử: trực tuyến trọn vẹn",
     "01 08:00 received unit=U1 procedure=1.02 channel=online due=07\n"
     "02 papers digitised=yes population_db=yes account_verified=yes reused=replaced "
     "from_store=yes\n"
     "02 paid amount=8000 channel=portal\n"
     "05 papers e_result=yes\n"
     "06 status 9"                                                                                                                        },
    {"Miễn phí dù danh mục nói có phí; vẫn có người trả",
     "01 08:00 received unit=U1 procedure=1.02 channel=direct due=07\n"
     "02 fee amount=0\n"
     "05 paid amount=20000 channel=portal\n"
     "06 status 9"                                                                                                                        },
    {"Đánh giá hai lần: lần sau cùng tính, không hài lòng",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "05 status 9\n"
     "06 rated level=5\n"
     "07 rated level=1"                                                                                                                   },
    {"Bị phản ánh trước ngày hẹn",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "05 complained feedback=PA-7\n"
     "06 status 9"                                                                                                                        },
    {"Báo có kết quả sớm, xin lỗi vì chậm",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=05\n"
     "02 status 4\n"
     "05 notified template=apology medium=sms\n"
     "06 status 9\n"
     "06 10:00 notified template=result_ready medium=sms"                                                                                 },
    {"Kết thúc trùng từng giây với hẹn trả",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07T17:00\n"
     "02 status 4\n"
     "07 17:00 status 9"                                                                                                                  },
    {"Lùi ngày hẹn, rồi xong trước ngày hẹn cũ",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=20\n"
     "05 status 4 due=07\n"
     "07 status 9"                                                                                                                        },
    {"Tiếp nhận chậm hơn tám giờ làm việc sau khi nộp trực tuyến",
     "05 08:00 received unit=U1 procedure=1.01 channel=online due=16 submitted_at=01T08:00\n"
     "06 status 4\n"
     "15 status 9"                                                                                                                        },
    {"Đúng hạn theo cả hai cách, nhưng tin kết thúc đến sau hạn",
     "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
     "02 status 4\n"
     "07 16:00 status 9 recorded_at=16T09:00"                                                                                             },
    {"Kết thúc trước khi tiếp nhận, trả trước khi xong",
     "05 08:00 received unit=U1 procedure=1.01 channel=direct due=16\n"
     "02 status 9\n"
     "01 status 10"                                                                                                                       },
    {"Tệp kết quả là tệp đã nộp",                                                                            "01 08:00 received unit=U1 procedure=1.01 channel=direct due=07\n"
                                  "02 status 4\n"
                                  "05 papers result_is_input=yes\n"
                                  "06 status 9"                                             },
    {"Đơn vị chưa ai mở, kênh không nêu",                                                                       "02 08:00 status 2\n"
                                          "05 snapshot 4 unit=U9 procedure=1.01 due=16"},
    {NULL,                                                                                                                NULL            },
};
