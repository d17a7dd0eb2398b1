/*
 * national: records as one-stop systems send them to the national portal, made canonical facts.
 *
 * Takes `DongBoHoSoMC` (a dossier: one dossier.snapshot) and `CapNhatTienDoHoSoMC` (a step: one
 * dossier.status) in their three shapes: the national envelope, a bare list, a bare object. What
 * passes is a list of keys: names, numbers, addresses, free text and links end here, and no
 * sentence of a refusal quotes a value. Pure but for the heap of the JSON reader.
 */
#pragma once

#include <jansson.h>

#include "proto/fact.h"
#include "runtime/arena.h"
#include "runtime/bytes.h"
#include "runtime/outcome.h"

/* What an item is where no envelope says so: the three addresses of the bare shapes. */
enum national_service {
    NATIONAL_BY_KEYS, /* An item with the moment or the status of a step is a step. */
    NATIONAL_DOSSIERS,
    NATIONAL_STEPS,
};

enum { NATIONAL_KEY_MINIMUM = 16, NATIONAL_KEY_MAXIMUM = 64 };

/* What the conversion needs to know of the outside; the same every time for the same input. */
struct national_context {
    struct bytes source;           /* The sender's registered name. */
    const uint8_t *key;            /* The source's secret for keyed hashes. */
    size_t key_length;             /* NATIONAL_KEY_MINIMUM..NATIONAL_KEY_MAXIMUM bytes. */
    int64_t arrival_us;            /* The time of snapshots whose envelope has no ThoiDiemGui. */
    enum national_service service; /* Where there is no envelope, or it names no service. */
    struct bytes unit; /* MaDinhDanhDV of the query, where there is no madonvi; may be empty. */
    /* How many units of the source have the name; `code` is set only when it is exactly one. */
    int (*unit_by_name)(void *context, struct bytes name, struct bytes *code);
    bool (*unit_known)(void *context, struct bytes code);
    bool (*procedure_known)(void *context, struct bytes code);
    void *context;
};

struct national_fact {
    struct fact fact; /* Without `data` in bytes: fact_encode makes them. */
    union fact_data data;
    size_t item; /* Its place in the batch, from 0. */
};

struct national_refusal {
    size_t item;
    struct bytes subject; /* MaHoSo; empty when that is what cannot be taken. */
    const char *field;    /* The national key at fault. */
    const char *rule;     /* A sentence without any value; good until the call returns. */
};

struct national_sinks {
    /* REJECT refuses this item with `why`; RETRY and FATAL end the conversion. */
    enum outcome (*emit)(void *context, const struct national_fact *fact, struct failure *why);
    void (*refuse)(void *context, const struct national_refusal *refusal);
    /* A value that could not be taken and was left out; the subject is empty in the envelope. */
    void (*remark)(void *context, const char *field, struct bytes subject);
    void *context;
    struct unknown_keys unknown_keys;
};

/*
 * Reads one value of JSON, an object or a list, for national_convert. REJECT for anything else. A
 * key given twice counts as given last: one bad item never costs the others. The value is the
 * caller's to give back with json_decref.
 */
enum outcome national_read(struct bytes line, json_t **value, struct failure *why);

/*
 * Emits one fact for each item that can be taken, in their order, and refuses the others. What the
 * facts point to lies in the JSON value, the context and the arena, which a refused item leaves as
 * it was. REJECT only when the value as a whole is no batch: nothing was emitted then.
 */
enum outcome national_convert(const json_t *value, const struct national_context *national,
                              struct arena *arena, const struct national_sinks *sinks,
                              struct failure *why);
