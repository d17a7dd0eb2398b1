/*
 * cabinet: canonical JSON lines, filed by dossier as the tracker keeps them.
 *
 * Takes the way of a fact from the line to the kept bytes, so that tests can say dossiers in the
 * words of domain.md section 9. Of each identity the first stays. Facts about procedures become
 * the catalogue, those about units say where they stand and when they work.
 */
#pragma once

#include <jansson.h>

#include "runtime/buffer.h"
#include "runtime/hash.h"
#include "tests/tracker/shelf.h"
#include "tracker/core/dossier.h"

/* What one source says of one dossier, procedure or unit. */
struct file {
    char *name; /* source, NUL, subject, NUL. */
    size_t name_length;
    enum fact_family family;
    struct buffer kept;
    uint32_t count;
    UT_hash_handle hh;
};

struct cabinet {
    struct file *files; /* In the order of their first facts. */
    struct buffer memory;
    struct arena arena;
    struct buffer versions; /* struct procedure_version */
    struct shelf shelf;
    struct buffer whole; /* Of the dossier at hand: its own facts, then complaints. */
    struct catalogue catalogue;
    int64_t position;
    int64_t duplicates, conflicts, rejected;
};

void cabinet_open(struct cabinet *cabinet);
void cabinet_empty(struct cabinet *cabinet); /* Keeps its memory for other files. */
void cabinet_close(struct cabinet *cabinet);

/* Files one fact; what is no fact is counted as rejected. */
void cabinet_file_line(struct cabinet *cabinet, struct bytes line);
void cabinet_file(struct cabinet *cabinet, const json_t *value);

/* Files a fact as intake has logged it; it may lie in the cabinet's arena, which is not reset. */
void cabinet_keep(struct cabinet *cabinet, const struct fact *fact);

/* Makes the catalogue from what has been filed of procedures and units. */
void cabinet_read_catalogue(struct cabinet *cabinet);

/* Folds one file; the state lives until the cabinet is used again. */
enum outcome cabinet_fold(struct cabinet *cabinet, const struct file *file,
                          struct dossier_state *state, struct failure *why);

/* Complaints about a code are kept apart, without a source: they concern every dossier of it. */
static inline bool file_is_dossier(const struct file *file)
{
    return file->family == FAMILY_DOSSIERS && file->name[0] != '\0';
}

static inline const char *file_source(const struct file *file)
{
    return file->name;
}

static inline const char *file_subject(const struct file *file)
{
    return file->name + strlen(file->name) + 1;
}

/* Entries of a posting as the oracle writes them: [[day, measure, n]…]; the caller's. */
json_t *cabinet_entries(const struct list *entries);
