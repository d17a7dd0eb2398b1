/*
 * attachments: the lists inside a DongBoHoSoMC item, and what they say about the dossier.
 *
 * A list without an element says nothing: one-stop systems send empty lists where they know
 * nothing.
 */
#pragma once

#include "intake/national/keys.h"

/* Readers of a struct snapshot_data (at the start of the record). */
key_reader attachment_files;       /* TaiLieuNop: digitised, reused, from_store. */
key_reader attachment_results;     /* DanhSachGiayToKetQua: e_result. */
key_reader attachment_databases;   /* DSKetNoiCSDL: population_db. */
key_reader attachment_fees;        /* DanhSachLePhi: fees. */
key_reader attachment_supplements; /* DanhSachHoSoBoSung: supplements. */
key_reader attachment_digitised;   /* HoSoCoThanhPhanSoHoa: digitised, said of the whole. */
