#include "intake/national/attachments.h"

#include <stdlib.h>
#include <string.h>

/* LoaiPhiLePhi is a catalogue that sources disagree about, so the kind is never read from it. */
enum { FEE_KIND_OTHER = 4 };

struct file {
    uint64_t present;
    bool is_deleted;
    bool digitised;
    bool from_store;
    int32_t reused;
    struct bytes link;
};

enum file_row { FILE_DELETED, FILE_DIGITISED, FILE_FROM_STORE, FILE_REUSED, FILE_LINK };

static const struct choice reuses[] = {
    {0,  REUSE_NO      },
    {1,  REUSE_REUSED  },
    {2,  REUSE_REPLACED},
    {-1, 0             },
};

#define AT(member) offsetof(struct file, member)
static const char *const file_outside[] = {"TepDinhKemId", "TenTepDinhKem", "MaThanhPhanHoSo",
                                           "MaKetQuaThayThe", NULL};
static const struct key file_rows[] = {
    {"IsDeleted",         key_flag,   FILE_DELETED,    AT(is_deleted), NULL  },
    {"DuocSoHoa",         key_flag,   FILE_DIGITISED,  AT(digitised),  NULL  },
    {"DuocLayTuKhoDMQG",  key_flag,   FILE_FROM_STORE, AT(from_store), NULL  },
    {"DuocTaiSuDung",     key_choice, FILE_REUSED,     AT(reused),     reuses},
    {"DuongDanTaiTepTin", key_link,   FILE_LINK,       AT(link),       NULL  },
};
static const struct keys file_keys = {file_rows, sizeof file_rows / sizeof file_rows[0],
                                      file_outside};
#undef AT

struct result {
    uint64_t present;
    struct bytes link;
};

#define AT(member) offsetof(struct result, member)
static const char *const result_outside[] = {"TenGiayTo", "MaThanhPhanHoSo", "GiayToId",
                                             "MaGiayToKetQua", NULL};
static const struct key result_rows[] = {
    {"DuongDanTepTinKetQua", key_link, 0, AT(link), NULL},
};
static const struct keys result_keys = {result_rows, sizeof result_rows / sizeof result_rows[0],
                                        result_outside};
#undef AT

struct database {
    uint64_t present;
    struct bytes code;
};

#define AT(member) offsetof(struct database, member)
static const char *const database_outside[] = {NULL};
static const struct key database_rows[] = {
    {"MaCSDL", key_code, 0, AT(code), NULL},
};
static const struct keys database_keys = {database_rows, 1, database_outside};
#undef AT

/* An open catalogue; these of it are the national population database. */
static const char *const population_databases[] = {"7"};

#define AT(member) offsetof(struct fee_data, member)
enum fee_row { FEE_AMOUNT, FEE_KIND };
static const char *const fee_outside[] = {"TenPhiLePhi", "MaPhiLePhi", "HinhThucThu",
                                          "LoaiPhiLePhi", NULL};
static const struct key fee_rows[] = {
    {"Gia", key_amount, FEE_AMOUNT, AT(amount_vnd), NULL},
};
static const struct keys fee_keys = {fee_rows, sizeof fee_rows / sizeof fee_rows[0], fee_outside};
#undef AT

#define AT(member) offsetof(struct supplement, member)
static const char *const supplement_outside[] = {"HoSoBoSungId",
                                                 "NguoiYeuCauBoSung",
                                                 "NoiDungBoSung",
                                                 "NguoiTiepNhanBoSung",
                                                 "ThongTinTiepNhan",
                                                 "TrangThaiBoSung",
                                                 "DanhSachGiayToBoSung",
                                                 "DanhSachLePhiBoSung",
                                                 "NgayHenTraTruoc",
                                                 "NgayHenTraMoi",
                                                 NULL};
static const struct key supplement_rows[] = {
    {"NgayBoSung",         key_instant, SUPPLEMENT_REQUESTED_AT, AT(requested_us), NULL},
    {"NgayTiepNhanBoSung", key_instant, SUPPLEMENT_RETURNED_AT,  AT(returned_us),  NULL},
};
static const struct keys supplement_keys = {
    supplement_rows, sizeof supplement_rows / sizeof supplement_rows[0], supplement_outside};
#undef AT

/* Said of any of them is said of the dossier; "no" counts only as long as nobody says "yes". */
static void say(struct snapshot_data *snapshot, enum snapshot_row row, bool *of, bool is_so)
{
    *of = *of || is_so;
    snapshot->present |= UINT64_C(1) << row;
}

static void say_reused(struct snapshot_data *snapshot, int32_t reused)
{
    if (reused > snapshot->reused)
        snapshot->reused = reused;
    snapshot->present |= UINT64_C(1) << SNAPSHOT_REUSED;
}

static bool open_links(struct reading *reading, const json_t *value, struct links *links)
{
    *links =
        (struct links){arena_take(reading->arena, json_array_size(value) * sizeof *links->at), 0};
    return links->at != NULL;
}

static void add_link(struct links *links, struct bytes link)
{
    if (link.length > 0)
        links->at[links->count++] = link;
}

static void say_file(struct snapshot_data *snapshot, const struct file *file)
{
    if (field_present(file->present, FILE_DIGITISED))
        say(snapshot, SNAPSHOT_DIGITISED, &snapshot->digitised, file->digitised);
    if (field_present(file->present, FILE_FROM_STORE))
        say(snapshot, SNAPSHOT_FROM_STORE, &snapshot->from_store, file->from_store);
    if (field_present(file->present, FILE_REUSED))
        say_reused(snapshot, file->reused);
}

enum outcome attachment_files(struct reading *reading, const struct key *key, const json_t *value,
                              void *record)
{
    struct national_dossier *const dossier = record;
    const json_t *element;
    size_t at = 0;

    if (!open_links(reading, value, &dossier->inputs))
        return keys_no_room(reading);
    while ((element = keys_element(reading, key, value, &at))) {
        struct file file = {0};

        TRY(keys_read(&file_keys, reading, element, &file));
        if (file.is_deleted)
            continue;
        say_file(&dossier->snapshot, &file);
        add_link(&dossier->inputs, file.link);
    }
    return DONE;
}

enum outcome attachment_digitised(struct reading *reading, const struct key *key,
                                  const json_t *value, void *record)
{
    struct file file = {0};
    struct key whole = *key;

    whole.row = FILE_DIGITISED;
    whole.offset = offsetof(struct file, digitised);
    TRY(key_flag(reading, &whole, value, &file));
    say_file(record, &file);
    return DONE;
}

/*
 * The link alone decides: the code of the result came later than the link, and one-stop systems
 * that do not send it issue electronic results all the same.
 */
enum outcome attachment_results(struct reading *reading, const struct key *key, const json_t *value,
                                void *record)
{
    struct national_dossier *const dossier = record;
    struct snapshot_data *const snapshot = &dossier->snapshot;
    const json_t *element;
    size_t at = 0;

    if (!open_links(reading, value, &dossier->results))
        return keys_no_room(reading);
    while ((element = keys_element(reading, key, value, &at))) {
        struct result result = {0};

        TRY(keys_read(&result_keys, reading, element, &result));
        say(snapshot, SNAPSHOT_E_RESULT, &snapshot->e_result, result.link.length > 0);
        add_link(&dossier->results, result.link);
    }
    return DONE;
}

/* Any total order will do. */
static int order_of_links(const void *left, const void *right)
{
    const struct bytes *one = left, *other = right;

    if (one->length != other->length)
        return one->length < other->length ? -1 : 1;
    return memcmp(one->at, other->at, one->length);
}

/* Lists may be long, so both are walked once, in order. */
void attachment_compare(struct national_dossier *dossier)
{
    const struct links *inputs = &dossier->inputs, *results = &dossier->results;
    bool *const is_input = &dossier->snapshot.result_is_input;
    size_t input = 0, result = 0;

    if (inputs->count == 0 || results->count == 0)
        return;
    qsort(inputs->at, inputs->count, sizeof *inputs->at, order_of_links);
    qsort(results->at, results->count, sizeof *results->at, order_of_links);
    while (!*is_input && input < inputs->count && result < results->count) {
        const int order = order_of_links(&inputs->at[input], &results->at[result]);

        *is_input = order == 0;
        input += order < 0;
        result += order > 0;
    }
    dossier->snapshot.present |= UINT64_C(1) << SNAPSHOT_RESULT_IS_INPUT;
}

static bool is_population_database(struct bytes code)
{
    for (size_t row = 0; row < sizeof population_databases / sizeof population_databases[0]; row++)
        if (bytes_equal(code, bytes_of_text(population_databases[row])))
            return true;
    return false;
}

enum outcome attachment_databases(struct reading *reading, const struct key *key,
                                  const json_t *value, void *record)
{
    struct snapshot_data *const snapshot = record;
    const json_t *element;
    size_t at = 0;

    while ((element = keys_element(reading, key, value, &at))) {
        struct database database = {0};

        TRY(keys_read(&database_keys, reading, element, &database));
        if (database.present)
            say(snapshot, SNAPSHOT_POPULATION_DB, &snapshot->population_db,
                is_population_database(database.code));
    }
    return DONE;
}

/* Room for the elements of a list; beyond the limit they are remarked on and left out. */
static void *room(struct reading *reading, const struct key *key, const json_t *value, size_t limit,
                  size_t size)
{
    size_t count = json_array_size(value);

    if (count > limit) {
        keys_remark(reading, key->name);
        count = limit;
    }
    return arena_take(reading->arena, count * size);
}

enum outcome attachment_fees(struct reading *reading, const struct key *key, const json_t *value,
                             void *record)
{
    struct snapshot_data *const snapshot = record;
    struct fee_data *const fees = room(reading, key, value, FACT_FEES_LIMIT, sizeof *fees);
    uint32_t count = 0;
    const json_t *element;
    size_t at = 0;

    if (!fees)
        return keys_no_room(reading);
    while (count < FACT_FEES_LIMIT && (element = keys_element(reading, key, value, &at))) {
        struct fee_data fee = {.kind = FEE_KIND_OTHER};

        TRY(keys_read(&fee_keys, reading, element, &fee));
        if (!field_present(fee.present, FEE_AMOUNT))
            continue;
        fee.present |= UINT64_C(1) << FEE_KIND;
        fees[count++] = fee;
    }
    if (count > 0) {
        snapshot->fees = (struct list){fees, count};
        snapshot->present |= UINT64_C(1) << SNAPSHOT_FEES;
    }
    return DONE;
}

enum outcome attachment_supplements(struct reading *reading, const struct key *key,
                                    const json_t *value, void *record)
{
    struct snapshot_data *const snapshot = record;
    struct supplement *const rounds = room(reading, key, value, FACT_ROUNDS_LIMIT, sizeof *rounds);
    uint32_t count = 0;
    const json_t *element;
    size_t at = 0;

    if (!rounds)
        return keys_no_room(reading);
    while (count < FACT_ROUNDS_LIMIT && (element = keys_element(reading, key, value, &at))) {
        struct supplement round = {0};

        TRY(keys_read(&supplement_keys, reading, element, &round));
        if (field_present(round.present, SUPPLEMENT_REQUESTED_AT))
            rounds[count++] = round;
    }
    if (count > 0) {
        snapshot->supplements = (struct list){rounds, count};
        snapshot->present |= UINT64_C(1) << SNAPSHOT_SUPPLEMENTS;
    }
    return DONE;
}
