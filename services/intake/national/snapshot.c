#include "intake/national/snapshot.h"

#include "intake/national/attachments.h"
#include "intake/national/fingerprint.h"
#include "intake/national/resolve.h"
#include "intake/national/statuses.h"

enum { STATUS_HANDED_OVER = 10 };

static const struct choice channels[] = {
    {1,  CHANNEL_DIRECT},
    {2,  CHANNEL_ONLINE},
    {3,  CHANNEL_POST  },
    {-1, 0             },
};

static const struct choice channels_out[] = {
    {0,  OUT_COUNTER},
    {1,  OUT_POST   },
    {-1, 0          },
};

/* Citizen, enterprise, state agency, other: the same numbers as ours. */
static const struct choice applicants[] = {
    {1,  APPLICANT_CITIZEN    },
    {2,  APPLICANT_CITIZEN + 1},
    {3,  APPLICANT_CITIZEN + 2},
    {4,  APPLICANT_CITIZEN + 3},
    {-1, 0                    },
};

/* The national portal, the local system. */
static const struct choice portals[] = {
    {1,  1},
    {2,  2},
    {-1, 0},
};

/* On the portal's platform and on a gateway is online; 3 is a fee that was not paid online. */
static const struct choice payments[] = {
    {0,  false},
    {1,  true },
    {2,  true },
    {3,  false},
    {-1, 0    },
};

#define AT(member) offsetof(struct national_dossier, snapshot.member)
#define AGENCY     offsetof(struct national_dossier, agency)

/* Personal, or of no use here. */
static const char *const outside[] = {"MaHoSo",          "TenTTHC",
                                      "MaLinhVuc",       "TenLinhVuc",
                                      "SoBienNhan",      "ChuHoSo",
                                      "SoGiayToChuHoSo", "MaDoiTuong",
                                      "ThongTinKhac",    "ThongTinTra",
                                      "Email",           "Fax",
                                      "SoDienThoai",     "TrichYeuHoSo",
                                      "GhiChu",          "DanhSachTepDinhKemKhac",
                                      "DinhDanhCHS",     NULL};

/* Rows: key, reader, bit, place, choices. */
static const struct key rows[] = {
    {"MaTTHC",                      key_code,               SNAPSHOT_PROCEDURE,        AT(procedure),        NULL        },
    {"DonViXuLy",                   key_text,               KEY_NO_ROW,                AGENCY,               NULL        },
    {"KenhThucHien",                key_choice,             SNAPSHOT_CHANNEL,          AT(channel),          channels    },
    {"TrangThaiHoSo",               key_choice_whole,       SNAPSHOT_STATUS,           AT(status),           statuses    },
    {"NgayTiepNhan",                key_instant,            SNAPSHOT_RECEIVED_AT,      AT(received_us),      NULL        },
    {"NgayHenTra",                  key_due,                SNAPSHOT_DUE,              AT(due),              NULL        },
    {"NgayKetThucXuLy",             key_instant,            SNAPSHOT_FINISHED_AT,      AT(finished_us),      NULL        },
    {"NgayTra",                     key_instant,            SNAPSHOT_RETURNED_AT,      AT(returned_us),      NULL        },
    {"HinhThuc",                    key_choice,             SNAPSHOT_CHANNEL_OUT,      AT(channel_out),      channels_out},
    {"NgayTuChoi",                  key_instant,            SNAPSHOT_REFUSED_AT,       AT(refused_us),       NULL        },
    {"NgayNopHoSo",                 key_instant,            SNAPSHOT_SUBMITTED_AT,     AT(submitted_us),     NULL        },
    {"NoiNopHoSo",                  key_choice,             SNAPSHOT_SUBMITTED_VIA,    AT(submitted_via),    portals     },
    {"LoaiDoiTuong",                key_choice,             SNAPSHOT_APPLICANT,        AT(applicant),        applicants  },
    {"TaiKhoanDuocXacThucVoiVNeID", key_flag,               SNAPSHOT_ACCOUNT_VERIFIED, AT(account_verified),
     NULL                                                                                                                },
    {"DuocThanhToanTrucTuyen",      key_choice_flag,        SNAPSHOT_PAID_ONLINE,      AT(paid_online),      payments    },
    {"HoSoCoThanhPhanSoHoa",        attachment_digitised,   KEY_NO_ROW,                0,                    NULL        },
    {"TaiLieuNop",                  attachment_files,       KEY_NO_ROW,                0,                    NULL        },
    {"DanhSachGiayToKetQua",        attachment_results,     KEY_NO_ROW,                0,                    NULL        },
    {"DSKetNoiCSDL",                attachment_databases,   KEY_NO_ROW,                0,                    NULL        },
    {"DanhSachLePhi",               attachment_fees,        KEY_NO_ROW,                0,                    NULL        },
    {"DanhSachHoSoBoSung",          attachment_supplements, KEY_NO_ROW,                0,                    NULL        },
};
static const struct keys keys = {rows, sizeof rows / sizeof rows[0], outside};

static void state(struct snapshot_data *snapshot, enum snapshot_row row)
{
    snapshot->present |= UINT64_C(1) << row;
}

/* What takes more than one key to say. */
static void settle(const struct reading *reading, struct national_dossier *record)
{
    struct snapshot_data *const snapshot = &record->snapshot;
    const bool is_returned = field_present(snapshot->present, SNAPSHOT_RETURNED_AT) ||
                             snapshot->status == STATUS_HANDED_OVER;

    /* One-stop systems fill HinhThuc with a default long before there is a result. */
    if (!is_returned)
        snapshot->present &= ~(UINT64_C(1) << SNAPSHOT_CHANNEL_OUT);
    if (field_present(snapshot->present, SNAPSHOT_PROCEDURE))
        snapshot->procedure = resolve_procedure(reading, snapshot->procedure);
    snapshot->unit = resolve_unit(reading, record->agency);
    if (snapshot->unit.length > 0)
        state(snapshot, SNAPSHOT_UNIT);
    attachment_compare(record);
}

/* Sent again at the same time it is the same fact, whatever has changed in what stays outside. */
static bool snapshot_id(const struct reading *reading, const struct snapshot_data *snapshot,
                        struct bytes *id)
{
    const struct national_context *const national = reading->national;
    struct fingerprint fingerprint;

    fingerprint_open(&fingerprint, national->key, national->key_length, "snapshot");
    fingerprint_text(&fingerprint, reading->subject);
    fingerprint_number(&fingerprint, reading->sent_us);
    record_encode(fact_kinds[FACT_SNAPSHOT].data, snapshot, &fingerprint.sink);
    return fingerprint_close(&fingerprint, reading->arena, id);
}

enum outcome snapshot_convert(struct reading *reading, const json_t *item,
                              struct national_fact *fact)
{
    struct national_dossier record = {0};

    /* A missing channel is direct; one that cannot be read is none, and is flagged further on. */
    record.snapshot.channel = CHANNEL_DIRECT;
    state(&record.snapshot, SNAPSHOT_CHANNEL);
    TRY(keys_read(&keys, reading, item, &record));
    settle(reading, &record);
    fact->fact.type = FACT_SNAPSHOT;
    fact->fact.time_us = reading->sent_us;
    fact->data.snapshot = record.snapshot;
    if (!snapshot_id(reading, &record.snapshot, &fact->fact.id))
        return keys_no_room(reading);
    return DONE;
}
