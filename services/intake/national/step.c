#include "intake/national/step.h"

#include "intake/national/fingerprint.h"
#include "intake/national/statuses.h"

struct step {
    uint64_t present;
    int64_t time_us;
    int64_t status;
    struct bytes officer;
    struct bytes work;
};

/* Its place in the table of dossier.status, after those that proto/fact.h names. */
enum { OFFICER_REF_ROW = STATUS_ON_SPOT + 1 };

enum step_row { STEP_TIME, STEP_STATUS, STEP_OFFICER, STEP_WORK };

#define AT(member) offsetof(struct step, member)

static const char *const outside[] = {
    "MaHoSo", "ChucDanh", "PhongBanXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh", NULL};

/* Rows: key, reader, bit, place, choices. The officer and the work done are only hashed. */
static const struct key rows[] = {
    {"ThoiDiemXuLy", key_instant,      STEP_TIME,    AT(time_us), NULL    },
    {"TrangThai",    key_choice_whole, STEP_STATUS,  AT(status),  statuses},
    {"NguoiXuLy",    key_text,         STEP_OFFICER, AT(officer), NULL    },
    {"NoiDungXuLy",  key_text,         STEP_WORK,    AT(work),    NULL    },
};
static const struct keys keys = {rows, sizeof rows / sizeof rows[0], outside};

/* Steps have no id of their own: the whole tuple is one, so that a step sent again is the same. */
static bool step_id(const struct reading *reading, const struct step *step, struct bytes *id)
{
    const struct national_context *const national = reading->national;
    struct fingerprint fingerprint;

    fingerprint_open(&fingerprint, national->key, national->key_length, "step");
    fingerprint_text(&fingerprint, reading->subject);
    fingerprint_number(&fingerprint, step->time_us);
    fingerprint_number(&fingerprint, step->status);
    fingerprint_text(&fingerprint, step->officer);
    fingerprint_text(&fingerprint, step->work);
    return fingerprint_close(&fingerprint, reading->arena, id);
}

static bool officer_ref(const struct reading *reading, struct bytes officer, struct bytes *ref)
{
    const struct national_context *const national = reading->national;
    struct fingerprint fingerprint;

    fingerprint_open(&fingerprint, national->key, national->key_length, "officer");
    fingerprint_text(&fingerprint, officer);
    return fingerprint_close(&fingerprint, reading->arena, ref);
}

enum outcome step_convert(struct reading *reading, const json_t *item, struct national_fact *fact)
{
    struct status_data *const data = &fact->data.status;
    struct step step = {0};

    TRY(keys_read(&keys, reading, item, &step));
    if (!field_present(step.present, STEP_TIME))
        return fail_field(reading->why, REJECT, "ThoiDiemXuLy",
                          "ThoiDiemXuLy is missing or not a date that can be read");
    if (!field_present(step.present, STEP_STATUS))
        return fail_field(reading->why, REJECT, "TrangThai",
                          "TrangThai is missing or not one of 1..10");
    fact->fact.type = FACT_STATUS;
    fact->fact.time_us = step.time_us;
    data->status = step.status;
    data->present = UINT64_C(1) << STATUS_STATUS;
    if (!step_id(reading, &step, &fact->fact.id))
        return keys_no_room(reading);
    if (step.officer.length > 0) {
        if (!officer_ref(reading, step.officer, &data->officer_ref))
            return keys_no_room(reading);
        data->present |= UINT64_C(1) << OFFICER_REF_ROW;
    }
    return DONE;
}
