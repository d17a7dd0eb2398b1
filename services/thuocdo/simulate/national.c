#include "thuocdo/simulate/national.h"

#include "runtime/day.h"
#include "thuocdo/simulate/people.h"

enum { POST_OUT = 2 };

/* How a system writes a moment that it does not have. */
enum habit { HABIT_EMPTY, HABIT_NULL, HABIT_MISSING, HABITS };

static const char *const steps[] = {"",
                                    "Đăng ký hồ sơ trực tuyến",
                                    "Tiếp nhận hồ sơ",
                                    "Từ chối tiếp nhận hồ sơ",
                                    "Chuyển phòng chuyên môn xử lý",
                                    "Yêu cầu bổ sung giấy tờ",
                                    "Yêu cầu thực hiện nghĩa vụ tài chính",
                                    "Công dân xin rút hồ sơ",
                                    "Dừng xử lý hồ sơ",
                                    "Kết thúc xử lý hồ sơ",
                                    "Trả kết quả cho công dân"};
static const char *const fee_names[] = {"Lệ phí", "Phí", "Thuế", "Khoản thu khác"};

void national_moment(int64_t second, char text[NATIONAL_MOMENT])
{
    const int32_t day = day_of_second(second);
    const struct date date = day_to_date(day);
    const int inside = (int)(second - second_of_day(day));

    snprintf(text, NATIONAL_MOMENT, "%04d%02d%02d%02d%02d%02d", date.year % 10000, date.month % 100,
             date.day % 100, inside / 3600 % 24, inside / 60 % 60, inside % 60);
}

static void add_text(struct outfile *output, const char *name, const char *text)
{
    outfile_add(output, "\"%s\":\"%s\",", name, text);
}

static void add_flag(struct outfile *output, const char *name, bool value)
{
    add_text(output, name, value ? "1" : "0");
}

static void add_moment(struct outfile *output, const struct story *story, const char *name,
                       int64_t second)
{
    char text[NATIONAL_MOMENT];

    if (second) {
        national_moment(second, text);
        add_text(output, name, text);
        return;
    }
    switch ((enum habit)(story->dossier->seed % HABITS)) {
    case HABIT_EMPTY: add_text(output, name, ""); break;
    case HABIT_NULL: outfile_add(output, "\"%s\":null,", name); break;
    case HABIT_MISSING:
    case HABITS: break;
    }
}

static void add_due(struct outfile *output, const struct story *story, int32_t due)
{
    const struct date date = day_to_date(due == DAY_NONE ? 0 : due);

    if (due == DAY_NONE)
        add_moment(output, story, "NgayHenTra", 0);
    else
        outfile_add(output, "\"NgayHenTra\":\"%04d%02d%02d%s\",", date.year, date.month, date.day,
                    story->due_as_date ? "" : "170000");
}

static void add_subject(struct outfile *output, const struct year *year, const struct story *story)
{
    const struct dossier *dossier = story->dossier;
    const struct procedure *procedure = &year->catalogue.procedures[dossier->procedure];

    add_text(output, "MaHoSo", story->code);
    add_text(output, "MaTTHC", procedure->code);
    add_text(output, "TenTTHC", procedure->name);
    outfile_add(output, "\"MaLinhVuc\":\"G%02d-BD\",", procedure->agency + 1);
    add_text(output, "TenLinhVuc", procedure->field);
    outfile_add(output, "\"KenhThucHien\":\"%d\",", dossier->channel + 1);
}

static void add_owner(struct outfile *output, const struct story *story,
                      const struct people *people)
{
    add_text(output, "ChuHoSo", people->owner.name);
    add_text(output, "SoGiayToChuHoSo", people->owner.identity);
    outfile_add(output, "\"LoaiDoiTuong\":\"%d\",", story->applicant + 1);
    add_text(output, "MaDoiTuong", people->owner.identity);
    add_text(output, "ThongTinKhac", people->address);
    add_text(output, "Email", people->owner.mail);
    add_text(output, "Fax", "");
    add_text(output, "SoDienThoai", people->owner.phone);
    outfile_add(output, "\"TrichYeuHoSo\":\"Hồ sơ của %s\",", people->owner.name);
}

static void add_moments(struct outfile *output, const struct story *story,
                        const struct state *state)
{
    add_moment(output, story, "NgayTiepNhan", state->received);
    add_due(output, story, state->due);
    outfile_add(output, "\"TrangThaiHoSo\":\"%d\",", state->status);
    add_moment(output, story, "NgayTra", state->returned);
    add_text(output, "HinhThuc", story->channel_out == POST_OUT ? "1" : "0");
    add_moment(output, story, "NgayKetThucXuLy", state->finished);
}

static void add_files(struct outfile *output, const struct story *story)
{
    const struct dossier *dossier = story->dossier;
    const unsigned file = (unsigned)(dossier->seed % 1000000);

    outfile_add(output,
                "\"TaiLieuNop\":[{\"TepDinhKemId\":\"%u\",\"TenTepDinhKem\":\"Đơn đề nghị.pdf\","
                "\"IsDeleted\":\"False\",\"MaThanhPhanHoSo\":\"TP.%u\","
                "\"DuongDanTaiTepTin\":\"https://mc.example.gov.vn/f/%u\","
                "\"DuocSoHoa\":\"%d\",\"DuocTaiSuDung\":\"%u\",\"DuocLayTuKhoDMQG\":\"%d\","
                "\"MaKetQuaThayThe\":\"\"}],",
                file, file % 900, file, dossier_has(dossier, MARK_DIGITISED), story->reused,
                story->from_store);
}

static void add_fees(struct outfile *output, const struct story *story)
{
    outfile_add(output, "\"DanhSachLePhi\":[");
    for (int at = 0; at < story->fee_count; at++)
        outfile_add(output,
                    "{\"TenPhiLePhi\":\"%s\",\"MaPhiLePhi\":\"%d\",\"HinhThucThu\":\"1\","
                    "\"Gia\":\"%lld\",\"LoaiPhiLePhi\":\"%d\"},",
                    fee_names[story->fees[at].kind], at + 1, (long long)story->fees[at].amount,
                    story->fees[at].kind + 1);
    outfile_trim(output);
    outfile_add(output, "],\"DanhSachTepDinhKemKhac\":[],");
}

static void add_rounds(struct outfile *output, const struct story *story, const struct state *state,
                       const struct people *people)
{
    outfile_add(output, "\"DanhSachHoSoBoSung\":[");
    /* Most systems leave the list empty: the rounds come as steps only. */
    for (int at = 0; at < state->round_count && story->dossier->seed % 4 == 0; at++) {
        outfile_add(output, "{\"HoSoBoSungId\":\"%d\",\"NguoiYeuCauBoSung\":\"%s\",", at + 1,
                    people->officer.name);
        add_text(output, "NoiDungBoSung", "Bổ sung giấy tờ còn thiếu");
        add_moment(output, story, "NgayBoSung", state->rounds[at].requested);
        add_moment(output, story, "NgayTiepNhanBoSung", state->rounds[at].returned);
        add_flag(output, "TrangThaiBoSung", state->rounds[at].returned != 0);
        outfile_add(output, "\"DanhSachGiayToBoSung\":[],\"DanhSachLePhiBoSung\":[]},");
    }
    outfile_trim(output);
    outfile_add(output, "],");
}

static void add_result(struct outfile *output, const struct story *story, const struct state *state)
{
    const unsigned file = (unsigned)(story->dossier->seed % 1000000);

    if (!state->result_ready) {
        outfile_add(output, "\"DanhSachGiayToKetQua\":[],");
        return;
    }
    outfile_add(output,
                "\"DanhSachGiayToKetQua\":[{\"TenGiayTo\":\"Kết quả.pdf\",\"MaThanhPhanHoSo\":\"\","
                "\"GiayToId\":\"%u\",\"DuongDanTepTinKetQua\":\"https://mc.example.gov.vn/kq/%u\","
                "\"MaGiayToKetQua\":\"KQ.%u\"}],",
                file, file, file % 900);
}

/* 1 the portal's platform, 2 a gateway; without either, systems write 0 or 3. */
static const char *paid_how(const struct story *story, const struct state *state)
{
    if (state->paid_online)
        return state->paid_channel == PAYMENT_PORTAL ? "1" : "2";
    return story->fee_count && story->dossier->seed % 5 == 0 ? "3" : "0";
}

static void add_attributes(struct outfile *output, const struct story *story,
                           const struct state *state, const struct people *people)
{
    const struct dossier *dossier = story->dossier;

    if (story->submitted)
        outfile_add(output, "\"NoiNopHoSo\":\"%d\",", story->submitted_via + 1);
    add_moment(output, story, "NgayNopHoSo", story->submitted);
    add_moment(output, story, "NgayTuChoi", state->refused);
    add_flag(output, "HoSoCoThanhPhanSoHoa", dossier_has(dossier, MARK_DIGITISED));
    add_flag(output, "TaiKhoanDuocXacThucVoiVNeID", story->account_verified);
    add_text(output, "DuocThanhToanTrucTuyen", paid_how(story, state));
    outfile_add(output, "\"DinhDanhCHS\":[{\"LoaiDinhDanh\":\"1\",\"SoDinhDanh\":\"%s\"}],",
                people->owner.identity);
    outfile_add(output, "\"DSKetNoiCSDL\":[%s]",
                dossier_has(dossier, MARK_POPULATION) ? "{\"MaCSDL\":\"7\"}" : "");
}

void national_add_record(struct outfile *output, const struct year *year, const struct story *story,
                         int64_t second)
{
    const struct state state = story_state(story, second);
    const struct people people = people_of(story->dossier->seed);

    outfile_add(output, "{");
    add_subject(output, year, story);
    add_owner(output, story, &people);
    add_moments(output, story, &state);
    add_text(output, "ThongTinTra", "");
    add_text(output, "DonViXuLy", year->published[state.unit].label);
    add_text(output, "GhiChu", "");
    add_files(output, story);
    add_fees(output, story);
    add_rounds(output, story, &state, &people);
    add_result(output, story, &state);
    add_attributes(output, story, &state, &people);
    outfile_add(output, "}");
}

void national_add_step(struct outfile *output, const struct story *story, int64_t second,
                       int status)
{
    const struct people people = people_of(story->dossier->seed);

    outfile_add(output, "{");
    add_text(output, "MaHoSo", story->code);
    add_text(output, "NguoiXuLy", people.officer.name);
    add_text(output, "ChucDanh", "Chuyên viên");
    add_moment(output, story, "ThoiDiemXuLy", second);
    add_text(output, "PhongBanXuLy", "Bộ phận Một cửa");
    add_text(output, "NoiDungXuLy", steps[status]);
    outfile_add(output, "\"TrangThai\":\"%d\",\"NgayBatDau\":\"\",", status);
    outfile_add(output, "\"NgayKetThucTheoQuyDinh\":\"\"}");
}
