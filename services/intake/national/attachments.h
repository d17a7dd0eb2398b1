/*
 * attachments: the lists inside a DongBoHoSoMC item, and what they say about the dossier.
 *
 * A list without an element says nothing: one-stop systems send empty lists where they know
 * nothing.
 */
#pragma once

#include "intake/national/keys.h"

struct links {
    struct bytes *at;
    size_t count;
};

/* What is read of an item: the data of the fact, and what ends here once it is compared. */
struct national_dossier {
    struct snapshot_data snapshot;
    struct bytes agency; /* As it calls itself. */
    struct links inputs; /* Of files handed in, without the deleted ones. */
    struct links results;
};

/* Readers of a struct national_dossier. */
key_reader attachment_files;       /* TaiLieuNop: digitised, reused, from_store, inputs. */
key_reader attachment_results;     /* DanhSachGiayToKetQua: e_result, results. */
key_reader attachment_databases;   /* DSKetNoiCSDL: population_db. */
key_reader attachment_fees;        /* DanhSachLePhi: fees. */
key_reader attachment_supplements; /* DanhSachHoSoBoSung: supplements. */
key_reader attachment_digitised;   /* HoSoCoThanhPhanSoHoa: digitised, said of the whole. */

/*
 * Says result_is_input when both lists have been read: whether a link of a result is also one of an
 * input. It is not said where one of the lists has no link. Puts the links in order.
 */
void attachment_compare(struct national_dossier *dossier);
